"""What a person did → which decision → which screen. The first route that fits takes the update."""

from typing import Final

from bot.handlers import (
    anything,
    audiences,
    awareness,
    broadcasts,
    composing,
    consents,
    conversations,
    copies,
    goal_figures,
    goals,
    languages,
    membership,
    menu,
    notifications,
    privacy,
    profiles,
    pushes,
    sending,
    start,
    steering,
    weekly,
)
from bot.routing import Route

ROUTES: Final[tuple[Route, ...]] = (
    *start.ROUTES,
    *languages.ROUTES,
    *consents.ROUTES,
    *conversations.ROUTES,
    *profiles.ROUTES,
    *goals.ROUTES,
    *goal_figures.ROUTES,
    *awareness.ROUTES,
    *weekly.ROUTES,
    *pushes.ROUTES,
    *copies.ROUTES,
    *broadcasts.ROUTES,
    *composing.ROUTES,
    *audiences.ROUTES,
    *sending.ROUTES,
    *steering.ROUTES,
    *notifications.ROUTES,
    *privacy.ROUTES,
    *menu.ROUTES,
    *membership.ROUTES,
    *anything.ROUTES,
)
