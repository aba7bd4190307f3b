import pytest
import telegram as ptb
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from bot.demo.telegram import Telegram, Upload, User
from tests.demo.clock import Clock
from tests.demo.refusals import answer, description, refusal
from tests.demo.test_files import PNG

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


async def test_a_text_is_edited(telegram: Telegram, bot: ptb.Bot, anna: User, clock: Clock) -> None:
    sent = await bot.send_message(anna.id, "one", reply_markup=KEYBOARD)
    clock.passes(days=30)
    edited = await bot.edit_message_text("<b>two</b>", anna.id, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, ptb.Message)
    assert edited.text_html == "<b>two</b>"
    assert edited.edit_date == clock()
    assert edited.date < clock()
    assert edited.reply_markup is None

    seen = telegram.messages(anna.id)[-1]
    assert (seen.id, seen.text, seen.edited, seen.rows) == (sent.message_id, "two", True, ())


async def test_an_edit_that_changes_nothing(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_message(anna.id, "one", reply_markup=KEYBOARD)
    same = bot.edit_message_text("one ", anna.id, sent.message_id, reply_markup=KEYBOARD)
    assert await refusal(telegram, same) == SAME
    assert (
        await refusal(
            telegram, bot.edit_message_reply_markup(anna.id, sent.message_id, reply_markup=KEYBOARD)
        )
        == SAME
    )
    assert await bot.edit_message_text(
        "<b>one</b>", anna.id, sent.message_id, parse_mode="HTML", reply_markup=KEYBOARD
    )
    assert await bot.edit_message_text("one", anna.id, sent.message_id)
    assert await refusal(telegram, bot.edit_message_text("one", anna.id, sent.message_id)) == SAME


async def test_only_the_buttons_change(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_message(anna.id, "one")
    await bot.edit_message_reply_markup(anna.id, sent.message_id, reply_markup=KEYBOARD)
    seen = telegram.messages(anna.id)[-1]
    assert seen.button("Go").data == "go"
    assert not seen.edited
    await bot.edit_message_reply_markup(anna.id, sent.message_id)
    assert telegram.messages(anna.id)[-1].rows == ()


async def test_a_caption_is_edited(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_photo(anna.id, PNG, caption="one")
    edited = await bot.edit_message_caption(anna.id, sent.message_id, caption="<u>two</u>", parse_mode="HTML")
    assert isinstance(edited, ptb.Message)
    assert edited.caption_html == "<u>two</u>"
    seen = telegram.messages(anna.id)[-1]
    assert (seen.caption, seen.kind) == ("two", "photo")
    assert seen.file is not None
    long = bot.edit_message_caption(anna.id, sent.message_id, caption="x" * 1025)
    assert await refusal(telegram, long) == "Bad Request: message caption is too long"
    removed = await bot.edit_message_caption(anna.id, sent.message_id)
    assert isinstance(removed, ptb.Message)
    assert removed.caption is None


async def test_a_photo_takes_the_place_of_what_was_there(
    telegram: Telegram, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_photo(anna.id, PNG, caption="one", reply_markup=KEYBOARD)
    other = InputMediaPhoto(PNG + b"2", caption="<b>two</b>", parse_mode="HTML")
    edited = await bot.edit_message_media(other, anna.id, sent.message_id, reply_markup=KEYBOARD)
    assert isinstance(edited, ptb.Message)
    assert edited.caption_html == "<b>two</b>"
    seen = telegram.messages(anna.id)[-1]
    assert (seen.kind, seen.html, seen.edited, seen.button("Go").data) == ("photo", "<b>two</b>", True, "go")
    assert seen.file is not None
    assert seen.file.content == PNG + b"2"
    same = bot.edit_message_media(other, anna.id, sent.message_id, reply_markup=KEYBOARD)
    assert await refusal(telegram, same) == SAME

    text = await bot.send_message(anna.id, "<i>x</i>", parse_mode="HTML")
    known = InputMediaPhoto(edited.photo[-1].file_id)
    became = await bot.edit_message_media(known, anna.id, text.message_id)
    assert isinstance(became, ptb.Message)
    assert (became.text, became.caption, became.photo) == (None, None, edited.photo)
    assert telegram.messages(anna.id)[-1].kind == "photo"


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ({"type": "photo", "media": "attach://nothing"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "https://e.kz/x.png"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "attach://x", "text": "x"}, "unknown parameter text of the media"),
        ({"type": "photo", "media": "attach://x", "caption": "x" * 1025}, "message caption is too long"),
        ({"type": "video", "media": "attach://x"}, "media of this type are not supported by the demo"),
        ("attach://x", "can't parse media: expected object"),
        (None, "there is no media in the request"),
    ],
)
def test_media_that_are_refused(telegram: Telegram, anna: User, media: object, words: str) -> None:
    sent = answer(telegram, "sendMessage", chat_id=anna.id, text="x")
    params = {"chat_id": anna.id, "message_id": sent["message_id"], "media": media}
    attached = isinstance(media, dict) and media.get("media") == "attach://x"
    files = {"x": Upload("x.png", PNG, "image/png")} if attached else {}
    refused = telegram.call("editMessageMedia", params, files)
    assert refused["description"] == f"Bad Request: {words}"


def test_a_file_that_no_medium_names_is_refused(telegram: Telegram, anna: User) -> None:
    sent = answer(telegram, "sendPhoto", chat_id=anna.id, photo=_uploaded(telegram, anna))
    media = {"type": "photo", "media": "attach://x"}
    params = {"chat_id": anna.id, "message_id": sent["message_id"], "media": media}
    upload = Upload("x.png", PNG, "image/png")
    refused = telegram.call("editMessageMedia", params, {"x": upload, "y": upload})
    assert refused["description"] == "Bad Request: unknown parameter y"


def _uploaded(telegram: Telegram, anna: User) -> str:
    sent = telegram.call("sendPhoto", {"chat_id": anna.id}, {"photo": Upload("x.png", PNG, "image/png")})
    return str(sent["result"]["photo"][0]["file_id"])


async def test_what_cannot_be_edited(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    mine = telegram.messages(anna.id)[0]
    assert (
        await refusal(telegram, bot.edit_message_text("x", anna.id, mine.id))
        == "Bad Request: message can't be edited"
    )
    assert (
        await refusal(telegram, bot.edit_message_text("x", anna.id, 99))
        == "Bad Request: message to edit not found"
    )
    assert await refusal(telegram, bot.edit_message_text("x", 5, 99)) == "Bad Request: chat not found"
    assert (
        await refusal(telegram, bot.edit_message_text("x", inline_message_id="1"))
        == "Bad Request: message to edit not found"
    )
    assert description(telegram, "editMessageText", text="x") == "Bad Request: chat_id is empty"
    no_id = description(telegram, "editMessageText", text="x", chat_id=anna.id)
    assert no_id == "Bad Request: message identifier is not specified"

    text = await bot.send_message(anna.id, "x")
    photo = await bot.send_photo(anna.id, PNG)
    caption = bot.edit_message_caption(anna.id, text.message_id, caption="x")
    assert await refusal(telegram, caption) == "Bad Request: there is no caption in the message to edit"
    words = bot.edit_message_text("x", anna.id, photo.message_id)
    assert await refusal(telegram, words) == "Bad Request: there is no text in the message to edit"
    own = {"keyboard": [["x"]]}
    params = {"chat_id": anna.id, "message_id": text.message_id, "text": "y", "reply_markup": own}
    assert description(telegram, "editMessageText", **params) == "Bad Request: inline keyboard expected"


async def test_an_edit_keeps_the_limits_of_a_new_text(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_message(anna.id, "x")
    long = bot.edit_message_text("x" * 4097, anna.id, sent.message_id)
    assert await refusal(telegram, long) == "Bad Request: message is too long"
    empty = bot.edit_message_text(" ", anna.id, sent.message_id)
    assert await refusal(telegram, empty) == "Bad Request: message text is empty"


async def test_a_chat_that_blocked_the_bot_is_not_edited(
    telegram: Telegram, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(anna.id, "x")
    telegram.blocks(anna.id)
    edit = bot.edit_message_text("y", anna.id, sent.message_id)
    assert await refusal(telegram, edit) == "Forbidden: bot was blocked by the user"


async def test_deleting_within_two_days(telegram: Telegram, bot: ptb.Bot, anna: User, clock: Clock) -> None:
    first = await bot.send_message(anna.id, "one")
    second = await bot.send_message(anna.id, "two")
    assert await bot.delete_message(anna.id, telegram.messages(anna.id)[0].id)
    clock.passes(hours=48)
    assert await bot.delete_message(anna.id, first.message_id)
    assert [message.text for message in telegram.messages(anna.id)] == ["two"]
    clock.passes(seconds=1)
    late = bot.delete_message(anna.id, second.message_id)
    assert await refusal(telegram, late) == "Bad Request: message can't be deleted for everyone"
    gone = bot.delete_message(anna.id, first.message_id)
    assert await refusal(telegram, gone) == "Bad Request: message to delete not found"


async def test_deleting_several_passes_over_what_is_gone(
    telegram: Telegram, bot: ptb.Bot, anna: User
) -> None:
    ids = [(await bot.send_message(anna.id, str(n))).message_id for n in range(3)]
    assert await bot.delete_messages(anna.id, [ids[0], 99, ids[2]])
    assert [message.text for message in telegram.messages(anna.id)] == ["/start", "1"]


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        (["x"], "invalid message identifier specified"),
        ([0], "invalid message identifier specified"),
    ],
)
def test_bad_lists_of_messages(telegram: Telegram, anna: User, ids: list[object], words: str) -> None:
    assert (
        description(telegram, "deleteMessages", chat_id=anna.id, message_ids=ids) == f"Bad Request: {words}"
    )


def test_in_a_group_a_member_deletes_only_its_own(telegram: Telegram, anna: User) -> None:
    group = telegram.group("Park")
    telegram.adds_bot(group, anna.id)
    telegram.says(anna.id, "/help", chat_id=group)
    theirs = telegram.messages(group)[-1].id
    refused = description(telegram, "deleteMessage", chat_id=group, message_id=theirs)
    assert refused == "Bad Request: message can't be deleted for everyone"
    own = answer(telegram, "sendMessage", chat_id=group, text="x")["message_id"]
    assert answer(telegram, "deleteMessage", chat_id=group, message_id=own)
