"""The usual bot with an event: a tap is one transaction that holds the event's row, then the bot replies.

Nothing is durable but the seat: who taps as it dies has one and is never told.
"""

import os
from typing import Final

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.orm import Mapped, mapped_column
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from benchmarks.peers import usual

KEYBOARD: Final = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("✓ Going", callback_data="e:1:go"),
            InlineKeyboardButton("Maybe", callback_data="e:1:maybe"),
            InlineKeyboardButton("Can’t", callback_data="e:1:no"),
        ],
        [InlineKeyboardButton("All events", callback_data="events:all:0")],
    ]
)


class Event(usual.Base):
    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    capacity: Mapped[int]


class Participation(usual.Base):
    """`line` is the number on the waiting list of who has no seat."""

    __tablename__ = "participations"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    line: Mapped[int | None]


class Rush:
    def __init__(self, engine: AsyncEngine) -> None:
        self._sessions: Final = async_sessionmaker(engine, expire_on_commit=False)

    async def said(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_user
        async with self._sessions() as session:
            user = await _user(session, update.effective_user.id)
            user.updates += 1
            await session.commit()
        await context.bot.send_message(
            update.effective_user.id, usual.TEXT, parse_mode="HTML", reply_markup=usual.KEYBOARD
        )

    async def going(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query
        async with self._sessions() as session:
            event = await session.get_one(Event, 1, with_for_update=True)
            user = await _user(session, query.from_user.id)
            mine = await session.get(Participation, (event.id, user.id))
            taken, everybody = await _counted(session, event.id)
            if mine is None:
                line = None if taken < event.capacity else everybody - taken + 1
                mine = Participation(event_id=event.id, user_id=user.id, line=line)
                session.add(mine)
            await session.commit()
        said = "You are going" if mine.line is None else f"You are number {mine.line} on the waiting list"
        await query.answer(said)
        left = max(event.capacity - taken, 0)
        await query.edit_message_text(
            f"{event.text}\n\n{left} seats are left.\n\n<b>{said}</b>",
            parse_mode="HTML",
            reply_markup=KEYBOARD,
        )


async def _user(session: AsyncSession, telegram_id: int) -> usual.User:
    user = await session.scalar(select(usual.User).where(usual.User.telegram_id == telegram_id))
    if user is None:
        user = usual.User(telegram_id=telegram_id, name="", last="", updates=0)
        session.add(user)
    return user


async def _counted(session: AsyncSession, event_id: int) -> tuple[int, int]:
    """How many go, and how many answered."""
    seated = func.count().filter(Participation.line.is_(None))
    found = await session.execute(
        select(seated, func.count()).select_from(Participation).where(Participation.event_id == event_id)
    )
    taken, everybody = found.one()
    return taken, everybody


def main() -> None:
    bot = Rush(usual.connect(os.environ["DATABASE_URL"]))
    application = (
        ApplicationBuilder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(f"{os.environ['BOT_API_URL']}/bot")
        .concurrent_updates(16)  # as for the usual bot
        .connection_pool_size(64)
        .pool_timeout(60)
        .build()
    )
    application.add_handler(CallbackQueryHandler(bot.going, r"\Ae:1:go\Z"))
    application.add_handler(MessageHandler(filters.TEXT, bot.said))
    application.run_polling()


if __name__ == "__main__":
    main()
