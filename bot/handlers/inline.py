"""Inline mode: what somebody can share from any chat. Of whoever types or only sees it nothing is kept."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from bot.articles import Article, Found
from bot.content.goals import goals
from bot.handlers import events
from bot.i18n import LANGUAGES, Translator, guess, translator
from bot.routing import Route, inline
from bot.screens import inline as screens
from bot.screens.links import Links
from bot.services import inline as services
from bot.services.consents import Age
from bot.services.inline import Item
from bot.storage import events as storage
from bot.storage import organizations, people
from bot.storage.events import Headline
from bot.storage.models import Event
from bot.turn import Errand, Turn

PAGE: Final = 25  # articles in one answer: Telegram asks for more
SEARCHED: Final = 2_000  # events, the next first
_FRESH: Final = 10  # seconds for which Telegram may show somebody the same answer again


async def query(turn: Turn) -> None:
    """In the language that the person speaks here, or else at Telegram; an ambassador's carry the code."""
    asked = turn.update.inline_query
    assert asked is not None, "routed by it"
    person = await people.speaker(turn.session, asked.from_user.id)
    t = translator(guess((person and person.language) or asked.from_user.language_code))
    links = Links(turn.campaign.bot_username, person.code if person else None)
    coming = await _coming(turn, adult=person is not None and person.age_band == Age.ADULT)
    found = services.find(asked.query, _words(), coming)
    start = int(asked.offset) if asked.offset.isdecimal() else 0
    articles = await _articles(turn, t, found[start : start + PAGE], links)
    more = start + PAGE < len(found)
    turn.calls.append(_answer(t, asked.id, Found(articles, str(start + PAGE) if more else "")))


@cache
def _words() -> services.Words:
    said = [screens.words(translator(language)) for language in LANGUAGES]
    return services.Words(**{name: " ".join(of[name] for of in said) for name in said[0]})


async def _coming(turn: Turn, *, adult: bool) -> list[Headline]:
    """Looked up once in a transaction, however many ask in it."""
    kept: dict[bool, list[Headline]] = turn.session.info.setdefault("coming", {})
    if adult not in kept:
        conditions = storage.coming(turn.now, adult=adult)
        kept[adult] = await storage.headlines(turn.session, conditions, limit=SEARCHED)
    return kept[adult]


def _answer(t: Translator, asked: str, found: Found) -> Errand:
    body = {"inline_query_id": asked, **found.body(), "cache_time": _FRESH, "is_personal": True}
    lead = {"text": screens.nothing(t), "start_parameter": "inline"}
    return Errand("answerInlineQuery", body if found.articles else body | {"button": lead})


async def _articles(turn: Turn, t: Translator, items: Sequence[Item], links: Links) -> list[Article]:
    numbers = [item.number for item in items if item.kind == "event"]
    known = await storage.by_number(turn.session, numbers)
    of = {event.organization_id for event in known.values() if event.organization_id is not None}
    names = await organizations.names(turn.session, of)
    articles = []
    for item in items:
        match item.kind:
            case "goal":
                articles.append(screens.goal(t, goals()[item.number], links))
            case "event":
                event = known[item.number]
                name = names.get(event.organization_id or 0)
                articles.append(screens.event(t, _shown(t, event, name), links))
            case _:
                articles.append(screens.invitation(t, links))
    return articles


def _shown(t: Translator, of: Event, organization: str | None) -> screens.Event:
    assert of.starts_at is not None, "what is public has a time"
    assert of.ends_at is not None, "and an end"
    return screens.Event(
        of.id,
        events.title(t, of),
        str(of.texts.get(t.language, "")),
        organization,
        of.starts_at,
        of.ends_at,
        of.city or "",
        of.place or "",
        of.adults,
    )


ROUTES: Final[tuple[Route, ...]] = (inline(query),)
