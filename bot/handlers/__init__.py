"""What a person did → which decision → which screen. The first route that fits takes the update."""

from typing import Final

from bot.handlers import (
    anything,
    consents,
    conversations,
    languages,
    membership,
    menu,
    notifications,
    privacy,
    profiles,
    start,
)
from bot.routing import Route

ROUTES: Final[tuple[Route, ...]] = (
    *start.ROUTES,
    *languages.ROUTES,
    *consents.ROUTES,
    *conversations.ROUTES,
    *profiles.ROUTES,
    *notifications.ROUTES,
    *privacy.ROUTES,
    *menu.ROUTES,
    *membership.ROUTES,
    *anything.ROUTES,
)
