"""What the guide shows of a plan's file sent in chat and of moved working days, followed in a browser.

With ``PICTURES=docs`` in the environment the pictures of the documents are taken anew (`make pictures`).
"""

import asyncio
from pathlib import Path

import pytest

from bot.demo import ADMINISTRATOR, demo
from tests.flows.test_desk_pictures import _ARGUMENTS, _CHROMIUM, _PHONE, _picture, _said, _write
from tests.plan.office_files import HEADING, workbook

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import async_playwright, expect

pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_ROWS = [
    ("План мероприятий на 2027 год (пример)",),
    HEADING,
    ("Раздел I. Промышленность (пример)",),
    ("1", "ПРИМЕР: провести встречу по авиастроению", "II квартал 2027 г.", "УАЗ; МАЗ"),
    ("2", "ПРИМЕР: согласовать перечень", "до 31 июня 2027 г.", "МАЗ"),
    ("3", "ПРИМЕР: обмениваться сведениями", "ежеквартально", "УАЗ; Союз «Пример»"),
]


async def test_a_coordinator_sends_a_plan(tmp_path: Path) -> None:
    """The summary, the remarks, and what an administrator says of working days, as they look on a phone."""
    file = tmp_path / "план-2027.xlsx"
    file.write_bytes(workbook(_ROWS))
    async with demo(port=0) as (sandbox, app), asyncio.TaskGroup() as living, async_playwright() as playwright:
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        await page.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await _write(page, "/plan_import")
        await expect(_said(page, "Пришлите план файлом")).to_be_visible()
        await page.get_by_test_id("file").set_input_files(file)
        await page.get_by_role("button", name="Отправить").last.click()
        await expect(_said(page, "Прочитаны 3 строки")).to_be_visible()
        await _picture(page, "Прочитаны 3 строки", "plan-file")
        await page.get_by_text("Замечания: 1").last.click()
        await expect(_said(page, "Замечания к файлу: 1")).to_be_visible()
        await _picture(page, "Замечания к файлу", "plan-file-faults")
        await _write(page, "/calendar_days РБ\n09.01.2027 рабочий за 4 января\n04.01.2027 выходной")
        await expect(_said(page, "Беларусь, 2027")).to_be_visible()
        await _picture(page, "Беларусь, 2027", "calendar-days")
        await browser.close()
        app.stop()
