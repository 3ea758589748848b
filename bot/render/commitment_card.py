"""A commitment on the screen: its card, its deadlines, what was reported, what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.control import current
from bot.render.buttons import OpenCommitment, OpenOwed, button, card_button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.control_buttons import (
    CommitmentAct,
    CommitmentDeed,
    DeadlineAct,
    DeadlineDeed,
    OpenDeadline,
    OpenDeadlines,
    OpenHistory,
    act_buttons,
    in_place_buttons,
)
from bot.render.dates import day, local_day, moment, weekday
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.names import PAGE, deadline_state_name, doer_name, label_of, side_name, state_name
from bot.render.plan import NUMBER_SHOWN, TEXT_SHOWN, numbered, place_in_plan, remaining
from bot.render.plan_look import OpenPlan
from bot.render.related import sector_line
from bot.render.typography import quoted
from storage.audit import person_of
from storage.control_records import STANDING, DeadlineState, Event, Report, ReportDecision
from storage.records import Commitment, Deadline, Responsible, User
from storage.register_records import EntryKind, Register

CARD_TEXT_SHOWN = 2000
DEADLINES_SHOWN = 12
RESPONSIBLE_SHOWN = 8
REPORTS_SHOWN = 3
PLACES_SHOWN = 3
BUTTONS = 8
HISTORY_SHOWN = 12
ON_PAGE = 8
_REPORT_SHOWN = 300
_CHANGE_SHOWN = 120
_REOPEN = mark("Put back under control")
_DEEDS = {
    DeadlineDeed.MOVE: mark("Move the deadline"),
    DeadlineDeed.CLOSE: mark("Close as executed"),
    DeadlineDeed.REMOVE: mark("Remove from control"),
}
_WHATS = {
    "report": mark("report handed in"),
    "accepted": mark("report accepted"),
    "returned": mark("report returned for revision"),
    "withdrawn": mark("report taken back"),
    "extension asked": mark("extension asked for"),
    "extension refused": mark("extension refused"),
}


@dataclass(frozen=True, slots=True)
class CardContext:
    """What a card shows beside the commitment itself.

    ``owes`` and ``coordinates``: what the reader may do; ``owed_by``: those who owe it and for whom the reader stands
    in. ``names``: of those who did something in another's place, and of these, by number. ``attached``: buttons to
    whatever else hangs on it.
    """

    reports: Sequence[Report] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    owes: bool = False
    coordinates: bool = False
    owed_by: Sequence[User] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    attached: Sequence[InlineKeyboardButton] = field(default_factory=tuple)


def commitment_card(
    commitment: Commitment, register: Register, tr: Translator, today: date, context: CardContext | None = None
) -> Message:
    """Return the card of a commitment: where it stands, when it is due, who owes it, what was reported."""
    context = context or CardContext()
    text = blocks(
        lines(
            Bold(tr.plain("EXAMPLE")) if commitment.example else None,
            Bold(numbered(commitment, CARD_TEXT_SHOWN, tr)),
            tr.text("State: {state}", state=state_name(commitment.state, tr)),
            place_in_plan(commitment, tr),
        ),
        section(tr.plain("Due"), [deadline_line(each, tr, today) for each in _shown(commitment, today)]),
        section(tr.plain("Responsible"), [_owner(each, tr) for each in commitment.responsible[:RESPONSIBLE_SHOWN]]),
        section(tr.plain("Reports"), [report_line(one, context, tr) for one in context.reports[:REPORTS_SHOWN]]),
        sector_line(commitment.sectors, register, tr),
        tr.text("Plan: {title}", title=quoted(commitment.plan_title, TEXT_SHOWN)),
    )
    return Message(fitted(text), keyboard(*_card_rows(commitment, register, tr, context)))


def _card_rows(
    commitment: Commitment, register: Register, tr: Translator, context: CardContext
) -> list[list[InlineKeyboardButton]]:
    now = current(commitment)
    acts = own_acts(now.id, context, tr) if now is not None else []
    dates = button(tr.plain("Deadlines: {n}", n=len(commitment.deadlines)), OpenDeadlines(commitment_id=commitment.id))
    edit = button(tr.plain("Change"), CommitmentAct(commitment_id=commitment.id, act=CommitmentDeed.EDIT))
    history = button(tr.plain("History"), OpenHistory(commitment_id=commitment.id))
    more = [*([dates] if commitment.deadlines else []), history, *([edit] if context.coordinates else [])]
    back = [button(f"« {tr.plain('My deadlines')}", OpenOwed()), button(tr.plain("Plan"), OpenPlan())]
    related = columns([*context.attached, *_related(commitment, register, tr)][:BUTTONS])
    return [*acts, *columns(more), *related, back]


def own_acts(deadline_id: int, context: CardContext, tr: Translator) -> list[list[InlineKeyboardButton]]:
    """Return what the reader may do about a deadline as who owes it, and in the place of those who are away."""
    own = [act_buttons(deadline_id, tr)] if context.owes else []
    places = (in_place_buttons(deadline_id, one, tr) for one in context.owed_by[:PLACES_SHOWN])
    return [*own, *(row for rows in places for row in rows)]


def _shown(commitment: Commitment, today: date) -> list[Deadline]:
    """Return the deadlines to show: all when they are few, else the last one passed and those ahead."""
    ordered = sorted(commitment.deadlines, key=lambda each: each.due)
    passed = [each for each in ordered if each.due < today]
    return ordered if len(ordered) <= DEADLINES_SHOWN else [*passed[-1:], *ordered[len(passed) :]][:DEADLINES_SHOWN]


def deadline_line(deadline: Deadline, tr: Translator, today: date) -> Text:
    """Return «27 ноября 2026, пятница (перенесён с …) — через 3 дня, в работе»."""
    on = Text(day(deadline.due, tr), ", ", weekday(deadline.due, tr))
    return Text(on, _moved(deadline, tr), " — ", _stands(deadline, tr, today))


def _moved(deadline: Deadline, tr: Translator) -> Text:
    if deadline.first_due == deadline.due and not deadline.transfers:
        return Text()
    told = tr.text("moved from {date}", date=day(deadline.first_due, tr))
    if deadline.transfers > 1:
        times = tr.plural("moved {n} time", "moved {n} times", deadline.transfers)
        return Text(" (", told, ", ", times, ")")
    return Text(" (", told, ")")


def _stands(deadline: Deadline, tr: Translator, today: date) -> Text:
    if deadline.state is DeadlineState.DONE and deadline.done_on:
        return tr.text("executed on {date}", date=day(deadline.done_on, tr))
    name = deadline_state_name(deadline.state, tr)
    if deadline.state not in STANDING or deadline.state is DeadlineState.ON_REVIEW:
        return Text(name)
    left = remaining((deadline.due - today).days, tr)
    reported = [side_name(side, tr) for side in deadline.reported if side]
    told = Text(left) if deadline.state is DeadlineState.OPEN else Text(left, ", ", name)
    return Text(told, ", ", tr.text("reported: {sides}", sides=", ".join(reported))) if reported else told


def _owner(responsible: Responsible, tr: Translator) -> Text:
    name = quoted(responsible.name, TEXT_SHOWN)
    return Text(name, " (", side_name(responsible.side, tr), ")") if responsible.side else Text(name)


def report_line(report: Report, context: CardContext, tr: Translator) -> Text:
    """Return «25 ноября 2026, Беларусь: … — принято»; who did it stands there when it was in another's place."""
    side = side_name(report.side, tr) if report.side else ""
    author, decided = _doers(report, context.names, tr)
    head = [one for one in (local_day(report.at, context.zone, tr), side, author) if one]
    files = tr.plural("{n} file", "{n} files", len(report.files)) if report.files else None
    said = quoted(report.text, _REPORT_SHOWN)
    tail = Text(" (", files, ")") if files else Text()
    reason = Text(": ", quoted(report.reason, _CHANGE_SHOWN)) if report.reason else Text()
    became = ", ".join(one for one in (decision_name(report.decision, tr), decided) if one)
    return Text(", ".join(head), ": ", said, tail, " — ", became, reason)


def _doers(report: Report, names: Mapping[int, str], tr: Translator) -> tuple[str, str]:
    """Return who reported and who decided, each only when it was in another's place."""
    pairs = ((report.by, report.instead_of), (report.decided_by, report.decided_instead_of))
    author, decided = (
        doer_name(names.get(by or 0, ""), names.get(place, ""), tr) if place is not None else "" for by, place in pairs
    )
    return author, decided


def decision_name(decision: ReportDecision | None, tr: Translator) -> str:
    """Return what became of a report, in words."""
    match decision:
        case None:
            return tr.plain("on review")
        case ReportDecision.ACCEPTED:
            return tr.plain("accepted")
        case ReportDecision.RETURNED:
            return tr.plain("returned for revision")
        case ReportDecision.WITHDRAWN:
            return tr.plain("taken back")
        case ReportDecision.REOPENED:
            return tr.plain("put back under control")


def _related(commitment: Commitment, register: Register, tr: Translator) -> list[InlineKeyboardButton]:
    owners = dict.fromkeys(each.organisation for each in commitment.responsible if each.organisation)
    organisations = [register.organisations[slug] for slug in owners if slug in register.organisations]
    sectors = [register.sectors[slug] for slug in commitment.sectors if slug in register.sectors]
    return [
        *(card_button(label_of(each, tr), EntryKind.ORGANISATION, each.slug) for each in organisations),
        *(card_button(label_of(each, tr), EntryKind.SECTOR, each.slug) for each in sectors),
    ]


def headed(commitment: Commitment, tr: Translator) -> Text:
    """Return what every screen about a part of a commitment begins with."""
    return lines(Bold(tr.plain("EXAMPLE")) if commitment.example else None, Bold(numbered(commitment, TEXT_SHOWN, tr)))


def back_to_card(commitment: Commitment, tr: Translator) -> InlineKeyboardButton:
    """Return the button to the card."""
    label = tr.plain("Item {number}", number=quoted(commitment.number, NUMBER_SHOWN)) if commitment.number else ""
    return button(f"« {label or tr.plain('To the item')}", OpenCommitment(commitment_id=commitment.id))


def deadlines_screen(commitment: Commitment, tr: Translator, today: date, page: int) -> Message:
    """Return a page of a commitment's deadlines, a button for each."""
    ordered = sorted(commitment.deadlines, key=lambda one: (one.due, one.id))
    pages = max(1, -(-len(ordered) // ON_PAGE))
    page = min(page, pages - 1)
    shown = ordered[page * ON_PAGE : (page + 1) * ON_PAGE]
    rows = [Text("• ", deadline_line(one, tr, today)) for one in shown]
    taps = ([button(day(one.due, tr), OpenDeadline(deadline_id=one.id))] for one in shown)

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return button(label, OpenDeadlines(commitment_id=commitment.id, page=to))

    before = [turn(f"‹ {tr.plain(PAGE, n=page)}", page - 1)] if page > 0 else []
    after = [turn(f"{tr.plain(PAGE, n=page + 2)} ›", page + 1)] if page + 1 < pages else []
    text = blocks(headed(commitment, tr), lines(*rows))
    return Message(fitted(text), keyboard(*taps, [*before, *after], [back_to_card(commitment, tr)]))


def deadline_screen(
    commitment: Commitment, deadline: Deadline, context: CardContext, tr: Translator, today: date
) -> Message:
    """Return one deadline with its reports and what the reader may do about it."""
    its = [one for one in context.reports if one.deadline_id == deadline.id]
    text = blocks(
        headed(commitment, tr),
        deadline_line(deadline, tr, today),
        section(tr.plain("Reports"), [report_line(one, context, tr) for one in its[:ON_PAGE]]),
    )
    stands = deadline.state in STANDING
    own = own_acts(deadline.id, context, tr) if stands else []
    deeds = _DEEDS if stands else {DeadlineDeed.REOPEN: _REOPEN}
    acts = [button(tr.plain(label), DeadlineAct(deadline_id=deadline.id, act=deed)) for deed, label in deeds.items()]
    return Message(
        fitted(text), keyboard(*own, *columns(acts if context.coordinates else []), [back_to_card(commitment, tr)])
    )


def history_screen(
    commitment: Commitment, events: Sequence[Event], names: Mapping[int, str], zone: ZoneInfo, tr: Translator
) -> Message:
    """Return what became of a commitment, the youngest first; ``names`` are of the people by their numbers."""
    rows = [_event(one, names, zone, tr) for one in events[:HISTORY_SHOWN]]
    text = blocks(headed(commitment, tr), tr.plain("History"), *(rows or [tr.text("Nothing has changed yet.")]))
    return Message(fitted(text), keyboard([back_to_card(commitment, tr)]))


def in_place_of(event: Event) -> int | None:
    """Return the number of the one in whose place something was done; ``None``: in nobody's."""
    return person_of(str(event.after.get("instead_of", "")))


def _event(event: Event, names: Mapping[int, str], zone: ZoneInfo, tr: Translator) -> Text:
    absent = names.get(in_place_of(event) or 0, "")
    who = doer_name(names.get(event.by, ""), absent, tr) if event.by is not None else tr.plain("the bot")
    head = ", ".join(one for one in (moment(event.at, zone, tr), who) if one)
    return lines(Bold(head), *(Text(one) for one in _changes(event, tr)))


def _changes(event: Event, tr: Translator) -> list[str]:
    told = []
    for name, label in _fields(tr).items():
        before, after = (_value(name, side.get(name), tr) for side in (event.before, event.after))
        if before != after and after:
            told.append(f"{label}: {before} → {after}" if before else f"{label}: {after}")
    if event.what in _WHATS:
        told.insert(0, tr.plain(_WHATS[event.what]))
    return told


def _fields(tr: Translator) -> Mapping[str, str]:
    return {
        "due": tr.plain("date"),
        "wished": tr.plain("wished date"),
        "state": tr.plain("state"),
        "done_on": tr.plain("executed on"),
        "text": tr.plain("text"),
        "responsible": tr.plain("responsible"),
        "sectors": tr.plain("sectors"),
        "reason": tr.plain("reason"),
    }


def _value(name: str, value: object, tr: Translator) -> str:
    match value:
        case None | "":
            return ""
        case list():
            return quoted(", ".join(_value(name, one, tr) for one in value), _CHANGE_SHOWN)
        case str() if name in {"due", "wished", "done_on"}:
            return day(date.fromisoformat(value), tr)
        case str() if name == "state" and value in set(DeadlineState):
            return deadline_state_name(DeadlineState(value), tr)
        case _:
            return quoted(str(value), _CHANGE_SHOWN)
