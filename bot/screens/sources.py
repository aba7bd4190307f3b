"""Links with a name, for posters and sites, as organizers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.dialog import Prompt
from bot.figures import Brought
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import forms, funnels

PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class Named:
    number: int
    name: str
    archived: bool = False


def listed(t: Translator, found: Sequence[Named], page: int, pages: int, home: Button) -> Screen:
    title = t("<b>Links for posters and sites</b>")
    said = (
        t("Each link counts the people who came through it. Tap one to see its numbers.")
        if found
        else t(
            "There are no links yet. Make one for each poster and site: then you will see which ones work."
        )
    )
    rows: Rows = (
        *((Button(_label(t, one), f"src:{one.number}"),) for one in found),
        *pager("src:p", page, pages - 1),
        (Button(t.label("New link"), "src:new"), Button(t.label("Statistics"), "num:source:0")),
        (home,),
    )
    return Screen(f"{title}\n\n{said}", rows)


def card(t: Translator, of: Named, link: str, brought: Brought) -> Screen:
    parts = [
        t("<b>{name}</b>\n{link}", name=of.name, link=link),
        funnels.brought(t, brought),
        t("It does not count anyone new for now.") if of.archived else "",
    ]
    number = of.number
    switch = (
        Button(t.label("Restore"), f"src:{number}:restore")
        if of.archived
        else Button(t.label("Archive"), f"src:{number}:archive")
    )
    rows: Rows = (
        (Button(t.label("Copy the link"), copies=link), Button(t.label("QR code"), f"src:{number}:qr")),
        (
            Button(t.label("Poster (PDF)"), f"src:{number}:pdf"),
            Button(t.label("Poster (picture)"), f"src:{number}:png"),
        ),
        (Button(t.label("Rename"), f"src:{number}:rename"), switch),
        (Button(t.label("Refresh"), f"src:{number}"), back(t)),
    )
    return Screen("\n\n".join(filter(None, parts)), rows)


def ask_name(prompt: Prompt) -> Screen:
    t, problem = prompt.t, prompt.problem
    trouble = (
        t("There is a link with this name already. Write another one.")
        if problem and problem.reason == "taken"
        else forms.trouble(prompt)
    )
    asked = t(
        "<b>What is the link for?</b>\n\n"
        "Write where it will be found, like “Poster at the library”. Only organizers see it."
    )
    return forms.name(prompt, asked, trouble)


def left(t: Translator) -> Screen:
    return Screen(t("All right, nothing was changed."), ((back(t),),))


def file(t: Translator, of: Named) -> str:
    """Under a QR code or a poster."""
    return t("Link: {name}", name=of.name)


def _label(t: Translator, of: Named) -> str:
    return t.label("{name} – archived", name=of.name) if of.archived else of.name


def back(t: Translator) -> Button:
    return Button(t.label("Links"), "src")
