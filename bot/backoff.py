"""How long to wait before trying again."""


def seconds(tries: int) -> float:
    """Half a second after the first try, doubled up to a minute."""
    return min(0.5 * 2.0 ** min(tries, 10), 60.0)
