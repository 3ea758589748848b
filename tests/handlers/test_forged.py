"""People's own commands and buttons under attack: forged, edited, sent by what is no person."""

import random
import string
from collections.abc import Iterator

import pytest
from aiogram.filters.callback_data import CallbackData

from storage.records import Grant, Role
from storage.register_records import Side
from tests.handlers.test_joining import grants
from tests.hostile.forging import NUMBERS, every_class, with_number
from tests.person import Message, Person
from tests.town import Town, nothing_said
from tests.wording import answer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR, COORDINATOR = Grant(Role.ADMINISTRATOR), Grant(Role.COORDINATOR, side=Side.BELARUS)
OFFICIAL = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
_IDS = ("-1", "0", "1", "2", str(2**53), str(2**63 - 1), str(2**63), "٣", "")


def _forged() -> Iterator[str]:
    """Yield callback data in the shapes of the buttons about people, with ids of the whole range."""
    for number in _IDS:
        yield from (f"pe:{number}", f"wi:{number}", f"pl:{number}", f"jd:{number}:1:1", f"jd:{number}:0:1")
        yield from (f"pc:{number}:{deed}:1:1" for deed in "srxpz")
    for role in ("o:u:uaz", "o:u:../x", "a::", "c:a:", "z::", "::"):
        yield from (f"of:{purpose}:{role}:0:1" for purpose in "ijx")
    yield from (f"ti:{token}" for token in ("", "x", "A" * 22, "A" * 43, "A" * 44, "'; DROP", "я" * 22))


@pytest.mark.parametrize("grant", [None, COORDINATOR], ids=lambda grant: grant.role if grant else "nobody")
async def test_no_forged_button_changes_anyone(here: Town, grant: Grant | None) -> None:
    """Every tap is answered; nobody above or beside is changed, and nobody gains a role."""
    anna, petr, ivan = await here.passer_by(grant), await here.passer_by(ADMINISTRATOR), await here.passer_by(OFFICIAL)
    await anna.send("/help")
    shown = (await anna.read())["message_id"]
    forged = [*_forged(), *_about(await _number(here, petr)), *_about(await _number(here, ivan))]
    forged += _about(await _number(here, anna))
    for data in forged:
        if data.encode() and len(data.encode()) <= 64:
            assert (await anna.tap_data(shown, data)).answered, data
    assert await grants(here, petr) == [ADMINISTRATOR]
    assert await grants(here, ivan) == [OFFICIAL]
    assert await grants(here, anna) == ([grant] if grant else [])


async def _number(here: Town, person: Person) -> int:
    user = await here.app.store.people.known(person.telegram_id)
    assert user is not None
    return user.id


def _about(number: int) -> list[str]:
    return [f"pe:{number}", *(f"pc:{number}:{deed}:{other}:1" for deed in "srxp" for other in (0, 1, number))]


async def test_no_start_parameter_gives_a_role(here: Town) -> None:
    """Random and crafted parameters get one answer each and no role."""
    anna = await here.passer_by()
    seed = random.Random(5)  # noqa: S311 - the same at every run
    crafted = ["inv_" + "".join(seed.choices(string.ascii_letters + "_-", k=seed.randint(0, 60))) for _ in range(15)]
    for parameter in (*crafted, "inv_" + "\u202e" * 20, "inv_ " + "A" * 22, "INV_" + "A" * 22, "inv-" + "A" * 22):
        await anna.send(f"/start {parameter}")
        assert (await anna.read())["text"]
    assert await grants(here, anna) == []


async def test_an_edited_message_is_no_command(here: Town) -> None:
    """A message edited into a command about people does nothing."""
    petr, anna = await here.passer_by(ADMINISTRATOR), await here.passer_by()
    sent = await petr.send("/help")
    await petr.read()
    for words in (f"/assign {anna.telegram_id} administrator", "/invite administrator", "/leave", "/forget", "/mydata"):
        await petr.edit(sent["message_id"], words)
    await nothing_said(petr)
    assert (await grants(here, petr), await grants(here, anna)) == ([ADMINISTRATOR], [])


async def test_nobody_speaks_for_an_administrator(here: Town) -> None:
    """A channel, an anonymous administrator and a linked channel's post do nothing to people, though they are «in»."""
    petr = await here.passer_by(ADMINISTRATOR)
    group = await here.group(petr, bot="administrator")
    for sender_chat in (
        {"id": group, "type": "supergroup", "title": "Пример"},
        {"id": -100777, "type": "channel", "title": "Пример"},
    ):
        bot = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        for words in ("/invite administrator", "/people", "/leave", "/forget", "/mydata", "/join administrator"):
            await here.bring(_message(group, words, sender_chat, bot))
    in_group = petr.in_chat(group)
    await nothing_said(in_group)
    assert await grants(here, petr) == [ADMINISTRATOR]


def _message(chat: int, text: str, sender_chat: Message, sender: Message) -> Message:
    where = {"id": chat, "type": "supergroup", "title": "Пример"}
    return {
        "message": {
            "message_id": 9000,
            "date": 1,
            "chat": where,
            "from": sender,
            "sender_chat": sender_chat,
            "text": text,
        }
    }


async def test_an_administrators_button_is_nobody_elses(here: Town) -> None:
    """A notice's buttons, pressed by someone who was shown the same message, find nothing."""
    anna, ivan = await here.passer_by(), await here.passer_by(OFFICIAL)
    await anna.send("/join coordinator belarus")
    shown = await anna.read()
    for person, message in ((anna, shown), (ivan, await _help(ivan))):
        for number in range(1, 30):
            tapped = await person.tap_data(message["message_id"], f"jd:{number}:1:1")
            assert tapped.text == answer_of("gone")
    assert await grants(here, anna) == []


async def _help(person: Person) -> Message:
    await person.send("/help")
    return await person.read()


async def test_a_name_cannot_write_lines_into_the_log(here: Town, lines: list[dict[str, object]]) -> None:
    """A name with line ends, and everything said, stays out of the log."""
    anna = await here.passer_by(first_name="Злая\n2026-11-25 [critical] всё пропало\x1b[31m")
    for words in ("/join coordinator", "/privacy", "/invite"):
        await anna.send(words)
        await anna.read()
    assert "всё пропало" not in repr(lines)


@pytest.mark.parametrize("kind", every_class(), ids=lambda kind: kind.__prefix__)
async def test_every_class_of_buttons_is_answered_over_the_whole_range(here: Town, kind: type[CallbackData]) -> None:
    """Whatever stands where an id belongs, the tap is answered, gives nothing and shows nothing of the plan."""
    anna = await here.passer_by()
    await anna.send("/help")
    shown = (await anna.read())["message_id"]
    for number in NUMBERS:
        data = with_number(kind, number)
        assert (await anna.tap_data(shown, data)).answered, ascii(data)
    assert not any("ПРИМЕР" in message.get("text", "") for message in await anna.messages())
    assert await grants(here, anna) == []
