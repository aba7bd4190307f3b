"""The commands of the bot."""

import asyncio
import os
from collections.abc import Coroutine
from typing import Annotated, Any, Final, NoReturn

import typer

from bot import log, settings

_SETTINGS: Final = """
\b
Settings, from the environment or .env:
  BOT_TOKEN      the token that @BotFather gave you (needed)
  OPERATOR_NAME  who runs the campaign: the consent text names them (needed)
  OPERATOR_BIN   the operator's 12-digit business number
  DATABASE_URL   where everything is kept: a SQLite file (sqlite:///data/bot.db) or postgresql://...
  WEBHOOK_URL    the https address at which Telegram reaches `web`
  PORT           the port that `web` listens on (8080)
  OWNER_IDS      Telegram ids of the owners, separated by commas
  BOT_API_URL    the Bot API to speak to (https://api.telegram.org)
  SECRET_KEY     at least 32 random characters (derived from the token)
  LOG_LEVEL      DEBUG, INFO, WARNING or ERROR (INFO)
"""

cli = typer.Typer(
    help="The volunteer outreach bot: Telegram, in Kazakh, Russian and English.",
    epilog=_SETTINGS,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@cli.command()
def run() -> None:
    """Run the bot until Ctrl-C, all in one: migrate, ask Telegram for updates, send messages."""
    configured = _settings()
    from bot import app

    _finish(app.run(configured))


@cli.command()
def web() -> None:
    """Take the updates that Telegram brings to WEBHOOK_URL, and answer them; as many as you like."""
    configured = _settings(hosted="web")
    from bot import app
    from bot.process import Role

    _finish(app.run(configured, Role.WEB))


@cli.command()
def worker() -> None:
    """Send what is due: one works, others stand by."""
    configured = _settings(hosted="worker")
    from bot import app
    from bot.process import Role

    _finish(app.run(configured, Role.WORKER))


@cli.command()
def migrate() -> None:
    """Bring the database up to date, and stop."""
    configured = _settings()
    from bot import app

    _finish(app.migrate(configured))
    typer.echo("The database is up to date.")


@cli.command()
def figures() -> None:
    """Print how many people came to each stage."""
    configured = _settings()
    from bot import app

    _finish(app.figures(configured, typer.echo))


@cli.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the chat page.")] = 8080,
    people: Annotated[int, typer.Option(min=11, max=500, help="How many people there are.")] = 420,
) -> None:
    """Try it in the browser: no token and no network needed."""
    from bot import showroom

    log.configure("WARNING")
    _finish(showroom.run(port, typer.echo, people))


def _settings(hosted: str | None = None) -> settings.Settings:
    try:
        configured = settings.load()
        if hosted:
            configured.hosted(webhook=hosted == "web")
    except settings.BadSettings as error:
        _give_up(str(error))
    log.configure(configured.log_level)
    return configured


def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Runs to the end; what stops the bot is said in one line, never as a traceback."""
    from bot.content.files import BadContent
    from bot.demo.errors import Stuck
    from bot.handshake import AddressRefused
    from bot.storage.schema import NewerSchema, OlderSchema
    from bot.storage.troubles import Trouble
    from bot.transport import TokenRefused
    from bot.web.server import PortTaken

    os.umask(0o077)  # what is kept of people is for the operator's eyes
    try:
        asyncio.run(work)
    except* TokenRefused:
        _give_up("BOT_TOKEN is not known to Telegram: set it to the token that @BotFather shows for this bot")
    except* AddressRefused as group:
        _give_up(f"WEBHOOK_URL: Telegram does not take it: {_cause(group)}")
    except* BadContent as group:
        _give_up(f"bot/content: {_cause(group)}")
    except* (NewerSchema, OlderSchema) as group:
        _give_up(f"DATABASE_URL: {_cause(group)}")
    except* Stuck as group:
        _give_up(f"the demo does not go on: {_cause(group)}")
    except* PortTaken:
        _give_up("the port is taken: choose another one, with PORT or like python -m bot demo --port 8081")
    except* Trouble as group:
        log.logger.debug("the database", exc_info=group)
        _give_up(
            "DATABASE_URL: the database cannot be opened; check that it is a SQLite file we may write, "
            "or that the PostgreSQL is there and lets us in"
        )
    except* KeyboardInterrupt:
        raise SystemExit(130) from None
    except* Exception as group:  # noqa: BLE001 no traceback with what people wrote reaches a terminal
        log.logger.error("stopped by a fault of the program", exc_info=group)
        raise SystemExit(1) from None


def _cause(group: BaseExceptionGroup[Any]) -> BaseException:
    """The first of what went wrong, however deep."""
    cause: BaseException = group
    while isinstance(cause, BaseExceptionGroup):
        cause = cause.exceptions[0]
    return cause


def _give_up(line: str) -> NoReturn:
    typer.echo(line, err=True)
    raise SystemExit(2)


if __name__ == "__main__":
    cli()
