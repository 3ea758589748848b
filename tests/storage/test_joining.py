"""Invitations and requests: one gets in, once, while it holds."""

import asyncio
from datetime import timedelta

import pytest

from storage.records import ChatSeen, Grant, Role, Sender
from storage.register_records import Side
from storage.store import Store, open_store
from tests.storage.lived_in import NOW

WEEK = timedelta(days=7)
OFFICIAL = Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)


@pytest.fixture
async def people(store: Store) -> tuple[int, int, int]:
    """The numbers of three people."""
    for telegram_id in (101, 102, 103):
        await store.people.arrive(
            bot_id=1,
            update_id=telegram_id,
            sender=Sender(telegram_id, "Пример", None, "ru"),
            chat=ChatSeen(telegram_id, "private"),
            now=NOW,
        )
    return (1, 2, 3)


async def grants(store: Store, user_id: int) -> tuple[Grant, ...]:
    """Return the roles of a person."""
    person = await store.people.person(user_id)
    assert person is not None
    return person.grants


async def invite(store: Store, hashed: str = "hash", by: int = 1) -> None:
    """Invite an official."""
    await store.joining.invite([(hashed, OFFICIAL)], by=by, now=NOW, until=NOW + WEEK)


async def test_an_invitation_gives_its_role_once(store: Store, people: tuple[int, int, int]) -> None:
    """The first who accepts has the role; the second finds nothing, and so does a look."""
    _, anna, ivan = people
    await invite(store)
    offered = await store.joining.offered("hash", NOW)
    assert offered is not None
    assert (offered.offer, offered.created_by) == (OFFICIAL, 1)
    assert await store.joining.accept("hash", anna, NOW) == offered
    assert await store.joining.accept("hash", ivan, NOW) is None
    assert await store.joining.offered("hash", NOW) is None
    assert (await grants(store, anna), await grants(store, ivan)) == ((OFFICIAL,), ())


async def test_of_many_at_once_one_gets_in(store_url: str, store: Store, people: tuple[int, int, int]) -> None:
    """However many processes and people accept at the same moment."""
    await invite(store)
    async with open_store(store_url) as other:
        both = (store, other)
        tried = (both[number % 2].joining.accept("hash", people[number % 3], NOW) for number in range(12))
        accepted = [one for one in await asyncio.gather(*tried) if one is not None]
    assert len(accepted) == 1
    assert [await grants(store, person) for person in people].count(()) == 2


@pytest.mark.usefixtures("people")
async def test_an_invitation_ends(store: Store) -> None:
    """After its days, or when it is withdrawn; by another coordinator it is not."""
    await invite(store)
    await invite(store, "other")
    assert await store.joining.accept("hash", 2, NOW + WEEK) is None
    (youngest, _) = await store.joining.open_invitations(1, NOW, 10)
    assert not await store.joining.withdraw(youngest.id, of=2, by=2, now=NOW)
    assert await store.joining.withdraw(youngest.id, of=1, by=1, now=NOW)
    assert not await store.joining.withdraw(youngest.id, of=None, by=1, now=NOW)
    assert await store.joining.offered("other", NOW) is None
    assert len(await store.joining.open_invitations(None, NOW, 10)) == 1
    assert await store.joining.open_invitations(2, NOW, 10) == ()
    assert await store.joining.open_invitations(None, NOW + WEEK, 10) == ()


@pytest.mark.usefixtures("people")
async def test_a_request_is_decided_once(store: Store) -> None:
    """The newest wish of a person stands for the ones before; the first decision stands."""
    first = await store.joining.ask(2, Grant(Role.COORDINATOR), NOW)
    again = await store.joining.ask(2, OFFICIAL, NOW)
    assert first is not None
    assert again is not None
    assert (first.id, again.wanted) == (again.id, OFFICIAL)
    decided = await store.joining.decide(again.id, granted=True, by=1, now=NOW)
    assert decided is not None
    assert decided.granted
    assert await store.joining.decide(again.id, granted=False, by=1, now=NOW) is None
    assert await grants(store, 2) == (OFFICIAL,)
    refused = await store.joining.ask(3, OFFICIAL, NOW)
    assert refused is not None
    await store.joining.decide(refused.id, granted=False, by=1, now=NOW)
    assert await grants(store, 3) == ()
    assert await store.joining.request(refused.id) != refused


@pytest.mark.usefixtures("people")
async def test_who_is_suspended_does_not_ask(store: Store) -> None:
    """It is for an administrator to give the roles back."""
    await store.people.assign(2, OFFICIAL, by=1, now=NOW)
    await store.parting.suspend(2, by=1, now=NOW)
    assert await store.joining.ask(2, OFFICIAL, NOW) is None


@pytest.mark.usefixtures("people")
async def test_all_of_it_is_in_the_audit(store: Store) -> None:
    """Invited, came, asked and was decided on: each with its author, none with the secret of the link."""
    await invite(store, "secret hash")
    await store.joining.accept("secret hash", 2, NOW)
    asked = await store.joining.ask(3, OFFICIAL, NOW)
    assert asked is not None
    await store.joining.decide(asked.id, granted=True, by=1, now=NOW)
    told = [(one.by_user, one.what) for one in reversed(await store.audit.find(10))]
    assert told == [(1, "invitation"), (2, "invitation"), (1, "role"), (1, "request"), (1, "role")]
    assert "secret" not in repr(await store.audit.find(10))
