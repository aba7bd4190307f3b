"""Who runs the campaign: the list, inviting, a member's card, and what its members are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.i18n import Translator
from bot.roles import Role
from bot.screen import Button, Rows, Screen, pager
from bot.screens import links
from bot.screens.links import Links

PAGE: Final = 8  # members on one card


@dataclass(frozen=True, slots=True)
class Member:
    """An organizer, or a manager of an organization, known to the campaign by a number."""

    number: int
    name: str | None
    since: datetime
    suspended: bool
    role: Role = Role.ORGANIZER
    organization: str | None = None


def members(t: Translator, of: Sequence[Member], page: int, home: Button) -> Screen:
    """A page beyond the last shows the last."""
    last = max(len(of) - 1, 0) // PAGE
    page = min(page, last)
    shown = of[page * PAGE : (page + 1) * PAGE]
    lines = "\n".join(line(t, member) for member in shown)
    rows: Rows = (
        *((Button(called(t, member.number, member.name), f"staff:{member.number}"),) for member in shown),
        *pager("staff:list:", page, last),
        (Button(t.label("Invite an organizer"), "staff:invite"),),
        (Button(t.label("Find a person"), "staff:find"), Button(t.label("Log"), "log")),
        (home,),
    )
    title, nobody = t("<b>Organizers and managers</b>"), t("There are no organizers yet.")
    return Screen(f"{title}\n\n{lines or nobody}", rows)


def invitation(t: Translator, username: str, payload: str) -> Screen:
    link = Links(username).to(payload)
    text = t(
        "<b>Invitation</b>\n\n"
        "Send this link to the person you want as an organizer:\n\n"
        "{link}\n\n"
        "It works once and for 24 hours, for whoever opens it first.",
        link=link,
    )
    share = links.share(t, link, t.label("Become an organizer of our volunteer campaign:"))
    return Screen(text, ((share,), (back(t),)))


def just_invited(t: Translator) -> str:
    return t.label("A link was made a moment ago. For another one, tap again in a few seconds.")


def member(t: Translator, of: Member, where: str, out: Button) -> Screen:
    """`where` begins what its buttons say, `out` leads to the list."""
    acts = [
        Button(t.label("Reinstate"), f"{where}:{of.number}:reinstate")
        if of.suspended
        else Button(t.label("Suspend"), f"{where}:{of.number}:suspend"),
        Button(t.label("Remove"), f"{where}:{of.number}:remove"),
    ]
    lines = [
        t("<b>{name}</b>", name=called(t, of.number, of.name)),
        "",
        t("Role: {role}", role=role(t, of.role)),
        *([t("Organization: {name}", name=of.organization)] if of.organization else []),
        t("Since: {date}", date=t.date(of.since)),
    ]
    if of.suspended:
        lines.append(t("Suspended: can do what students can, and no more."))
    return Screen("\n".join(lines), (tuple(acts), (out,)))


def confirm_removal(t: Translator, of: Member, where: str) -> Screen:
    text = t(
        "<b>{name}</b>\n\nReally remove? This person will be a student like any other.",
        name=called(t, of.number, of.name),
    )
    yes = Button(t.label("Yes, remove"), f"{where}:{of.number}:removal")
    return Screen(text, ((yes,), (Button(t.label("No, keep"), f"{where}:{of.number}"),)))


def welcome(t: Translator) -> Screen:
    """To who has just accepted an invitation."""
    text = t(
        "<b>Welcome to the organizers!</b>\n\n"
        "You can now write to many volunteers at once: /broadcast\n"
        "And you can invite them to events: /newevent\n\n"
        "Whatever you do as an organizer is noted, and the owners of the bot can see it."
    )
    return Screen(text, ((Button(t.label("Menu"), "menu"),),))


def joined(t: Translator, name: str) -> Screen:
    """To the owner who made the invitation."""
    return Screen(t("Your invitation was accepted. A new organizer: {name}", name=name), ((back(t),),))


def invalid(t: Translator) -> Screen:
    return Screen(t("This invitation does not work any more. Please ask for a new one."))


def already(t: Translator) -> Screen:
    return Screen(t("You can already do everything that this invitation allows. It can still be used."))


def suspended(t: Translator, of: Role) -> Screen:
    if of is Role.PARTNER:
        return Screen(t("Your rights as a manager are suspended for now. Everything else stays as it was."))
    return Screen(t("Your rights as an organizer are suspended for now. Everything else stays as it was."))


def reinstated(t: Translator, of: Role) -> Screen:
    if of is Role.PARTNER:
        return Screen(t("You can again do what managers do: /newevent, /calendar"))
    return Screen(t("You can again do what organizers do: /broadcast, /newevent"))


def removed(t: Translator, of: Role) -> Screen:
    if of is Role.PARTNER:
        return Screen(
            t("You are no longer a manager. Everything else stays as it was. Thank you for your help!")
        )
    return Screen(
        t("You are no longer an organizer. Everything else stays as it was. Thank you for your help!")
    )


def role(t: Translator, of: Role) -> str:
    match of:
        case Role.OWNER:
            return t.label("owner")
        case Role.ORGANIZER:
            return t.label("organizer")
        case Role.PARTNER:
            return t.label("manager")
        case Role.STUDENT:
            return t.label("student")


def called(t: Translator, number: int, name: str | None) -> str:
    """The name, or who is known by a number only: erased, or not signed up."""
    return name or t.label("Person {number}", number=number)


def act(t: Translator, of: str) -> str:
    """What the log says was done: words that stand before whom it was done to."""
    words = {
        "invited": t.label("made an invitation"),
        "joined": t.label("became an organizer"),
        "suspended": t.label("suspended an organizer"),
        "reinstated": t.label("reinstated an organizer"),
        "removed": t.label("removed an organizer"),
        "left": t.label("gave up being an organizer"),
        "found": t.label("looked at a person's card"),
        "erased": t.label("erased a person's data on request"),
        "refused": t.label("tried what their role does not allow"),
        "sent": t.label("sent a broadcast"),
        "scheduled": t.label("planned a broadcast"),
        "pause": t.label("paused a broadcast"),
        "resume": t.label("resumed a broadcast"),
        "cancel": t.label("cancelled a broadcast"),
        "correct": t.label("corrected a broadcast"),
        "withdraw": t.label("took a broadcast back"),
        "doubt": t.label("sent a broadcast again to those in doubt"),
        "event-published": t.label("made an event public"),
        "event-changed": t.label("changed an event"),
        "event-cancelled": t.label("cancelled an event"),
        "rest-marked": t.label("marked the rest as absent from an event"),
        "hours-changed": t.label("changed the hours of an event"),
        "hours-given": t.label("gave hours by hand for an event"),
        "roster-exported": t.label("exported the people of an event"),
        "organization-added": t.label("added an organization"),
        "organization-renamed": t.label("renamed an organization"),
        "manager-invited": t.label("invited a manager for an organization"),
        "manager-joined": t.label("became a manager of an organization"),
        "manager-suspended": t.label("suspended a manager"),
        "manager-reinstated": t.label("reinstated a manager"),
        "manager-removed": t.label("removed a manager"),
        "manager-left": t.label("gave up being a manager"),
        "ticked": t.label("ticked who came to an event"),
        "marked": t.label("changed who came to an event that is over"),
        "added": t.label("put somebody on the list of those who came"),
        "ambassador-appointed": t.label("made somebody an ambassador"),
        "ambassador-declined": t.label("declined a request to be an ambassador"),
        "ambassador-suspended": t.label("paused an ambassador's link"),
        "ambassador-reinstated": t.label("let an ambassador's link count again"),
        "ambassador-trained": t.label("noted an ambassador's training"),
        "source-added": t.label("made a link"),
        "source-renamed": t.label("renamed a link"),
        "source-archived": t.label("archived a link"),
        "source-restored": t.label("restored a link"),
        "funnel-exported": t.label("exported the campaign's numbers"),
        "thanked": t.label("thanked somebody who came to an event"),
    }
    return words.get(of) or t.label("did something else")


def back(t: Translator) -> Button:
    return Button(t.label("Back"), "staff")


def line(t: Translator, of: Member) -> str:
    """In a list: the name, of which organization if it is a manager, and since when."""
    name = called(t, of.number, of.name)
    if of.organization:
        name = f"{name} ({of.organization})"
    values = {"name": name, "day": t.day(of.since)}
    if of.suspended:
        return t("{name}, since {day}, suspended", **values)
    return t("{name}, since {day}", **values)
