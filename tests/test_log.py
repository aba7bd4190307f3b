"""What the log says at each level, and that it never carries a token or anyone's words."""

import asyncio
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from babel import Locale

from bot import log

TOKEN = "123456789:AAEhBP0av28_Ab-Cd0123456789abcdefgh"
WORDS = "Anna lives in Oral"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

Written = Callable[[], str]
Listen = Callable[..., Written]


@pytest.fixture
def listen(capsys: pytest.CaptureFixture[str]) -> Iterator[Listen]:
    """Begins to log at a level; what it gives tells what was logged since it was last asked."""
    root, levels = logging.getLogger(), (logging.getLogger().level, log.logger.level)

    def begin(level: str = "DEBUG") -> Written:
        # The test runner's own handlers complain aloud of what ours has to bear.
        root.handlers.clear()
        log.configure(level)
        return lambda: capsys.readouterr().err

    yield begin
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, log._Formatter):
            root.removeHandler(handler)
    root.setLevel(levels[0])
    log.logger.setLevel(levels[1])


def caught(fail: Callable[[], object]) -> BaseException:
    try:
        fail()
    except BaseException as error:  # noqa: BLE001 whatever it is
        return error
    raise AssertionError("nothing was raised")


def plain() -> None:
    raise ValueError(WORDS, TOKEN)


def noted() -> None:
    error = ValueError(WORDS)
    error.add_note(WORDS)
    raise error


def caused() -> None:
    try:
        plain()
    except ValueError as error:
        raise LookupError(WORDS) from error


def followed() -> None:
    try:
        plain()
    except ValueError:
        raise LookupError(WORDS)  # noqa: B904 the case in question


def grouped() -> None:
    errors = [KeyboardInterrupt(WORDS), ExceptionGroup(WORDS, [LookupError(WORDS)]), caught(caused)]
    raise BaseExceptionGroup(WORDS, errors)


def syntax() -> None:
    raise SyntaxError(WORDS, (WORDS, 1, 1, WORDS))


def its_own_cause() -> None:
    try:
        plain()
    except ValueError as error:
        raise error from error


def causes_of_each_other() -> None:
    one, other = ValueError(WORDS), LookupError(WORDS)
    one.__cause__, other.__cause__ = other, one
    raise one


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (TOKEN, "[token]"),
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot[token]/getMe"),
        (f"https://api.telegram.org/file/bot{TOKEN}/a.jpg", "https://api.telegram.org/file/bot[token]/a.jpg"),
        (f"{TOKEN} and {TOKEN}!", "[token] and [token]!"),
        (f"{{'token': '{TOKEN}'}}", "{'token': '[token]'}"),
        ("12:30", "12:30"),
        ("update 123456789: handled", "update 123456789: handled"),
        ("2026-11-24 12:00:00", "2026-11-24 12:00:00"),
        ("", ""),
    ],
)
def test_whatever_looks_like_a_token_is_redacted(text: str, redacted: str) -> None:
    assert log.redact(text) == redacted


@pytest.mark.parametrize("level", LEVELS)
def test_our_messages_carry_their_arguments_but_no_token(listen: Listen, level: str) -> None:
    written = listen()
    number = logging.getLevelNamesMapping()[level]
    log.logger.log(number, "polling %s stopped after %d tries", f"/bot{TOKEN}/getUpdates", 3)
    logging.getLogger("bot.deep.inside").log(number, TOKEN)
    first, second = written().splitlines()
    assert first.endswith(f"{level} bot: polling /bot[token]/getUpdates stopped after 3 tries")
    assert second.endswith(f"{level} bot.deep.inside: [token]")


@pytest.mark.parametrize("level", ["WARNING", "ERROR", "CRITICAL"])
@pytest.mark.parametrize("library", ["aiohttp.client", "botocore"])
def test_a_library_is_heard_from_warning_on_but_only_where_it_spoke(
    listen: Listen, library: str, level: str
) -> None:
    written = listen()
    number = logging.getLevelNamesMapping()[level]
    logging.getLogger(library).log(number, "cannot read %s of %s\n%s", WORDS, TOKEN, WORDS)
    (line,) = written().splitlines()
    assert re.search(rf" {level} {library}: test_log\.py:\d+ in test_a_library_is_heard\w+$", line)


@pytest.mark.parametrize("ours", LEVELS)
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
@pytest.mark.parametrize("library", ["telegram.ext", "httpx", "aiohttp.access", "sqlalchemy.engine", "botox"])
def test_a_library_is_silent_below_warning(listen: Listen, ours: str, level: int, library: str) -> None:
    written = listen(ours)
    logging.getLogger(library).log(level, "POST https://api.telegram.org/bot%s: %s", TOKEN, WORDS)
    assert written() == ""


@pytest.mark.parametrize("message", [f"took {TOKEN}", WORDS, f"took\n{WORDS}", ValueError(WORDS)])
def test_a_librarys_words_are_not_told_even_if_it_put_them_together_itself(
    listen: Listen, message: object
) -> None:
    written = listen()
    logging.getLogger("asyncio").error(message)
    (line,) = written().splitlines()
    assert "ERROR asyncio: test_log.py:" in line
    assert WORDS not in line
    assert "took" not in line


def test_an_exception_that_nobody_awaited_is_told_without_its_message(listen: Listen) -> None:
    written = listen()

    async def forget() -> None:
        asyncio.get_running_loop().create_future().set_exception(caught(plain))

    asyncio.run(forget())
    said = written()
    assert re.search(r" ERROR asyncio: base_events\.py:\d+ in \w+\n  builtins\.ValueError\n", said)
    assert "in plain" in said
    assert WORDS not in said


def test_a_callback_that_fails_is_told_without_what_it_was_called_with(listen: Listen) -> None:
    written = listen()

    async def call() -> None:
        asyncio.get_running_loop().call_soon(int, WORDS)
        await asyncio.sleep(0)

    asyncio.run(call())
    said = written()
    assert "ValueError" in said
    assert WORDS not in said


@pytest.mark.parametrize("name", ["bot", "bot.intake", "aiosqlite"])
@pytest.mark.parametrize("fail", [plain, noted, caused, followed, grouped, syntax])
def test_an_exception_is_told_by_its_type_and_its_frames_and_never_by_its_message(
    listen: Listen, name: str, fail: Callable[[], None]
) -> None:
    written = listen()
    error = caught(fail)
    logging.getLogger(name).error("it failed", exc_info=error)
    said = written()
    lines = said.splitlines()
    assert re.search(rf" ERROR {name}: (it failed|test_log\.py:\d+ in \w+)$", lines[0])
    assert lines[1] == f"  {type(error).__module__}.{type(error).__qualname__}"
    assert re.search(rf"^    at \S*test_log\.py:\d+ in {fail.__name__}$", said, re.MULTILINE)
    assert WORDS not in said
    assert TOKEN not in said


def test_causes_and_members_of_groups_stand_below_each_other() -> None:
    told = [line for line in log.frames(caught(grouped)) if " at " not in line]
    assert told == [
        "  builtins.BaseExceptionGroup",
        "    builtins.KeyboardInterrupt",
        "    builtins.ExceptionGroup",
        "      builtins.LookupError",
        "    builtins.LookupError",
        "      builtins.ValueError",
    ]


@pytest.mark.parametrize("fail", [its_own_cause, causes_of_each_other])
def test_an_exception_that_is_caused_by_itself_is_told_once(listen: Listen, fail: Callable[[], None]) -> None:
    written = listen()
    log.logger.error("it failed for %s", "reasons", exc_info=caught(fail))
    said = written()
    assert said.count("ValueError") == 1
    assert WORDS not in said


def test_a_frame_of_a_library_is_named_from_its_package_on() -> None:
    told = log.frames(caught(lambda: Locale.parse("zz")))
    assert re.fullmatch(r"    at babel/core\.py:\d+ in parse", told[-1])
    assert not [line for line in told if "site-packages" in line]


def test_an_exception_that_was_never_raised_has_no_frames() -> None:
    assert log.frames(ValueError(WORDS)) == ["  builtins.ValueError"]


def test_where_nothing_was_raised_nothing_is_told(listen: Listen) -> None:
    written = listen()
    log.logger.error("no exception here", exc_info=True)
    assert len(written().splitlines()) == 1


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("%d people", (WORDS,)),
        ("%s and %s", (WORDS,)),
        ("nothing", (WORDS,)),
        ("%(name)s", ({"nom": WORDS},)),
    ],
)
def test_a_message_that_cannot_be_put_together_stays_as_it_was_written(
    listen: Listen, template: str, values: tuple[object, ...]
) -> None:
    written = listen()
    log.logger.warning(template, *values)
    said = written()
    assert WORDS not in said
    assert said.endswith(f" WARNING bot: {template}\n")


@pytest.mark.parametrize("level", LEVELS)
def test_our_logger_obeys_log_level(listen: Listen, level: str) -> None:
    written = listen(level)
    for name in LEVELS:
        log.logger.log(logging.getLevelNamesMapping()[name], "at %s", name)
    told = [line.rpartition(" ")[2] for line in written().splitlines()]
    assert told == list(LEVELS[LEVELS.index(level) :])


def test_configuring_takes_the_place_of_whatever_was_configured_before(listen: Listen) -> None:
    written = listen()
    logging.getLogger().addHandler(logging.StreamHandler())
    log.configure("INFO")
    log.logger.info("once")
    logging.getLogger("aiohttp").warning("of %s", WORDS)
    ours, other = written().splitlines()
    assert ours.endswith("bot: once")
    assert "WARNING aiohttp: test_log.py:" in other


def test_a_line_begins_with_its_time_and_level(listen: Listen) -> None:
    written = listen()
    log.logger.info("ready")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO bot: ready\n", written())


def test_a_pseudonym_is_the_same_within_a_deployment_and_tells_nothing_elsewhere() -> None:
    names = [log.pseudonym(secret, person) for secret in (b"one", b"two") for person in (1001, 1002)]
    assert log.pseudonym(b"one", 1001) == names[0]
    assert len(set(names)) == 4
    assert all(re.fullmatch("[0-9a-f]{8}", name) for name in names)


def test_a_library_that_was_cut_short_is_no_news(listen: Listen) -> None:
    written = listen()
    logging.getLogger("sqlalchemy.pool").error("reset", exc_info=asyncio.CancelledError())
    assert written() == ""
    logging.getLogger("sqlalchemy.pool").error("reset", exc_info=ValueError(WORDS))
    assert "builtins.ValueError" in written()
