"""Runs the measurements and prints the report; says on stderr how far it is."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from benchmarks import (
    certificates,
    databases,
    delivery,
    door,
    flood,
    latency,
    links,
    memory,
    pace,
    report,
    rush,
    saturation,
    scrolling,
    size,
    startup,
)
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.report import Section
from benchmarks.scale import FULL, QUICK, Scale

MEASUREMENTS: Final[dict[str, Sequence[Callable[[Bench], Awaitable[Section]]]]] = {
    "saturation": [saturation.run],
    "latency": [latency.run],
    "delivery": [delivery.run],
    "startup": [startup.run],
    "memory": [memory.run],
    "flood": [flood.run],
    "scrolling": [scrolling.run],
    "pace": [pace.run, pace.meanwhile],
    "size": [size.run],
    "rush": [rush.run],
    "door": [door.run],
    "links": [links.run],
    "certificates": [certificates.run],
}


async def measure(names: list[str], kinds: list[Kind], scale: Scale) -> tuple[str, bool]:
    """The report, and whether everything ran."""
    async with databases.open_(kinds) as there:
        bench = Bench(there, kinds, scale)
        sections = [await measurement(bench) for name in names for measurement in MEASUREMENTS[name]]
        version = there.server.version if there.server else None
    return report.render(sections, bench.problems, version), not bench.problems


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default=",".join(MEASUREMENTS), help="what to measure (%(default)s)")
    parser.add_argument(
        "--databases", default=",".join(kind.lower() for kind in Kind), help="on which (%(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="so little that it only proves that it runs")
    options = parser.parse_args()
    names = options.only.split(",")
    kinds = [kind for kind in Kind if kind.lower() in options.databases.split(",")]
    if not kinds or not set(names) <= set(MEASUREMENTS):
        parser.error(f"there are {', '.join(MEASUREMENTS)}; on {', '.join(kind.lower() for kind in Kind)}")
    text, whole = asyncio.run(measure(names, kinds, QUICK if options.quick else FULL))
    print(text)
    sys.exit(0 if whole else 1)


if __name__ == "__main__":
    main()
