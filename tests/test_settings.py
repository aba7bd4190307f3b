"""Settings from the environment and `.env`: what is taken, what is refused, and that no value is quoted."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import BadSettings, Settings, load

TOKEN = "123456789:AAcanaryAAcanaryAAcanaryAAcanary-_x"
NEEDED = {"BOT_TOKEN": TOKEN, "OPERATOR_NAME": "Volunteers of Kazakhstan"}
OPTIONAL = {
    "OPERATOR_BIN": "123456789012",
    "WORDMARK": "Young volunteers",
    "BOT_API_URL": "http://localhost:8081",
    "DATABASE_URL": "sqlite:////var/lib/bot.db",
    "OWNER_IDS": "1001,1002",
    "SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "WEBHOOK_URL": "https://bot.example.kz/hooks/",
    "PORT": "5000",
    "PAID_BROADCASTS": "true",
    "LOG_LEVEL": "DEBUG",
}
ADVICE = {
    "BOT_TOKEN": "@BotFather",
    "OPERATOR_NAME": "1-100 letters",
    "OPERATOR_BIN": "12-digit",
    "WORDMARK": "1-40 letters",
    "BOT_API_URL": "http(s)",
    "DATABASE_URL": "sqlite:///",
    "OWNER_IDS": "numeric",
    "SECRET_KEY": "32",
    "WEBHOOK_URL": "https://bot.example.kz",
    "PORT": "1-65535",
    "PAID_BROADCASTS": "true",
    "LOG_LEVEL": "WARNING",
}


@pytest.fixture(autouse=True)
def cwd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, and an environment without any setting of ours."""
    for name in os.environ:
        if name.upper() in NEEDED | OPTIONAL:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def loaded(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    """The settings that these values and the needed ones make."""
    for name, value in (NEEDED | values).items():
        monkeypatch.setenv(name, value)
    return load()


def refusal(monkeypatch: pytest.MonkeyPatch, **values: str) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        loaded(monkeypatch, **values)
    return str(refused.value).splitlines()


def test_what_is_not_set_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch)
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.operator_name == "Volunteers of Kazakhstan"
    assert settings.operator_bin is None
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_url.get_secret_value() == "sqlite:///data/bot.db"
    assert settings.owner_ids == frozenset()
    assert settings.secret_key is None
    assert settings.webhook_url is None
    assert settings.port == 8080
    assert settings.log_level == "INFO"


def test_every_setting_has_a_sample_here() -> None:
    assert {name.upper() for name in Settings.model_fields} == {*NEEDED, *OPTIONAL} == {*ADVICE}


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch, **OPTIONAL)
    assert settings.operator_bin == "123456789012"
    assert settings.bot_api_url == "http://localhost:8081"
    assert settings.database_url.get_secret_value() == "sqlite:////var/lib/bot.db"
    assert settings.owner_ids == {1001, 1002}
    assert settings.secret_key is not None
    assert settings.secret_key.get_secret_value() == OPTIONAL["SECRET_KEY"]
    assert settings.webhook_url == "https://bot.example.kz/hooks"
    assert settings.port == 5000
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "given", "taken"),
    [
        ("OPERATOR_NAME", "x" * 100, "x" * 100),
        ("OPERATOR_NAME", "  Volunteers \n of  Kazakhstan ", "Volunteers of Kazakhstan"),
        ("OPERATOR_NAME", "<b>&", "<b>&"),
        ("BOT_API_URL", "https://api.example.kz/", "https://api.example.kz"),
        ("BOT_API_URL", "http://[::1]:8081", "http://[::1]:8081"),
        ("BOT_API_URL", "https://example.kz/telegram/", "https://example.kz/telegram"),
        ("OWNER_IDS", "1", frozenset({1})),
        ("OWNER_IDS", " 1001, 1002;1003\t1001, ", frozenset({1001, 1002, 1003})),
        ("OWNER_IDS", str(2**52 - 1), frozenset({2**52 - 1})),
        ("OWNER_IDS", " ", frozenset()),
        ("LOG_LEVEL", "warning", "WARNING"),
        ("LOG_LEVEL", "Error", "ERROR"),
    ],
)
def test_a_value_at_the_edge_is_taken(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, taken: object
) -> None:
    assert getattr(loaded(monkeypatch, **{name: given}), name.lower()) == taken


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "canary"),
        ("BOT_TOKEN", "123456:"),
        ("BOT_TOKEN", "123456:AA canary"),
        ("BOT_TOKEN", "123456:AAcanary\n"),
        ("BOT_TOKEN", "123456:канарейка"),
        ("OPERATOR_NAME", " "),
        ("OPERATOR_NAME", "x" * 101),
        ("OPERATOR_NAME", "canary\udcff"),
        ("WORDMARK", "W" * 41),
        ("OPERATOR_BIN", "12345678901"),
        ("OPERATOR_BIN", "1234567890123"),
        ("OPERATOR_BIN", "12345678901a"),
        ("OPERATOR_BIN", "１２３４５６７８９０１２"),
        ("BOT_API_URL", "canary"),
        ("BOT_API_URL", "ftp://canary.kz"),
        ("BOT_API_URL", "https://"),
        ("BOT_API_URL", "https://canary.kz:99999"),
        ("BOT_API_URL", "https://canary.kz:0"),
        ("BOT_API_URL", "https://[canary"),
        ("BOT_API_URL", "https://canary:password@example.kz"),
        ("BOT_API_URL", "https://:canary@example.kz"),
        ("BOT_API_URL", "https://example.kz/?canary"),
        ("BOT_API_URL", "https://example.kz#canary"),
        ("BOT_API_URL", f"https://example.kz/bot{TOKEN}"),
        ("BOT_API_URL", "https://example.kz?"),
        ("BOT_API_URL", "https://example canary.kz"),
        ("DATABASE_URL", "canary"),
        ("DATABASE_URL", "mysql://canary:password@example.kz/bot"),
        ("DATABASE_URL", "postgresql:canary"),
        ("DATABASE_URL", "postgres://canary:password@example.kz:99999/bot"),
        ("DATABASE_URL", "postgres://canary:password@example.kz/bot#more"),
        ("WEBHOOK_URL", "http://canary.kz"),
        ("WEBHOOK_URL", "https://canary:password@example.kz"),
        ("WEBHOOK_URL", "https://example.kz/?canary"),
        ("PORT", "canary"),
        ("PAID_BROADCASTS", "canary"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///file:canary?mode=memory"),
        ("OWNER_IDS", "canary"),
        ("OWNER_IDS", "1001,canary"),
        ("OWNER_IDS", "0"),
        ("OWNER_IDS", "-1001"),
        ("OWNER_IDS", str(2**52)),
        pytest.param("OWNER_IDS", "9" * 5_000, id="OWNER_IDS-longer than int() takes"),
        ("OWNER_IDS", "[1001]"),
        ("OWNER_IDS", "1_001"),
        ("SECRET_KEY", "canary" + "x" * 25),
        ("LOG_LEVEL", "canary"),
        ("LOG_LEVEL", "CRITICAL"),
        ("LOG_LEVEL", " INFO"),
    ],
)
def test_a_malformed_value_gives_one_line_that_names_it_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (line,) = refusal(monkeypatch, **{name: value})
    assert line.startswith(f"{name} is malformed: set it to ")
    assert ADVICE[name] in line
    assert "canary" not in line


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("name", NEEDED)
def test_what_is_needed_and_not_there_or_empty_is_missing(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    for other in set(NEEDED) - {name}:
        monkeypatch.setenv(other, NEEDED[other])
    if value is not None:
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        load()
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"{name} is missing: set it to ")
    assert ADVICE[name] in line


@pytest.mark.parametrize("name", OPTIONAL)
def test_an_optional_value_that_is_empty_counts_as_left_out(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    field = name.lower()
    assert getattr(loaded(monkeypatch, **{name: ""}), field) == getattr(loaded(monkeypatch), field)


def test_every_fault_is_told_at_once_one_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = refusal(monkeypatch, **dict.fromkeys(NEEDED | OPTIONAL, "\t"))
    taken = {"DATABASE_URL", "OWNER_IDS"}
    assert {line.partition(" is ")[0] for line in lines} | taken == {*NEEDED, *OPTIONAL}
    assert len(lines) == len({line.partition(" ")[0] for line in lines})


def test_the_error_behind_a_refusal_does_not_come_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings) as refused:
        loaded(monkeypatch, SECRET_KEY="canary")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert "canary" not in str(refused.value.__context__)


def test_an_env_file_in_the_current_folder_is_read(cwd: Path) -> None:
    lines = [f"{name}={value}" for name, value in (NEEDED | OPTIONAL).items()]
    (cwd / ".env").write_text("\n".join(["# settings", "", *lines, "UNKNOWN=x"]))
    settings = load()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.operator_name == "Volunteers of Kazakhstan"
    assert settings.owner_ids == {1001, 1002}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_env_file_may_speak_kazakh_and_come_from_any_editor(cwd: Path, mark: bytes) -> None:
    text = f"BOT_TOKEN='{TOKEN}'\r\nexport OPERATOR_NAME=\"Қазақстан еріктілері\"  # a comment\r\n"
    (cwd / ".env").write_bytes(mark + text.encode())
    assert load().operator_name == "Қазақстан еріктілері"


def test_the_environment_beats_the_file(cwd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cwd / ".env").write_text(f"BOT_TOKEN={TOKEN}\nOPERATOR_NAME=From the file\nLOG_LEVEL=canary\n")
    monkeypatch.setenv("OPERATOR_NAME", "From the environment")
    monkeypatch.setenv("LOG_LEVEL", "error")
    assert (load().operator_name, load().log_level) == ("From the environment", "ERROR")


def test_an_empty_variable_does_not_hide_what_the_file_says(
    cwd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cwd / ".env").write_text(f"BOT_TOKEN={TOKEN}\nOPERATOR_NAME=From the file\n")
    monkeypatch.setenv("OPERATOR_NAME", "")
    assert load().operator_name == "From the file"


@pytest.mark.parametrize(
    "content", ["OPERATOR_NAME=Ерікті".encode("cp1251"), "A=б".encode("utf-16"), b"\xff"]
)
def test_an_env_file_that_is_not_utf_8_gives_one_line(cwd: Path, content: bytes) -> None:
    (cwd / ".env").write_bytes(content)
    with pytest.raises(BadSettings) as refused:
        load()
    (line,) = str(refused.value).splitlines()
    assert line.startswith(".env ")
    assert "UTF-8" in line


def test_nothing_that_shows_settings_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    key = "canary0123456789canary0123456789"
    settings = loaded(monkeypatch, SECRET_KEY=key, DATABASE_URL="sqlite:///canary.db")
    for shown in (
        repr(settings),
        str(settings),
        f"{settings}",
        settings.model_dump_json(),
        f"{vars(settings)}",
    ):
        assert "canary" not in shown
        assert TOKEN.partition(":")[2] not in shown


def test_settings_do_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch)
    with pytest.raises(ValidationError):
        settings.operator_name = "Others"
    assert settings.operator_name == "Volunteers of Kazakhstan"


def test_the_secret_is_derived_from_the_token_and_does_not_tell_it(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = loaded(monkeypatch).secret()
    assert secret == loaded(monkeypatch, LOG_LEVEL="DEBUG", OPERATOR_NAME="Other").secret()
    assert secret != loaded(monkeypatch, BOT_TOKEN=f"{TOKEN}x").secret()
    assert len(secret) == 32
    assert TOKEN.encode() not in secret


def test_a_secret_key_takes_the_place_of_the_derived_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    key = OPTIONAL["SECRET_KEY"]
    assert loaded(monkeypatch, SECRET_KEY=key).secret() == key.encode()
    assert loaded(monkeypatch, SECRET_KEY=key, BOT_TOKEN=f"{TOKEN}x").secret() == key.encode()
