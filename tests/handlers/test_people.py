"""/people and /leave: who looks after whom, each deed with a second tap, and nothing for those who left."""

from datetime import timedelta

import pytest

from storage.records import Grant, Role
from storage.register_records import Side
from tests.handlers.test_joining import grants
from tests.person import Message, Person, buttons
from tests.town import Town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR, COORDINATOR = Grant(Role.ADMINISTRATOR), Grant(Role.COORDINATOR, side=Side.BELARUS)
OFFICIAL, OTHER_SIDE = Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS), Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)


async def _number(here: Town, person: Person) -> int:
    user = await here.app.store.people.known(person.telegram_id)
    assert user is not None
    return user.id


async def _card(here: Town, manager: Person, person: Person) -> Message:
    """Open the card of a person as a manager does, wherever in the list it stands."""
    await manager.send("/people")
    listed = await manager.read()
    assert (await manager.tap_data(listed["message_id"], f"pe:{await _number(here, person)}")).answered
    return await manager.read_edit(listed)


async def _tap(person: Person, message: Message, *labels: str) -> Message:
    for label in labels:
        assert (await person.tap(message, label)).answered
        message = await person.read_edit(message)
    return message


async def test_a_person_is_suspended_and_resumed(here: Town) -> None:
    """The first tap asks, the second does it; only an administrator gives everything back."""
    petr, yanka = await here.passer_by(ADMINISTRATOR), await here.passer_by(OFFICIAL)
    sure = await _tap(petr, await _card(here, petr, yanka), said("Suspend"))
    assert await grants(here, yanka) == [OFFICIAL]
    await _tap(petr, sure, said("Yes"))
    assert await grants(here, yanka) == []
    await yanka.send("/my")
    assert (await yanka.read())["text"] == answer_of("not allowed")
    await _tap(petr, await _card(here, petr, yanka), said("Give everything back"), said("Yes"))
    assert await grants(here, yanka) == [OFFICIAL]


async def test_a_person_is_replaced(here: Town) -> None:
    """Of those who wrote lately one takes over with everything owed, and is told."""
    petr, yanka = await here.passer_by(ADMINISTRATOR), await here.passer_by(OFFICIAL)
    alena = await here.passer_by(first_name="Преемница")
    await here.clock.move(timedelta(hours=2))
    await alena.send("/help")
    await alena.read()
    choice = await _tap(petr, await _card(here, petr, yanka), said("Replace"))
    await _tap(petr, choice, "Преемница", said("Yes"))
    assert (await grants(here, yanka), await grants(here, alena)) == ([], [OFFICIAL])
    await here.pass_time(timedelta(minutes=1))
    assert "исполнитель" in (await alena.read())["text"]


async def test_nobody_suspended_is_offered_as_a_successor(here: Town) -> None:
    """Neither listed nor, forged, taken: a coordinator gives nobody back what is set aside."""
    olga, yanka = await here.passer_by(COORDINATOR), await here.passer_by(OFFICIAL)
    alena = await here.passer_by(OFFICIAL, first_name="Приостановленная")
    await here.clock.move(timedelta(hours=2))
    await alena.send("/help")
    await alena.read()
    await here.app.store.parting.suspend(await _number(here, alena), by=1, now=here.clock.now())
    choice = await _tap(olga, await _card(here, olga, yanka), said("Replace"))
    assert "Приостановленная" not in buttons(choice)
    forged = f"pc:{await _number(here, yanka)}:p:{await _number(here, alena)}:1"
    assert (await olga.tap_data(choice["message_id"], forged)).answered
    assert (await grants(here, yanka), await grants(here, alena)) == ([OFFICIAL], [])


async def test_roles_are_taken_away(here: Town) -> None:
    """By an administrator, with a second tap; «No» leads back."""
    petr, yanka = await here.passer_by(ADMINISTRATOR), await here.passer_by(OFFICIAL)
    card = await _card(here, petr, yanka)
    back = await _tap(petr, card, said("Take the roles away"), said("No"))
    assert await grants(here, yanka) == [OFFICIAL]
    await _tap(petr, back, said("Take the roles away"), said("Yes"))
    assert await grants(here, yanka) == []


async def test_a_coordinator_looks_after_officials_of_the_side(here: Town) -> None:
    """Others are not listed; forged taps on them, on oneself and on what one may not do find nothing."""
    olga = await here.passer_by(COORDINATOR)
    yanka, ivan = (
        await here.passer_by(OFFICIAL, first_name="Свой"),
        await here.passer_by(OTHER_SIDE, first_name="Чужой"),
    )
    petr = await here.passer_by(ADMINISTRATOR)
    assert buttons(await _card(here, olga, yanka)) == [said("Suspend"), said("Replace"), said("To the list")]
    await olga.send("/people")
    listed = await olga.read()
    assert "Чужой" not in listed["text"]
    for person in (ivan, petr, olga):
        for data in ("pe:{}", "pc:{}:s:0:1", "pc:{}:x:0:1", "pc:{}:r:0:1"):
            forged = data.format(await _number(here, person))
            if person is olga and data == "pe:{}":
                continue
            assert (await olga.tap_data(listed["message_id"], forged)).text == answer_of("gone")
    revoking = f"pc:{await _number(here, yanka)}:x:0:1"
    assert (await olga.tap_data(listed["message_id"], revoking)).text == answer_of("gone")
    stealing = f"pc:{await _number(here, yanka)}:p:{await _number(here, petr)}:1"
    await olga.tap_data(listed["message_id"], stealing)
    assert (await grants(here, yanka), await grants(here, petr)) == ([OFFICIAL], [ADMINISTRATOR])


async def test_oneself_is_seen_and_left_alone(here: Town) -> None:
    """An administrator stands in the list, too, with nothing to be done to them."""
    petr = await here.passer_by(ADMINISTRATOR)
    assert buttons(await _card(here, petr, petr)) == [said("Changes"), said("To the list")]


async def test_the_list_turns_its_pages(here: Town) -> None:
    """More people than a page holds are reached by «›» and back by «‹»."""
    petr = await here.passer_by(ADMINISTRATOR)
    for _ in range(9):
        await here.passer_by(OFFICIAL)
    await petr.send("/people")
    first = await petr.read()
    second = await _tap(petr, first, next(one for one in buttons(first) if one.endswith("›")))
    assert second["text"] != first["text"]
    assert (await _tap(petr, second, next(one for one in buttons(second) if one.startswith("‹"))))["text"] == first[
        "text"
    ]


async def test_who_leaves_is_gone_and_administrators_know(here: Town) -> None:
    """«Stay» changes nothing; «Leave» ends roles and digest, and nothing more comes."""
    petr, yanka = await here.passer_by(ADMINISTRATOR), await here.passer_by(OFFICIAL, first_name="Уходящая")
    await yanka.send("/digest")
    await yanka.tap(await yanka.read(), "09:00")
    await yanka.send("/leave")
    asked = await yanka.read()
    await _tap(yanka, asked, said("Stay"))
    assert await grants(here, yanka) == [OFFICIAL]
    await yanka.send("/leave")
    asked = await yanka.read()
    left = await _tap(yanka, asked, said("Leave"))
    assert left["text"] == said("You have left. Nothing more is sent to you. To come back: /join")
    assert await grants(here, yanka) == []
    assert await here.app.store.digests.wish(yanka.telegram_id) is None
    await here.pass_time(timedelta(days=3))
    assert (await yanka.messages())[-1]["text"] == left["text"]
    told = [await petr.read()]
    while "Уходящая" not in told[-1]["text"]:
        told.append(await petr.read())
