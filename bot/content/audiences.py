"""Whom a broadcast may go to: the kinds of conditions, in the order in which they are shown, and choices."""

from typing import Final

KINDS: Final = (
    "language",
    "city",
    "university",
    "study_year",
    "interests",
    "age_band",
    "since",
    "read",
    "ambassadors",
    "events",
    "participants",
)
READ: Final = ("none", "some", "all")  # of the goals
AMBASSADORS: Final = ("only", "except")
DONE: Final = ("went", "declined", "never")  # about events
MARKED: Final = ("came", "absent")  # at one event, as its organizers say
PARTICIPANTS: Final = ("all", "going", "maybe", "waiting", "declined", *MARKED)  # of one event
DAYS: Final = (7, 30, 90)  # since which somebody may have signed up
