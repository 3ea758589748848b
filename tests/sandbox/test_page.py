"""The chat page in a real browser against the real stand-in: what a person sees, taps, types and sends.

The bot is a few calls of the Bot API made by the test itself. Every test also promises that the browser's
console stayed silent (the ``page`` fixture looks at it last).
"""

import json
import struct
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.sandbox.chats import Group, Person, Topic
from bot.sandbox.server import Sandbox

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Browser, FilePayload, Locator, Page, Route, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in"),
    pytest.mark.asyncio(loop_scope="module"),  # one browser serves all the tests: starting it takes longest
]

_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_ANNA = 1001
_ALES = 1002
_GROUP = -1_001_000_000_001
_PLAN_TOPIC = 7
_HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'


Json = dict[str, Any]


@dataclass(slots=True)
class ScriptedBot:
    """A bot that does what the test tells it, call by call."""

    session: aiohttp.ClientSession
    address: str
    token: str
    offset: int = 0

    async def call(self, method: str, **params: object) -> Any:  # noqa: ANN401  # every method answers with its own shape
        """Call a method and return its result, whatever kind it is."""
        async with self.session.post(f"{self.address}/bot{self.token}/{method}", json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: object) -> Json:
        """Call a method that is to be refused and return the error."""
        async with self.session.post(f"{self.address}/bot{self.token}/{method}", json=params) as response:
            answer: Json = await response.json()
        assert not answer["ok"], answer
        return answer

    async def say(self, text: str, chat: int = _ANNA, **params: object) -> int:
        """Send a message and return its id."""
        message = await self.call("sendMessage", chat_id=chat, text=text, **params)
        return int(message["message_id"])

    async def next(self, kind: str) -> Json:
        """Wait for the next update of a kind, forgetting those before it, and return its content."""
        while True:
            for update in await self.call("getUpdates", offset=self.offset, timeout=20):
                self.offset = update["update_id"] + 1
                if kind in update:
                    content: Json = update[kind]
                    return content

    async def answer_tap(self, **answer: object) -> Json:
        """Wait for a tap, answer it and return it."""
        tap = await self.next("callback_query")
        await self.call("answerCallbackQuery", callback_query_id=tap["id"], **answer)
        return tap


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    """A stand-in with two people, a group with a topic and a clock that stands still at 9:05 of a Monday."""
    people = [
        Person(_ANNA, "Анна", "Примерова", title="подписчик"),
        Person(_ALES, "Алесь", "Прыкладны", title="исполнитель · Беларусь"),
    ]
    topics = (Topic(_PLAN_TOPIC, "План"),)
    groups = [Group(_GROUP, "Пример: рабочая группа", members=(_ANNA, _ALES), topics=topics, bot="administrator")]
    clock = MovableClock(datetime(2026, 3, 2, 5, 5, tzinfo=UTC))
    async with Sandbox(clock, people=people, groups=groups, pacing=False) as sandbox:
        yield sandbox


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: Sandbox) -> AsyncIterator[ScriptedBot]:
    """The scripted bot, which both people have started."""
    async with aiohttp.ClientSession() as session:
        for person in (_ANNA, _ALES):
            async with session.post(f"{sandbox.url}/api/start", json={"as": person}) as response:
                assert response.ok
        yield ScriptedBot(session, sandbox.url, sandbox.token)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: Sandbox, bot: ScriptedBot) -> AsyncIterator[Page]:  # noqa: ARG001  # the bot has been started first
    """Anna's chat with the bot, loaded; at the end the console must have stayed silent."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id="America/New_York")
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    await page.goto(f"{sandbox.url}/#as={_ANNA}&chat={_ANNA}")
    await expect(page.get_by_test_id("messages").get_by_text("/start")).to_be_visible()
    yield page
    await context.close()
    assert complaints == []


def _message(page: Page, number: int) -> Locator:
    return page.get_by_test_id(f"message-{number}")


def _inline_keyboard(*texts: str) -> Json:
    return {"inline_keyboard": [[{"text": text, "callback_data": text.lower()} for text in texts]]}


def _place(text: str, part: str, kind: str, **more: object) -> Json:
    """Return the entity of ``part`` in ``text``, counted as Telegram counts: in UTF-16 units."""
    before = text[: text.index(part)]
    units = [len(piece.encode("utf-16-le")) // 2 for piece in (before, part)]
    return {"type": kind, "offset": units[0], "length": units[1], **more}


def _picture(width: int, height: int) -> bytes:
    """Return a grey PNG."""
    rows = (b"\0" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def _write(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()


async def _choose(page: Page, message: int, action: str) -> None:
    """Choose an action from a message's menu."""
    await _message(page, message).get_by_test_id("text").click(button="right", position={"x": 4, "y": 6})
    await page.get_by_role("menuitem", name=action).click()


async def test_formatting_is_drawn_at_the_right_letters(page: Page, bot: ScriptedBot) -> None:
    """Entities nest, and an emoji before them (two UTF-16 units) doesn't shift them."""
    text = "\N{ROUND PUSHPIN} Срок: 31 марта, таблица, x = 1\nprint"
    entities = [
        _place(text, "Срок: 31 марта", "bold"),
        _place(text, "31 марта", "italic"),
        _place(text, "31 марта", "underline"),
        _place(text, "таблица", "text_link", url="https://example.org/table"),
        _place(text, "x = 1", "code"),
        _place(text, "print", "pre", language="python"),
    ]
    body = _message(page, await bot.say(text, entities=entities)).get_by_test_id("text")
    await expect(body.locator("strong")).to_have_text("Срок: 31 марта")
    await expect(body.locator("strong em u, strong u em")).to_have_text("31 марта")
    await expect(body.get_by_role("link", name="таблица")).to_have_attribute("href", "https://example.org/table")
    await expect(body.locator("code")).to_have_text("x = 1")
    await expect(body.locator("pre")).to_have_attribute("data-language", "python")


async def test_message_time_is_that_of_the_programme(page: Page, bot: ScriptedBot) -> None:
    """A message of 05:05 UTC reads 09:05 in Ulyanovsk, wherever the browser stands."""
    await expect(_message(page, await bot.say("Доброе утро")).get_by_test_id("meta")).to_have_text("09:05")


async def test_spoiler_opens_when_tapped(page: Page, bot: ScriptedBot) -> None:
    """Hidden text is covered until it is tapped."""
    number = await bot.say("Ответ: 42", entities=[_place("Ответ: 42", "42", "spoiler")])
    spoiler = _message(page, number).locator(".spoiler")
    await expect(spoiler).to_have_css("color", "rgba(0, 0, 0, 0)")
    await spoiler.click()
    await expect(spoiler).not_to_have_css("color", "rgba(0, 0, 0, 0)")


async def test_long_quote_opens_and_closes(page: Page, bot: ScriptedBot) -> None:
    """An expandable quote shows three lines, all of it after a tap, and three lines after another."""
    text = "Пример длинной цитаты. " * 30
    number = await bot.say(text, entities=[{"type": "expandable_blockquote", "offset": 0, "length": len(text) - 1}])
    quote = _message(page, number).locator("blockquote")
    inside = quote.locator(".inside")
    folded = await inside.evaluate("node => node.clientHeight")
    await quote.get_by_role("button", name="показать").click()
    assert await inside.evaluate("node => node.clientHeight") > 2 * folded
    await quote.get_by_role("button", name="свернуть").click()
    assert await inside.evaluate("node => node.clientHeight") == folded


async def test_short_quote_has_nothing_to_open(page: Page, bot: ScriptedBot) -> None:
    """An expandable quote that fits its three lines offers no button."""
    number = await bot.say("Коротко", entities=[{"type": "expandable_blockquote", "offset": 0, "length": 7}])
    await expect(_message(page, number).locator("blockquote")).to_have_text("Короткопоказать")
    await expect(_message(page, number).get_by_role("button", name="показать")).to_be_hidden()


async def test_outside_text_stays_text(page: Page, bot: ScriptedBot) -> None:
    """Markup in texts, captions, buttons and answers is shown as written and nothing of it runs."""
    number = await bot.say(_HOSTILE, reply_markup={"inline_keyboard": [[{"text": _HOSTILE, "callback_data": "x"}]]})
    message = _message(page, number)
    await expect(message.get_by_test_id("text")).to_have_text(_HOSTILE)
    await message.get_by_test_id("button").click()
    await bot.answer_tap(text=_HOSTILE, show_alert=True)
    await expect(page.get_by_test_id("alert")).to_contain_text(_HOSTILE)
    await page.get_by_role("button", name="Понятно").click()
    await expect(page.get_by_test_id("call").first).to_be_visible()
    assert await page.evaluate("window.hurt === undefined && !document.querySelector('img, main script')")


async def test_link_that_could_run_something_is_no_link(page: Page, sandbox: Sandbox, bot: ScriptedBot) -> None:
    """An address other than http, https and tg is drawn as text, even if the stand-in let it through."""
    entity = _place("Нажмите сюда", "сюда", "text_link", url="javascript:window.hurt=1")
    forged = {"text": "Нажмите сюда", "entities": [entity]}
    async with bot.session.post(
        f"{sandbox.url}/api/send-other", json={"as": _ANNA, "chat": _ANNA, "message": forged}
    ) as response:
        number = (await response.json())["message"]["message_id"]
    await expect(_message(page, number).get_by_test_id("text")).to_have_text("Нажмите сюда")
    await expect(_message(page, number).get_by_role("link")).to_have_count(0)


async def test_tap_waits_and_shows_the_answer(page: Page, bot: ScriptedBot) -> None:
    """A tapped button is busy until the bot answers; the answer's text is a toast."""
    key = _message(page, await bot.say("План", reply_markup=_inline_keyboard("Принять"))).get_by_test_id("button")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    tap = await bot.answer_tap(text="Принято")
    assert tap["data"] == "принять"
    await expect(page.get_by_test_id("toast")).to_have_text("Принято")
    await expect(key).to_have_attribute("aria-busy", "false")


async def test_alert_stays_until_it_is_closed(page: Page, bot: ScriptedBot) -> None:
    """An answer with show_alert is a window with a button."""
    await _message(page, await bot.say("План", reply_markup=_inline_keyboard("Снять"))).get_by_test_id("button").click()
    await bot.answer_tap(text="Снимает координатор", show_alert=True)
    await expect(page.get_by_test_id("alert")).to_contain_text("Снимает координатор")
    await page.get_by_role("button", name="Понятно").click()
    await expect(page.get_by_test_id("alert")).to_have_count(0)


async def test_silence_after_a_tap_is_told(page: Page, bot: ScriptedBot) -> None:
    """When the bot does not answer a tap in time, the page says so in red."""

    async def hasten(route: Route) -> None:
        asked = json.loads(route.request.post_data or "{}")
        await route.continue_(post_data=json.dumps({**asked, "wait": 0}))

    await page.route("**/api/tap", hasten)
    await _message(page, await bot.say("План", reply_markup=_inline_keyboard("Ждать"))).get_by_test_id("button").click()
    toast = page.get_by_test_id("toast")
    await expect(toast).to_have_text("Бот не ответил на нажатие")
    await expect(toast).to_have_class("toast error")


async def test_button_of_an_unknown_kind_is_shown_but_dead(page: Page, bot: ScriptedBot) -> None:
    """A button the stand-in can't press is visible and disabled; coloured ones carry their colour."""
    row = [
        {"text": "Приложение", "web_app": {"url": "https://example.org"}},
        {"text": "Вернуть", "callback_data": "back", "style": "danger"},
    ]
    keys = _message(page, await bot.say("План", reply_markup={"inline_keyboard": [row]})).get_by_test_id("button")
    await expect(keys.nth(0)).to_be_disabled()
    await expect(keys.nth(1)).to_be_enabled()
    await expect(keys.nth(1)).to_have_class("inline-button danger")


async def test_edit_changes_the_message_where_it_stands(page: Page, bot: ScriptedBot) -> None:
    """An edited message keeps its place, says that it was changed, and what one reads does not move."""
    first = await bot.say("Строка 17: в работе")
    numbers = [await bot.say(f"Сообщение {number}") for number in range(30)]
    read = _message(page, numbers[15])
    await expect(_message(page, numbers[-1])).to_be_in_viewport()
    await read.evaluate("node => node.scrollIntoView({block: 'center'})")
    top = await read.evaluate("node => node.getBoundingClientRect().top")
    await bot.call("editMessageText", chat_id=_ANNA, message_id=first, text="Строка 17: исполнено.\nОтчёт принят.")
    await expect(_message(page, first).get_by_test_id("text")).to_have_text("Строка 17: исполнено.\nОтчёт принят.")
    await expect(_message(page, first).get_by_test_id("meta")).to_contain_text("изменено")
    assert await read.evaluate("node => node.getBoundingClientRect().top") == pytest.approx(top, abs=1)


async def test_deleted_message_goes_away(page: Page, bot: ScriptedBot) -> None:
    """A message the bot deletes leaves the page."""
    number = await bot.say("Лишнее")
    await expect(_message(page, number)).to_be_visible()
    await bot.call("deleteMessage", chat_id=_ANNA, message_id=number)
    await expect(_message(page, number)).to_have_count(0)


async def test_reply_keyboard_writes_for_the_person(page: Page, bot: ScriptedBot) -> None:
    """A key sends its text; a one-time keyboard then folds and can be brought back."""
    keyboard = {"keyboard": [[{"text": "Мой план"}]], "one_time_keyboard": True, "input_field_placeholder": "Спросите"}
    await bot.say("Выберите", reply_markup=keyboard)
    keys = page.get_by_test_id("reply-keyboard")
    await expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", "Спросите")
    await keys.get_by_role("button", name="Мой план").click()
    assert (await _next_text(bot)) == "Мой план"
    await expect(keys).to_be_hidden()
    await page.get_by_test_id("keyboard-toggle").click()
    await expect(keys).to_be_visible()
    await bot.say("Готово", reply_markup={"remove_keyboard": True})
    await expect(keys).to_be_hidden()
    await expect(page.get_by_test_id("keyboard-toggle")).to_be_hidden()


async def _next_text(bot: ScriptedBot) -> str:
    """Return the next text a person wrote that is no /start."""
    while (text := str((await bot.next("message")).get("text", ""))).startswith("/start"):
        pass
    return text


async def test_contact_key_sends_the_persons_own_contact(page: Page, bot: ScriptedBot) -> None:
    """A request_contact key sends a contact with the person's id."""
    await bot.say("Кто вы?", reply_markup={"keyboard": [[{"text": "Отправить контакт", "request_contact": True}]]})
    await page.get_by_role("button", name="Отправить контакт").click()
    await expect(page.get_by_test_id("contact")).to_contain_text("Анна")
    while "contact" not in (message := await bot.next("message")):
        pass
    assert message["contact"]["user_id"] == _ANNA


async def test_commands_are_offered_and_sent(page: Page, bot: ScriptedBot) -> None:
    """Typing a slash lists the declared commands; choosing one by keyboard sends it."""
    commands = [{"command": "news", "description": "Новости"}, {"command": "plan", "description": "План и сроки"}]
    await bot.call("setMyCommands", commands=commands)
    await page.reload()
    await page.get_by_test_id("commands-toggle").click()
    await expect(page.get_by_test_id("command")).to_have_text(["/newsНовости", "/planПлан и сроки"])
    await page.get_by_test_id("composer").press("ArrowDown")
    await page.get_by_test_id("composer").press("Enter")
    assert await _next_text(bot) == "/plan"


async def test_message_to_another_person_is_marked(page: Page, bot: ScriptedBot) -> None:
    """A message to someone else raises their counter; switching to them shows it and clears the counter."""
    number = await bot.say("Срок через три дня", chat=_ALES)
    other = page.get_by_test_id(f"person-{_ALES}")
    await expect(other).to_contain_text("исполнитель · Беларусь")
    await expect(other.get_by_test_id("badge")).to_have_text("1")
    await other.click()
    await expect(_message(page, number)).to_be_visible()
    await expect(other.get_by_test_id("badge")).to_have_count(0)
    assert page.url.endswith(f"#as={_ALES}&chat={_ALES}")


async def test_reload_returns_to_the_same_place_with_the_draft(page: Page, bot: ScriptedBot) -> None:
    """Person, chat and an unsent draft survive a reload; another chat has its own draft."""
    await bot.say("Что сделано?", chat=_ALES)
    await page.get_by_test_id("composer").fill("Начато, но не отправлено")
    await page.get_by_test_id(f"person-{_ALES}").click()
    await expect(page.get_by_test_id("composer")).to_have_value("")
    await page.get_by_test_id(f"person-{_ANNA}").click()
    await page.reload()
    await expect(page.get_by_test_id(f"person-{_ANNA}")).to_have_attribute("aria-current", "true")
    await expect(page.get_by_test_id("composer")).to_have_value("Начато, но не отправлено")


async def test_group_topic_takes_what_is_written_in_it(page: Page, bot: ScriptedBot) -> None:
    """In a group with topics one sees and writes in the chosen topic only."""
    general = await bot.say("Для всех", chat=_GROUP)
    await page.get_by_test_id(f"chat-{_GROUP}").click()
    await expect(_message(page, general)).to_be_visible()
    await page.get_by_test_id(f"topic-{_PLAN_TOPIC}").click()
    await expect(_message(page, general)).to_have_count(0)
    await _write(page, "Отчёт по строке 17")
    while (message := await bot.next("message")).get("text") != "Отчёт по строке 17":
        pass
    assert message["message_thread_id"] == _PLAN_TOPIC
    await expect(_message(page, message["message_id"])).to_be_visible()


async def test_document_is_sent_with_its_caption(page: Page, bot: ScriptedBot) -> None:
    """A chosen file is offered with a caption, reaches the bot and is shown as a row to download."""
    report: FilePayload = {"name": "Пример отчёта.txt", "mimeType": "text/plain", "buffer": "Исполнено".encode()}
    await page.get_by_test_id("file").set_input_files([report])
    await page.get_by_test_id("caption").fill("За март")
    await page.get_by_test_id("upload").click()
    while "document" not in (message := await bot.next("message")):
        pass
    assert (message["document"]["file_name"], message["caption"]) == ("Пример отчёта.txt", "За март")
    row = _message(page, message["message_id"]).get_by_test_id("document")
    async with page.expect_download() as download:
        await row.click()
    assert (await (await download.value).path()).read_text("utf-8") == "Исполнено"


async def test_photo_is_shown(page: Page, bot: ScriptedBot) -> None:
    """A picture sent as a photo is drawn in the message."""
    chart: FilePayload = {"name": "chart.png", "mimeType": "image/png", "buffer": _picture(64, 32)}
    await page.get_by_test_id("file").set_input_files([chart])
    await page.get_by_test_id("upload").click()
    while "photo" not in (message := await bot.next("message")):
        pass
    picture = _message(page, message["message_id"]).locator("img")
    await expect(picture).to_have_js_property("naturalWidth", 64)


async def test_own_message_is_answered_changed_and_deleted(page: Page, bot: ScriptedBot) -> None:
    """A message's menu answers it, changes one's own and deletes one's own."""
    question = await bot.say("Что сделано?")
    await _choose(page, question, "Ответить")
    await _write(page, "Всё")
    answer = await bot.next("message")
    while answer.get("text") != "Всё":
        answer = await bot.next("message")
    assert answer["reply_to_message"]["message_id"] == question
    own = answer["message_id"]
    await expect(_message(page, own).get_by_test_id("reply-quote")).to_contain_text("Что сделано?")
    await _choose(page, own, "Изменить")
    await _write(page, "Почти всё")
    assert (await bot.next("edited_message"))["text"] == "Почти всё"
    await expect(_message(page, own).get_by_test_id("text")).to_have_text("Почти всё")
    await _choose(page, own, "Удалить")
    await expect(_message(page, own)).to_have_count(0)


async def test_deep_link_starts_the_bot_with_its_parameter(page: Page, sandbox: Sandbox, bot: ScriptedBot) -> None:
    """The header's prompt and a t.me link in a message both send /start with the parameter."""
    await page.get_by_test_id("deep-link").click()
    await page.get_by_test_id("deep-link-parameter").fill("card_7")
    await page.get_by_test_id("deep-link-open").click()
    assert await _next_start(bot) == "/start card_7"
    name = (await bot.call("getMe"))["username"]
    entity = _place("Карточка", "Карточка", "text_link", url=f"https://t.me/{name}?start=card_8")
    number = await bot.say("Карточка", entities=[entity])
    await _message(page, number).get_by_role("link").click()
    assert await _next_start(bot) == "/start card_8"
    assert page.url.startswith(sandbox.url)


async def _next_start(bot: ScriptedBot) -> str:
    """Return the next /start that carries a parameter."""
    while not (text := str((await bot.next("message")).get("text", ""))).startswith("/start "):
        pass
    return text


async def test_inline_result_is_offered_and_posted(page: Page, bot: ScriptedBot) -> None:
    """After the bot's name a query lists the bot's results; the chosen one appears as sent via the bot."""
    name = (await bot.call("getMe"))["username"]
    await page.get_by_test_id("composer").fill(f"@{name} завод")
    query = await bot.next("inline_query")
    assert query["query"] == "завод"
    result = {
        "type": "article",
        "id": "1",
        "title": _HOSTILE,
        "description": "Пример: о поставках",
        "input_message_content": {"message_text": "Пример: соглашение о поставках"},
    }
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    await expect(page.get_by_test_id("inline-result")).to_contain_text(_HOSTILE)
    await page.get_by_test_id("composer").press("Enter")
    posted = page.get_by_test_id("messages").get_by_role("article").last
    await expect(posted).to_contain_text("Пример: соглашение о поставках")
    await expect(posted).to_contain_text(f"через @{name}")
    await expect(page.get_by_test_id("composer")).to_have_value("")


async def test_next_morning_moves_the_bots_clock(page: Page, sandbox: Sandbox, bot: ScriptedBot) -> None:
    """The clock reads in the programme's zone; the button moves it to the next 9:05; others' moves show too."""
    await expect(page.get_by_test_id("clock")).to_contain_text("понедельник, 2 марта 2026")
    await page.get_by_test_id("next-morning").click()
    await expect(page.get_by_test_id("clock")).to_have_text("вторник, 3 марта 2026, 09:05")
    await page.get_by_test_id("clock-more").click()
    await page.get_by_role("menuitem", name="+1 день").click()
    await expect(page.get_by_test_id("clock")).to_have_text("среда, 4 марта 2026, 09:05")
    assert sandbox.world.now() == datetime(2026, 3, 4, 5, 5, tzinfo=UTC)
    async with bot.session.post(f"{sandbox.url}/api/clock", json={"seconds": 7200}):
        await expect(page.get_by_test_id("clock")).to_have_text("среда, 4 марта 2026, 11:05")


async def test_calls_are_listed_as_they_come(page: Page, bot: ScriptedBot) -> None:
    """The panel lists each call once, a refused one with its reason; a call opens, can be found and cleared away."""
    calls = page.get_by_test_id("calls").get_by_test_id("call")
    await bot.say("Дайджест на 2 марта")
    await expect(calls.first).to_contain_text("sendMessage")
    refusal = await bot.refused("sendMessage", chat_id=_ANNA, text="")
    await expect(calls.first).to_contain_text(refusal["description"])
    await expect(calls.first).to_contain_text("400")
    await calls.nth(1).locator("summary").click()
    await expect(calls.nth(1).get_by_test_id("call-params")).to_contain_text('"text": "Дайджест на 2 марта"')
    await expect(calls).to_have_count(2)
    await page.get_by_test_id("calls-filter").fill("дайджест")
    await expect(calls.filter(visible=True)).to_have_count(1)
    await page.get_by_test_id("calls-clear").click()
    await expect(calls).to_have_count(0)


async def test_fault_is_ordered_and_cleared(page: Page, bot: ScriptedBot) -> None:
    """A fault ordered in the panel strikes the next call; clearing takes back what is left."""
    await page.get_by_test_id("tab-faults").click()
    form = page.get_by_test_id("faults")
    await form.get_by_label("Сколько раз").fill("2")
    await form.get_by_label("Подождать, с").fill("7")
    await form.get_by_role("button", name="Заказать").click()
    await expect(page.get_by_test_id("faults-list")).to_contain_text("осталось: 2 раза")
    refusal = await bot.refused("sendMessage", chat_id=_ANNA, text="Раз")
    assert refusal["parameters"] == {"retry_after": 7}
    await page.get_by_test_id("faults-clear").click()
    await expect(page.get_by_test_id("faults-list")).to_contain_text("сбоев нет")
    await bot.say("Два")


async def test_blocked_bot_cannot_be_written_to_until_unblocked(page: Page, bot: ScriptedBot) -> None:
    """Blocking in the header refuses the bot's messages and replaces the input; unblocking brings both back."""
    await page.get_by_test_id("block").click()
    await expect(page.get_by_test_id("composer")).to_be_hidden()
    assert (await bot.refused("sendMessage", chat_id=_ANNA, text="Раз"))["error_code"] == 403
    await page.get_by_test_id("unblock").click()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await bot.say("Два")


async def test_new_person_is_offered_a_start(page: Page, sandbox: Sandbox, bot: ScriptedBot) -> None:
    """A person without messages sees a start button, which sends /start and opens the chat."""
    async with bot.session.post(f"{sandbox.url}/api/people", json={"first_name": "Пётр"}) as response:
        person = (await response.json())["id"]
    await page.get_by_test_id(f"person-{person}").click()
    await page.get_by_test_id("start").click()
    while (message := await bot.next("message"))["from"]["id"] != person:
        pass
    assert message["text"] == "/start"
    await expect(_message(page, message["message_id"])).to_be_visible()


async def test_forced_reply_answers_the_question(page: Page, bot: ScriptedBot) -> None:
    """A message with force_reply puts the cursor in the input and makes what is written its answer."""
    question = await bot.say("Что сделано?", reply_markup={"force_reply": True})
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await page.keyboard.type("Всё")
    await page.keyboard.press("Enter")
    while (message := await bot.next("message")).get("text") != "Всё":
        pass
    assert message["reply_to_message"]["message_id"] == question


async def test_typing_is_told(page: Page, bot: ScriptedBot) -> None:
    """While the bot is busy the header says so, until its message comes."""
    header = page.locator(".chat-head")
    await bot.call("sendChatAction", chat_id=_ANNA, action="typing")
    await expect(header).to_contain_text("печатает…")
    await bot.say("Готово")
    await expect(header).not_to_contain_text("печатает…")


async def test_chat_reaches_the_bottom_of_the_window(page: Page) -> None:
    """With no hints to show, as here, the columns still fill the window."""
    await expect(page.get_by_test_id("hints")).to_be_hidden()
    assert await page.evaluate("document.querySelector('.foot').getBoundingClientRect().bottom === innerHeight")


async def test_hint_is_put_into_the_input(browser: Browser) -> None:
    """A hint given to the stand-in is shown above the chat; a tap writes it into the input."""
    clock = MovableClock(datetime(2026, 3, 2, 5, 5, tzinfo=UTC))
    async with Sandbox(clock, people=[Person(_ANNA, "Анна")], hints=["новости АПК"]) as sandbox:
        page = await browser.new_page()
        await page.goto(sandbox.url)
        await page.get_by_test_id("hint").click()
        await expect(page.get_by_test_id("composer")).to_have_value("новости АПК")
        await page.close()


async def test_phone_shows_the_chat_alone_with_a_menu(page: Page, bot: ScriptedBot) -> None:
    """On a phone's width nothing sticks out sideways, and people and chats are behind a button."""
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.reload()
    await bot.say("Срок " * 60, reply_markup=_inline_keyboard("Отчитаться", "Попросить перенос", "Подробнее"))
    await expect(page.get_by_test_id(f"person-{_ALES}")).not_to_be_in_viewport()
    sticking_out = (
        "[...document.querySelectorAll('.chat *')].filter((each) => each.getBoundingClientRect().right > innerWidth)"
    )
    assert await page.evaluate(f"{sticking_out}.length") == 0
    await page.get_by_role("button", name="Люди и чаты").click()
    await page.get_by_test_id(f"person-{_ALES}").click()
    await expect(page.get_by_test_id(f"person-{_ALES}")).not_to_be_in_viewport()
    assert page.url.endswith(f"#as={_ALES}&chat={_ALES}")
