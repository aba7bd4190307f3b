"""Where everything starts from: the menu, help, commands, and leaving."""

from bot.i18n import Translator
from bot.roles import Role
from bot.screen import Button, Rows, Screen
from bot.screens import profiles


def home(
    t: Translator,
    name: str,
    waits: str | None = None,
    role: Role = Role.STUDENT,
    *,
    ambassador: bool = False,
    new: bool = False,
    stopped: bool = False,
) -> Screen:
    """`waits` is the form that was left and can be continued, like `edit-name` or `find`."""
    greeting = (
        t("<b>Nice to meet you, {name}!</b> You are signed up.", name=name)
        if new
        else t("<b>Hello, {name}!</b>", name=name)
    )
    then = (
        silent(t)
        if stopped
        else t("We will write to you when there is something to do. Here is what you can do now:")
    )
    what = _form(t, waits or "")
    mine = ((Button(t.label("My link"), "amb"),),) if ambassador else ()
    go_on = ((Button(t.label("Continue: {what}", what=what), f"continue:{waits}"),),) if waits else ()
    return Screen(f"{greeting}\n\n{then}", (*go_on, *_desk(t, role), *mine, *_menu(t, stopped=stopped)))


def _form(t: Translator, name: str) -> str:
    """What a form that was left is about."""
    named = {
        "find": t.label("Find a person"),
        "comment": t.label("The comment"),
        "here": t.label("Check-in"),
        "bc-ev-praise": t.label("The thanks"),
    }
    kinds = {
        "bc-ev-": t.label("The event"),
        "bc-org-": t.label("The organization"),
        "bc-amb-": t.label("The ambassador"),
        "bc-src-": t.label("The link"),
        "bc-": t.label("The broadcast"),
    }
    kind = next((label for prefix, label in kinds.items() if name.startswith(prefix)), None)
    return named.get(name) or kind or profiles.line(t, name.removeprefix("edit-"))


def silent(t: Translator) -> str:
    return t("Our messages are switched off. To get them again: /start")


def help(t: Translator, home: Button, role: Role) -> Screen:  # noqa: A001 the command's name
    listed = "\n".join(f"/{name} – {text}" for name, text in commands(t, role).items())
    return Screen(
        t(
            "<b>What this bot is for</b>\n\n"
            "Through it we invite students in Kazakhstan to volunteer. We ask only what we need, "
            "and you can pause at any question and come back to it later."
        )
        + f"\n\n{listed}",
        ((home,),),
    )


def commands(t: Translator, role: Role = Role.STUDENT) -> dict[str, str]:
    """The command menu of who has this role, in its order."""
    managers = {"newevent": t.label("make an event"), "calendar": t.label("what everybody plans")}
    organizers = {
        "broadcast": t.label("write to many"),
        "partners": t.label("partner organizations"),
        "ambassadors": t.label("ambassadors and requests"),
        "links": t.label("links for posters and sites"),
        "numbers": t.label("the campaign in numbers"),
    }
    owners = {"staff": t.label("the organizers"), "log": t.label("what was done")}
    return {
        "start": t.label("the menu"),
        "events": t.label("what you can take part in"),
        "my": t.label("your events"),
        "checkin": t.label("say that you are here"),
        "goals": t.label("the eight goals"),
        "me": t.label("your profile"),
        "certificate": t.label("your certificate"),
        "ambassador": t.label("invite friends"),
        "notifications": t.label("what we write to you about"),
        "language": t.label("change the language"),
        "privacy": t.label("your data"),
        "stop": t.label("stop our messages"),
        "help": t.label("what this bot is for"),
        **(managers if role >= Role.PARTNER else {}),
        **(organizers if role >= Role.ORGANIZER else {}),
        **(owners if role >= Role.OWNER else {}),
    }


def stopped(t: Translator, home: Button) -> Screen:
    return Screen(
        t(
            "You will get no more messages from us, except when an event that you have a seat at changes "
            "or is cancelled. Your data stays as it was. To come back: /start"
        ),
        ((Button(t.label("Subscribe again"), "resume"),), (home,)),
    )


def welcome_back(t: Translator, *, consented: bool) -> str:
    return t("Welcome back! You will get our messages again.") if consented else t("Welcome back!")


def button(t: Translator, *, complete: bool) -> Button:
    """The way back from a side card: to the menu, or to the question that waits."""
    return Button(t.label("Menu") if complete else t.label("Continue"), "menu")


def _desk(t: Translator, role: Role) -> Rows:
    """What the staff do."""
    if role < Role.PARTNER:
        return ()
    events = (Button(t.label("List of events"), "ev"), Button(t.label("Calendar"), "cal:all:0"))
    if role < Role.ORGANIZER:
        return (events,)
    return (
        events,
        (Button(t.label("Broadcasts"), "bc"), Button(t.label("Ambassadors"), "ambs")),
        (Button(t.label("Links"), "src"), Button(t.label("Statistics"), "num")),
    )


def _menu(t: Translator, *, stopped: bool) -> Rows:
    return (
        (Button(t.label("Events"), "events:all:0"), Button(t.label("The goals"), "goals")),
        (Button(t.label("My profile"), "me"), Button(t.label("Notifications"), "notifications")),
        (Button(t.label("My data"), "privacy"), Button(t.label("Language"), "language")),
        (
            Button(t.label("Help"), "help"),
            Button(t.label("Subscribe again"), "resume")
            if stopped
            else Button(t.label("Unsubscribe"), "stop"),
        ),
    )
