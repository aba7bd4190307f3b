"""Where a PostgreSQL is, in every form in which hosts write it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import asyncpg

from bot.log import logger

# What the driver understands and the server may be told; other tools' parameters would be refused by it.
_UNDERSTOOD: Final = re.compile(
    r"host|port|dbname|database|user|password|passfile|service|ssl\w+|target_session_attrs"
    r"|krbsrvname|gsslib|options|search_path"
)
_SCHEME: Final = re.compile(r"postgres(ql)?(\+asyncpg)?")


def is_postgresql(url: str) -> bool:
    return _SCHEME.fullmatch(url.partition("://")[0]) is not None


@dataclass(frozen=True, slots=True)
class Address:
    """`dsn` holds the password."""

    dsn: str

    @classmethod
    def parse(cls, url: str) -> Self:
        """Reads `postgres://`, `postgresql://`, with libpq's parameters. Raises ValueError."""
        parts = urlsplit(url)
        if not is_postgresql(url) or parts.fragment or parts.port == 0:
            raise ValueError("not the address of a PostgreSQL")
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        kept = [(name, value) for name, value in given if _UNDERSTOOD.fullmatch(name)]
        if others := [name for name, _ in given if not _UNDERSTOOD.fullmatch(name)]:
            logger.info("DATABASE_URL: not used: %s", ", ".join(others))
        query = f"?{urlencode(kept)}" if kept else ""
        return cls(f"postgresql://{parts.netloc}{parts.path}{query}")

    async def connect(
        self,
        timeout: float,  # noqa: ASYNC109 the driver's own
        answer: float | None,
        settings: Mapping[str, str] | None = None,
    ) -> Any:
        """A connection of the driver; any statement on it has `answer` seconds."""
        named = {"application_name": "volunteer-outreach-bot", **(settings or {})}
        return await asyncpg.connect(self.dsn, timeout=timeout, command_timeout=answer, server_settings=named)
