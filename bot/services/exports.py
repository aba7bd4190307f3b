"""A copy of everything that is kept of a person, for themselves."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.content import awareness, studies
from bot.content import goals as content
from bot.i18n import ALMATY, guess, translator
from bot.services import goals
from bot.services.awareness import Asked
from bot.storage.messages import Trace
from bot.storage.models import Person


def of(
    person: Person,
    messages: Sequence[Trace],
    belongings: Mapping[str, Sequence[Mapping[str, Any]]],
    titles: Mapping[int, Mapping[str, str]],
) -> str:
    """JSON, readable: every column, every conversation, every row of a feature, the messages.

    `titles` are those of the events that the person answered, by number and language.
    """
    kept: dict[str, Any] = {column.name: getattr(person, column.name) for column in Person.__table__.columns}
    kept["interests"] = [
        "abroad" if n == studies.ABROAD else f"goal {n}" for n in studies.chosen(person.interests)
    ]
    kept["goals_read"] = goals.read(person)
    kept["awareness_asked"] = [each.name for each in Asked if person.awareness_asked & each]
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
    kept |= {
        table: [_readable(table, row, person, titles) for row in rows] for table, rows in belongings.items()
    }
    kept["messages"] = [{"written": written_at, "became": state} for written_at, state in messages]
    return json.dumps(kept, ensure_ascii=False, indent=2, default=_time)


def _readable(
    table: str, row: Mapping[str, Any], person: Person, titles: Mapping[int, Mapping[str, str]]
) -> dict[str, Any]:
    """With answers in words instead of numbers, and an hour of the week as it is read."""
    t = translator(guess(person.language))
    match table:
        case "quiz_answers":
            options = content.goals()[row["goal"]].quiz.options[t.language]
            return {**row, "choice": options[row["choice"]]}
        case "awareness_answers":
            options = awareness.questions()[row["question"]].options[t.language]
            return {**row, "choice": options[row["choice"]]}
        case "weekly_goals":
            day, hour = divmod(row["slot"], 24)
            return {**row, "slot": f"{t.weekday(day)} {hour}:00"}
        case "participations" | "praises":
            return {"event": titles[row["event_id"]].get(t.language), **row}
        case _:
            return dict(row)


def _time(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(ALMATY).isoformat(timespec="seconds")
    assert isinstance(value, date), "the rest is JSON as it is"
    return value.isoformat()
