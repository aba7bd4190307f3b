"""The demo's ambassador: asks, is appointed by the owner, brings friends by a link, and shares it."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from bot.demo import people
from bot.demo.errors import Stuck
from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.walking import PATIENCE, Walk, together

MANY: Final = 6  # friends
_ASKING: Final = ("=/ambassador", "amb:ask")
_APPOINTING: Final = ("ambs:*", "ambs:*", "f:bc-amb-day:trained:set:1")
_LISTED: Final = ("=/ambassador", "amb:top:0", "amb:list")
_SOON: Final = 2.0  # seconds, in which a message comes that is not held back by night


async def bring(telegram: Telegram, friends: Callable[[str], Sequence[Walk]]) -> None:
    """`friends` come by the link, whose payload they are given."""
    (*_, ambassador), *_ = people.AMBASSADORS
    (*_, owner), *_ = people.OWNERS
    await together(telegram, [Walk(ambassador, _ASKING)])
    with suppress(TimeoutError):  # by night it waits for the morning
        await telegram.until(lambda: _offers(telegram.messages(owner)[-1], "ambs:"), _SOON)
    await together(telegram, [Walk(owner, ("=/ambassadors", *_APPOINTING))])
    await together(telegram, [Walk(ambassador, ("=/ambassador",))])
    link = re.search(r"\?start=(\w+)", telegram.messages(ambassador)[-1].text or "")
    if link is None:
        raise Stuck(f"{telegram.users[ambassador].full_name} has no link")
    await together(telegram, friends(link[1]))
    await _share(telegram, ambassador)
    await together(telegram, [Walk(ambassador, _LISTED)])


async def _share(telegram: Telegram, ambassador: int) -> None:
    """The invitation, as it is found in the group."""
    group = next(chat.id for chat in telegram.chats.values() if chat.user is None)
    query = telegram.asks(ambassador, "", chat_id=group)
    try:
        await telegram.until(lambda: telegram.found(query), PATIENCE)
    except TimeoutError:
        raise Stuck("nothing is found in the group") from None
    telegram.chooses(query, "invitation")


def _offers(message: Message, data: str) -> bool:
    return any((button.data or "").startswith(data) for row in message.rows for button in row)
