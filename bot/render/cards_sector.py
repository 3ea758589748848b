"""The card of a sector: what is going on in it."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.render import relations
from bot.render.buttons import list_button
from bot.render.catalogue import Translator, mark
from bot.render.dates import sort_key, written
from bot.render.digest_asking import follow_button
from bot.render.layout import Card, section
from bot.render.message import Message
from bot.render.names import label_of, list_title, sector_name
from bot.render.related import (
    LINE_LIMIT,
    discrepancy_section,
    entry_buttons,
    figure_row,
    labelled,
    names_of,
    note_section,
    side_lines,
    statement_row,
    way_back,
)
from bot.render.sources import tail
from bot.render.typography import shortened
from storage.register_records import Agreement, AnyEntry, Discrepancy, EntryKind, Event, Indicator, Register, Sector

AT_ONCE = 3  # of each kind before the fold
EVENTS_SHOWN = 5
OFFERED = 2  # agreements among the buttons, after the projects
EXPIRED = "срок истёк"  # how the register's statuses of past plans begin
LISTS = {
    EntryKind.AGREEMENT: mark("Agreements"),
    EntryKind.ORGANISATION: mark("Organisations"),
    EntryKind.INDICATOR: mark("Figures"),
}


def sector_card(sector: Sector, register: Register, tr: Translator) -> Message:
    """Return the card of a sector: projects, figures and agreements at once, the rest under the fold."""
    projects = relations.projects_in(register, sector.slug)
    agreements = _special_first(relations.agreements_in(register, sector.slug))
    figures = relations.indicators_in(register, sector.slug)
    at_once = AT_ONCE - 1 if figures and projects else AT_ONCE
    seen: list[AnyEntry] = [*projects, *agreements, *figures]
    return Card(
        title=sector_name(sector, tr),
        facts=[_summary(sector, register, tr), None if projects else _no_projects(tr)],
        sections=[
            section(list_title(EntryKind.PROJECT, tr), names_of(projects[:at_once], tr)),
            _figures(figures[:at_once], tr),
            section(list_title(EntryKind.AGREEMENT, tr), names_of(agreements[:at_once], tr)),
        ],
        under_fold=[
            section(tr.plain("Also"), names_of([*projects[at_once:], *agreements[at_once:]], tr)),
            *_under_fold(sector, figures[at_once:], register, tr),
        ],
        tail=tail(sector.sources, register, tr, relations.sources_of(seen)),
        buttons=[*entry_buttons([*projects[:AT_ONCE], *agreements[:OFFERED]], tr), *_lists(sector, register, tr)],
        ways=[way_back(sector, register, tr), follow_button(sector.slug, tr, organisation=False)],
    ).message()


def _special_first(agreements: Sequence[Agreement]) -> list[Agreement]:
    """Put what is of this sector before what is of many, and what has expired last."""
    return sorted(agreements, key=lambda each: (each.status.startswith(EXPIRED), len(each.sectors)))


def _summary(sector: Sector, register: Register, tr: Translator) -> Text:
    return tr.text(
        "Projects: {projects} · agreements: {agreements} · organisations: {organisations}",
        projects=len(relations.projects_in(register, sector.slug)),
        agreements=len(relations.agreements_in(register, sector.slug)),
        organisations=len(relations.organisations_in(register, sector.slug)),
    )


def _no_projects(tr: Translator) -> Text:
    return tr.text("The sources name no joint projects in this sector.")


def _figures(figures: Sequence[Indicator], tr: Translator) -> Text | None:
    return section(list_title(EntryKind.INDICATOR, tr), [figure_row(each, tr) for each in figures])


def _under_fold(sector: Sector, figures: Sequence[Indicator], register: Register, tr: Translator) -> list[Text | None]:
    sides = side_lines(relations.organisations_in(register, sector.slug), tr)
    documents = relations.documents_in(register, sector.slug)
    return [
        labelled(list_title(EntryKind.ORGANISATION, tr), sides) if sides else None,
        _figures(figures, tr),
        discrepancy_section(_discrepancies(sector, register), tr),
        _statements(sector, register, tr),
        _events(sector, register, tr),
        section(list_title(EntryKind.DOCUMENT, tr), names_of(documents, tr)),
        note_section(sector, tr),
    ]


def _discrepancies(sector: Sector, register: Register) -> list[Discrepancy]:
    """Return the disagreements about the sector or about a figure of it."""
    figures = (each.slug for each in relations.indicators_in(register, sector.slug))
    about = [
        *relations.discrepancies_about(register, EntryKind.SECTOR, sector.slug),
        *relations.discrepancies_about(register, EntryKind.INDICATOR, *figures),
    ]
    return list(dict.fromkeys(about))


def _statements(sector: Sector, register: Register, tr: Translator) -> Text | None:
    said = relations.statements_in(register, sector.slug)
    return section(tr.plain("Stated publicly (not items of the plan)"), [statement_row(each) for each in said])


def _events(sector: Sector, register: Register, tr: Translator) -> Text | None:
    events = sorted(relations.events_in(register, sector.slug), key=lambda each: sort_key(each.date), reverse=True)
    return section(list_title(EntryKind.EVENT, tr), [_event(each, tr) for each in events[:EVENTS_SHOWN]])


def _event(event: Event, tr: Translator) -> str:
    return f"{written(event.date, tr)} — {shortened(label_of(event, tr), LINE_LIMIT)}"


def _lists(sector: Sector, register: Register, tr: Translator) -> list[InlineKeyboardButton]:
    """Return a button for each list of the sector's entries that is longer than what the card offers."""
    there = {
        EntryKind.AGREEMENT: len(relations.agreements_in(register, sector.slug)),
        EntryKind.ORGANISATION: len(relations.organisations_in(register, sector.slug)),
        EntryKind.INDICATOR: len(relations.indicators_in(register, sector.slug)),
    }
    return [
        list_button(f"{tr.plain(LISTS[kind])}: {count}", kind, sector=sector.slug)
        for kind, count in there.items()
        if count > (OFFERED if kind is EntryKind.AGREEMENT else 0)
    ]
