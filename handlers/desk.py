"""/admin: the desk of those who run the programme and the bot; each part opens in place and leads back."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.keeping import KEEPING, Keeping, read_kept
from bot.people import side_managed
from bot.render.desk import (
    DeskView,
    KeptBackup,
    backup_failed,
    backup_taken,
    backup_under_way,
    backups_elsewhere,
    backups_screen,
    desk_screen,
    keeping_screen,
)
from bot.render.desk_buttons import ChooseKept, OpenBackups, OpenDesk, OpenKeeping, TakeBackup
from bot.render.message import Message as Screen
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.backups import nightly_backups
from storage.errors import StoreError
from storage.records import DeliveryState, User

_COUNTED = 1000
_WEEK = timedelta(days=7)


def setup() -> Router:
    """Return the router of the desk; in private chats only."""
    router = Router(name="desk")
    private, run = tapped_in_private, needs(Right.RUN_THE_BOT)
    desk = needs(commands.ADMIN.right)
    router.message.register(tell_desk, in_private, Command(commands.ADMIN.name), flags=desk)
    router.callback_query.register(show_desk, private, OpenDesk.filter(), flags=desk)
    router.callback_query.register(show_keeping, private, OpenKeeping.filter(), flags=run)
    router.callback_query.register(choose_kept, private, ChooseKept.filter(), flags=run)
    router.callback_query.register(show_backups, private, OpenBackups.filter(), flags=run)
    router.callback_query.register(take_backup, private, TakeBackup.filter(), flags=run)
    return router


async def tell_desk(message: Message, user: User, asker: Asker) -> None:
    """Answer with how things stand and the parts that this person may open."""
    await answer(message, await _desk(user, asker))


async def show_desk(callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker) -> None:
    """Show the desk in place of one of its parts."""
    await show(callback, await _desk(user, asker), callback_answer)


async def _desk(user: User, asker: Asker) -> Screen:
    store, now = asker.store, asker.now
    everybody = Right.ASSIGN_ROLES in asker.rights
    side = None if everybody else side_managed(user.grants)
    view = DeskView(
        zone=asker.zone,
        with_roles=len(await store.people.listed(_COUNTED, officials=not everybody, side=side)),
        invitations=len(await store.joining.open_invitations(None if everybody else user.id, now, _COUNTED)),
    )
    if Right.RUN_THE_BOT in asker.rights:
        failures = await store.ledger.failures(now - _WEEK, now)
        day_began = datetime.combine(asker.today, time(), asker.zone)
        view = replace(
            view,
            not_sent=sum(one.count for one in failures if one.state is DeliveryState.DEAD),
            changes_today=len(await store.audit.find(_COUNTED, since=day_began)),
            backed_up_at=await _last_backup(asker),
        )
    return desk_screen(view, asker.rights, asker.tr)


async def show_keeping(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show how long things are kept."""
    await show(callback, await _keeping(asker), callback_answer)


async def choose_kept(
    callback: CallbackQuery, callback_data: ChooseKept, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Keep it so long from now on; the jobs read it each time."""
    bounds = KEEPING[callback_data.what]
    number = min(callback_data.number, bounds.most)
    await asker.store.settings.put(bounds.setting, number, by=user.id, now=asker.now)
    await show(callback, await _keeping(asker), callback_answer)


async def _keeping(asker: Asker) -> Screen:
    return keeping_screen({what: await read_kept(asker.store, what) for what in Keeping}, asker.tr)


async def show_backups(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show the backups that are kept."""
    await show(callback, await _backups(asker), callback_answer)


async def take_backup(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Take one now, saying so while it lasts."""
    if asker.store.backups.folder is None:
        await show(callback, backups_elsewhere(asker.tr), callback_answer)
        return
    await show(callback, backup_under_way(asker.tr), callback_answer)
    try:
        await asker.store.backups.take_nightly(asker.now, await read_kept(asker.store, Keeping.BACKUPS))
        said = backup_taken(asker.tr)
    except StoreError as trouble:
        said = backup_failed(str(trouble), asker.tr)
    await show(callback, await _backups(asker, said), callback_answer)


async def _backups(asker: Asker, said: str = "") -> Screen:
    folder = asker.store.backups.folder
    if folder is None:
        return backups_elsewhere(asker.tr)
    return backups_screen(folder.name, await asyncio.to_thread(_kept, folder), asker.zone, asker.tr, said)


async def _last_backup(asker: Asker) -> datetime | None:
    folder = asker.store.backups.folder
    kept = await asyncio.to_thread(_kept, folder) if folder is not None else ()
    return kept[0].at if kept else None


def _kept(folder: Path) -> tuple[KeptBackup, ...]:
    found = nightly_backups(folder) if folder.is_dir() else ()
    return tuple(KeptBackup(one.name, _taken_at(one), one.stat().st_size) for one in found)


def _taken_at(file: Path) -> datetime:
    return datetime.strptime(file.name, "cooperation-%Y%m%dT%H%M%SZ.sqlite3").replace(tzinfo=UTC)
