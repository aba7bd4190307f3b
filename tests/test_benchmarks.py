"""The benchmarks run: that they measure something, not how fast it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.subjects import PEERS
from benchmarks.telegram import Door

ROOT = Path(__file__).parents[1]


def measured(*names: str) -> "subprocess.CompletedProcess[str]":
    words = ["--quick", "--databases", "sqlite", "--only", ",".join(names)]
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_they_run_and_print_a_table_with_the_machine_and_the_aims() -> None:
    ended = measured("delivery", "startup", "rush", "door", "links", "certificates")
    assert ended.returncode == 0, ended.stderr
    for part in (
        "Measured on",
        "cores",
        "| bare loop |",
        "| outbox on SQLite |",
        "its imports alone",
        "| the bare transaction |",
        "| rush, 40 for 4, SQLite: not a seat too many, the line in commit order | yes | met |",
        "| door, SQLite: everybody came, once | yes | met |",
        "| links, SQLite: 300 starts through 200 links are counted exactly | yes | met |",
        "| inline, SQLite: p99 under 300 ms with 1,000 events |",
        "Made alone a certificate takes",
        "## Aims",
    ):
        assert part in ended.stdout
    assert "not measured" not in ended.stdout


def test_the_pace_is_measured_at_each_latency_and_so_are_replies_meanwhile() -> None:
    ended = measured("pace")
    for part in (
        "| outbox on SQLite |",
        "| PTB with AIORateLimiter |",
        "| a loop with sleep(0.05) |",
        "20–400 ms",
        "| pace, SQLite: not one refusal |",
        "| replies' p99 beside a broadcast, SQLite: within 1.5 times |",
    ):
        assert part in ended.stdout, ended.stderr
    assert "not measured" not in ended.stdout
    # The peers have an environment of their own, which only the benchmarks need.
    assert ended.returncode == 0 or not PEERS.exists(), ended.stderr


@pytest.mark.parametrize(
    ("arrivals", "refused"),
    [
        ([0.0, 0.1, 0.2], 0),
        ([0.0, 0.1, 0.2, 0.9], 1),
        ([0.0, 0.1, 0.2, 1.0], 0),
        ([0.0, 0.1, 0.2, 1.05, 1.06], 1),
        ([0.0, 0.1, 0.2, 0.9, 1.0, 1.1], 1),  # who is refused does not count
    ],
)
def test_no_rolling_second_lets_in_more_than_the_limit(arrivals: list[float], refused: int) -> None:
    door = Door(lambda: 0.05, limit=3)
    admitted = [at for at in arrivals if door.admits(7, at)]
    assert door.refused == refused
    assert [at for at, _ in door.arrivals] == admitted
