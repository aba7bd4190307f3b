"""Signing up: five questions, a review, and what is done with the answers."""

from typing import Final

from bot.dialog import Answers, Flow
from bot.handlers import awareness, home, links, questions
from bot.handlers.forms import Form
from bot.screen import Screen
from bot.screens import signup as screens
from bot.services import people
from bot.storage.awareness import BEFORE
from bot.turn import Turn

FLOW: Final = Flow(
    "signup",
    (
        questions.NAME,
        questions.UNIVERSITY,
        questions.CITY,
        questions.STUDY_YEAR,
        questions.INTERESTS,
        questions.REVIEW,
    ),
    review=True,
)


async def _done(turn: Turn, answers: Answers) -> Screen:
    people.register(turn.person, answers, turn.now)
    await links.honour(turn)
    await awareness.offer(turn, BEFORE)
    return home.card(turn, new=True)


def _quit(turn: Turn) -> Screen:
    return screens.cancel(turn.t)


async def _dropped(turn: Turn) -> Screen:
    return screens.cancelled(turn.t)


FORM: Final = Form(FLOW, _done, _dropped, people.known, _quit)
