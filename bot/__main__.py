"""The commands of the bot."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any, NoReturn

import typer

from bot import log, settings

cli = typer.Typer(
    help="The volunteer outreach bot: Telegram, in Kazakh, Russian and English.",
    epilog="Settings come from the environment and .env: BOT_TOKEN and OPERATOR_NAME at least.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command()
def run() -> None:
    """Run the bot: migrate the database, take updates, send messages. Ctrl-C stops it."""
    from bot import app

    configured = _settings()
    _finish(app.run(configured))


@cli.command()
def migrate() -> None:
    """Bring the database's schema up to date, and stop."""
    from bot import app

    configured = _settings()
    _finish(app.migrate(configured))
    typer.echo("The database is up to date.")


@cli.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the chat page.")] = 8080,
) -> None:
    """Try the bot in the browser: a local Telegram, no token and no network. Ctrl-C stops it."""
    from bot import showroom

    log.configure("WARNING")
    _finish(showroom.run(port, typer.echo))


def _settings() -> settings.Settings:
    try:
        configured = settings.load()
    except settings.BadSettings as error:
        _give_up(str(error))
    log.configure(configured.log_level)
    return configured


def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Runs to the end; what stops the bot is said in one line, never as a traceback."""
    from bot.delivery.outcomes import TokenRefused
    from bot.showroom import PortTaken
    from bot.storage.database import TROUBLE
    from bot.storage.schema import NewerSchema

    try:
        asyncio.run(work)
    except* TokenRefused:
        _give_up("BOT_TOKEN is not known to Telegram: set it to the token that @BotFather shows for this bot")
    except* NewerSchema as group:
        _give_up(f"DATABASE_URL: {group.exceptions[0]}")
    except* PortTaken:
        _give_up("the port is taken: choose another one, like python -m bot demo --port 8081")
    except* TROUBLE as group:
        log.logger.error("stopped", exc_info=group)
        _give_up("DATABASE_URL: the database cannot be opened; check that its folder exists and is writable")
    except* KeyboardInterrupt:
        raise SystemExit(130) from None


def _give_up(line: str) -> NoReturn:
    typer.echo(line, err=True)
    raise SystemExit(2)


if __name__ == "__main__":
    cli()
