"""/admin and /audit: the desk opens its parts in place, changes are told and sent, settings are obeyed."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from bot.keeping import KEEPING, Keeping, read_kept
from storage.backups import nightly_backups
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.town import Town
from tests.wording import said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR = Grant(Role.ADMINISTRATOR)
COORDINATOR = Grant(Role.COORDINATOR, side=Side.BELARUS)
_BACK = f"‹ {said('Desk')}"


async def _desk(person: Person) -> Message:
    await person.send("/admin")
    return await person.read()


async def _open(person: Person, screen: Message, label: str) -> Message:
    assert (await person.tap(screen, label)).answered
    return await person.read_edit(screen)


async def test_every_part_opens_in_place_and_leads_back(here: Town) -> None:
    """From the desk to each of its parts and back, all in one message."""
    petr = await here.passer_by(ADMINISTRATOR)
    desk = await _desk(petr)
    assert desk["text"].startswith(said("Desk"))
    for label in buttons(desk):
        part = await _open(petr, desk, label)
        assert _BACK in buttons(part), label
        desk = await _open(petr, part, _BACK)
    assert desk["text"].startswith(said("Desk"))


async def test_a_coordinator_sees_their_part(here: Town) -> None:
    """People and invitations of the side, with its own figures; nothing of running the bot."""
    olga = await here.passer_by(COORDINATOR)
    desk = await _desk(olga)
    assert buttons(desk) == [
        said("People"),
        said("Invitations"),
        said("Plan from a file"),
        said("Borderline news"),
        said("What news hang on"),
    ]
    assert said("Changes today: {n}", n="0").partition(":")[0] not in desk["text"]


async def test_what_is_kept_is_chosen_and_obeyed(here: Town) -> None:
    """A tap sets it, the audit has it, and the next tidying obeys it."""
    petr = await here.passer_by(ADMINISTRATOR)
    kept = await _open(petr, await _desk(petr), said("What is kept"))
    assert "✓ 366 дн." in buttons(kept)
    kept = await _open(petr, kept, "180 дн.")
    assert "✓ 180 дн." in buttons(kept)
    assert await read_kept(here.app.store, Keeping.LEDGER) == 180
    (noted, *_) = await here.app.store.audit.find(1)
    assert (noted.subject, noted.after) == (f"setting:{KEEPING[Keeping.LEDGER].setting}", 180)


async def test_a_backup_is_taken_from_the_desk(here: Town) -> None:
    """It is there, checked, and told first; as many stay as are kept."""
    petr = await here.passer_by(ADMINISTRATOR)
    folder = here.app.store.backups.folder
    assert folder is not None
    backups = await _open(petr, await _desk(petr), said("Backups"))
    before = len(nightly_backups(folder)) if folder.is_dir() else 0
    await here.clock.move(timedelta(minutes=1))
    assert (await petr.tap(backups, said("Take one now"))).answered
    shown = await petr.read_edit(backups)
    if shown["text"] == said("The backup is being taken and checked…"):
        shown = await petr.read_edit(shown)
    assert shown["text"].startswith(said("The backup is taken and checked."))
    assert len(nightly_backups(folder)) == before + 1


async def test_a_backup_that_fails_is_told(here: Town) -> None:
    """A folder that cannot be written is named; the desk goes on."""
    petr = await here.passer_by(ADMINISTRATOR)
    folder = here.app.store.backups.folder
    assert folder is not None
    backups = await _open(petr, await _desk(petr), said("Backups"))
    moved = folder.rename(folder.with_name("elsewhere")) if folder.is_dir() else None
    folder.write_text("a file where the folder should be")
    try:
        await here.clock.move(timedelta(minutes=1))
        await petr.tap(backups, said("Take one now"))
        shown = await petr.read_edit(backups)
        if shown["text"] == said("The backup is being taken and checked…"):
            shown = await petr.read_edit(shown)
        assert shown["text"].startswith(said("No backup was taken: {reason}", reason=""))
    finally:
        folder.unlink()
        if moved is not None:
            moved.rename(folder)


async def test_changes_are_told_searched_and_paged(here: Town) -> None:
    """The youngest first, persons by their names, narrowed in words, older ones by a tap that keeps the question."""
    petr = await here.passer_by(ADMINISTRATOR, first_name="Ревизор")
    user = await here.app.store.people.known(petr.telegram_id)
    assert user is not None
    for number in range(12):
        await here.app.store.settings.put("example.paged", number, by=user.id, now=here.clock.now())
    await petr.send("/audit настройки за неделю example")
    page = await petr.read()
    assert "настройки за неделю example" in page["text"]
    assert f"Ревизор (#{user.id})" in page["text"]
    assert "10 → 11" in page["text"]
    older = await _open(petr, page, f"{said('Older')} ›")
    assert "настройки за неделю example" in older["text"]
    assert "0 → 1" in older["text"]
    assert "10 → 11" not in older["text"]


async def test_changes_are_asked_for_by_a_name(here: Town) -> None:
    """In any case form; what means nothing is said, and is not answered with everything."""
    petr = await here.passer_by(ADMINISTRATOR)
    for name, number in (("Ромашкин Пётр", 1), ("Василькова Анна", 2)):
        someone = await here.passer_by(ADMINISTRATOR, first_name=name)
        user = await here.app.store.people.known(someone.telegram_id)
        assert user is not None
        await here.app.store.settings.put("example.named", number, by=user.id, now=here.clock.now())
    await petr.send("/audit изменения Ромашкина")
    page = (await petr.read())["text"]
    assert "Ромашкин Пётр (#" in page
    assert "Василькова" not in page
    assert said("Looked for in values: {words}", words="") not in page
    await petr.send("/audit Абракадабров")
    page = await petr.read()
    assert said("Looked for in values: {words}", words="абракадабр…") in page["text"]
    assert said("No such change is written down.") in page["text"]
    assert said("As a table") not in buttons(page)


async def test_changes_are_found_by_what_stands_in_their_values(here: Town) -> None:
    """Before and after, in any form and case, also deep in a long value, which is then shown from there."""
    petr = await here.passer_by(ADMINISTRATOR)
    put = here.app.store.settings.put
    long = f"{'начало ' * 40}Ёлочный ЗАВОД {'конец ' * 40}"
    await put("example.inside", "до завода", by=None, now=here.clock.now())
    await put("example.inside", {"text": long}, by=None, now=here.clock.now())
    await put("example.inside", "ничего такого", by=None, now=here.clock.now())
    await put("example.inside", "совсем иное", by=None, now=here.clock.now())
    await petr.send("/audit настройки заводами")
    page = (await petr.read())["text"]
    assert page.count("· бот") == 3
    assert "Ёлочный ЗАВОД" in page
    assert "совсем иное" not in page
    await petr.send("/audit елочный")
    assert (await petr.read())["text"].count("· бот") == 2


async def test_changes_are_sent_as_a_table(here: Town) -> None:
    """All that was asked for, not the page alone, in a file that a table program opens."""
    petr = await here.passer_by(ADMINISTRATOR)
    for number in range(10):
        await here.app.store.settings.put("example.table", number, by="=job", now=here.clock.now())
    await petr.send("/audit example.table")
    page = await petr.read()
    assert (await petr.tap(page, said("As a table"))).answered
    sent = await petr.read()
    assert sent["caption"] == "10 изменений"
    content = await petr.download(sent["document"]["file_id"])
    header, *rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert header[:3] == ["id", "at", "person"]
    assert len(rows) == 10
    assert rows[0][3] == "'=job"


async def test_a_persons_changes_open_from_their_card(here: Town) -> None:
    """What they did and what was done to them; what nobody did is said."""
    petr, yanka = await here.passer_by(ADMINISTRATOR), await here.passer_by(Grant(Role.OFFICIAL, "mzga-407"))
    user = await here.app.store.people.known(yanka.telegram_id)
    assert user is not None
    await petr.send("/people")
    listed = await petr.read()
    await petr.tap_data(listed["message_id"], f"pe:{user.id}")
    card = await petr.read_edit(listed)
    changes = await _open(petr, card, said("Changes"))
    assert f"#{user.id}" in changes["text"]
    await petr.send("/audit группы")
    assert said("No such change is written down.") in (await petr.read())["text"]
