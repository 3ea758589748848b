"""The cards of what is done: projects and events."""

from aiogram.utils.formatting import Text

from bot.render import relations
from bot.render.catalogue import Translator
from bot.render.dates import written
from bot.render.layout import Card, section
from bot.render.message import Message
from bot.render.names import label_of
from bot.render.related import (
    discrepancy_section,
    entry_buttons,
    labelled,
    names_of,
    note_section,
    sector_line,
    side_lines,
    way_back,
)
from bot.render.sources import tail
from bot.render.typography import prose, shortened
from storage.register_records import AnyEntry, EntryKind, Event, Project, Register

FACTS_AT_ONCE = 4
FACT_LIMIT = 300


def project_card(project: Project, register: Register, tr: Translator) -> Message:
    """Return the card of a project: what the sources tell, who takes part, the agreements behind it."""
    facts = [shortened(prose(fact), FACT_LIMIT) for fact in project.facts]
    organisations = [register.organisations[slug] for slug in project.organisations if slug in register.organisations]
    agreements = relations.agreements_of_participants(register, project)
    sectors = [register.sectors[slug] for slug in project.sectors if slug in register.sectors]
    sides = side_lines(organisations, tr)
    return Card(
        title=label_of(project, tr),
        facts=[sector_line(project.sectors, register, tr)],
        sections=[
            section(tr.plain("What is known"), facts[:FACTS_AT_ONCE]),
            labelled(tr.plain("Participants"), sides) if sides else tr.text("The sources do not name the participants"),
        ],
        under_fold=[
            section(tr.plain("Also known"), facts[FACTS_AT_ONCE:]),
            section(tr.plain("Agreements of the participants"), names_of(agreements, tr)),
            discrepancy_section(relations.discrepancies_about(register, EntryKind.PROJECT, project.slug), tr),
            note_section(project, tr),
        ],
        tail=tail(project.sources, register, tr),
        buttons=entry_buttons([*organisations, *agreements, *sectors], tr),
        ways=[way_back(project, register, tr)],
    ).message()


def event_card(event: Event, register: Register, tr: Translator) -> Message:
    """Return the card of an event: the date first, as exactly as the sources give it."""
    sectors: list[AnyEntry] = [register.sectors[slug] for slug in event.sectors if slug in register.sectors]
    return Card(
        title=label_of(event, tr),
        facts=[
            tr.text("When: {date}", date=written(event.date, tr)) if event.date else _undated(tr),
            sector_line(event.sectors, register, tr),
        ],
        under_fold=[
            discrepancy_section(relations.discrepancies_about(register, EntryKind.EVENT, event.slug), tr),
            note_section(event, tr),
        ],
        tail=tail(event.sources, register, tr),
        buttons=entry_buttons(sectors, tr),
        ways=[way_back(event, register, tr)],
    ).message()


def _undated(tr: Translator) -> Text:
    return tr.text("The sources do not name the date of the event")
