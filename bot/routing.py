"""Which handler an update goes to: routes as data over python-telegram-bot's matchers, first match wins."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.services import dialogs
from bot.turn import Turn

Handler = Callable[..., Awaitable[None]]
Matcher = BaseHandler[Update, Any, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """`matcher` decides; `handler` gets the turn and, from a tap, the named groups of its data.

    Whoever takes a route that `leaves` goes elsewhere: what they type next answers no question.
    """

    name: str
    matcher: Matcher
    handler: Handler
    private: bool = True
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    route: Route
    groups: dict[str, str]

    async def __call__(self, turn: Turn) -> None:
        if self.route.leaves:
            dialogs.leave(turn.person)
        await self.route.handler(turn, **self.groups)


async def _never(*_: object) -> None:
    raise AssertionError("routes are called by bot.routing, never by the library")


def command(name: str, handler: Handler) -> Route:
    """`/name`, also with arguments or a deep link's payload, in a new message."""
    matcher: Matcher = CommandHandler(name, _never, filters=filters.UpdateType.MESSAGE)
    return Route(f"/{name}", matcher, handler, leaves=True)


def tap(pattern: str, handler: Handler, *, leaves: bool = True) -> Route:
    """A button whose whole data fits the pattern; its named groups become arguments."""
    matcher: Matcher = CallbackQueryHandler(_never, rf"\A(?:{pattern})\Z")
    return Route(f"tap {pattern}", matcher, handler, leaves=leaves)


def said(handler: Handler, which: filters.BaseFilter = filters.UpdateType.MESSAGE & filters.TEXT) -> Route:
    """A message that no command fits."""
    return Route(f"said {which.name}", MessageHandler(which, _never), handler)


def moved(handler: Handler, *, private: bool = True) -> Route:
    """The bot was blocked or unblocked by a person, or added to or removed from a group."""
    return Route("moved", _Moved(), handler, private)


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
