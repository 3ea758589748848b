"""The plan looked at: how far it is, by what it can be narrowed, and its lines, page by page.

A button names what is looked at by a number of the table of views, for a choice does not fit into 64 bytes; so what
is shown here is told the numbers of the choices that its buttons lead to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.choice import Choice, Facet, Line, Progress, Standing, Window, by_facet, progress
from bot.render.buttons import Id, Page, button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import day, days
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import PAGE, label_of, sector_name, side_name, standing_name
from bot.render.plan import numbered, opening, place_in_plan, remaining
from bot.render.typography import quoted
from storage.records import PlanSummary
from storage.register_records import Register, Side

ON_PAGE = 8
BAR = 10
_NAME_SHOWN = 80
_FULL, _EMPTY = "▰", "▱"


class Shows(StrEnum):
    """What is shown of a view."""

    WHOLE = "w"
    LIST = "l"
    PLANS = "p"
    SECTIONS = "s"
    SECTORS = "b"
    SIDES = "d"
    STANDINGS = "t"
    ORGANISATIONS = "o"
    SHEET = "x"
    CALENDAR = "i"


FACETS: Mapping[Shows, Facet] = {
    Shows.SECTIONS: Facet.SECTION,
    Shows.SECTORS: Facet.SECTOR,
    Shows.SIDES: Facet.SIDE,
    Shows.STANDINGS: Facet.STANDING,
    Shows.ORGANISATIONS: Facet.ORGANISATION,
    Shows.PLANS: Facet.PLAN,
}
_FACET_LABELS: Mapping[Shows, str] = {
    Shows.SECTIONS: mark("Sections"),
    Shows.SECTORS: mark("By sector"),
    Shows.SIDES: mark("Sides"),
    Shows.STANDINGS: mark("By state"),
    Shows.ORGANISATIONS: mark("By organisation"),
    Shows.PLANS: mark("Plans"),
}
_WINDOWS: Mapping[Window, str] = {
    Window.WEEK: mark("this week"),
    Window.MONTH: mark("this month"),
    Window.QUARTER: mark("this quarter"),
    Window.OVERDUE: mark("overdue"),
}


class PlanLook(CallbackData, prefix="pv"):
    """Show something of a view; pages count from 0."""

    view: Id
    shows: Shows
    page: Page = 0


class OpenPlan(CallbackData, prefix="po"):
    """Show the plan from the beginning, as /plan does."""


class OpenWindow(CallbackData, prefix="pw"):
    """Show the deadlines of a stretch of time, as /deadlines does."""

    window: Window


class AddCommitment(CallbackData, prefix="pa"):
    """Add a commitment to the plan and the section of a view."""

    view: Id


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: what it is called, what choosing it leaves, how far that is; ``on``: it is chosen."""

    label: str
    choice: Choice
    progress: Progress
    on: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: the choice, its number, the lines that it leaves, and the plans that there are.

    ``number`` ``None``: it has none, for the store takes no writes; buttons can't lead anywhere from it.
    """

    choice: Choice
    number: int | None
    lines: Sequence[Line]
    plans: Sequence[PlanSummary]
    today: date
    edits: bool = False


def bar(of: Progress) -> str:
    """Return ten signs of which as many are full as tenths are done; the last only when all is."""
    full = of.done * BAR // of.total if of.total else 0
    return _FULL * full + _EMPTY * (BAR - full)


def choice_name(choice: Choice, register: Register, plans: Sequence[PlanSummary], tr: Translator) -> list[str]:
    """Return what a choice narrows to, in words, each for a line or a part of one."""
    told = [value_name(facet, value, register, plans, tr) for facet in Facet if (value := choice.value(facet))]
    if choice.mine:
        told.append(tr.plain("what my organisation owes"))
    if choice.window:
        told.append(tr.plain(_WINDOWS[choice.window]))
    if choice.first and choice.last:
        told.append(days(choice.first, choice.last, tr))
    return told


def value_name(facet: Facet, value: str, register: Register, plans: Sequence[PlanSummary], tr: Translator) -> str:
    """Return what a value of a facet is called; what the register has no more, by its slug."""
    match facet:
        case Facet.PLAN:
            return next((quoted(one.title, _NAME_SHOWN) for one in plans if one.slug == value), value)
        case Facet.SECTOR:
            return sector_name(register.sectors[value], tr) if value in register.sectors else value
        case Facet.ORGANISATION:
            return label_of(register.organisations[value], tr) if value in register.organisations else value
        case Facet.SIDE:
            return side_name(Side(value), tr)
        case Facet.STANDING:
            return standing_name(Standing(value), tr)
        case Facet.SECTION:
            return quoted(value, _NAME_SHOWN)


def options(look: Look, facet: Facet, register: Register, tr: Translator, whole: Sequence[Line]) -> tuple[Option, ...]:
    """Return the values of a facet among ``whole``: the lines that the choice leaves when the facet is let go."""
    standing_order = [one.value for one in Standing]
    found = [
        Option(
            value_name(facet, value, register, look.plans, tr),
            look.choice.narrowed(facet, value),
            progress(those),
            on=look.choice.value(facet) == value,
        )
        for value, those in by_facet(whole, facet).items()
    ]
    if facet is Facet.STANDING:
        found.sort(key=lambda one: standing_order.index(one.choice.value(facet) or ""))
    return tuple(found)


def plan_overview(look: Look, register: Register, tr: Translator) -> Message:
    """Return how far what is looked at is: counts, a bar, the sides; and the ways to narrow it and to take it along."""
    far = progress(look.lines)
    sides = [
        Text(
            f"{bar(progress(those))} ", side_name(Side(value), tr), f" — {progress(those).done}/{progress(those).total}"
        )
        for value, those in by_facet(look.lines, Facet.SIDE).items()
    ]
    text = blocks(
        lines(Bold(_title(look, tr)), _narrowing(look, register, tr)),
        lines(f"{bar(far)} {far.percent} %", _of(far, tr), *_counts(far, tr)) if look.lines else _nothing(look, tr),
        lines(Bold(tr.plain("By side")), *sides) if sides and far.total else None,
        _stuck(look, tr),
    )
    return Message(fitted(text), keyboard(*_ways(look, far, tr)))


def _nothing(look: Look, tr: Translator) -> Text:
    return tr.text("Nothing of the plan fits.") if look.plans else tr.text("There is no plan yet.")


def _title(look: Look, tr: Translator) -> str:
    chosen = [one for one in look.plans if look.choice.plan in {None, one.slug}]
    example = bool(chosen) and all(one.example for one in chosen)
    title = quoted(chosen[0].title, _NAME_SHOWN) if len(chosen) == 1 else tr.plain("Action plan")
    said_already = title.startswith(tr.plain("EXAMPLE"))
    return tr.plain("EXAMPLE. {title}", title=title) if example and not said_already else title


def _narrowing(look: Look, register: Register, tr: Translator) -> Text | None:
    shown = choice_name(look.choice.narrowed(Facet.PLAN, None), register, look.plans, tr)
    return tr.text("Chosen: {what}", what="; ".join(shown)) if shown else None


def _of(far: Progress, tr: Translator) -> str:
    return tr.plain("executed {done} of {total}", done=far.done, total=far.total)


def _counts(far: Progress, tr: Translator) -> list[Text]:
    return [
        Text(f"• {standing_name(one, tr)}: {far.counts[one]}")
        for one in Standing
        if far.counts.get(one) and one is not Standing.DONE
    ]


def _stuck(look: Look, tr: Translator) -> Text | None:
    """Say why there are no buttons to go on with, if so."""
    return _not_written(tr) if look.number is None else None


def _not_written(tr: Translator) -> Text:
    return tr.text("Nothing can be written down just now, so only views opened before have buttons. Try again later.")


def _ways(look: Look, far: Progress, tr: Translator) -> list[list[InlineKeyboardButton]]:
    number = look.number
    if number is None:
        return []

    def to(label: str, shows: Shows) -> InlineKeyboardButton:
        return button(label, PlanLook(view=number, shows=shows))

    count = sum(far.counts.values())
    facets = [to(tr.plain(label), shows) for shows, label in _FACET_LABELS.items()]
    shown = facets if len(look.plans) > 1 else facets[:-1]
    files = [to("XLSX", Shows.SHEET), to(tr.plain("Calendar file"), Shows.CALENDAR)] if look.lines else []
    rows = [[to(tr.plain("List: {n}", n=count), Shows.LIST)]] if look.lines else []
    again = (
        [button(tr.plain("Show everything"), OpenPlan())] if look.choice.narrowed(Facet.PLAN, None) != Choice() else []
    )
    add = [button(tr.plain("Add an item"), AddCommitment(view=number))] if look.edits and look.plans else []
    return [*rows, *([*columns(shown)] if look.plans else []), files, again, add]


def plan_options(
    look: Look, shows: Shows, found: Sequence[tuple[Option, int | None]], tr: Translator, page: int
) -> Message:
    """Return the values of a facet with how far each is, and a button for each that comes with a number."""
    pages = max(1, -(-len(found) // ON_PAGE))
    page = min(page, pages - 1)
    shown = found[page * ON_PAGE : (page + 1) * ON_PAGE]
    rows = [
        lines(Bold(f"{'✓ ' if option.on else ''}{option.label}"), f"{bar(option.progress)} {_of(option.progress, tr)}")
        for option, _ in shown
    ]
    text = blocks(lines(Bold(_title(look, tr)), tr.plain(_FACET_LABELS[shows])), *rows)
    if not shown:
        text = blocks(text, tr.text("Nothing to choose from."))
    taps = [
        [button(f"{'✓ ' if option.on else ''}{option.label}", PlanLook(view=number, shows=Shows.WHOLE))]
        for option, number in shown
        if number is not None
    ]
    if len(taps) < len(shown):
        text = blocks(text, _not_written(tr))
    return Message(fitted(text), keyboard(*taps, _turns(look.number, shows, page, pages, tr), [_back(look, tr)]))


def plan_list(look: Look, register: Register, tr: Translator, page: int) -> Message:
    """Return a page of the lines, by date; a page past the end is the last one."""
    pages = max(1, -(-len(look.lines) // ON_PAGE))
    page = min(page, pages - 1)
    shown = look.lines[page * ON_PAGE : (page + 1) * ON_PAGE]
    counted = tr.plural("{n} deadline", "{n} deadlines", len(look.lines))
    if pages > 1:
        counted = tr.text("{total}, page {page} of {pages}", total=counted, page=page + 1, pages=pages)
    text = blocks(
        lines(Bold(_title(look, tr)), _narrowing(look, register, tr), counted if shown else _nothing(look, tr)),
        *(_line(one, look.today, tr) for one in shown),
        _stuck(look, tr),
    )
    once = {one.commitment.id: one.commitment for one in shown}
    taps = ([opening(one)] for one in once.values())
    return Message(fitted(text), keyboard(*taps, _turns(look.number, Shows.LIST, page, pages, tr), [_back(look, tr)]))


def _line(line: Line, today: date, tr: Translator) -> Text:
    return lines(Bold(when(line, today, tr)), numbered(line.commitment, 160, tr), place_in_plan(line.commitment, tr))


def when(line: Line, today: date, tr: Translator) -> Text:
    """Return «27 ноября 2026 — через 3 дня», «… — исполнено», with the first date of one that was moved."""
    if line.deadline is None:
        return Text(standing_name(line.standing, tr))
    left = (line.deadline.due - today).days
    told: list[Text | str] = []
    if line.standing in {Standing.OVERDUE, Standing.AHEAD, Standing.IN_WORK}:
        told.append(remaining(left, tr))
    if line.standing not in {Standing.OVERDUE, Standing.AHEAD}:
        told.append(standing_name(line.standing, tr))
    if line.deadline.first_due != line.deadline.due:
        told.append(tr.text("moved from {date}", date=day(line.deadline.first_due, tr)))
    joined = [piece for one in told for piece in (", ", one)][1:]
    return Text(day(line.deadline.due, tr), " — ", *joined)


def _turns(view: int | None, shows: Shows, page: int, pages: int, tr: Translator) -> list[InlineKeyboardButton]:
    if view is None:
        return []

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return button(label, PlanLook(view=view, shows=shows, page=to))

    before = [turn(f"‹ {tr.plain(PAGE, n=page)}", page - 1)] if page > 0 else []
    after = [turn(f"{tr.plain(PAGE, n=page + 2)} ›", page + 1)] if page + 1 < pages else []
    return [*before, *after]


def _back(look: Look, tr: Translator) -> InlineKeyboardButton:
    whole = OpenPlan() if look.number is None else PlanLook(view=look.number, shows=Shows.WHOLE)
    return button(f"« {tr.plain('To the plan')}", whole)


def deadlines_menu(counts: Mapping[Window, int], tr: Translator) -> Message:
    """Return the stretches of time that /deadlines offers, each with how many deadlines stand in it."""
    text = lines(
        Bold(tr.plain("Deadlines of the plan")), *(f"{tr.plain(_WINDOWS[one])}: {counts[one]}" for one in Window)
    )
    taps = ([button(f"{tr.plain(_WINDOWS[one])}: {counts[one]}", OpenWindow(window=one))] for one in Window)
    return Message(text, keyboard(*taps, [button(tr.plain("The whole plan"), OpenPlan())]))
