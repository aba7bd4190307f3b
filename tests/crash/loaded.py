"""Loads what `python -m bot run` loads, and what it reads from files that never change while it runs."""

import gc

import alembic.command
import alembic.config
import asyncpg
import sqlalchemy.dialects.postgresql.asyncpg
import sqlalchemy.dialects.sqlite.aiosqlite
import sqlalchemy.orm

import bot.__main__
import bot.app
import bot.showroom
import bot.storage.hop
from bot import content
from bot.i18n import LANGUAGES, translator

__all__ = ["alembic", "asyncpg", "bot", "sqlalchemy"]

content.load()
for language in LANGUAGES:
    translator(language)
sqlalchemy.orm.configure_mappers()
gc.freeze()  # a collection in a forked process would copy every page of it
