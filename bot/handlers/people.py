"""Finding a person, and erasing one who asked for it outside the chat: for owners."""

from typing import Final

from bot.dialog import Answers, Asking, Flow, Question
from bot.handlers import forms, present, questions, refusals, staff, standing
from bot.handlers.forms import Form
from bot.handlers.staff import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import people as screens
from bot.screens.people import Account, Found
from bot.services import dialogs, leaving, people, searches
from bot.services import staff as services
from bot.services.staff import Deed
from bot.storage import outbox
from bot.storage import people as storage
from bot.storage.models import Person
from bot.turn import Turn


async def find(turn: Turn) -> None:
    if not standing.complete(turn):
        turn.show(present.first(turn))
        return
    turn.show(_asking(turn))


async def card(turn: Turn, number: str) -> None:
    """Who looks at whom is noted; what was searched for is not."""
    person = await _person(turn, number)
    if person is None:
        return
    dialogs.close(turn.person, FORM.flow)
    await services.note(turn.session, turn.person, Deed.FOUND, turn.now, person)
    turn.show(screens.card(turn.t, await _account(turn, person)))


async def ask_erasure(turn: Turn, number: str) -> None:
    if person := await _erasable(turn, number):
        turn.show(screens.confirm_erasure(turn.t, person.id, person.name))


async def ask_erasure_again(turn: Turn, number: str) -> None:
    if person := await _erasable(turn, number):
        turn.show(screens.confirm_erasure_again(turn.t, person.id, person.name))


async def erase(turn: Turn, number: str) -> None:
    """What is said goodbye with is written after everything that was said before is deleted."""
    person = await _erasable(turn, number)
    if person is None:
        return
    turn.tell(person, screens.goodbye, key=f"erased:{person.id}", traceless=True)
    turn.empty_menu_of(person)
    await services.note(turn.session, turn.person, Deed.ERASED, turn.now, person)
    await leaving.erase(turn.session, person, turn.now, turn.campaign.secret)
    await turn.session.delete(person)
    turn.show(screens.erased(turn.t))


async def _done(turn: Turn, answers: Answers) -> Screen:
    """What was found; the question stays open, so that one can look for somebody else at once."""
    typed = answers["who"]
    found, more = await searches.find(turn.session, typed)
    asking = _asking(turn)
    if not found:
        return asking.under(screens.nobody(turn.t, typed))
    listed = [Found(person.id, person.name, person.university) for person in found]
    return screens.found(turn.t, listed, more=more)


def _asking(turn: Turn) -> Screen:
    dialogs.save(turn.person, FORM.flow, Asking(FORM.flow.questions[0].name), turn.now)
    return forms.card(turn, FORM)


async def _dropped(turn: Turn) -> Screen:
    return screens.closed(turn.t, standing.way_back(turn))


async def _person(turn: Turn, number: str) -> Person | None:
    """Who has the number, locked; else says that they are gone."""
    person = await storage.by_number(turn.session, int(number), lock=True)
    if person is None:
        turn.toast(screens.gone(turn.t))
        turn.show(await staff.card(turn))
    return person


async def _erasable(turn: Turn, number: str) -> Person | None:
    person = await _person(turn, number)
    if person is not None and _owns(turn, person):
        turn.toast(screens.protected(turn.t), alert=True)
        turn.show(screens.card(turn.t, await _account(turn, person)))
        return None
    return person


async def _account(turn: Turn, person: Person) -> Account:
    role = Role.OWNER if _owns(turn, person) else Role(person.role)
    return Account(
        number=person.id,
        profile=questions.profile(people.known(person)) if person.registered_at else None,
        language=person.language,
        registered_at=person.registered_at,
        role=role,
        suspended=person.suspended_at is not None,
        stopped=person.stopped_at is not None,
        unreachable=person.unreachable_at is not None,
        messages=len(await outbox.traces(turn.session, person.telegram_id)),
    )


def _owns(turn: Turn, person: Person) -> bool:
    return person.telegram_id in turn.campaign.owner_ids


_WHO: Final = Question("who", screens.ask, searches.parse)
FORM: Final = Form(Flow("find", (_WHO,), numbered=False), _done, _dropped, needs=Role.OWNER)

ROUTES: Final[tuple[Route, ...]] = only(
    Role.OWNER,
    refusals.refuse,
    tap("staff:find", find, leaves=False),
    tap(f"person:{NUMBER}", card, alone=True),
    tap(f"person:{NUMBER}:erase", ask_erasure, alone=True),
    tap(f"person:{NUMBER}:sure", ask_erasure_again, alone=True),
    tap(f"person:{NUMBER}:erased", erase, alone=True),
)
