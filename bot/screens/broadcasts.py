"""Broadcasts at an organizer's desk: the list, and the draft with all its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.i18n import ALMATY, LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Rows, Screen, pager, visible
from bot.screens import copies, languages, rosters

PAGE: Final = 8  # broadcasts on one card
_TITLE: Final = 32  # letters of a text that stand for it


@dataclass(frozen=True, slots=True)
class Line:
    """A broadcast in a list. `stage` is one of the database's words; a draft has none of the times."""

    number: int
    title: str
    stage: str
    at: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft has so far. `texts` is HTML by language; `too_long` are those that do not fit.

    `closed`: it invites to what takes no answers any more. If it goes `to` people of an event, that is the
    event's title, and which of them. `bound`: it goes to them only, and is never urgent.
    """

    number: int
    texts: Mapping[str, str]
    fallback: str | None
    picture: bool
    button: Mapping[str, Any] | None
    urgent: bool
    too_long: Sequence[str]
    people: int
    left_out: int
    closed: bool = False
    to: tuple[str, str] | None = None
    bound: bool = False


def title(t: Translator, texts: Mapping[str, str]) -> str:
    """The first words of a text: in the reader's language, or else in any."""
    said = texts.get(t.language) or next(iter(texts.values()), "")
    line = " ".join(visible(said).split())
    return (line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…") or t.label("No text yet")


def listed(
    t: Translator, found: Sequence[Line], page: int, pages: int, home: Button, *, new: bool = True
) -> Screen:
    """`new`: one can be begun here."""
    text = t("<b>Broadcasts</b>")
    said = (
        t("Tap one to see how it goes, or to go on with a draft.")
        if found
        else t("You have not written to anybody yet.")
    )
    rows: Rows = (
        *(((Button(t.label("New broadcast"), "bc:new"),),) if new else ()),
        *((Button(_label(t, one), f"bc:{one.number}"),) for one in found),
        *pager("bc:p", page, pages - 1),
        (home,),
    )
    return Screen(f"{text}\n\n{said}", rows)


def draft(t: Translator, of: Draft) -> Screen:
    """Each part with the button that changes it."""
    number = of.number
    parts = [t("<b>Draft of a broadcast</b>"), _to(t, of), _texts(t, of), _parts(t, of), _reach(t, of)]
    rows: Rows = (
        *languages.to_write_in(of.texts, f"bc:{number}:text"),
        (
            Button(t.label("Picture"), f"bc:{number}:picture"),
            Button(t.label("Button"), f"bc:{number}:button"),
        ),
        *(() if of.bound else (_freedoms(t, of),)),
        *(((Button(t.label("Missing languages"), f"bc:{number}:fallback"),),) if _may_miss(of) else ()),
        *(
            (
                (
                    Button(t.label("Preview"), f"bc:{number}:preview"),
                    Button(t.label("Send me a test"), f"bc:{number}:test"),
                ),
                *(() if of.closed else ((Button(t.label("Send…"), f"bc:{number}:send"),),)),
            )
            if of.texts
            else ()
        ),
        (Button(t.label("Delete the draft"), f"bc:{number}:drop"), Button(t.label("Broadcasts"), "bc")),
    )
    return Screen("\n\n".join(filter(None, parts)), rows)


def fallback(t: Translator, number: int, texts: Mapping[str, str], chosen: str | None) -> Screen:
    """What happens to those whose language has no text."""
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                _chosen(
                    t.label("Send them: {language}", language=OWN_NAMES[language]), on=chosen == language
                ),
                f"bc:{number}:fallback:{language}",
            ),
        )
        for language in LANGUAGES
        if language in texts
    ]
    leave = _chosen(t.label("Leave them out"), on=chosen is None)
    return Screen(
        t("<b>Some languages have no text.</b>\n\nWhat should people who speak them get?"),
        (*rows, (Button(leave, f"bc:{number}:fallback:none"),), (_back(t, number),)),
    )


def buttons(t: Translator, number: int, button: Mapping[str, Any] | None) -> Screen:
    """What a button under the message may do."""
    rows: list[tuple[Button, ...]] = [(Button(t.label("A web link"), f"bc:{number}:link"),)]
    cards = [Button(copies.card(t, opens), f"bc:{number}:button:{opens}") for opens in copies.CARDS]
    rows += [tuple(cards[n : n + 2]) for n in range(0, len(cards), 2)]
    if button:
        rows.append((Button(t.label("No button"), f"bc:{number}:button:none"),))
    text = t(
        "<b>A button under the message</b>\n\nIt can open a web page, or a card of this bot. "
        "Taps are counted only if it opens a card."
    )
    return Screen(text, (*rows, (_back(t, number),)))


def picture(t: Translator, number: int) -> Screen:
    """Over a draft that has a picture."""
    return Screen(
        t("<b>The message has a picture.</b> Change it, or take it out?"),
        (
            (Button(t.label("Another picture"), f"bc:{number}:picture:new"),),
            (Button(t.label("No picture"), f"bc:{number}:picture:none"),),
            (_back(t, number),),
        ),
    )


def text(t: Translator, number: int, language: str) -> Screen:
    """Over a text that is there already."""
    own = next(name for known, name in OWN_NAMES.items() if known == language)
    return Screen(
        t("<b>There is a text already: {language}.</b> Write another, or take it out?", language=own),
        (
            (Button(t.label("Write another"), f"bc:{number}:text:{language}:new"),),
            (Button(t.label("Take it out"), f"bc:{number}:text:{language}:none"),),
            (_back(t, number),),
        ),
    )


def urgent(t: Translator, number: int) -> Screen:
    return Screen(
        t(
            "<b>Make it urgent?</b>\n\nUrgent messages also come at night, and to those who got three this "
            "week already. They are for danger and for changes on the same day."
        ),
        ((Button(t.label("Yes, it is urgent"), f"bc:{number}:urgent:on"),), (_back(t, number),)),
    )


def drop(t: Translator, number: int) -> Screen:
    return Screen(
        t("Delete this draft? Its texts will be gone."),
        ((Button(t.label("Yes, delete it"), f"bc:{number}:drop:yes"),), (_back(t, number),)),
    )


def left(t: Translator) -> Screen:
    """When somebody cancelled what they were asked."""
    return Screen(t("All right, nothing was changed."), ((Button(t.label("Broadcasts"), "bc"),),))


def too_long(t: Translator) -> str:
    return t.label("A text is too long: 1024 characters at most fit under a picture.")


def no_text(t: Translator) -> str:
    return t.label("Write a text first.")


def sent_below(t: Translator) -> str:
    return t.label("Look below: this is how it will come.")


def _label(t: Translator, of: Line) -> str:
    match of.stage:
        case "draft":
            stage = t.label("Draft")
        case "scheduled":
            stage = t.label("Planned")
        case "sending":
            stage = t.label("Going out")
        case "paused":
            stage = t.label("Paused")
        case "cancelled":
            stage = t.label("Cancelled")
        case _:
            stage = t.label("Sent")
    if of.withdrawn:
        stage = t.label("Taken back")
    when = f" {of.at.astimezone(ALMATY):%d.%m}" if of.at else ""
    return f"{stage}{when}: {of.title}"


def _back(t: Translator, number: int) -> Button:
    return Button(t.label("Back"), f"bc:{number}")


def _freedoms(t: Translator, of: Draft) -> tuple[Button, ...]:
    urgent = t.label("Urgent: yes") if of.urgent else t.label("Urgent: no")
    return (
        Button(t.label("Audience"), f"bc:{of.number}:to"),
        Button(urgent, f"bc:{of.number}:urgent"),
    )


def _may_miss(of: Draft) -> bool:
    return 0 < len(of.texts) < len(LANGUAGES)


def _texts(t: Translator, of: Draft) -> str:
    lines = [
        t("{language}: {title}", language=OWN_NAMES[language], title=title(t, {language: of.texts[language]}))
        for language in LANGUAGES
        if language in of.texts
    ]
    if of.too_long:
        names = ", ".join(OWN_NAMES[name] for name in LANGUAGES if name in of.too_long)
        lines.append(
            t(
                "⚠️ Too long to stand under a picture: {languages}. Shorten it to 1024 characters, "
                "or take the picture out.",
                languages=names,
            )
        )
    return "\n".join(lines) or t("Write what you want to say, in each language that you can.")


def _parts(t: Translator, of: Draft) -> str:
    lines = [t("Picture: yes") if of.picture else t("Picture: no")]
    if of.button is None:
        lines.append(t("Button: no"))
    elif "event" in of.button:
        lines.append(t("Buttons: answers to the event"))
    elif "url" in of.button:
        lines.append(t("Button: {what}", what=of.button["url"]))
    else:
        lines.append(t("Button: {what}", what=copies.card(t, of.button["opens"])))
    if _may_miss(of):
        own = next((name for known, name in OWN_NAMES.items() if known == of.fallback), None)
        lines.append(
            t("Those who speak another language get: {language}", language=own)
            if own
            else t("Those who speak another language are left out.")
        )
    return "\n".join(lines)


def _to(t: Translator, of: Draft) -> str:
    if of.to is None:
        return ""
    title, group = of.to
    return t("{condition}: {values}", condition=title, values=rosters.group(t, group))


def _reach(t: Translator, of: Draft) -> str:
    if of.closed:
        return t("The event was cancelled or has begun: nobody can be invited to it any more.")
    if not of.texts:
        return ""
    reach = t.plural(
        "<b>{people} person</b> will get it.",
        "<b>{people} people</b> will get it.",
        of.people,
        people=t.number(of.people),
    )
    if not of.left_out:
        return reach
    out = t("Left out, since there is no text in their language: {people}", people=t.number(of.left_out))
    return f"{reach}\n{out}"


def _chosen(label: str, *, on: bool) -> str:
    return f"✅ {label}" if on else label
