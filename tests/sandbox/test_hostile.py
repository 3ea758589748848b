"""Strangers' input: nothing that arrives over HTTP makes the stand-in fail with a 500."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.sandbox.bot_api import BotApi
from bot.sandbox.chats import Person
from bot.sandbox.errors import CallRefusedError
from bot.sandbox.methods_bot import BOT
from bot.sandbox.methods_chat import CHATS
from bot.sandbox.methods_edit import EDITING
from bot.sandbox.methods_query import QUERIES
from bot.sandbox.methods_send import SENDING
from bot.sandbox.telegram import Telegram
from bot.sandbox.wire import Call
from tests.sandbox.stand import ANNA, Stand

_METHODS = sorted({*BOT, *CHATS, *EDITING, *QUERIES, *SENDING} - {"getUpdates", "logOut"})
_TEXTS = {"parse_mode", "text", "caption", "url", "name", "description", "short_description", "secret_token", "photo"}
_IDS = {"chat_id", "from_chat_id", "user_id", "message_id", "inline_message_id", "file_id", "document", "action"}
_ASIDE = {"message_thread_id", "reply_to_message_id", "reply_parameters", "reply_markup", "link_preview_options"}
_TREES = {"entities", "caption_entities", "media", "reaction", "commands", "scope", "menu_button", "results", "button"}
_MORE = {"message_ids", "allowed_updates", "max_connections", "callback_query_id", "inline_query_id", "next_offset"}
_PARAMETERS = sorted({"language_code", *_TEXTS, *_IDS, *_ASIDE, *_TREES, *_MORE})
_NASTY: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**40,
    1.5,
    "",
    "\0",
    "[",
    "9" * 5000,
    "[" * 50_000,
    [],
    {},
    [[]],
    [{}],
    [[[{}]]],
    [None, 1, "x"],
    {"type": []},
    {"type": {}, "media": {}, "id": []},
    [{"type": [], "offset": {}, "length": None}],
    [{"type": "emoji", "emoji": {}}],
    [{"type": "article", "id": {}, "title": [], "input_message_content": {"message_text": [1]}}],
    {"inline_keyboard": [[{"text": "a", "url": "http://[", "callback_data": {}}]]},
    {"inline_keyboard": [[{"text": "a", "web_app": []}]]},
    {"inline_keyboard": [[{"text": "a", "url": "https://[::1"}]]},
    {"keyboard": [[{"text": "a", "web_app": 5}]]},
    {"message_id": {}, "chat_id": []},
    "<a href='tg://user?id=\u00b2'>x</a><a href='tg://['>y</a><b",
    "_*[~`>|!",
)
_FIELDS = {
    "send": "as chat text thread reply_to forward",
    "send-other": "as chat message",
    "forward": "as chat from_chat message_id",
    "edit": "as chat message_id text",
    "tap": "as chat message_id data inline_message_id",
    "start": "as parameter",
    "inline": "as query offset chat_type",
    "inline/choose": "as chat query result_id thread",
    "block": "as blocked",
    "membership": "chat by member",
    "migrate": "chat",
    "delete": "as chat message_id",
    "update": "update",
    "clock": "to seconds",
    "faults": "method chat times kind status description retry_after seconds",
    "people": "first_name id username language_code title started",
    "groups": "title type members topics bot username",
}


@pytest.mark.parametrize("method", _METHODS)
async def test_nasty_parameters_are_refused_or_taken(method: str) -> None:
    """Whatever the value of whatever parameter, there is a result that is JSON, or a refusal."""
    telegram = Telegram(MovableClock(datetime(2026, 3, 2, tzinfo=UTC)), "42:x", pacing=False)
    telegram.world.add_person(Person(ANNA, "Анна")).started = True
    telegram.world.post(telegram.world.chats[ANNA], 42, {"text": "a"})
    api = BotApi(telegram)
    usual = {"chat_id": ANNA, "from_chat_id": ANNA, "message_id": 1, "text": "b", "action": "typing"}
    for parameter in _PARAMETERS:
        for value in _NASTY:
            result = await api.carry_out(Call(method, {**usual, parameter: value}))
            if isinstance(result, CallRefusedError):
                assert result.description.startswith(("Bad Request: ", "Forbidden: ")), result.description
            else:
                json.dumps(result, allow_nan=False, ensure_ascii=False).encode()


@pytest.mark.parametrize("path", _FIELDS)
async def test_nasty_acts_are_refused_or_taken(stand: Stand, path: str) -> None:
    """Whatever the value of whatever field, the answer is the page's."""
    usual = {"as": ANNA, "chat": ANNA, "by": ANNA, "text": "a", "wait": 0, "data": "x", "message_id": 1, "query": "x"}
    usual["from_chat"] = ANNA
    more = {"kind": "error", "first_name": "a", "title": "a", "method": "none", "member": True, "result_id": "1"}
    nastier = {"message_thread_id": [], "from": 5, "reply_to_message": {"from": 5}, "text": []}
    for field in _FIELDS[path].split():
        for value in (*_NASTY, nastier):
            body = {**usual, **more, field: value}
            async with stand.session.post(f"{stand.sandbox.url}/api/{path}", json=body) as answer:
                assert answer.status in (200, 400, 404), (body, await answer.text())
                assert isinstance(await answer.json(), dict)


_LONG_NUMBER = b'{"as": ' + b"9" * 5000 + b"}"


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"[" * 100_000, b'{"as": "\\ud800"}', b"\xff", b'{"as": NaN}', _LONG_NUMBER],
    ids=["empty", "list", "cut", "deep", "surrogate", "bytes", "nan", "long"],
)
async def test_nasty_bodies_are_refused(stand: Stand, body: bytes) -> None:
    """A body that is no JSON object is a 400 with a sentence."""
    async with stand.session.post(f"{stand.sandbox.url}/api/send", data=body) as answer:
        assert answer.status == 400
        assert "error" in await answer.json()


@pytest.mark.parametrize("query", ["as=x", "as=1001&chat=x", "as=1001&wait=nan", "as=1001&wait=-1", "", "as=%ff"])
async def test_nasty_queries_are_refused(stand: Stand, query: str) -> None:
    """A query that makes no sense is a 400 with a sentence."""
    async with stand.session.get(f"{stand.sandbox.url}/api/messages?{query}") as answer:
        assert answer.status == 400
        assert "error" in await answer.json()


_FIELD = b'Content-Disposition: form-data; name="a"'


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded; charset=nothing"],
)
@pytest.mark.parametrize(
    "body",
    [
        b"--x\r\nbroken",
        b"--x\r\n" + _FIELD + b"\r\n\r\n\xff\r\n--x--\r\n",
        b"--x\r\n" + _FIELD + b"\r\nContent-Type: text/plain; charset=zzz\r\n\r\na\r\n--x--\r\n",
        b"--x\r\n" + _FIELD + b"\r\nContent-Transfer-Encoding: zzz\r\n\r\na\r\n--x--\r\n",
        b"--x\r\n" + _FIELD + b"\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--\r\n",
        b"--x\r\n\r\na\r\n--x--\r\n",
        b"a=%ff&b=%ed%a0%80",
    ],
)
async def test_nasty_forms_are_refused_or_taken(stand: Stand, kind: str, body: bytes) -> None:
    """A broken form is a 400 of the Bot API and of the page, never a failure."""
    for address in (stand.method("getMe"), f"{stand.sandbox.url}/api/upload"):
        async with stand.session.post(address, data=body, headers={"Content-Type": kind}) as answer:
            assert answer.status in (200, 400), await answer.text()
            assert isinstance(await answer.json(), dict)
