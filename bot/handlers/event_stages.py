"""An event becomes public, is cancelled, copied, or deleted as a draft; and its participants are told."""

from typing import Final

from bot.handlers import event_desk, refusals
from bot.handlers.event_desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screens import event_stages as screens
from bot.services import events, pushes, telling
from bot.services.staff import Deed
from bot.storage.models import Event, Phase
from bot.turn import Turn


async def publish(turn: Turn, number: str, stamp: str = "") -> None:
    """Only as it was when it was asked about. What is missing is on the draft's card."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if stamp and event.phase is Phase.PUBLIC:  # by the first of two taps
        turn.show(await event_desk.card(turn, event))
    elif event.phase is not Phase.DRAFT or events.missing(event, turn.now):
        await event_desk.outdated(turn, event)
    elif not stamp:
        turn.show(screens.publish(turn.t, await event_desk.desk(turn, event), _stamp(event)))
    elif int(stamp) != _stamp(event):
        await event_desk.outdated(turn, event)
    elif events.publish(event, turn.now):
        await event_desk.note(turn, event, Deed.EVENT_PUBLISHED)
        turn.toast(screens.published(turn.t))
        turn.show(await event_desk.card(turn, event))


async def cancel(turn: Turn, number: str, sure: str = "") -> None:
    """By night it is asked whether those who have answered are to be woken, and once more if they are."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if event.phase is not Phase.PUBLIC or not events.editable(event, turn.now):
        await event_desk.outdated(turn, event)
    elif not sure:
        desk = await event_desk.desk(turn, event)
        turn.show(screens.cancel(turn.t, desk, night=pushes.quiet(turn.now)))
    elif sure == "now" and pushes.quiet(turn.now):
        turn.show(screens.wake(turn.t, event.id, "cancel:wake"))
    elif events.cancel(event, turn.now):
        if sure == "wake":
            telling.at_once(event, turn.now)
        await event_desk.note(turn, event, Deed.EVENT_CANCELLED)
        turn.toast(screens.cancelled(turn.t))
        turn.show(await event_desk.card(turn, event))


async def tell(turn: Turn, number: str, sure: str = "") -> None:
    """Tells of changes now: by night it is asked once more."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if event.tell_at is None:
        await event_desk.outdated(turn, event)
    elif pushes.quiet(turn.now) and not sure:
        turn.show(screens.wake(turn.t, event.id, "tell:wake"))
    else:
        telling.at_once(event, turn.now)
        turn.toast(screens.told(turn.t))
        turn.show(await event_desk.card(turn, event))


async def copy(turn: Turn, number: str) -> None:
    """A new draft of the same, but for its time."""
    if event := await event_desk.find(turn, number):
        draft = await events.copy(turn.session, event, turn.person, turn.now)
        turn.show(await event_desk.card(turn, draft))


async def drop(turn: Turn, number: str, sure: str = "") -> None:
    event = await event_desk.draft(turn, number)
    if event is None:
        return
    if not sure:
        turn.show(screens.drop(turn.t, event.id))
        return
    await turn.session.delete(event)
    await turn.session.flush()
    turn.show(await event_desk.listed(turn))


def _stamp(event: Event) -> int:
    return int(event.changed_at.timestamp())


ROUTES: Final[tuple[Route, ...]] = only(
    Role.ORGANIZER,
    refusals.refuse,
    tap(f"{NUMBER}:publish", publish, alone=True),
    tap(f"{NUMBER}:publish:(?P<stamp>[0-9]{{1,12}})", publish, alone=True),
    tap(f"{NUMBER}:cancel", cancel, alone=True),
    tap(f"{NUMBER}:cancel:(?P<sure>yes|now|wake)", cancel, alone=True),
    tap(f"{NUMBER}:tell", tell, alone=True),
    tap(f"{NUMBER}:tell:(?P<sure>wake)", tell, alone=True),
    tap(f"{NUMBER}:copy", copy, alone=True),
    tap(f"{NUMBER}:drop", drop, alone=True),
    tap(f"{NUMBER}:drop:(?P<sure>yes)", drop, alone=True),
)
