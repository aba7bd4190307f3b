"""What the campaign speaks of, as data in three languages: universities, cities, goals, questions.

Each file is validated when it is first read; BadContent names the file, the entry and the field.
"""

from bot.content import awareness, goals, places


def load() -> None:
    """Reads everything, so that broken content stops the start. Raises BadContent."""
    places.universities()
    goals.goals()
    goals.about()
    awareness.questions()
