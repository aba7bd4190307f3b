"""Steering a broadcast: pause, go on, cancel, take back, send again to those in doubt."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.handlers import desk, refusals, watching
from bot.handlers.desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screens import notes
from bot.screens import steering as screens
from bot.services import progress, staff, steering
from bot.services.staff import Deed
from bot.storage import broadcast_copies
from bot.storage.models import Broadcast, Stage
from bot.turn import Turn


async def pause(turn: Turn, number: str) -> None:
    await _steer(turn, number, Deed.PAUSED, steering.pause)


async def resume(turn: Turn, number: str) -> None:
    await _steer(turn, number, Deed.RESUMED, steering.resume)


async def cancel(turn: Turn, number: str, sure: str = "") -> None:
    """It stops at once, before it is asked whether for good; what has not begun is simply called off."""
    found = await desk.find(turn, number)
    if found is None:
        return
    if sure or found.stage is Stage.SCHEDULED:
        await _steer(turn, number, Deed.CANCELLED, steering.cancel)
    elif await _held(turn, found):
        waiting = (await progress.of(turn.session, found))[0].waiting
        turn.show(screens.cancel(turn.t, found.id, waiting))
    else:
        await _changed(turn, found)


async def withdraw(turn: Turn, number: str, sure: str = "") -> None:
    """What is on its way stops at once, too, before it is asked."""
    found = await desk.find(turn, number)
    if found is None:
        return
    if not steering.withdrawable(found, turn.now) or await steering.withdrawn(turn.session, found):
        await _changed(turn, found)
    elif sure:
        await steering.withdraw(turn.session, found, turn.person, turn.now)
        await _done(turn, found, Deed.WITHDRAWN)
    else:
        if await _held(turn, found):
            turn.toast(screens.done(turn.t, Deed.PAUSED))
        since = steering.deletable_since(turn.now)
        sent = await broadcast_copies.sent_since(turn.session, found.id, since)
        turn.show(screens.withdraw(turn.t, found.id, sent))


async def doubt(turn: Turn, number: str, sure: str = "") -> None:
    """Sends it once more to those of whom nobody knows whether they got it."""
    found = await desk.find(turn, number)
    if found is None:
        return
    doubtful = (await progress.of(turn.session, found))[0].doubtful
    if not doubtful:
        await _changed(turn, found)
    elif not sure:
        turn.show(screens.again(turn.t, found.id, doubtful))
    elif await steering.send_again(turn.session, found, turn.now):
        await _done(turn, found, Deed.SENT_AGAIN)
    else:
        await _changed(turn, found)


async def _steer(turn: Turn, number: str, act: Deed, steer: Callable[[Broadcast, datetime], bool]) -> None:
    found = await desk.find(turn, number)
    if found is None:
        return
    if steer(found, turn.now):
        await _done(turn, found, act)
    else:
        await _changed(turn, found)


async def _held(turn: Turn, broadcast: Broadcast) -> bool:
    """Pauses it, if it is being sent; whether it is paused now."""
    if steering.pause(broadcast, turn.now):
        await _note(turn, broadcast, Deed.PAUSED)
    return broadcast.stage is Stage.PAUSED


async def _done(turn: Turn, broadcast: Broadcast, act: Deed) -> None:
    await _note(turn, broadcast, act)
    turn.toast(screens.done(turn.t, act))
    await watching.show(turn, broadcast)


async def _note(turn: Turn, broadcast: Broadcast, act: Deed) -> None:
    await staff.note(turn.session, turn.person, act, turn.now, about={"broadcast": broadcast.id})


async def _changed(turn: Turn, broadcast: Broadcast) -> None:
    turn.toast(notes.changed(turn.t))
    await desk.show(turn, broadcast)


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:pause", pause, alone=True),
    tap(f"{NUMBER}:resume", resume, alone=True),
    tap(f"{NUMBER}:cancel", cancel, alone=True),
    tap(f"{NUMBER}:cancel:(?P<sure>yes)", cancel, alone=True),
    tap(f"{NUMBER}:withdraw", withdraw, alone=True),
    tap(f"{NUMBER}:withdraw:(?P<sure>yes)", withdraw, alone=True),
    tap(f"{NUMBER}:doubt", doubt, alone=True),
    tap(f"{NUMBER}:doubt:(?P<sure>yes)", doubt, alone=True),
)
