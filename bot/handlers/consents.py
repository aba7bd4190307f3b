"""Giving consent with one's age, declining it, and what being too young means."""

from collections.abc import Sequence
from typing import Final

from bot.handlers import events, links, present, standing
from bot.routing import Route, tap
from bot.screens import checkins as checkin_screens
from bot.screens import consents as screens
from bot.screens import notes
from bot.services import arrivals, checkins, consents, leaving, people
from bot.services.consents import Age
from bot.turn import Turn


async def agreed(turn: Turn, version: str, age: str) -> None:
    """Given once: another card of the same text that still stands in the chat changes nothing."""
    person = turn.person
    if person.language is None or int(version) != consents.VERSION:
        turn.toast(notes.changed(turn.t))
    elif not consents.given(person):
        await consents.agree(turn.session, person, Age(age), turn.now)
        people.resume(person)
        refused = await checkins.too_young(turn.session, person, turn.now)
        await _go_on(turn, [checkin_screens.too_young(turn.t, events.title(turn.t, one)) for one in refused])
        return
    elif person.age_band != age:
        turn.toast(notes.changed(turn.t))
    await _go_on(turn)


async def declined(turn: Turn) -> None:
    if turn.person.language is None or consents.given(turn.person):
        turn.toast(notes.changed(turn.t))
        turn.show(present.now(turn))
    else:
        for proof in arrivals.proofs(turn.person):
            arrivals.drop(turn.person, proof)
        turn.show(screens.declined(turn.t))


async def aged(turn: Turn, age: str) -> None:
    """The age, asked again after a year."""
    person = turn.person
    if consents.given(person) and consents.age_due(person, turn.now):
        consents.confirm_age(person, Age(age), turn.now)
    await _go_on(turn)


async def under_age(turn: Turn) -> None:
    """Who has told nothing yet is let go at once; a slip must not delete a profile."""
    if turn.person.consented_at is None:
        await too_young(turn)
    else:
        turn.show(screens.confirm_under_age(turn.t))


async def too_young(turn: Turn) -> None:
    await leaving.send_away(turn.session, turn.person, turn.now)
    turn.forget()
    turn.show(screens.under_age(turn.t))


async def _go_on(turn: Turn, notes: Sequence[str] = ()) -> None:
    turn.show(present.now(turn).under("\n".join(notes)))
    if standing.complete(turn):
        await links.honour(turn)


async def show(turn: Turn) -> None:
    turn.show(present.now(turn))


ROUTES: Final[tuple[Route, ...]] = (
    tap(r"consent:yes:(?P<version>[0-9]{1,4}):(?P<age>18\+|16-17)", agreed),
    tap(r"consent:no:[0-9]{1,4}", declined),
    tap("consent:under", under_age),
    tap("consent:under:yes", too_young, alone=True),
    tap(r"age:(?P<age>18\+|16-17)", aged),
    tap("consent:show", show),
)
