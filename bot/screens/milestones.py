"""What somebody did as a volunteer, and the milestones on the way, with their rules."""

from collections.abc import Collection, Mapping

from bot.i18n import Translator
from bot.screens import event_facts


def name(t: Translator, milestone: str) -> str:
    """What a milestone is reached with."""
    match milestone:
        case "event-1":
            return t.label("the first event")
        case "event-5":
            return t.label("5 events")
        case "hours-10":
            return t.label("10 volunteer hours")
        case _:
            return t.label("30 volunteer hours")


def reached(t: Translator, new: Collection[str]) -> str:
    """Of those that somebody has just reached."""
    if not new:
        return ""
    which = ", ".join(name(t, milestone) for milestone in new)
    return t("<b>You have reached a milestone: {which}</b>", which=which)


def record(t: Translator, events: int, minutes: int, have: Collection[str], rules: Mapping[str, str]) -> str:
    """`rules` are all milestones, each with how far somebody is, like "3/5"."""
    heading = t("<b>Your volunteering</b>")
    came = t("Events: {n}", n=t.number(events))
    lines = [
        t("reached: {milestone}", milestone=name(t, milestone))
        if milestone in have
        else t("ahead: {milestone} ({progress})", milestone=name(t, milestone), progress=progress)
        for milestone, progress in rules.items()
    ]
    milestones = "\n".join(f"• {line}" for line in lines)
    return f"{heading}\n{came}\n{event_facts.hours(t, minutes)}\n{milestones}"
