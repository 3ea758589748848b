"""Entries made by hand beside a file's, and drafts: one open for each editor."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from storage.errors import BadCorrection
from storage.records import Sender
from storage.register_desk_records import DraftState
from storage.register_records import Agreement, Correction, EntryKey, EntryKind, Event, Sector, Source
from storage.store import Store

FILED = Sector(slug="filed", ru="Из файла", be="З файла", en="Filed")
MADE = Event(slug="made", name="Пример", date="2026", sources=(Source("", None, "Пример"),))
KEY = EntryKey(EntryKind.EVENT, "made")


LETTER = Source("", None, "Письмо-пример")
SIGNED = Agreement(slug="signed", title="Пример", short="Пример", level="пример", status="пример", valid="до 2027 года")


async def _editor(store: Store, now: datetime) -> int:
    sender = Sender(7, "Пример", None, "ru")
    arrival = await store.people.arrive(bot_id=1, update_id=1, sender=sender, chat=None, now=now)
    assert arrival is not None
    assert arrival.user is not None
    return arrival.user.id


async def test_a_file_leaves_alone_what_was_made_by_hand(store: Store, now: datetime) -> None:
    """It is loaded beside the file's entries, moves the revision, is noted, and no file withdraws it."""
    await store.register.bring_to([(EntryKind.SECTOR, FILED)], now)
    before = await store.register.revision()
    assert await store.register.add(EntryKind.EVENT, MADE, by=None, now=now)
    assert await store.register.revision() == before + 1
    assert not await store.register.add(EntryKind.EVENT, MADE, by=None, now=now)
    changes = await store.register.bring_to([(EntryKind.SECTOR, FILED)], now)
    assert not changes
    assert (await store.register.load()).events["made"] == MADE
    assert await store.register.by_hand() == {KEY}
    (noted, *_) = await store.audit.find(1)
    assert (noted.what, noted.subject, noted.before) == ("entry", "event:made", None)


async def test_a_file_that_has_it_takes_it_over(store: Store, now: datetime) -> None:
    """From then on it is the file's, and goes when the file has it no more."""
    await store.register.add(EntryKind.EVENT, MADE, by=None, now=now)
    await store.register.bring_to([(EntryKind.EVENT, MADE)], now)
    assert await store.register.by_hand() == frozenset()
    assert not await store.register.remove(EntryKind.EVENT, "made", by=None, now=now)
    assert (await store.register.bring_to([(EntryKind.SECTOR, FILED)], now)).withdrawn == (KEY,)


async def test_only_what_was_made_by_hand_is_removed_by_hand(store: Store, now: datetime) -> None:
    """Once; a file's entry and one that is not there stay as they are."""
    await store.register.bring_to([(EntryKind.SECTOR, FILED)], now)
    await store.register.add(EntryKind.EVENT, MADE, by=None, now=now)
    assert not await store.register.remove(EntryKind.SECTOR, "filed", by=None, now=now)
    assert not await store.register.remove(EntryKind.EVENT, "nothing", by=None, now=now)
    assert await store.register.remove(EntryKind.EVENT, "made", by=None, now=now)
    assert not await store.register.remove(EntryKind.EVENT, "made", by=None, now=now)
    assert (await store.register.load()).events == {}


async def test_a_correction_that_is_not_there_is_not_taken_back(store: Store, now: datetime) -> None:
    """Nothing moves and nothing is noted."""
    await store.register.bring_to([(EntryKind.SECTOR, FILED)], now)
    before = await store.register.revision()
    assert not await store.register.take_back(EntryKind.SECTOR, "filed", "ru", by=None, now=now)
    assert await store.register.revision() == before


async def test_a_correction_to_nothing_is_one_like_any_other(store: Store, now: datetime) -> None:
    """Noted with what was shown before and after, taken back once, and readers see both by the revision."""
    await store.register.bring_to([(EntryKind.AGREEMENT, SIGNED)], now)
    assert await store.register.correct(Correction(EntryKind.AGREEMENT, "signed", "valid", None, LETTER), now)
    assert (await store.register.load()).agreements["signed"].valid is None
    before = await store.register.revision()
    assert await store.register.take_back(EntryKind.AGREEMENT, "signed", "valid", by=None, now=now)
    assert not await store.register.take_back(EntryKind.AGREEMENT, "signed", "valid", by=None, now=now)
    assert await store.register.revision() == before + 1
    assert (await store.register.load()).agreements["signed"].valid == "до 2027 года"
    taken, made, *_ = await store.audit.find(2)
    assert [(one.before, one.after) for one in (made, taken)] == [("до 2027 года", None), (None, "до 2027 года")]


async def test_what_was_removed_can_be_made_again(store: Store, now: datetime) -> None:
    """As it is told now, without the corrections of what was there before; once more it is one like any other."""
    await store.register.add(EntryKind.EVENT, MADE, by=None, now=now)
    await store.register.correct(Correction(EntryKind.EVENT, "made", "date", "2027", LETTER), now)
    await store.register.remove(EntryKind.EVENT, "made", by=None, now=now)
    again = replace(MADE, date="2028")
    assert await store.register.add(EntryKind.EVENT, again, by=None, now=now)
    assert (await store.register.load()).events["made"] == again
    assert await store.register.by_hand() == {KEY}
    assert not await store.register.add(EntryKind.EVENT, again, by=None, now=now)


async def test_what_a_file_has_no_more_can_be_made_by_hand(store: Store, now: datetime) -> None:
    """Then no file withdraws it."""
    await store.register.bring_to([(EntryKind.EVENT, MADE)], now)
    await store.register.bring_to([(EntryKind.SECTOR, FILED)], now)
    assert await store.register.add(EntryKind.EVENT, MADE, by=None, now=now)
    assert not await store.register.bring_to([(EntryKind.SECTOR, FILED)], now)
    assert await store.register.by_hand() == {KEY}


async def test_a_draft_ends_with_what_comes_of_it(store: Store, now: datetime) -> None:
    """In one transaction: what is refused leaves the draft open, and one that was ended changes nothing."""
    editor = await _editor(store, now)
    await store.register.bring_to([(EntryKind.EVENT, MADE)], now)
    draft = await store.register_desk.begin(editor, EntryKind.EVENT, "made", ["date"], now)
    assert not await store.register.add(EntryKind.EVENT, MADE, by=editor, now=now, draft=draft)
    with pytest.raises(BadCorrection):
        await store.register.correct(Correction(EntryKind.EVENT, "made", "date", None, LETTER), now, draft=draft)
    assert await store.register_desk.open_of(editor, now) is not None
    corrected = Correction(EntryKind.EVENT, "made", "date", "2027", LETTER)
    assert await store.register.correct(corrected, now, draft=draft)
    assert not await store.register.correct(replace(corrected, value="2028"), now, draft=draft)
    assert not await store.register.add(EntryKind.EVENT, replace(MADE, slug="new"), by=editor, now=now, draft=draft)
    register = await store.register.load()
    assert (register.events["made"].date, "new" in register.events) == ("2027", False)


async def test_an_editor_has_one_open_draft(store: Store, now: datetime) -> None:
    """A new one drops the one before; one untouched for long is not waited for; one ended takes no answer."""
    editor = await _editor(store, now)
    first = await store.register_desk.begin(editor, EntryKind.EVENT, None, ["name", "date"], now)
    second = await store.register_desk.begin(editor, EntryKind.SECTOR, "filed", ["ru"], now)
    dropped = await store.register_desk.get(first)
    assert dropped is not None
    assert dropped.state is DraftState.DROPPED
    kept = await store.register_desk.answer(second, {"ru": "Иначе"}, Source("", None, "Пример"), now)
    assert kept is not None
    assert (kept.next_field, kept.answers, kept.source) == (None, {"ru": "Иначе"}, Source("", None, "Пример"))
    assert await store.register_desk.open_of(editor, now - timedelta(hours=1)) == kept
    assert await store.register_desk.open_of(editor, now + timedelta(seconds=1)) is None
    assert await store.register_desk.close(second, DraftState.DONE, now)
    assert not await store.register_desk.close(second, DraftState.DROPPED, now)
    assert await store.register_desk.answer(second, {}, None, now) is None
    assert await store.register_desk.forget(now) == 0
    assert await store.register_desk.forget(now + timedelta(seconds=1)) == len((first, second))
    assert await store.register_desk.get(first) is None
