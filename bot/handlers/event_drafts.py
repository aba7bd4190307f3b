"""Composing an event: the list, the card of one, and what of it is chosen with buttons."""

from dataclasses import replace
from typing import Final

from bot.content.goals import COUNT
from bot.content.places import OTHER, cities
from bot.handlers import event_desk, events, refusals
from bot.handlers.event_desk import NUMBER
from bot.i18n import LANGUAGES, guess, translator
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screens import event_choices as screens
from bot.screens import event_stages
from bot.services import barring, event_parts
from bot.services import events as services
from bot.storage.models import Phase
from bot.turn import Turn


async def listed(turn: Turn, page: str = "0") -> None:
    turn.show(await event_desk.listed(turn, int(page)))


async def new(turn: Turn) -> None:
    """A second tap finds the draft of the first."""
    blank = await services.blank(turn.session, turn.person)
    event = blank or await services.begin(turn.session, turn.person, turn.now)
    turn.show(await event_desk.card(turn, event))


async def opened(turn: Turn, number: str) -> None:
    if event := await event_desk.find(turn, number):
        turn.show(await event_desk.card(turn, event))


async def take_out(turn: Turn, number: str, language: str) -> None:
    """Takes the words of a language out of a draft."""
    if event := await event_desk.draft(turn, number):
        titles, texts = (services.worded(of, language, None) for of in (event.titles, event.texts))
        turn.show(await event_desk.change(turn, event, titles=titles, texts=texts))


async def city(turn: Turn, number: str, page: str = "0", chosen: str = "") -> None:
    event = await event_desk.editable(turn, number)
    if event is None:
        return
    if not chosen:
        turn.show(screens.city(turn.t, event.id, event.city, int(page)))
    elif chosen in cities() or chosen == OTHER:
        turn.show(await event_desk.change(turn, event, city=chosen))
    else:
        await event_desk.outdated(turn, event)


async def goal(turn: Turn, number: str, chosen: str = "") -> None:
    event = await event_desk.editable(turn, number)
    if event is None:
        return
    if chosen:
        turn.show(await event_desk.change(turn, event, goal=int(chosen)))
    else:
        turn.show(screens.goal(turn.t, event.id, event.goal))


async def hours(turn: Turn, number: str, minutes: str = "") -> None:
    event = await event_desk.editable(turn, number)
    if event is None:
        return
    if not minutes:
        turn.show(screens.hours(turn.t, event.id, event.credit, event_parts.CREDITS))
    elif int(minutes) in (0, *event_parts.CREDITS):
        turn.show(await event_desk.change(turn, event, credit=int(minutes)))
    else:
        await event_desk.outdated(turn, event)


async def adults(turn: Turn, number: str, act: str, sure: str = "") -> None:
    """Who is too young for what becomes an event for adults loses the place: that is asked."""
    event = await event_desk.editable(turn, number)
    if event is None:
        return
    young = await barring.young(turn.session, event) if act == "on" else 0
    if young and not event.adults and not sure:
        turn.show(screens.adults(turn.t, event.id, young))
    else:
        turn.show(await event_desk.change(turn, event, adults=act == "on"))


async def preview(turn: Turn, number: str) -> None:
    """As students will see it, in each language, made by what makes it for them."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if not event.titles or event.starts_at is None:
        turn.toast(event_stages.not_yet(turn.t), alert=True)
        turn.show(await event_desk.card(turn, event))
        return
    turn.toast(event_stages.sent_below(turn.t))
    seen = await events.view(turn, event)
    will_open = seen.open or event.phase is Phase.DRAFT
    for language, title in event.titles.items():
        text = event.texts.get(language, "")
        of = replace(seen, title=title, text=text, open=will_open, mine=None, position=0, until=None)
        turn.send(event_stages.preview(translator(guess(language)), of))


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    command("newevent", new, alone=True),
    tap("ev", listed, alone=True),
    tap("ev:p(?P<page>[0-9]{1,4})", listed, alone=True),
    tap("ev:new", new, alone=True),
    tap(NUMBER, opened, alone=True),
    tap(f"{NUMBER}:words:(?P<language>{'|'.join(LANGUAGES)}):none", take_out, alone=True),
    tap(f"{NUMBER}:city", city, alone=True),
    tap(f"{NUMBER}:city:p(?P<page>[0-9]{{1,4}})", city, alone=True),
    tap(f"{NUMBER}:city:(?P<chosen>[a-z_]{{1,32}})", city, alone=True),
    tap(f"{NUMBER}:goal", goal, alone=True),
    tap(f"{NUMBER}:goal:(?P<chosen>[0-{COUNT}])", goal, alone=True),
    tap(f"{NUMBER}:hours", hours, alone=True),
    tap(f"{NUMBER}:hours:(?P<minutes>[0-9]{{1,4}})", hours, alone=True),
    tap(f"{NUMBER}:adults:(?P<act>on|off)", adults, alone=True),
    tap(f"{NUMBER}:adults:(?P<act>on):(?P<sure>yes)", adults, alone=True),
    tap(f"{NUMBER}:preview", preview, alone=True),
)
