"""What of a broadcast is written: texts, a picture, a link, a time, a day, a correction."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.dialog import Answers, Asking, Flow, Problem, Question
from bot.handlers import audiences, desk, forms, refusals, sending, watching
from bot.handlers.desk import NUMBER
from bot.handlers.forms import Form
from bot.i18n import LANGUAGES
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import broadcasts as words
from bot.screens import composing as screens
from bot.screens import notes
from bot.screens import steering as steering_screens
from bot.services import audiences as audience_services
from bot.services import broadcasts, moments, staff, steering, writing
from bot.storage.models import Broadcast, Stage
from bot.turn import Turn

_LANGUAGE: Final = f"(?P<language>{'|'.join(LANGUAGES)})"

TEXT: Final = Question("text", screens.text, writing.parse_text, rich=True)
FIXED: Final = Question("text", screens.correction, writing.parse_text, rich=True)
CAPTION: Final = Question("text", screens.correction, writing.parse_caption, rich=True)
SURE: Final = Question("sure", screens.sure, writing.buttons_only, writing.sure)
PICTURE: Final = Question("picture", screens.picture, writing.parse_picture, picture=True)
LINK: Final = Question("link", screens.link, writing.parse_link)
TIME: Final = Question("time", screens.time, str)
DAY: Final = Question("day", screens.day, str)

Done = Callable[[Turn, Answers, Broadcast], Awaitable[Screen]]


async def _written(turn: Turn, answers: Answers, draft: Broadcast) -> Screen:
    broadcasts.write(draft, answers["language"], answers["text"], turn.now)
    return await desk.hub(turn, draft)


async def _pictured(turn: Turn, answers: Answers, draft: Broadcast) -> Screen:
    broadcasts.change(draft, turn.now, picture=answers["picture"])
    return await desk.hub(turn, draft)


async def _linked(turn: Turn, answers: Answers, draft: Broadcast) -> Screen:
    broadcasts.change(draft, turn.now, button={"url": answers["link"]})
    return await desk.hub(turn, draft)


async def _timed(turn: Turn, answers: Answers, draft: Broadcast) -> Screen:
    at = moments.moment(answers["time"], turn.now)
    if at is None or not (draft.urgent or moments.by_day(at)):
        return _once_more(turn, _TIME, answers, Problem("past" if at is None else "night"))
    return await sending.schedule(turn, draft, answers["token"], at)


async def _dated(turn: Turn, answers: Answers, draft: Broadcast) -> Screen:
    day = moments.day(answers["day"], turn.now)
    if day is None:
        return _once_more(turn, _DAY, answers, Problem("day"))
    broadcasts.change(
        draft, turn.now, audience=dict(audience_services.since(draft.audience, day.isoformat()))
    )
    return await audiences.card(turn, draft)


async def _corrected(turn: Turn, answers: Answers) -> Screen:
    found = await desk.look(turn, answers.get("draft", 0))
    if isinstance(found, Screen):
        return found
    if answers.get("language") not in found.texts:
        return (await desk.listed(turn)).under(notes.changed(turn.t))
    texts = {answers["language"]: answers["text"]}
    if await steering.correct(turn.session, found, turn.person, texts, turn.now) is None:
        turn.toast(notes.changed(turn.t))
    else:
        await staff.note(
            turn.session, turn.person, staff.Deed.CORRECTED, turn.now, about={"broadcast": found.id}
        )
        turn.toast(steering_screens.done(turn.t, "correct"))
    return await watching.watched(turn, found)


def _form(question: Question, done: Done, needs: Role = Role.PARTNER) -> Form:
    """Of one question about a draft, which stands among the answers from the start."""

    async def finish(turn: Turn, answers: Answers) -> Screen:
        draft = await desk.look(turn, answers.get("draft", 0))
        if isinstance(draft, Screen):
            return draft
        if draft.stage is not Stage.DRAFT:
            return (await desk.listed(turn)).under(notes.changed(turn.t))
        return await done(turn, answers, draft)

    return _staff_form(Flow(f"{staff.FORMS}{question.name}", (question,), numbered=False), finish, needs)


def _staff_form(
    flow: Flow, done: Callable[[Turn, Answers], Awaitable[Screen]], needs: Role = Role.PARTNER
) -> Form:
    return Form(flow, done, _left, needs=needs, about="draft")


async def _left(turn: Turn) -> Screen:
    return words.left(turn.t)


_TEXT: Final = _form(TEXT, _written)
_PICTURE: Final = _form(PICTURE, _pictured)
_LINK: Final = _form(LINK, _linked)
_TIME: Final = _form(TIME, _timed)
_DAY: Final = _form(DAY, _dated, needs=Role.ORGANIZER)
_FIX: Final = _staff_form(Flow(f"{staff.FORMS}fix", (FIXED, SURE), numbered=False), _corrected)
_FIX_CAPTION: Final = _staff_form(Flow(f"{staff.FORMS}caption", (CAPTION, SURE), numbered=False), _corrected)
FORMS: Final = (_TEXT, _PICTURE, _LINK, _TIME, _DAY, _FIX, _FIX_CAPTION)


async def text(turn: Turn, number: str, language: str, act: str = "") -> None:
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if language in draft.texts and not act:
        turn.show(words.text(turn.t, draft.id, language))
    else:
        forms.begin(turn, _TEXT, draft=draft.id, language=language)


async def picture(turn: Turn, number: str, act: str = "") -> None:
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if draft.picture and not act:
        turn.show(words.picture(turn.t, draft.id))
    else:
        forms.begin(turn, _PICTURE, draft=draft.id)


async def link(turn: Turn, number: str) -> None:
    if draft := await desk.draft(turn, number):
        forms.begin(turn, _LINK, draft=draft.id)


async def time(turn: Turn, number: str, token: str) -> None:
    if draft := await desk.draft(turn, number):
        forms.begin(turn, _TIME, draft=draft.id, token=token)


async def day(turn: Turn, number: str) -> None:
    if draft := await desk.draft(turn, number):
        forms.begin(turn, _DAY, draft=draft.id)


async def correct(turn: Turn, number: str, language: str = "") -> None:
    """Of several languages one is chosen first."""
    found = await desk.find(turn, number)
    if found is None:
        return
    language = language or (next(iter(found.texts)) if len(found.texts) == 1 else "")
    if not steering.correctable(found) or await steering.withdrawn(turn.session, found):
        turn.toast(notes.changed(turn.t))
        await desk.show(turn, found)
    elif not language:
        turn.show(steering_screens.languages(turn.t, found.id, list(found.texts)))
    elif language in found.texts:
        form = _FIX_CAPTION if found.picture else _FIX
        forms.begin(turn, form, draft=found.id, language=language)
    else:
        await desk.show(turn, found)


def _once_more(turn: Turn, form: Form, answers: Answers, problem: Problem) -> Screen:
    step = form.flow.questions[0].name
    left = {name: value for name, value in answers.items() if name != step}
    return forms.ask(turn, form, Asking(step, left, problem=problem))


ROUTES: Final[tuple[Route, ...]] = (
    *only(
        Role.PARTNER,
        refusals.refuse,
        tap(f"{NUMBER}:text:{_LANGUAGE}", text, leaves=False, alone=True),
        tap(f"{NUMBER}:text:{_LANGUAGE}:(?P<act>new)", text, leaves=False, alone=True),
        tap(f"{NUMBER}:picture", picture, leaves=False, alone=True),
        tap(f"{NUMBER}:picture:(?P<act>new)", picture, leaves=False, alone=True),
        tap(f"{NUMBER}:link", link, leaves=False, alone=True),
        tap(f"{NUMBER}:time:{sending.ASKED}", time, leaves=False, alone=True),
        tap(f"{NUMBER}:correct", correct, leaves=False, alone=True),
        tap(f"{NUMBER}:correct:{_LANGUAGE}", correct, leaves=False, alone=True),
    ),
    *only(
        Role.ORGANIZER,
        refusals.refuse,
        tap(f"{NUMBER}:to:day", day, leaves=False, alone=True),
    ),
)
