"""What a database says when it is not there, or not for us."""


class Trouble(Exception):
    """The database itself is in the way, not what it was asked. The text quotes nothing that is kept."""


class Unavailable(Trouble):
    """It is away, locked, full or starting: trying again helps."""


class Refused(Trouble):
    """It does not know us, or is no database that we can open: somebody has to mend the settings."""
