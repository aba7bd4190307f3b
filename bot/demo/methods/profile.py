"""What the bot is and says of itself."""

from bot.demo.models import JSON
from bot.demo.world import World

_DEFAULT = {"type": "default"}


def get_me(world: World, _params: JSON) -> JSON:
    return {
        **world.bot.body(),
        "first_name": world.profile.text("name", ""),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, params: JSON) -> bool:
    world.profile.set_commands(params["commands"], *_where(params))
    return _told(world)


def get_my_commands(world: World, params: JSON) -> list[JSON]:
    return world.profile.commands(*_where(params))


def delete_my_commands(world: World, params: JSON) -> bool:
    world.profile.delete_commands(*_where(params))
    return _told(world)


def set_my_name(world: World, params: JSON) -> bool:
    return _set_text(world, "name", params)


def get_my_name(world: World, params: JSON) -> JSON:
    return _text(world, "name", params)


def set_my_description(world: World, params: JSON) -> bool:
    return _set_text(world, "description", params)


def get_my_description(world: World, params: JSON) -> JSON:
    return _text(world, "description", params)


def set_my_short_description(world: World, params: JSON) -> bool:
    return _set_text(world, "short_description", params)


def get_my_short_description(world: World, params: JSON) -> JSON:
    return _text(world, "short_description", params)


def set_chat_menu_button(world: World, params: JSON) -> bool:
    world.profile.set_menu_button(params.get("chat_id"), params.get("menu_button", _DEFAULT))
    return True


def _where(params: JSON) -> tuple[JSON, str]:
    return params.get("scope", _DEFAULT), params.get("language_code", "")


def _text(world: World, field: str, params: JSON) -> JSON:
    return {field: world.profile.text(field, params.get("language_code", ""))}


def _set_text(world: World, field: str, params: JSON) -> bool:
    world.profile.set_text(field, params.get(field, ""), params.get("language_code", ""))
    return _told(world)


def _told(world: World) -> bool:
    world.feed.publish({"kind": "profile"})
    return True
