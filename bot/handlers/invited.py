"""Whoever is invited answers on the invitation itself, whose words stay."""

from datetime import datetime
from typing import Any, Final

from telegram import Message

from bot.handlers import events, standing
from bot.routing import Route, tap
from bot.screens import copies as screens
from bot.screens import events as event_screens
from bot.services import reactions, seats
from bot.services.seats import Closed, Going, Noted, Outcome, TooYoung, Waiting
from bot.storage import participations
from bot.storage.models import Answer, Phase
from bot.turn import Turn

_OF: Final = "b:(?P<number>[0-9]{1,9}):e(?P<event>[0-9]{1,9})"


async def answered(turn: Turn, number: str, event: str, answer: str) -> None:
    if not standing.complete(turn):
        events.sign_up_first(turn, event)
        return
    found = await participations.hold(turn.session, int(event))
    await reactions.tapped(turn.session, turn.person, int(number))
    if found is None or found.phase is Phase.DRAFT:
        turn.toast(event_screens.gone(turn.t))
        return
    if answer == "go":
        outcome = await seats.go(turn.session, found, turn.person, turn.now)
    else:
        outcome = await seats.decline(turn.session, found, turn.person, Answer(answer), turn.now)
    events.say(turn, outcome)
    if mine := _mark(outcome, answer):
        _show(turn, int(number), int(event), mine)
    if _older(turn, found.changed_at):
        turn.stay()
        turn.show(await events.card(turn, found))


async def opened(turn: Turn, number: str, event: str) -> None:
    """The card comes below: the message stays."""
    await reactions.tapped(turn.session, turn.person, int(number))
    turn.stay()
    await events.opened(turn, event)


def _older(turn: Turn, than: datetime) -> bool:
    """Whether the invitation was written before: then it does not say what has changed."""
    query = turn.update.callback_query
    card = query.message if query else None
    return not isinstance(card, Message) or (card.edit_date or card.date) < than


def _mark(outcome: Outcome, answer: str) -> Answer | None:
    match outcome:
        case Going():
            return Answer.GOING
        case Waiting():
            return Answer.WAITING
        case Noted():
            return Answer(answer)
        case Closed() | TooYoung():
            return None


def _show(turn: Turn, number: int, event: int, mine: Answer) -> None:
    """On the card that was tapped, unless Telegram does not show us any more what is under it."""
    query = turn.update.callback_query
    card = query.message if query else None
    markup = card.reply_markup if isinstance(card, Message) else None
    if markup is None:
        return
    answers = [[button.body() for button in row] for row in screens.rsvp(turn.t, number, event, mine)]
    others: list[list[dict[str, Any]]] = [
        [button.to_dict() for button in row]
        for row in markup.inline_keyboard
        if not any(str(button.callback_data).startswith(f"b:{number}:e{event}:") for button in row)
    ]
    turn.show_buttons([*answers, *others])


ROUTES: Final[tuple[Route, ...]] = (
    tap(f"{_OF}:(?P<answer>go|maybe|no)", answered, leaves=False, holds="event"),
    tap(f"{_OF}:see", opened),
)
