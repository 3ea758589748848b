"""What the guide shows of an administrator's desk and of quiet hours, followed in a browser.

With ``PICTURES=docs`` in the environment the pictures of the documents are taken anew (`make pictures`).
"""

import asyncio
import os
from pathlib import Path

import pytest

from bot.demo import ADMINISTRATOR, demo
from storage.records import DeliveryState

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_OF_AN_AFTERNOON = 1  # deliveries: what stories hang on is offered to the coordinator, at most five a day
_OF_A_MORNING = 4  # the rest of these, a digest, two reminders
_PHONE = ViewportSize(width=390, height=1000)
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


async def _picture(page: Page, words: str, name: str) -> None:
    """Take a picture of the newest message in which these words stand, from its first line."""
    if os.environ.get("PICTURES") == "docs":
        await _said(page, words).evaluate("message => message.scrollIntoView({block: 'start'})")
        await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
        await page.screenshot(path=_PICTURES / f"{name}.png")


async def _write(page: Page, words: str) -> None:
    await page.get_by_test_id("composer").fill(words)
    await page.get_by_test_id("send").click()


def _said(page: Page, words: str) -> Locator:
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def test_an_administrator_sees_the_ledger_and_chooses_quiet_hours() -> None:
    """After a morning the ledger says how many left; the settings show the quiet hours and take others."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        desk = await browser.new_page()
        await desk.goto(f"{sandbox.url}/#as=1002&chat=1002")
        while len(await app.store.ledger.in_states((DeliveryState.SENT,), 9)) < _OF_AN_AFTERNOON:
            pass  # the clock is moved when the start is over
        await desk.get_by_test_id("next-morning").click()
        await expect(_said(desk, "Через 7 дней")).to_be_visible()
        while len(await app.store.ledger.in_states((DeliveryState.SENT,), 9)) < _OF_AN_AFTERNOON + _OF_A_MORNING:
            pass  # the others get theirs

        await page.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await _write(page, "/deliveries")
        await expect(_said(page, f"Отправлено сегодня: {_OF_A_MORNING}")).to_be_visible()
        await _picture(page, "Отправлено сегодня", "deliveries")
        await _write(page, "/settings")
        await expect(_said(page, "Тихие часы: 22:00–08:00")).to_be_visible()
        await _picture(page, "Тихие часы", "quiet")
        await page.get_by_text("21:00–07:00").last.click()
        await expect(_said(page, "Тихие часы: 21:00–07:00")).to_be_visible()
        await browser.close()
        app.stop()


async def test_an_administrator_keeps_house_and_mends_a_card() -> None:
    """The desk says how things stand; a card is corrected with its source, and the journal says who did it."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await _write(page, "558 АРЗ")
        await page.get_by_text("Сообщить об ошибке").last.click()
        await _said(page, "Что неверно?").get_by_role("button", name="Полное название").click()
        await expect(_said(page, "Ответьте на это сообщение")).to_be_visible()
        await _write(page, "558-й завод (пример)")
        await expect(_said(page, "Откуда это известно?")).to_be_visible()
        await _write(page, "Письмо-пример № 5, 12.11.2026")
        await expect(_said(page, "Станет: 558-й завод (пример)")).to_be_visible()
        await _picture(page, "Станет: 558-й завод (пример)", "correction")
        await page.get_by_text("Внести в реестр").last.click()
        await expect(_said(page, "Внесено в реестр")).to_be_visible()
        await _write(page, "/admin")
        await expect(_said(page, "Изменений сегодня")).to_be_visible()
        await _picture(page, "Изменений сегодня", "admin")
        await _said(page, "Изменений сегодня").get_by_role("button", name="Настройки", exact=True).click()
        await page.get_by_role("button", name="Сколько может спрашивать один человек").last.click()
        await page.get_by_role("button", name="Вопросов подряд").last.click()
        await expect(_said(page, "Можно от 5 до 1000")).to_be_visible()
        await _picture(page, "Можно от 5 до 1000", "setting")
        await _write(page, "/audit реестр")
        await expect(_said(page, "исправление реестра")).to_be_visible()
        await _picture(page, "исправление реестра", "audit")
        await browser.close()
        app.stop()


async def test_news_are_narrowed_and_the_editors_decide() -> None:
    """The news of a month with its pages and ways to narrow them; a borderline story, with its reasons, is ours."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        await app.jobs.tick()  # the news of the demo are in the store from here on
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await _write(page, "/news")
        await expect(_said(page, "Последние новости")).to_be_visible()
        await _picture(page, "Последние новости", "news")
        await _write(page, "/newsdesk")
        await expect(_said(page, "Почему на грани")).to_be_visible()
        await _picture(page, "Почему на грани", "newsdesk")
        await _said(page, "Почему на грани").get_by_role("button", name="Наше", exact=True).click()
        await expect(_said(page, "Войдёт в ближайшие дайджесты")).to_be_visible()
        await browser.close()
        app.stop()
