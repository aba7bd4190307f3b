"""Where everything starts from: the menu, help, and leaving."""

from bot.i18n import Translator
from bot.screen import Button, Rows, Screen


def home(t: Translator, name: str, *, new: bool = False, stopped: bool = False) -> Screen:
    greeting = (
        t("<b>Nice to meet you, {name}!</b> You are signed up.", name=name)
        if new
        else t("<b>Hello, {name}!</b>", name=name)
    )
    silent = t("You do not get our messages now. To get them: /start") if stopped else ""
    return Screen("\n\n".join(filter(None, (greeting, silent, _commands(t)))), _menu(t, stopped=stopped))


def help(t: Translator, home: Button) -> Screen:  # noqa: A001 the command's name
    return Screen(
        t(
            "<b>What this bot is for</b>\n\n"
            "Through it we invite students in Kazakhstan to volunteer. We ask only what we need, "
            "and you can pause at any question and go on later."
        )
        + f"\n\n{_commands(t)}",
        ((home,),),
    )


def stopped(t: Translator) -> Screen:
    return Screen(
        t("You will get no more messages from us. Your data stays as it was. To come back: /start"),
        ((Button(t.label("Subscribe again"), "resume"),),),
    )


def welcome_back(t: Translator, *, consented: bool) -> str:
    return t("Welcome back! You will get our messages again.") if consented else t("Welcome back!")


def button(t: Translator, *, complete: bool) -> Button:
    """The way back from a side card: to the menu, or to the question that waits."""
    return Button(t.label("Menu") if complete else t.label("Continue"), "menu")


def _commands(t: Translator) -> str:
    return t(
        "/start – the menu\n"
        "/language – change the language\n"
        "/privacy – what is kept about you\n"
        "/stop – stop our messages\n"
        "/help – what this bot is for"
    )


def _menu(t: Translator, *, stopped: bool) -> Rows:
    return (
        (Button(t.label("Language"), "language"), Button(t.label("Help"), "help")),
        (
            Button(t.label("My data"), "privacy"),
            Button(t.label("Subscribe again"), "resume")
            if stopped
            else Button(t.label("Unsubscribe"), "stop"),
        ),
    )
