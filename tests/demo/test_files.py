import io

import pytest
import telegram as ptb

from bot.demo.errors import RefusedError
from bot.demo.files import MAX_PHOTO, dimensions
from bot.demo.telegram import Telegram, Upload, User
from tests.demo.refusals import refusal

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xb4"
JPEG = b"\xff\xd8\xff\xe0\0\x04xx\xff\xc0\0\x11\x08\0\xb4\x01\x40"


@pytest.mark.parametrize("content", [PNG, JPEG])
def test_dimensions(content: bytes) -> None:
    assert dimensions(content) == (320, 180)


@pytest.mark.parametrize("content", [b"x", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", JPEG[:12], b"<svg/>"])
def test_what_is_no_photo(content: bytes) -> None:
    with pytest.raises(RefusedError, match="IMAGE_PROCESS_FAILED"):
        dimensions(content)


async def test_a_photo_is_sent_and_sent_again(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    first = await bot.send_photo(anna.id, PNG, caption="<i>Park</i>", parse_mode="HTML")
    (size,) = first.photo
    assert (size.width, size.height, size.file_size) == (320, 180, len(PNG))
    assert first.caption_html == "<i>Park</i>"
    again = await bot.send_photo(anna.id, size.file_id)
    assert again.photo == first.photo
    assert again.caption is None
    uploaded = await bot.send_photo(anna.id, io.BytesIO(PNG), filename="other.png")
    assert uploaded.photo[0].file_id == size.file_id

    seen = telegram.messages(anna.id)[1]
    assert (seen.kind, seen.caption, seen.html, seen.text) == ("photo", "Park", "<i>Park</i>", None)
    assert seen.file is not None
    assert (seen.file.mime, seen.file.content) == ("image/png", PNG)


async def test_a_document_is_sent_and_downloaded(bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_document(anna.id, b"a,b\n", filename="тізім list.csv", caption="List")
    assert sent.document is not None
    assert sent.document.mime_type == "text/csv"
    assert sent.document.file_size == 4
    assert sent.document.file_name is not None
    assert sent.document.file_name.endswith("list.csv")
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"a,b\n"
    again = await bot.send_document(anna.id, sent.document.file_id)
    assert again.document == sent.document


async def test_what_a_person_sends_can_be_downloaded(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    telegram.sends(anna.id, "photo")
    (update,) = await bot.get_updates()
    assert update.message is not None
    file = await bot.get_file(update.message.photo[-1].file_id)
    content = bytes(await file.download_as_bytearray())
    assert dimensions(content) == (640, 360)
    assert (await bot.send_photo(anna.id, content)).photo


async def test_refused_files(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    wrong = "Bad Request: wrong file identifier/HTTP URL specified"
    assert await refusal(telegram, bot.send_photo(anna.id, "unknown")) == wrong
    assert await refusal(telegram, bot.send_photo(anna.id, "https://e.kz/x.png")) == wrong
    assert await refusal(telegram, bot.send_photo(anna.id, b"x")) == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await refusal(telegram, bot.send_document(anna.id, b"")) == "Bad Request: file must be non-empty"
    sent = await bot.send_document(anna.id, PNG)
    assert sent.document is not None
    mixed = bot.send_photo(anna.id, sent.document.file_id)
    assert await refusal(telegram, mixed) == "Bad Request: type of file mismatch: photo expected"
    assert await refusal(telegram, bot.get_file("unknown")) == "Bad Request: invalid file_id"


async def test_captions_have_their_own_limit(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    assert (await bot.send_photo(anna.id, PNG, caption="😀" * 512)).caption
    sending = bot.send_photo(anna.id, PNG, caption="😀" * 512 + "x")
    assert await refusal(telegram, sending) == "Bad Request: message caption is too long"


def test_a_photo_too_large(telegram: Telegram, anna: User) -> None:
    upload = Upload("x.png", PNG + bytes(MAX_PHOTO), "image/png")
    answer = telegram.call("sendPhoto", {"chat_id": anna.id}, {"photo": upload})
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


def test_a_file_too_large_to_be_downloaded(telegram: Telegram) -> None:
    file = telegram.files.add("document", Upload("x", bytes(20 * 1024 * 1024 + 1)))
    answer = telegram.call("getFile", {"file_id": file.id})
    assert answer["description"] == "Bad Request: file is too big"
