"""What a person did → which decision → which screen. The first route that fits takes the update."""

from typing import Final

from bot.handlers import anything, consents, languages, membership, menu, signup, start
from bot.routing import Route

ROUTES: Final[tuple[Route, ...]] = (
    *start.ROUTES,
    *languages.ROUTES,
    *consents.ROUTES,
    *signup.ROUTES,
    *menu.ROUTES,
    *membership.ROUTES,
    *anything.ROUTES,
)
