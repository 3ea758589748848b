"""Control in the store, on both databases: states of deadlines, reports, extensions, edits. All plans are made up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.plan.plan_changes import plan_version
from storage.attachments import AttachmentSort
from storage.control_records import (
    DeadlineState,
    Dialogue,
    Edit,
    Evidence,
    InPlace,
    NewExtension,
    NewReport,
    Report,
    ReportDecision,
)
from storage.control_rows import reported_state, state_of
from storage.errors import VersionMoved
from storage.records import (
    Commitment,
    CommitmentState,
    Deadline,
    DeliveryKind,
    NewDelivery,
    Priority,
    Responsible,
    Sender,
)
from storage.register_records import Side
from storage.store import Store
from tests.plan_stage import LATER, PLAN, SOON, row

U, B = Side.ULYANOVSK, Side.BELARUS
TODAY = date(2026, 3, 2)


@pytest.fixture
async def planned(store: Store, now: datetime) -> Store:
    """A store with the example plan and two people, number 1 and 2."""
    for number in (7, 8):
        await store.people.arrive(
            bot_id=1, update_id=number, sender=Sender(number, "Пример", None, "ru"), chat=None, now=now
        )
    await store.plan.add_plan(PLAN, now)
    return store


async def commitment(store: Store, number: str = "1") -> Commitment:
    """Return a commitment as it is."""
    return next(one for one in await store.plan.commitments_of("primer") if one.number == number)


async def deadline(store: Store, number: str = "1") -> Deadline:
    """Return its first deadline as it is."""
    return (await commitment(store, number)).deadlines[0]


def nobody(_: object) -> tuple[NewDelivery, ...]:
    """Tell nobody."""
    return ()


def reported_by(deadline_id: int, side: Side | None = U, by: int = 1, on: date = TODAY) -> NewReport:
    """An example report."""
    return NewReport(deadline_id, by, side, "Пример", (), on)


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ("open", "open"),
        ("open done", "open"),
        ("in_work open", "in_work"),
        ("on_review done", "in_work"),
        ("done removed", "done"),
        ("done", "done"),
        ("removed removed", "removed"),
    ],
)
def test_a_commitment_stands_as_its_deadlines_do(states: str, state: str) -> None:
    """Something standing keeps it open or in work; all closed closes it."""
    assert state_of([DeadlineState(one) for one in states.split()]) is CommitmentState(state)


@pytest.mark.parametrize(
    ("owing", "waiting", "accepted", "state"),
    [
        ([U], [], [], "open"),
        ([U], [U], [], "on_review"),
        ([U], [], [U], "done"),
        ([U, B], [U], [], "in_work"),
        ([U, B], [U, B], [], "on_review"),
        ([U, B], [B], [U], "on_review"),
        ([U, B], [], [U], "in_work"),
        ([U, B], [], [U, B], "done"),
        ([None], [None], [], "on_review"),
        ([None], [], [None], "done"),
        ([U], [], [U, B], "done"),
    ],
)
def test_a_deadline_stands_as_the_reports_of_its_sides_do(
    owing: list[Side | None], waiting: list[Side | None], accepted: list[Side | None], state: str
) -> None:
    """Done when each side that owes is accepted, on review when each has reported."""
    assert reported_state(owing, waiting, accepted, DeadlineState.OPEN) is DeadlineState(state)


async def test_a_report_is_written_with_its_notices_and_files(planned: Store, now: datetime) -> None:
    """One transaction: the report, its files, the state, the version, the audit, the notice."""
    file = await planned.attachments.keep_known(AttachmentSort.DOCUMENT, "a.pdf", "id", 1)
    due = await deadline(planned)

    def tell(report: Report) -> Iterator[NewDelivery]:
        yield NewDelivery(f"r:{report.id}", 8, DeliveryKind.NOTICE, Priority.URGENT, {"text": "x"}, now)

    new = replace(reported_by(due.id), files=(Evidence(file, "a.pdf", 9),))
    report = await planned.control.report(new, tell, now)
    assert report is not None
    assert (report.files, report.decision) == ((Evidence(file, "a.pdf", 9),), None)
    assert await planned.control.get(report.id) == report
    assert await planned.control.reports_of(report.commitment_id) == (report,)
    stored = await commitment(planned)
    assert (stored.version, stored.state) == (2, CommitmentState.IN_WORK)
    assert (stored.deadlines[0].state, stored.deadlines[0].reported) == (DeadlineState.ON_REVIEW, (U,))
    assert [one.key for one in await planned.ledger.of_chat(8, 5)] == [f"r:{report.id}"]
    (event,) = await planned.control.history(stored.id, 5)
    assert (event.what, event.by, event.after["report"]) == ("report", 1, report.id)
    assert await planned.control.report(reported_by(due.id), tell, now) is None
    assert await planned.control.report(reported_by(99), tell, now) is None


async def test_the_first_decision_stands(planned: Store, now: datetime) -> None:
    """Accepted is accepted: a return that comes second changes nothing and tells who was first."""
    report = await planned.control.report(reported_by((await deadline(planned)).id, on=SOON), nobody, now)
    assert report is not None
    decided, mine = await planned.control.decide(report.id, accepted=True, reason="", by=2, tell=nobody, now=now)
    assert (mine, decided and decided.decision) == (True, ReportDecision.ACCEPTED)
    again, mine = await planned.control.decide(report.id, accepted=False, reason="нет", by=1, tell=nobody, now=now)
    assert (mine, again) == (False, decided)
    assert await planned.control.decide(99, accepted=True, reason="", by=1, tell=nobody, now=now) == (None, False)
    closed = await deadline(planned)
    assert (closed.state, closed.done_on, closed.closed_at) == (DeadlineState.DONE, SOON, now)
    assert not await planned.control.withdraw(report.id, by=1, since=now, now=now)


async def test_both_sides_close_a_deadline_on_the_later_day(planned: Store, now: datetime) -> None:
    """The day it was done is that of the last report accepted, whatever the order of decisions."""
    due = await deadline(planned, "2")
    first = await planned.control.report(reported_by(due.id, U, on=date(2026, 3, 1)), nobody, now)
    second = await planned.control.report(reported_by(due.id, B, by=2, on=date(2026, 3, 5)), nobody, now)
    assert first
    assert second
    assert (await deadline(planned, "2")).state is DeadlineState.ON_REVIEW
    for report in (second, first):
        await planned.control.decide(report.id, accepted=True, reason="", by=2, tell=nobody, now=now)
    assert (await deadline(planned, "2")).done_on == date(2026, 3, 5)


async def test_a_report_is_taken_back_in_time(planned: Store, now: datetime) -> None:
    """By its author, since the moment given, and the deadline stands as before."""
    due = await deadline(planned)
    assert await planned.control.mark_in_work(due.id, by=1, now=now)
    assert not await planned.control.mark_in_work(due.id, by=1, now=now)
    report = await planned.control.report(reported_by(due.id), nobody, now)
    assert report
    later = now + timedelta(minutes=1)
    assert not await planned.control.withdraw(report.id, by=2, since=now, now=later)
    assert not await planned.control.withdraw(report.id, by=1, since=later, now=later)
    assert await planned.control.withdraw(report.id, by=1, since=now, now=later)
    assert (await deadline(planned)).state is DeadlineState.IN_WORK
    assert (await deadline(planned)).reported == ()


async def test_a_deadline_closed_meanwhile_stays_closed(planned: Store, now: datetime) -> None:
    """Closing settles what was reported; a request granted afterwards moves nothing and says refused."""
    due = await deadline(planned)
    report = await planned.control.report(reported_by(due.id), nobody, now)
    asked = await planned.control.ask_extension(NewExtension(due.id, 1, U, LATER, "Пример"), nobody, now)
    assert report
    assert asked
    assert await planned.control.extensions_of(asked.commitment_id) == (asked,)
    edit = Edit(2, now, (await commitment(planned)).version, "Пример")
    await planned.editing.close(due.id, DeadlineState.REMOVED, TODAY, edit)
    settled = await planned.control.get(report.id)
    assert settled
    assert (settled.decision, settled.decided_by) == (ReportDecision.RETURNED, 2)
    decided, mine = await planned.control.decide_extension(
        asked.id, granted=True, answer="", by=2, tell=nobody, now=now
    )
    assert (mine, decided and decided.granted) == (True, False)
    assert decided == await planned.control.extension(asked.id)
    assert (await deadline(planned)).due == SOON
    assert await planned.control.ask_extension(NewExtension(due.id, 1, U, LATER, ""), nobody, now) is None


async def test_a_reopened_deadline_asks_for_its_reports_anew(planned: Store, now: datetime) -> None:
    """What was accepted counts no more; the audit keeps that it was."""
    due = await deadline(planned)
    report = await planned.control.report(reported_by(due.id), nobody, now)
    assert report
    await planned.control.decide(report.id, accepted=True, reason="", by=2, tell=nobody, now=now)
    await planned.editing.reopen(due.id, Edit(2, now, (await commitment(planned)).version))
    back = await deadline(planned)
    assert (back.state, back.done_on, back.closed_at, back.reported) == (DeadlineState.OPEN, None, None, ())
    await planned.editing.reopen(due.id, Edit(2, now, (await commitment(planned)).version))
    assert await planned.control.report(reported_by(due.id), nobody, now) is not None


async def test_every_edit_is_of_the_version_that_was_seen(planned: Store, now: datetime) -> None:
    """Each refuses a stale version and what is not there, and then nothing is written."""
    stored = await commitment(planned)
    stale, due = Edit(1, now, stored.version + 1, "Пример"), stored.deadlines[0]
    writes = [
        planned.editing.move(due.id, LATER, stale),
        planned.editing.move(999, LATER, stale),
        planned.editing.close(due.id, DeadlineState.DONE, TODAY, stale),
        planned.editing.reopen(due.id, stale),
        planned.editing.close_whole(stored.id, DeadlineState.DONE, TODAY, stale),
        planned.editing.reopen_whole(stored.id, stale),
        planned.editing.rewrite(stored.id, "Иначе", stale),
        planned.editing.set_sectors(stored.id, ["bas"], stale),
        planned.editing.assign(stored.id, [], stale),
        planned.editing.add_deadlines(stored.id, [LATER], stale),
    ]
    for write in writes:
        with pytest.raises(VersionMoved):
            await write
    assert await commitment(planned) == stored
    assert await planned.control.history(stored.id, 9) == ()


async def test_edits_that_change_nothing_leave_the_date(planned: Store, now: datetime) -> None:
    """The same date is no transfer; a closed deadline neither moves nor closes again; a known date is added once."""
    stored = await commitment(planned)
    due = stored.deadlines[0]
    await planned.editing.move(due.id, due.due, Edit(1, now, stored.version))
    await planned.editing.add_deadlines(stored.id, [SOON, LATER], Edit(1, now, stored.version))
    assert await commitment(planned) == stored
    await planned.editing.close(due.id, DeadlineState.DONE, TODAY, Edit(1, now, stored.version, "x"))
    closed = await commitment(planned)
    await planned.editing.close(due.id, DeadlineState.REMOVED, TODAY, Edit(1, now, closed.version, "x"))
    await planned.editing.move(due.id, LATER, Edit(1, now, closed.version, "x"))
    assert await commitment(planned) == closed
    await planned.editing.assign(stored.id, [Responsible("Пример", None)], Edit(1, now, closed.version))
    assert [one.name for one in (await commitment(planned)).responsible] == ["Пример"]
    assert await planned.editing.add("nosuch", row("9"), by=1, now=now) is None


async def test_a_new_version_of_the_plan_keeps_what_was_done(planned: Store, now: datetime) -> None:
    """Closed deadlines stay as they are; one that was reported on and is gone from the file is removed, not deleted."""
    stored = await commitment(planned)
    first, second = stored.deadlines
    await planned.editing.close(first.id, DeadlineState.DONE, TODAY, Edit(1, now, 1, "x"))
    await planned.control.report(reported_by(second.id), nobody, now)
    edition = replace(PLAN, commitments=(replace(row("1", date(2026, 6, 1)), due=()), *PLAN.commitments[1:]))
    version = plan_version(edition, await planned.plan.commitments_of("primer"))
    await planned.plan.bring_plan_to(version, now)
    kept = await commitment(planned)
    assert [(one.id, one.state) for one in kept.deadlines] == [
        (first.id, DeadlineState.DONE),
        (second.id, DeadlineState.REMOVED),
    ]
    assert kept.state is CommitmentState.DONE
    assert await planned.plan.due_between(SOON, SOON) == (await commitment(planned, "2"),)


async def test_what_is_asked_stands_until_it_is_over(planned: Store, now: datetime) -> None:
    """One question a person, the newest; not before ``since``; gone when it is ended."""
    asked = Dialogue(1, "text", 1, None, 1, {"a": "б"}, now)
    await planned.dialogues.put(replace(asked, what="move"))
    await planned.dialogues.put(asked)
    assert await planned.dialogues.of(1, now) == asked
    assert await planned.dialogues.of(1, now + timedelta(seconds=1)) is None
    assert await planned.dialogues.forget(now) == 0
    await planned.dialogues.end(1)
    assert await planned.dialogues.of(1, now) is None
    await planned.dialogues.put(asked)
    assert await planned.dialogues.forget(now + timedelta(days=14)) == 1


async def test_views_have_their_numbers_for_ever(planned: Store) -> None:
    """The same choice has the same number, whatever is asked beside it; an unknown number is none."""
    one, two = await planned.views.numbers([{"a": 1, "b": 2}, {}])
    assert await planned.views.numbers([{}, {"b": 2, "a": 1}, {}]) == (two, one, two)
    assert one is not None
    assert await planned.views.get(one) == {"a": 1, "b": 2}
    assert await planned.views.get(999) is None


async def test_an_address_opens_one_calendar(planned: Store, now: datetime) -> None:
    """The newest address only; a revoked one none; forgetting a person revokes it."""
    await planned.calendars.make(1, "old", now)
    await planned.calendars.make(1, "new", now)
    assert [await planned.calendars.owner(one) for one in ("old", "new", "other")] == [None, 1, None]
    assert await planned.calendars.has(1)
    assert await planned.calendars.revoke(1)
    assert not await planned.calendars.revoke(1)
    await planned.calendars.make(1, "again", now)
    await planned.parting.forget(1, now)
    assert await planned.calendars.owner("again") is None


async def test_who_is_forgotten_leaves_the_reports_of_the_office(planned: Store, now: datetime) -> None:
    """A report is the programme's: it stays with a number that is nobody's; what was being asked goes."""
    report = await planned.control.report(reported_by((await deadline(planned)).id), nobody, now)
    await planned.dialogues.put(Dialogue(1, "text", None, None, 1, {}, now))
    assert await planned.parting.forget(1, now)
    assert report
    assert await planned.control.get(report.id) == report
    assert await planned.dialogues.of(1, now) is None
    assert await planned.people.known(7) is None


async def test_what_a_deputy_does_names_both(planned: Store, now: datetime) -> None:
    """Who did it and in whose place stand in the report, the request and the audit; the one who is away may be gone."""
    due, deputy = await deadline(planned), InPlace(2, 1)
    assert await planned.control.mark_in_work(due.id, by=deputy, now=now)
    first = await planned.control.report(replace(reported_by(due.id), by=deputy), nobody, now)
    assert first
    assert (first.by, first.instead_of, first.decided_instead_of) == (2, 1, None)
    assert not await planned.control.withdraw(first.id, by=1, since=now, now=now)
    assert await planned.control.withdraw(first.id, by=2, since=now, now=now)
    for accepted in (False, True):
        again = await planned.control.report(reported_by(due.id, by=1), nobody, now)
        assert again
        decided, _ = await planned.control.decide(
            again.id, accepted=accepted, reason="Пример", by=InPlace(2, 1), tell=nobody, now=now
        )
        assert decided
        assert (decided.instead_of, decided.decided_by, decided.decided_instead_of) == (None, 2, 1)
    events = await planned.control.history((await commitment(planned)).id, 9)
    assert [(one.what, one.by, one.after.get("instead_of")) for one in reversed(events)] == [
        ("deadline", 2, "user:1"),
        ("report", 2, "user:1"),
        ("withdrawn", 2, "user:1"),
        ("report", 1, None),
        ("returned", 2, "user:1"),
        ("report", 1, None),
        ("accepted", 2, "user:1"),
    ]
    assert await planned.parting.forget(1, now)
    kept = await planned.control.get(first.id)
    assert kept
    assert (kept.instead_of, kept.decided_instead_of) == (1, 1)


@pytest.mark.parametrize("granted", [True, False])
async def test_what_a_deputy_asks_and_decides_names_both(planned: Store, now: datetime, *, granted: bool) -> None:
    """A later date asked for, and granted or refused, in another's place."""
    due = await deadline(planned)
    new = NewExtension(due.id, InPlace(2, 1), U, due.due + timedelta(9), "Пример")
    asked = await planned.control.ask_extension(new, nobody, now)
    assert asked
    assert (asked.by, asked.instead_of) == (2, 1)
    decided, mine = await planned.control.decide_extension(
        asked.id, granted=granted, answer="", by=InPlace(1, 2), tell=nobody, now=now
    )
    assert decided
    assert mine
    assert (decided.granted, decided.decided_by, decided.decided_instead_of) == (granted, 1, 2)
    events = await planned.control.history((await commitment(planned)).id, 2)
    assert [(one.by, one.after["instead_of"]) for one in events] == [(1, "user:2"), (2, "user:1")]
