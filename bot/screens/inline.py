"""What can be shared into any chat: a line in the list that Telegram shows, and the message it becomes."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.articles import Article
from bot.content.goals import Goal
from bot.i18n import Translator
from bot.screen import Button, visible
from bot.screens import ambassador, event_facts, goals, profiles
from bot.screens.links import Links


@dataclass(frozen=True, slots=True)
class Event:
    """A coming event as everybody may see it: `text` is HTML."""

    number: int
    title: str
    text: str
    organization: str | None
    starts_at: datetime
    ends_at: datetime
    city: str
    place: str
    adults: bool


def invitation(t: Translator, links: Links) -> Article:
    said, heading = ambassador.invitation(t), t("<b>Become a volunteer</b>")
    title, button = t.label("Invitation to volunteer"), Button(t.label("Open the bot"), url=links.to())
    return Article("invitation", title, said, f"{heading}\n\n{escape(said, quote=False)}", button)


def words(t: Translator) -> dict[str, str]:
    """By what is found: the invitation by what it says, any event and any goal."""
    title, heading = t.label("Invitation to volunteer"), visible(t("<b>Become a volunteer</b>"))
    invitation = f"{title} {heading} {ambassador.invitation(t)}"
    return {"invitation": invitation, "event": t.label("event"), "goal": t.label("goal MDG")}


def goal(t: Translator, of: Goal, links: Links) -> Article:
    title = t.label("Goal {number}. {title}", number=of.number, title=of.title[t.language])
    link = links.to(f"g{of.number}")
    return Article(
        f"g{of.number}",
        f"{of.emoji} {title}",
        of.message[t.language],
        goals.summary(t, of),
        Button(t.label("Open the goal"), url=link),
    )


def event(t: Translator, of: Event, links: Links) -> Article:
    day = f"{t.date(of.starts_at)}, {t.time(of.starts_at)}"
    when = event_facts.when(t, of.starts_at, of.ends_at)
    facts = [
        f"{when}\n{event_facts.where(t, of.city, of.place)}",
        t("Organization: {name}", name=of.organization) if of.organization else "",
        event_facts.adults(t) if of.adults else "",
    ]
    parts = [f"<b>{escape(of.title, quote=False)}</b>", of.text, "\n".join(filter(None, facts))]
    return Article(
        f"e{of.number}",
        of.title,
        t.label("{day} – {city}", day=day, city=profiles.city(t, of.city)),
        "\n\n".join(filter(None, parts)),
        Button(t.label("Take part"), url=links.to(f"e{of.number}")),
    )


def nothing(t: Translator) -> str:
    """A line above an empty list, which leads to the bot."""
    return t.label("Nothing found. Open the bot")
