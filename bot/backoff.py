"""How long to wait before trying again."""


def seconds(tries: int) -> float:
    """Half a second after the first try, doubled up to a minute."""
    return min(0.5 * 2.0 ** min(tries, 10), 60.0)


def soon(tries: int) -> float:
    """The same, up to two seconds: for what is near and comes back at once, like a database."""
    return min(seconds(tries), 2.0)
