"""An ambassador's own card: asking for it, the link, passing it on, and the leaderboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.figures import Brought, Place
from bot.i18n import LANGUAGES, OWN_NAMES, Language, Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import funnels
from bot.screens.links import sharing

PAGE: Final = 10  # names on the leaderboard


@dataclass(frozen=True, slots=True)
class Leader:
    place: int
    name: str
    came: int


def explain(t: Translator, home: Button) -> Screen:
    text = t(
        "<b>Become an ambassador</b>\n\n"
        "Ambassadors are students who invite others to volunteer. You get your own link, a QR code and a "
        "poster, and see how many people came through your link: only numbers, never names.\n\n"
        "The organizers train ambassadors and decide on every request."
    )
    return Screen(text, ((Button(t.label("Ask to be an ambassador"), "amb:ask"),), (home,)))


def asked(t: Translator, home: Button) -> Screen:
    text = t(
        "<b>You have asked to be an ambassador</b>\n\n"
        "The organizers have your request. You will get their answer here."
    )
    return Screen(text, ((Button(t.label("Withdraw the request"), "amb:back"),), (home,)))


def declined(t: Translator, again_on: datetime, home: Button) -> Screen:
    text = t(
        "<b>Your request was not accepted this time</b>\n\n"
        "Thank you for wanting to help! You can take part in events as before, and ask again from {date}.",
        date=t.date(again_on),
    )
    return Screen(text, ((Button(t.label("Events"), "events:all:0"), home),))


def suspended(t: Translator, home: Button) -> Screen:
    text = t(
        "<b>Your link is paused</b>\n\n"
        "The organizers have paused it: people who open it get to the bot as before, but are not counted "
        "for you. What has been counted stays."
    )
    return Screen(text, ((home,),))


def card(t: Translator, link: str, of: Brought, place: Place, home: Button) -> Screen:
    text = "\n\n".join(
        (
            t("<b>Your link</b>\n{link}", link=link),
            t("<b>Through your link</b>") + "\n" + funnels.shortly(t, of),
            t("Your place by number of people who came: {place} of {all}", place=place.place, all=place.of),
            t(
                "Everyone who is new here and signs up within 30 days counts once. Send the link to "
                "friends or put the poster up. You can also type {bot} in any chat, add a city or a "
                "goal, and choose what to share.",
                bot=_bot(link),
            ),
        )
    )
    rows: Rows = (
        (Button(t.label("Copy the link"), copies=link), Button(t.label("Share"), "amb:share")),
        (Button(t.label("QR code"), "amb:qr"), Button(t.label("Poster"), "amb:poster")),
        (Button(t.label("Leaderboard"), "amb:top:0"), Button(t.label("Refresh"), "amb")),
        (home,),
    )
    return Screen(text, rows)


def share(t: Translator, texts: Mapping[Language, str], link: str) -> Screen:
    """In which language; `texts` are what stands beside the link."""
    asked = t("<b>In which language do you want to share your link?</b>\n\nThen choose a chat.")
    ways = tuple((sharing(OWN_NAMES[language], link, texts[language]),) for language in LANGUAGES)
    return Screen(asked, (*ways, (back(t),)))


def invitation(t: Translator) -> str:
    """What stands beside a link that leads to the bot."""
    return t.label(
        "Let's volunteer together! Choose an event near you, take part, and get volunteer hours and a "
        "certificate. Signing up takes two minutes."
    )


def qr(t: Translator, link: str) -> str:
    """Under the picture."""
    return t("Your QR code. It leads to {link}", link=link)


def poster(t: Translator) -> Screen:
    text = t(
        "<b>Your poster</b>\n\n"
        "One sheet in three languages with your QR code. Take the PDF to print it (A4), "
        "and the picture to send it in a chat."
    )
    files = (Button(t.label("PDF to print"), "amb:poster:pdf"), Button(t.label("Picture"), "amb:poster:png"))
    return Screen(text, (files, (back(t),)))


def posted(t: Translator) -> str:
    """Under the file."""
    return t("Your poster. Ask before you put it up, and take it down when it is out of date.")


def leaderboard(
    t: Translator, leaders: Sequence[Leader], own: Place, *, listed: bool, page: int, pages: int
) -> Screen:
    title = t("<b>Leaderboard</b>\nAmbassadors by how many people came to an event through their link")
    lines = "\n".join(
        t("{place}. {name}: {n}", place=one.place, name=one.name, n=t.number(one.came)) for one in leaders
    )
    nobody = t("Nobody shows their name here yet.")
    mine = t("Your place: {place} of {all}", place=own.place, all=own.of)
    how = (
        t("Other ambassadors see your name and result here.")
        if listed
        else t("Your name is not shown. If you show it, other ambassadors will see your name and result.")
    )
    switch = (
        Button(t.label("Hide my name"), "amb:hide") if listed else Button(t.label("Show my name"), "amb:list")
    )
    rows: Rows = (*pager("amb:top:", page, pages - 1), (switch,), (back(t),))
    return Screen(f"{title}\n\n{lines or nobody}\n\n<b>{mine}</b>\n{how}", rows)


def decided(t: Translator, deed: str) -> Screen:
    """What organizers have decided, to whom it is about."""
    match deed:
        case "ambassador-appointed":
            text = t(
                "<b>You are an ambassador now!</b>\n\n"
                "Your own link, a QR code and a poster are waiting for you. "
                "Thank you for bringing others along."
            )
        case "ambassador-reinstated":
            text = t("<b>Your link counts again</b>\n\nThank you for staying with us!")
        case "ambassador-suspended":
            text = t(
                "<b>Your link is paused</b>\n\n"
                "The organizers have paused it. What has been counted stays. "
                "If you have a question, ask them."
            )
        case "ambassador-declined":
            text = t(
                "<b>Your request to be an ambassador was not accepted this time</b>\n\n"
                "Thank you for wanting to help! You can take part in events as before."
            )
        case _:
            raise LookupError(deed)
    return Screen(text, ((Button(t.label("Open"), "amb"),),))


def thanks(t: Translator, step: int, following: int | None) -> Screen:
    """For how many people came to an event through the link, and the next number that is thanked for."""
    text = (
        t(
            "<b>Somebody came because of you!</b>\n\n"
            "For the first time, someone has come to an event through your link."
        )
        if step == 1
        else t("<b>People who came to an event because of you: {n}</b>", n=t.number(step))
    )
    then = (
        t("Thank you! We will thank you again when {n} people have come.", n=t.number(following))
        if following
        else t("Thank you!")
    )
    return Screen(f"{text}\n\n{then}", ((Button(t.label("My link"), "amb"),),))


def back(t: Translator) -> Button:
    return Button(t.label("Back"), "amb")


def changed(t: Translator, *, paused: bool) -> str:
    return t.label("Your link is paused.") if paused else t.label("You are not an ambassador at the moment.")


def _bot(link: str) -> str:
    return "@" + link.removeprefix("https://t.me/").partition("?")[0]
