"""What owners are told of a trouble: when it begins, and when it is over."""

from datetime import datetime
from typing import Literal

from bot.i18n import Translator
from bot.screen import Screen

Kind = Literal["piling", "failing"]


def began(t: Translator, kind: Kind, at: datetime) -> Screen:
    match kind:
        case "piling":
            what = t(
                "<b>Messages are piling up.</b> Some that are due have waited for more than two minutes."
            )
        case "failing":
            what = t("<b>Many messages fail.</b> Telegram refuses at least one in twenty.")
    then = t("Noticed at {time}. We will write again when it is over, not before.", time=t.time(at))
    return Screen(f"{what}\n\n{then}")


def over(t: Translator, kind: Kind, at: datetime) -> Screen:
    """`at` is when it began."""
    match kind:
        case "piling":
            what = t("Messages go out in time again.")
        case "failing":
            what = t("Messages no longer fail in large numbers.")
    since = t("The trouble noticed on {day} at {time} is over.", day=t.day(at), time=t.time(at))
    return Screen(f"{what} {since}")
