"""Settings of several processes: a PostgreSQL in every form, and the webhook that Telegram is told of."""

import pytest

from bot.settings import BadSettings
from tests.test_settings import cwd, loaded

__all__ = ["cwd"]


@pytest.mark.parametrize(
    "url",
    [
        "postgres://user:p%40ss@example.kz/bot",
        "postgresql://user@example.kz:5433/bot?sslmode=require",
        "postgresql+asyncpg://example.kz/bot",
        "postgresql:///bot?host=/run/postgresql",
    ],
)
def test_a_postgresql_is_taken_in_every_form(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert loaded(monkeypatch, DATABASE_URL=url).database_url.get_secret_value() == url


def test_several_processes_want_a_postgresql_and_a_webhook(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings, match=r"^DATABASE_URL is a SQLite file.*python -m bot run"):
        loaded(monkeypatch).hosted(webhook=False)
    on_postgresql = loaded(monkeypatch, DATABASE_URL="postgres://example.kz/bot")
    on_postgresql.hosted(webhook=False)
    with pytest.raises(BadSettings, match=r"^WEBHOOK_URL is missing: set it to"):
        on_postgresql.hosted(webhook=True)
    loaded(
        monkeypatch, DATABASE_URL="postgres://example.kz/bot", WEBHOOK_URL="https://bot.example.kz"
    ).hosted(webhook=True)


def test_what_telegram_says_with_each_update_is_fit_for_a_header_and_not_the_key_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = loaded(monkeypatch)
    assert settings.webhook_secret().isalnum()
    assert settings.webhook_secret() not in settings.secret().hex()
    assert settings.webhook_secret() != loaded(monkeypatch, SECRET_KEY="x" * 32).webhook_secret()
