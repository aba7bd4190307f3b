import httpx
import pytest
import telegram as ptb
from aiohttp import web
from aiohttp.typedefs import Handler
from telegram.error import InvalidToken, NetworkError

from bot.demo.bot_api import _seconds
from bot.demo.server import serve
from bot.demo.telegram import Telegram, User

EVIL = {"Origin": "https://evil.example"}


async def test_a_wrong_token(root: str) -> None:
    stranger = ptb.Bot("2:other", base_url=f"{root}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    async with httpx.AsyncClient(base_url=root) as http:
        answer = await http.get("/bot2:other/getMe")
        assert answer.status_code == 401
        assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert (await http.get("/file/bot2:other/documents/file_0.txt")).status_code == 404


@pytest.mark.parametrize("how", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_every_way(telegram: Telegram, root: str, anna: User, how: str) -> None:
    params = {"chat_id": str(anna.id), "text": "Сәлем"}
    url = f"{root}/bot{telegram.token}/sendMessage"
    async with httpx.AsyncClient() as http:
        match how:
            case "query":
                answer = await http.get(url, params=params)
            case "form":
                answer = await http.post(url, data=params)
            case "json":
                answer = await http.post(url, json=params)
            case _:
                answer = await http.post(url, files={name: (None, value) for name, value in params.items()})
    assert answer.json()["result"]["text"] == "Сәлем"


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'"x"', b"[" * 100_000])
async def test_bad_json(telegram: Telegram, root: str, body: bytes) -> None:
    async with httpx.AsyncClient() as http:
        headers = {"Content-Type": "application/json; charset=unheard-of"}
        answer = await http.post(f"{root}/bot{telegram.token}/getMe", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["description"] == "Bad Request: can't parse request: JSON object expected"


async def test_a_bad_form(telegram: Telegram, root: str) -> None:
    async with httpx.AsyncClient() as http:
        headers = {"Content-Type": "multipart/form-data"}
        answer = await http.post(f"{root}/bot{telegram.token}/getMe", content=b"x", headers=headers)
    assert answer.status_code == 400


async def test_an_unknown_method_and_parameter(telegram: Telegram, root: str) -> None:
    async with httpx.AsyncClient(base_url=f"{root}/bot{telegram.token}") as http:
        assert (await http.get("/sendEverything")).status_code == 404
        answer = await http.get("/getMe", params={"x": 1})
        assert answer.json()["description"] == "Bad Request: unknown parameter x"


async def test_faults_are_put_in_by_middlewares(telegram: Telegram, anna: User) -> None:
    @web.middleware
    async def broken(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.endswith("/sendMessage"):
            return await handler(request)
        return web.json_response({"ok": False, "error_code": 502, "description": "Bad Gateway"}, status=502)

    async with (
        serve(telegram, middlewares=[broken]) as root,
        ptb.Bot(telegram.token, base_url=f"{root}/bot") as bot,
    ):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(anna.id, "x")
    assert [call.method for call in telegram.calls] == ["getMe"]


@pytest.mark.parametrize("path", ["/", "/demo/state", "/bot1:demo/getMe"])
async def test_no_other_site_and_no_other_name(root: str, path: str) -> None:
    async with httpx.AsyncClient(base_url=root) as http:
        assert (await http.get(path)).status_code == 200
        assert (await http.get(path, headers={"Origin": root})).status_code == 200
        assert (await http.get(path, headers=EVIL)).status_code == 403
        assert (await http.get(path, headers={"Origin": "null"})).status_code == 403
        for site in ("cross-site", "same-site"):  # a link leads to the page, and to nothing else
            followed = await http.get(path, headers={"Sec-Fetch-Site": site})
            assert followed.status_code == (200 if path == "/" else 403)
        assert (await http.get(path, headers={"Host": "evil.example"})).status_code == 403
        assert (await http.get(path, headers={"Host": "localhost"})).status_code == 200
        assert (await http.get(path, headers={"Host": "[::1]:80"})).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "::"])
async def test_only_loopback(telegram: Telegram, host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        async with serve(telegram, host=host):
            pass


async def test_a_server_can_be_started_again(telegram: Telegram) -> None:
    for _ in range(2):
        async with serve(telegram) as root, httpx.AsyncClient() as http:
            assert (await http.get(f"{root}/bot{telegram.token}/getMe")).json()["ok"]


@pytest.mark.parametrize(
    ("given", "seconds"), [(None, 0), ("", 0), ("5", 5), (5, 5), (-5, 0), ("x", 0), ([], 0)]
)
def test_seconds_of_a_poll(given: object, seconds: float) -> None:
    assert _seconds(given) == seconds
