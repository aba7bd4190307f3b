"""The benchmarks run: that they measure something, not how fast it is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_they_run_and_print_a_table_with_the_machine_and_the_aims() -> None:
    words = ["--quick", "--databases", "sqlite", "--only", "delivery,startup"]
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    for part in (
        "Measured on",
        "cores",
        "| bare loop |",
        "| outbox on SQLite |",
        "its imports alone",
        "## Aims",
    ):
        assert part in ended.stdout
    assert "not measured" not in ended.stdout
