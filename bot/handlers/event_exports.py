"""The people of an event as a file, for its organizers; who took it stands in the log."""

from typing import Final

from bot.handlers import event_desk, events, refusals
from bot.handlers.event_desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screens import event_tables as screens
from bot.screens import privacy
from bot.screens.event_tables import Line
from bot.services import rosters
from bot.services.staff import Deed
from bot.storage.rosters import Entry
from bot.turn import Turn


async def export(turn: Turn, number: str, kind: str = "") -> None:
    """Each kind of file once a minute at most: a second tap sends no second one."""
    event = await event_desk.announced(turn, number)
    if event is None:
        return
    title, people = events.title(turn.t, event), await rosters.entries(turn.session, event.id)
    if not kind:
        turn.show(screens.choose(turn.t, event.id, title, len(people)))
        return
    file = screens.file(turn.t, event.id, title, [_line(one) for one in people], kind)
    key = f"roster:{event.id}:{turn.person.id}:{kind}:{turn.now:%Y%m%d%H%M}"
    await event_desk.note(turn, event, Deed.ROSTER_EXPORTED, key=key)
    turn.toast(privacy.on_its_way(turn.t))
    turn.send_file(file, key=key)


def _line(of: Entry) -> Line:
    return Line(
        of.name,
        of.language,
        of.university,
        of.city,
        of.study_year,
        of.answer,
        of.answered_at,
        of.presence,
        of.came_at,
        of.minutes,
    )


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:export", export, alone=True),
    tap(f"{NUMBER}:export:(?P<kind>{'|'.join(screens.KINDS)})", export, alone=True),
)
