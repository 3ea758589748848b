"""What the guide shows of news that come through Telegram and of what they hang on, followed in a browser.

With ``PICTURES=docs`` in the environment the pictures of the documents are taken anew (`make pictures`).
"""

import asyncio
import os
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.demo import ADMINISTRATOR, demo
from tests.person import Message

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

_CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not _CHROMIUM.exists(), reason="there is no /usr/bin/chromium to run the page in")
_PHONE = ViewportSize(width=390, height=1000)
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
COORDINATOR = 1004
POST = """Пример: МАЗ и «Корпорация развития Ульяновской области» обсудили соглашение о выпуске прицепной техники
Стороны договорились о графике совместной работы на 2027 год. Первую партию прицепов хотят собрать к осени."""


async def _picture(page: Page, words: str, name: str) -> None:
    """Take a picture of the newest message in which these words stand, from its first line."""
    if os.environ.get("PICTURES") == "docs":
        await _said(page, words).evaluate("message => message.scrollIntoView({block: 'start'})")
        await page.wait_for_timeout(400)  # a picture waits for the page's own movements to end
        await page.screenshot(path=_PICTURES / f"{name}.png")


def _said(page: Page, words: str) -> Locator:
    return page.locator("[data-testid^=message-]").filter(has_text=words).last


async def _ask(session: ClientSession, path: str, **body: object) -> Message:
    async with session.post(f"/api/{path}", json=body) as answer:
        answer.raise_for_status()
        said: Message = await answer.json()
        return said


async def test_news_come_from_a_channel_and_from_a_forwarded_post() -> None:
    """The question about a channel, the preview of a post, what it hangs on, and the cards that say so."""
    async with (
        demo(port=0) as (sandbox, app),
        ClientSession(sandbox.url) as session,
        asyncio.TaskGroup() as living,
        async_playwright() as playwright,
    ):
        living.create_task(app.run())
        browser = await playwright.chromium.launch(executable_path=str(_CHROMIUM), args=_ARGUMENTS)
        page = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        petr = await browser.new_page(viewport=_PHONE, device_scale_factor=1.5)
        people = [ADMINISTRATOR, COORDINATOR]
        made = await _ask(session, "groups", title="Пример канала", type="channel", bot="left", members=people)
        await _ask(session, "membership", chat=made["id"], by=ADMINISTRATOR, member=True)
        await petr.goto(f"{sandbox.url}/#as={ADMINISTRATOR}&chat={ADMINISTRATOR}")
        await expect(_said(petr, "Брать его записи как новости")).to_be_visible()
        await _picture(petr, "Брать его записи как новости", "channel")
        await _said(petr, "Брать его записи").get_by_role("button", name="Брать как новости").click()
        await expect(_said(petr, "его записи берутся как новости")).to_be_visible()

        # Another channel's post: the one above would take it in by itself.
        other = await _ask(session, "groups", title="Пример издания", type="channel", bot="left", members=people)
        post = await _ask(session, "send", **{"as": ADMINISTRATOR, "chat": other["id"], "text": POST})
        place = {"from_chat": other["id"], "message_id": post["message"]["message_id"]}
        await page.goto(f"{sandbox.url}/#as={COORDINATOR}&chat={COORDINATOR}")
        await _ask(session, "forward", **{"as": COORDINATOR, "chat": COORDINATOR, **place})
        await expect(_said(page, "Это новость сотрудничества")).to_be_visible()
        await _picture(page, "Это новость сотрудничества", "forwarded")
        await _said(page, "Это новость сотрудничества").get_by_role("button", name="Добавить").click()
        await expect(_said(page, "Добавлено. Публикация — в этом сюжете")).to_be_visible()

        await petr.get_by_test_id("next-morning").click()
        await expect(_said(page, "Прикрепить?")).to_be_visible()
        await _picture(page, "Прикрепить?", "attach")
        await _said(page, "Прикрепить?").get_by_role("button", name="1. Прикрепить").click()
        await expect(_said(page, "Прикреплено.")).to_be_visible()
        await _said(page, "Прикреплено.").get_by_role("button", name="Открыть сюжет").click()
        await expect(_said(page, "Относится к")).to_be_visible()
        await _picture(page, "Относится к", "attached")
        await browser.close()
        app.stop()
