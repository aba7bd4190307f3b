"""What is kept of a person: seeing it, downloading it, withdrawing consent, being erased."""

from typing import Final

from bot.handlers import questions, standing
from bot.routing import Route, command, tap
from bot.screens import privacy as screens
from bot.services import exports, leaving, people, staff
from bot.storage import events, outbox
from bot.storage import people as storage
from bot.turn import Turn


async def card(turn: Turn) -> None:
    person = turn.person
    profile = questions.profile(people.known(person)) if person.registered_at else None
    link = bool(person.source or person.arrival)
    turn.show(screens.card(turn.t, profile, person.consented_at, standing.way_back(turn), link=link))


async def export(turn: Turn) -> None:
    """Once a minute at most: a second tap of the same moment sends no second file."""
    messages = await outbox.traces(turn.session, turn.person.telegram_id)
    belongings = await storage.belongings(turn.session, turn.person)
    titles = await events.titles(turn.session, turn.person.id)
    file = screens.export(turn.t, exports.of(turn.person, messages, belongings, titles))
    turn.toast(screens.on_its_way(turn.t))
    turn.send_file(file, key=f"export:{turn.person.id}:{turn.now:%Y%m%d%H%M}")


async def ask_withdrawal(turn: Turn) -> None:
    if turn.person.consent_version is None:
        await card(turn)
    else:
        turn.show(screens.confirm_withdrawal(turn.t))


async def withdraw(turn: Turn) -> None:
    await staff.leave(turn.session, turn.person, turn.now)
    await leaving.withdraw(turn.session, turn.person, turn.now)
    turn.show(screens.withdrawn(turn.t))


async def ask_erasure(turn: Turn) -> None:
    turn.show(screens.confirm_erasure(turn.t))


async def ask_erasure_again(turn: Turn) -> None:
    turn.show(screens.confirm_erasure_again(turn.t))


async def erase(turn: Turn) -> None:
    """A second tap finds nobody, and says goodbye again."""
    await leaving.erase(turn.session, turn.person, turn.now, turn.campaign.secret)
    turn.forget()
    turn.show(screens.erased(turn.t))


ROUTES: Final[tuple[Route, ...]] = (
    command("privacy", card),
    tap("privacy", card),
    tap("export", export),
    tap("withdraw:ask", ask_withdrawal),
    tap("withdraw:yes", withdraw, alone=True),
    tap("erase:ask", ask_erasure),
    tap("erase:sure", ask_erasure_again),
    tap("erase:yes", erase, alone=True),
)
