"""An event goes into the calendar of who answers it."""

from typing import Final

from bot.handlers import events, standing
from bot.handlers.events import NUMBER
from bot.routing import Route, tap
from bot.screens import calendar_files as screens
from bot.screens import privacy
from bot.services import calendar_files
from bot.turn import Turn


async def download(turn: Turn, number: str) -> None:
    """As it is now. A second tap of the same minute sends no second file."""
    if not standing.complete(turn):
        events.sign_up_first(turn, number)
        return
    event = await events.seen(turn, number)
    if event is None:
        return
    of, username = await events.view(turn, event), turn.campaign.bot_username
    link = events.link(turn, event.id)
    occasion = calendar_files.Occasion(
        event.id,
        event.changes,
        event.changed_at,
        of.starts_at,
        of.ends_at,
        of.title,
        screens.place(turn.t, of),
        screens.description(turn.t, of, link),
        of.contact,
        link,
        of.cancelled,
        sure=of.mine == "going",
    )
    content = calendar_files.file(occasion, username, turn.t.language, turn.now)
    as_it_is = f"{event.id}:{event.changes}:{of.mine}:{turn.t.language}"
    key = f"calendar:{turn.person.id}:{as_it_is}:{turn.now:%Y%m%d%H%M}"
    turn.toast(privacy.on_its_way(turn.t))
    turn.send_file(screens.file(turn.t, of, content), key=key)


ROUTES: Final[tuple[Route, ...]] = (tap(f"{NUMBER}:calendar", download),)
