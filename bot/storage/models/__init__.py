"""The tables."""

from bot.storage.models.base import Base, RowId, UtcDateTime
from bot.storage.models.broadcasts import GONE, Act, Broadcast, BroadcastTally, Stage
from bot.storage.models.events import (
    FOLDED_MAX,
    Answer,
    Event,
    Organization,
    Participation,
    Phase,
    Presence,
)
from bot.storage.models.links import Ambassador, Footprint, Source, Standing
from bot.storage.models.messages import OPEN, Lane, Outgoing, Reaction, Seen, State
from bot.storage.models.people import AwarenessAnswer, Dialog, Person, QuizAnswer, Tally, WeeklyGoal
from bot.storage.models.recognition import Bygone, Certificate, Door, Milestone, Praise
from bot.storage.models.staff import Alarm, Invitation, LogEntry

__all__ = (
    "FOLDED_MAX",
    "GONE",
    "OPEN",
    "Act",
    "Alarm",
    "Ambassador",
    "Answer",
    "AwarenessAnswer",
    "Base",
    "Broadcast",
    "BroadcastTally",
    "Bygone",
    "Certificate",
    "Dialog",
    "Door",
    "Event",
    "Footprint",
    "Invitation",
    "Lane",
    "LogEntry",
    "Milestone",
    "Organization",
    "Outgoing",
    "Participation",
    "Person",
    "Phase",
    "Praise",
    "Presence",
    "QuizAnswer",
    "Reaction",
    "RowId",
    "Seen",
    "Source",
    "Stage",
    "Standing",
    "State",
    "Tally",
    "UtcDateTime",
    "WeeklyGoal",
)
