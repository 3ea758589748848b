"""What the chat page and tests arrange: the clock, faults, raw updates, new people and groups, memberships."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clock import MovableClock
from bot.sandbox import actions
from bot.sandbox.chats import GROUP_KINDS, PRIVATE, Group, Person, Topic
from bot.sandbox.errors import deny
from bot.sandbox.faults import KINDS
from bot.sandbox.page import PageSettings, person_summary
from bot.sandbox.page_input import PageRequest, read_body
from bot.sandbox.telegram import Telegram
from bot.sandbox.wire import Json

_MORNING = time(9, 5)
_LONGEST_MOVE = timedelta(days=3_660).total_seconds()
_LONGEST_FAULT = 3_600.0
_STATUSES = range(400, 600)
_STANDINGS = frozenset({"member", "administrator", "left"})
_CONFLICT = 409


class PageControl:
    """Serves the routes that arrange the world."""

    def __init__(self, telegram: Telegram, settings: PageSettings) -> None:
        """Arrange the world of ``telegram``."""
        self._telegram = telegram
        self._zone = ZoneInfo(settings.zone)

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/api/membership", self._membership),
            web.post("/api/migrate", self._migrate),
            web.post("/api/update", self._update),
            web.post("/api/clock", self._clock),
            web.get("/api/faults", self._list_faults),
            web.post("/api/faults", self._order_fault),
            web.delete("/api/faults", self._clear_faults),
            web.post("/api/people", self._add_person),
            web.post("/api/groups", self._add_group),
        ]

    async def _membership(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        chat = actions.chat_of(self._telegram, asked.integer("chat"))
        actions.set_membership(self._telegram, chat, asked.integer("by"), member=asked.flag("member"))
        return web.json_response(chat.summary())

    async def _migrate(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        chat = actions.chat_of(self._telegram, asked.integer("chat"))
        return web.json_response({"chat": actions.upgrade(self._telegram, chat).id})

    async def _update(self, request: web.Request) -> web.Response:
        update = (await read_body(request)).tree("update")
        if "update_id" in update:
            PageRequest(update).integer("update_id")
        return web.json_response({"update_id": self._telegram.updates.put_raw(update)})

    async def _clock(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        clock = self._telegram.clock
        if not isinstance(clock, MovableClock):
            deny("this clock cannot be moved", _CONFLICT)
        if "to" in asked.fields:
            if asked.text("to") != "morning":
                deny('"to" can only be "morning"')
            await clock.move(next_morning(clock.now(), self._zone) - clock.now())
        else:
            await clock.move(timedelta(seconds=asked.number("seconds", -1, _LONGEST_MOVE)))
        return web.json_response({"now": clock.now().isoformat()})

    async def _list_faults(self, _request: web.Request) -> web.Response:
        return web.json_response({"faults": self._telegram.faults.left()})

    async def _order_fault(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        return web.json_response({"id": self._telegram.faults.order(**_fault(asked))})

    async def _clear_faults(self, _request: web.Request) -> web.Response:
        self._telegram.faults.clear()
        return web.json_response({"faults": []})

    async def _add_person(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        world = self._telegram.world
        number = asked.integer("id", world.free_person_id())
        if number <= 0 or number in world.people or number == world.bot["id"] or not asked.text("first_name").strip():
            deny("a person has a first name and a positive id nobody has")
        person = Person(
            id=number,
            first_name=asked.text("first_name").strip(),
            last_name=asked.text("last_name", ""),
            username=asked.text("username", ""),
            language_code=asked.text("language_code", "ru"),
            title=asked.text("title", ""),
        )
        world.add_person(person).started = asked.flag("started", default=False)
        return web.json_response(person_summary(self._telegram, person))

    async def _add_group(self, request: web.Request) -> web.Response:
        asked = await read_body(request)
        kind, bot = asked.text("type", "supergroup"), asked.text("bot", "member")
        if kind not in GROUP_KINDS - {PRIVATE} or bot not in _STANDINGS:
            deny("the kind of group or the bot's standing is not known")
        members = [actions.person_of(self._telegram, number).id for number in asked.integers("members")]
        topics = [PageRequest(topic) for topic in asked.objects("topics")]
        group = Group(
            id=self._telegram.world.free_group_id(),
            title=asked.text("title"),
            type=kind,
            members=tuple(members),
            topics=tuple(Topic(topic.integer("id"), topic.text("title")) for topic in topics),
            bot=bot,
            username=asked.text("username", ""),
        )
        return web.json_response(self._telegram.world.add_group(group).summary())


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the next 09:05 of a zone."""
    local = now.astimezone(zone)
    morning = datetime.combine(local.date(), _MORNING, zone)
    return morning if morning > local else datetime.combine(local.date() + timedelta(days=1), _MORNING, zone)


def _fault(asked: PageRequest) -> Json:
    """Return the checked fields of a fault."""
    kind = asked.text("kind")
    status, times = asked.integer("status", 500), asked.integer("times", 1)
    if kind not in KINDS:
        deny('"kind" is not known')
    if status not in _STATUSES or times < 1:
        deny('"status" is from 400 to 599, "times" is one or more')
    return {
        "kind": kind,
        "method": asked.text("method", "*"),
        "chat": None if asked.fields.get("chat") is None else asked.integer("chat"),
        "times": times,
        "status": status,
        "description": asked.text("description", ""),
        "retry_after": None if asked.fields.get("retry_after") is None else asked.integer("retry_after"),
        "seconds": asked.number("seconds", 1.0, _LONGEST_FAULT),
    }
