"""The stand-in under a real aiogram bot, and how it starts and stops."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.filters import CommandStart
from aiogram.methods import GetUpdates, SendGift
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputTextMessageContent,
    Message,
    ReactionTypeEmoji,
)
from aiogram.utils.formatting import Bold, Text, TextLink

from bot.clock import SystemClock
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Group, Person
from tests.person import buttons
from tests.sandbox.stand import ANNA, FORUM, GROUP, STRANGER, Stand, png


@pytest.fixture
async def bot(stand: Stand) -> AsyncIterator[Bot]:
    """A real bot pointed at the stand-in."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(stand.sandbox.url))
    async with Bot(stand.sandbox.token, session=session) as bot:
        yield bot


async def test_a_real_bot_talks_with_a_person(stand: Stand, bot: Bot) -> None:
    """Polling, commands, buttons, edits and inline queries work through the library's own types."""
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def greet(message: Message) -> None:
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
        await message.answer(
            **Text("Привет, ", Bold("Анна"), "! ", TextLink("сайт", url="https://a.example")).as_kwargs(),
            reply_markup=keyboard,
        )

    @dispatcher.callback_query(F.data == "yes")
    async def agree(query: CallbackQuery) -> None:
        await query.answer("Готово")
        assert isinstance(query.message, Message)
        await query.message.edit_text("Принято")

    @dispatcher.inline_query()
    async def offer(query: InlineQuery) -> None:
        content = InputTextMessageContent(message_text="Ответ")
        await query.answer([InlineQueryResultArticle(id="1", title="Ответ", input_message_content=content)])

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.reply(message.text or "?")

    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    anna = stand.person()
    await anna.start()
    greeting = await anna.read()
    assert (greeting["text"], buttons(greeting)) == ("Привет, Анна! сайт", ["Да"])
    assert (await anna.tap(greeting, "Да")).text == "Готово"
    assert (await anna.read_edit(greeting))["text"] == "Принято"
    assert (await anna.inline("x"))["results"][0]["title"] == "Ответ"
    assert (await anna.silence("проверка"))["text"] == "проверка"
    await dispatcher.stop_polling()
    await polling


async def test_results_are_what_the_library_expects(bot: Bot) -> None:
    """Every method's result is read by the library's own models."""
    assert (await bot.me()).id == 42
    sent = await bot.send_message(ANNA, "<b>a</b>", parse_mode="HTML", protect_content=False)
    photo = await bot.send_photo(ANNA, BufferedInputFile(png(100, 50), "p.png"), caption="c")
    document = await bot.send_document(ANNA, BufferedInputFile(b"d", "d.txt"))
    album = await bot.send_media_group(
        ANNA,
        [
            InputMediaDocument(media=BufferedInputFile(b"1", "1.txt")),
            InputMediaDocument(media=document.document.file_id if document.document else ""),
        ],
    )
    assert photo.photo
    assert len(album) == 2
    changed = await bot.edit_message_media(
        InputMediaDocument(media=BufferedInputFile(b"e", "e.txt")), chat_id=ANNA, message_id=photo.message_id
    )
    assert isinstance(changed, Message)
    assert changed.document
    assert (await bot.download(document.document.file_id)).read() == b"d"  # type: ignore[union-attr]  # it is there
    assert (await bot.forward_message(ANNA, ANNA, sent.message_id)).forward_origin
    assert (await bot.copy_message(ANNA, ANNA, sent.message_id)).message_id
    assert await bot.pin_chat_message(ANNA, sent.message_id)
    assert (await bot.get_chat(ANNA)).pinned_message
    assert (await bot.get_chat_member(FORUM, 42)).status == "administrator"
    assert len(await bot.get_chat_administrators(FORUM)) == 2
    assert (await bot.get_chat_member(GROUP, STRANGER)).status == "left"
    assert await bot.set_message_reaction(ANNA, sent.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert await bot.set_my_commands([BotCommand(command="start", description="начать")])
    assert [command.command for command in await bot.get_my_commands()] == ["start"]
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.delete_messages(ANNA, [sent.message_id, document.message_id])


async def test_refusals_are_the_librarys_exceptions(stand: Stand, bot: Bot) -> None:
    """Each kind of refusal becomes the exception a bot catches."""
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(99, "a")
    with pytest.raises(TelegramForbiddenError, match="can't initiate"):
        await bot.send_message(STRANGER, "a")
    with pytest.raises(TelegramNotFound, match="method not found"):
        await bot(SendGift(user_id=ANNA, gift_id="x"))
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(ANNA, BufferedInputFile(b"\0" * (50 * 1024 * 1024 + 1), "x"))
    await stand.post("faults", kind="error", status=502, method="getMe")
    with pytest.raises(TelegramServerError):
        await bot.get_me()
    await stand.post("faults", kind="error", retry_after=7)
    with pytest.raises(TelegramRetryAfter) as patience:
        await bot.get_me()
    assert patience.value.retry_after == 7
    new = (await stand.post("migrate", chat=GROUP))["chat"]
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(GROUP, "a")
    assert moved.value.migrate_to_chat_id == new
    await bot.set_webhook("https://a.example/")
    with pytest.raises(TelegramConflictError):
        await bot(GetUpdates())


async def test_a_wrong_token_is_unauthorized(stand: Stand) -> None:
    """Another bot's token opens nothing."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(stand.sandbox.url))
    async with Bot("43:OTHER", session=session) as bot:
        with pytest.raises(TelegramUnauthorizedError):
            await bot.get_me()


async def test_a_message_of_every_update_is_read_by_the_library(stand: Stand, bot: Bot) -> None:
    """What people do arrives as valid updates."""
    anna = stand.person()
    await anna.start("x")
    await anna.upload("a.txt", b"a")
    await anna.send_other(contact={"phone_number": "1", "first_name": "Пример"})
    message = await anna.send("a", forward=True)
    await anna.edit(message["message_id"], "b")
    await anna.tap_data(message["message_id"], "x", wait=0)
    await anna.tap_data(999, "x", wait=0)
    await anna.inline("x", wait=0)
    await anna.block()
    await stand.post("membership", chat=GROUP, by=ANNA, member=False)
    await stand.post("migrate", chat=FORUM)
    updates = await bot.get_updates()
    assert [update.event_type for update in updates] == [
        *["message"] * 4,
        "edited_message",
        *["callback_query"] * 2,
        "inline_query",
        *["my_chat_member"] * 3,
        *["message"] * 2,
    ]


async def test_it_stops_at_once_whoever_waits() -> None:
    """Long polls, event streams and waits for messages do not hold a stopping server up."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(5):
        async with Sandbox(SystemClock(), people=[Person(1, "Пример")]) as sandbox:
            bot = f"{sandbox.url}/bot{sandbox.token}"
            stream = await session.get(f"{sandbox.url}/api/events")
            waits = [
                asyncio.ensure_future(session.get(address))
                for address in (
                    f"{bot}/getUpdates?timeout=50",
                    f"{sandbox.url}/api/messages?as=1&after_version=0&wait=30",
                    f"{sandbox.url}/api/calls?wait=30",
                )
            ]
            await stream.content.readline()
        for wait in waits:
            (await wait).close()
        stream.close()


async def test_an_error_inside_leaves_nothing_open() -> None:
    """An exception in the block passes through, and the port is free again."""
    sandbox = Sandbox(SystemClock(), groups=[Group(-1, "Пример")], host="127.0.0.1")
    with pytest.raises(KeyError):
        async with sandbox:
            raise KeyError
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(sandbox.url)
