"""What the campaign speaks of, as data in three languages: universities, cities, goals.

Each file is validated when it is first read; BadContent names the file, the entry and the field.
"""

from bot.content import goals, places


def load() -> None:
    """Reads everything, so that broken content stops the start. Raises BadContent."""
    places.universities()
    goals.goals()
