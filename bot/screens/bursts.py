"""Many newcomers by one link at once, as organizers are told: the facts, and no judgement."""

from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Translator
from bot.screen import Button, Screen


@dataclass(frozen=True, slots=True)
class Burst:
    """`owner` is the ambassador's or the source's number, as far as they are still here."""

    code: str
    name: str | None
    owner: int | None
    people: int
    first: datetime
    last: datetime
    consented: int
    registered: int
    usually: int


def told(t: Translator, of: Burst) -> Screen:
    ambassador = of.code.startswith("a")
    whose = t("The link of an ambassador") if ambassador else t("Link: {name}", name=of.name or of.code)
    facts = [
        t("<b>Many newcomers through one link</b>"),
        whose,
        t(
            "Newcomers: {n} ({day}, {first}–{last})",
            n=t.number(of.people),
            day=t.day(of.first),
            first=t.time(of.first),
            last=t.time(of.last),
        ),
        t("Of these, gave consent: {n}", n=t.number(of.consented)),
        t("Of these, signed up: {n}", n=t.number(of.registered)),
        t("In the seven days before: {n}", n=t.number(of.usually)),
    ]
    so = t(
        "It may be a good event or a full lecture hall, or somebody who opens the link from many "
        "accounts. Nobody was stopped, and everybody counts."
    )
    card = f"ambs:{of.owner}" if ambassador else f"src:{of.owner}"
    rows = ((Button(t.label("See the link"), card),),) if of.owner is not None else ()
    return Screen("\n".join(facts) + f"\n\n{so}", rows)
