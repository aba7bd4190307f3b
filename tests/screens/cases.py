"""Many cases in one test."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def case(*of: object) -> Iterator[None]:
    """Tells of a failure of which case it is."""
    try:
        yield
    except Exception as error:
        error.add_note(f"case: {of}")
        raise
