"""What comes unasked: how each kind of it is put into words, and the way to stop it under every one."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from telegram import InlineKeyboardMarkup, Message

from bot.content.topics import Topic
from bot.handlers import (
    ambassador,
    ambassadors,
    bursts,
    calendars,
    event_thanks,
    events,
    present,
    thanks,
    watching,
    weekly,
)
from bot.handlers import telling as tellings
from bot.i18n import Translator, guess, translator
from bot.routing import Route, tap
from bot.screen import Screen
from bot.screens import copies, notes
from bot.screens import pushes as screens
from bot.services import ambassadors as candidates
from bot.services import (
    barring,
    broadcasts,
    consents,
    digests,
    people,
    praises,
    reactions,
    recruits,
    reminders,
    telling,
    thanking,
    years,
)
from bot.services import weekly as schedule
from bot.services.seats import OFFERED, PASSED_ON
from bot.services.spreading import ENDED
from bot.services.weekly import KIND
from bot.storage import broadcast_copies
from bot.storage.messages import Receiver
from bot.storage.models import Reaction
from bot.turn import Turn

# What a message is made of, and the bot's name, for links.
KINDS: Final[Mapping[str, Callable[[Translator, dict[str, Any], str], Screen]]] = {
    KIND: weekly.pushed,
    ENDED: watching.ended,
    OFFERED: events.offered,
    PASSED_ON: events.passed_on,
    telling.CHANGED: tellings.changed,
    telling.CANCELLED: tellings.cancelled,
    barring.BARRED: tellings.barred,
    reminders.DAY: tellings.day_before,
    reminders.SOON: tellings.soon,
    digests.KIND: calendars.digest,
    thanking.OVER: event_thanks.over,
    thanking.THANKS: thanks.thanked,
    thanking.CREDITED: thanks.credited,
    praises.KIND: thanks.praised,
    years.KIND: thanks.year,
    candidates.ASKED: ambassadors.request,
    candidates.DECIDED: ambassador.decided,
    recruits.THANKS: ambassador.thanked,
    recruits.BURST: bursts.told,
}

_TOPIC: Final = f"(?P<topic>{'|'.join(str(int(topic)) for topic in Topic)})"


class Pushes:
    """Makes the messages of the bot with this name; broadcasts may be `paid` for."""

    def __init__(self, username: str, *, paid: bool = False) -> None:
        self._username: Final = username
        self._paid: Final = paid

    def __call__(
        self, kind: str, of: dict[str, Any], topic: int | None, receiver: Receiver | None
    ) -> dict[str, Any]:
        if kind == broadcast_copies.KIND:
            return self._copy(of, receiver)
        t = translator(guess(receiver.language if receiver else None))
        screen = KINDS[kind](t, of, self._username)
        told = topic is not None and not (receiver and receiver.stopped)
        foot = screens.foot(t, topic or 0, muted=False) if told else ()
        return screen.above(foot).body()

    def _copy(self, of: dict[str, Any], receiver: Receiver | None) -> dict[str, Any]:
        """A broadcast; or its correction, which leaves the picture as it is.

        Its buttons speak the receiver's language, which the words may not.
        """
        muted = receiver is not None and bool(receiver.muted & of["topic"])
        speaks = receiver.language if receiver else None
        spoken = translator(guess(of["language"]))
        body = copies.copy(translator(guess(speaks or of["language"])), of, spoken, muted=muted).body()
        if of["edits"]:
            return {name: value for name, value in body.items() if name != "photo"}
        return body | ({"allow_paid_broadcast": True} if self._paid else {})


async def mute(turn: Turn, topic: str) -> None:
    of = Topic(int(topic))
    if consents.given(turn.person):  # or nothing may be kept, and nothing comes
        people.mute(turn.person, of, muted=True)
        if of in broadcasts.TOPICS:
            await reactions.left(turn.session, turn.person, Reaction.MUTED, turn.now, turn.card)
    turn.toast(screens.muted(turn.t, of), alert=True)
    _change_foot(turn, of, muted=True)


async def unmute(turn: Turn, topic: str) -> None:
    of = Topic(int(topic))
    if not consents.given(turn.person):  # or nothing would come
        turn.toast(notes.changed(turn.t))
        turn.show_below(present.now(turn))
        return
    await people.come_back(turn.session, turn.person, turn.now)
    people.mute(turn.person, of, muted=False)
    if of is Topic.GOALS:
        await schedule.switch(turn.session, turn.person, turn.now, to=True)
    turn.toast(screens.unmuted(turn.t, of))
    _change_foot(turn, of, muted=False)


def _change_foot(turn: Turn, topic: Topic, *, muted: bool) -> None:
    """The card keeps what it says; one that Telegram does not show us any more is answered below."""
    query = turn.update.callback_query
    card = query.message if query else None
    markup = card.reply_markup if isinstance(card, Message) else None
    if markup is None:
        if muted:
            turn.send(screens.is_muted(turn.t, topic))
        return
    foot = screens.foot(turn.t, topic, muted=muted)
    turn.show_buttons([*_without_foot(markup, topic), *([b.body() for b in row] for row in foot)])


def _without_foot(markup: InlineKeyboardMarkup, topic: Topic) -> list[list[dict[str, Any]]]:
    ours = {f"mute:{int(topic)}", f"unmute:{int(topic)}", "stop"}
    rows = [[b.to_dict() for b in row if b.callback_data not in ours] for row in markup.inline_keyboard]
    return [row for row in rows if row]


ROUTES: Final[tuple[Route, ...]] = (
    tap(f"mute:{_TOPIC}", mute, leaves=False),
    tap(f"unmute:{_TOPIC}", unmute, leaves=False),
)
