"""Getting in, from the tap of the one who invites to the role of the one who comes; and /join."""

import asyncio
import re
from datetime import timedelta

import pytest

from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.town import Town, meanings, nothing_said
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR, COORDINATOR = Grant(Role.ADMINISTRATOR), Grant(Role.COORDINATOR, side=Side.BELARUS)
OFFICIAL = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
_OVER = said("This invitation does not hold: it was used or withdrawn, or its time is over. Ask for a new one.")


async def grants(here: Town, person: Person) -> list[Grant]:
    """Return the roles of someone."""
    user = await here.app.store.people.known(person.telegram_id)
    return list(user.grants) if user else []


async def link(here: Town, words: str = "official aviastar", giver: Grant = ADMINISTRATOR) -> str:
    """Return what stands after /start in a link made by somebody who may."""
    petr = await here.passer_by(giver)
    await petr.send(f"/invite {words}")
    return secret(await petr.read())


def secret(message: Message) -> str:
    """Return what stands after start= in a message."""
    found = re.search(r"https://t\.me/\w+\?start=(inv_[A-Za-z0-9_-]+)", message["text"])
    assert found, message["text"]
    return found[1]


async def opened(person: Person, parameter: str) -> Message:
    """Open a link; return the answer."""
    await person.send(f"/start {parameter}")
    return await person.read()


async def test_an_invitation_is_opened_and_accepted(here: Town) -> None:
    """What is offered is shown first and nothing given; accepted, the role is there, and who invited is told."""
    petr = await here.passer_by(ADMINISTRATOR)
    await petr.send("/invite исполнитель Авиастар")
    parameter = secret(await petr.read())
    anna = await here.stranger(first_name="Приглашённая")
    await anna.start()
    await anna.read()
    offer = await opened(anna, parameter)
    assert "исполнитель" in offer["text"]
    assert await grants(here, anna) == []
    assert (await anna.tap(offer, said("Accept"))).answered
    assert "исполнитель" in (await anna.read_edit(offer))["text"]
    assert await grants(here, anna) == [OFFICIAL]
    await here.pass_time(timedelta(minutes=1))
    assert "Приглашённая" in (await petr.read())["text"]


async def test_a_link_serves_once(here: Town) -> None:
    """Opened or tapped again, by the same or by another person, it does not hold and says no more than that."""
    parameter = await link(here)
    anna, ivan = await here.passer_by(), await here.passer_by()
    hers, his = await opened(anna, parameter), await opened(ivan, parameter)
    await anna.tap(hers, said("Accept"))
    await ivan.tap(his, said("Accept"))
    assert (await ivan.read_edit(his))["text"] == _OVER
    assert await grants(here, ivan) == []
    assert (await opened(await here.passer_by(), parameter))["text"] == _OVER


async def test_two_at_once_and_one_gets_in(here: Town) -> None:
    """Taps of the same moment give the role to one of them."""
    parameter = await link(here)
    people = [await here.passer_by() for _ in range(3)]
    offers = [await opened(person, parameter) for person in people]
    await asyncio.gather(*(p.tap(offer, said("Accept")) for p, offer in zip(people, offers, strict=True)))
    assert sorted([len(await grants(here, person)) for person in people]) == [0, 0, 1]


@pytest.mark.parametrize(
    "parameter",
    [
        "inv_",
        "inv_x",
        "inv_" + "A" * 22,
        "inv_" + "A" * 60,
        "inv_../../etc/passwd",
        "inv_<b>x</b>AAAAAAAAAAAA",
        "inv_'--",
    ],
)
async def test_a_made_up_link_opens_nothing(here: Town, parameter: str) -> None:
    """Whatever stands after start= gets a sentence and no role."""
    anna = await here.passer_by()
    assert (await opened(anna, parameter))["text"] in {_OVER, answer_of("gone")}
    assert await grants(here, anna) == []


async def test_a_link_ends_after_a_week(here: Town) -> None:
    """Also for the one who has opened it in time."""
    parameter = await link(here)
    anna = await here.passer_by()
    offer = await opened(anna, parameter)
    await here.clock.move(timedelta(days=7))
    await anna.tap(offer, said("Accept"))
    assert (await anna.read_edit(offer))["text"] == _OVER
    assert await grants(here, anna) == []


async def test_a_link_is_worth_what_its_maker_may_do(here: Town) -> None:
    """Once the one who invited may not give the role any more, the link gives nothing."""
    petr = await here.passer_by(ADMINISTRATOR)
    await petr.send("/invite administrator")
    parameter = secret(await petr.read())
    await here.grant(petr, COORDINATOR)
    assert (await opened(await here.passer_by(), parameter))["text"] == _OVER


async def test_an_invitation_takes_nothing_away(here: Town) -> None:
    """A coordinator who opens an official's invitation stays a coordinator and leaves the link to somebody else."""
    parameter = await link(here)
    olga = await here.passer_by(Grant(Role.COORDINATOR))
    assert (await opened(olga, parameter))["text"] == said("You already have a role that includes this one.")
    assert await grants(here, olga) == [Grant(Role.COORDINATOR)]
    assert buttons(await opened(await here.passer_by(), parameter)) == [said("Accept")]


async def _tap_through(person: Person, message: Message, *labels: str) -> Message:
    for label in labels:
        assert (await person.tap(message, label)).answered
        message = await person.read_edit(message)
    return message


async def test_an_invitation_is_made_by_taps(here: Town) -> None:
    """Role, side, organisation page by page, the last tap; a coordinator is offered officials of the side alone."""
    olga = await here.passer_by(COORDINATOR)
    await olga.send("/invite")
    start = await olga.read()
    assert buttons(start) == ["исполнитель", said("Invite a list")]
    bodies = await _tap_through(olga, start, "исполнитель", "Беларусь")
    page = await _tap_through(olga, bodies, next(one for one in buttons(bodies) if one.endswith("›")))
    chosen = buttons(page)[0]
    made = await _tap_through(olga, page, chosen, said("Make a link"))
    secret(made)
    await olga.send("/invite")
    held = await olga.read()
    assert [label[0] for label in buttons(held)] == ["✕", said("Invite")[0], said("Invite a list")[0], "‹"]
    withdrawn = await _tap_through(olga, held, buttons(held)[0])
    assert withdrawn["text"] == said("No invitation holds.")
    assert (await opened(await here.passer_by(), secret(made)))["text"] == _OVER


async def test_a_coordinator_invites_for_the_side_alone(here: Town) -> None:
    """Typed or forged, an invitation of another side, of another role or of an administrator is not made."""
    olga = await here.passer_by(COORDINATOR)
    for words in ("official aviastar", "coordinator belarus", "administrator"):
        await olga.send(f"/invite {words}")
        assert (await olga.read())["text"] == said("You may invite officials of your side only")
    await olga.send("/help")
    shown = (await olga.read())["message_id"]
    for data in ("of:i:o:u:aviastar:0:1", "of:i:a:::0:1", "of:i:c:a::0:1"):
        assert (await olga.tap_data(shown, data)).text == answer_of("gone")
    assert await here.app.store.joining.open_invitations((await _id(here, olga)), here.clock.now(), 5) == ()


async def _id(here: Town, person: Person) -> int:
    user = await here.app.store.people.known(person.telegram_id)
    assert user is not None
    return user.id


@pytest.mark.parametrize("words", ["boss", "official", "official Рога и копыта", "coordinator moon"])
async def test_a_role_typed_wrong_is_said_and_can_be_tapped(here: Town, words: str) -> None:
    """The fault first, then the choice."""
    petr = await here.passer_by(ADMINISTRATOR)
    for command in ("/invite", "/join"):
        await petr.send(f"{command} {words}")
        await petr.read()
        assert "исполнитель" in buttons(await petr.read())


async def test_others_invite_nobody(here: Town) -> None:
    """Officials and strangers are refused, forged taps find nothing, and a group is led to the private chat."""
    for grant in (None, OFFICIAL):
        anna = await here.passer_by(grant)
        await anna.send("/invite official aviastar")
        answered = await anna.read()
        assert answered["text"] == answer_of("not allowed")
        for data in ("of:i:o:u:aviastar:0:1", "wi:1", "pe:1", "pc:1:s:0:1", "pl:0", "jd:1:1:1"):
            assert (await anna.tap_data(answered["message_id"], data)).text == answer_of("gone")
    petr = await here.passer_by(ADMINISTRATOR)
    group = petr.in_chat(await here.group(petr))
    await group.send("/invite official aviastar")
    assert (await group.read())["text"] == answer_of("in private")
    await nothing_said(group)


async def test_a_role_is_asked_for_and_given_in_two_taps(here: Town) -> None:
    """By taps; administrators get a notice, decide with a second tap, and the one who asked is told."""
    anna = await here.passer_by(first_name="Просящая")
    petr = await here.passer_by(ADMINISTRATOR)
    await anna.send("/join")
    start = await anna.read()
    assert "администратор" not in buttons(start)
    sides = await _tap_through(anna, start, "координатор")
    told = await _tap_through(anna, sides, "Беларусь", said("Ask for this role"))
    assert told["text"] == said("Your request is passed on to the administrators.")
    await here.pass_time(timedelta(minutes=1))
    notice = await petr.read()
    assert "Просящая" in notice["text"]
    sure = await _tap_through(petr, notice, said("Give the role"))
    assert await grants(here, anna) == []
    await _tap_through(petr, sure, said("Yes, give the role"))
    assert await grants(here, anna) == [COORDINATOR]
    await here.pass_time(timedelta(minutes=1))
    assert "координатор" in (await anna.read())["text"]
    assert (await petr.tap_data(notice["message_id"], meanings(sure)[0])).text == answer_of("gone")


async def test_a_request_is_refused(here: Town) -> None:
    """The one who asked is told, has no role, and may ask again."""
    anna, petr = await here.passer_by(), await here.passer_by(ADMINISTRATOR)
    await anna.send("/join исполнитель Авиастар")
    await anna.read()
    await here.pass_time(timedelta(minutes=1))
    notice = await petr.read()
    await _tap_through(petr, notice, said("Refuse"), said("Yes, refuse"))
    await here.pass_time(timedelta(minutes=1))
    assert "отказано" in (await anna.read())["text"]
    assert await grants(here, anna) == []


async def test_nobody_asks_to_be_an_administrator(here: Town) -> None:
    """Typed or forged, that is not to be asked for."""
    anna = await here.passer_by()
    await anna.send("/join administrator")
    shown = await anna.read()
    assert "исполнитель" in buttons(shown)
    assert (await anna.tap_data(shown["message_id"], "of:j:a:::0:1")).text == answer_of("gone")


async def test_who_has_the_role_or_is_suspended_asks_in_vain(here: Town) -> None:
    """The first is told so, the second is sent to the administrator."""
    anna = await here.passer_by(OFFICIAL)
    await anna.send("/join official aviastar")
    assert (await anna.read())["text"] == said("You already have a role that includes this one.")
    await here.app.store.parting.suspend(await _id(here, anna), by=1, now=here.clock.now())
    await anna.send("/join official aviastar")
    assert "приостановлены" in (await anna.read())["text"]


async def test_an_invitation_is_no_way_round_a_suspension(here: Town) -> None:
    """A link opened or kept from before gives nothing to whoever is suspended, and serves another."""
    parameter = await link(here, "official uaz")
    anna = await here.passer_by(OFFICIAL)
    offer = await opened(anna, parameter)
    await here.app.store.parting.suspend(await _id(here, anna), by=1, now=here.clock.now())
    await anna.tap(offer, said("Accept"))
    assert "приостановлены" in (await anna.read_edit(offer))["text"]
    assert "приостановлены" in (await opened(anna, parameter))["text"]
    assert await grants(here, anna) == []
    assert buttons(await opened(await here.passer_by(), parameter)) == [said("Accept")]
