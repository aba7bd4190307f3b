import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.demo.files import dimensions
from bot.demo.page_api import PAGE
from bot.demo.telegram import Telegram, Upload, User
from tests.demo.refusals import answer
from tests.demo.test_files import PNG


@pytest.fixture
async def page(root: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=root) as page:
        yield page


async def test_the_page_needs_no_network(page: httpx.AsyncClient) -> None:
    index = await page.get("/")
    assert index.headers["Content-Type"].startswith("text/html")
    assert index.headers["Content-Security-Policy"].startswith("default-src 'self'")
    for file in PAGE.iterdir():
        assert (await page.get(f"/{file.name}")).status_code == (
            200 if file.suffix in (".css", ".js") else 404
        )
        assert not re.search(r"https?://(?!t\.me/NAME)", file.read_text())
    assert sum(file.stat().st_size for file in PAGE.iterdir()) < 100_000
    assert (await page.get("/people.py")).status_code == 404


async def test_the_state(telegram: Telegram, page: httpx.AsyncClient, anna: User) -> None:
    answer(telegram, "setMyDescription", description="Сипаттама", language_code="ru")
    answer(telegram, "setMyCommands", commands=[{"command": "start", "description": "Start"}])
    state = (await page.get("/demo/state")).json()
    assert state["bot"] == {"username": "volunteer_demo_bot", "name": "Volunteers"}
    (person,) = state["people"]
    assert (person["id"], person["name"], person["language"]) == (anna.id, "Anna", "ru")
    assert (person["blocked"], person["part"]) == (False, None)
    assert person["last"]["text"] == "/start"
    assert state["stage"] is None
    chat = (await page.get("/demo/chat", params={"chat_id": anna.id})).json()
    assert chat == {
        "bot": "Volunteers",
        "description": "Сипаттама",
        "commands": [{"command": "start", "description": "Start"}],
        "keyboard": None,
    }


async def test_the_list_of_people_holds_only_the_beginning_of_a_message(
    telegram: Telegram, page: httpx.AsyncClient, anna: User
) -> None:
    telegram.says(anna.id, "long " * 500)
    (person,) = (await page.get("/demo/state")).json()["people"]
    assert person["last"]["text"] == ("long " * 500)[:100]


async def test_a_long_chat_comes_in_parts(telegram: Telegram, page: httpx.AsyncClient, anna: User) -> None:
    for n in range(119):
        telegram.says(anna.id, str(n))
    last = (await page.get("/demo/messages", params={"chat_id": anna.id})).json()
    assert last["more"]
    assert [message["text"] for message in last["messages"]] == [str(n) for n in range(69, 119)]
    before = last["messages"][0]["id"]
    middle = (await page.get("/demo/messages", params={"chat_id": anna.id, "before": before})).json()
    before = middle["messages"][0]["id"]
    first = (await page.get("/demo/messages", params={"chat_id": anna.id, "before": before})).json()
    assert not first["more"]
    assert [message["text"] for message in first["messages"]][:2] == ["/start", "0"]
    assert len(first["messages"]) == 20


async def test_only_the_bots_html_is_html(telegram: Telegram, page: httpx.AsyncClient, anna: User) -> None:
    keyboard = [
        [
            {"text": "Go", "callback_data": "go", "style": "success"},
            {"text": "Copy", "copy_text": {"text": "42"}},
            {"text": "Site", "url": "https://e.kz"},
        ]
    ]
    params = {"chat_id": anna.id, "text": "<b>&lt;x</b>", "parse_mode": "HTML"}
    answer(telegram, "sendMessage", **params, reply_markup={"inline_keyboard": keyboard})
    shown = (await page.get("/demo/messages", params={"chat_id": anna.id})).json()["messages"]
    assert (shown[0]["html"], shown[0]["from_bot"]) == (None, False)
    assert (shown[1]["html"], shown[1]["text"]) == ("<b>&lt;x</b>", "<x")
    assert shown[1]["rows"] == [
        [
            {"text": "Go", "data": "go", "url": None, "copy": None, "style": "success"},
            {"text": "Copy", "data": None, "url": None, "copy": "42", "style": None},
            {"text": "Site", "data": None, "url": "https://e.kz", "copy": None, "style": None},
        ]
    ]


@pytest.mark.parametrize(
    "question",
    [
        *(f"messages?{query}" for query in ("", "chat_id=x", "chat_id=5", "chat_id=1001&before=x")),
        *(f"chat?{query}" for query in ("", "chat_id=x", "chat_id=5")),
        *(f"journal?{query}" for query in ("after=x", "chat_id=x")),
    ],
)
async def test_bad_questions(page: httpx.AsyncClient, anna: User, question: str) -> None:
    refused = await page.get(f"/demo/{question}")
    assert refused.status_code == 400
    assert refused.json()["error"]


async def test_files_are_shown_or_downloaded(telegram: Telegram, page: httpx.AsyncClient, anna: User) -> None:
    telegram.call("sendPhoto", {"chat_id": anna.id}, {"photo": Upload("x.png", PNG, "image/png")})
    html = Upload("x.html", b"<script>", "text/html")
    telegram.call("sendDocument", {"chat_id": anna.id}, {"document": html})
    shown = (await page.get("/demo/messages", params={"chat_id": anna.id})).json()["messages"]
    photo, document = shown[1]["file"], shown[2]["file"]
    assert (photo["width"], photo["height"]) == dimensions(PNG)
    assert (document["name"], document["size"], document["width"]) == ("x.html", 8, None)
    image = await page.get(photo["url"])
    assert (image.content, image.headers["Content-Type"]) == (PNG, "image/png")
    telegram.call(
        "sendDocument", {"chat_id": anna.id}, {"document": Upload("x.pdf", b"%PDF", "application/pdf")}
    )
    (*_, paper) = (await page.get("/demo/messages", params={"chat_id": anna.id})).json()["messages"]
    opened = await page.get(paper["file"]["url"])
    assert (opened.headers["Content-Type"], "Content-Disposition" in opened.headers) == (
        "application/pdf",
        False,
    )
    download = await page.get(document["url"])
    assert download.headers["Content-Type"] == "application/octet-stream"
    assert download.headers["Content-Disposition"] == "attachment"
    assert (await page.get("/demo/files/documents/../x")).status_code == 404


async def test_what_a_person_does(telegram: Telegram, page: httpx.AsyncClient, anna: User) -> None:
    async def does(deed: str, **body: Any) -> Any:
        answer = await page.post(f"/demo/{deed}", json={"user_id": anna.id, **body})
        assert answer.status_code == 200, answer.text
        return answer.json()

    said = await does("say", text="hello")
    assert said == {"ok": True, "update_id": 2}
    message = telegram.messages(anna.id)[-1]
    assert (await does("edit", message_id=message.id, text="bye"))["update_id"] == 3
    assert telegram.messages(anna.id)[-1].text == "bye"
    query_id = (await does("tap", message_id=message.id, data="go"))["query_id"]
    assert answer(telegram, "answerCallbackQuery", callback_query_id=query_id)
    await does("send", kind="contact")
    assert telegram.messages(anna.id)[-1].kind == "contact"
    await does("block")
    assert (await does("say", text="x"))["update_id"] is None
    await does("unblock")
    assert (await does("say", text="x"))["update_id"] is not None


@pytest.mark.parametrize(
    ("deed", "body", "error"),
    [
        ("say", b"{", "JSON is expected"),
        ("say", b"\xff", "JSON is expected"),
        ("say", b"[" * 100_000, "JSON is expected"),
        ("say", b'{"user_id": 1001, "text": "\\ud800"}', "JSON is expected"),
        ("say", b"[]", "a JSON object is expected"),
        ("say", b"{}", "user_id: int is expected"),
        ("say", b'{"user_id": true, "text": "x"}', "user_id: int is expected"),
        ("say", b'{"user_id": 5, "text": "x"}', "no such person"),
        ("say", b'{"user_id": 1001}', "text: str is expected"),
        ("say", b'{"user_id": 1001, "text": " "}', "a message has 1-4096 UTF-16 units"),
        ("send", b'{"user_id": 1001, "kind": "virus"}', "kind is unknown"),
        ("tap", b'{"user_id": 1001, "message_id": "x", "data": "y"}', "message_id: int is expected"),
        ("edit", b'{"user_id": 1001, "message_id": 99, "text": "y"}', "no such message"),
        ("block", b'{"user_id": "x"}', "user_id: int is expected"),
        ("unblock", b'{"user_id": 5}', "no such person"),
    ],
)
async def test_bad_deeds(page: httpx.AsyncClient, anna: User, deed: str, body: bytes, error: str) -> None:
    refused = await page.post(f"/demo/{deed}", content=body)
    assert refused.status_code == 400
    assert refused.json() == {"ok": False, "error": error}


async def test_another_site_does_nothing(telegram: Telegram, page: httpx.AsyncClient, anna: User) -> None:
    body = {"user_id": anna.id, "text": "x"}
    refused = await page.post("/demo/say", json=body, headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert len(telegram.messages(anna.id)) == 1
