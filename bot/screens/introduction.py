"""What the bot says of itself at Telegram: in its profile and in the list of chats."""

from bot.i18n import OWN_NAMES, Translator


def name(t: Translator) -> str:
    """64 characters at most."""
    return t.label("Student volunteers")


def description(t: Translator) -> str:
    """Stands in the empty chat, before Start: 512 characters at most."""
    said = t.label(
        "Volunteer in Kazakhstan: sign up in two minutes, choose what matters to you, "
        "and get invitations to events near you."
    )
    return f"{said}\n\n{' · '.join(OWN_NAMES.values())}"


def short_description(t: Translator) -> str:
    """Stands in the profile and beside shared links: 120 characters at most."""
    return t.label("Invites students in Kazakhstan to volunteer. Speaks Kazakh, Russian and English.")
