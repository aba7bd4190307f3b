"""What somebody may do in the campaign. Each role may do what those below it may."""

from enum import IntEnum


class Role(IntEnum):
    STUDENT = 0
    PARTNER = 10
    ORGANIZER = 20
    OWNER = 30
