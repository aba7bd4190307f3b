"""Loads what `python -m bot run` loads."""

import alembic.command
import alembic.config
import asyncpg
import sqlalchemy.dialects.postgresql.asyncpg
import sqlalchemy.dialects.sqlite.aiosqlite

import bot.__main__
import bot.app
import bot.showroom
import bot.storage.hop

__all__ = ["alembic", "asyncpg", "bot", "sqlalchemy"]
