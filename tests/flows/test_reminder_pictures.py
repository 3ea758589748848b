"""A morning's message in a browser: an item opened in place, put off, and the way back; a deputy named.

With ``PICTURES=docs`` in the environment the pictures of the documents are taken anew (`make pictures`).
"""

import asyncio
import os
from pathlib import Path

import pytest

from bot.demo import demo

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_PHONE = ViewportSize(width=390, height=1000)
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
_IVAN, _YANKA = 1002, 1003


async def _picture(page: Page, words: str, name: str) -> None:
    if os.environ.get("PICTURES") == "docs":
        await _said(page, words).evaluate("message => message.scrollIntoView({block: 'start'})")
        await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
        await page.screenshot(path=_PICTURES / f"{name}.png")


def _said(page: Page, words: str) -> Locator:
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def _write(page: Page, words: str) -> None:
    await page.get_by_test_id("composer").fill(words)
    await page.get_by_test_id("send").click()


async def _choose_days(page: Page) -> None:
    """Answer the bot's question with days in words; what holds now is told in words, too."""
    await _write(page, "/settings")
    await page.get_by_role("button", name="Напоминания о сроках").last.click()
    await page.get_by_role("button", name="Свои дни").last.click()
    await expect(_said(page, "За сколько дней до срока")).to_be_visible()
    await _write(page, "за месяц, 2 недели, 3 дня и в сам день")
    await expect(page.get_by_role("button", name="✓ Свои дни: 30, 14, 3, 0")).to_be_visible()
    await _picture(page, "За сколько дней до срока", "reminder-days")


async def test_an_official_reads_the_morning_s_message() -> None:
    """The reminder, an item in its place, the way back, and who stands in while one is away."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={_IVAN}&chat={_IVAN}")
        await page.get_by_test_id("next-morning").click()
        await expect(_said(page, "Напоминание о сроках")).to_be_visible()
        await page.get_by_role("button", name="1.1. ").last.click()
        await expect(page.get_by_role("button", name="Нужен перенос")).to_be_visible()
        await _picture(page, "Напоминание 6-е из 6", "reminder-item")
        await page.get_by_role("button", name="К напоминанию").click()
        await expect(page.get_by_role("button", name="3.1. ").last).to_be_visible()
        await _write(page, f"/deputy {_YANKA} 1.12 10.12")
        await expect(_said(page, "Вас замещает")).to_be_visible()
        await _picture(page, "Вас замещает", "deputy")
        await _choose_days(page)
        await browser.close()
        app.stop()
