"""The demo's ambassador: appointed by the owner, brings friends by a link, and shares it in the group."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from bot.demo import people
from bot.demo.errors import Stuck
from bot.demo.telegram import Telegram
from bot.walking import PATIENCE, Walk, together

MANY: Final = 6  # friends
_LISTED: Final = ("=/ambassador", "amb:top:0", "amb:list")


async def bring(telegram: Telegram, friends: Callable[[str], Sequence[Walk]]) -> None:
    """`friends` come by the link, whose payload they are given."""
    (*_, ambassador), *_ = people.AMBASSADORS
    (*_, owner), *_ = people.OWNERS
    name = telegram.users[ambassador].full_name
    appointing = (
        "=/ambassadors",
        "ambs:find",
        f"={name}",
        "ambs:*",
        "ambs:*",
        "f:bc-amb-day:trained:set:1-*",
    )
    await together(telegram, [Walk(owner, appointing)])
    await together(telegram, [Walk(ambassador, ("=/ambassador",))])
    said = "\n".join(message.text or "" for message in telegram.messages(ambassador))
    link = re.search(r"\?start=(a\w+)", said)
    if link is None:
        raise Stuck(f"{name} has no link")
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
