"""getUpdates and the webhook's settings. What brings updates to a webhook is the server's."""

import re
from typing import Final
from urllib.parse import urlsplit

from bot.demo.errors import RefusedError
from bot.demo.loopback import is_loopback
from bot.demo.models import JSON, Webhook
from bot.demo.world import World

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)


def get_updates(world: World, params: JSON) -> list[JSON]:
    """What is there now; the waiting for more is the server's."""
    if world.webhook is not None:
        raise RefusedError(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
            409,
        )
    if "allowed_updates" in params:
        world.updates.allow(params["allowed_updates"])
    limit = params.get("limit", 100)
    return world.updates.take(params.get("offset", 0), limit if 1 <= limit <= 100 else 100)


def set_webhook(world: World, params: JSON) -> bool:
    """Takes http:// too, but only to this machine, as a Bot API server started with --local does.

    Settings that are the same already leave the deliveries alone; others begin them anew.
    """
    webhook = _webhook(params) if params["url"] else None
    if "allowed_updates" in params:
        world.updates.allow(params["allowed_updates"])
    _drop(world, params)
    if webhook != world.webhook or params.get("drop_pending_updates"):
        world.webhook = webhook
    return True


def delete_webhook(world: World, params: JSON) -> bool:
    _drop(world, params)
    world.webhook = None
    return True


def get_webhook_info(world: World, _params: JSON) -> JSON:
    info: JSON = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if world.updates.allowed:
        info["allowed_updates"] = list(world.updates.allowed)
    return info | (world.webhook.body() if world.webhook is not None else {})


def _webhook(params: JSON) -> Webhook:
    """The settings as the server takes them: connections beyond 1-100 are brought into it."""
    secret = params.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise RefusedError("secret token is to have 1-256 characters A-Z, a-z, 0-9, _ and -")
    connections = min(max(params.get("max_connections", 40), 1), 100)
    return Webhook(_url(params["url"]), connections, secret)


def _url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedError("invalid webhook URL specified") from error
    if not host:
        raise RefusedError("invalid webhook URL specified")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise RefusedError("bad webhook: An HTTPS URL must be provided for webhook")
    return url


def _drop(world: World, params: JSON) -> None:
    if params.get("drop_pending_updates"):
        world.updates.clear()
