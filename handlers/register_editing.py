"""The register edited in chat: a correction begins at a card, a new entry at the desk; both end with a source.

a tap -> a draft in the store -> question, reply, question, reply -> source -> preview -> confirmed -> register
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.knowledge import CurrentKnowledge
from bot.register_editing import ASKED, Reader, Wrong, correction, new_entry, typed_fields
from bot.render.catalogue import Catalogues
from bot.render.editing import (
    asks_for_next,
    done,
    dropped,
    fields_screen,
    is_question,
    not_possible,
    preview,
    question,
    register_desk_screen,
    remove_sure,
    removed,
    too_late,
)
from bot.render.editing_buttons import (
    ConfirmCorrection,
    CorrectField,
    DraftAct,
    DraftStep,
    NewEntry,
    OpenFields,
    OpenRegisterDesk,
    RemoveEntry,
    TakeBack,
)
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.naming import organisation_named
from handlers.screen import answer, show
from storage.errors import BadCorrection, VersionMoved
from storage.records import User
from storage.register_desk_records import DraftState, RegisterDraft
from storage.register_records import AnyEntry, EntryKey, EntryKind

_WAITS = timedelta(hours=12)


class AnswersDraft(BaseFilter):
    """Passes an editor's reply to a question about their open draft, and gives the draft as ``draft``.

    A reply to anything else is not for the register: it may answer another question of the bot's.
    """

    async def __call__(
        self,
        message: Message,
        bot: Bot,
        rights: frozenset[Right],
        asker: Asker,
        catalogues: Catalogues,
        user: User | None = None,
    ) -> bool | dict[str, Any]:
        """Tell whether the message is such a reply."""
        asked = message.reply_to_message
        if user is None or asked is None or not message.text or message.text.startswith("/"):
            return False
        if Right.EDIT_REGISTER not in rights or asked.from_user is None or asked.from_user.id != bot.id:
            return False
        if not is_question(asked.text or "", catalogues):
            return False
        draft = await asker.store.register_desk.open_of(user.id, asker.now - _WAITS)
        return {"draft": draft} if draft is not None else False


def setup() -> Router:
    """Return the router of the register's editors; in private chats only."""
    router = Router(name="register editing")
    router.message.filter(in_private)
    private, edit = tapped_in_private, needs(Right.EDIT_REGISTER)
    router.message.register(take_register_answer, AnswersDraft(), flags=edit)
    router.callback_query.register(show_register_desk, private, OpenRegisterDesk.filter(), flags=edit)
    router.callback_query.register(show_fields, private, OpenFields.filter(), flags=edit)
    router.callback_query.register(ask_field, private, CorrectField.filter(), flags=edit)
    router.callback_query.register(take_correction_back, private, TakeBack.filter(), flags=edit)
    router.callback_query.register(ask_new_entry, private, NewEntry.filter(), flags=edit)
    router.callback_query.register(remove_entry, private, RemoveEntry.filter(), flags=edit)
    router.callback_query.register(end_draft, private, DraftStep.filter(), flags=edit)
    router.callback_query.register(confirm_correction, private, ConfirmCorrection.filter(), flags=edit)
    return router


async def show_register_desk(callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker) -> None:
    """Show what can be edited."""
    register = asker.store.register
    corrections, by_hand = await register.corrections(), await register.by_hand()
    await show(callback, register_desk_screen(len(corrections), len(by_hand), asker.tr), callback_answer)


async def show_fields(
    callback: CallbackQuery, callback_data: OpenFields, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the fields of an entry."""
    screen = await fields_of(callback_data.kind.kind, callback_data.slug, asker)
    if screen is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, screen, callback_answer)


async def fields_of(kind: EntryKind, slug: str, asker: Asker) -> Screen | None:
    """Return the fields of an entry, ``None`` when it is gone."""
    entry = asker.knowledge.register.find(kind, slug)
    if entry is None:
        return None
    register = asker.store.register
    mine = [one for one in await register.corrections() if (one.kind, one.slug) == (kind, slug)]
    by_hand = EntryKey(kind, slug) in await register.by_hand()
    return fields_screen(kind, entry, mine, asker.tr, by_hand=by_hand)


async def ask_field(
    callback: CallbackQuery, callback_data: CorrectField, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Begin a correction and ask for the value."""
    kind, field = callback_data.kind.kind, callback_data.field
    entry = asker.knowledge.register.find(kind, callback_data.slug)
    if entry is None or field not in typed_fields(kind) or callback.message is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    await _begin(callback, RegisterDraft(0, user.id, kind, entry.slug, (field,)), entry, asker)


async def ask_new_entry(
    callback: CallbackQuery, callback_data: NewEntry, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Begin a new entry and ask the first question."""
    kind = callback_data.kind.kind
    if kind not in ASKED:
        callback_answer.text = gone(asker.tr).plain()
        return
    await _begin(callback, RegisterDraft(0, user.id, kind, None, ASKED[kind]), None, asker)


async def _begin(callback: CallbackQuery, draft: RegisterDraft, entry: AnyEntry | None, asker: Asker) -> None:
    await asker.store.register_desk.begin(draft.user_id, draft.kind, draft.slug, draft.asked, asker.now)
    if isinstance(callback.message, Message):
        await answer(callback.message, question(draft, entry, asker.tr))


async def take_register_answer(
    message: Message, draft: RegisterDraft, asker: Asker, known: CurrentKnowledge, catalogues: Catalogues
) -> None:
    """Keep what was answered and go on: the next question, the source, or the preview.

    An answer to an older question is not taken for one to the next: what is asked now is asked again.
    """
    entry = asker.knowledge.register.find(draft.kind, draft.slug) if draft.slug else None
    if draft.slug and entry is None:
        await answer(message, gone(asker.tr))
        return
    asked = message.reply_to_message
    if asked is None or not asks_for_next(asked.text or "", draft, entry, catalogues):
        await answer(message, _next(draft, entry, asker))
        return
    reader = Reader(asker.knowledge.register, await known.words(), lambda name: _organisation(name, asker))
    answers, source, text = dict(draft.answers), draft.source, message.text or ""
    if (field := draft.next_field) is not None:
        value = reader.value(field, text)
        wrong = value if isinstance(value, Wrong) else None
        answers[field] = value
    else:
        read = reader.source(text)
        wrong = read if isinstance(read, Wrong) else None
        source = None if isinstance(read, Wrong) else read
    if wrong is not None:
        await answer(message, question(draft, entry, asker.tr, wrong))
        return
    kept = await asker.store.register_desk.answer(draft.id, answers, source, asker.now)
    await answer(message, gone(asker.tr) if kept is None else _next(kept, entry, asker))


def _next(draft: RegisterDraft, entry: AnyEntry | None, asker: Asker) -> Screen:
    if draft.next_field is not None or draft.source is None:
        return question(draft, entry, asker.tr)
    try:
        after = _after(draft, entry, asker)
    except ValueError:
        return not_possible(asker.tr)
    return preview(draft, entry, after, asker.knowledge.register, asker.tr)


def _after(draft: RegisterDraft, entry: AnyEntry | None, asker: Asker) -> Any:  # noqa: ANN401 - an entry of any kind
    if entry is None:
        return new_entry(draft, asker.knowledge.register.of(draft.kind))
    changed = correction(draft, entry, draft.user_id)
    return replace(entry, **{changed.field: changed.value})


def _organisation(name: str, asker: Asker) -> str | None:
    found = organisation_named(name, asker.knowledge)
    return found.slug if found else None


async def end_draft(
    callback: CallbackQuery, callback_data: DraftStep, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Put the draft into the register or drop it; somebody else's draft is as if it weren't there."""
    draft = await asker.store.register_desk.get(callback_data.draft_id)
    act = _drop if callback_data.act is DraftAct.DROP else _put_in
    await _ended(callback, callback_answer, draft, user, asker, act)


async def confirm_correction(
    callback: CallbackQuery,
    callback_data: ConfirmCorrection,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Put a correction in; where the field is another than its preview showed, show what it is and ask again."""
    draft = await asker.store.register_desk.get(callback_data.draft_id)
    put_in = partial(_put_in, seen=callback_data.seen)
    await _ended(callback, callback_answer, draft, user, asker, put_in)


async def _ended(
    callback: CallbackQuery,
    callback_answer: CallbackAnswer,
    draft: RegisterDraft | None,
    user: User,
    asker: Asker,
    act: Callable[[RegisterDraft, Asker], Awaitable[Screen | None]],
) -> None:
    if draft is None or draft.user_id != user.id:
        callback_answer.text = gone(asker.tr).plain()
        return
    whole = draft.next_field is None and draft.source is not None
    screen = await act(draft, asker) if whole else None
    if screen is None:
        callback_answer.text = too_late(asker.tr)
    else:
        await show(callback, screen, callback_answer)


async def _drop(draft: RegisterDraft, asker: Asker) -> Screen | None:
    closed = await asker.store.register_desk.close(draft.id, DraftState.DROPPED, asker.now)
    return dropped(asker.tr) if closed else None


async def _put_in(draft: RegisterDraft, asker: Asker, seen: int | None = None) -> Screen | None:
    """Return what became of it; ``None``: the draft had been ended before."""
    entry = asker.knowledge.register.find(draft.kind, draft.slug) if draft.slug else None
    if draft.slug and entry is None:
        return gone(asker.tr)
    register, now = asker.store.register, asker.now
    try:
        if entry is not None:
            made, put = entry, await _corrected(draft, entry, asker, seen)
        else:
            made = _after(draft, None, asker)
            put = await register.add(draft.kind, made, by=draft.user_id, now=now, draft=draft.id)
    except VersionMoved:
        return await _asked_again(draft, asker)
    except (ValueError, BadCorrection):
        return not_possible(asker.tr)  # what it stood on has moved
    if put:
        return done(draft.kind, made, asker.tr)
    left = await asker.store.register_desk.get(draft.id)
    return not_possible(asker.tr) if left is not None and left.state is DraftState.OPEN else None


async def _corrected(draft: RegisterDraft, entry: AnyEntry, asker: Asker, seen: int | None) -> bool:
    made = correction(draft, entry, draft.user_id)
    return await asker.store.register.correct(made, asker.now, draft=draft.id, seen=seen)


async def _asked_again(draft: RegisterDraft, asker: Asker) -> Screen | None:
    """Return the preview against what the field is now."""
    entry = asker.knowledge.register.find(draft.kind, draft.slug) if draft.slug else None
    if entry is None:
        return gone(asker.tr)
    after = _after(draft, entry, asker)
    return preview(draft, entry, after, asker.knowledge.register, asker.tr, moved=True)


async def take_correction_back(
    callback: CallbackQuery, callback_data: TakeBack, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show the file's value again."""
    kind, slug = callback_data.kind.kind, callback_data.slug
    taken = await asker.store.register.take_back(kind, slug, callback_data.field, by=user.id, now=asker.now)
    entry = asker.knowledge.register.find(kind, slug)
    if taken and entry is not None:
        await show(callback, done(kind, entry, asker.tr), callback_answer)
    else:
        callback_answer.text = gone(asker.tr).plain()


async def remove_entry(
    callback: CallbackQuery, callback_data: RemoveEntry, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Ask once more, then withdraw an entry that was made in chat."""
    kind, slug = callback_data.kind.kind, callback_data.slug
    entry = asker.knowledge.register.find(kind, slug)
    if entry is None or EntryKey(kind, slug) not in await asker.store.register.by_hand():
        callback_answer.text = gone(asker.tr).plain()
    elif not callback_data.sure:
        await show(callback, remove_sure(kind, entry, asker.tr), callback_answer)
    else:
        await asker.store.register.remove(kind, slug, by=user.id, now=asker.now)
        await show(callback, removed(asker.tr), callback_answer)
