"""Every place a person can be in, and the way there."""

from typing import Final

from bot.services import consents
from tests.intake.room import Guest

# A word that begins with "=" is typed, one with "+" begins a way; the rest are buttons' data.
WAYS: Final[dict[str, tuple[str, ...]]] = {
    "arriving": (),
    "language": ("=/start",),
    "consent": ("=/start", "language:{language}"),
    "declined": ("+consent", f"consent:no:{consents.VERSION}"),
    "name": ("+consent", f"consent:yes:{consents.VERSION}:18+"),
    "university": ("+name", "f:signup:name:set:suggested"),
    "found": ("+university", "=kaznu"),
    "city": ("+university", "f:signup:university:set:other"),
    "year": ("+found", "f:signup:university:set:kaznu"),
    "interests": ("+year", "f:signup:study_year:set:2"),
    "chosen": ("+interests", "f:signup:interests:set:on-9"),
    "review": ("+chosen", "f:signup:interests:set:done-256"),
    "changing": ("+review", "f:signup:city:edit"),
    "cancelling": ("+review", "f:signup:review:cancel"),
    "home": ("+review", "f:signup:review:set:yes"),
    "profile": ("+home", "=/me"),
    "edit name": ("+profile", "profile:name"),
    "edit university": ("+profile", "profile:university"),
    "edit found": ("+edit university", "=turan"),
    "edit city": ("+profile", "profile:city"),
    "edit year": ("+profile", "profile:study_year"),
    "edit interests": ("+profile", "profile:interests"),
    "goals": ("+home", "=/goals"),
    "ambassador": ("+home", "=/ambassador"),
    "a request": ("+ambassador", "amb:ask"),
    "a goal": ("+goals", "goal:next"),
    "a goal answered": ("+a goal", "goal:1:0"),
    "a weekly goal": ("+goals", "weekly", "weekly:on"),
    "events": ("+home", "=/events"),
    "an event": ("+events", "e:1"),
    "at the door": ("+home", "=/checkin"),
    "going": ("+an event", "e:1:go"),
    "my events": ("+going", "=/my"),
    "events of a goal": ("+goals", "goal:7", "goal:7:events"),
    "asked": ("+review", "f:signup:review:set:yes", "aware:before:knowledge:1"),
    "left": ("+edit name", "=/help"),
    "notifications": ("+home", "=/notifications"),
    "changing language": ("+home", "=/language"),
    "data": ("+home", "=/privacy"),
    "withdrawing": ("+data", "withdraw:ask"),
    "withdrawn": ("+withdrawing", "withdraw:yes"),
    "erasing": ("+data", "erase:ask"),
    "erasing for sure": ("+erasing", "erase:sure"),
    "erased": ("+erasing for sure", "erase:yes"),
    "too young": ("+consent", "consent:under"),
    "younger than told": ("+home", "consent:under"),
    "stopped": ("+home", "=/stop"),
}


def way(place: str) -> list[str]:
    """What to type and tap from nothing, step by step."""
    steps: list[str] = []
    for step in WAYS[place]:
        steps += way(step[1:]) if step.startswith("+") else [step]
    return steps


async def go(guest: Guest, place: str) -> None:
    for step in way(place):
        await act(guest, step)


async def act(guest: Guest, step: str) -> None:
    if step.startswith("="):
        await guest.says(step[1:])
    else:
        await guest.taps(step.format(language=guest.language))
