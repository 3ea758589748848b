"""The ledger as an administrator sees it: how things stand, the lists behind the figures, the chats that are paused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import Cause, button, columns, keyboard, why_button
from bot.render.catalogue import Translator, mark
from bot.render.dates import local_day, moment
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, lines, section
from bot.render.ledger_buttons import OpenChat, OpenDelivery, OpenLedger, OpenPart, OpenPaused, Part
from bot.render.message import Message, fitted
from bot.render.names import PAGE
from bot.render.outcomes import HELD, kind_name, one_of_kind, reason_told, state_word
from bot.render.typography import quoted
from storage.ledger import Addressee, Failure, HeldFor, PausedChat
from storage.outbox_records import Delivery, DeliveryKind, DeliveryState

PAGE_SIZE: Final = 8
LAST_PAGE: Final = 999  # what a button can carry
FAILED_WITHIN_DAYS: Final = 7
_REASONS_SHOWN: Final = 8
_NAME: Final = 60
_TITLES: Final = {
    Part.WAITING: mark("Waiting"),
    Part.HELD: mark("Held back"),
    Part.FAILED: mark("Not sent"),
    Part.UNKNOWN: mark("Outcome unknown"),
}
_UNFINISHED: Final = (DeliveryState.WAITING, DeliveryState.SENDING)

Turned = Callable[[int], CallbackData]
"""Returns what the button to a page means."""
Tally = Mapping[tuple[DeliveryKind, DeliveryState], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """How the outbox stands: what is unfinished, what was closed today, what failed within a week."""

    now: datetime
    zone: ZoneInfo
    today: Tally
    held: Mapping[HeldFor, int]
    failures: Sequence[Failure]
    paused: int
    oldest_due: datetime | None = None

    def count(self, *states: DeliveryState) -> int:
        """Return how many deliveries of today's tally are in these states."""
        return sum(number for (_, state), number in self.today.items() if state in states)

    def failed(self, state: DeliveryState) -> int:
        """Return how many ended so within a week."""
        return sum(one.count for one in self.failures if one.state is state)


def ledger_screen(view: LedgerView, tr: Translator) -> Message:
    """Return the answer first, then the figures behind it, by state, by reason and by kind."""
    text = blocks(
        lines(Bold(_answer(view, tr)), tr.text("As of {date}", date=moment(view.now, view.zone, tr))),
        lines(*_states(view, tr)),
        section(tr.plain("Why it was not sent, in {n} days", n=FAILED_WITHIN_DAYS), _reasons(view.failures, tr)),
        section(tr.plain("By kind"), _kinds(view, tr)),
    )
    ways = [button(tr.plain("Refresh"), OpenLedger()), desk_button(tr)]
    return Message(fitted(text), keyboard(*columns(_lists(view, tr)), ways))


def _answer(view: LedgerView, tr: Translator) -> str:
    """Return «Всё отправлено», or what is not, in the order in which it matters."""
    told = (
        (mark("waiting {n}"), view.count(*_UNFINISHED)),
        (mark("held back {n}"), sum(view.held.values())),
        (mark("not sent {n}"), view.failed(DeliveryState.DEAD)),
        (mark("outcome unknown {n}"), view.failed(DeliveryState.UNKNOWN)),
    )
    parts = [tr.plain(words, n=number) for words, number in told if number]
    answer = ", ".join(parts) or tr.plain("Everything is sent")
    return answer[:1].upper() + answer[1:]


def _states(view: LedgerView, tr: Translator) -> list[Text | None]:
    waits = view.oldest_due if view.count(*_UNFINISHED) else None
    held = [f"{tr.plain(HELD[why])} {number}" for why, number in view.held.items() if number]
    return [
        tr.text("Sent today: {n}", n=view.count(DeliveryState.SENT)),
        tr.text("Waiting: {n}", n=view.count(*_UNFINISHED)),
        tr.text("Longest due since {moment}", moment=moment(waits, view.zone, tr)) if waits else None,
        tr.text("Held back: {n}", n=sum(view.held.values())),
        Text("  ", ", ".join(held)) if held else None,
        tr.text(
            "Not sent in {days} days: {n}, outcome unknown: {unknown}",
            days=FAILED_WITHIN_DAYS,
            n=view.failed(DeliveryState.DEAD),
            unknown=view.failed(DeliveryState.UNKNOWN),
        ),
        tr.text("Paused chats: {n}", n=view.paused),
    ]


def failure_rows(failures: Sequence[Failure], tr: Translator) -> list[Text]:
    """Return a line for each kind and reason, the most frequent first."""
    return [
        Text(f"{one.count} — {one_of_kind(one.kind, tr)}: {reason_told(one.reason, tr)}")
        for one in failures[:_REASONS_SHOWN]
    ]


def _reasons(failures: Sequence[Failure], tr: Translator) -> list[Text]:
    left = sum(one.count for one in failures[_REASONS_SHOWN:])
    rest = [tr.text("for other reasons: {n}", n=left)] if left else []
    return [*failure_rows(failures, tr), *rest]


def _kinds(view: LedgerView, tr: Translator) -> list[Text]:
    told = {
        kind: [
            f"{state_word(state, tr)} {number}"
            for state in DeliveryState
            if (number := view.today.get((kind, state), 0))
        ]
        for kind in DeliveryKind
    }
    return [Text(f"{kind_name(kind, tr)}: {', '.join(words)}") for kind, words in told.items() if words]


def _lists(view: LedgerView, tr: Translator) -> list[InlineKeyboardButton]:
    numbers = {
        Part.WAITING: view.count(*_UNFINISHED),
        Part.HELD: sum(view.held.values()),
        Part.FAILED: view.failed(DeliveryState.DEAD),
        Part.UNKNOWN: view.failed(DeliveryState.UNKNOWN),
    }
    parts = [button(f"{tr.plain(_TITLES[part])}: {number}", OpenPart(part=part)) for part, number in numbers.items()]
    return [*parts, button(tr.plain("Paused chats: {n}", n=view.paused), OpenPaused())]


def failures_notice(failures: Sequence[Failure], since: datetime, zone: ZoneInfo, tr: Translator) -> Message:
    """Return what an administrator is told of deliveries that came to nothing, with a button to each list."""
    number = sum(one.count for one in failures)
    title = tr.plural("{n} message could not be delivered", "{n} messages could not be delivered", number)
    since_when = tr.text("Since {moment}", moment=moment(since, zone, tr))
    states = {Part.FAILED: DeliveryState.DEAD, Part.UNKNOWN: DeliveryState.UNKNOWN}
    buttons = [
        button(f"{tr.plain(_TITLES[part])}: {count}", OpenPart(part=part))
        for part, state in states.items()
        if (count := sum(one.count for one in failures if one.state is state))
    ]
    text = blocks(lines(Bold(title), since_when), lines(*(Text("• ", row) for row in _reasons(failures, tr))))
    return Message(fitted(text), keyboard(*columns(buttons), [why_button(Cause.NOTICE, tr)]))


def part_screen(  # noqa: PLR0913 - a page: of what, what stands on it, whose, where it leads
    part: Part,
    shown: Sequence[Delivery],
    names: Mapping[int, Addressee],
    tr: Translator,
    zone: ZoneInfo,
    *,
    page: int = 0,
    more: bool = False,
) -> Message:
    """Return a page of a part of the ledger, the youngest first; each row opens its delivery."""
    title = tr.plain(_TITLES[part])
    return _page(title, shown, names, tr, zone, lambda n: OpenPart(part=part, page=n), part, page=page, more=more)


def chat_screen(
    chat_id: int, shown: Sequence[Delivery], names: Mapping[int, Addressee], tr: Translator, zone: ZoneInfo
) -> Message:
    """Return the last deliveries to one chat."""
    title = tr.plain("Last deliveries: {chat}", chat=chat_name(chat_id, names))
    return _page(title, shown, names, tr, zone, lambda _: OpenChat(chat_id=chat_id), None, page=0, more=False)


def _page(  # noqa: PLR0913, PLR0917 - see part_screen
    title: str,
    shown: Sequence[Delivery],
    names: Mapping[int, Addressee],
    tr: Translator,
    zone: ZoneInfo,
    turned: Turned,
    part: Part | None,
    *,
    page: int,
    more: bool,
) -> Message:
    first = page * PAGE_SIZE + 1
    rows = [_row(number, one, names, tr, zone) for number, one in enumerate(shown, first)]
    opening = [
        button(_label(number, one, names, tr), OpenDelivery(delivery_id=one.id, part=part, page=page))
        for number, one in enumerate(shown, first)
    ]
    text = blocks(Bold(title), *(rows or [tr.text("There is nothing here.")]))
    return Message(fitted(text), keyboard(*([one] for one in opening), turns(turned, page, tr, more=more), [back(tr)]))


def _row(number: int, one: Delivery, names: Mapping[int, Addressee], tr: Translator, zone: ZoneInfo) -> Text:
    at = one.closed_at or one.created_at
    why = one.outcome and f"{state_word(one.state, tr)}: {reason_told(one.outcome, tr)}"
    return lines(
        f"{number}. {one_of_kind(one.kind, tr)} — {chat_name(one.chat_id, names)}",
        f"{moment(at, zone, tr)} · {why or state_word(one.state, tr)}",
    )


def _label(number: int, one: Delivery, names: Mapping[int, Addressee], tr: Translator) -> str:
    return f"{number}. {one_of_kind(one.kind, tr)} — {chat_name(one.chat_id, names)}"


def paused_screen(
    shown: Sequence[PausedChat],
    names: Mapping[int, Addressee],
    tr: Translator,
    zone: ZoneInfo,
    *,
    page: int = 0,
    more: bool = False,
) -> Message:
    """Return a page of the chats to which nothing is sent: since when, why, and how much waits for each."""
    first = page * PAGE_SIZE + 1
    rows = [
        lines(
            f"{number}. {chat_name(one.chat_id, names)}",
            tr.text("since {date}, waiting for it: {n}", date=local_day(one.paused_at, zone, tr), n=one.held),
            reason_told(one.reason, tr),
        )
        for number, one in enumerate(shown, first)
    ]
    opening = [
        button(f"{number}. {chat_name(one.chat_id, names)}", OpenChat(chat_id=one.chat_id))
        for number, one in enumerate(shown, first)
    ]
    rule = tr.text("Their settings are kept; who comes back gets what was missed in one message.") if rows else None
    text = blocks(lines(Bold(tr.plain("Paused chats")), rule), *(rows or [tr.text("There is nothing here.")]))
    turning = turns(lambda n: OpenPaused(page=n), page, tr, more=more)
    return Message(fitted(text), keyboard(*([one] for one in opening), turning, [back(tr)]))


def turns(turned: Turned, page: int, tr: Translator, *, more: bool) -> list[InlineKeyboardButton]:
    """Return the buttons to the page before and the page after."""
    before = [button(f"‹ {tr.plain(PAGE, n=page)}", turned(page - 1))] if page > 0 else []
    after = [button(f"{tr.plain(PAGE, n=page + 2)} ›", turned(page + 1))] if more and page < LAST_PAGE else []
    return [*before, *after]


def back(tr: Translator) -> InlineKeyboardButton:
    """Return the button back to how things stand."""
    return button(f"« {tr.plain('Deliveries')}", OpenLedger())


def chat_name(chat_id: int, names: Mapping[int, Addressee]) -> str:
    """Return whose chat it is: the name or the title, and the number, which is all of a chat never met."""
    known = names.get(chat_id)
    name = quoted(known.name, _NAME) if known else ""
    return f"{name}, {chat_id}" if name else str(chat_id)
