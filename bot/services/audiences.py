"""Choosing an audience: what a tap makes of its conditions, which are those of `bot.storage.audiences`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.content import studies
from bot.content.audiences import AMBASSADORS, DAYS, DONE, KINDS, PARTICIPANTS, READ
from bot.services import moments

Conditions = Mapping[str, Any]


def values(conditions: Conditions) -> dict[str, list[str]]:
    """What is chosen of each condition."""
    found = {}
    for name, wanted in conditions.items():
        if name == "interests":
            found[name] = [str(number) for number in studies.chosen(wanted)]
        else:
            found[name] = list(wanted) if isinstance(wanted, list) else [wanted]
    return found


def chosen(  # noqa: PLR0911 a table
    conditions: Conditions, name: str, value: str, now: datetime, *, on: bool
) -> Conditions:
    """With a value more, or less; unchanged if there is no such value."""
    match name:
        case "read" | "ambassadors":
            known = READ if name == "read" else AMBASSADORS
            return _with(conditions, name, value) if value in known else conditions
        case "since":
            days = int(value) if value.isdecimal() else 0
            return since(conditions, moments.days_ago(days, now).isoformat()) if days in DAYS else conditions
        case "interests":
            number = int(value) if value.isdecimal() else 0
            if number not in studies.INTERESTS:
                return conditions
            bits, bit = conditions.get(name, 0), studies.bit(number)
            return _with(conditions, name, bits | bit if on else bits & ~bit)
        case "events" if value not in DONE:
            return conditions
        case "participants":
            event, *_ = conditions.get(name, (0,))
            there = event and value in PARTICIPANTS
            return _with(conditions, name, [event, value]) if there else conditions
        case _:
            others = [one for one in conditions.get(name, ()) if one != value]
            return _with(conditions, name, sorted([*others, value] if on else others))


def participants(event_id: int, group: str) -> Conditions:
    """Those of an event who answered so."""
    return _with({}, "participants", [event_id, group])


def since(conditions: Conditions, day: str) -> Conditions:
    return _with(conditions, "since", day)


def without(conditions: Conditions, name: str) -> Conditions:
    return {kind: wanted for kind, wanted in conditions.items() if kind != name}


def _with(conditions: Conditions, name: str, wanted: Any) -> Conditions:
    """In the order in which they are shown; what asks for nothing does not matter."""
    changed = {**conditions, name: wanted}
    return {kind: changed[kind] for kind in KINDS if changed.get(kind)}
