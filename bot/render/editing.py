"""The register edited in chat: what can be edited, each question, the preview, what was done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import ForceReply
from aiogram.utils.formatting import Bold, Text

from bot.register_editing import ASKED, EditFault, Wrong, typed_fields
from bot.render.buttons import KindCode, button, card_button, columns, keyboard
from bot.render.cards import card
from bot.render.catalogue import Catalogues, Translator, mark, spoken_as
from bot.render.desk_buttons import desk_button
from bot.render.editing_buttons import (
    ConfirmCorrection,
    CorrectField,
    DraftAct,
    DraftStep,
    NewEntry,
    OpenFields,
    RemoveEntry,
    TakeBack,
)
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import LIST_TITLES, label_of, side_name
from bot.render.sources import dated_outlet
from bot.render.typography import outside, shortened
from storage.register_content import content_of, fingerprint
from storage.register_desk_records import RegisterDraft
from storage.register_records import AnyEntry, Correction, EntryKind, Party, Register, Side, Source

_TITLE: Final = 100
_VALUE: Final = 200
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full": mark("Full name"),
        "short": mark("Short name"),
        "side": mark("Side"),
        "body": mark("What it is (works, body of power, university…)"),
        "aliases": mark("Other names"),
        "keywords": mark("Key words"),
        "sectors": mark("Its sectors"),
        "organisations": mark("Its organisations"),
        "name": mark("Name"),
        "role": mark("Office"),
        "since": mark("Since when"),
        "facts": mark("What is known"),
        "date": mark("Date"),
        "title": mark("Title"),
        "level": mark("Level"),
        "status": mark("Status"),
        "parties": mark("Parties"),
        "signed_on": mark("Signed on"),
        "valid": mark("Valid"),
        "value": mark("Value"),
        "unit": mark("Unit"),
        "period": mark("Period"),
        "series": mark("Series of figures"),
        "ru": mark("Name in Russian"),
        "be": mark("Name in Belarusian"),
        "en": mark("Name in English"),
        "text": mark("Text"),
        "who": mark("Who said it"),
        "nature": mark("What kind of promise"),
        "due": mark("Due"),
        "concerns": mark("What it concerns"),
        "note": mark("Note"),
    }
)
_FAULTS: Final[Mapping[EditFault, str]] = MappingProxyType(
    {
        EditFault.EMPTY: mark("This cannot be empty."),
        EditFault.TOO_LONG: mark("This is too long: 1000 characters at most."),
        EditFault.NO_DATE: mark("“{words}” is no date. For example: 07.10.2025, or a dash if it is not known."),
        EditFault.NO_SIDE: mark("“{words}” is no side: Ulyanovsk Region, Belarus or federal."),
        EditFault.UNKNOWN_SECTOR: mark("There is no sector “{words}”. They are listed in /sectors."),
        EditFault.UNKNOWN_ORGANISATION: mark("The register has no organisation “{words}”. Add it first."),
        EditFault.NO_SOURCE: mark("Name the source: a link, or a document with its number and date."),
    }
)
_BY_REPLY: Final = mark("Answer this message by a reply.")
_LINES: Final = frozenset({"aliases", "keywords", "sectors", "organisations", "facts", "parties", "concerns"})


def register_desk_screen(corrections: int, by_hand: int, tr: Translator) -> Message:
    """Return what can be done: a correction begins at a card, a new entry here."""
    text = lines(
        Bold(tr.plain("Register")),
        tr.text("Corrections in force: {n}", n=corrections),
        tr.text("Entries made in chat: {n}", n=by_hand),
        tr.text("To correct an entry, open its card and tap “Report an error”. To add one, choose its kind:"),
    )
    kinds = (button(f"+ {tr.plain(LIST_TITLES[kind])}", NewEntry(kind=KindCode.of(kind))) for kind in ASKED)
    return Message(text, keyboard(*columns(kinds), [desk_button(tr)]))


def fields_screen(
    kind: EntryKind, entry: AnyEntry, corrections: Sequence[Correction], tr: Translator, *, by_hand: bool
) -> Message:
    """Return the fields of an entry as they are now, each to be corrected by a tap; corrections can be taken back."""
    code, corrected = KindCode.of(kind), {one.field: one for one in corrections}
    rows = [
        lines(
            Text(Bold(tr.plain(_FIELDS[name])), ": ", told(getattr(entry, name), tr)),
            _corrected(corrected[name], tr) if name in corrected else None,
        )
        for name in typed_fields(kind)
    ]
    fields = (
        button(tr.plain(_FIELDS[name]), CorrectField(kind=code, slug=entry.slug, field=name))
        for name in typed_fields(kind)
    )
    back = (
        [button(f"✕ {tr.plain(_FIELDS[name])}", TakeBack(kind=code, slug=entry.slug, field=name))]
        for name in corrected
        if name in _FIELDS
    )
    removal = [button(tr.plain("Remove the entry"), RemoveEntry(kind=code, slug=entry.slug))] if by_hand else []
    text = blocks(
        lines(Bold(tr.plain("What is wrong?")), shortened(label_of(entry, tr), _TITLE)),
        lines(*rows),
        tr.text("✕ takes a correction back.") if corrected else None,
    )
    ways = [card_button(f"‹ {label_of(entry, tr)}", kind, entry.slug)]
    return Message(fitted(text), keyboard(*columns(fields), *back, removal, ways))


def _corrected(one: Correction, tr: Translator) -> Text:
    return tr.text(
        "corrected; before: {value}; source: {source}", value=told(one.base, tr), source=dated_outlet(one.source, tr)
    )


def told(value: Any, tr: Translator) -> str:  # noqa: ANN401 - of any field
    """Return a value in words."""
    match value:
        case None | "" | () | []:
            return "—"
        case Side():
            return side_name(value, tr)
        case Party():
            return outside(value.name)
        case dict():
            return outside(str(value.get("name", "")))
        case list() | tuple():
            return shortened("; ".join(told(one, tr) for one in value), _VALUE)
        case _:
            return shortened(outside(str(value)), _VALUE)


def question(draft: RegisterDraft, entry: AnyEntry | None, tr: Translator, wrong: Wrong | None = None) -> Message:
    """Ask for the next value, or for the source when all are there; a fault of the last answer comes first."""
    said = tr.text(_FAULTS[wrong.fault], words=shortened(outside(wrong.words), _TITLE)) if wrong else None
    field = draft.next_field
    subject, asked = _asked(draft, entry, tr)
    text = lines(
        said,
        subject,
        Bold(asked),
        tr.text("Now: {value}", value=told(getattr(entry, field), tr)) if entry and field else None,
        tr.text("One to a line.") if field in _LINES else None,
        tr.text("A dash: not known.") if field else None,
        tr.text(_BY_REPLY),
    )
    return Message(fitted(text), ForceReply(force_reply=True))


def _asked(draft: RegisterDraft, entry: AnyEntry | None, tr: Translator) -> tuple[str, str]:
    """Return what a question is about and what it asks for, each a line of it."""
    new = tr.plain("New: {kind}", kind=tr.plain(LIST_TITLES[draft.kind]))
    subject = shortened(label_of(entry, tr), _TITLE) if entry else new
    if draft.next_field is None:
        return subject, tr.plain(
            "What is the source? A link with its date, or a document with its number and date.",
        )
    number = f" ({len(draft.answers) + 1}/{len(draft.asked)})" if len(draft.asked) > 1 else ""
    return subject, f"{tr.plain(_FIELDS[draft.next_field])}{number}"


def is_question(text: str, catalogues: Catalogues) -> bool:
    """Whether a message of the bot's is a question to an editor of the register, in whatever language."""
    return text.rpartition("\n")[2] in spoken_as(catalogues, _BY_REPLY)


def asks_for_next(text: str, draft: RegisterDraft, entry: AnyEntry | None, catalogues: Catalogues) -> bool:
    """Whether a question asks for what its draft lacks now; an older one asked for what is answered by now."""
    said = text.split("\n")
    return (draft.next_field is not None or draft.source is None) and any(
        _asked(draft, entry, tr) in pairwise(said) for tr in catalogues
    )


def preview(
    draft: RegisterDraft,
    before: AnyEntry | None,
    after: AnyEntry,
    register: Register,
    tr: Translator,
    *,
    moved: bool = False,
) -> Message:
    """Return what will be: a field before and after, or the new card as it will read; and the two buttons.

    ``moved``: the field is no longer what an earlier preview showed, and this one asks again.
    """
    sure = [
        button(tr.plain("Put it into the register"), _confirms(draft, before)),
        button(tr.plain("Drop it"), DraftStep(draft_id=draft.id, act=DraftAct.DROP)),
    ]
    if before is None:
        shown = card(draft.kind, after, register, tr)
        return Message(
            fitted(blocks(Bold(tr.plain("The new card will read:")), shown.text)), keyboard(*([one] for one in sure))
        )
    (field,) = draft.asked
    text = blocks(
        tr.text("Somebody has changed this field meanwhile. Look what it is now; is yours to replace it?")
        if moved
        else None,
        lines(Bold(shortened(label_of(before, tr), _TITLE)), tr.plain(_FIELDS[field])),
        tr.text("Before: {value}", value=told(getattr(before, field), tr)),
        tr.text("After: {value}", value=Bold(told(getattr(after, field), tr))),
        tr.text("Source: {source}", source=dated_outlet(draft.source, tr)) if draft.source else None,
    )
    return Message(fitted(text), keyboard(*([one] for one in sure)))


def _confirms(draft: RegisterDraft, before: AnyEntry | None) -> CallbackData:
    if before is None:
        return DraftStep(draft_id=draft.id, act=DraftAct.CONFIRM)
    (field,) = draft.asked
    return ConfirmCorrection(draft_id=draft.id, seen=fingerprint(content_of(draft.kind, before)[field]))


def done(kind: EntryKind, entry: AnyEntry, tr: Translator) -> Message:
    """Return that the register has it, and the way to the card."""
    label = label_of(entry, tr)
    text = tr.text("The register has it now: {name}", name=Bold(shortened(label, _TITLE)))
    more = button(tr.plain("Correct more"), OpenFields(kind=KindCode.of(kind), slug=entry.slug))
    return Message(fitted(text), keyboard([card_button(label, kind, entry.slug)], [more]))


def plan_as_source(file_name: str, read_on: date) -> Source:
    """Return the source of what a plan's file says: its name, the day it was read; a fact, so it is in Russian."""
    return Source("", read_on.isoformat(), f"План мероприятий, файл «{shortened(outside(file_name), _TITLE)}»")


def dropped(tr: Translator) -> Message:
    """Return that nothing was changed."""
    return Message(tr.text("Dropped. Nothing is changed."))


def too_late(tr: Translator) -> str:
    """Return that a draft was ended before."""
    return tr.plain("This draft is closed already.")


def not_possible(tr: Translator) -> Message:
    """Return that the answers make no entry any more: what they change has moved on."""
    return Message(
        tr.text("The entry has changed meanwhile, so this cannot be put in. Please begin anew from its card.")
    )


def remove_sure(kind: EntryKind, entry: AnyEntry, tr: Translator) -> Message:
    """Ask once more before an entry goes."""
    code = KindCode.of(kind)
    text = tr.text("Remove {name} from the register?", name=Bold(shortened(label_of(entry, tr), _TITLE)))
    yes = button(tr.plain("Yes"), RemoveEntry(kind=code, slug=entry.slug, sure=True))
    return Message(fitted(text), keyboard([yes], [button(tr.plain("No"), OpenFields(kind=code, slug=entry.slug))]))


def removed(tr: Translator) -> Message:
    """Return that an entry is gone."""
    return Message(tr.text("The entry is removed."), keyboard([desk_button(tr)]))


def fields_known() -> Collection[str]:
    """Return the fields that have a name on the screen."""
    return _FIELDS.keys()
