"""A working group and a pause in a browser; with ``PICTURES=docs`` their pictures are taken.

Not among the tests by its name, for tests/handlers follow the same way without a browser: `make pictures` runs it.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.demo import ADMINISTRATOR, EXAMPLES, demo
from bot.sandbox.server import Sandbox

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_PHONE = ViewportSize(width=390, height=1000)
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
_OFFICIAL = EXAMPLES[1].person.id
_TITLE = "Рабочая группа по авиастроению (пример)"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The demo alive, on a free port."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living:
        living.create_task(app.run())
        yield sandbox
        app.stop()


def _said(page: Page, words: str) -> Locator:
    """Return the newest message in which these words stand."""
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def _picture(page: Page, words: str, name: str) -> None:
    if os.environ.get("PICTURES") == "docs":
        await _said(page, words).evaluate("message => message.scrollIntoView({block: 'start'})")
        await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
        await page.screenshot(path=_PICTURES / f"{name}.png")


async def _write(page: Page, words: str) -> None:
    await page.get_by_test_id("composer").fill(words)
    await page.get_by_test_id("send").click()


async def _add_bot(url: str) -> int:
    """Let an official add the bot to a new group; return its id."""
    members = [_OFFICIAL, ADMINISTRATOR]
    async with aiohttp.ClientSession(url) as session:
        async with session.post("/api/groups", json={"title": _TITLE, "bot": "left", "members": members}) as made:
            number = int((await made.json())["id"])
        async with session.post("/api/membership", json={"chat": number, "by": _OFFICIAL, "member": True}) as added:
            added.raise_for_status()
    return number


async def test_a_group_is_connected_and_a_pause_is_begun(sandbox: Sandbox) -> None:
    """From the chat page alone: the question about a group, its purpose by taps, its help; a pause until a date."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await expect(_said(page, "Здравствуйте")).to_be_visible()
        number = await _add_bot(sandbox.url)
        await expect(_said(page, "Бота добавили в группу")).to_be_visible()
        await page.get_by_role("button", name="Отрасли: все").click()
        await page.get_by_role("button", name="Авиастроение").click()
        await page.get_by_role("button", name="Назад к группе").click()
        await expect(_said(page, "не решено, для чего группа")).to_be_visible()
        await _picture(page, "не решено, для чего группа", "group-asked")
        await page.get_by_role("button", name="Готово").click()
        await expect(_said(page, "Состояние: работает")).to_be_visible()

        group = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await group.goto(f"{sandbox.url}/#as={_OFFICIAL}&chat={number}")
        await _write(group, "/help")
        await expect(_said(group, "Что бот делает в группе")).to_be_visible()
        await _write(group, "@cooperation_sandbox_bot какие сроки до конца года?")
        await expect(_said(group, "Отвечу в личном чате")).to_be_visible()
        await _picture(group, "Что бот делает в группе", "group-help")

        await _write(page, "/pause до 15 декабря")
        await expect(_said(page, "Пауза до")).to_be_visible()
        await _picture(page, "Пауза до", "pause")
        await browser.close()
