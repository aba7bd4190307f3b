"""Whether a push may go now: it is asked when it is about to be sent, not only when it was planned.

A push is a message that nobody asked for at this moment; its topic says what it is about. It goes by day,
to who consented to the text as it is now, did not stop it and can be reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.i18n import ALMATY
from bot.services import consents
from bot.storage.messages import Draft, Receiver
from bot.storage.models import Lane

EVENING: Final = time(21)  # in Kazakhstan, when the quiet hours begin
MORNING: Final = time(9)  # and when they end
EVE: Final = time(20)  # when comes what would come in the quiet hours after it, and cannot wait for their end

# Topics of what somebody signed up for: they cannot be muted, only stopped with everything.
OWN: Final = 0
HELD: Final = -1  # changes of what they hold a seat for: not even stopped
AT_ONCE: Final = -2  # the same, by night
A_WEEK: Final = 3  # broadcasts for one person in seven days
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Go:
    """It may be sent."""


@dataclass(frozen=True, slots=True)
class Skip:
    """It is not to be sent any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Telegram would not let us."""


@dataclass(frozen=True, slots=True)
class Later:
    """It waits until a time; with None until the person does something about it."""

    until: datetime | None = None


Verdict = Go | Skip | Unreachable | Later


def own(key: str, chat_id: int, kind: str, of: Mapping[str, Any], until: datetime) -> Draft:
    """A message of this kind about what somebody signed up for; of no use after `until`."""
    return Draft(key, chat_id, "sendMessage", dict(of), until, Lane.REMINDER, kind=kind, topic=OWN)


def judge(topic: int | None, receiver: Receiver | None, now: datetime, *, urgent: bool = False) -> Verdict:
    """What becomes of a message that is due. Only an urgent one goes by night."""
    if topic is None:
        return Go()
    wanted = admit(topic, receiver)
    by_night = urgent or topic == AT_ONCE
    return Later(morning(now)) if isinstance(wanted, Go) and quiet(now) and not by_night else wanted


def judge_copy(
    topic: int, receiver: Receiver | None, now: datetime, received: int, *, urgent: bool
) -> Verdict:
    """The same of a copy of a broadcast, `received` being how many its receiver got in the last week.

    It waits for no consent.
    """
    match judge(topic, receiver, now, urgent=urgent):
        case Later(None):
            return Skip("no consent")
        case Go() if received >= A_WEEK and not urgent:
            return Skip("enough this week")
        case verdict:
            return verdict


def admit(topic: int, receiver: Receiver | None) -> Verdict:
    """The same, whatever the hour."""
    if receiver is None or receiver.consent_version is None:
        return Skip("no consent")
    if topic in (HELD, AT_ONCE):
        return Unreachable() if receiver.unreachable else Go()
    if receiver.stopped:
        return Skip("stopped")
    if receiver.muted & topic:
        return Skip("muted")
    if receiver.unreachable:
        return Unreachable()
    return Go() if receiver.consent_version == consents.VERSION else Later()


def quiet(now: datetime) -> bool:
    return not MORNING <= now.astimezone(ALMATY).time() < EVENING


def morning(now: datetime) -> datetime:
    """When the next quiet hours end."""
    here = now.astimezone(ALMATY)
    day = here.date() + timedelta(days=here.time() >= MORNING)
    return datetime.combine(day, MORNING, ALMATY).astimezone(now.tzinfo)


def by_evening(at: datetime) -> datetime:
    """The same time, or the evening before it if it falls into the quiet hours."""
    if not quiet(at):
        return at
    here = at.astimezone(ALMATY)
    day = here.date() - timedelta(days=here.time() < MORNING)
    return datetime.combine(day, EVE, ALMATY).astimezone(at.tzinfo)
