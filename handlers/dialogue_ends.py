"""What becomes of an answer about the plan: the next question, or the change that was asked for."""

from datetime import date

from bot.plan.answers import read_deadline, read_one_date
from bot.plan.control import coordinates, decides, sides_owing
from bot.plan.phrase_reading import PlanPeriod
from bot.render import control as words
from bot.render.commitment_card import headed
from bot.render.control import (
    change_notice,
    extension_decided,
    go_on,
    plain_said,
    report_decided,
)
from bot.render.control_buttons import DialogueKind
from bot.render.dates import day
from bot.render.message import Message as Screen
from bot.render.plan_edit import owners_named, owners_rows
from bot.render.screens import gone
from bot.replies import Asker
from handlers.answered import Answered
from handlers.handing_in import ask_extension, hand_report_in
from handlers.naming import organisation_named
from handlers.plan_cards import card_of, deadline_card, names_of, notice
from handlers.settling import settle_extension, settle_report
from handlers.standing_in import deciding_now, name_of
from storage.control_records import DeadlineState, Dialogue
from storage.records import Commitment, NewCommitment, NewDelivery, Responsible, User

_STATES = {
    DialogueKind.CLOSE: DeadlineState.DONE,
    DialogueKind.REMOVE: DeadlineState.REMOVED,
    DialogueKind.CLOSE_WHOLE: DeadlineState.DONE,
    DialogueKind.REMOVE_WHOLE: DeadlineState.REMOVED,
}
_DATED = (DialogueKind.EXTENSION, DialogueKind.MOVE)
_NO_PERIOD = PlanPeriod(date(2000, 1, 1), date(2100, 12, 31))


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
        return await ask_extension(given)
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
        who = await deciding_now(user, report.side, report.by, asker) if report else None
        if report is None or who is None:
            return plain_said(words.NOT_YOUR_SIDE, asker.tr)
        settled, mine = await settle_report(report, commitment, who, asker, given.catalogues, given.said)
        if mine and settled is not None:
            return report_decided(settled, commitment, asker.tr, user.name, name_of(who.instead_of))
        return await _decided_by(settled.decided_by if settled else None, asker)
    asked = await asker.store.control.extension(said["extension"])
    who = await deciding_now(user, asked.side, asked.by, asker) if asked else None
    if asked is None or who is None:
        return plain_said(words.NOT_YOUR_SIDE, asker.tr)
    refused, mine = await settle_extension(asked, commitment, who, asker, given.catalogues, given.said)
    if mine and refused is not None:
        return extension_decided(refused, commitment, asker.tr, user.name, name_of(who.instead_of))
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


async def hand_in(given: Answered) -> Screen | None:
    """Finish a question by its button: hand a report in, add a commitment; ``None``: words are still needed."""
    asker, user, said = given.asker, given.user, given.dialogue.said
    match given.kind:
        case DialogueKind.REPORT if said.get("text"):
            return await hand_report_in(given)
        case DialogueKind.ADD if "deadline" in said:
            return await _add(given)
        case DialogueKind.OWNERS:
            await asker.store.dialogues.end(user.id)
            return await card_of(given.dialogue.commitment_id or 0, user, asker)
        case _:
            return None


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
