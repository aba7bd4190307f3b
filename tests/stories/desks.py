"""What organizers do in many stories: become one, compose, send."""

from tests.stories.student import Student
from tests.stories.walks import Join, signed_up

LISTS = {"kk": "Хабарламалар тізімі", "ru": "Рассылки", "en": "Broadcasts"}


async def staffed(join: Join, *, language: str = "en") -> Student:
    """An organizer, invited by an owner who stands beside."""
    owner = await signed_up(join, "Owner", role="owner")
    owner.says("/staff")
    await owner.taps("Invite an organizer")
    card = await owner.sees("?start=i")
    link = (card.text or "").partition("?start=")[2].split()[0]
    organizer = await signed_up(join, "Organizer", language=language, start=f"/start {link}")
    await owner.sees("Organizer", "organizer")
    return organizer


async def compose(organizer: Student, **texts: str) -> None:
    """A draft in these languages, by their names on the buttons."""
    organizer.says("/broadcast")
    card = await organizer.sees(LISTS[organizer.telegram.users[organizer.id].language_code or "en"])
    await organizer.presses(card, "bc:new")
    for language, text in texts.items():
        await organizer.taps(language)
        organizer.says(text)
        await organizer.sees(text)


async def send(organizer: Student, question: str, answer: str = "Send it now") -> None:
    await organizer.taps("Send…")
    await organizer.sees(question)
    await organizer.taps(answer)
