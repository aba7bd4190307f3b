"""Watching a broadcast: one card that shows how it goes and steers it, and in the end is its report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.progress import Following, Progress, Reactions
from bot.screen import Button, Rows, Screen

_BAR: Final = 12  # cells


@dataclass(frozen=True, slots=True)
class State:
    """`counted` is for how many it was confirmed; `night`: nothing goes until the morning.

    `permits` are the messages that go in a second, at most.
    """

    number: int
    title: str
    stage: str
    counted: int
    spread: bool
    night: bool
    has_card: bool
    has_link: bool
    withdrawn: bool
    correctable: bool
    withdrawable: bool
    permits: int
    at: datetime | None = None


def card(
    t: Translator, of: State, progress: Progress, reactions: Reactions, followings: Sequence[Following]
) -> Screen:
    parts = [
        f"<b>{_stage(t, of)}</b>\n" + t("“{title}”", title=of.title),
        _bar(t, of, progress),
        _languages(t, progress),
        _rest(t, progress),
        _left(t, of, progress),
        _difference(t, of, progress),
        _reactions(t, of, reactions),
        "\n".join(_following(t, one) for one in followings if one.people or not one.ended),
    ]
    return Screen("\n\n".join(filter(None, parts)), _rows(t, of, progress))


def _stage(t: Translator, of: State) -> str:
    if of.withdrawn:
        return t("Taken back")
    match of.stage:
        case "scheduled" if of.at:
            return t("Goes out: {date}, {time}", date=t.date(of.at), time=t.time(of.at))
        case "sending":
            return t("Is being sent")
        case "paused":
            return t("Paused")
        case "cancelled":
            return t("Cancelled")
        case _:
            return t("Sent")


def _bar(t: Translator, of: State, progress: Progress) -> str:
    if of.stage == "scheduled":
        return t("People at confirmation: {people}", people=t.number(of.counted))
    full = _BAR * progress.percent // 100
    bar = "▓" * full + "░" * (_BAR - full)
    got = t("Sent: {sent} of {people}", sent=t.number(progress.sent), people=t.number(progress.people))
    return f"{bar} {progress.percent}%\n{got}"


def _languages(t: Translator, progress: Progress) -> str:
    if len(progress.languages) < 2:
        return ""
    return "\n".join(
        t(
            "{language}: {sent} of {people}",
            language=OWN_NAMES[language],
            sent=t.number(progress.languages[language][0]),
            people=t.number(progress.languages[language][1]),
        )
        for language in LANGUAGES
        if language in progress.languages
    )


def _rest(t: Translator, progress: Progress) -> str:
    counts = [
        (
            t("Blocked the bot or cannot be reached: {people}", people=t.number(progress.blocked)),
            progress.blocked,
        ),
        (t("Not known whether it arrived: {people}", people=t.number(progress.doubtful)), progress.doubtful),
        (
            _reasons(t, t("Failed: {people}", people=_total(t, progress.failed)), progress.failed),
            bool(progress.failed),
        ),
        (
            _reasons(t, t("Left out: {people}", people=_total(t, progress.skipped)), progress.skipped),
            bool(progress.skipped),
        ),
    ]
    return "\n".join(line for line, shown in counts if shown)


def _total(t: Translator, of: Mapping[str, int]) -> str:
    return t.number(sum(of.values()))


def _reasons(t: Translator, line: str, reasons: Mapping[str, int]) -> str:
    why = "; ".join(
        t("{reason}: {people}", reason=reason(t, name), people=t.number(people))
        for name, people in sorted(reasons.items(), key=lambda each: -each[1])
    )
    return f"{line} ({why})"


def reason(t: Translator, name: str) -> str:  # noqa: C901, PLR0911, PLR0912 a table
    """Why somebody did not get it; what Telegram said stays as it is."""
    match name:
        case "no consent":
            return t.label("have not given consent")
        case "stopped":
            return t.label("stopped our messages")
        case "muted":
            return t.label("switched such messages off")
        case "enough this week":
            return t.label("got three this week")
        case "no text":
            return t.label("no text in their language")
        case "cancelled":
            return t.label("cancelled before it went")
        case "answered":
            return t.label("have answered already")
        case "event closed":
            return t.label("the event was cancelled or has begun")
        case "gone":
            return t.label("deleted their data")
        case "not made":
            return t.label("could not be composed")
        case "late":
            return t.label("too long in the queue")
        case "":
            return t.label("reason unknown")
        case _:
            return name


def _left(t: Translator, of: State, progress: Progress) -> str:
    if of.stage != "sending":
        return ""
    if not of.spread:
        return t("The list of recipients is still being made…")
    if of.night:
        return t("It is night: it goes on at 09:00.")
    minutes = -(-progress.waiting // (of.permits * 60))
    if not progress.waiting:
        return ""
    if minutes <= 1:
        return t("Less than a minute left.")
    return t.plural("About {n} minute left.", "About {n} minutes left.", minutes)


def _difference(t: Translator, of: State, progress: Progress) -> str:
    if not of.spread or progress.people == of.counted or of.stage == "scheduled":
        return ""
    return t("At confirmation: {people}. The audience has changed since.", people=t.number(of.counted))


def _reactions(t: Translator, of: State, found: Reactions) -> str:
    lines = []
    if of.has_card:
        lines.append(t("Tapped the button: {people}", people=t.number(found.tapped)))
    if of.has_link:
        lines.append(t("Taps on a web link cannot be counted."))
    lines += [
        line
        for line, people in (
            (
                t("Switched such messages off because of it: {people}", people=t.number(found.muted)),
                found.muted,
            ),
            (
                t("Stopped all messages because of it: {people}", people=t.number(found.stopped)),
                found.stopped,
            ),
            (t("Blocked the bot because of it: {people}", people=t.number(found.blocked)), found.blocked),
        )
        if people
    ]
    return "\n".join(lines)


def _following(t: Translator, one: Following) -> str:
    of = {"done": t.number(one.done), "people": t.number(one.people)}
    if one.withdraws:
        return t("Taken back: {done} of {people}", **of)
    return t("Corrected: {done} of {people}", **of)


def _rows(t: Translator, of: State, progress: Progress) -> Rows:
    number = of.number
    rows: list[tuple[Button, ...]] = []
    cancel_it = Button(t.label("Call it off"), f"bc:{number}:cancel")
    if of.stage == "sending":
        rows.append((Button(t.label("Pause"), f"bc:{number}:pause"), cancel_it))
    elif of.stage == "paused":
        rows.append((Button(t.label("Go on"), f"bc:{number}:resume"), cancel_it))
    elif of.stage == "scheduled":
        rows.append((cancel_it,))
    if of.correctable and not of.withdrawn and progress.people:
        take_back = Button(t.label("Take back"), f"bc:{number}:withdraw")
        correct = Button(t.label("Correct"), f"bc:{number}:correct")
        rows.append((correct, take_back) if of.withdrawable else (correct,))
        if progress.doubtful and of.stage != "cancelled":
            rows.append((Button(t.label("Send to those in doubt"), f"bc:{number}:doubt"),))
    rows += [
        (
            Button(t.label("Refresh"), f"bc:{number}"),
            Button(t.label("Copy to a new draft"), f"bc:{number}:copy"),
        ),
        (Button(t.label("Broadcasts"), "bc"),),
    ]
    return tuple(rows)
