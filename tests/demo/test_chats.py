import pytest
import telegram as ptb
from telegram import ChatMember, ChatMemberAdministrator, ChatMemberBanned
from telegram.constants import ChatAction, ChatType

from bot.demo.chats import GroupKind
from bot.demo.telegram import Telegram, User
from tests.demo.refusals import description, refusal


async def test_a_person_blocks_and_unblocks(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    telegram.blocks(anna.id)
    assert telegram.blocks(anna.id) is None
    assert telegram.says(anna.id, "x") is None
    assert telegram.sends(anna.id, "photo") is None
    telegram.unblocks(anna.id)
    assert telegram.unblocks(anna.id) is None
    blocked, unblocked = [update.my_chat_member for update in await bot.get_updates()]
    assert blocked is not None
    assert unblocked is not None
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert (unblocked.old_chat_member.status, unblocked.new_chat_member.status) == ("kicked", "member")
    assert blocked.from_user.id == blocked.chat.id == anna.id
    assert isinstance(blocked.new_chat_member, ChatMemberBanned)


async def test_the_bot_in_a_group(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    group = telegram.group("Park")
    assert await refusal(telegram, bot.send_message(group, "x")) == "Bad Request: chat not found"
    assert telegram.says(anna.id, "/start", chat_id=group) is None
    assert telegram.adds_bot(group, anna.id) is not None
    assert telegram.adds_bot(group, anna.id) is None
    assert telegram.says(anna.id, "hello", chat_id=group) is None
    assert telegram.says(anna.id, "/start@other_bot", chat_id=group) is None
    assert telegram.says(anna.id, "/start@Volunteer_Demo_Bot x", chat_id=group) is not None
    assert telegram.says(anna.id, "/help", chat_id=group) is not None
    added, first, _ = await bot.get_updates()
    assert added.my_chat_member is not None
    assert added.my_chat_member.new_chat_member.status == ChatMember.MEMBER
    assert first.message is not None
    assert first.message.chat.type == ChatType.SUPERGROUP
    assert first.message.chat.title == "Park"
    assert first.message.from_user is not None
    assert first.message.from_user.id == anna.id

    sent = await bot.send_message(group, "x")
    telegram.taps(anna.id, sent.message_id, "d", chat_id=group)
    tapped = (await bot.get_updates())[-1].callback_query
    assert tapped is not None
    assert tapped.message is not None
    assert tapped.message.chat.id == group
    assert [message.author for message in telegram.messages(group)][-2:] == ["Anna", "Volunteers"]

    assert telegram.removes_bot(group, anna.id) is not None
    assert telegram.removes_bot(group, anna.id) is None
    refused = await refusal(telegram, bot.send_message(group, "x"))
    assert refused == "Forbidden: bot was kicked from the supergroup chat"
    assert telegram.says(anna.id, "/help", chat_id=group) is None


async def test_the_bot_in_a_channel(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    channel = telegram.group("News", kind="channel", chat_id=-1009)
    telegram.adds_bot(channel, anna.id)
    telegram.says(anna.id, "post", chat_id=channel)
    added, post = await bot.get_updates()
    assert added.my_chat_member is not None
    assert isinstance(added.my_chat_member.new_chat_member, ChatMemberAdministrator)
    assert post.channel_post is not None
    assert post.channel_post.from_user is None
    assert post.channel_post.sender_chat is not None
    assert post.channel_post.sender_chat.id == channel == -1009


async def test_get_chat(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    chat = await bot.get_chat(anna.id)
    assert (chat.first_name, chat.username, chat.type) == ("Anna", "anna", ChatType.PRIVATE)
    group = telegram.group("Park", kind="group")
    assert await refusal(telegram, bot.get_chat(group)) == "Bad Request: chat not found"
    telegram.adds_bot(group, anna.id)
    assert (await bot.get_chat(group)).title == "Park"


async def test_get_chat_member(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    group = telegram.group("Park")
    boris = telegram.join("Boris")
    telegram.adds_bot(group, anna.id)
    assert (await bot.get_chat_member(group, anna.id)).status == ChatMember.MEMBER
    assert (await bot.get_chat_member(group, boris.id)).status == ChatMember.LEFT
    assert (await bot.get_chat_member(group, bot.id)).status == ChatMember.MEMBER
    assert (await bot.get_chat_member(anna.id, anna.id)).user.first_name == "Anna"
    assert await refusal(telegram, bot.get_chat_member(group, 5)) == "Bad Request: user not found"


async def test_chat_actions(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    assert await bot.send_chat_action(anna.id, ChatAction.TYPING)
    sleeping = bot.send_chat_action(anna.id, "sleeping")
    assert await refusal(telegram, sleeping) == "Bad Request: wrong parameter action in request"
    telegram.blocks(anna.id)
    blocked = bot.send_chat_action(anna.id, ChatAction.TYPING)
    assert await refusal(telegram, blocked) == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_where_the_bot_was_kicked(telegram: Telegram, anna: User, kind: GroupKind) -> None:
    chat = telegram.group("Park", kind=kind)
    telegram.adds_bot(chat, anna.id)
    telegram.removes_bot(chat, anna.id)
    words = f"Forbidden: bot was kicked from the {kind} chat"
    assert description(telegram, "sendMessage", chat_id=chat, text="x") == words
