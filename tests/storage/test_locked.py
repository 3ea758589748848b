"""A database that somebody else has locked: every method says that it is busy, and works when the lock is gone."""

import asyncio
import inspect
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from storage.attachments import AttachmentSort
from storage.broadcast_records import Audience, BroadcastState
from storage.calendar_records import Country, DayChange
from storage.channels import ChannelPost
from storage.control_records import DeadlineState, Dialogue, Edit, NewExtension, NewReport
from storage.digest_records import DigestClosing, Edition
from storage.errors import StoreBusy, StoreNotEmpty, StoreRefused, VersionMoved
from storage.groups import GroupPurpose
from storage.import_records import PendingImport, SaidBody
from storage.news_links_records import Bond, LinkKind
from storage.news_records import Judgement, Outcome, TrustSort
from storage.outbox_records import Quiet, Settlement
from storage.records import (
    Article,
    ChatSeen,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DigestWish,
    Grant,
    NewCommitment,
    NewDelivery,
    NewPlan,
    NewStory,
    PlanVersion,
    Priority,
    Role,
    Sender,
)
from storage.register_desk_records import DraftState
from storage.register_records import Correction, EntryKind, Sector, Source, Visibility
from storage.reminding_records import Deputyship
from storage.search_records import SearchKind, SearchRow
from storage.source_records import NewSource, NewsSource, SourceState
from storage.store import Store, open_store
from tests.storage.lived_in import NOW

Call = Callable[[], Awaitable[Any]]
RUSSIA = Country.RUSSIA
IMPATIENT = timedelta(milliseconds=20)


@pytest.fixture
async def impatient(sqlite_url: str, now: datetime) -> AsyncIterator[Store]:
    """A store that waits for a lock hardly at all, with a person, a sector and a wish in it."""
    async with open_store(sqlite_url, lock_wait=IMPATIENT) as store:
        await store.people.arrive(
            bot_id=1, update_id=0, sender=Sender(7, "Пример", None, "ru"), chat=ChatSeen(7, "private"), now=now
        )
        await store.register.bring_to([(EntryKind.SECTOR, SECTOR)], now)
        await store.news.save([NewStory((REWRITTEN,), "Пример", "")], now)
        await store.digests.subscribe(
            chat_id=7, at=time(8), zone="Europe/Minsk", language="ru", next_at=now, covered_until=now
        )
        yield store


REWRITTEN = Article("r", "https://example.org/r", "Пример", "Пример", "", NOW)
SOURCE = NewsSource(
    99, "https://f.example", "", SourceState.ACTIVE, None, NOW, "", "", NOW, None, None, None, 0, "",
    status=0, told=False, read=0, unreadable=0, taken=0, version=1,
)  # fmt: skip
SENT = Judgement("sent", "https://example.org", "Пример", Outcome.OUT, 1)
SECTOR = Sector(slug="bas", ru="БАС", be="БАС", en="UAS")


def writes(store: Store, now: datetime) -> dict[str, Call]:
    """Return a call of every method that writes."""
    people, register, news, digests = store.people, store.register, store.news, store.digests
    numbers, offer, later = count(), Grant(Role.COORDINATOR), now + timedelta(days=7)
    wish = DigestWish(7, time(8), "Europe/Minsk", "ru", now, now, 1)
    edition = Edition(now, now, "Europe/Minsk", "ru", (), id=1)
    plan = NewPlan("primer", "Пример", date(2026, 1, 1), date(2026, 12, 31), example=True, commitments=())
    article = Article("i", "https://example.org", "Пример", "Пример", "", now)
    delivery = NewDelivery("k", 7, DeliveryKind.NOTICE, Priority.URGENT, {}, now)
    stored = Delivery(1, "k", 7, None, delivery.kind, delivery.priority, {}, DeliveryState.SENDING, 1, now, now)
    row = SearchRow(SearchKind.STORY, "1", Visibility.PUBLIC, now, "Пример", "Пример", "пример")
    worked = DayChange(RUSSIA, now.date(), works=True, reason="")
    waiting = PendingImport(9, 1, "a", "[]", {}, 1, now)
    correction = Correction(EntryKind.SECTOR, "bas", "ru", "Иначе", Source("https://example.org", None, "Пример"))
    day, edit = date(2026, 3, 2), Edit(1, now, 1)
    row_of_plan = NewCommitment("1", "Пример", "", "", (), ())
    return {
        "people.arrive": lambda: people.arrive(bot_id=1, update_id=1, sender=None, chat=None, now=now),
        "people.set_language": lambda: people.set_language(1, "be"),
        "people.set_zone": lambda: people.set_zone(1, "Europe/Minsk"),
        "people.assign": lambda: people.assign(1, Grant(Role.COORDINATOR), by=None, now=now),
        "people.revoke": lambda: people.revoke(1, by=None, now=now),
        "people.ensure_administrators": lambda: people.ensure_administrators([7], now),
        "people.pause_chat": lambda: people.pause_chat(7, "blocked", now),
        "people.resume_chat": lambda: people.resume_chat(7),
        "people.set_quiet": lambda: people.set_quiet(7, Quiet()),
        "people.move_chat": lambda: people.move_chat(5, 6),
        "people.forget_updates": lambda: people.forget_updates(now),
        "register.bring_to": lambda: register.bring_to([(EntryKind.SECTOR, replace(SECTOR, en="Drones"))], now),
        "register.correct": lambda: register.correct(correction, now),
        "register.take_back": lambda: register.take_back(EntryKind.SECTOR, "bas", "ru", by=None, now=now),
        "register.add": lambda: register.add(EntryKind.SECTOR, replace(SECTOR, slug="new"), by=None, now=now),
        "register.remove": lambda: register.remove(EntryKind.SECTOR, "bas", by=None, now=now),
        "register_desk.begin": lambda: store.register_desk.begin(1, EntryKind.SECTOR, "bas", ["ru"], now),
        "register_desk.answer": lambda: store.register_desk.answer(1, {}, None, now),
        "register_desk.forget": lambda: store.register_desk.forget(now),
        "register_desk.close": lambda: store.register_desk.close(1, DraftState.DROPPED, now),
        "news.save": lambda: news.save([NewStory((article,), "Пример", "")], now),
        "news.forget_outside": lambda: news.forget_outside(now),
        "news.correct": lambda: news.correct([replace(REWRITTEN, title="Иначе")]),
        "news_desk.add": lambda: store.news_desk.add(
            NewStory((replace(article, identity="sent"),), "Пример", ""), SENT, by=1, now=now
        ),
        "news_drafts.keep": lambda: store.news_drafts.keep(1, article, now),
        "news_drafts.drop": lambda: store.news_drafts.drop(1),
        "news_drafts.forget": lambda: store.news_drafts.forget(now),
        "story_links.offer": lambda: store.story_links.offer(
            [Bond(1, LinkKind.AGREEMENT, "primer")], now, most=1, tick="offers", telling=no_notice
        ),
        "story_links.decide": lambda: store.story_links.decide(1, attach=True, by=1, now=now),
        "channels.added": lambda: store.channels.added(-100, by=1, now=now),
        "channels.gone": lambda: store.channels.gone(-100, by=1, now=now),
        "channels.decide": lambda: store.channels.decide(1, news=True, by=1, now=now),
        "channels.keep_post": lambda: store.channels.keep_post(ChannelPost(-100, 1, None, "p", "", "Пример", now)),
        "news_desk.decide": lambda: store.news_desk.decide(1, ours=True, by=1, now=now),
        "news_desk.take_back": lambda: store.news_desk.take_back(1, by=1, now=now),
        "news_desk.trust": lambda: store.news_desk.trust(TrustSort.WORD, "x", trusted=True, by=1, now=now),
        "news_desk.forget_trust": lambda: store.news_desk.forget_trust(1, by=1, now=now),
        "sources.add": lambda: store.sources.add([NewSource(f"https://{next(numbers)}.example", "")], by=1, now=now),
        "sources.ship": lambda: store.sources.ship([NewSource(f"https://{next(numbers)}.example", "")], now),
        "sources.switch": lambda: store.sources.switch(99, SourceState.PAUSED, by=1, now=now),
        "sources.remove": lambda: store.sources.remove(99, by=1, now=now),
        "sources.polled": lambda: _unmoved(store.sources.polled(SOURCE, now)),
        "digests.subscribe": lambda: digests.subscribe(
            chat_id=8, at=time(8), zone="Europe/Minsk", language="ru", next_at=now, covered_until=now
        ),
        "digests.unsubscribe": lambda: digests.unsubscribe(9),
        "digests.change": lambda: digests.change(7, lambda one: replace(one, day=one.day + 1)),
        "digests.close": lambda: digests.close([DigestClosing(wish, now, now)], now),
        "editions.keep": lambda: store.editions.keep(edition, now),
        "editions.correct": lambda: store.editions.correct(edition, {}),
        "editions.prune": lambda: store.editions.prune(now),
        "plan.add_plan": lambda: store.plan.add_plan(plan, now),
        "plan.bring_plan_to": lambda: store.plan.bring_plan_to(PlanVersion(plan, ()), now),
        "control.mark_in_work": lambda: store.control.mark_in_work(1, by=1, now=now),
        "control.report": lambda: store.control.report(NewReport(1, 1, None, "", (), day), no_notice, now),
        "control.decide": lambda: store.control.decide(1, accepted=True, reason="", by=1, tell=no_notice, now=now),
        "control.withdraw": lambda: store.control.withdraw(1, by=1, since=now, now=now),
        "control.ask_extension": lambda: store.control.ask_extension(NewExtension(1, 1, None, day, ""), no_notice, now),
        "control.decide_extension": lambda: store.control.decide_extension(
            1, granted=True, answer="", by=1, tell=no_notice, now=now
        ),
        "editing.move": lambda: _unmoved(store.editing.move(1, day, edit)),
        "editing.close": lambda: _unmoved(store.editing.close(1, DeadlineState.DONE, day, edit)),
        "editing.reopen": lambda: _unmoved(store.editing.reopen(1, edit)),
        "editing.close_whole": lambda: _unmoved(store.editing.close_whole(1, DeadlineState.DONE, day, edit)),
        "editing.reopen_whole": lambda: _unmoved(store.editing.reopen_whole(1, edit)),
        "editing.rewrite": lambda: _unmoved(store.editing.rewrite(1, "Пример", edit)),
        "editing.set_sectors": lambda: _unmoved(store.editing.set_sectors(1, [], edit)),
        "editing.assign": lambda: _unmoved(store.editing.assign(1, [], edit)),
        "editing.add_deadlines": lambda: _unmoved(store.editing.add_deadlines(1, [day], edit)),
        "editing.add": lambda: store.editing.add("nosuch", row_of_plan, by=1, now=now),
        "dialogues.put": lambda: store.dialogues.put(Dialogue(1, "text", None, None, 1, {}, now)),
        "dialogues.forget": lambda: store.dialogues.forget(now),
        "dialogues.end": lambda: store.dialogues.end(1),
        "views.numbers": lambda: store.views.numbers([{"plan": str(next(numbers))}]),
        "calendars.make": lambda: store.calendars.make(1, "hash", now),
        "calendars.revoke": lambda: store.calendars.revoke(1),
        "deliveries.add": lambda: store.deliveries.add([delivery], now),
        "deliveries.take": lambda: store.deliveries.take(now, 1),
        "deliveries.settle": lambda: store.deliveries.settle([Settlement(stored, DeliveryState.SENT)], now),
        "deliveries.recover": lambda: store.deliveries.recover(now, now),
        "deliveries.pause_chat": lambda: store.deliveries.pause_chat(replace(stored, chat_id=9), "blocked", now),
        "deliveries.wait_for_all": lambda: store.deliveries.wait_for_all(now, "429"),
        "deliveries.replace_body": lambda: store.deliveries.replace_body(replace(stored, edits=404), {}, now),
        "gatherings.release": lambda: store.gatherings.release([stored]),
        "gatherings.merge": lambda: store.gatherings.merge([stored], None, now),
        "gatherings.welcome": lambda: store.gatherings.welcome(7, (), None, now),
        "ledger.prune": lambda: store.ledger.prune(now),
        "attachments.keep": lambda: store.attachments.keep(AttachmentSort.PHOTO, "a.png", b"x"),
        "attachments.keep_known": lambda: store.attachments.keep_known(AttachmentSort.PHOTO, "a.png", "id", 1),
        "attachments.went_up": lambda: store.attachments.went_up(1, "id", 1),
        "leases.take": lambda: store.leases.take("x", "me", now, timedelta(1)),
        "leases.give_back": lambda: store.leases.give_back("x", "me"),
        "leases.take_over": lambda: store.leases.take_over("x", "me", "dead", now, timedelta(1)),
        "digests.give_back": lambda: digests.give_back(stored, now, now),
        "settings.put": lambda: store.settings.put("x", 2, by=None, now=now),
        "settings.put_part": lambda: store.settings.put_part("x", "y", 2, by=None, now=now),
        "joining.invite": lambda: store.joining.invite([(str(next(numbers)), offer)], by=1, now=now, until=later),
        "joining.accept": lambda: store.joining.accept("none", 1, now),
        "joining.withdraw": lambda: store.joining.withdraw(99, of=None, by=1, now=now),
        "joining.ask": lambda: store.joining.ask(1, offer, now),
        "joining.decide": lambda: store.joining.decide(99, granted=True, by=1, now=now),
        "parting.suspend": lambda: store.parting.suspend(1, by=1, now=now),
        "parting.resume": lambda: store.parting.resume(1, by=1, now=now),
        "parting.leave": lambda: store.parting.leave(1, now, by=1),
        "parting.replace": lambda: store.parting.replace(1, 2, by=1, now=now),
        "parting.forget": lambda: store.parting.forget(99, now),
        "reminding.set_hour": lambda: store.reminding.set_hour(1, 9, now),
        "reminding.set_steps": lambda: store.reminding.set_steps(1, None),
        "reminding.zone_changed": lambda: store.reminding.zone_changed(1, now),
        "reminding.snooze": lambda: store.reminding.snooze(1, 404, now.date()),
        "reminding.forget_snoozes": lambda: store.reminding.forget_snoozes(now.date()),
        "reminding.name_deputy": lambda: _deputy_named(store, now),
        "reminding.end_deputyship": lambda: store.reminding.end_deputyship(1, by=1, now=now),
        "imports.keep": lambda: store.imports.keep(1, "a", "[]", {}, now),
        "imports.choose": lambda: store.imports.choose(waiting, {}),
        "imports.drop": lambda: store.imports.drop(9, 1),
        "imports.accept": lambda: store.imports.accept(waiting, PlanVersion(plan, (), ()), {}, now),
        "imports.prune": lambda: store.imports.prune(now),
        "imports.say_body": lambda: store.imports.say_body(SaidBody("Пример", "bas", None), by=1, now=now),
        "imports.unsay_body": lambda: store.imports.unsay_body("Пример", by=1, now=now),
        "calendar_days.put": lambda: store.calendar_days.put([worked], by=1, now=now),
        "calendar_days.remove": lambda: store.calendar_days.remove(RUSSIA, now.date(), by=1, now=now),
        "calendar_days.settle": lambda: store.calendar_days.settle(RUSSIA, 2027, settled=True, by=1, now=now),
        "moving.bring_in": lambda: _brought_in(store),
        "broadcasts.draft": lambda: store.broadcasts.draft(1, now),
        "broadcasts.write": lambda: store.broadcasts.write(1, {}),
        "broadcasts.address": lambda: store.broadcasts.address(1, Audience()),
        "broadcasts.drop": lambda: store.broadcasts.drop(9, now, by=1),
        "broadcasts.start": lambda: store.broadcasts.start(1, 7, 1, now, by=1),
        "broadcasts.watch": lambda: store.broadcasts.watch(1, 7, 1),
        "broadcasts.plan": lambda: store.broadcasts.plan(1, {"ru": {}}, now),
        "broadcasts.stop": lambda: store.broadcasts.stop(1, now, by=1),
        "broadcasts.hold": lambda: store.broadcasts.hold(1),
        "broadcasts.resume": lambda: store.broadcasts.resume(1, now, by=1),
        "broadcasts.finish": lambda: store.broadcasts.finish(1, now),
        "groups.added": lambda: store.groups.added(-next(numbers) - 1, by=1, now=now),
        "groups.gone": lambda: store.groups.gone(-99, by=1, now=now),
        "groups.decide": lambda: store.groups.decide(99, GroupPurpose(), by=1, now=now),
        "groups.draft": lambda: store.groups.draft(99, GroupPurpose(), by=1, now=now),
        "groups.speak_in": lambda: store.groups.speak_in(99, 5, by=1, now=now),
        "absences.begin": lambda: store.absences.begin(7, later),
        "absences.end": lambda: store.absences.end(7),
        "search.put": lambda: store.search.put([row]),
        "search.remove": lambda: store.search.remove(SearchKind.STORY, ["1"]),
        "search.set_key_rules": lambda: store.search.set_key_rules("1"),
    }


def reads(store: Store, now: datetime) -> dict[str, Call]:
    """Return a call of every method that only reads."""
    day = date(2026, 3, 2)
    entry = Delivery(1, "k", 7, None, DeliveryKind.NOTICE, Priority.URGENT, {}, DeliveryState.SENT, 1, now, now)
    return {
        "people.known": lambda: store.people.known(7),
        "people.by_username": lambda: store.people.by_username("x"),
        "people.person": lambda: store.people.person(1),
        "people.listed": lambda: store.people.listed(1),
        "joining.offered": lambda: store.joining.offered("x", now),
        "joining.open_invitations": lambda: store.joining.open_invitations(1, now, 1),
        "joining.request": lambda: store.joining.request(1),
        "reminding.wish": lambda: store.reminding.wish(1),
        "reminding.deputyship": lambda: store.reminding.deputyship(1),
        "reminding.deputyships": lambda: store.reminding.deputyships(day),
        "reminding.mornings_in_use": lambda: store.reminding.mornings_in_use(now),
        "reminding.reached": lambda: store.reminding.reached(1),
        "reminding.reminded": lambda: store.reminding.reminded([1]),
        "reminding.owing": lambda: store.reminding.owing(["x"], [day]),
        "reminding.due_on": lambda: store.reminding.due_on([day]),
        "reminding.commitment_of": lambda: store.reminding.commitment_of(1),
        "reminding.oldest_date": store.reminding.oldest_date,
        "reminding.written": lambda: store.reminding.written(["x"]),
        "parting.is_suspended": lambda: store.parting.is_suspended(1),
        "parting.suspended": lambda: store.parting.suspended([1]),
        "parting.rows_of": lambda: store.parting.rows_of(1),
        "people.recent": lambda: store.people.recent(1),
        "people.administrators": store.people.administrators,
        "people.officials_of": lambda: store.people.officials_of(["x"]),
        "register.revision": store.register.revision,
        "register.load": store.register.load,
        "register.is_empty": store.register.is_empty,
        "register.corrections": store.register.corrections,
        "register.by_hand": store.register.by_hand,
        "register_desk.open_of": lambda: store.register_desk.open_of(1, now),
        "register_desk.get": lambda: store.register_desk.get(1),
        "news.known": lambda: store.news.known(["x"]),
        "news.judgement": lambda: store.news.judgement("x"),
        "news.recent": lambda: store.news.recent(now),
        "news.latest": lambda: store.news.latest(1),
        "news.about": lambda: store.news.about(limit=1, sectors=["x"]),
        "news.added_between": lambda: store.news.added_between(now, now),
        "news.touched_between": lambda: store.news.touched_between(now, now),
        "news.some": lambda: store.news.some([1]),
        "news.story": lambda: store.news.story(1),
        "news.told": lambda: store.news.told("x"),
        "news_drafts.get": lambda: store.news_drafts.get(1),
        "story_links.get": lambda: store.story_links.get(1),
        "story_links.offered": store.story_links.offered,
        "story_links.attached": lambda: store.story_links.attached([1]),
        "story_links.stories_of": lambda: store.story_links.stories_of(LinkKind.AGREEMENT, "primer", 1),
        "channels.all": store.channels.all,
        "channels.of": lambda: store.channels.of(-100),
        "channels.get": lambda: store.channels.get(1),
        "channels.identity_of": lambda: store.channels.identity_of(-100, 1),
        "news_desk.waiting": store.news_desk.waiting,
        "news_desk.next": store.news_desk.next,
        "news_desk.item": lambda: store.news_desk.item(1),
        "news_desk.trusted": store.news_desk.trusted,
        "sources.all": store.sources.all,
        "sources.get": lambda: store.sources.get(1),
        "sources.due": lambda: store.sources.due(now, 1),
        "sources.failing": lambda: store.sources.failing(now),
        "digests.wish": lambda: store.digests.wish(7),
        "digests.due": lambda: store.digests.due(now, 1),
        "digests.at_once": lambda: store.digests.at_once(1),
        "digests.roles": lambda: store.digests.roles([7]),
        "digests.channels": store.digests.channels,
        "editions.get": lambda: store.editions.get(1),
        "editions.since": lambda: store.editions.since(now),
        "editions.copies": lambda: store.editions.copies(1, now, 1),
        "plan.commitment": lambda: store.plan.commitment(1),
        "plan.owed_by": lambda: store.plan.owed_by(["x"]),
        "plan.due_between": lambda: store.plan.due_between(day, day),
        "plan.plans": store.plan.plans,
        "imports.pending": lambda: store.imports.pending(1, 1),
        "imports.said_bodies": store.imports.said_bodies,
        "calendar_days.changes": store.calendar_days.changes,
        "plan.commitments_of": lambda: store.plan.commitments_of("primer"),
        "plan.of_deadline": lambda: store.plan.of_deadline(1),
        "plan.everything": store.plan.everything,
        "people.coordinators": store.people.coordinators,
        "control.get": lambda: store.control.get(1),
        "control.extension": lambda: store.control.extension(1),
        "control.reports_of": lambda: store.control.reports_of(1),
        "control.extensions_of": lambda: store.control.extensions_of(1),
        "control.history": lambda: store.control.history(1, 1),
        "dialogues.of": lambda: store.dialogues.of(1, now),
        "views.get": lambda: store.views.get(1),
        "calendars.owner": lambda: store.calendars.owner("hash"),
        "calendars.has": lambda: store.calendars.has(1),
        "deliveries.last_tick": lambda: store.deliveries.last_tick("x"),
        "people.quiet": lambda: store.people.quiet(7),
        "plan.some": lambda: store.plan.some([1]),
        "deliveries.waits_until": store.deliveries.waits_until,
        "gatherings.ended": lambda: store.gatherings.ended(now, 1),
        "gatherings.returning": lambda: store.gatherings.returning(1),
        "gatherings.held": lambda: store.gatherings.held(7),
        "ledger.counts": store.ledger.counts,
        "ledger.tally": lambda: store.ledger.tally(now),
        "ledger.get": lambda: store.ledger.get(1),
        "ledger.of_message": lambda: store.ledger.of_message(7, 1),
        "ledger.of_chat": lambda: store.ledger.of_chat(7, 1),
        "ledger.in_states": lambda: store.ledger.in_states([DeliveryState.DEAD], 1),
        "ledger.oldest_due": lambda: store.ledger.oldest_due(now),
        "ledger.paused_chats": lambda: store.ledger.paused_chats(1),
        "ledger.held_for": store.ledger.held_for,
        "ledger.failures": lambda: store.ledger.failures(now, now),
        "ledger.addressees": lambda: store.ledger.addressees([7]),
        "ledger.related": lambda: store.ledger.related(entry, 1),
        "attachments.get": lambda: store.attachments.get(1, bot_id=1),
        "leases.holder": lambda: store.leases.holder("x"),
        "deliveries.next_due": lambda: store.deliveries.next_due(now),
        "settings.get": lambda: store.settings.get("x"),
        "moving.write_out": lambda: store.moving.write_out(StringIO(), now),
        "backups.take": lambda: store.backups.take(_somewhere(store, "one")),
        "backups.take_nightly": lambda: store.backups.take_nightly(now, 1),
        "audit.find": lambda: store.audit.find(1),
        "audit.names": store.audit.names,
        "broadcasts.awaiting": lambda: store.broadcasts.awaiting(1, now),
        "broadcasts.get": lambda: store.broadcasts.get(1),
        "broadcasts.in_states": lambda: store.broadcasts.in_states(BroadcastState.DONE),
        "broadcasts.count": lambda: store.broadcasts.count(Audience(), now),
        "broadcasts.organisations": store.broadcasts.organisations,
        "broadcasts.is_being_sent": lambda: store.broadcasts.is_being_sent(1),
        "broadcasts.progress": lambda: store.broadcasts.progress(1),
        "broadcasts.failures": lambda: store.broadcasts.failures(1, 1),
        "groups.all": store.groups.all,
        "groups.of": lambda: store.groups.of(-1),
        "groups.get": lambda: store.groups.get(1),
        "groups.grows": lambda: store.groups.grows("x"),
        "groups.sections": store.groups.sections,
        "absences.end_due": lambda: store.absences.end_due(now),
        "search.find": lambda: store.search.find(["пример"], [Visibility.PUBLIC], limit=1),
        "search.known": lambda: store.search.known(["пример"], [Visibility.PUBLIC]),
        "search.vocabulary": lambda: store.search.vocabulary([Visibility.PUBLIC], shortest=1, longest=9),
        "search.key_rules": store.search.key_rules,
        "search.marks": store.search.marks,
        "search.stories_after": lambda: store.search.stories_after(0, 1),
        "search.commitments_changed": store.search.commitments_changed,
    }


async def _deputy_named(store: Store, now: datetime) -> None:
    with suppress(StoreRefused):  # there is nobody with this number
        await store.reminding.name_deputy(Deputyship(1, 404, now.date(), now.date()), by=1, now=now)


async def _brought_in(store: Store) -> None:
    with suppress(StoreNotEmpty):  # what it says of this store, once it may look
        await store.moving.bring_in(StringIO())


async def _unmoved(writing: Awaitable[None]) -> None:
    with suppress(VersionMoved):  # what it says of a commitment that is not there, once it may look
        await writing


def no_notice(_: object) -> tuple[NewDelivery, ...]:
    """Tell nobody."""
    return ()


def _somewhere(store: Store, name: str) -> Path:
    assert store.backups.folder is not None
    return store.backups.folder / f"{name}{len(list(store.backups.folder.parent.rglob('*')))}.sqlite3"


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Hold the write lock of a SQLite file, as another process would."""
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_every_method_is_on_trial(impatient: Store, now: datetime) -> None:
    """Every public method of every group of facts is called below: a new one must be added here."""
    public = {
        f"{group.name}.{name}"
        for group in fields(impatient)
        for name, _ in inspect.getmembers(getattr(impatient, group.name), inspect.iscoroutinefunction)
        if not name.startswith("_")
    }
    assert public == {*writes(impatient, now), *reads(impatient, now)}


async def test_every_method_survives_a_locked_database(impatient: Store, sqlite_url: str, now: datetime) -> None:
    """Under somebody else's lock each write is busy and each read answers; without it, everything works."""
    with locked(sqlite_url):
        for write in writes(impatient, now).values():
            with pytest.raises(StoreBusy):
                await write()
        for read in reads(impatient, now).values():
            await read()
    for call in (*writes(impatient, now).values(), *reads(impatient, now).values()):
        await call()


async def test_a_store_cannot_be_made_under_a_lock(sqlite_url: str) -> None:
    """A start that must migrate while another process holds the lock is busy, not broken."""
    connection = sqlite3.connect(make_url(sqlite_url).database or "", isolation_level=None)
    connection.execute("DROP TABLE alembic_version")
    connection.close()
    with locked(sqlite_url), pytest.raises(StoreBusy):
        async with open_store(sqlite_url, lock_wait=IMPATIENT):
            pytest.fail("a store was made under a lock")


async def test_many_writers_all_get_their_turn(store: Store) -> None:
    """Fifty writers at once, of one process, wait for each other and none is refused."""
    await asyncio.gather(*(store.settings.put(f"name {number}", number, by=None, now=NOW) for number in range(50)))
    assert [await store.settings.get(f"name {number}") for number in (0, 49)] == [0, 49]


async def test_two_stores_on_one_database_write_in_turn(store_url: str) -> None:
    """Two processes that write at once wait for each other and lose nothing."""
    async with open_store(store_url) as one, open_store(store_url) as other:
        both = (one, other)
        await asyncio.gather(
            *(both[number % 2].settings.put(f"name {number}", number, by=None, now=NOW) for number in range(40))
        )
        assert [await one.settings.get(f"name {number}") for number in range(40)] == list(range(40))


async def test_a_writer_in_the_queue_does_not_wait_for_ever(sqlite_url: str) -> None:
    """Under a lock, those who queue behind the first writer are busy, too, instead of adding up their waits."""
    async with open_store(sqlite_url, lock_wait=IMPATIENT) as store:
        with locked(sqlite_url):
            asked = (store.settings.put("x", number, by=None, now=NOW) for number in range(5))
            answers = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(answer) for answer in answers] == [StoreBusy] * 5
        await store.settings.put("x", 1, by=None, now=NOW)
