"""The bot at a noon of its own, at whatever hour it is measured: broadcasts keep quiet hours."""

import asyncio
from datetime import datetime, time
from typing import Final

from bot import app, settings
from bot.i18n import ALMATY

_started: Final = app.utc_now()
_to_noon: Final = (
    datetime.combine(_started.astimezone(ALMATY).date(), time(12), ALMATY).astimezone(_started.tzinfo)
    - _started
)


def daytime() -> datetime:
    """Today's noon in Kazakhstan when this was loaded; from then on as time goes by."""
    return app.utc_now() + _to_noon


async def _run() -> None:
    await app.serve(settings.load(), app.stopping(), clock=daytime)


if __name__ == "__main__":
    asyncio.run(_run())
