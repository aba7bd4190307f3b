"""What an organizer shows at the door, for people to check in: a picture, and the same in words."""

from datetime import datetime

from bot.i18n import LANGUAGES, Translator, translator
from bot.screen import Button, Picture, Rows, Screen


def shown(
    t: Translator, number: int, title: str, code: str, username: str, payload: str, until: datetime, came: int
) -> Screen:
    """The digits stand in the words, too: for who cannot see the picture, or has to say them.

    The picture is for everybody at the door, so it speaks every language.
    """
    said = t(
        "<b>Check-in: {title}</b>\n\nCode until {time}: <code>{code}</code>\nCame so far: {n}",
        title=title,
        code=code,
        time=t.time(until),
        n=t.number(came),
    )
    of = {
        "language": t.language,
        "title": title,
        "code": code,
        "link": f"https://t.me/{username}?start={payload}",
        "hint": [
            translator(language).label("Scan it, or send the digits to the bot") for language in LANGUAGES
        ],
        "until": f"@{username} · {t.time(until)}",
    }
    rows = (*_who(t, number), (Button(t.label("Close"), f"ev:{number}:door:close"),))
    return Screen(said, rows, Picture("door", of, "check-in.png", "image/png"))


def ended(t: Translator, number: int, title: str, came: int, why: str) -> Screen:
    """The words that stand under the picture from then on."""
    match why:
        case "cancelled":
            said = t("<b>The event is cancelled: {title}</b>", title=title)
        case "moved":
            said = t("<b>The event has moved, and check-in with it: {title}</b>", title=title)
        case "below":
            said = t("Check-in goes on in a newer message: {title}", title=title)
        case "closed":
            said = t("<b>Check-in is closed here: {title}</b>", title=title)
        case _:
            said = t("<b>Check-in is over: {title}</b>", title=title)
    count = t("Came: {n}", n=t.number(came))
    again = ((Button(t.label("Show the code again"), f"ev:{number}:door"),),) if why == "closed" else ()
    return Screen(f"{said}\n\n{count}", (*_who(t, number), *again), photo="-")


def opens(t: Translator, at: datetime) -> str:
    return t.label("Check-in opens on {date}, at {time}.", date=t.date(at), time=t.time(at))


def shut(t: Translator) -> str:
    return t.label("Check-in is over.")


def closed(t: Translator) -> str:
    return t.label("Closed. In a minute or two its code will no longer be valid.")


def _who(t: Translator, number: int) -> Rows:
    return ((Button(t.label("Who came"), f"ev:{number}:who"),),)
