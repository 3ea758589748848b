"""What the guide shows of the plan, of a card and of a report being accepted, followed in a browser.

With ``PICTURES=docs`` in the environment the pictures of the documents are taken anew (`make pictures`).
"""

import asyncio

import pytest

from bot.demo import demo

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Page, async_playwright, expect

from tests.flows.test_desk_pictures import _ARGUMENTS, _CHROMIUM, _PHONE, _picture, _said, _write

pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_OFFICIAL, _AWAY, _COORDINATOR = 1002, 1003, 1004


async def test_an_official_reports_and_the_desk_accepts() -> None:
    """/plan with its bar, a card with its buttons, a report written and accepted, all on the page."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={_OFFICIAL}&chat={_OFFICIAL}")
        await _write(page, "/plan")
        await expect(_said(page, "исполнено 0 из")).to_be_visible()
        await _picture(page, "исполнено 0 из", "plan")
        await _write(page, "/my")
        await expect(_said(page, "Сроки плана мероприятий")).to_be_visible()
        await _said(page, "Сроки плана мероприятий").get_by_role("button").first.click()
        await expect(_said(page, "Ответственные исполнители")).to_be_visible()
        await _picture(page, "Ответственные исполнители", "plan-card")
        await _tap(page, "Исполнено")
        await expect(_said(page, "Что сделано?")).to_be_visible()
        await _write(page, "Пример: подписан протокол, копия передана.")
        await expect(_said(page, "Записано")).to_be_visible()
        await _tap(page, "Готово")
        await expect(_said(page, "Отчёт передан на проверку")).to_be_visible()
        await _picture(page, "Отчёт передан на проверку", "report")

        await page.goto(f"{sandbox.url}/#as={_COORDINATOR}&chat={_COORDINATOR}")
        await page.reload()
        await expect(_said(page, "Отчёт на проверку")).to_be_visible()
        await _picture(page, "Отчёт на проверку", "report-notice")
        await _tap(page, "Принять")
        await expect(_said(page, "Отчёт принят")).to_be_visible()
        await browser.close()
        app.stop()


async def test_a_deputy_reports_for_who_is_away() -> None:
    """Yanka names Ivan; his card offers both; he reports in her place, and the coordinator reads it so."""
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={_AWAY}&chat={_AWAY}")
        await _write(page, f"/deputy {_OFFICIAL} 7")
        await expect(_said(page, "Вас замяшчае")).to_be_visible()
        await page.goto(f"{sandbox.url}/#as={_OFFICIAL}&chat={_OFFICIAL}")
        await page.reload()
        await _write(page, "/my")
        await expect(_said(page, "Сроки плана мероприятий")).to_be_visible()
        await _said(page, "Сроки плана мероприятий").get_by_role("button").first.click()
        await expect(_said(page, "Ответственные исполнители")).to_be_visible()
        await _picture(page, "Ответственные исполнители", "deputy-card")
        await _tap(page, "Исполнено (за: Янка Прыкладаў)")
        await expect(_said(page, "Что сделано?")).to_be_visible()
        await _write(page, "Пример: сведения переданы.")
        await expect(_said(page, "Записано")).to_be_visible()
        await _tap(page, "Готово")
        await expect(_said(page, "Отчёт передан на проверку")).to_be_visible()
        await page.goto(f"{sandbox.url}/#as={_COORDINATOR}&chat={_COORDINATOR}")
        await page.reload()
        await expect(_said(page, "Иван Образцов (за: Янка Прыкладаў)")).to_be_visible()
        await _picture(page, "Отчёт на проверку", "deputy-report")
        await browser.close()
        app.stop()


async def _tap(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).last.click()
