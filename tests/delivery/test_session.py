"""The way to Telegram: calls as JSON, files as before."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetMe, SendMessage, TelegramMethod
from aiogram.types import BufferedInputFile, LinkPreviewOptions, MessageEntity, ReplyParameters

from bot.clock import MovableClock
from bot.delivery.session import JsonSession
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Person
from tests.delivery.post import ANNA, MORNING, TOKEN

_RICH = SendMessage(
    chat_id=ANNA,
    text="Привет, «Анна» & <всё>",
    entities=[MessageEntity(type="bold", offset=0, length=6)],
    link_preview_options=LinkPreviewOptions(is_disabled=True),
    reply_parameters=ReplyParameters(message_id=1, allow_sending_without_reply=True),
    disable_notification=False,
    message_thread_id=0,
)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A stand-in for Telegram where Anna has started the bot."""
    async with Sandbox(MovableClock(MORNING), people=[Person(ANNA, "Анна")], token=TOKEN) as sandbox:
        sandbox.world.chats[ANNA].started = True
        yield sandbox


def _bot(sandbox: Sandbox, kind: type[AiohttpSession] = JsonSession) -> Bot:
    return Bot(TOKEN, session=kind(api=TelegramAPIServer.from_base(sandbox.url)))


async def test_telegram_reads_the_same_as_in_a_form(sandbox: Sandbox) -> None:
    """Each parameter says what aiogram's own form would say, nested ones, empty ones and defaults included."""
    for kind in (AiohttpSession, JsonSession):
        async with _bot(sandbox, kind) as bot:
            assert (await bot(_RICH)).text == _RICH.text
    async with aiohttp.ClientSession() as page, page.get(f"{sandbox.url}/api/calls") as answer:
        form, as_json = (call["params"] for call in (await answer.json())["calls"])
    assert form != as_json, "both were forms"
    assert {name: str(value).lower() for name, value in form.items()} == {
        name: str(value).lower() for name, value in as_json.items()
    }


async def test_a_file_goes_as_a_file(sandbox: Sandbox) -> None:
    """JSON carries no bytes: a document is sent in aiogram's form, whole."""
    async with _bot(sandbox) as bot:
        sent = await bot.send_document(ANNA, BufferedInputFile(b"plan", "план.txt"), caption="План")
        assert sent.document is not None
        received = await bot.download(sent.document)
    assert sent.caption == "План"
    assert received is not None
    assert received.read() == b"plan"


async def test_a_refusal_is_a_refusal(sandbox: Sandbox) -> None:
    """What Telegram does not take is the exception that aiogram makes of it."""
    async with _bot(sandbox) as bot:
        with pytest.raises(TelegramBadRequest, match="text is empty"):
            await bot.send_message(ANNA, "")


@pytest.mark.parametrize("method", [GetMe(), _RICH], ids=["me", "message"])
async def test_the_model_of_an_answer_is_made_once(sandbox: Sandbox, method: TelegramMethod[object]) -> None:
    """Pydantic forgets a parametrised model that nobody holds, and making it again costs what ten calls do."""
    async with _bot(sandbox) as bot:
        await bot(method)
        made = set(bot.session._answers.values())  # type: ignore[attr-defined]  # noqa: SLF001 - nothing else shows it
        await bot(method)
        assert set(bot.session._answers.values()) == made  # type: ignore[attr-defined]  # noqa: SLF001
    assert len(made) == 1
