"""People's own commands and buttons under attack: forged, edited, sent by what is no person."""

import json
import random
import string
from collections.abc import Iterator
from io import StringIO

import pytest
from aiogram.filters.callback_data import CallbackData

from storage.records import Grant, Role
from storage.register_records import Side
from tests.handlers.test_joining import grants
from tests.hostile.forging import NUMBERS, every_class, with_number
from tests.person import Message, Person
from tests.town import Town, meanings, nothing_said
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


_OPENED = ("/people", "/invite", "/groups", "/sources", "/newsdesk", "/deliveries", "/audit", "/calendar_days",
           "/reminders", "/broadcast", "/plan", "/deadlines", "/my", "/rate", "/plan_import", "/assign", "/deputy",
           "/calendar", "/join", "/settings", "сроки до конца года")  # fmt: skip
# What anyone may do with old buttons: choose their own language, zone and quiet hours.
_ONES_OWN = {"updates", "users", "chats", "reminder_wishes"}


async def _everything(here: Town) -> dict[str, object]:
    written = StringIO()
    await here.app.store.moving.write_out(written, here.clock.now())
    tables: dict[str, object] = json.loads(written.getvalue())["tables"]
    return tables


async def test_old_buttons_change_nothing_once_the_role_is_gone(here: Town) -> None:
    """Every kind of button that an administrator was shown is answered to the one who is none, and does nothing."""
    petr, anna = await here.passer_by(ADMINISTRATOR), await here.passer_by()
    await anna.send("/join coordinator belarus")
    await anna.read()
    for words in _OPENED:
        await petr.read(after=await petr.send(words))
    desk = await petr.read(after=await petr.send("/admin"))
    held = {data.partition(":")[0]: data for message in await petr.messages() for data in meanings(message)}
    for data in meanings(desk):
        await petr.tap_data(desk["message_id"], data)
        held |= {one.partition(":")[0]: one for one in meanings((await petr.messages())[-1])}
    await here.app.store.people.revoke(await _number(here, petr), by=1, now=here.clock.now())
    before = await _everything(here)
    for data in held.values():
        assert (await petr.tap_data(desk["message_id"], data)).answered, data
    after = await _everything(here)
    assert {name for name, rows in after.items() if rows != before[name]} <= _ONES_OWN
    assert await grants(here, petr) == []


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
