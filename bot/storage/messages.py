"""A message on its way, as values: written, held by its sender, put off, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from bot.storage.models import Lane, Outgoing, State

GONE: Final = "the message is gone"  # why an edit failed: there was nothing to edit


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a message. A `traceless` one leaves no row."""

    id: int
    state: State
    message_id: int | None = None
    error: str | None = None
    repeatable: bool = False
    traceless: bool = False


@dataclass(slots=True)
class Message:
    """An outgoing message as its sender holds it. An `urgent` one goes by night, too."""

    id: int
    chat_id: int
    lane: Lane
    method: str
    body: dict[str, Any]
    edits: int | None
    attempts: int
    expires_at: datetime
    claimed: bool
    traceless: bool = False
    kind: str | None = None
    topic: int | None = None
    broadcast_id: int | None = None
    language: str | None = None
    version: int = 0
    urgent: bool = False

    @property
    def once(self) -> bool:
        """Whether twice is worse than not at all: to change what was sent twice does no harm."""
        return self.lane is Lane.BROADCAST and self.edits is None

    @property
    def paid(self) -> bool:
        """Whether Telegram takes money for it, once it is made: then it may go faster."""
        return bool(self.body.get("allow_paid_broadcast"))

    def became(
        self,
        state: State,
        message_id: int | None = None,
        *,
        error: str | None = None,
        repeatable: bool = False,
    ) -> Result:
        return Result(self.id, state, message_id, error, repeatable, self.traceless)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be written. `key` is unique for ever: a second one with it is not written.

    With a `kind` it is made in the language that its receiver has when it is claimed, and `body` says of
    what. With a `topic` it is a push: it goes only to who wants it then. A `traceless` one leaves no row once
    it is sent, or cannot be.
    """

    key: str
    chat_id: int
    method: str
    body: dict[str, Any]
    expires_at: datetime
    lane: Lane = Lane.REPLY
    edits: int | None = None
    not_before: datetime | None = None
    traceless: bool = False
    kind: str | None = None
    topic: int | None = None


class Receiver(NamedTuple):
    """What decides whether a push reaches someone, and how."""

    language: str | None
    consent_version: int | None
    muted: int
    stopped: bool
    unreachable: bool


@dataclass(frozen=True, slots=True)
class Deferral:
    """A message to be tried again, not before a time."""

    id: int
    attempts: int
    not_before: datetime


class Trace(NamedTuple):
    """That a message was written, and what became of it."""

    written_at: datetime
    state: State


# In the order of the fields of Message.
COLUMNS: Final = (
    Outgoing.id,
    Outgoing.chat_id,
    Outgoing.lane,
    Outgoing.method,
    Outgoing.body,
    Outgoing.edits,
    Outgoing.attempts,
    Outgoing.expires_at,
    Outgoing.claimed_by,
    Outgoing.traceless,
    Outgoing.kind,
    Outgoing.topic,
    Outgoing.broadcast_id,
    Outgoing.language,
)


def message(row: Any) -> Message:
    """From a row of COLUMNS."""
    id_, chat_id, lane, method, body, edits, attempts, expires_at, owner, *rest = row
    return Message(
        id_, chat_id, Lane(lane), method, body, edits, attempts, expires_at, owner is not None, *rest
    )
