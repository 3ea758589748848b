"""The cards of those who act: organisations, and officials by their offices."""

from aiogram.utils.formatting import Text

from bot.render import relations
from bot.render.catalogue import Translator
from bot.render.dates import written
from bot.render.digest_asking import follow_button
from bot.render.layout import Card, row, section
from bot.render.message import Message
from bot.render.names import label_of, list_title, side_name
from bot.render.related import (
    LINE_LIMIT,
    discrepancy_section,
    entry_buttons,
    names_of,
    note_section,
    sector_line,
    way_back,
)
from bot.render.sources import tail
from bot.render.typography import clean, prose, sentence, shortened
from storage.register_records import AnyEntry, Discrepancy, EntryKind, Official, Organisation, Register

AT_ONCE = 3


def organisation_card(organisation: Organisation, register: Register, tr: Translator) -> Message:
    """Return the card of an organisation: what it is, on which side, what it takes part in."""
    projects = relations.projects_with(register, organisation.slug)
    agreements = relations.agreements_signed_by(register, organisation.slug)
    officials = relations.officials_of(register, organisation.slug)
    sectors = [register.sectors[slug] for slug in organisation.sectors if slug in register.sectors]
    return Card(
        title=clean(organisation.full),
        facts=[
            row([sentence(organisation.body), side_name(organisation.side, tr)], " · "),
            sector_line(organisation.sectors, register, tr),
        ],
        sections=[
            section(list_title(EntryKind.PROJECT, tr), names_of(projects[:AT_ONCE], tr)),
            section(list_title(EntryKind.AGREEMENT, tr), names_of(agreements[:AT_ONCE], tr)),
            section(list_title(EntryKind.PERSON, tr), [_office(each) for each in officials[:AT_ONCE]]),
            None if projects or agreements else tr.text("The register names no projects or agreements with it."),
        ],
        under_fold=[
            section(tr.plain("Also"), names_of([*projects[AT_ONCE:], *agreements[AT_ONCE:]], tr)),
            discrepancy_section(_discrepancies(organisation, register), tr),
            note_section(organisation, tr),
        ],
        tail=tail(organisation.sources, register, tr, relations.sources_of([*projects, *agreements])),
        buttons=entry_buttons([*projects, *agreements, *officials, *sectors], tr),
        ways=[way_back(organisation, register, tr), follow_button(organisation.slug, tr, organisation=True)],
    ).message()


def _discrepancies(organisation: Organisation, register: Register) -> list[Discrepancy]:
    return relations.discrepancies_about(register, EntryKind.ORGANISATION, organisation.slug)


def _office(official: Official) -> str:
    return shortened(f"{clean(official.name)} — {prose(official.role)}", LINE_LIMIT)


def official_card(official: Official, register: Register, tr: Translator) -> Message:
    """Return the card of an official: the office as the sources name it, since when, and where."""
    organisations: list[AnyEntry] = [
        register.organisations[slug] for slug in official.organisations if slug in register.organisations
    ]
    return Card(
        title=label_of(official, tr),
        facts=[sentence(official.role), _since(official, tr)],
        sections=[section(list_title(EntryKind.ORGANISATION, tr), names_of(organisations, tr))],
        under_fold=[
            discrepancy_section(relations.discrepancies_about(register, EntryKind.PERSON, official.slug), tr),
            note_section(official, tr),
        ],
        tail=tail(official.sources, register, tr),
        buttons=entry_buttons(organisations, tr),
        ways=[way_back(official, register, tr)],
    ).message()


def _since(official: Official, tr: Translator) -> Text:
    if official.since is None:
        return tr.text("The sources do not say since when in office")
    if official.since.isdigit():
        return tr.text("In office since the year {year}", year=official.since)
    return tr.text("In office since {date}", date=written(official.since, tr))
