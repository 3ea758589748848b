"""Suspending, replacing, leaving, forgetting: who is gone gets nothing, and nothing they owe is lost."""

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.outbox_records import Settlement
from storage.parting import about
from storage.records import ChatSeen, DeliveryKind, DeliveryState, Grant, NewDelivery, Priority, Role, Sender
from storage.register_records import Side
from storage.schema import metadata
from storage.store import Store
from tests.storage.lived_in import NOW, deliveries_of, taken

OFFICIAL = Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)
OTHER = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
ADMIN, ANNA, IVAN = 1, 2, 3
CHATS = {ADMIN: 101, ANNA: 102, IVAN: 103}
DAY = timedelta(days=1)
KIND = DeliveryKind.NOTICE


@pytest.fixture(autouse=True)
async def people(store: Store) -> None:
    """An administrator; Anna, an official of two bodies with a digest; Ivan, who has nothing yet."""
    for telegram_id in CHATS.values():
        await store.people.arrive(
            bot_id=1,
            update_id=telegram_id,
            sender=Sender(telegram_id, f"Пример {telegram_id}", f"name_{telegram_id}", "ru"),
            chat=ChatSeen(telegram_id, "private"),
            now=NOW,
        )
    await store.people.assign(ADMIN, Grant(Role.ADMINISTRATOR), by=None, now=NOW)
    for grant in (OFFICIAL, OTHER):
        await store.people.assign(ANNA, grant, by=ADMIN, now=NOW)
    await store.digests.subscribe(
        chat_id=CHATS[ANNA], at=time(9), zone="Europe/Minsk", language="be", next_at=NOW + DAY, covered_until=NOW
    )


async def write(store: Store, kind: DeliveryKind = DeliveryKind.REMINDER) -> None:
    """Let a message wait for Anna."""
    new = NewDelivery(f"{kind}", CHATS[ANNA], kind, Priority.URGENT, {"text": "Пример"}, NOW)
    await store.deliveries.add([new], NOW)


async def grants(store: Store, user_id: int) -> tuple[Grant, ...]:
    """Return the roles of a person."""
    person = await store.people.person(user_id)
    assert person is not None
    return person.grants


async def test_suspended_is_without_roles_and_messages_until_it_ends(store: Store) -> None:
    """Nothing finds a suspended person; resumed they have every role and their digest back, nothing is sent late."""
    await write(store)
    assert await store.parting.suspend(ANNA, by=ADMIN, now=NOW)
    assert not await store.parting.suspend(ANNA, by=ADMIN, now=NOW)
    assert await store.parting.is_suspended(ANNA)
    assert await grants(store, ANNA) == ()
    assert await store.people.officials_of(["uaz"]) == {}
    assert await store.digests.due(NOW + 9 * DAY, 10) == ()
    assert await taken(store, NOW + DAY) == []
    assert await store.parting.resume(ANNA, by=ADMIN, now=NOW + DAY)
    assert not await store.parting.resume(ANNA, by=ADMIN, now=NOW + DAY)
    assert set(await grants(store, ANNA)) == {OFFICIAL, OTHER}
    (wish,) = await store.digests.due(NOW + 9 * DAY, 10)
    assert (wish.at, wish.language, wish.covered_until) == (time(9), "be", NOW)
    assert await taken(store, NOW + DAY) == []


async def test_who_leaves_gets_nothing_more(store: Store) -> None:
    """Roles, digest, suspension and what waits go at once; the chat is asked nothing unasked."""
    await write(store)
    await store.parting.suspend(ANNA, by=ADMIN, now=NOW)
    await store.parting.resume(ANNA, by=ADMIN, now=NOW)
    await write(store, DeliveryKind.NOTICE)
    assert set(await store.parting.leave(ANNA, NOW, by=ANNA)) == {OFFICIAL, OTHER}
    assert await grants(store, ANNA) == ()
    assert await store.digests.wish(CHATS[ANNA]) is None
    assert {row["state"] for row in await deliveries_of(store)} == {DeliveryState.CANCELLED}
    late = NewDelivery("late", CHATS[ANNA], DeliveryKind.BROADCAST, Priority.BROADCAST, {"text": "Пример"}, NOW)
    await store.deliveries.add([late], NOW)
    assert await taken(store, NOW + DAY) == []


async def test_a_successor_owes_what_was_owed(store: Store) -> None:
    """Every role passes, the reminder that waits goes to the successor, a digest does not, and what they had stays."""
    await write(store)
    await write(store, DeliveryKind.DIGEST)
    mine = Grant(Role.OFFICIAL, "simbirsoft", Side.ULYANOVSK)
    await store.people.assign(IVAN, mine, by=ADMIN, now=NOW)
    assert set(await store.parting.replace(ANNA, IVAN, by=ADMIN, now=NOW)) == {OFFICIAL, OTHER}
    assert set(await grants(store, IVAN)) == {OFFICIAL, OTHER, mine}
    assert await grants(store, ANNA) == ()
    assert await taken(store, NOW + DAY) == ["reminder"]
    assert {row["key"]: row["chat_id"] for row in await deliveries_of(store)}["reminder"] == CHATS[IVAN]


async def test_what_was_held_for_a_leave_passes_too(store: Store) -> None:
    """Whoever is replaced on leave leaves the reminders of those days to the successor, who is told them now."""
    await write(store)
    await store.absences.begin(CHATS[ANNA], NOW + 30 * DAY)
    (taken_up,) = await store.deliveries.take(NOW, 10)
    await store.deliveries.settle(
        [Settlement(taken_up.delivery, DeliveryState.HELD, "away", NOW + 30 * DAY, untried=True)], NOW
    )
    await store.parting.replace(ANNA, IVAN, by=ADMIN, now=NOW + DAY)
    assert [one.key for one in (await store.gatherings.ended(NOW + DAY, 10))[CHATS[IVAN]]] == ["reminder"]


async def test_nobody_who_is_suspended_takes_over(store: Store) -> None:
    """That would give a role to somebody whose roles are set aside: nothing is changed."""
    await store.people.assign(IVAN, OFFICIAL, by=ADMIN, now=NOW)
    await store.parting.suspend(IVAN, by=ADMIN, now=NOW)
    assert await store.parting.suspended([ADMIN, ANNA, IVAN]) == {IVAN}
    assert await store.parting.replace(ANNA, IVAN, by=ADMIN, now=NOW) == ()
    assert set(await grants(store, ANNA)) == {OFFICIAL, OTHER}
    assert await grants(store, IVAN) == ()


async def test_a_role_given_ends_a_suspension(store: Store) -> None:
    """By an administrator or by a start; it stands in place of those set aside, and the digest is back."""
    mine = Grant(Role.OFFICIAL, "simbirsoft", Side.ULYANOVSK)
    await store.parting.suspend(ANNA, by=ADMIN, now=NOW)
    await store.people.assign(ANNA, mine, by=ADMIN, now=NOW)
    assert (await store.parting.suspended([ANNA]), await grants(store, ANNA)) == (frozenset(), (mine,))
    (wish,) = await store.digests.due(NOW + 9 * DAY, 10)
    assert wish.language == "be"
    await store.parting.suspend(ANNA, by=ADMIN, now=NOW)
    await store.people.ensure_administrators([CHATS[ANNA]], NOW)
    assert not await store.parting.is_suspended(ANNA)
    assert [one.what for one in await store.audit.find(20) if one.what == "suspended"] == ["suspended"] * 4


async def test_an_invitation_ends_no_suspension(store: Store) -> None:
    """Neither is the link used up."""
    later = NOW + DAY
    await store.joining.invite([("hash", OFFICIAL)], by=ADMIN, now=NOW, until=later)
    await store.parting.suspend(ANNA, by=ADMIN, now=NOW)
    assert await store.joining.accept("hash", ANNA, NOW) is None
    assert (await grants(store, ANNA), await store.parting.is_suspended(ANNA)) == ((), True)
    assert await store.joining.accept("hash", IVAN, NOW) is not None


async def test_what_waits_by_a_role_goes_with_it(store: Store) -> None:
    """Once the roles are taken away nothing is told that only they let one read; a digest comes all the same."""
    for kind in DeliveryKind:
        await write(store, kind)
    await store.people.revoke(ANNA, by=ADMIN, now=NOW)
    left = {row["kind"] for row in await deliveries_of(store) if row["state"] == DeliveryState.WAITING}
    assert left == {DeliveryKind.DIGEST, DeliveryKind.BROADCAST}


async def test_a_successor_of_another_kind_changes_over(store: Store) -> None:
    """An official who succeeds a coordinator is one; an administrator stays an administrator besides."""
    await store.people.assign(IVAN, Grant(Role.COORDINATOR), by=ADMIN, now=NOW)
    await store.parting.replace(IVAN, ANNA, by=ADMIN, now=NOW)
    assert await grants(store, ANNA) == (Grant(Role.COORDINATOR),)
    await store.parting.replace(ANNA, ADMIN, by=ADMIN, now=NOW)
    assert set(await grants(store, ADMIN)) == {Grant(Role.ADMINISTRATOR), Grant(Role.COORDINATOR)}


async def test_a_suspended_person_is_replaced_with_all_they_had(store: Store) -> None:
    """Roles that are set aside pass like the others; where there are none, nothing happens."""
    await store.parting.suspend(ANNA, by=ADMIN, now=NOW)
    assert set(await store.parting.replace(ANNA, IVAN, by=ADMIN, now=NOW)) == {OFFICIAL, OTHER}
    assert not await store.parting.is_suspended(ANNA)
    assert await store.parting.replace(ANNA, IVAN, by=ADMIN, now=NOW) == ()


async def _everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    async with store.moving._database.reading() as connection:  # noqa: SLF001 - the whole store, past its methods
        return {
            table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
            for table in metadata.sorted_tables
        }


async def test_who_is_forgotten_is_a_number(store: Store) -> None:
    """No name, username or Telegram id of theirs is left in any table; what they did keeps its number."""
    await write(store)
    await store.joining.ask(ANNA, OFFICIAL, NOW)
    await store.settings.put("x", 1, by=ANNA, now=NOW)
    for key in (f"{about(ANNA)}left:x", f"{about(ADMIN, None, ANNA, ADMIN)}x", f"report:{CHATS[ANNA]}:1:1"):
        told = {"text": f"Пример {CHATS[ANNA]}"}
        await store.deliveries.add([NewDelivery(key, CHATS[ADMIN], KIND, Priority.URGENT, told, NOW)], NOW)
    assert await store.parting.forget(ANNA, NOW)
    assert not await store.parting.forget(ANNA, NOW)
    everything = await _everything(store)
    # The ids of updates are those of the chats in this test.
    kept = {name: rows for name, rows in everything.items() if name != "updates"}
    assert "102" not in repr(kept)
    assert [row["what"] for row in everything["audit"] if row["by_user"] == ANNA] == ["setting", "role", "forgotten"]
    assert await store.people.person(ANNA) is None
    assert await store.people.known(CHATS[ANNA]) is None
    assert {row["user_id"] for row in everything["grants"]} == {ADMIN}


async def test_who_comes_back_is_somebody_new(store: Store) -> None:
    """After being forgotten the same Telegram account is a new person without any role."""
    await store.parting.forget(ANNA, NOW)
    sender = Sender(CHATS[ANNA], "Пример", None, "ru")
    arrived = await store.people.arrive(bot_id=1, update_id=9, sender=sender, chat=None, now=NOW)
    assert arrived is not None
    assert arrived.user is not None
    assert arrived.user.id not in {ADMIN, ANNA, IVAN}
    assert arrived.user.grants == ()


async def test_all_that_is_kept_of_a_person_is_shown(store: Store) -> None:
    """Their own row, what is theirs in every table, and their part of the audit; nobody else's."""
    await write(store)
    await store.joining.ask(ANNA, OFFICIAL, NOW)
    kept = await store.parting.rows_of(ANNA)
    assert set(kept) == {"users", "grants", "chats", "digest_wishes", "deliveries", "join_requests", "audit"}
    assert [row["id"] for row in kept["users"]] == [ANNA]
    assert {row["user_id"] for row in kept["grants"]} == {ANNA}


async def test_who_has_a_role_is_listed(store: Store) -> None:
    """All of them, the suspended too, or the officials of a side; page by page."""
    await store.people.assign(IVAN, Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS), by=ADMIN, now=NOW)
    assert [one.id for one in await store.people.listed(10)] == [ADMIN, ANNA, IVAN]
    assert [one.id for one in await store.people.listed(1, 1)] == [ANNA]
    assert [one.id for one in await store.people.listed(10, officials=True)] == [ANNA, IVAN]
    assert [one.id for one in await store.people.listed(10, officials=True, side=Side.BELARUS)] == [IVAN]
    await store.parting.suspend(IVAN, by=ADMIN, now=NOW)
    assert [one.id for one in await store.people.listed(10)] == [ADMIN, ANNA, IVAN]
    await store.parting.forget(IVAN, NOW)
    assert [one.id for one in await store.people.listed(10)] == [ADMIN, ANNA]
