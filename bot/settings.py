"""Settings from the environment and `.env`, checked at start; secrets never print.

A missing or malformed value becomes one line that names it and says what to do.
"""

import hashlib
import hmac
import re
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AliasGenerator, BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

TELEGRAM: Final = "https://api.telegram.org"

_ADVICE: Final = {
    "BOT_TOKEN": "set it to the token that @BotFather gave you, like 123456:ABC-def "
    "(or try the bot without one: python -m bot demo)",
    "BOT_API_URL": f"set it to an http(s) address to which /bot<token>/<method> is added, like {TELEGRAM}",
    "DATABASE_URL": "set it to a SQLite file, like sqlite:///data/bot.db, "
    "or to a PostgreSQL, like postgresql://user:password@host/name",
    "OWNER_IDS": "set it to numeric Telegram ids separated by commas, like 1001,1002",
    "OPERATOR_NAME": "set it to the name of who runs the campaign (1-100 letters); the consent text shows it",
    "OPERATOR_BIN": "set it to the operator's 12-digit business number, or leave it out",
    "WORDMARK": "set it to what is to stand for the campaign on certificates (1-40 letters), or leave it out "
    "for the operator's name",
    "SECRET_KEY": "set it to at least 32 random characters, or leave it out",
    "WEBHOOK_URL": "set it to the https address at which Telegram reaches python -m bot web, "
    "like https://bot.example.kz",
    "PORT": "set it to the port that python -m bot web is to listen on, 1-65535",
    "PAID_BROADCASTS": "set it to true if the bot has Stars to send broadcasts faster than 30 a second, "
    "or leave it out",
    "LOG_LEVEL": "set it to DEBUG, INFO, WARNING or ERROR",
}


_UNREADABLE: Final = ".env cannot be read: save it as UTF-8 text with lines like NAME=value"


class BadSettings(Exception):
    """What is wrong with the settings: one line a setting."""


def _owner_ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part for part in re.split(r"[,;\s]+", value) if part]
    _require(all(re.fullmatch(r"[0-9]{1,16}", part) for part in parts))
    return frozenset(int(part) for part in parts)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        alias_generator=AliasGenerator(validation_alias=str.upper),
    )

    bot_token: SecretStr
    operator_name: str
    operator_bin: str | None = None
    wordmark: str | None = None
    bot_api_url: str = TELEGRAM
    database_url: SecretStr = SecretStr("sqlite:///data/bot.db")
    webhook_url: str | None = None
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    owner_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_owner_ids)] = frozenset()
    secret_key: SecretStr | None = None
    paid_broadcasts: bool = False
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = "INFO"

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        _require(re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()))
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        parts = urlsplit(value)
        _require(parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0)
        _require(not re.search(r"[?#@\s]|/bot[0-9]*:", value))
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if re.match(r"postgres(ql)?(\+asyncpg)?://", url):
            _require(urlsplit(url).port != 0 and not re.search(r"[\s#]", url))
        else:
            _require(re.fullmatch(r"sqlite(\+aiosqlite)?:///[^?]+", url) and ":memory:" not in url)
        return value

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        # Telegram itself wants https; a Bot API server beside us takes http on its own machine.
        here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
        _require((parts.scheme == "https" or here) and parts.hostname and parts.port != 0)
        _require(not re.search(r"[?#@\s]", value))
        return value.rstrip("/")

    @field_validator("owner_ids")
    @classmethod
    def _owners(cls, value: frozenset[int]) -> frozenset[int]:
        _require(all(0 < owner < 2**52 for owner in value))
        return value

    @field_validator("operator_name")
    @classmethod
    def _operator(cls, value: str) -> str:
        name = " ".join(value.split())
        _require(1 <= len(name) <= 100 and name.isprintable())
        return name

    @field_validator("wordmark")
    @classmethod
    def _wordmark(cls, value: str | None) -> str | None:
        words = None if value is None else " ".join(value.split())
        _require(words is None or (1 <= len(words) <= 40 and words.isprintable()))
        return words

    @field_validator("operator_bin")
    @classmethod
    def _business_number(cls, value: str | None) -> str | None:
        _require(value is None or re.fullmatch(r"[0-9]{12}", value))
        return value

    @field_validator("secret_key")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        _require(value is None or len(value.get_secret_value()) >= 32)
        return value

    def webhook_secret(self) -> str:
        """What Telegram says with each update, so that nobody else can tell us any."""
        return hmac.digest(self.secret(), b"webhook", hashlib.sha256).hex()

    def hosted(self, *, webhook: bool) -> None:
        """Raises BadSettings where these settings do not do for several processes."""
        if self.database_url.get_secret_value().startswith("sqlite"):
            raise BadSettings(
                "DATABASE_URL is a SQLite file, which one process serves: use python -m bot run, "
                "or set it to a PostgreSQL, like postgresql://user:password@host/name"
            )
        if webhook and self.webhook_url is None:
            raise BadSettings(_line("WEBHOOK_URL", "missing"))

    def secret(self) -> bytes:
        """The key for everything that must not be guessed; derived from the token unless set."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        return hmac.digest(
            b"volunteer-outreach-bot", self.bot_token.get_secret_value().encode(), hashlib.sha256
        )


def _require(condition: object) -> None:
    if not condition:
        raise ValueError("malformed")


def load() -> Settings:
    """The settings of this process. Raises BadSettings with a line for each value to mend."""
    if Path(".env").is_dir():
        raise BadSettings(_UNREADABLE)
    try:
        return Settings()  # type: ignore[call-arg]  # the environment gives them
    except ValidationError as error:
        problems = {str(item["loc"][0]).upper(): item["type"] for item in error.errors(include_input=False)}
        raise BadSettings("\n".join(_line(*problem) for problem in problems.items())) from None
    except (SettingsError, UnicodeDecodeError, OSError):
        raise BadSettings(_UNREADABLE) from None


def _line(name: str, kind: str) -> str:
    return f"{name} is {'missing' if kind == 'missing' else 'malformed'}: {_ADVICE[name]}"
