"""A student at the other end of the chat: says, taps, sees."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.demo.models import Button, Message
from bot.demo.telegram import Telegram

PATIENCE: Final = 5.0
GLANCE: Final = 0.5  # seconds that somebody waits for a card to change, who need not


class Student:
    """What a student sees is the card that was tapped and everything newer than what they last did."""

    def __init__(self, telegram: Telegram, user_id: int, *, pause: Callable[[], None] = lambda: None) -> None:
        self.telegram: Final = telegram
        self._pause: Final = pause
        self.id: Final = user_id
        self.patience = PATIENCE
        self._since = 0
        self._tapped = 0

    def says(self, text: str) -> None:
        self._act()
        self.telegram.says(self.id, text)

    def sends(self, kind: str) -> None:
        self._act()
        self.telegram.sends(self.id, kind)  # type: ignore[arg-type]  # any kind that the demo knows

    def edits(self, text: str) -> None:
        mine = [message for message in self.telegram.messages(self.id) if not message.from_bot]
        self._act()
        self.telegram.edits(self.id, mine[-1].id, text)

    def blocks(self) -> None:
        self.telegram.blocks(self.id)

    def returns(self) -> None:
        self._act()
        self.telegram.unblocks(self.id)
        self.telegram.says(self.id, "/start")

    async def taps(self, label: str) -> str | None:
        """Taps a button, looks what comes of it, and gives what popped up."""
        card, button = await self.telegram.until(lambda: self._find(label), self.patience)
        assert button.data is not None, f"{label} opens a link"
        before = self.telegram.messages(self.id)
        popup = await self.presses(card, button.data)
        with suppress(TimeoutError):
            await self.telegram.until(lambda: self.telegram.messages(self.id) != before, GLANCE)
        return popup

    async def presses(self, card: Message, data: str) -> str | None:
        """Taps a button of any card, also an old or a forged one."""
        self._act(card.id)
        query = self.telegram.taps(self.id, card.id, data)
        answer = await self.telegram.until(lambda: self.telegram.answers(query), self.patience)
        text = answer.get("text")
        assert text is None or isinstance(text, str)
        return text

    async def sees(self, *texts: str) -> Message:
        """The newest message that holds all these texts; waits for it."""
        try:
            return await self.telegram.until(lambda: self._showing(texts), self.patience)
        except TimeoutError:
            shown = "\n---\n".join(words(message) or message.kind for message in self.seen())
            raise AssertionError(f"not seen: {texts}\nseen instead:\n{shown}") from None

    def seen(self) -> list[Message]:
        """What the bot shows since the student last did something, oldest first."""
        return [
            message
            for message in self.telegram.messages(self.id)
            if message.from_bot and (message.id > self._since or message.id == self._tapped)
        ]

    def looks_at(self, card: Message) -> None:
        """Takes what this card becomes for an answer too."""
        self._act(card.id)

    def labels(self, card: Message) -> list[str]:
        return [button.text for row in card.rows for button in row]

    def _act(self, tapped: int = 0) -> None:
        self._pause()
        self._since = max((message.id for message in self.telegram.messages(self.id)), default=0)
        self._tapped = tapped

    def _showing(self, texts: tuple[str, ...]) -> Message | None:
        return next((m for m in reversed(self.seen()) if all(text in words(m) for text in texts)), None)

    def _find(self, label: str) -> tuple[Message, Button] | None:
        for message in reversed(self.telegram.messages(self.id)):
            for row in message.rows:
                for button in row:
                    if label in button.text:
                        return message, button
        return None


def words(message: Message) -> str:
    """What a message says, also under a picture."""
    return message.text or message.caption or ""
