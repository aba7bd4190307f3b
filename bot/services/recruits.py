"""Who was brought by a link: organizers hear of bursts, and ambassadors are thanked for who came.

The schedule looks again and again: a burst is told once a day of each link, and each thanks once.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import ALMATY
from bot.services import pushes
from bot.storage import ambassadors, figures, keys, links, outbox
from bot.storage import staff as members
from bot.storage.links import Burst

BURST: Final = "burst"  # kinds of messages: to organizers
THANKS: Final = "recruits"  # to an ambassador

MANY: Final = 30  # newcomers by one link
WINDOW: Final = timedelta(hours=1)
USUALLY: Final = timedelta(days=7)  # what is told beside: how many came before
STEPS: Final = (1, 5, 20, 50)  # people who came to an event
HOLDS: Final = timedelta(days=2)
KEPT: Final = timedelta(days=30)  # thanks, for who has to agree to a new text first
_NIGHT: Final = timedelta(hours=5)


class Step(NamedTuple):
    """An ambassador by number and chat, and how many people came that they are thanked for.

    Not `told` are fewer than before, where a tick was undone, unless the thanks for more were never sent.
    `again`: these were not, since somebody had been ticked by mistake, and now it is true.
    """

    person_id: int
    chat_id: int
    step: int
    told: bool
    again: bool


async def bursts(session: AsyncSession, owners: Collection[int], now: datetime) -> list[Burst]:
    """Links by which many come at this hour, of which organizers were not told today."""
    found = await links.bursts(session, now - WINDOW, least=MANY)
    if not found:
        return []
    organizers = [number for number, _ in await members.organizers(session, owners)]
    wanted = {each.code: {_key(each.code, number, now) for number in organizers} for each in found}
    told = await keys.known(session, set().union(*wanted.values()))
    return [each for each in found if not wanted[each.code] <= told]


async def flag(
    session: AsyncSession, found: Collection[Burst], owners: Collection[int], now: datetime
) -> None:
    """Tells organizers of them. It stops nobody."""
    names = await links.names(session, [each.code for each in found])
    organizers = await members.organizers(session, owners)
    drafts = []
    for each in found:
        usually = await links.brought(session, each.code, now - WINDOW - USUALLY, now - WINDOW)
        named = names.get(each.code) if each.code.startswith("s") else None  # nobody's, who may be erased
        of = _facts(each, named, await links.owner(session, each.code), usually)
        drafts += [
            pushes.own(_key(each.code, number, now), chat_id, BURST, of, now + HOLDS)
            for number, chat_id in organizers
        ]
    await outbox.add(session, drafts, now)


async def thankworthy(session: AsyncSession) -> list[Step]:
    """Ambassadors whose first, fifth, twentieth or fiftieth person has come since they were thanked last."""
    came, everyone = await came_by_link(session), await ambassadors.appointed(session)
    steps = {each.ambassador.person_id: reached(came.get(each.ambassador.code, 0)) for each in everyone}
    thanked = {each.ambassador.person_id: each.ambassador.thanked for each in everyone}
    wanted = {_thanks(number, step) for of in (steps, thanked) for number, step in of.items() if step}
    unsent = await keys.skipped(session, wanted)
    found = []
    for each in everyone:
        number = each.ambassador.person_id
        step, before = steps[number], thanked[number]
        again = _thanks(number, step) in unsent
        if step != before or again:
            told = step > before or again or (step > 0 and _thanks(number, before) in unsent)
            found.append(Step(number, each.chat_id, step, told, again))
    return found


async def thank(session: AsyncSession, steps: Collection[Step], now: datetime) -> None:
    """Each step once, whoever else looks at the same time; again only if the message was not sent."""
    drafts = []
    for person_id, chat_id, step, told, again in steps:
        if (await ambassadors.thanked(session, person_id, step) or again) and told:
            of = {"step": step, "next": next((n for n in STEPS if n > step), None)}
            drafts.append(pushes.own(_thanks(person_id, step), chat_id, THANKS, of, now + KEPT))
    await keys.retract(session, [draft.key for draft in drafts])
    await outbox.add(session, drafts, now)


def reached(came: int) -> int:
    """The last step that so many people make."""
    return max((step for step in STEPS if came >= step), default=0)


async def came_by_link(session: AsyncSession) -> dict[str, int]:
    """How many people came to an event who were brought by each link."""
    found = await figures.by(session, "source", stages=["came"])
    return {code: people for (_, code), people in found.items() if code}


def _thanks(person_id: int, step: int) -> str:
    return f"{THANKS}:{person_id}:{step}"


def _key(code: str, organizer: int, now: datetime) -> str:
    day = (now.astimezone(ALMATY) - _NIGHT).date()  # a burst around midnight is one
    return f"{BURST}:{code}:{day}:{organizer}"


def _facts(of: Burst, name: str | None, owner: int | None, usually: int) -> Mapping[str, Any]:
    return {
        "code": of.code,
        "name": name,
        "owner": owner,
        "people": of.people,
        "first": of.first.isoformat(),
        "last": of.last.isoformat(),
        "consented": of.consented,
        "registered": of.registered,
        "usually": usually,
    }
