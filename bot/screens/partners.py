"""Partner organizations, as organizers see them; and what their managers are told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.dialog import Prompt
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import forms, links, staff
from bot.screens.links import Links
from bot.screens.staff import Member

PAGE: Final = 8  # organizations, and managers, on one card


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization, known by a number."""

    number: int
    name: str


def listed(t: Translator, found: Sequence[Partner], page: int, pages: int, home: Button) -> Screen:
    heading = t("<b>Partner organizations</b>")
    said = (
        t("Tap one to see its managers.")
        if found
        else t("There are no organizations yet. Add the first one.")
    )
    rows: Rows = (
        *((Button(one.name, f"org:{one.number}"),) for one in found),
        *pager("org:p", page, pages - 1),
        (Button(t.label("New organization"), "org:new"),),
        (home,),
    )
    return Screen(f"{heading}\n\n{said}", rows)


def card(t: Translator, of: Partner, managers: Sequence[Member], page: int) -> Screen:
    """A page beyond the last shows the last."""
    last = max(len(managers) - 1, 0) // PAGE
    page = min(page, last)
    shown = managers[page * PAGE : (page + 1) * PAGE]
    lines = "\n".join(staff.line(t, replace(member, organization=None)) for member in shown)
    nobody = t("It has no managers yet. Invite one: they make its events and steer them.")
    rows: Rows = (
        *((Button(staff.called(t, member.number, member.name), f"mgr:{member.number}"),) for member in shown),
        *pager(f"org:{of.number}:p", page, last),
        (Button(t.label("Invite a manager"), f"org:{of.number}:invite"),),
        (Button(t.label("Rename"), f"org:{of.number}:rename"), to_list(t)),
    )
    title = t("<b>Organization: {name}</b>", name=of.name)
    return Screen(f"{title}\n\n{lines or nobody}", rows)


def ask_name(prompt: Prompt) -> Screen:
    t, problem = prompt.t, prompt.problem
    trouble = (
        t("There is an organization with this name already. Write another one.")
        if problem and problem.reason == "taken"
        else forms.trouble(prompt)
    )
    asked = t("<b>What is the organization called?</b>\n\nWrite its name, as students know it.")
    return forms.name(prompt, asked, trouble)


def left(t: Translator) -> Screen:
    return Screen(t("All right, nothing was changed."), ((to_list(t),),))


def invitation(t: Translator, username: str, payload: str, of: Partner) -> Screen:
    link = Links(username).to(payload)
    text = t(
        "<b>Invitation of a manager: {organization}</b>\n\n"
        "Send this link to the person who is to make the organization's events:\n\n"
        "{link}\n\n"
        "It works once and for 24 hours, for whoever opens it first.",
        organization=of.name,
        link=link,
    )
    share = links.share(t, link, t.label("Make events for our volunteer campaign:"))
    return Screen(text, ((share,), (back(t, of.number),)))


def welcome(t: Translator, organization: str) -> Screen:
    """To who has just become a manager."""
    text = t(
        "<b>Welcome! You are now a manager: {organization}</b>\n\n"
        "You can make its events: /newevent\n"
        "What all partners plan: /calendar\n\n"
        "Whatever you do as a manager is noted, and the owners of the bot can see it.",
        organization=organization,
    )
    return Screen(text, ((Button(t.label("Menu"), "menu"),),))


def joined(t: Translator, name: str, of: Partner) -> Screen:
    """To who made the invitation."""
    text = t(
        "Your invitation was accepted. A new manager: {name}\nOrganization: {organization}",
        name=name,
        organization=of.name,
    )
    return Screen(text, ((back(t, of.number),),))


def elsewhere(t: Translator, organization: str) -> Screen:
    """To a manager who opened the invitation of another organization."""
    return Screen(
        t(
            "You are already a manager of another organization: {organization}\n\n"
            "Nothing was changed, and the invitation can still be used. To move, first ask the organizers to "
            "remove you as a manager, then open it again.",
            organization=organization,
        )
    )


def to_list(t: Translator) -> Button:
    return Button(t.label("Organizations"), "org")


def back(t: Translator, number: int) -> Button:
    return Button(t.label("Back"), f"org:{number}")
