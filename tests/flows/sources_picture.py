"""The sources of news in a browser; with ``PICTURES=docs`` their pictures are taken.

Not among the tests by its name, for tests/handlers follow the same way without a browser: `make pictures` runs it.
"""

import asyncio
import os
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot import demo as the_demo
from bot.config import Config
from bot.demo import ADMINISTRATOR, demo
from storage.source_records import NewSource, SourceState
from storage.store import Store
from tests.feed_server import agencies, item, rss

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_PHONE = ViewportSize(width=390, height=1000)
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
_NAMES = ("Агентство примеров", "Вести региона (пример)", "Газета области (пример)", "Новости столицы (пример)")


def _said(page: Page, words: str) -> Locator:
    """Return the newest message in which these words stand."""
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def _picture(page: Page, words: str, name: str) -> None:
    if os.environ.get("PICTURES") == "docs":
        await _said(page, words).evaluate("message => message.scrollIntoView({block: 'start'})")
        await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
        await page.screenshot(path=_PICTURES / f"{name}.png")


async def _furnish(store: Store) -> None:
    """Put sources there of which none will be asked: one is well, one fails, one is paused, one is closed."""
    now = the_demo.STARTS
    new = [NewSource(f"https://{number}.news.example/rss", name) for number, name in enumerate(_NAMES)]
    added = await store.sources.add(new, by=None, now=now)
    well = {"next_poll_at": now + timedelta(days=9), "succeeded_at": now - timedelta(minutes=12)}
    for one in added:
        await store.sources.polled(replace(one, **well, read=50, taken=7), now)  # type: ignore[arg-type]  # by name
    _, failing, paused, gone = [replace(one, **well, version=2) for one in added]  # type: ignore[arg-type]  # by name
    since = {"failing_since": now - timedelta(days=2), "trouble": "status", "failures": 9}
    await store.sources.polled(replace(failing, **since, status=403), now)  # type: ignore[arg-type]  # by name
    await store.sources.switch(paused.id, SourceState.PAUSED, by=None, now=now)
    closed = replace(gone, **since, status=410, state=SourceState.PAUSED)  # type: ignore[arg-type]  # by name
    await store.sources.polled(closed, now)


async def test_sources_are_seen_and_one_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list with how it stands with each; an address is sent, and what is in its feed is shown."""
    networks = (ip_network("127.0.0.1/32"),)
    monkeypatch.setattr(the_demo, "Config", lambda **named: Config(**named, feeds_allowed_networks=networks))
    async with (
        agencies() as server,
        demo(port=0) as (sandbox, app),
        asyncio.TaskGroup() as living,
        async_playwright() as playwright,
    ):
        await _furnish(app.store)
        living.create_task(app.run())
        server.put("/rss", rss([item(1), item(2)], "Пример агентства"))
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await expect(_said(page, "Здравствуйте")).to_be_visible()
        await page.get_by_test_id("composer").fill("/sources")
        await page.get_by_test_id("send").click()
        await expect(_said(page, "Источников новостей: 4")).to_be_visible()
        await _picture(page, "Источников новостей: 4", "sources")
        await page.get_by_role("button", name="Добавить источник").click()
        await expect(_said(page, "Пришлите адрес")).to_be_visible()
        await page.get_by_test_id("composer").fill(server.url("/rss"))
        await page.get_by_test_id("send").click()
        await expect(_said(page, "Найдена лента")).to_be_visible()
        await _picture(page, "Найдена лента", "source-tried")
        await page.get_by_role("button", name="Добавить", exact=True).click()
        await expect(_said(page, "Добавлено источников: 1")).to_be_visible()
        await browser.close()
        app.stop()
