"""The journal of changes as an administrator reads it: who, what, from what to what, when."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram.types import MessageEntity
from aiogram.utils.formatting import Bold, Code, Text

from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import moment
from bot.render.desk_buttons import OpenAudit, SendAudit, desk_button
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.typography import WORD_JOINER, outside, quoted, shortened
from storage.audit import AuditEntry, person_of

ON_PAGE: Final = 8
FILE_NAME: Final = "changes.csv"

_WORDS_LIMIT: Final = 200
_VALUE: Final = 120
_SUBJECT: Final = 80
_KINDS: Final = {
    "role": mark("role"),
    "suspended": mark("suspension"),
    "replaced": mark("replacement"),
    "left": mark("left the programme"),
    "forgotten": mark("erased"),
    "invitation": mark("invitation"),
    "request": mark("request for a role"),
    "setting": mark("setting"),
    "register": mark("register file"),
    "entry": mark("entry of the register"),
    "correction": mark("correction of the register"),
}


def audit_screen(
    asked: str,
    entries: Sequence[AuditEntry],
    names: Mapping[int, str],
    zone: ZoneInfo,
    tr: Translator,
    *,
    more: bool,
) -> Message:
    """Return a page of changes; ``asked`` stands in it as code, for :func:`asked_of`. ``names``: persons by number."""
    title = Bold(tr.plain("Changes"))
    asked_for = tr.text("Asked for: {words}", words=Code(quoted(asked, _WORDS_LIMIT))) if asked else None
    if not entries:
        nothing = tr.text("No such change is written down.")
        return Message(fitted(blocks(lines(title, asked_for), nothing, _how(tr))), keyboard([desk_button(tr)]))
    rows = (_told(one, names, zone, tr) for one in entries)
    older = [button(f"{tr.plain('Older')} ›", OpenAudit(before=entries[-1].id))] if more else []
    table = button(tr.plain("As a table"), SendAudit())
    return Message(fitted(blocks(lines(title, asked_for), *rows)), keyboard(older, [table, desk_button(tr)]))


def asked_of(text: str, entities: Sequence[MessageEntity]) -> str:
    """Return what a page of :func:`audit_screen` was asked for: the code on its second line; empty: everything."""
    second = len(text.partition("\n")[0].encode("utf-16-le")) // 2
    third = second + 1 + len(text.partition("\n")[2].partition("\n")[0].encode("utf-16-le")) // 2
    inside = (one for one in entities if one.type == "code" and second < one.offset < third)
    return next((one.extract_from(text) for one in inside), "").replace(WORD_JOINER, "")


def table_caption(count: int, tr: Translator) -> str:
    """Return what stands under the table."""
    return tr.plural("{n} change", "{n} changes", count).render()[0]


def _how(tr: Translator) -> Text:
    return tr.text(
        "Ask by kind, period or a person’s number, for example: {example}", example=Code("/audit роли сентябрь")
    )


def _told(one: AuditEntry, names: Mapping[int, str], zone: ZoneInfo, tr: Translator) -> Text:
    kind = tr.plain(_KINDS[one.what]) if one.what in _KINDS else outside(one.what)
    change = tr.text("{before} → {after}", before=_value(one.before, names), after=Bold(_value(one.after, names)))
    head = Text(moment(one.at, zone, tr), " · ", _who(one, names))
    return lines(head, Text(kind, ": ", _named(one.subject, names)), change)


def _who(one: AuditEntry, names: Mapping[int, str]) -> str:
    return outside(one.by_what) if one.by_user is None else _person(one.by_user, names)


def _named(subject: str, names: Mapping[int, str]) -> str:
    person = person_of(subject)
    return shortened(outside(subject), _SUBJECT) if person is None else _person(person, names)


def _person(number: int, names: Mapping[int, str]) -> str:
    name = names.get(number)
    return f"{outside(name)} (#{number})" if name else f"#{number}"


def _value(value: Any, names: Mapping[int, str]) -> str:  # noqa: ANN401 - whatever JSON holds
    if value is None:
        return "—"
    if isinstance(value, str):
        return _named(value, names) if person_of(value) else shortened(outside(value), _VALUE)
    return shortened(outside(json.dumps(value, ensure_ascii=False)), _VALUE)
