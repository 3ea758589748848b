"""The register edited in chat: a correction and a new entry from the tap to the card, and all that goes wrong."""

from datetime import timedelta

import pytest

from storage.records import Grant, Role
from storage.register_records import EntryKind
from tests.person import Message, Person, buttons
from tests.town import Town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

EDITOR = Grant(Role.ADMINISTRATOR)
_SOURCE = "Письмо-пример № 5 от 12.11.2026"


async def _replied(person: Person, asked: Message, text: str) -> Message:
    await person.send(text, reply_to=asked)
    return await person.read()


async def _tapped(person: Person, message: Message, label: str) -> Message:
    assert (await person.tap(message, label)).answered
    return await person.read_edit(message)


async def _fields(person: Person, question: str) -> Message:
    await person.send(question)
    card = await person.read()
    assert (await person.tap(card, said("Report an error"))).answered
    return await person.read()


async def _asked(person: Person, message: Message, label: str) -> Message:
    assert (await person.tap(message, label)).answered
    return await person.read()


async def test_a_card_is_corrected_and_taken_back(here: Town) -> None:
    """Field, value, source, before and after, confirmed: the card says it at once with its source; ✕ undoes it."""
    petr = await here.passer_by(EDITOR)
    fields = await _fields(petr, "558 АРЗ")
    question = await _asked(petr, fields, said("Full name"))
    source = await _replied(petr, question, "558-й завод (пример)")
    assert source["text"].splitlines()[1] == said(
        "What is the source? A link with its date, or a document with its number and date."
    )
    preview = await _replied(petr, source, _SOURCE)
    assert said("After: {value}", value="558-й завод (пример)") in preview["text"]
    done = await _tapped(petr, preview, said("Put it into the register"))
    card = await _tapped(petr, done, buttons(done)[0])
    assert "558-й завод (пример)" in card["text"]
    assert "Письмо-пример № 5, 12\u00a0ноября 2026" in card["text"]
    assert (await here.app.store.register.corrections())[-1].by is not None
    await petr.tap(card, said("Report an error"))
    fields = await petr.read()
    assert said("✕ takes a correction back.") in fields["text"]
    await _tapped(petr, fields, f"✕ {said('Full name')}")
    await petr.send("558 АРЗ")
    assert "(пример)" not in (await petr.read())["text"]


async def test_a_new_entry_is_asked_for_question_by_question(here: Town) -> None:
    """The card to come is shown before it is put in; it is found at once, and can be removed again."""
    petr = await here.passer_by(EDITOR)
    await petr.send("/admin")
    desk = await _tapped(petr, await petr.read(), said("Register"))
    question = await _asked(petr, desk, f"+ {said('Events')}")
    for words in ("Выставка-пример «Ромашковый станок»", "2026-12-01", "станкостроение"):
        assert said("Answer this message by a reply.") in question["text"]
        question = await _replied(petr, question, words)
    preview = await _replied(petr, question, "https://example.org/primer, 12.11.2026")
    assert "Ромашковый станок" in preview["text"]
    done = await _tapped(petr, preview, said("Put it into the register"))
    assert "Ромашковый станок" in done["text"]
    (key,) = await here.app.store.register.by_hand()
    assert key.kind is EntryKind.EVENT
    await petr.send("Ромашковый станок")
    card = await petr.read()
    assert "1\u00a0декабря 2026" in card["text"]
    await petr.tap(card, said("Report an error"))
    fields = await petr.read()
    sure = await _tapped(petr, fields, said("Remove the entry"))
    await _tapped(petr, await _tapped(petr, sure, said("No")), said("Remove the entry"))
    gone = await _tapped(petr, sure, said("Yes"))
    assert gone["text"] == said("The entry is removed.")
    assert await here.app.store.register.by_hand() == frozenset()


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("Short name", "-", said("This cannot be empty.")),
        ("Short name", "я" * 1001, said("This is too long: 1000 characters at most.")),
        (
            "Side",
            "марсианская",
            said("“{words}” is no side: Ulyanovsk Region, Belarus or federal.", words="марсианская"),
        ),
        (
            "Its sectors",
            "ловля снов",
            said("There is no sector “{words}”. They are listed in /sectors.", words="ловля снов"),
        ),
    ],
)
async def test_a_value_that_will_not_do_is_told_and_asked_again(here: Town, field: str, typed: str, fault: str) -> None:
    """The fault first, then the same question; nothing is kept of it."""
    petr = await here.passer_by(EDITOR)
    again = await _replied(petr, await _asked(petr, await _fields(petr, "558 АРЗ"), said(field)), typed)
    assert again["text"].startswith(fault)
    assert said(field) in again["text"]


async def test_a_source_is_obligatory(here: Town) -> None:
    """Neither a link nor a document named: asked again."""
    petr = await here.passer_by(EDITOR)
    source = await _replied(petr, await _asked(petr, await _fields(petr, "558 АРЗ"), said("Short name")), "Завод")
    again = await _replied(petr, source, "да")
    assert again["text"].startswith(said("Name the source: a link, or a document with its number and date."))


async def test_a_draft_ends_once(here: Town) -> None:
    """Dropped, it changes nothing; a second tap, another's tap and an older draft's tap are told so."""
    petr, olga = await here.passer_by(EDITOR), await here.passer_by(EDITOR)
    source = await _replied(petr, await _asked(petr, await _fields(petr, "558 АРЗ"), said("Short name")), "Иначе")
    preview = await _replied(petr, source, _SOURCE)
    data = next(
        button["callback_data"]
        for row in preview["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == said("Put it into the register")
    )
    await olga.send("/help")
    assert (await olga.tap_data((await olga.read())["message_id"], data)).text == answer_of("gone")
    await _tapped(petr, preview, said("Drop it"))
    assert (await petr.tap_data(preview["message_id"], data)).text == said("This draft is closed already.")
    unfinished = await _asked(petr, await _fields(petr, "558 АРЗ"), said("Side"))
    draft = await here.app.store.register_desk.open_of(
        (await here.app.store.people.known(petr.telegram_id)).id,  # type: ignore[union-attr]
        here.clock.now() - timedelta(hours=1),
    )
    assert draft is not None
    assert (await petr.tap_data(unfinished["message_id"], f"rd:{draft.id}:c")).text == said(
        "This draft is closed already."
    )


async def _preview(person: Person, value: str) -> Message:
    source = await _replied(person, await _asked(person, await _fields(person, "558 АРЗ"), said("Short name")), value)
    return await _replied(person, source, _SOURCE)


async def test_a_preview_that_went_stale_is_asked_again(here: Town) -> None:
    """Two editors change one field: the second is shown what the first made of it, and confirms against that."""
    petr, olga = await here.passer_by(EDITOR), await here.passer_by(EDITOR)
    hers, his = await _preview(olga, "558-й завод Ольги"), await _preview(petr, "558-й завод Петра")
    assert said("Before: {value}", value="558 АРЗ") in hers["text"]
    await _tapped(petr, his, said("Put it into the register"))
    again = await _tapped(olga, hers, said("Put it into the register"))
    moved = said("Somebody has changed this field meanwhile. Look what it is now; is yours to replace it?")
    assert again["text"].startswith(moved)
    assert said("Before: {value}", value="558-й завод Петра") in again["text"]
    (kept,) = [one for one in await here.app.store.register.corrections() if one.field == "short"]
    assert kept.value == "558-й завод Петра"
    await _tapped(olga, again, said("Put it into the register"))
    (kept,) = [one for one in await here.app.store.register.corrections() if one.field == "short"]
    assert kept.value == "558-й завод Ольги"
    await here.app.store.register.take_back(kept.kind, kept.slug, "short", by=None, now=here.clock.now())


async def test_a_confirming_tap_from_before_still_works(here: Town) -> None:
    """A button of an older preview, which knew nothing of what it had shown, does what it did."""
    petr = await here.passer_by(EDITOR)
    preview = await _preview(petr, "558-й завод прежний")
    user = await here.app.store.people.known(petr.telegram_id)
    assert user is not None
    draft = await here.app.store.register_desk.open_of(user.id, here.clock.now() - timedelta(hours=1))
    assert draft is not None
    assert (await petr.tap_data(preview["message_id"], f"rd:{draft.id}:c")).answered
    assert "558 АРЗ" in (await petr.read_edit(preview))["text"]
    assert "558-й завод прежний" in {one.value for one in await here.app.store.register.corrections()}
    await here.app.store.register.take_back(draft.kind, "arz-558", "short", by=None, now=here.clock.now())


async def test_a_reply_is_an_answer_only_while_a_draft_is_open(here: Town) -> None:
    """Without a reply it is a question like any other; a day later, too."""
    petr = await here.passer_by(EDITOR)
    asked = await _asked(petr, await _fields(petr, "558 АРЗ"), said("Short name"))
    await petr.send("Кухарев")
    assert "Кухарев" in (await petr.read())["text"]
    await here.clock.move(timedelta(days=1))
    assert "Кухарев" in (await _replied(petr, asked, "Кухарев"))["text"]


async def test_a_reply_to_something_else_is_no_answer(here: Town) -> None:
    """An open draft takes only what is said to the question that waits; one that was answered is not answered twice."""
    petr = await here.passer_by(EDITOR)
    await petr.send("/help")
    other = await petr.read()
    asked = await _asked(petr, await _fields(petr, "558 АРЗ"), said("Short name"))
    assert "Кухарев" in (await _replied(petr, other, "Кухарев"))["text"]
    source = await _replied(petr, asked, "Завод-пример")
    again = await _replied(petr, asked, "Другой завод-пример")
    assert again["text"] == source["text"]
    preview = await _replied(petr, source, _SOURCE)
    assert said("After: {value}", value="Завод-пример") in preview["text"]
    assert (await _replied(petr, source, "Письмо-пример № 6 от 13.11.2026"))["text"] == preview["text"]
    await _tapped(petr, preview, said("Drop it"))


async def test_forged_taps_find_nothing(here: Town) -> None:
    """A field that no entry has, an entry that is not there, one that no chat made."""
    petr = await here.passer_by(EDITOR)
    await petr.send("/help")
    shown = (await petr.read())["message_id"]
    for data in (
        "rf:o:arz-558:slug",
        "rf:o:nobody:short",
        "rh:o:nobody",
        "rm:o:arz-558:1",
        "rn:x",
        "rb:o:arz-558:full",
    ):
        assert (await petr.tap_data(shown, data)).text == answer_of("gone"), data
