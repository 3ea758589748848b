"""/assign, from the command to what the person may then do."""

import pytest

from bot.people import AssignFault
from bot.render.roles import FAULTS
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Person
from tests.town import Town, nothing_said
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

_DONE = said("Done. {name}: {role}", name="|", role="").partition("|")[0]
_ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


async def _assign(here: Town, words: str) -> str:
    petr = await here.passer_by(_ADMINISTRATOR)
    await petr.send(f"/assign {words}".strip())
    text: str = (await petr.read())["text"]
    return text


async def _grants(here: Town, person: Person) -> list[Grant]:
    user = await here.app.store.people.known(person.telegram_id)
    return list(user.grants) if user else []


@pytest.mark.parametrize(
    ("words", "grant"),
    [
        ("official uaz", Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)),
        ("official УАЗ", Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)),
        ("Исполнитель мингорисполком", Grant(Role.OFFICIAL, "mingorispolkom", Side.BELARUS)),
        ("coordinator", Grant(Role.COORDINATOR)),
        ("coordinator all", Grant(Role.COORDINATOR)),
        ("координатор Беларусь", Grant(Role.COORDINATOR, side=Side.BELARUS)),
        ("coordinator ulyanovsk", Grant(Role.COORDINATOR, side=Side.ULYANOVSK)),
        ("administrator", Grant(Role.ADMINISTRATOR)),
        ("subscriber", Grant(Role.SUBSCRIBER)),
    ],
)
async def test_a_role_is_given_as_it_was_typed(here: Town, words: str, grant: Grant) -> None:
    """Each form of the command gives its role, and the answer names it."""
    anna = await here.passer_by(first_name="Назначаемая")
    told = await _assign(here, f"{anna.telegram_id} {words}")
    assert told.startswith(_DONE + "Назначаемая")
    assert await _grants(here, anna) == [grant]


async def test_a_person_is_found_by_username_in_any_case(here: Town) -> None:
    """@name serves as well as the number."""
    anna = await here.passer_by(username="Anna_of_roles")
    assert (await _assign(here, "@anna_OF_roles coordinator")).startswith(_DONE)
    assert await _grants(here, anna) == [Grant(Role.COORDINATOR)]


async def test_every_role_is_taken_away(here: Town) -> None:
    """«none» leaves the person known and without a role."""
    anna = await here.passer_by(Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK))
    assert "роли" in await _assign(here, f"{anna.telegram_id} none")
    assert await _grants(here, anna) == []


async def test_roles_work_at_once(here: Town) -> None:
    """What was refused before is given with the next message, and refused again once the role is gone."""
    anna = await here.passer_by()
    petr = await here.passer_by(_ADMINISTRATOR)
    for role, expected in (
        ("official aviastar", "ПРИМЕР"),
        ("none", answer_of("not allowed")),
        ("coordinator", said("Nothing is due.")),
    ):
        await petr.send(f"/assign {anna.telegram_id} {role}")
        await petr.read()
        await anna.send("/my")
        assert expected in (await anna.read())["text"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", AssignFault.USAGE),
        ("{}", AssignFault.USAGE),
        ("{} administrator uaz", AssignFault.USAGE),
        ("{} subscriber belarus", AssignFault.USAGE),
        ("{} none uaz", AssignFault.USAGE),
        ("{} boss", AssignFault.ROLE),
        ("{} official", AssignFault.ORGANISATION),
        ("{} official Рога и копыта", AssignFault.ORGANISATION),
        ("{} coordinator moon", AssignFault.SIDE),
        ("someone coordinator", AssignFault.PERSON),
        ("@nobody_has_this coordinator", AssignFault.PERSON),
        ("999999999 coordinator", AssignFault.PERSON),
        ("99999999999999999999999 coordinator", AssignFault.PERSON),
        ("-1001 coordinator", AssignFault.PERSON),
        ("@ coordinator", AssignFault.PERSON),
        ("@<b>x</b> coordinator", AssignFault.PERSON),
        ("١٢٣ coordinator", AssignFault.PERSON),
    ],
)
async def test_bad_input_is_told_and_changes_nothing(here: Town, words: str, fault: AssignFault) -> None:
    """What is wrong is named first, then how it is written and who wrote lately; no role is touched."""
    official = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
    anna = await here.passer_by(official, first_name="Недавняя")
    told = await _assign(here, words.format(anna.telegram_id))
    assert told.startswith(said(FAULTS[fault]))
    assert str(anna.telegram_id) in told
    assert await _grants(here, anna) == [official]


@pytest.mark.parametrize("grant", [None, Grant(Role.COORDINATOR), Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)], ids=str)
async def test_nobody_but_an_administrator_gives_roles(here: Town, grant: Grant | None) -> None:
    """Others are refused, for themselves too."""
    anna = await here.passer_by(grant)
    await anna.send(f"/assign {anna.telegram_id} administrator")
    assert (await anna.read())["text"] == answer_of("not allowed")
    assert await _grants(here, anna) == ([grant] if grant else [])


async def test_roles_are_not_given_in_a_group(here: Town) -> None:
    """An administrator's /assign among others is not taken, only led to the private chat."""
    petr = await here.passer_by(_ADMINISTRATOR)
    anna = await here.passer_by()
    group = petr.in_chat(await here.group(petr, anna))
    await group.send(f"/assign {anna.telegram_id} administrator")
    assert (await group.read())["text"] == answer_of("in private")
    await nothing_said(group)
    assert await _grants(here, anna) == []
