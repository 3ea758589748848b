"""The journal of changes as an administrator reads it: who, what, from what to what, when."""

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
from storage.audit import BY_ITSELF, AuditEntry, person_of

ON_PAGE: Final = 8
FILE_NAME: Final = "changes.csv"

_WORDS_LIMIT: Final = 200
_VALUE: Final = 120
_SUBJECT: Final = 80
_BEFORE_FOUND: Final = 40
KINDS: Final = {
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
    "plan": mark("plan"),
    "plan imported": mark("plan from a file"),
    "body said": mark("wording of a body"),
    "calendar day": mark("day of a calendar"),
    "calendar year": mark("year of a calendar"),
    "commitment": mark("commitment"),
    "deadline": mark("deadline"),
    "report": mark("report"),
    "accepted": mark("report accepted"),
    "returned": mark("report returned"),
    "withdrawn": mark("report withdrawn"),
    "extension asked": mark("request for a later date"),
    "extension refused": mark("later date refused"),
    "deputy": mark("deputy"),
    "group": mark("working group"),
    "broadcast": mark("broadcast"),
    "news decision": mark("decision on a news story"),
    "source": mark("source of news"),
    "news trust": mark("trust in a word or an outlet"),
    "news added": mark("publication sent in"),
    "channel": mark("channel"),
    "story link": mark("what a story hangs on"),
}
"""What each kind of change is called."""


def audit_screen(  # noqa: PLR0913 - what a page says
    asked: str,
    entries: Sequence[AuditEntry],
    names: Mapping[int, str],
    zone: ZoneInfo,
    tr: Translator,
    *,
    more: bool,
    inside: Sequence[Sequence[str]] = (),
) -> Message:
    """Return a page of changes; ``asked`` stands in it as code, for :func:`asked_of`. ``names``: persons by number.

    ``inside``: the words that were looked for inside values; of a long value the part where one stands is shown.
    """
    title = Bold(tr.plain("Changes"))
    asked_for = tr.text("Asked for: {words}", words=Code(quoted(asked, _WORDS_LIMIT))) if asked else None
    sought = [one for each in inside for one in each]
    told = outside(shortened(", ".join(f"{each[0]}…" for each in inside), _SUBJECT))
    looked = tr.text("Looked for in values: {words}", words=told) if inside else None
    if not entries:
        nothing = tr.text("No such change is written down.")
        return Message(fitted(blocks(lines(title, asked_for, looked), nothing, _how(tr))), keyboard([desk_button(tr)]))
    rows = (_told(one, names, zone, tr, sought) for one in entries)
    older = [button(f"{tr.plain('Older')} ›", OpenAudit(before=entries[-1].id))] if more else []
    table = button(tr.plain("As a table"), SendAudit())
    return Message(fitted(blocks(lines(title, asked_for, looked), *rows)), keyboard(older, [table, desk_button(tr)]))


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
        "Ask by kind, period, a person’s name or number, for example: {example}", example=Code("/audit роли сентябрь")
    )


def _told(
    one: AuditEntry, names: Mapping[int, str], zone: ZoneInfo, tr: Translator, sought: Sequence[str] = ()
) -> Text:
    kind = tr.plain(KINDS[one.what]) if one.what in KINDS else outside(one.what)
    before, after = (_value(each, names, tr, sought) for each in (one.before, one.after))
    change = tr.text("{before} → {after}", before=before, after=Bold(after))
    head = Text(moment(one.at, zone, tr), " · ", _who(one, names, tr))
    return lines(head, Text(kind, ": ", _named(one.subject, names)), change)


def _who(one: AuditEntry, names: Mapping[int, str], tr: Translator) -> str:
    if one.by_user is not None:
        return _person(one.by_user, names)
    return tr.plain("the bot") if one.by_what == BY_ITSELF else outside(one.by_what)


def _named(subject: str, names: Mapping[int, str]) -> str:
    person = person_of(subject)
    return shortened(outside(subject), _SUBJECT) if person is None else _person(person, names)


def _person(number: int, names: Mapping[int, str]) -> str:
    name = names.get(number)
    return f"{outside(name)} (#{number})" if name else f"#{number}"


def _value(value: Any, names: Mapping[int, str], tr: Translator, sought: Sequence[str]) -> str:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str) and person_of(value):
        return _named(value, names)
    return shortened(_from_found(outside(_in_words(value, tr)), sought), _VALUE) or "—"


def _from_found(told: str, sought: Sequence[str]) -> str:
    """Return a value from a little before the first word that was looked for, if its beginning has none."""
    low = told.lower().replace("ё", "е")
    first = min((at for one in sought if (at := low.find(one)) >= 0), default=0)
    return f"…{told[first - _BEFORE_FOUND :]}" if first > _VALUE - _BEFORE_FOUND else told


def _in_words(value: Any, tr: Translator) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return what JSON holds without its brackets; in what has several parts, those that are nothing are left out."""
    match value:
        case None:
            return ""
        case bool():
            return tr.plain("Yes") if value else tr.plain("No")
        case Mapping():
            told = ((name, _in_words(one, tr)) for name, one in value.items() if one is False or one)
            return ", ".join(f"{name}: {words}" for name, words in told if words)
        case list():
            return "; ".join(_in_words(one, tr) for one in value)
        case _:
            return str(value)
