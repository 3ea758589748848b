"""What the README promises a newcomer, followed in a browser: an answer, a digest, a reminder.

With ``PICTURES=docs`` in the environment the pictures of the documents are taken anew (`make pictures`).
"""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import demo
from bot.sandbox.server import Sandbox

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Browser, FloatRect, Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_PHONE = ViewportSize(width=390, height=1000)
_CHAT_TOP, _CHAT_BOTTOM = 148, 800  # where the conversation is on the phone's page
_CARDS = (
    ("старые планы", "План на 2023–2024 годы", "card-list"),
    ("авиастроение", "Проекты: 3", "card-sector"),
    ("УАЗ", "Ульяновский автомобильный", "card-organisation"),
    ("Ил-76", "Кооперация по Ил-76", "card-project"),
    ("товарооборот", "Рост товарооборота", "card-indicator"),
    ("визит Головченко", "Когда: 3 февраля 2023", "card-event"),
    ("кто такой Кухарев", "Председатель Мингорисполкома", "card-person"),
    ("соглашение с Татарстаном", "Не нашёл ответа", "card-none"),
    ("ректор БГУ", "Точного ответа не нашёл", "card-near"),
    ("станкостоение", "Возможно, вы искали", "card-slip"),
    ("как подписаться на дайджест", "Это делается командой", "of-the-bot"),
)
_DESK = ViewportSize(width=1280, height=800)
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The demo alive, on a free port."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living:
        living.create_task(app.run())
        yield sandbox
        app.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        yield browser
        await browser.close()


async def _picture(page: Page, name: str) -> None:
    if os.environ.get("PICTURES") == "docs":
        await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
        await page.screenshot(path=_PICTURES / f"{name}.png")


async def _close_up(page: Page, words: str, name: str) -> None:
    """Take a picture of the newest message in which these words stand, from its first line."""
    if os.environ.get("PICTURES") == "docs":
        await _said(page, words).evaluate("message => message.scrollIntoView({block: 'start'})")
        await _picture(page, name)


async def _card_picture(page: Page, words: str, name: str) -> None:
    """Take a picture of one message alone, no taller than a phone shows."""
    if os.environ.get("PICTURES") == "docs":
        message = _said(page, words)
        await message.evaluate("message => message.scrollIntoView({block: 'start'})")
        await page.wait_for_timeout(400)
        box = await message.bounding_box()
        assert box is not None
        top = max(box["y"], _CHAT_TOP)
        height = min(box["y"] + box["height"], _CHAT_BOTTOM) - top
        clip = FloatRect(x=box["x"], y=top, width=_PHONE["width"] - box["x"], height=height)
        await page.screenshot(path=_PICTURES / f"{name}.png", clip=clip, scale="css")


async def _open(page: Page, sandbox: Sandbox, person: int, chat: int | None = None) -> None:
    await page.goto(f"{sandbox.url}/#as={person}&chat={chat or person}")
    await page.reload()


async def _ask(page: Page, words: str) -> None:
    await page.get_by_test_id("composer").fill(words)
    await page.get_by_test_id("send").click()


def _said(page: Page, words: str) -> Locator:
    """Return the newest message in which these words stand."""
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def test_a_newcomer_sees_an_answer_a_digest_and_a_reminder(sandbox: Sandbox, browser: Browser) -> None:
    """From the chat page alone: a question is answered, and the next morning brings a digest and a reminder."""
    page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
    desk = await browser.new_page(viewport=_DESK)
    await _open(page, sandbox, 1001)
    await expect(_said(page, "Здравствуйте, Анна")).to_be_visible()
    await _picture(page, "greeting")
    await _ask(page, "соглашение с Витебском")
    await expect(_said(page, "По состоянию на")).to_be_visible()
    await _close_up(page, "По состоянию на", "answer")
    for question, words, name in _CARDS if os.environ.get("PICTURES") == "docs" else _CARDS[:1]:
        await _ask(page, question)
        await expect(_said(page, words)).to_be_visible()
        await _card_picture(page, words, name)

    await _open(desk, sandbox, 1001)
    await desk.get_by_test_id("next-morning").click()
    await expect(_said(desk, "Дайджест новостей")).to_be_visible()
    await _picture(desk, "desk")
    await expect(_said(page, "Дайджест новостей")).to_be_visible()
    await _close_up(page, "Дайджест новостей", "digest")

    await _open(page, sandbox, 1002)
    await expect(_said(page, "Через 7 дней")).to_be_visible()
    await _close_up(page, "Через 7 дней", "reminder")
