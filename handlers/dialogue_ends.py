"""What becomes of an answer about the plan: the next question, or the change that was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.plan.answers import read_deadline, read_one_date
from bot.plan.control import coordinates, deciders, decides, owing, sides_owing
from bot.plan.phrase_reading import PlanPeriod
from bot.render import control as words
from bot.render.catalogue import Catalogues
from bot.render.commitment_card import headed
from bot.render.control import (
    change_notice,
    extension_asked,
    extension_decided,
    extension_notice,
    go_on,
    handed_in,
    plain_said,
    report_decided,
    report_notice,
)
from bot.render.control_buttons import DialogueKind
from bot.render.dates import day
from bot.render.message import Message as Screen
from bot.render.plan_edit import owners_named, owners_rows
from bot.render.screens import gone
from bot.replies import Asker
from handlers.control import settle_extension, settle_report
from handlers.naming import organisation_named
from handlers.plan_cards import card_of, deadline_card, names_of, notice
from storage.control_records import DeadlineState, Dialogue, Edit, Evidence, Extension, NewExtension, NewReport, Report
from storage.parting import about
from storage.records import Commitment, NewCommitment, NewDelivery, Responsible, User

_STATES = {
    DialogueKind.CLOSE: DeadlineState.DONE,
    DialogueKind.REMOVE: DeadlineState.REMOVED,
    DialogueKind.CLOSE_WHOLE: DeadlineState.DONE,
    DialogueKind.REMOVE_WHOLE: DeadlineState.REMOVED,
}
_DATED = (DialogueKind.EXTENSION, DialogueKind.MOVE)
_NO_PERIOD = PlanPeriod(date(2000, 1, 1), date(2100, 12, 31))


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: to which question, in which words, whose, and what is known at that moment."""

    dialogue: Dialogue
    kind: DialogueKind
    said: str
    user: User
    asker: Asker
    catalogues: Catalogues

    @property
    def subject(self) -> int:
        """Return what the question is about, as its buttons name it."""
        return self.dialogue.deadline_id or self.dialogue.commitment_id or 0

    @property
    def edit(self) -> Edit:
        """Return the answer as the reason of a change."""
        return Edit(self.user.id, self.asker.now, self.dialogue.version, self.said)

    def asked_on(self, *said: Any, rows: Any = ()) -> Screen:  # noqa: ANN401 - pieces of a message
        """Return the next question, with the ways out."""
        return go_on(self.kind, self.subject, self.asker.tr, *said, rows=rows)

    async def keep(self, **more: Any) -> None:  # noqa: ANN401 - what JSON holds
        """Keep what was said so far."""
        kept = {**self.dialogue.said, **more}
        await self.asker.store.dialogues.put(replace(self.dialogue, said=kept, at=self.asker.now))


async def next_after(given: Answered) -> Screen | None:
    """Keep an answer that another question follows and return that; ``None``: the answer was the last one."""
    tr, said = given.asker.tr, given.dialogue.said
    if given.kind in _DATED and "wished" not in said:
        return await _dated(given)
    if given.kind is not DialogueKind.ADD:
        return None
    if "text" not in said:
        await given.keep(text=given.said)
        return given.asked_on(tr.plain(words.NEXT_DEADLINE))
    if "deadline" not in said:
        return await _deadline_typed(given)
    return await _owner_typed(given)


async def _dated(given: Answered) -> Screen:
    tr, found = given.asker.tr, await _deadline_due(given)
    wished = read_one_date(given.said, _NO_PERIOD)
    if wished is None:
        return given.asked_on(tr.plain(words.NO_DATE_READ))
    if wished == found:
        return given.asked_on(tr.plain(words.DATE_THE_SAME))
    if given.kind is DialogueKind.EXTENSION and wished <= given.asker.today:
        return given.asked_on(tr.plain(words.DATE_PASSED))
    await given.keep(wished=wished.isoformat())
    return given.asked_on(day(wished, tr), tr.plain(words.NEXT_REASON))


async def _deadline_due(given: Answered) -> date | None:
    commitment = await given.asker.store.plan.of_deadline(given.dialogue.deadline_id or 0)
    its = commitment.deadlines if commitment else ()
    return next((one.due for one in its if one.id == given.dialogue.deadline_id), None)


async def _deadline_typed(given: Answered) -> Screen:
    tr = given.asker.tr
    typed = read_deadline(given.said, await _period(given.dialogue.said["plan"], given.asker))
    if typed is None:
        return given.asked_on(tr.plain(words.NO_PHRASE_READ))
    await given.keep(deadline=typed.words, dates=[one.isoformat() for one in typed.dates])
    dates = "; ".join(day(one, tr) for one in typed.dates)
    return given.asked_on(dates or None, tr.plain(words.NEXT_OWNER))


async def _period(plan_slug: str, asker: Asker) -> PlanPeriod:
    plans = {one.slug: one for one in await asker.store.plan.plans()}
    plan = plans.get(plan_slug)
    return PlanPeriod(plan.starts_on, plan.ends_on) if plan else _NO_PERIOD


async def _owner_typed(given: Answered) -> Screen:
    tr = given.asker.tr
    body = organisation_named(given.said, given.asker.knowledge)
    if body is None:
        return given.asked_on(tr.plain(words.NO_SUCH_BODY))
    owners = list(dict.fromkeys([*given.dialogue.said.get("owners", ()), body.slug]))
    await given.keep(owners=owners)
    return given.asked_on(owners_named(_bodies(owners, given.asker), tr), tr.plain(words.NEXT_OWNER))


def _bodies(slugs: list[str], asker: Asker) -> list[Responsible]:
    known = asker.knowledge.register.organisations
    return [Responsible(known[one].short or known[one].full, known[one].side, one) for one in slugs if one in known]


async def carry_out(given: Answered) -> Screen:
    """Do what was asked for and return what came of it; raises VersionMoved when the commitment has changed."""
    if given.kind is DialogueKind.EXTENSION:
        return await _ask_extension(given)
    commitment = await given.asker.store.plan.commitment(given.dialogue.commitment_id or 0)
    if commitment is None:
        await given.asker.store.dialogues.end(given.user.id)
        return gone(given.asker.tr)
    if given.kind in {DialogueKind.RETURN, DialogueKind.REFUSE}:
        return await _decide(given, commitment)
    if not coordinates(given.user.grants, commitment):
        await given.asker.store.dialogues.end(given.user.id)
        return plain_said(words.NOT_YOUR_SIDE, given.asker.tr)
    return await _change(given, commitment)


async def _decide(given: Answered, commitment: Commitment) -> Screen:
    asker, user, said = given.asker, given.user, given.dialogue.said
    await asker.store.dialogues.end(user.id)
    if given.kind is DialogueKind.RETURN:
        report = await asker.store.control.get(said["report"])
        if report is None or not decides(user.grants, report.side):
            return plain_said(words.NOT_YOUR_SIDE, asker.tr)
        settled, mine = await settle_report(report, commitment, user, asker, given.catalogues, given.said)
        if mine and settled is not None:
            return report_decided(settled, commitment, asker.tr, user.name)
        return await _decided_by(settled.decided_by if settled else None, asker)
    asked = await asker.store.control.extension(said["extension"])
    if asked is None or not decides(user.grants, asked.side):
        return plain_said(words.NOT_YOUR_SIDE, asker.tr)
    refused, mine = await settle_extension(asked, commitment, user, asker, given.catalogues, given.said)
    if mine and refused is not None:
        return extension_decided(refused, commitment, asker.tr, user.name)
    return await _decided_by(refused.decided_by if refused else None, asker)


async def _decided_by(by: int | None, asker: Asker) -> Screen:
    names = await names_of([by], asker)
    return words.decided_by_another(names.get(by or 0, ""), asker.tr)


async def _change(given: Answered, commitment: Commitment) -> Screen:
    asker, user, editing, edit = given.asker, given.user, given.asker.store.editing, given.edit
    deadline_id = given.dialogue.deadline_id
    match given.kind:
        case DialogueKind.MOVE if deadline_id:
            moved_to = date.fromisoformat(given.dialogue.said["wished"])
            await editing.move(deadline_id, moved_to, edit, await _told(given, commitment, moved_to))
        case DialogueKind.CLOSE | DialogueKind.REMOVE if deadline_id:
            told = await _told(given, commitment)
            await editing.close(deadline_id, _STATES[given.kind], asker.today, edit, told)
        case DialogueKind.CLOSE_WHOLE | DialogueKind.REMOVE_WHOLE:
            told = await _told(given, commitment)
            await editing.close_whole(commitment.id, _STATES[given.kind], asker.today, edit, told)
        case DialogueKind.TEXT:
            await editing.rewrite(commitment.id, given.said, edit)
        case DialogueKind.DATES:
            typed = read_deadline(given.said, await _period(commitment.plan_slug, asker))
            if typed is None or not typed.dates:
                return given.asked_on(asker.tr.plain(words.NO_PHRASE_READ))
            await editing.add_deadlines(commitment.id, typed.dates, edit)
        case _:
            return await _add_owner(given, commitment)
    await asker.store.dialogues.end(user.id)
    return await (deadline_card(deadline_id, user, asker) if deadline_id else card_of(commitment.id, user, asker))


async def _add_owner(given: Answered, commitment: Commitment) -> Screen:
    body = organisation_named(given.said, given.asker.knowledge)
    if body is None:
        return given.asked_on(given.asker.tr.plain(words.NO_SUCH_BODY))
    owners = [one for one in commitment.responsible if one.organisation != body.slug]
    new = [*owners, *_bodies([body.slug], given.asker)]
    await given.asker.store.editing.assign(commitment.id, new, given.edit)
    return await owners_asked(commitment.id, given.user, given.asker)


async def owners_asked(commitment_id: int, user: User, asker: Asker) -> Screen:
    """Ask who else is responsible, of the commitment as it is now; a button takes each one away."""
    commitment = await asker.store.plan.commitment(commitment_id)
    if commitment is None:
        return gone(asker.tr)
    kind = DialogueKind.OWNERS
    await asker.store.dialogues.put(
        Dialogue(user.id, kind.value, commitment.id, None, commitment.version, {}, asker.now)
    )
    said = headed(commitment, asker.tr), owners_named(commitment.responsible, asker.tr)
    asked = asker.tr.plain(words.NEXT_OWNER)
    return go_on(kind, commitment.id, asker.tr, *said, asked, rows=owners_rows(commitment))


async def _told(given: Answered, commitment: Commitment, moved_to: date | None = None) -> list[NewDelivery]:
    """Return the notices to the officials who owe what a coordinator moves or closes."""
    due = await _deadline_due(given)
    bodies = {one.organisation for one in commitment.responsible if one.organisation}
    officials = await given.asker.store.people.officials_of(bodies)
    people = {one.id: one for those in officials.values() for one in those if one.id != given.user.id}
    return [
        notice(
            f"plan:{commitment.id}:{commitment.version}:{given.kind}:{one.id}",
            one,
            change_notice(commitment, given.kind, due, moved_to, given.said, given.catalogues.of(one.language)),
            given.asker,
        )
        for one in people.values()
    ]


async def _ask_extension(given: Answered) -> Screen:
    asker, user = given.asker, given.user
    await asker.store.dialogues.end(user.id)
    commitment = await asker.store.plan.of_deadline(given.dialogue.deadline_id or 0)
    owed = owing(user.grants, commitment) if commitment else None
    if commitment is None or owed is None:
        return plain_said(words.NOT_YOURS, asker.tr)
    those = await _deciders(owed.side, asker)

    def tell(asked: Extension) -> Iterator[NewDelivery]:
        for one in those:
            screen = extension_notice(asked, commitment, user.name, given.catalogues.of(one.language))
            yield notice(f"{about(user.id)}extension:{asked.id}:{one.id}", one, screen, asker)

    wished = date.fromisoformat(given.dialogue.said["wished"])
    new = NewExtension(given.subject, user.id, owed.side, wished, given.said)
    asked = await asker.store.control.ask_extension(new, tell, asker.now)
    if asked is None:
        return plain_said(words.ASKED_ALREADY, asker.tr)
    return extension_asked(asked, commitment, len(those), asker.tr)


async def _deciders(side: Any, asker: Asker) -> tuple[User, ...]:  # noqa: ANN401 - a side or none
    people = asker.store.people
    return deciders(await people.coordinators(), await people.administrators(), side)


async def hand_in(given: Answered) -> Screen | None:
    """Finish a question by its button: hand a report in, add a commitment; ``None``: words are still needed."""
    asker, user, said = given.asker, given.user, given.dialogue.said
    match given.kind:
        case DialogueKind.REPORT if said.get("text"):
            return await _report(given)
        case DialogueKind.ADD if "deadline" in said:
            return await _add(given)
        case DialogueKind.OWNERS:
            await asker.store.dialogues.end(user.id)
            return await card_of(given.dialogue.commitment_id or 0, user, asker)
        case _:
            return None


async def _report(given: Answered) -> Screen:
    asker, user, said = given.asker, given.user, given.dialogue.said
    await asker.store.dialogues.end(user.id)
    commitment = await asker.store.plan.of_deadline(given.dialogue.deadline_id or 0)
    owed = owing(user.grants, commitment) if commitment else None
    if commitment is None or owed is None:
        return plain_said(words.NOT_YOURS, asker.tr)
    those = await _deciders(owed.side, asker)

    def tell(report: Report) -> Iterator[NewDelivery]:
        for one in those:
            screen = report_notice(report, commitment, user.name, given.catalogues.of(one.language))
            yield notice(f"{about(user.id)}reported:{report.id}:{one.id}", one, screen, asker)

    files = tuple(Evidence(**one) for one in said.get("files", ()))
    new = NewReport(given.subject, user.id, owed.side, said["text"], files, asker.today)
    report = await asker.store.control.report(new, tell, asker.now)
    if report is None:
        return plain_said(words.REPORTED_ALREADY, asker.tr)
    return handed_in(report, commitment, len(those), asker.tr)


async def _add(given: Answered) -> Screen:
    said, asker = given.dialogue.said, given.asker
    owners = _bodies(said.get("owners", []), asker)
    if not any(decides(given.user.grants, side) for side in sides_owing(owners)):
        return given.asked_on(asker.tr.plain(words.OWN_SIDE_NEEDED))
    await asker.store.dialogues.end(given.user.id)
    row = NewCommitment(
        number="",
        text=said["text"],
        section=said.get("section", ""),
        deadline_text=said["deadline"],
        due=tuple(date.fromisoformat(one) for one in said["dates"]),
        responsible=tuple(owners),
    )
    number = await asker.store.editing.add(said["plan"], row, by=given.user.id, now=asker.now)
    return gone(asker.tr) if number is None else await card_of(number, given.user, asker)
