"""The Bot API over HTTP: reads a call, strikes it with a fault on order, carries it out, records it, answers."""

import time
from collections.abc import Mapping
from inspect import isawaitable

from aiohttp import web

from bot.sandbox.calls import Outcome
from bot.sandbox.errors import CallRefusedError, bad_request, refuse
from bot.sandbox.faults import Fault
from bot.sandbox.forms import MalformedFormError, read_form
from bot.sandbox.methods_bot import BOT
from bot.sandbox.methods_chat import CHATS
from bot.sandbox.methods_edit import EDITING
from bot.sandbox.methods_query import QUERIES
from bot.sandbox.methods_send import SENDING
from bot.sandbox.telegram import Method, Telegram
from bot.sandbox.wire import Call, Json, MalformedJsonError, MissingParameterError, Upload, read_json

_OK = 200
_UNANSWERED = 0


class BotApi:
    """Serves ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

    def __init__(self, telegram: Telegram) -> None:
        """Serve the bot of ``telegram``; method names are found whatever their case."""
        self._telegram = telegram
        tables = (BOT, SENDING, EDITING, CHATS, QUERIES)
        self._methods: Mapping[str, Method] = {
            name.lower(): method for table in tables for name, method in table.items()
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.route("*", "/bot{token}/{method}", self._serve),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def carry_out(self, call: Call) -> CallRefusedError | object:
        """Carry out a call and record it; return the result, or the refusal."""
        started = time.monotonic()
        try:
            result = await self._result(call)
        except CallRefusedError as refused:
            self._record(call, started, Outcome(refused.code, refused.description))
            return refused
        self._record(call, started, Outcome(_OK))
        return result

    async def _result(self, call: Call) -> object:
        if self._telegram.logged_out:
            raise CallRefusedError(400, "Logged out")
        method = self._methods.get(call.method.lower())
        if method is None:
            raise CallRefusedError(404, "Not Found: method not found")
        try:
            result = method(self._telegram, call)
            return await result if isawaitable(result) else result
        except MissingParameterError as missing:
            reason = f'parameter "{missing.args[0]}" is required'
            raise bad_request(reason) from missing
        except MalformedJsonError as malformed:
            raise bad_request(str(malformed)) from malformed

    def _record(self, call: Call, started: float, outcome: Outcome) -> None:
        spent = round((time.monotonic() - started) * 1000, 1)
        at = self._telegram.clock.now().isoformat()
        params = call.record(self._telegram.token)
        self._telegram.calls.add({"method": call.method, "params": params, "ms": spent, "at": at}, outcome)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            call = await _read_call(request)
        except CallRefusedError as refused:
            return _answer(refused)
        fault = self._telegram.faults.take(call)
        if fault is not None:
            return await self._struck(request, call, fault)
        return _answer(await self.carry_out(call))

    async def _struck(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if fault.kind == "error":
            refusal = fault.refusal()
            self._record(call, time.monotonic(), Outcome(refusal.code, refusal.description))
            return _answer(refusal)
        if fault.kind == "close_before":
            self._record(call, time.monotonic(), Outcome(_UNANSWERED, "the connection was closed before the call"))
            return _hang_up(request)
        result = await self.carry_out(call)
        if fault.kind != "close_after":
            await self._telegram.bell.until(lambda: False, fault.seconds if fault.kind == "slow" else None)
        return _answer(result) if fault.kind == "slow" else _hang_up(request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
        except CallRefusedError as refused:
            return _answer(refused)
        file = self._telegram.world.files.at(request.match_info["path"])
        if file is None:
            return _answer(CallRefusedError(404, "Not Found"))
        return web.Response(body=file.upload.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if token != self._telegram.token:
            number, _, secret = token.partition(":")
            described = "Unauthorized" if number.isdigit() and secret else "Unauthorized: invalid token specified"
            raise CallRefusedError(401, described)


def _answer(result: CallRefusedError | object) -> web.Response:
    if isinstance(result, CallRefusedError):
        return web.json_response(result.body(), status=result.code)
    return web.json_response({"ok": True, "result": result})


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection; the response returned has nowhere to go."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read_call(request: web.Request) -> Call:
    method = request.match_info["method"]
    fields: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            fields |= _read_object(await request.read())
        else:
            texts, uploads = await read_form(request)
            fields |= texts
    except web.HTTPRequestEntityTooLarge as large:
        raise CallRefusedError(413, "Request Entity Too Large") from large
    except MalformedFormError as broken:
        reason = "strings must be encoded in UTF-8"
        raise bad_request(reason) from broken
    return Call(method, fields, uploads)


def _read_object(raw: bytes) -> Json:
    try:
        value = read_json(raw or b"{}")
    except MalformedJsonError as broken:
        reason = "can't parse JSON object"
        raise bad_request(reason) from broken
    if not isinstance(value, dict):
        refuse("object expected as parameters")
    return value
