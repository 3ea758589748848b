"""The digest's settings and a digest in a browser; with ``PICTURES=docs`` their pictures are taken.

Not among the tests by its name, for tests/handlers follow the same way without a browser: `make pictures` runs it.
"""

import asyncio
import os
from pathlib import Path

import pytest

from bot.demo import EXAMPLES, demo

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_PHONE = ViewportSize(width=390, height=900)
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
_OFFICIAL = EXAMPLES[1].person.id


def _said(page: Page, words: str) -> Locator:
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def _picture(page: Page, words: str, name: str, block: str = "start") -> None:
    if os.environ.get("PICTURES") == "docs":
        await _said(page, words).evaluate("(message, block) => message.scrollIntoView({block})", block)
        await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
        await page.screenshot(path=_PICTURES / f"{name}.png")


async def _write(page: Page, words: str) -> None:
    await page.get_by_test_id("composer").fill(words)
    await page.get_by_test_id("send").click()


async def _tap(page: Page, *labels: str) -> None:
    for label in labels:
        await page.get_by_role("button", name=label, exact=True).last.click()


async def test_an_official_chooses_what_comes_and_reads_it() -> None:
    """What, when and how often, by taps and an answer; then the digest of the next morning, with its deadlines."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={_OFFICIAL}&chat={_OFFICIAL}")
        await expect(_said(page, "Здравствуйте")).to_be_visible()
        await _write(page, "/digest")
        await expect(_said(page, "Сейчас выключен.")).to_be_visible()
        await _tap(page, "09:00")
        await expect(_said(page, "каждый день в 09:00")).to_be_visible()
        await _tap(page, "Отрасли: все")
        await expect(page.get_by_role("button", name="✓ Все отрасли")).to_be_visible()
        for sector in ("Авиастроение", "Автомобилестроение и автокомпоненты", "Станкостроение"):
            await _tap(page, sector)
            await expect(page.get_by_role("button", name=f"✓ {sector}")).to_be_visible()
        await _picture(page, "За какими отраслями", "digest-sectors")
        await _tap(page, "‹ Назад", "Как часто")
        await expect(_said(page, "Как часто?")).to_be_visible()
        await _tap(page, "по рабочим дням")
        await expect(_said(page, "по рабочим дням в 09:00")).to_be_visible()
        await _picture(page, "по рабочим дням в 09:00", "digest-settings")
        await page.get_by_test_id("next-morning").click()
        await expect(_said(page, "ПРИМЕР. Дайджест новостей")).to_be_visible()
        await _picture(page, "ПРИМЕР. Дайджест новостей", "digest-official", block="end")
        await browser.close()
        app.stop()
