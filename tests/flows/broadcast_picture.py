"""A broadcast in a browser, from its question to its last figure; with ``PICTURES=docs`` its picture is taken.

Not among the tests by its name, for tests/handlers follow the same way without a browser: `make pictures` runs it.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import ADMINISTRATOR, demo
from bot.sandbox.server import Sandbox

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_PHONE = ViewportSize(width=390, height=1000)
_PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "broadcast.png"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
_WORDS = "Пример объявления: рабочая группа собирается в четверг в 10:00."


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The demo alive, on a free port."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living:
        living.create_task(app.run())
        yield sandbox
        app.stop()


async def _ask(page: Page, words: str) -> None:
    await page.get_by_test_id("composer").fill(words)
    await page.get_by_test_id("send").click()


def _said(page: Page, words: str) -> Locator:
    """Return the newest message in which these words stand."""
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def test_a_broadcast_is_followed_to_its_end(sandbox: Sandbox) -> None:
    """From the chat page alone: the message, its readers, its preview, and a progress that comes to its end."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await _ask(page, "/broadcast")
        await expect(_said(page, "Напишите или перешлите")).to_be_visible()
        await _ask(page, _WORDS)
        await page.get_by_role("button", name="Все: ").click()
        await page.get_by_role("button", name="Отправить получателям").click()
        await expect(_said(page, "Рассылка завершена")).to_be_visible()
        if os.environ.get("PICTURES") == "docs":
            await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
            await page.screenshot(path=_PICTURE)
        await browser.close()
