"""A copy of everything that is kept of a person, for themselves."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.content import studies
from bot.i18n import ALMATY
from bot.storage.messages import Trace
from bot.storage.models import Person


def of(person: Person, messages: Sequence[Trace]) -> str:
    """JSON, readable: every column, every conversation, and which messages are still on record."""
    kept: dict[str, Any] = {column.name: getattr(person, column.name) for column in Person.__table__.columns}
    kept["interests"] = [
        "abroad" if n == studies.ABROAD else f"goal {n}" for n in studies.chosen(person.interests)
    ]
    kept["unfinished"] = [
        {
            "form": row.flow,
            "question": row.step,
            "answers": row.answers,
            "begun": row.partial,
            "at": row.updated_at,
        }
        for row in person.dialogs
    ]
    kept["messages"] = [{"written": written_at, "became": state} for written_at, state in messages]
    return json.dumps(kept, ensure_ascii=False, indent=2, default=_time)


def _time(value: object) -> str:
    assert isinstance(value, datetime), "the rest is JSON as it is"
    return value.astimezone(ALMATY).isoformat(timespec="seconds")
