"""What messages can be about, each of which people may switch off."""

from enum import IntFlag


class Topic(IntFlag):
    GOALS = 1
    EVENTS = 2
    SURVEYS = 4
    NEWS = 8
