"""Which handler an update goes to: routes as data over python-telegram-bot's matchers, first match wins."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.roles import Role
from bot.services import dialogs
from bot.turn import Turn

TOGETHER: Final = ""  # the key of updates that hold nothing shared

Handler = Callable[..., Awaitable[None]]
Matcher = BaseHandler[Update, Any, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """`matcher` decides; `handler` gets the turn and, from a tap, the named groups of its data.

    Whoever takes a route that `leaves` goes elsewhere: what they type next answers no question. Who has a
    lesser role than it `needs` is `refused`. One that locks what others share, or may be slow, is taken
    `alone`: in a transaction of its own, or with those that lock the same, which the group of its pattern
    names that it `holds`.
    """

    name: str
    matcher: Matcher
    handler: Handler
    private: bool = True
    leaves: bool = False
    needs: Role = Role.STUDENT
    refused: Handler | None = None
    alone: bool = False
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    route: Route
    groups: dict[str, str]

    async def __call__(self, turn: Turn) -> None:
        if turn.role < self.route.needs:
            assert self.route.refused is not None, "whoever may be refused is told so"
            await self.route.refused(turn, self.route.name)
            return
        if self.route.leaves:
            dialogs.leave(turn.person)
        await self.route.handler(turn, **self.groups)


async def _never(*_: object) -> None:
    raise AssertionError("routes are called by bot.routing, never by the library")


def command(name: str, handler: Handler, *, alone: bool = False) -> Route:
    """`/name`, also with arguments or a deep link's payload, in a new message."""
    matcher: Matcher = CommandHandler(name, _never, filters=filters.UpdateType.MESSAGE)
    return Route(f"/{name}", matcher, handler, leaves=True, alone=alone)


def tap(
    pattern: str, handler: Handler, *, leaves: bool = True, alone: bool = False, holds: str = ""
) -> Route:
    """A button whose whole data fits the pattern; its named groups become arguments."""
    matcher: Matcher = CallbackQueryHandler(_never, rf"\A(?:{pattern})\Z")
    return Route(f"tap {pattern}", matcher, handler, leaves=leaves, alone=alone or bool(holds), holds=holds)


def only(needs: Role, refused: Handler, *routes: Route) -> tuple[Route, ...]:
    """These routes for who has the role; `refused` gets everybody else, and the route's name."""
    return tuple(replace(route, needs=needs, refused=refused) for route in routes)


class Batches:
    """Says of raw updates, nobody having looked at them yet, which are taken in one transaction."""

    def __init__(self, routes: Iterable[Route]) -> None:
        alone = [route for route in routes if route.alone]
        taps = [route for route in alone if route.name.startswith("tap ")]
        # Groups of the same name may stand in several patterns.
        self._taps: Final = [(re.compile(route.name.removeprefix("tap ")), route.holds) for route in taps]
        self._commands: Final = frozenset(route.name for route in alone if route.name.startswith("/"))

    def key(self, raw: Any) -> str:
        """The same for those that may be taken together."""
        tapped, message = raw.get("callback_query"), raw.get("message")
        itself = f"update {raw.get('update_id')}"
        if isinstance(tapped, dict) and isinstance(data := tapped.get("data"), str):
            for pattern, holds in self._taps:
                if found := pattern.fullmatch(data):
                    return f"{holds} {found[holds]}" if holds else itself
            return TOGETHER
        said = message.get("text") if isinstance(message, dict) else None
        first = said.split(maxsplit=1)[:1] if isinstance(said, str) else []
        alone = bool(first) and first[0].partition("@")[0].lower() in self._commands
        return itself if alone else TOGETHER


def said(handler: Handler, which: filters.BaseFilter = filters.UpdateType.MESSAGE & filters.TEXT) -> Route:
    """A message that no command fits."""
    return Route(f"said {which.name}", MessageHandler(which, _never), handler)


def moved(handler: Handler, *, private: bool = True) -> Route:
    """The bot was blocked or unblocked by a person, or added to or removed from a group."""
    return Route("moved", _Moved(), handler, private)


def inline(handler: Handler) -> Route:
    """What somebody types after the bot's name, in whatever chat."""
    return Route("inline", InlineQueryHandler(_never), handler, private=False)


def elsewhere(handler: Handler) -> Route:
    """A command in a group or channel."""
    return Route("elsewhere", MessageHandler(_NEW & filters.COMMAND, _never), handler, private=False)


def find(routes: Iterable[Route], update: Update) -> Match | None:
    """The first route that takes this update: a private one in private chats, another elsewhere."""
    chat = update.effective_chat
    private = chat is not None and chat.type == chat.PRIVATE
    for route in routes:
        if route.private is private and (found := route.matcher.check_update(update)) not in (None, False):
            groups = found.groupdict() if isinstance(found, re.Match) else {}
            return Match(route, {name: value for name, value in groups.items() if value is not None})
    return None


_NEW: Final = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST


class _Moved(BaseHandler[Update, Any, None]):
    def __init__(self) -> None:
        super().__init__(_never)

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and update.my_chat_member is not None
