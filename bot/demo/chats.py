"""Chats: what was said in each, and whether the bot may speak there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.demo.errors import RefusedError
from bot.demo.models import JSON, Message, User

GroupKind = Literal["group", "supergroup", "channel"]
Kind = Literal["private"] | GroupKind
Status = Literal["unknown", "member", "administrator", "left", "kicked"]

_BOT_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as the bot gets it and as people see it."""

    body: JSON
    view: Message


@dataclass(slots=True)
class Chat:
    """`status` is the bot's: in a private chat "kicked" means blocked and "unknown" never written to."""

    id: int
    kind: Kind
    title: str = ""
    user: User | None = None
    status: Status = "unknown"
    keyboard: JSON | None = None
    members: set[int] = field(default_factory=set)
    messages: dict[int, Stored] = field(default_factory=dict)

    def body(self) -> JSON:
        if self.user is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        names = {name: value for name, value in self.user.body().items() if name.endswith("name")}
        return {"id": self.id, "type": self.kind, **names}

    @property
    def present(self) -> bool:
        return self.status in ("member", "administrator")

    def open_to_bot(self) -> None:
        """Refuses as Telegram does where the bot may not write."""
        if self.present:
            return
        if self.kind == "private":
            blocked = self.status == "kicked"
            words = (
                "bot was blocked by the user" if blocked else "bot can't initiate conversation with a user"
            )
            raise RefusedError(words, 403)
        if self.status == "unknown":
            raise RefusedError("chat not found")
        words = "bot was kicked from" if self.status == "kicked" else "bot is not a member of"
        raise RefusedError(f"{words} the {self.kind} chat", 403)


def membership(status: Status, bot: User) -> JSON:
    """The bot as a ChatMember."""
    member: JSON = {"user": bot.body(), "status": "left" if status == "unknown" else status}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        rights = dict.fromkeys(_BOT_RIGHTS, True)
        member |= {**rights, "can_be_edited": False, "is_anonymous": False, "can_post_messages": True}
    return member


def counter(first: int) -> Callable[[], int]:
    """Numbers that only grow."""
    numbers = iter(range(first, 2**63))
    return lambda: next(numbers)
