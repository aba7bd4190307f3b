"""What a person did → which decision → which screen. The first route that fits takes the update."""

from typing import Final

from bot.handlers import (
    anything,
    awareness,
    consents,
    conversations,
    goal_figures,
    goals,
    languages,
    log,
    membership,
    menu,
    notifications,
    people,
    privacy,
    profiles,
    pushes,
    staff,
    start,
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
    *staff.ROUTES,
    *people.ROUTES,
    *log.ROUTES,
    *awareness.ROUTES,
    *weekly.ROUTES,
    *pushes.ROUTES,
    *notifications.ROUTES,
    *privacy.ROUTES,
    *menu.ROUTES,
    *membership.ROUTES,
    *anything.ROUTES,
)
