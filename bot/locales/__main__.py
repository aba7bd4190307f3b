"""Brings messages.pot and the three catalogs up to date with the texts in `bot/screens`."""

from bot.locales.catalogs import update

update()
