"""The catalogs: one `.po` a language, their texts written as English sentences in `bot/screens`."""
