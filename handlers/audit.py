"""/audit: who changed what and when; searched in words, paged, and sent as a table. For administrators, in private."""

from collections.abc import Iterable

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.auditing import Asked, changes, changes_as_csv, read_asked
from bot.knowledge import CurrentKnowledge
from bot.render.audit import FILE_NAME, ON_PAGE, asked_of, audit_screen, table_caption
from bot.render.desk_buttons import AuditOf, OpenAudit, SendAudit
from bot.render.message import Message as Screen
from bot.replies import Asker
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.audit import AuditEntry, person_of


def setup() -> Router:
    """Return the router of the audit; in private chats only."""
    router = Router(name="audit")
    private, read = tapped_in_private, needs(commands.AUDIT.right)
    router.message.register(tell_audit, in_private, Command(commands.AUDIT.name), flags=read)
    router.callback_query.register(show_audit, private, OpenAudit.filter(), flags=read)
    router.callback_query.register(show_audit_of, private, AuditOf.filter(), flags=read)
    router.callback_query.register(send_audit, private, SendAudit.filter(), flags=read)
    return router


async def tell_audit(message: Message, command: CommandObject, asker: Asker, known: CurrentKnowledge) -> None:
    """Answer with the youngest changes of those asked for."""
    await answer(message, await _page((command.args or "").strip(), asker, known))


async def show_audit(
    callback: CallbackQuery,
    callback_data: OpenAudit,
    callback_answer: CallbackAnswer,
    asker: Asker,
    known: CurrentKnowledge,
) -> None:
    """Show older changes; what was asked for is read from the message, which outlives any restart."""
    asked = _asked(callback) if callback_data.before else ""
    await show(callback, await _page(asked, asker, known, callback_data.before or None), callback_answer)


async def show_audit_of(
    callback: CallbackQuery,
    callback_data: AuditOf,
    callback_answer: CallbackAnswer,
    asker: Asker,
    known: CurrentKnowledge,
) -> None:
    """Show the changes made by a person or to one."""
    await show(callback, await _page(f"#{callback_data.user_id}", asker, known), callback_answer)


async def send_audit(callback: CallbackQuery, asker: Asker, known: CurrentKnowledge) -> None:
    """Send all that was asked for as a table."""
    asked = await _read(_asked(callback), asker, known)
    content, count = await changes_as_csv(asked, asker.zone, asker.store)
    if isinstance(callback.message, Message):
        file = BufferedInputFile(content, FILE_NAME)
        await callback.message.answer_document(file, caption=table_caption(count, asker.tr))


def _asked(callback: CallbackQuery) -> str:
    shown = callback.message if isinstance(callback.message, Message) else None
    return asked_of(shown.text or "", shown.entities or []) if shown else ""


async def _read(text: str, asker: Asker, known: CurrentKnowledge) -> Asked:
    names = await asker.store.audit.names() if text else {}
    return read_asked(text, await known.words(), asker.today, names)


async def _page(words: str, asker: Asker, known: CurrentKnowledge, before: int | None = None) -> Screen:
    asked = await _read(words, asker, known)
    found = await changes(asked, asker.zone, asker.store, ON_PAGE + 1, before)
    shown = found[:ON_PAGE]
    names = await _names(shown, asker)
    return audit_screen(words, shown, names, asker.zone, asker.tr, more=len(found) > ON_PAGE, inside=asked.inside)


async def _names(entries: Iterable[AuditEntry], asker: Asker) -> dict[int, str]:
    numbers = {number for one in entries for number in (one.by_user, person_of(one.subject), _told(one)) if number}
    people = [await asker.store.people.person(number) for number in sorted(numbers)]
    return {one.id: one.name for one in people if one is not None}


def _told(one: AuditEntry) -> int | None:
    return person_of(one.after) if isinstance(one.after, str) else None
