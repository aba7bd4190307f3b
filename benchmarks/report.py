"""The report in Markdown: on what machine, each table, and each aim with its figure."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from benchmarks import meter


@dataclass(frozen=True)
class Aim:
    """`met` is None where nothing was measured."""

    what: str
    figure: str
    met: bool | None


@dataclass(frozen=True)
class Section:
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    aims: list[Aim] = field(default_factory=list)
    note: str = ""


_VERDICTS: Final = {True: "met", False: "**missed**", None: "not measured"}


def ratio(what: str, figure: float | None, floor: float | None, *, least: float) -> Aim:
    """An aim to be at least so many times a floor."""
    if figure is None or not floor:
        return Aim(what, "–", None)
    return Aim(what, f"{figure / floor:.2f} times", figure / floor >= least)


def at_most(what: str, figure: float | None, floor: float | None, *, most: float) -> Aim:
    """An aim to be at most so many times a floor."""
    if figure is None or not floor:
        return Aim(what, "–", None)
    return Aim(what, f"{figure / floor:.2f} times", figure / floor <= most)


def render(sections: Sequence[Section], problems: Sequence[str], postgres: str | None) -> str:
    blocks = [_machine(postgres)]
    for section in sections:
        blocks += [f"## {section.title}", _table(section.heads, section.rows)]
        if section.note:
            blocks.append(section.note)
    aims = [(aim.what, aim.figure, _VERDICTS[aim.met]) for section in sections for aim in section.aims]
    blocks += ["## Aims", _table(("aim", "measured", ""), aims)]
    if problems:
        blocks += ["## What did not run", "\n".join(f"- {problem}" for problem in problems)]
    return "\n\n".join(blocks)


def _machine(postgres: str | None) -> str:
    today = datetime.now(UTC).date()  # noqa: TID251 a report says when it was made
    parts = [f"{name} {value}" if name != "CPU" else value for name, value in meter.machine().items()]
    software = [f"Python {platform.python_version()}", *([f"PostgreSQL {postgres}"] if postgres else [])]
    return (
        f"Measured on {today}: {', '.join((*parts, *software))}. "
        f"Load generator and database share the cores; load {os.getloadavg()[1]:.1f} over five minutes."
    )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) + ("---:",) * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
