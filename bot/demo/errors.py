"""A refused call, in Telegram's words."""

from typing import Any

from bot.demo.models import JSON

_PREFIX = {400: "Bad Request", 403: "Forbidden", 409: "Conflict"}


class RefusedError(Exception):
    """`words` follow the prefix that belongs to `code`; the whole is what clients see."""

    def __init__(self, words: str, code: int = 400, **parameters: Any) -> None:
        prefix = _PREFIX.get(code)
        self.code = code
        self.description = f"{prefix}: {words}" if prefix else words
        self.parameters = parameters
        super().__init__(self.description)

    def answer(self) -> JSON:
        answer: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class Stuck(Exception):
    """The demo's play does not go on: says who waits for what."""
