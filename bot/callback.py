"""What a question's button says, written and read by one grammar: `f:signup:study_year:set:2`.

Flow, question, what the tap does, and the value of an answer. Telegram allows 64 bytes.
"""

from typing import Final

PATTERN: Final = (
    r"f:(?P<flow>[a-z_-]{1,24}):(?P<step>[a-z_]{1,16}):(?P<act>set|edit|back|skip|keep|cancel|drop)"
    r"(?::(?P<value>[A-Za-z0-9_-]{1,40}))?"
)


def said(flow: str, step: str, act: str, value: object = None) -> str:
    data = f"f:{flow}:{step}:{act}"
    return data if value is None else f"{data}:{value}"
