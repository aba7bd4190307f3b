"""getUpdates and the webhook. A webhook is remembered, but nothing is delivered to it from here."""

from bot.demo.errors import RefusedError
from bot.demo.models import JSON
from bot.demo.world import World


def get_updates(world: World, params: JSON) -> list[JSON]:
    """What is there now; the waiting for more is the server's."""
    if world.webhook:
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
    url = params["url"]
    if url and not url.startswith("https://"):
        raise RefusedError("bad webhook: An HTTPS URL must be provided for webhook")
    if "allowed_updates" in params:
        world.updates.allow(params["allowed_updates"])
    _drop(world, params)
    world.webhook = {"url": url, "max_connections": params.get("max_connections", 40)} if url else {}
    return True


def delete_webhook(world: World, params: JSON) -> bool:
    _drop(world, params)
    world.webhook = {}
    return True


def get_webhook_info(world: World, _params: JSON) -> JSON:
    info: JSON = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if world.updates.allowed:
        info["allowed_updates"] = list(world.updates.allowed)
    return info | world.webhook


def _drop(world: World, params: JSON) -> None:
    if params.get("drop_pending_updates"):
        world.updates.clear()
