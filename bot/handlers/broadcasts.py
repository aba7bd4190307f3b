"""Composing a broadcast: the list, the draft, and what of it is chosen with buttons."""

from typing import Any, Final

from bot.handlers import desk, refusals
from bot.handlers.desk import NUMBER
from bot.i18n import LANGUAGES, guess, translator
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screens import broadcasts as screens
from bot.screens import copies, sending
from bot.services import broadcasts
from bot.storage import broadcast_copies
from bot.storage.messages import Draft
from bot.storage.models import Broadcast, Lane
from bot.turn import REPLY_FOR, Turn

_LANGUAGE: Final = f"(?P<language>{'|'.join(LANGUAGES)})"


async def listed(turn: Turn, page: str = "0") -> None:
    await desk.show_list(turn, int(page))


async def new(turn: Turn) -> None:
    """A second tap finds the draft of the first."""
    draft = await broadcasts.blank(turn.session, turn.person)
    await desk.show(turn, draft or await broadcasts.begin(turn.session, turn.person, turn.now))


async def opened(turn: Turn, number: str) -> None:
    if found := await desk.find(turn, number):
        await desk.show(turn, found)


async def copy(turn: Turn, number: str) -> None:
    """A new draft that says the same to the same people."""
    found = await desk.find(turn, number)
    if found is None:
        return
    draft = await broadcasts.begin(turn.session, turn.person, turn.now)
    broadcasts.change(
        draft,
        turn.now,
        texts=found.texts,
        fallback=found.fallback,
        picture=found.picture,
        button=found.button,
        audience=found.audience,
    )
    await desk.show(turn, draft)


async def fallback(turn: Turn, number: str, language: str = "") -> None:
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if not language:
        turn.show(screens.fallback(turn.t, draft.id, draft.texts, draft.fallback))
        return
    chosen = language if language in draft.texts else None
    await _change(turn, draft, fallback=chosen)


async def urgent(turn: Turn, number: str, act: str = "") -> None:
    """Asked about before it is so, and once more before it goes."""
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if draft.urgent or act:
        await _change(turn, draft, urgent=act == "on" and not draft.urgent)
    else:
        turn.show(screens.urgent(turn.t, draft.id))


async def button(turn: Turn, number: str, opens: str = "") -> None:
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if not opens:
        turn.show(screens.buttons(turn.t, draft.id, draft.button))
        return
    await _change(turn, draft, button=None if opens == "none" else {"opens": opens})


async def no_picture(turn: Turn, number: str) -> None:
    if draft := await desk.draft(turn, number):
        await _change(turn, draft, picture=None)


async def no_text(turn: Turn, number: str, language: str) -> None:
    if draft := await desk.draft(turn, number):
        broadcasts.write(draft, language, None, turn.now)
        await desk.show(turn, draft)


async def preview(turn: Turn, number: str) -> None:
    """As it will come, in each language, made by what makes it for everybody."""
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if not broadcasts.ready(draft):
        await desk.not_ready(turn, draft)
        return
    turn.toast(screens.sent_below(turn.t))
    words = await broadcasts.said(turn.session, draft, turn.now)
    for language in draft.texts:
        t = translator(guess(language))
        turn.send(copies.copy(t, words.in_language(language), t))


async def test(turn: Turn, number: str) -> None:
    """One real copy to whoever asks, by the way that all will go."""
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if not broadcasts.ready(draft):
        await desk.not_ready(turn, draft)
        return
    words = await broadcasts.said(turn.session, draft, turn.now)
    language = words.language(turn.person.language) or next(iter(draft.texts))
    turn.drafts.append(
        Draft(
            f"b{draft.id}:test:{turn.update.update_id}",
            turn.person.telegram_id,
            "sendPhoto" if draft.picture else "sendMessage",
            words.in_language(language),
            turn.now + REPLY_FOR,
            Lane.REMINDER,
            kind=broadcast_copies.KIND,
        )
    )
    turn.toast(sending.test_sent(turn.t))


async def drop(turn: Turn, number: str, sure: str = "") -> None:
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if not sure:
        turn.show(screens.drop(turn.t, draft.id))
        return
    await turn.session.delete(draft)
    await turn.session.flush()
    await desk.show_list(turn)


async def _change(turn: Turn, draft: Broadcast, **values: Any) -> None:
    changed = {name: value for name, value in values.items() if getattr(draft, name) != value}
    if changed:
        broadcasts.change(draft, turn.now, **changed)
    await desk.show(turn, draft)


ROUTES: Final[tuple[Route, ...]] = (
    *only(
        Role.PARTNER,
        refusals.refuse,
        tap("bc", listed, alone=True),
        tap("bc:p(?P<page>[0-9]{1,4})", listed, alone=True),
        tap(NUMBER, opened, alone=True),
        tap(f"{NUMBER}:copy", copy, alone=True),
        tap(f"{NUMBER}:fallback", fallback, alone=True),
        tap(f"{NUMBER}:fallback:(?P<language>{'|'.join(LANGUAGES)}|none)", fallback, alone=True),
        tap(f"{NUMBER}:button", button, alone=True),
        tap(f"{NUMBER}:button:(?P<opens>none|{'|'.join(copies.CARDS)})", button, alone=True),
        tap(f"{NUMBER}:picture:none", no_picture, alone=True),
        tap(f"{NUMBER}:text:{_LANGUAGE}:none", no_text, alone=True),
        tap(f"{NUMBER}:preview", preview, alone=True),
        tap(f"{NUMBER}:test", test, alone=True),
        tap(f"{NUMBER}:drop", drop, alone=True),
        tap(f"{NUMBER}:drop:(?P<sure>yes)", drop, alone=True),
    ),
    *only(
        Role.ORGANIZER,
        refusals.refuse,
        command("broadcast", listed, alone=True),
        tap("bc:new", new, alone=True),
        tap(f"{NUMBER}:urgent", urgent, alone=True),
        tap(f"{NUMBER}:urgent:(?P<act>on|off)", urgent, alone=True),
    ),
)
