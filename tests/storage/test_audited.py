"""The audit is complete: each method that writes leaves an entry, or a reason in words says why it leaves none."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest

from bot.render.audit import KINDS
from storage.calendar_records import Country, DayChange
from storage.control_records import DeadlineState, Edit, NewExtension, NewReport
from storage.groups import GroupPurpose
from storage.import_records import SaidBody
from storage.news_links_records import Bond, LinkKind
from storage.news_records import Judgement, Outcome, TrustSort
from storage.records import (
    Article,
    BroughtCommitment,
    Grant,
    NewCommitment,
    NewPlan,
    NewStory,
    PlanVersion,
    Responsible,
    Role,
    Sender,
)
from storage.register_records import Correction, EntryKind, Sector, Source
from storage.reminding_records import Deputyship
from storage.source_records import NewSource, SourceState
from storage.store import Store
from tests.storage.lived_in import NOW
from tests.storage.test_locked import no_notice, writes

OWN_WISH: Final = "a person's own wish, for themselves alone"
BY_ITSELF: Final = "passes by itself; nobody decided it"
DELIVERY: Final = "deliveries have their ledger"
UNFINISHED: Final = "nothing holds yet; what comes of it is audited"
INDEX: Final = "follows what is stored elsewhere"

NOT_AUDITED: Final = {
    "absences.begin": OWN_WISH,
    "absences.end": OWN_WISH,
    "attachments.keep": "a file of a report or a broadcast, which are audited",
    "attachments.keep_known": "a file of a report or a broadcast, which are audited",
    "attachments.went_up": DELIVERY,
    "broadcasts.address": UNFINISHED,
    "broadcasts.draft": UNFINISHED,
    "broadcasts.finish": BY_ITSELF,
    "broadcasts.hold": "part of a stop, which is audited",
    "broadcasts.plan": "part of a start, which is audited",
    "broadcasts.watch": "where somebody looks on",
    "broadcasts.write": UNFINISHED,
    "calendars.make": OWN_WISH,
    "calendars.revoke": OWN_WISH,
    "deliveries.add": DELIVERY,
    "deliveries.pause_chat": DELIVERY,
    "deliveries.recover": DELIVERY,
    "deliveries.replace_body": DELIVERY,
    "deliveries.settle": DELIVERY,
    "deliveries.take": DELIVERY,
    "deliveries.wait_for_all": DELIVERY,
    "channels.keep_post": "posts come from their channels",
    "dialogues.end": UNFINISHED,
    "dialogues.forget": BY_ITSELF,
    "dialogues.put": UNFINISHED,
    "digests.change": OWN_WISH,
    "digests.close": DELIVERY,
    "digests.give_back": DELIVERY,
    "digests.subscribe": OWN_WISH,
    "digests.unsubscribe": OWN_WISH,
    "editions.correct": DELIVERY,
    "editions.keep": DELIVERY,
    "editions.prune": DELIVERY,
    "gatherings.merge": DELIVERY,
    "gatherings.release": DELIVERY,
    "gatherings.welcome": DELIVERY,
    "imports.choose": UNFINISHED,
    "imports.drop": UNFINISHED,
    "imports.keep": UNFINISHED,
    "imports.prune": UNFINISHED,
    "joining.ask": "a wish; what is decided on it is audited, with what was wished for",
    "leases.give_back": BY_ITSELF,
    "leases.take": BY_ITSELF,
    "leases.take_over": BY_ITSELF,
    "ledger.prune": "follows the setting of what is kept, which is audited",
    "moving.bring_in": "brings the audit of the other store with it; nothing was here before",
    "news.correct": "articles are corrected by their sources",
    "news.forget_outside": "follows the setting of what is kept, which is audited",
    "news.save": "stories come from their sources",
    "news_drafts.drop": UNFINISHED,
    "news_drafts.forget": BY_ITSELF,
    "register_desk.forget": BY_ITSELF,
    "news_drafts.keep": UNFINISHED,
    "people.arrive": BY_ITSELF,
    "people.forget_updates": BY_ITSELF,
    "people.move_chat": "Telegram renumbers a chat; it stays the same chat",
    "people.pause_chat": DELIVERY,
    "people.resume_chat": DELIVERY,
    "people.set_language": OWN_WISH,
    "people.set_quiet": OWN_WISH,
    "people.set_zone": OWN_WISH,
    "register_desk.answer": UNFINISHED,
    "register_desk.begin": UNFINISHED,
    "register_desk.close": UNFINISHED,
    "reminding.forget_snoozes": BY_ITSELF,
    "reminding.set_hour": OWN_WISH,
    "reminding.set_steps": OWN_WISH,
    "reminding.snooze": OWN_WISH,
    "reminding.zone_changed": OWN_WISH,
    "search.put": INDEX,
    "search.remove": INDEX,
    "search.set_key_rules": INDEX,
    "sources.polled": "passes by itself; an address that has moved, and one closed for good, leave an entry",
    "story_links.offer": UNFINISHED,
    "views.numbers": "how a button names a question",
}
"""Why a method that writes leaves no entry."""

DAY: Final = date(2026, 3, 2)
SECTOR: Final = Sector(slug="bas", ru="БАС", be="БАС", en="UAS")
ROW: Final = NewCommitment("1", "Пример", "", "", (DAY,), ())
PLAN: Final = NewPlan("primer", "Пример", DAY, DAY, example=True, commitments=(ROW, replace(ROW, number="2", due=())))
OTHER: Final = replace(PLAN, slug="other")
OFFER: Final = Grant(Role.COORDINATOR)
ADMINISTRATOR, ANNA, BORIS = 1, 2, 3
WORKED: Final = DayChange(Country.RUSSIA, DAY, works=False, reason="Пример")
ARTICLE: Final = Article("i", "https://example.org", "П", "П", "", NOW)
DOUBTED: Final = Judgement("i", "https://example.org", "П", Outcome.BORDERLINE, 40)
CORRECTION: Final = Correction(EntryKind.SECTOR, "bas", "ru", "Иначе", Source("https://example.org", None, "П"), 1)

Call = Callable[[Store], Awaitable[Any]]


def _editing(commitment: int, change: Callable[[Store, Edit], Awaitable[None]]) -> Call:
    async def edit(store: Store) -> None:
        found = await store.plan.commitment(commitment)
        assert found is not None
        await change(store, Edit(ADMINISTRATOR, NOW, found.version))

    return edit


async def _accept(store: Store) -> None:
    waiting = await store.imports.pending(1, ADMINISTRATOR)
    assert waiting is not None
    await store.imports.accept(waiting, PlanVersion(OTHER, (BroughtCommitment(ROW, None),)), {"added": 1}, NOW)


AUDITED: Final[dict[str, tuple[Call, tuple[str, ...]]]] = {
    "broadcasts.drop": (lambda s: s.broadcasts.drop(1, NOW, by=1), ("broadcasts.draft",)),
    "broadcasts.resume": (lambda s: s.broadcasts.resume(1, NOW, by=1), ("broadcasts.start", "broadcasts.stop")),
    "broadcasts.start": (lambda s: s.broadcasts.start(1, 7, 1, NOW, by=1), ("broadcasts.draft",)),
    "broadcasts.stop": (lambda s: s.broadcasts.stop(1, NOW, by=1), ("broadcasts.start",)),
    "control.ask_extension": (
        lambda s: s.control.ask_extension(NewExtension(1, ANNA, None, DAY + timedelta(1), "П"), no_notice, NOW),
        (),
    ),
    "control.decide": (
        lambda s: s.control.decide(1, accepted=True, reason="", by=1, tell=no_notice, now=NOW),
        ("control.report",),
    ),
    "control.decide_extension": (
        lambda s: s.control.decide_extension(1, granted=False, answer="", by=1, tell=no_notice, now=NOW),
        ("control.ask_extension",),
    ),
    "control.mark_in_work": (lambda s: s.control.mark_in_work(1, by=ANNA, now=NOW), ()),
    "control.report": (lambda s: s.control.report(NewReport(1, ANNA, None, "П", (), DAY), no_notice, NOW), ()),
    "control.withdraw": (lambda s: s.control.withdraw(1, by=ANNA, since=NOW, now=NOW), ("control.report",)),
    "editing.add": (lambda s: s.editing.add("primer", ROW, by=1, now=NOW), ()),
    "editing.add_deadlines": (_editing(1, lambda s, edit: s.editing.add_deadlines(1, [DAY + timedelta(5)], edit)), ()),
    "editing.assign": (_editing(1, lambda s, edit: s.editing.assign(1, [Responsible("Пример", None, None)], edit)), ()),
    "editing.close": (_editing(1, lambda s, edit: s.editing.close(1, DeadlineState.DONE, DAY, edit)), ()),
    "editing.close_whole": (_editing(2, lambda s, edit: s.editing.close_whole(2, DeadlineState.DONE, DAY, edit)), ()),
    "editing.move": (_editing(1, lambda s, edit: s.editing.move(1, DAY + timedelta(1), edit)), ()),
    "editing.reopen": (_editing(1, lambda s, edit: s.editing.reopen(1, edit)), ("editing.close",)),
    "editing.reopen_whole": (_editing(2, lambda s, edit: s.editing.reopen_whole(2, edit)), ("editing.close_whole",)),
    "editing.rewrite": (_editing(1, lambda s, edit: s.editing.rewrite(1, "Иначе", edit)), ()),
    "editing.set_sectors": (_editing(1, lambda s, edit: s.editing.set_sectors(1, ["bas"], edit)), ()),
    "groups.added": (lambda s: s.groups.added(-5, by=1, now=NOW), ()),
    "groups.decide": (lambda s: s.groups.decide(1, GroupPurpose(), by=1, now=NOW), ("groups.added",)),
    "groups.draft": (lambda s: s.groups.draft(1, GroupPurpose(section="П"), by=1, now=NOW), ("groups.added",)),
    "groups.gone": (lambda s: s.groups.gone(-5, by=1, now=NOW), ("groups.added",)),
    "groups.speak_in": (lambda s: s.groups.speak_in(1, 5, by=1, now=NOW), ("groups.added",)),
    "calendar_days.put": (lambda s: s.calendar_days.put([WORKED], by=1, now=NOW), ()),
    "calendar_days.remove": (
        lambda s: s.calendar_days.remove(Country.RUSSIA, DAY, by=1, now=NOW),
        ("calendar_days.put",),
    ),
    "calendar_days.settle": (lambda s: s.calendar_days.settle(Country.RUSSIA, 2027, settled=True, by=1, now=NOW), ()),
    "imports.accept": (_accept, ("imports.keep",)),
    "imports.say_body": (lambda s: s.imports.say_body(SaidBody("Пример", "bas", None), by=1, now=NOW), ()),
    "imports.unsay_body": (lambda s: s.imports.unsay_body("Пример", by=1, now=NOW), ("imports.say_body",)),
    "joining.accept": (lambda s: s.joining.accept("hash", BORIS, NOW), ("joining.invite",)),
    "joining.decide": (lambda s: s.joining.decide(1, granted=False, by=1, now=NOW), ("joining.ask",)),
    "joining.invite": (lambda s: s.joining.invite([("hash", OFFER)], by=1, now=NOW, until=NOW + timedelta(7)), ()),
    "joining.withdraw": (lambda s: s.joining.withdraw(1, of=None, by=1, now=NOW), ("joining.invite",)),
    "channels.added": (lambda s: s.channels.added(-100, by=1, now=NOW), ()),
    "channels.decide": (lambda s: s.channels.decide(1, news=True, by=1, now=NOW), ("channels.added",)),
    "channels.gone": (lambda s: s.channels.gone(-100, by=1, now=NOW), ("channels.added",)),
    "story_links.decide": (
        lambda s: s.story_links.decide(1, attach=True, by=1, now=NOW),
        ("news.save", "story_links.offer"),
    ),
    "news_desk.add": (lambda s: s.news_desk.add(NewStory((ARTICLE,), "П", ""), DOUBTED, by=1, now=NOW), ()),
    "news_desk.decide": (lambda s: s.news_desk.decide(1, ours=True, by=1, now=NOW), ("news.save",)),
    "news_desk.forget_trust": (lambda s: s.news_desk.forget_trust(1, by=1, now=NOW), ("news_desk.trust",)),
    "news_desk.take_back": (lambda s: s.news_desk.take_back(1, by=1, now=NOW), ("news.save", "news_desk.decide")),
    "news_desk.trust": (lambda s: s.news_desk.trust(TrustSort.WORD, "x", trusted=True, by=1, now=NOW), ()),
    "parting.forget": (lambda s: s.parting.forget(BORIS, NOW), ()),
    "parting.leave": (lambda s: s.parting.leave(ANNA, NOW, by=1), ()),
    "parting.replace": (lambda s: s.parting.replace(ANNA, BORIS, by=1, now=NOW), ()),
    "parting.resume": (lambda s: s.parting.resume(ANNA, by=1, now=NOW), ("parting.suspend",)),
    "parting.suspend": (lambda s: s.parting.suspend(ANNA, by=1, now=NOW), ()),
    "people.assign": (lambda s: s.people.assign(BORIS, OFFER, by=1, now=NOW), ()),
    "people.ensure_administrators": (lambda s: s.people.ensure_administrators([9], NOW), ()),
    "people.revoke": (lambda s: s.people.revoke(ANNA, by=1, now=NOW), ()),
    "plan.add_plan": (lambda s: s.plan.add_plan(OTHER, NOW, by=1), ()),
    "plan.bring_plan_to": (
        lambda s: s.plan.bring_plan_to(PlanVersion(OTHER, (BroughtCommitment(ROW, None),)), NOW, by="import"),
        (),
    ),
    "register.add": (lambda s: s.register.add(EntryKind.SECTOR, replace(SECTOR, slug="new"), by=1, now=NOW), ()),
    "register.bring_to": (lambda s: s.register.bring_to([(EntryKind.SECTOR, replace(SECTOR, en="Drones"))], NOW), ()),
    "register.correct": (lambda s: s.register.correct(CORRECTION, NOW), ()),
    "register.remove": (lambda s: s.register.remove(EntryKind.SECTOR, "new", by=1, now=NOW), ("register.add",)),
    "register.take_back": (
        lambda s: s.register.take_back(EntryKind.SECTOR, "bas", "ru", by=1, now=NOW),
        ("register.correct",),
    ),
    "reminding.end_deputyship": (
        lambda s: s.reminding.end_deputyship(ANNA, by=1, now=NOW),
        ("reminding.name_deputy",),
    ),
    "reminding.name_deputy": (
        lambda s: s.reminding.name_deputy(Deputyship(ANNA, BORIS, DAY, DAY), by=ANNA, now=NOW),
        (),
    ),
    "sources.add": (lambda s: s.sources.add([NewSource("https://e.example", "П")], by=1, now=NOW), ()),
    "sources.remove": (lambda s: s.sources.remove(1, by=1, now=NOW), ("sources.add",)),
    "sources.ship": (lambda s: s.sources.ship([NewSource("https://s.example", "П")], NOW), ()),
    "sources.switch": (lambda s: s.sources.switch(1, SourceState.PAUSED, by=1, now=NOW), ("sources.add",)),
    "settings.put": (lambda s: s.settings.put("x", 2, by=1, now=NOW), ()),
    "settings.put_part": (lambda s: s.settings.put_part("x", "y", 2, by=1, now=NOW), ()),
}
"""A call of each audited method that changes something, and what has to be called before it."""

PREPARED: Final[dict[str, Call]] = {
    "broadcasts.draft": lambda s: s.broadcasts.draft(ADMINISTRATOR, NOW),
    "imports.keep": lambda s: s.imports.keep(ADMINISTRATOR, "a", "[]", {}, NOW),
    "joining.ask": lambda s: s.joining.ask(BORIS, OFFER, NOW),
    "story_links.offer": lambda s: s.story_links.offer(
        [Bond(1, LinkKind.AGREEMENT, "primer")], NOW, most=1, tick="offers", telling=no_notice
    ),
    "news.save": lambda s: s.news.save([NewStory((ARTICLE,), "П", "")], NOW, [DOUBTED]),
}
"""What is called before and leaves no entry itself."""


@pytest.fixture
async def inhabited(store: Store) -> Store:
    """A store with three people, a sector, and a plan of two commitments, the first with a deadline."""
    for number in (ADMINISTRATOR, ANNA, BORIS):
        sender = Sender(number, "Пример", None, "ru")
        await store.people.arrive(bot_id=1, update_id=number, sender=sender, chat=None, now=NOW)
    await store.people.assign(ADMINISTRATOR, Grant(Role.ADMINISTRATOR), by=None, now=NOW)
    await store.people.assign(ANNA, OFFER, by=None, now=NOW)
    await store.register.bring_to([(EntryKind.SECTOR, SECTOR)], NOW)
    await store.plan.add_plan(PLAN, NOW)
    return store


async def _prepare(store: Store, names: tuple[str, ...]) -> None:
    for name in names:
        call, before = AUDITED[name] if name in AUDITED else (PREPARED[name], ())
        await _prepare(store, tuple(one for one in before if one not in names))
        await call(store)


async def test_each_method_that_writes_is_audited_or_says_why_not(store: Store, now: datetime) -> None:
    """A new method needs a line in one of the two tables, and only in one."""
    assert set(writes(store, now)) == {*AUDITED, *NOT_AUDITED}
    assert not set(AUDITED) & set(NOT_AUDITED)
    assert all(NOT_AUDITED.values())


@pytest.mark.parametrize("name", sorted(AUDITED))
async def test_each_audited_method_leaves_an_entry(name: str, inhabited: Store) -> None:
    """What it changes is written down, and its kind has a name for those who read it."""
    call, before = AUDITED[name]
    await _prepare(inhabited, before)
    last = (await inhabited.audit.find(1))[0].id
    await call(inhabited)
    left = [one.what for one in await inhabited.audit.find(100) if one.id > last]
    assert left
    assert set(left) <= set(KINDS)


async def test_a_plan_tells_how_it_changed(inhabited: Store) -> None:
    """Its title, its period and how many commitments; a version that says what is stored says nothing."""
    one, two = sorted(await inhabited.plan.commitments_of("primer"), key=lambda each: each.number)
    same = (BroughtCommitment(ROW, one), BroughtCommitment(PLAN.commitments[1], two))
    last = (await inhabited.audit.find(1))[0]
    assert last.after == {"title": "Пример", "from": "2026-03-02", "to": "2026-03-02", "added": 2}
    await inhabited.plan.bring_plan_to(PlanVersion(PLAN, same), NOW, by="import")
    assert (await inhabited.audit.find(1))[0] == last
    rewritten = (BroughtCommitment(replace(ROW, text="Иначе"), one), BroughtCommitment(ROW, None))
    version = PlanVersion(replace(PLAN, title="Новый"), rewritten, (two,))
    await inhabited.plan.bring_plan_to(version, NOW, by="import")
    told = (await inhabited.audit.find(1))[0]
    assert (told.by_what, told.subject, told.before["title"]) == ("import", "plan:primer", "Пример")
    assert {"title": "Новый", "added": 1, "changed": 1, "gone": 1}.items() <= told.after.items()


async def test_a_refused_step_of_a_broadcast_leaves_no_entry(inhabited: Store) -> None:
    """Who was too late has changed nothing; who was in time is named, with where it stood before and after."""
    number = await inhabited.broadcasts.draft(ADMINISTRATOR, NOW)
    assert await inhabited.broadcasts.start(number, 7, 1, NOW, by=ADMINISTRATOR)
    assert not await inhabited.broadcasts.start(number, 7, 1, NOW, by=ANNA)
    assert not await inhabited.broadcasts.drop(number, NOW, by=ANNA)
    told = [one for one in await inhabited.audit.find(100) if one.what == "broadcast"]
    assert [(one.by_user, one.before, one.after) for one in told] == [(ADMINISTRATOR, "draft", "planning")]
