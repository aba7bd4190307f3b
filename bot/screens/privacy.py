"""What is kept of a person: to see, to download, to take back, to delete."""

from datetime import datetime

from bot.i18n import Translator
from bot.screen import Button, Document, Screen
from bot.screens import consents, profiles
from bot.screens.profiles import Profile


def card(
    t: Translator, profile: Profile | None, consented_at: datetime | None, home: Button, *, link: bool
) -> Screen:
    """`profile` is None until somebody has signed up, `consented_at` without consent; `link`: one is kept."""
    copy = (Button(t.label("Download my data"), "export"),)
    delete = (Button(t.label("Delete my data"), "erase:ask"),)
    if consented_at is None:
        with_link = t(
            "<b>Your data</b>\n\n"
            "We keep nothing but your Telegram ID, language, when you used the bot "
            "and the link you came through."
        )
        without = t(
            "<b>Your data</b>\n\n"
            "We keep nothing but your Telegram ID, your language and when you used the bot."
        )
        return Screen(with_link if link else without, (copy, delete, (home,)))
    parts = [
        t("<b>Your data</b>"),
        t(
            "We keep your Telegram ID, language, age group, when you used the bot, the link you came "
            "through, the goals you have read, your answers, the events you came to, your volunteer "
            "hours, the thanks you received, the ratings you gave and, if you are an ambassador, your "
            "own link. You gave your consent on {date}.",
            date=t.date(consented_at),
        ),
        profiles.lines(t, profile) if profile else "",
    ]
    return Screen(
        "\n\n".join(filter(None, parts)),
        (
            copy,
            (Button(t.label("Withdraw consent"), "withdraw:ask"),),
            delete,
            (home,),
        ),
    )


def export(t: Translator, content: str) -> Document:
    return Document("my-data.json", "application/json", content, t("Everything we keep about you."))


def on_its_way(t: Translator) -> str:
    return t.label("Your file is on its way.")


def confirm_withdrawal(t: Translator) -> Screen:
    return Screen(
        t(
            "Withdraw your consent?\n\n"
            "Your profile, answers, hours and thanks will be deleted, your certificates will not be "
            "confirmed any more, and we will not write to you. If you are an ambassador, your link stops for "
            "good. This cannot be undone."
        ),
        ((Button(t.label("Yes, withdraw"), "withdraw:yes"),), (_no(t),)),
    )


def withdrawn(t: Translator) -> Screen:
    return Screen(
        t(
            "Your consent is withdrawn. "
            "Only your Telegram ID, your language and when you used the bot are left."
        ),
        ((consents.review(t),), (Button(t.label("Delete my data"), "erase:ask"),)),
    )


def confirm_erasure(t: Translator) -> Screen:
    """The first of two questions."""
    return Screen(
        t(
            "Delete your data?\n\n"
            "Everything we keep about you will be deleted: your profile, your answers, your hours and "
            "thanks, your settings and your Telegram ID. Your certificates will not be confirmed any "
            "more.\n\n"
            "Totals without names stay and, for a year, a mark without your name or Telegram ID, so that "
            "you are not counted twice if you come back. If you are an ambassador, your link stops for "
            "good."
        ),
        ((Button(t.label("Yes, delete"), "erase:sure"),), (_no(t),)),
    )


def confirm_erasure_again(t: Translator) -> Screen:
    return Screen(
        t("Are you sure? Nothing can bring your data back after this."),
        ((Button(t.label("Delete everything for good"), "erase:yes"),), (_no(t),)),
    )


def erased(t: Translator) -> Screen:
    """The goodbye: no button, since nobody is known here any more."""
    return Screen(
        t(
            "Your data has been deleted. Only totals without names are left and, for a year, a mark "
            "without your name or Telegram ID. The messages in this chat stay with you: you can delete "
            "the chat in Telegram.\n\n"
            "Thank you for being with us. To start again: /start"
        )
    )


def _no(t: Translator) -> Button:
    return Button(t.label("No, keep it"), "privacy")
