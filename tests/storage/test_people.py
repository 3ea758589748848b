"""People: who came, what they may do, where they can be written to."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from storage.errors import StoreRefused
from storage.records import (
    Arrival,
    ChatSeen,
    DeliveryKind,
    Grant,
    NewDelivery,
    Priority,
    Role,
    Sender,
    User,
)
from storage.register_records import Side
from storage.store import Store
from tests.outbox import take

ANNA = Sender(telegram_id=7_000_000_001, name="Анна Примерная", username="Anna_P", language="ru")
PRIVATE = ChatSeen(chat_id=7_000_000_001, kind="private")
GROUP = ChatSeen(chat_id=-1_001_234_567_890, kind="supergroup", title="Рабочая группа (пример)")
OFFICIAL_OF_MAZ = Grant(Role.OFFICIAL, "maz", Side.BELARUS)
OFFICIAL_OF_UAZ = Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)


async def arrive(
    store: Store, now: datetime, update_id: int, sender: Sender | None = ANNA, chat: ChatSeen | None = PRIVATE
) -> Arrival | None:
    """Let an update come to bot 1."""
    return await store.people.arrive(bot_id=1, update_id=update_id, sender=sender, chat=chat, now=now)


async def anna(store: Store, now: datetime) -> User:
    """Let Anna write for the first time."""
    arrival = await arrive(store, now, 1)
    assert arrival is not None
    assert arrival.user is not None
    return arrival.user


async def test_a_newcomer_is_remembered(store: Store, now: datetime) -> None:
    """Whoever writes first becomes known, in the language Telegram tells, with no role."""
    user = await anna(store, now)
    assert user == User(user.id, ANNA.telegram_id, "Анна Примерная", "Anna_P", "ru", None, ())
    assert await store.people.known(ANNA.telegram_id) == user
    assert await store.people.known(1) is None


async def test_an_update_is_taken_once(store: Store, now: datetime) -> None:
    """An update that comes again is none; another bot counts its own."""
    assert await arrive(store, now, 1) is not None
    assert await arrive(store, now, 1) is None
    assert await store.people.arrive(bot_id=2, update_id=1, sender=None, chat=None, now=now) == Arrival(None, 0)


async def test_one_update_at_once_is_taken_once(store: Store, now: datetime) -> None:
    """Of ten simultaneous deliveries of one update, exactly one is taken."""
    arrivals = await asyncio.gather(*(arrive(store, now, 5) for _ in range(10)))
    assert sum(arrival is not None for arrival in arrivals) == 1


async def test_name_follows_telegram_and_language_stays(store: Store, now: datetime) -> None:
    """Name and username are what Telegram says now; the language only what it said at first."""
    user = await anna(store, now)
    renamed = Sender(ANNA.telegram_id, "Анна Новая", None, "be")
    arrival = await arrive(store, now, 2, renamed)
    assert arrival == Arrival(User(user.id, user.telegram_id, "Анна Новая", None, "ru", None, ()), 0)
    assert await store.people.known(ANNA.telegram_id) == User(user.id, user.telegram_id, "Анна Новая", None, "ru", None)


async def test_roles_language_and_zone_come_with_the_arrival(store: Store, now: datetime) -> None:
    """What was chosen and granted is there with the next update, renamed or not, an hour later or not."""
    user = await anna(store, now)
    await store.people.set_language(user.id, "be")
    await store.people.set_zone(user.id, "Europe/Minsk")
    await store.people.assign(user.id, OFFICIAL_OF_MAZ, by=None, now=now)
    expected = User(user.id, user.telegram_id, user.name, user.username, "be", "Europe/Minsk", (OFFICIAL_OF_MAZ,))
    for update_id, later in enumerate((timedelta(0), timedelta(hours=2)), start=2):
        assert await arrive(store, now + later, update_id) == Arrival(expected, 0)
    await store.people.set_zone(user.id, None)
    found = await store.people.known(user.telegram_id)
    assert found is not None
    assert found.zone is None


async def test_updates_without_a_person_or_a_chat_arrive(store: Store, now: datetime) -> None:
    """A channel's post has no person and an inline query no chat; both arrive."""
    assert await arrive(store, now, 1, None, GROUP) == Arrival(None, 0)
    arrival = await arrive(store, now, 2, ANNA, None)
    assert arrival is not None
    assert arrival.user is not None


async def test_a_username_is_found_in_any_case(store: Store, now: datetime) -> None:
    """A username is the same in any case, and the last one seen with it bears it."""
    user = await anna(store, now)
    assert await store.people.by_username("aNNa_p") == user
    assert await store.people.by_username("anna") is None
    heir = Sender(8, "Пример Преемник", "anna_p", "ru")
    await arrive(store, now + timedelta(minutes=1), 2, heir)
    found = await store.people.by_username("Anna_P")
    assert found is not None
    assert found.telegram_id == 8


async def test_recent_are_those_who_wrote_last(store: Store, now: datetime) -> None:
    """The last to write comes first, with roles, and no more than asked for; the never seen are left out."""
    for number in range(3):
        await arrive(store, now + timedelta(hours=number), number, Sender(number, f"Пример {number}", None, "ru"))
    await store.people.ensure_administrators([1, 99], now)
    listed = await store.people.recent(2)
    assert [user.telegram_id for user in listed] == [2, 1]
    assert listed[1].grants == (Grant(Role.ADMINISTRATOR),)
    assert [user.telegram_id for user in await store.people.recent(10)] == [2, 1, 0]


async def test_official_roles_add_up(store: Store, now: datetime) -> None:
    """One official may answer for several organisations; the same one again is not doubled but takes the new side."""
    user = await anna(store, now)
    for grant in (OFFICIAL_OF_UAZ, OFFICIAL_OF_MAZ, Grant(Role.OFFICIAL, "uaz", Side.FEDERAL)):
        await store.people.assign(user.id, grant, by=user.id, now=now)
    found = await store.people.known(ANNA.telegram_id)
    assert found is not None
    assert found.grants == (OFFICIAL_OF_MAZ, Grant(Role.OFFICIAL, "uaz", Side.FEDERAL))


@pytest.mark.parametrize(
    ("given", "stays"),
    [
        ([OFFICIAL_OF_MAZ, OFFICIAL_OF_UAZ, Grant(Role.COORDINATOR)], (Grant(Role.COORDINATOR),)),
        ([Grant(Role.COORDINATOR, side=Side.BELARUS), Grant(Role.COORDINATOR)], (Grant(Role.COORDINATOR),)),
        ([Grant(Role.COORDINATOR), OFFICIAL_OF_MAZ], (OFFICIAL_OF_MAZ,)),
        ([Grant(Role.ADMINISTRATOR), Grant(Role.SUBSCRIBER)], (Grant(Role.SUBSCRIBER),)),
    ],
)
async def test_another_kind_of_role_replaces(
    store: Store, now: datetime, given: list[Grant], stays: tuple[Grant, ...]
) -> None:
    """A person has one kind of role: the last one given."""
    user = await anna(store, now)
    for grant in given:
        await store.people.assign(user.id, grant, by=None, now=now)
    found = await store.people.known(ANNA.telegram_id)
    assert found is not None
    assert found.grants == stays


async def test_revoking_takes_every_role(store: Store, now: datetime) -> None:
    """After revoking, a person is known and may do nothing."""
    user = await anna(store, now)
    await store.people.assign(user.id, OFFICIAL_OF_MAZ, by=None, now=now)
    await store.people.revoke(user.id)
    assert await store.people.known(ANNA.telegram_id) == user


async def test_a_role_for_nobody_is_refused(store: Store, now: datetime) -> None:
    """A role cannot be given to a person who is not there."""
    with pytest.raises(StoreRefused):
        await store.people.assign(404, OFFICIAL_OF_MAZ, by=None, now=now)


async def test_first_administrators_need_not_have_written(store: Store, now: datetime) -> None:
    """Administrators are named before they write, keep other roles, and bring their language when they come."""
    user = await anna(store, now)
    await store.people.assign(user.id, OFFICIAL_OF_MAZ, by=None, now=now)
    for _ in range(2):
        await store.people.ensure_administrators([ANNA.telegram_id, 42], now)
    await store.people.ensure_administrators([], now)
    found = await store.people.known(ANNA.telegram_id)
    assert found is not None
    assert found.grants == (Grant(Role.ADMINISTRATOR), OFFICIAL_OF_MAZ)
    arrival = await arrive(store, now, 2, Sender(42, "Пример Администратор", None, "be"), None)
    assert arrival is not None
    assert arrival.user is not None
    assert (arrival.user.language, arrival.user.grants) == ("be", (Grant(Role.ADMINISTRATOR),))


async def test_officials_are_those_who_can_be_written_to(store: Store, now: datetime) -> None:
    """Officials are found by organisation, only where their own chat with the bot is active."""
    user = await anna(store, now)
    in_group_only = await arrive(store, now, 2, Sender(8, "Пример Второй", None, "ru"), GROUP)
    assert in_group_only is not None
    assert in_group_only.user is not None
    for one in (user, in_group_only.user):
        await store.people.assign(one.id, OFFICIAL_OF_MAZ, by=None, now=now)
    await store.people.assign(user.id, OFFICIAL_OF_UAZ, by=None, now=now)
    found = await store.people.officials_of(["maz", "mtz"])
    assert {slug: [one.id for one in officials] for slug, officials in found.items()} == {"maz": [user.id]}
    assert set(found["maz"][0].grants) == {OFFICIAL_OF_MAZ, OFFICIAL_OF_UAZ}
    await store.people.pause_chat(PRIVATE.chat_id, "blocked", now)
    assert await store.people.officials_of(["maz"]) == {}
    assert await store.people.officials_of([]) == {}


async def test_a_paused_private_chat_that_speaks_returns(store: Store, now: datetime) -> None:
    """Whoever blocked the bot and writes again is on the way back; a paused group stays so until it is resumed."""
    user = await anna(store, now)
    await arrive(store, now, 2, ANNA, GROUP)
    await store.people.assign(user.id, OFFICIAL_OF_MAZ, by=None, now=now)
    for chat in (PRIVATE, GROUP):
        await store.deliveries.add([delivery_to(chat.chat_id, now)], now)
        await store.people.pause_chat(chat.chat_id, "blocked", now)
    await arrive(store, now, 3, ANNA, replace(GROUP, title="Рабочая группа, переименованная (пример)"))
    assert await store.gatherings.returning(10) == ()
    await arrive(store, now, 4)
    assert await store.gatherings.returning(10) == (PRIVATE.chat_id,)
    assert await store.people.officials_of(["maz"]) == {}
    held = await store.gatherings.held(PRIVATE.chat_id)
    await store.gatherings.welcome(PRIVATE.chat_id, held, delivery_to(PRIVATE.chat_id, now, "all"), now)
    assert set(await store.people.officials_of(["maz"])) == {"maz"}
    assert [one.key for one in await take(store, now)] == ["all"]
    await store.people.resume_chat(GROUP.chat_id)
    assert await store.gatherings.returning(10) == (GROUP.chat_id,)


async def test_a_renumbered_chat_is_followed_everywhere(store: Store, now: datetime) -> None:
    """What a group wished for and what waits for it go with it to its new number; told twice, nothing changes."""
    old, new = -55, -1_000_000_000_055
    await arrive(store, now, 1, ANNA, ChatSeen(old, "group", "Пример"))
    await store.digests.subscribe(
        chat_id=old, at=time(8), zone="Europe/Minsk", language="ru", next_at=now, covered_until=now
    )
    await store.deliveries.add([delivery_to(old, now)], now)
    for _ in range(2):
        await store.people.move_chat(old, new)
    assert await store.digests.wish(old) is None
    assert [wish.chat_id for wish in await store.digests.due(now, 5)] == [new]
    assert [one.chat_id for one in await store.ledger.of_chat(new, 5)] == [new]
    assert await store.ledger.of_chat(old, 5) == ()
    await store.people.pause_chat(old, "gone", now)
    assert len(await take(store, now)) == 1


async def test_what_the_new_number_has_already_stays(store: Store, now: datetime) -> None:
    """When the new chat was seen before the renumbering was told, its own row and wish are kept."""
    old, new = -55, -1_000_000_000_055
    for chat_id, hour in ((old, 8), (new, 9)):
        await arrive(store, now, chat_id, ANNA, ChatSeen(chat_id, "group", "Пример"))
        await store.digests.subscribe(
            chat_id=chat_id, at=time(hour), zone="Europe/Minsk", language="ru", next_at=now, covered_until=now
        )
    await store.people.pause_chat(old, "blocked", now)
    await store.people.move_chat(old, new)
    assert [wish.at for wish in await store.digests.due(now, 5)] == [time(9)]


async def test_old_updates_are_forgotten(store: Store, now: datetime) -> None:
    """Updates received before the moment are forgotten, and counted; later ones stay known."""
    await arrive(store, now - timedelta(days=3), 1)
    await arrive(store, now, 2)
    assert await store.people.forget_updates(now - timedelta(days=1)) == 1
    assert await arrive(store, now, 1) is not None
    assert await arrive(store, now, 2) is None


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    """A naive moment is a mistake and reaches no table."""
    with pytest.raises(ValueError, match="has no zone"):
        await arrive(store, datetime(2026, 3, 2, 8, 0), 1)  # noqa: DTZ001 - the mistake on trial
    assert await arrive(store, datetime(2026, 3, 2, 8, 0, tzinfo=UTC), 1) is not None


def delivery_to(chat_id: int, now: datetime, key: str = "") -> NewDelivery:
    """A message decided on, of no importance itself."""
    return NewDelivery(key or f"to {chat_id}", chat_id, DeliveryKind.NOTICE, Priority.URGENT, {"text": "Пример"}, now)
