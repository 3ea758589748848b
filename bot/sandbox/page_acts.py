"""What the chat page and tests do as a person: write, upload, tap, block, ask inline."""

from collections.abc import Sequence

from aiohttp import web

from bot.sandbox import actions, questions
from bot.sandbox.chats import Chat
from bot.sandbox.errors import CallRefusedError, deny
from bot.sandbox.page_input import PageRequest, read_body, read_upload
from bot.sandbox.telegram import Telegram
from bot.sandbox.wire import Json, Upload

_USUAL_WAIT = 10.0
_CHAT_TYPES = frozenset({"sender", "private", "group", "supergroup", "channel"})


class PageActs:
    """Serves the POST routes by which a person acts."""

    def __init__(self, telegram: Telegram) -> None:
        """Act in the world of ``telegram``."""
        self._telegram = telegram

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/api/send", self._send),
            web.post("/api/upload", self._upload),
            web.post("/api/send-other", self._send_other),
            web.post("/api/forward", self._forward),
            web.post("/api/edit", self._edit),
            web.post("/api/tap", self._tap),
            web.post("/api/start", self._start),
            web.post("/api/inline", self._inline),
            web.post("/api/inline/choose", self._choose),
            web.post("/api/block", self._block),
            web.post("/api/delete", self._delete),
        ]

    def _who_where(self, asked: PageRequest) -> tuple[int, Chat]:
        person = asked.integer("as")
        return person, actions.seen_chat(self._telegram, person, asked.integer("chat", person))

    async def _send(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        person, chat = self._who_where(asked)
        content = actions.checked_text(asked.text("text")).content()
        place = actions.where(chat, asked.integer("thread", 0), asked.integer("reply_to", 0))
        if asked.flag("forward", default=False):
            source = {"type": "hidden_user", "sender_user_name": "Пример Пересылаемый"}
            place["forward_origin"] = {**source, "date": self._telegram.world.date()}
        return _sent(actions.write(self._telegram, person, chat, {**content, **place}))

    async def _upload(self, request: web.Request) -> web.Response:
        asked = await read_upload(request)
        person, chat = self._who_where(asked)
        if asked.upload is None:
            deny('there is no "file"')
        attached = self._attached(asked.text("kind", "document"), asked.upload)
        caption = actions.checked_caption(asked.text("caption", ""))
        place = actions.where(chat, asked.integer("thread", 0), asked.integer("reply_to", 0))
        return _sent(actions.write(self._telegram, person, chat, {**attached, **caption, **place}))

    def _attached(self, kind: str, upload: Upload) -> Json:
        files = self._telegram.world.files
        if kind not in ("document", "photo"):
            deny('"kind" must be document or photo')
        try:
            return (files.add_photo(upload) if kind == "photo" else files.add_document(upload)).content()
        except CallRefusedError as refused:
            return deny(refused.description)

    async def _send_other(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        person, chat = self._who_where(asked)
        return _sent(actions.write(self._telegram, person, chat, asked.tree("message")))

    async def _forward(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        person, chat = self._who_where(asked)
        source = actions.seen_chat(self._telegram, person, asked.integer("from_chat"))
        message = actions.message_of(source, asked.integer("message_id"))
        return _sent(actions.write(self._telegram, person, chat, actions.forwarded(message)))

    async def _edit(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        person, chat = self._who_where(asked)
        return _sent(actions.edit(self._telegram, person, chat, asked.integer("message_id"), asked.text("text")))

    async def _tap(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        data, wait = asked.text("data"), asked.number("wait", _USUAL_WAIT)
        if "inline_message_id" in asked.fields:
            place = questions.tapped_inline(self._telegram, asked.text("inline_message_id"))
            person = asked.integer("as")
        else:
            person, chat = self._who_where(asked)
            place = questions.tapped_message(self._telegram, chat, asked.integer("message_id"))
        return web.json_response(await questions.tap(self._telegram, person, place, data, wait))

    async def _start(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        return _sent(actions.start(self._telegram, asked.integer("as"), asked.text("parameter", "")))

    async def _inline(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        kind = asked.text("chat_type", "sender")
        if kind not in _CHAT_TYPES:
            deny('"chat_type" is not known')
        query = {"query": asked.text("query"), "offset": asked.text("offset", ""), "chat_type": kind}
        wait = asked.number("wait", _USUAL_WAIT)
        return web.json_response(await questions.ask_inline(self._telegram, asked.integer("as"), query, wait))

    async def _choose(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        person, chat = self._who_where(asked)
        chosen_of = asked.text("query"), asked.text("result_id")
        place = actions.where(chat, asked.integer("thread", 0), 0)
        return web.json_response(questions.choose_inline(self._telegram, person, chat, chosen_of, place))

    async def _block(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        actions.block(self._telegram, asked.integer("as"), blocked=asked.flag("blocked"))
        return web.json_response({"blocked": asked.flag("blocked")})

    async def _delete(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        _, chat = self._who_where(asked)
        questions.erase(self._telegram, chat, asked.integer("message_id"))
        return web.json_response({"deleted": True})


def _sent(message: Json) -> web.Response:
    return web.json_response({"message": message})
