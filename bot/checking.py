"""What `check` finds out before anything starts: the store, Telegram, the administrators, the port."""

import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError
from aiogram.types import User

from bot.config import Config
from storage.errors import StoreError
from storage.migrating import HEAD
from storage.standing import standing


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, in a sentence for the person who runs the bot."""

    well: bool
    what: str


async def findings(config: Config) -> AsyncIterator[Finding]:
    """Yield what was found, each thing by itself: a fault in one hides none of the others."""
    yield Finding(well=True, what=f"настройки прочитаны; часовой пояс {config.timezone.key}, доступ {config.access}")
    yield _administrators(config)
    yield await _store(config)
    yield await _telegram(config)
    if config.http_port is not None:
        yield _port(config.http_host, config.http_port)


def _administrators(config: Config) -> Finding:
    if config.admin_ids:
        return Finding(well=True, what=f"администраторов: {len(config.admin_ids)}")
    return Finding(well=False, what="ADMIN_IDS: не назван ни один администратор, роли давать будет некому")


async def _store(config: Config) -> Finding:
    """Look without touching: to check a new version beside a running one must not bring the store to it."""
    try:
        revision = await standing(config.database_url)
    except StoreError as trouble:
        return Finding(well=False, what=f"хранилище: {trouble}")
    if revision is None:
        return Finding(well=True, what="хранилища ещё нет; его создаст первый запуск")
    if revision != HEAD:
        return Finding(well=True, what=f"хранилище прежней версии; запуск обновит его схему {revision} до {HEAD}")
    return Finding(well=True, what=f"хранилище на месте; схема {revision}")


async def _telegram(config: Config) -> Finding:
    server = TelegramAPIServer.from_base(config.telegram_api_url)
    session = AiohttpSession(api=server, proxy=config.telegram_proxy or None)
    async with Bot(config.bot_token, session=session) as bot:
        try:
            me = await bot.me()
        except AiogramError as refusal:
            reason = str(refusal).replace(config.bot_token, "[secret]")
            return Finding(well=False, what=f"Telegram: {reason}")
    return Finding(well=True, what="; ".join([f"Telegram отвечает; бот @{me.username}", *not_allowed(me)]))


def not_allowed(me: User) -> Iterator[str]:
    """Yield what the bot's owner has not allowed it at @BotFather, and what does not work without it."""
    if not me.supports_inline_queries:
        yield "встроенный поиск выключен, «Поделиться» ничего не найдёт: включите его у @BotFather командой /setinline"
    if not me.can_join_groups:
        yield "в группы бота не добавить: разрешите это у @BotFather командой /setjoingroups"


def _port(host: str, port: int) -> Finding:
    try:
        with socket.create_server((host, port)):
            return Finding(well=True, what=f"порт {host}:{port} свободен")
    except OSError as taken:
        return Finding(well=False, what=f"порт {host}:{port}: {taken.strerror}")
