"""The cards of what is said and counted: figures, public statements, disagreements between sources."""

from collections.abc import Sequence

from aiogram.utils.formatting import Bold, Text

from bot.render import relations
from bot.render.catalogue import Translator
from bot.render.dates import period, written
from bot.render.layout import Card, row, section
from bot.render.message import Message
from bot.render.names import label_of
from bot.render.related import (
    discrepancy_section,
    entry_buttons,
    note_section,
    sector_line,
    value_of,
    way_back,
)
from bot.render.sources import dated_outlet, tail
from bot.render.typography import for_readers, prose, sentence, shortened
from storage.register_records import AnyEntry, Discrepancy, EntryKind, Indicator, Register, Statement

FIGURES_SHOWN = 3
DIFFERENCES_SHOWN = 2
REMARK_LIMIT = 300
STATED = "публичное заявление, не пункт плана"  # what the card itself says of every statement


def indicator_card(indicator: Indicator, register: Register, tr: Translator) -> Message:
    """Return the card of a figure, with every other figure of its series beside it, each with its source."""
    series = relations.series_of(register, indicator)
    sectors = [register.sectors[slug] for slug in indicator.sectors if slug in register.sectors]
    same_period = [each for each in series[1:] if each.period == indicator.period]
    other_periods = [each for each in series[1:] if each.period != indicator.period]
    differing = _differing(register, indicator, *same_period)
    elsewhere = [each for each in _differing(register, *other_periods) if each not in differing]
    return Card(
        title=label_of(indicator, tr),
        facts=[
            Bold(value_of(indicator)),
            tr.text("Period: {period}", period=period(indicator.period, tr)),
            _remark(indicator, tr),
        ],
        sections=[
            section(tr.plain("Other sources, the same period"), _figures(same_period[:FIGURES_SHOWN], tr)),
            discrepancy_section(differing[:DIFFERENCES_SHOWN], tr),
        ],
        under_fold=[
            section(tr.plain("Other periods"), _figures(other_periods, tr)),
            discrepancy_section(elsewhere[:DIFFERENCES_SHOWN], tr),
            sector_line(indicator.sectors, register, tr),
        ],
        tail=tail(indicator.sources, register, tr, relations.sources_of(series)),
        buttons=entry_buttons([*same_period, *other_periods, *sectors], tr),
        ways=[way_back(indicator, register, tr)],
    ).message()


def _differing(register: Register, *figures: Indicator) -> list[Discrepancy]:
    return relations.discrepancies_about(register, EntryKind.INDICATOR, *(each.slug for each in figures))


def _remark(indicator: Indicator, tr: Translator) -> Text | None:
    note = shortened(for_readers(indicator.note), REMARK_LIMIT)
    return tr.text("Note: {note}", note=note) if note else None


def _figures(figures: Sequence[Indicator], tr: Translator) -> list[Text]:
    return [_figure(each, tr) for each in figures]


def _figure(figure: Indicator, tr: Translator) -> Text:
    source = dated_outlet(figure.sources[0], tr) if figure.sources else None
    return row([Text(value_of(figure), " — ", period(figure.period, tr)), source], "; ")


def statement_card(statement: Statement, register: Register, tr: Translator) -> Message:
    """Return the card of a public statement, which says that it is one and no item of the plan."""
    sectors: list[AnyEntry] = [register.sectors[slug] for slug in statement.sectors if slug in register.sectors]
    nature = prose(statement.nature)
    return Card(
        title=sentence(statement.text),
        facts=[
            tr.text("Stated publicly; it is not an item of the action plan."),
            tr.text("By: {who}", who=prose(statement.who)) if statement.who else None,
            _due(statement, tr),
            tr.text("Nature: {nature}", nature=nature) if nature and nature != STATED else None,
            sector_line(statement.sectors, register, tr),
        ],
        under_fold=[note_section(statement, tr)],
        tail=tail(statement.sources, register, tr),
        buttons=entry_buttons(sectors, tr),
        ways=[way_back(statement, register, tr)],
    ).message()


def _due(statement: Statement, tr: Translator) -> Text:
    if statement.due is None:
        return tr.text("No date was named")
    return tr.text("Date named: {date}", date=written(statement.due, tr))


def discrepancy_card(discrepancy: Discrepancy, register: Register, tr: Translator) -> Message:
    """Return the card of a disagreement between sources, with the sources of the entries that it is about."""
    about = [entry for _, entry in relations.concerned(register, discrepancy)]
    return Card(
        title=tr.plain("Sources differ"),
        facts=[for_readers(discrepancy.text)],
        under_fold=[note_section(discrepancy, tr)],
        tail=tail(discrepancy.sources or relations.sources_of(about), register, tr),
        buttons=entry_buttons(about, tr),
        ways=[way_back(discrepancy, register, tr)],
    ).message()
