"""Strangers' input: whatever arrives, nothing is raised, the bot answers the next person, and no token is told."""

import random
import string
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiogram.types import Update
from structlog.typing import EventDict

from bot.app import building
from bot.clock import MovableClock
from bot.config import Config
from bot.logs import logging_to_stderr
from bot.news.sample import sample_feed
from bot.plan.example import example_plan
from bot.render.buttons import Cause, KindCode, Language, OpenCard
from bot.render.catalogue import LANGUAGES
from tests.person import Message, Person, buttons
from tests.quiet_log import quiet_log
from tests.town import AFTERNOON, OFFICIAL, SUBSCRIBER, TOKEN, meanings, town
from tests.wording import answer_of

_UNREADABLE = "an update cannot be read"
_HUGE = (2**31, 2**53, 2**62)
_RTL = "\u202eтекст\u202c \u200f\u2067غريب\u2069"
_TEXTS = (
    "а" * 4096,
    "🛩️" * 1000,
    "👨‍👩‍👧‍👦" * 64,
    _RTL,
    "<b>жирно</b> <script>alert(1)</script> &amp; </b>",
    "*_`[](tg://user?id=1)~>#+-=|{}.!\\",
    "\x00",
    "авиапром\x00",
    "\x00" * 4096,
    "\n\n\n\t \u00a0",
    "\u200b\u200d\ufeff",
    "%s %d {0} {name} ${HOME} $(id)",
    "'; DROP TABLE users; --",
    "0" * 4096,
    "до 99999999999999999999 года",
    "99.99.9999 32 февраля 0000",
    "?" * 300,
    "слово " * 682,
    "э́" * 2000,
    "Z̷̧̛a̴l̶g̸o̷" * 300,
    "https://example.invalid/" + "a/" * 2000,
    "@cooperation_sandbox_bot",
    "/" * 4096,
    "/start " + "x" * 4089,
    "/assign " + "9" * 4000,
    "/start@cooperation_sandbox_bot",
)


@pytest.fixture
def expected() -> set[str]:
    """The warnings of the bot that a test brings about, added by it; empty at first."""
    return set()


@pytest.fixture(autouse=True)
def lines(expected: set[str], caplog: pytest.LogCaptureFixture) -> Iterator[list[EventDict]]:
    """The bot's log, in which nothing may be a warning that was not ``expected``."""
    with quiet_log(caplog, but=expected) as logged:
        yield logged


def _message(person: int, content: Message, number: int = 5000, **sender: object) -> Message:
    who = {"id": person, "is_bot": False, "first_name": "Анна", **sender}
    chat = {"id": person, "type": "private", "first_name": "Анна"}
    return {"message": {"message_id": number, "date": 1, "from": who, "chat": chat, **content}}


async def _still_answers(anna: Person) -> None:
    asked = await anna.send("/sectors")
    while not buttons(await anna.read(after=asked)):
        pass


async def test_any_text_gets_an_answer(filled_url: str) -> None:
    """The longest, the strangest and the empty text are answered with a message that Telegram takes."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        for number, text in enumerate(_TEXTS, 5000):
            await here.bring(_message(SUBSCRIBER, {"text": text}, number))
            assert (await anna.read())["text"], text[:40]
        await _still_answers(anna)


@pytest.mark.parametrize(
    "name",
    ["", " ", "\x00", "😀" * 64, "<b>x</b>", _RTL, "@all https://example.invalid /start", "a" * 5000, "%s{name}"],
    ids=lambda name: ascii(name)[:12],
)
async def test_any_name_is_greeted(filled_url: str, name: str) -> None:
    """No name breaks the greeting, opens a link in it, or keeps an administrator from seeing who wrote."""
    async with town(filled_url) as here:
        anna = here.person(SUBSCRIBER)
        await anna.start()
        await anna.read()
        await here.bring(_message(SUBSCRIBER, {"text": "/start"}, 5000, first_name=name, last_name=name, username=name))
        greeting = await anna.read()
        assert len(greeting["text"].splitlines()) == 3
        assert {entity["type"] for entity in greeting.get("entities", ())} <= {"bold"}
        user = await here.app.store.people.known(SUBSCRIBER)
        assert user is not None
        assert "\x00" not in user.name
        await here.bring(_message(SUBSCRIBER, {"text": "/assign"}, 5001))
        assert (await anna.read())["text"]


def _forged(seed: random.Random) -> Iterator[str]:
    """Yield callback data of many shapes: nonsense, and our own prefixes with wrong values."""
    prefixes = ("c", "l", "n", "ns", "m", "w", "lang", "d", "why", "C", "", "c:s", "l:o:1", "ns:")
    values = ("", "0", "-1", "1", "999999", str(2**63 - 1), str(2**63), "9" * 40, "1e9", "٣", "½", "None", "null",
              "\x00", "aviastroenie", "../../etc", "' OR 1=1", "😀", _RTL, "s:aviastroenie:x", ":", "::", "on:8",
              "on:24", "off", "hour:-1", *KindCode, *Language, *Cause)  # fmt: skip
    for prefix in prefixes:
        for value in values:
            yield f"{prefix}:{value}"
    for _ in range(100):
        yield "".join(seed.choices(string.printable + "абв😀\u202e", k=seed.randint(1, 64)))
    yield from ("x" * 64, "я" * 32, "😀" * 16, "c:s:" + "a" * 60, "")


async def test_forged_buttons_are_always_answered(filled_url: str) -> None:
    """Whatever a client sends as a button's data, the tap is answered; a subscriber sees nothing of the plan."""
    async with town(filled_url) as here:
        knowledge = await here.app.knowledge.newest()
        await here.app.store.plan.add_plan(example_plan(knowledge.register), here.clock.now())
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("/sectors")
        shown = (await anna.read())["message_id"]
        for data in _forged(random.Random(10_3)):  # noqa: S311 - the same shapes at every run
            assert (await anna.tap_data(shown, data)).answered, ascii(data)
        for number in range(1, 9):
            told = (await anna.tap_data(shown, f"m:{number}")).text
            assert told in {answer_of("gone", language) for language in LANGUAGES}
        assert not any("ПРИМЕР" in message.get("text", "") for message in await anna.messages())
        await _still_answers(anna)


async def test_buttons_outlive_the_bot(filled_url: str) -> None:
    """Stopped and built anew on the same store, the bot answers every button of every message it ever sent."""
    async with town(filled_url, feeds=lambda: (sample_feed(),)) as here:
        knowledge = await here.app.knowledge.newest()
        await here.app.store.plan.add_plan(example_plan(knowledge.register), here.clock.now())
        await here.pass_time(timedelta(0))
        ivan = await here.appointed(OFFICIAL)
        sent = []
        for words in ("/sectors", "/news", "/digest", "/my", "/settings", "авиапром", "соглашение с Витебском"):
            await ivan.send(words)
            sent.append(await ivan.read())
        async with here.restarted():
            for message in sent:
                for data in meanings(message):
                    assert (await ivan.tap(message, data=data)).answered, data
            withdrawn = OpenCard(kind=KindCode.PROJECT, slug="withdrawn").pack()
            told = (await ivan.tap_data(sent[0]["message_id"], withdrawn)).text
            assert told in {answer_of("gone", language) for language in LANGUAGES}


def _scraps(seed: random.Random, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON
    """Return a random JSON value."""
    plain: list[Any] = [None, True, False, 0, -1, 1, seed.choice(_HUGE), -(2**62), 2**63, 1.5, "", "текст",
                        "\x00", _RTL, "<b>", "private", "group", "x" * 100]  # fmt: skip
    if depth > 2 or seed.random() < 0.7:
        return seed.choice(plain)
    if seed.random() < 0.5:
        return [_scraps(seed, depth + 1) for _ in range(seed.randint(0, 3))]
    return {seed.choice(_FIELDS): _scraps(seed, depth + 1) for _ in range(seed.randint(0, 4))}


_FIELDS = ("id", "from", "chat", "text", "date", "message_id", "type", "user", "message", "data", "title", "first_name")
_TYPES = sorted(set(Update.model_fields) - {"update_id"})


def _whole(kind: str, seed: random.Random, person: int) -> Message:
    """Return what could pass for the content of an update of this kind, some of its fields spoilt."""
    who = {"id": person, "is_bot": seed.random() < 0.1, "first_name": "Анна"}
    chat = {"id": person, "type": "private", "first_name": "Анна"}
    common = {"id": "1", "from": who, "user": who, "chat": chat, "date": 1, "message_id": 6000,
              "text": seed.choice(_TEXTS), "query": "x", "offset": "", "data": "c:s:aviastroenie",
              "chat_instance": "1", "result_id": "1",
              "old_chat_member": {"status": "member", "user": who}, "new_chat_member": {"status": "left", "user": who},
              "old_reaction": [], "new_reaction": [], "reactions": [], "poll_id": "1", "option_ids": [0],
              "option_persistent_ids": [], "question": "?", "options": [], "user_chat_id": person,
              "invoice_payload": "", "currency": "RUB", "total_amount": 1, "boost_id": "1", "remove_date": 1,
              "source": {"source": "premium", "user": who}, "is_enabled": True, "business_connection_id": "1",
              "message_ids": [1], "bot": who, "draft_id": 1}  # fmt: skip
    if kind == "callback_query":
        common["message"] = {"message_id": 1, "date": 0, "chat": chat}
    for name in seed.sample(sorted(common), k=seed.randint(0, 3)):
        common[name] = _scraps(seed)
    return common


@pytest.mark.parametrize("kind", _TYPES)
async def test_every_kind_of_update_is_survived(filled_url: str, kind: str, expected: set[str]) -> None:
    """Each kind of the Bot API, wanted or not, whole, empty and of the wrong shape, is worked or let go."""
    expected |= {_UNREADABLE, "Telegram did not take a reply"}
    seed = random.Random(kind)  # noqa: S311 - the same at every run
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        rubbish: list[Any] = [{}, [], None, 0, "x", True, {"id": {}}]
        for content in [*rubbish, *(_whole(kind, seed, 77) for _ in range(6))]:
            await here.bring({kind: content})
        await _still_answers(anna)


async def test_three_hundred_random_updates_are_survived(filled_url: str, expected: set[str]) -> None:
    """Generated from a fixed seed, with ids old, equal, negative and huge: no exception, and the bot still answers."""
    expected |= {_UNREADABLE, "Telegram did not take a reply", "Telegram did not take an apology"}
    seed = random.Random(2026)  # noqa: S311 - the same at every run
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        for number in range(300):
            kind = seed.choice([*_TYPES, "message", "callback_query", "update_of_tomorrow", ""])
            content = (
                _whole(kind, seed, seed.choice([SUBSCRIBER, 77, *_HUGE])) if seed.random() < 0.8 else _scraps(seed)
            )
            ids = {"update_id": seed.choice([number, 5, -7, 700_000_000 + number])} if seed.random() < 0.3 else {}
            await here.bring({kind: content, **ids})
        asked = await anna.send("/sectors")

        async def answered() -> bool:
            # The clock goes on: after a batch that it cannot confirm the bot asks again a little later.
            return any(each["message_id"] > asked["message_id"] and buttons(each) for each in await anna.messages())

        await here.wait_out(answered)


async def test_a_giant_number_of_an_update_stops_nothing(filled_url: str) -> None:
    """After an update whose number is as large as can be, the next ones are still taken."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.bring({"update_id": 2**62, **_message(SUBSCRIBER, {"text": "/sectors"})})
        await anna.read()
        await _still_answers(anna)


@pytest.mark.parametrize("style", ["console", "json"])
async def test_the_log_never_has_the_token(
    filled_url: str, style: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Through refusals, broken connections and a server that is not there, no line has the token or its secret half."""
    with logging_to_stderr(style=style, level="DEBUG", secrets=(TOKEN,)):
        async with town(filled_url) as here:
            anna = await here.newcomer(SUBSCRIBER)
            for kind in ("error", "close_before", "close_after"):
                await here.order_fault(kind, "sendMessage", status=400, description=f"Bad Request: {TOKEN}")
                await anna.send("/sectors")
                await anna.send("/help")
                while "/start" not in (await anna.read())["text"]:
                    pass
            await anna.send(TOKEN)
            await anna.read()
            await here.bring({"message": TOKEN})
            await _still_answers(anna)
        nowhere = Config(bot_token=TOKEN, telegram_api_url="http://127.0.0.1:9", database_url=filled_url)
        async with building(nowhere, MovableClock(AFTERNOON)) as app:
            running = app.run()
            app.stop()
            await running
    written = capsys.readouterr().err
    assert "Telegram did not take a reply" in written
    assert TOKEN not in written
    assert TOKEN.partition(":")[2] not in written
    caplog.clear()
