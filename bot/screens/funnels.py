"""How many people got how far, wherever it is told."""

from bot.figures import Brought, Funnel
from bot.i18n import Translator


def brought(t: Translator, of: Brought) -> str:
    """Who came by a link: all stages, a line each, with what this week brought."""
    lines = (
        (t("Opened the bot"), of.all.opened, of.week.opened),
        (t("Gave consent"), of.all.consented, of.week.consented),
        (t("Signed up"), of.all.registered, of.week.registered),
        (t("Said they are coming"), of.all.going, of.week.going),
        (t("Came to an event"), of.all.came, of.week.came),
    )
    return "\n".join(_line(t, *line) for line in lines)


def shortly(t: Translator, of: Brought) -> str:
    """The same, of what an ambassador looks at."""
    lines = (
        (t("Opened the bot"), of.all.opened, of.week.opened),
        (t("Signed up"), of.all.registered, of.week.registered),
        (t("Came to an event"), of.all.came, of.week.came),
    )
    return "\n".join(_line(t, *line) for line in lines)


def chain(t: Translator, of: Funnel) -> str:
    """In a list, like "40 → 31 → 22 → 10 → 6"."""
    return _chain(t, of.opened, of.consented, of.registered, of.going, of.came)


def tail(t: Translator, of: Funnel) -> str:
    """The same from signing up on: before that nobody has said where they study."""
    return _chain(t, of.registered, of.going, of.came)


def _chain(t: Translator, *stages: int) -> str:
    return " → ".join(t.number(people) for people in stages)


def _line(t: Translator, stage: str, people: int, lately: int) -> str:
    if not lately:
        return f"{stage}: <b>{t.number(people)}</b>"
    more = t("this week: +{n}", n=t.number(lately))
    return f"{stage}: <b>{t.number(people)}</b> ({more})"
