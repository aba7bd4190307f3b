"""How an event went, as its organizers see it: who came, hours, and what it was rated."""

from dataclasses import dataclass
from typing import Final

from bot.i18n import Translator
from bot.screen import Button
from bot.screens import event_facts

ENOUGH: Final = 3  # ratings


@dataclass(frozen=True, slots=True)
class Result:
    """People, their minutes in all, and the mean of what so many `rated` it; None if nobody did.

    Of those who came `gone` have had their data deleted.
    """

    came: int
    walked_in: int
    absent: int
    excused: int
    minutes: int
    rating: float | None
    rated: int
    comments: int
    gone: int = 0


def lines(t: Translator, of: Result) -> str:
    said = (
        t("<b>Came: {n}</b>", n=t.number(of.came)),
        t("Of these, walk-ins: {n}", n=t.number(of.walked_in)) if of.walked_in else "",
        t("Of these, their data was deleted: {n}", n=t.number(of.gone)) if of.gone else "",
        t("Did not come: {n}", n=t.number(of.absent)),
        t("Excused: {n}", n=t.number(of.excused)) if of.excused else "",
        t("Volunteer hours in all: {hours}", hours=event_facts.amount(t, of.minutes)),
        _rating(t, of),
    )
    return "\n".join(filter(None, said))


def _rating(t: Translator, of: Result) -> str:
    """A mean of fewer would tell who gave what."""
    if of.rating is not None and of.rated >= ENOUGH:
        mean = t.number(round(of.rating, 1))
        return t("Rating: {rating} out of 5 (ratings: {n})", rating=mean, n=t.number(of.rated))
    if of.rated:
        return t("Ratings: {n} (their mean is shown from {enough} on)", n=of.rated, enough=ENOUGH)
    return ""


def to_comments(t: Translator, number: int, comments: int) -> Button:
    return Button(t.label("Comments: {n}", n=t.number(comments)), f"ev:{number}:said:0")
