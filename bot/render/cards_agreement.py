"""The cards of what was signed: agreements and plans, and the documents that frame them."""

import re

from aiogram.utils.formatting import Text

from bot.render import relations
from bot.render.catalogue import Translator
from bot.render.dates import written
from bot.render.layout import Card, lines, section
from bot.render.message import Message
from bot.render.names import label_of
from bot.render.related import (
    discrepancy_section,
    entry_buttons,
    labelled,
    names_of,
    note_section,
    sector_line,
    way_back,
)
from bot.render.sources import tail
from bot.render.typography import clean, prose, sentence, shortened
from storage.register_records import Agreement, AnyEntry, Document, EntryKind, Project, Register

PARTY_LIMIT = 160
PARTIES_SHOWN = 5
SECTORS_AT_ONCE = 3
_SAID_TO_BE_SIGNED = re.compile(r"\b(?:подписан[аоы]?|заключ[её]н[аоы]?)\b", re.IGNORECASE)


def agreement_card(agreement: Agreement, register: Register, tr: Translator) -> Message:
    """Return the card of an agreement: where it stands, when it was signed, until when, by whom."""
    neighbours: list[AnyEntry] = [
        *relations.projects_of_parties(register, agreement),
        *relations.agreements_beside(register, agreement),
        *(
            register.organisations[slug]
            for slug in sorted(relations.parties_of(agreement) & set(register.organisations))
        ),
    ]
    return Card(
        title=label_of(agreement, tr),
        facts=[sentence(agreement.status), _signed(agreement, tr), _valid(agreement, tr)],
        sections=[_parties(agreement, tr), _belongs(agreement, register, tr)],
        under_fold=_under_fold(agreement, register, tr),
        tail=tail(agreement.sources, register, tr),
        buttons=entry_buttons([*neighbours, *_sectors(agreement, register)], tr),
        ways=[way_back(agreement, register, tr)],
    ).message()


def _sectors(agreement: Agreement, register: Register) -> list[AnyEntry]:
    return [register.sectors[slug] for slug in agreement.sectors if slug in register.sectors]


def _signed(agreement: Agreement | Document, tr: Translator) -> Text:
    if agreement.signed_on is None:
        if _SAID_TO_BE_SIGNED.search(agreement.status):
            return tr.text("The sources do not name the exact date of signing")
        return tr.text("The sources do not name the date of signing")
    return tr.text("Signed: {date}", date=written(agreement.signed_on, tr))


def _valid(agreement: Agreement, tr: Translator) -> Text:
    if agreement.valid is None:
        return tr.text("The sources do not name the term")
    return tr.text("Term: {term}", term=prose(agreement.valid))


def _parties(agreement: Agreement, tr: Translator) -> Text | None:
    names = [shortened(clean(party.name), PARTY_LIMIT) for party in agreement.parties[:PARTIES_SHOWN]]
    return section(tr.plain("Parties"), names) or tr.text("The sources do not name the parties")


def _belongs(agreement: Agreement, register: Register, tr: Translator) -> Text:
    level = tr.text("Level: {level}", level=prose(agreement.level)) if agreement.level else None
    return lines(level, None if _of_many(agreement) else sector_line(agreement.sectors, register, tr))


def _of_many(agreement: Agreement) -> bool:
    """Tell whether the sectors are so many that they stand under the fold."""
    return len(agreement.sectors) > SECTORS_AT_ONCE


def _projects(agreement: Agreement, register: Register) -> list[Project]:
    return relations.projects_of_parties(register, agreement)


def _under_fold(agreement: Agreement, register: Register, tr: Translator) -> list[Text | None]:
    title = clean(agreement.title)
    return [
        labelled(tr.plain("Full title"), title) if title != label_of(agreement, tr) else None,
        sector_line(agreement.sectors, register, tr) if _of_many(agreement) else None,
        section(tr.plain("Projects of the same parties"), names_of(_projects(agreement, register), tr)),
        section(tr.plain("See also"), names_of(relations.agreements_beside(register, agreement), tr)),
        discrepancy_section(relations.discrepancies_about(register, EntryKind.AGREEMENT, agreement.slug), tr),
        note_section(agreement, tr),
    ]


def document_card(document: Document, register: Register, tr: Translator) -> Message:
    """Return the card of a document of Russia and Belarus or of the Union State."""
    sectors: list[AnyEntry] = [register.sectors[slug] for slug in document.sectors if slug in register.sectors]
    return Card(
        title=label_of(document, tr),
        facts=[
            sentence(document.status),
            _signed(document, tr),
            tr.text("Level: {level}", level=prose(document.level)) if document.level else None,
            sector_line(document.sectors, register, tr),
        ],
        under_fold=[
            discrepancy_section(relations.discrepancies_about(register, EntryKind.DOCUMENT, document.slug), tr),
            note_section(document, tr),
        ],
        tail=tail(document.sources, register, tr),
        buttons=entry_buttons(sectors, tr),
        ways=[way_back(document, register, tr)],
    ).message()
