"""Working groups in the store: what they are for stays with them, wherever Telegram moves them."""

from datetime import datetime, timedelta

from storage.groups import Group, GroupPurpose, GroupState
from storage.records import ChatSeen, Sender
from storage.register_records import Side
from storage.store import Store

CHAT, BIGGER = -5, -1005
PURPOSE = GroupPurpose(Side.BELARUS, ("aviastroenie", "turizm"), "I. Промышленность")


async def met(store: Store, now: datetime, chat: int = CHAT, kind: str = "group", title: str = "Промышленность") -> int:
    """Let somebody write in a group; return their number."""
    sender = Sender(7, "Пример", None, "ru")
    seen = await store.people.arrive(
        bot_id=1, update_id=-chat, sender=sender, chat=ChatSeen(chat, kind, title), now=now
    )
    assert seen is not None
    assert seen.user is not None
    return seen.user.id


async def the(store: Store, chat: int = CHAT) -> Group:
    """Return a group that is there."""
    group = await store.groups.of(chat)
    assert group is not None
    return group


async def test_a_group_is_asked_about_then_works_then_is_gone_and_back(store: Store, now: datetime) -> None:
    """Its purpose is kept while the bot is out of it, and holds again when it is back."""
    petr = await met(store, now)
    group = await store.groups.added(CHAT, by=petr, now=now)
    assert (group.title, group.state, group.side, group.sectors, group.topic) == (
        "Промышленность", GroupState.ASKED, None, (), None,
    )  # fmt: skip
    drafted = await store.groups.draft(group.id, PURPOSE, by=petr, now=now)
    assert drafted is not None
    assert (drafted.state, drafted.decided_at) == (GroupState.ASKED, None)
    await store.groups.decide(group.id, PURPOSE, by=petr, now=now)
    await store.groups.speak_in(group.id, 12, by=petr, now=now)
    works = await the(store)
    assert (works.state, works.side, works.sectors, works.section, works.topic, works.decided_by) == (
        GroupState.WORKING, PURPOSE.side, PURPOSE.sectors, PURPOSE.section, 12, petr,
    )  # fmt: skip
    assert await store.groups.all() == (works,)
    assert await store.groups.get(works.id) == works
    assert await store.groups.gone(CHAT, by="telegram", now=now)
    assert not await store.groups.gone(CHAT, by="telegram", now=now)
    assert (await the(store)).state is GroupState.GONE
    later = now + timedelta(days=1)
    back = await store.groups.added(CHAT, by=None, now=later)
    assert (back.state, back.side, back.topic, back.added_at) == (GroupState.WORKING, Side.BELARUS, 12, later)


async def test_one_that_is_not_ours_is_forgotten_what_for(store: Store, now: datetime) -> None:
    """Added again later, it is asked about anew; what is gone can't be changed."""
    petr = await met(store, now)
    group = await store.groups.added(CHAT, by=petr, now=now)
    await store.groups.decide(group.id, PURPOSE, by=petr, now=now)
    await store.groups.gone(CHAT, by=petr, now=now, forget=True)
    for changed in (store.groups.decide, store.groups.draft):
        assert await changed(group.id, PURPOSE, by=petr, now=now) is None
    assert await store.groups.speak_in(group.id, 5, by=petr, now=now) is None
    again = await store.groups.added(CHAT, by=petr, now=now)
    assert (again.id, again.state, again.side, again.sectors) == (group.id, GroupState.ASKED, None, ())


async def test_a_group_that_grows_keeps_its_purpose(store: Store, now: datetime) -> None:
    """Though the supergroup was told of as a new group first; the other way round nothing is lost, either."""
    petr = await met(store, now)
    group = await store.groups.added(CHAT, by=petr, now=now)
    await store.groups.decide(group.id, PURPOSE, by=petr, now=now)
    assert await store.groups.grows("Промышленность")
    assert not await store.groups.grows("Другая")
    await met(store, now, BIGGER, "supergroup")
    await store.groups.added(BIGGER, by=petr, now=now)
    for _ in range(2):
        await store.people.move_chat(CHAT, BIGGER)
    (moved,) = await store.groups.all()
    assert (moved.id, moved.chat_id, moved.side, moved.state) == (group.id, BIGGER, Side.BELARUS, GroupState.WORKING)
    assert not await store.groups.grows("Промышленность")


async def test_a_word_of_the_old_group_that_comes_late_takes_no_purpose_away(store: Store, now: datetime) -> None:
    """All has moved; then the old number is met once more, asked about as any unknown group, and renumbered again."""
    petr = await met(store, now)
    group = await store.groups.added(CHAT, by=petr, now=now)
    await store.groups.decide(group.id, PURPOSE, by=petr, now=now)
    await met(store, now, BIGGER, "supergroup")
    await store.people.move_chat(CHAT, BIGGER)
    await store.groups.added(CHAT, by=petr, now=now)
    await store.people.move_chat(CHAT, BIGGER)
    (moved,) = await store.groups.all()
    assert (moved.id, moved.chat_id, moved.side, moved.state) == (group.id, BIGGER, Side.BELARUS, GroupState.WORKING)


async def test_a_renumbering_of_a_group_not_known_changes_nothing(store: Store, now: datetime) -> None:
    """A group that is there under the new number stays when nothing is known of the old one."""
    petr = await met(store, now, BIGGER, "supergroup")
    group = await store.groups.added(BIGGER, by=petr, now=now)
    await store.people.move_chat(CHAT, BIGGER)
    assert (await the(store, BIGGER)).id == group.id


async def test_every_change_is_in_the_audit(store: Store, now: datetime) -> None:
    """Who added it, who said what it is for, who put it out; the group by its own number."""
    petr = await met(store, now)
    group = await store.groups.added(CHAT, by=petr, now=now)
    await store.groups.added(CHAT, by=petr, now=now)  # nothing new
    await store.groups.decide(group.id, PURPOSE, by=petr, now=now)
    await store.groups.gone(CHAT, by="telegram", now=now)
    entries = await store.audit.find(9, words="group:")
    assert [(one.by_user, one.by_what, one.subject) for one in entries] == [
        (None, "telegram", f"group:{group.id}"),
        (petr, "", f"group:{group.id}"),
        (petr, "", f"group:{group.id}"),
    ]
    assert entries[1].after["side"] == "belarus"
    assert entries[1].before["sectors"] == []


async def test_who_added_a_group_can_be_forgotten(store: Store, now: datetime) -> None:
    """The group stays, by a number that is no one's name any more."""
    petr = await met(store, now)
    await store.groups.added(CHAT, by=petr, now=now)
    assert await store.parting.forget(petr, now)
    assert (await the(store)).added_by == petr


async def test_sections_are_those_of_the_plans(store: Store) -> None:
    """There are none without a plan."""
    assert await store.groups.sections() == ()
