"""The whole story of one delivery: what, to whom, decided from what, every turn, the outcome."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold

from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator
from bot.render.dates import moment
from bot.render.layout import blocks, lines, section
from bot.render.ledger import back, chat_name
from bot.render.ledger_buttons import OpenDelivery, OpenPart, Part
from bot.render.message import Message, fitted
from bot.render.outcomes import one_of_kind, reason_told, state_word
from bot.render.typography import quoted
from storage.ledger import Addressee
from storage.outbox_records import Delivery, DeliveryState

_WORDS: Final = 300
_KEY: Final = 200
_TURNS_SHOWN: Final = 12
RELATED_SHOWN: Final = 6


def delivery_card(  # noqa: PLR0913 - one delivery and all around it
    one: Delivery,
    names: Mapping[int, Addressee],
    related: Sequence[Delivery],
    tr: Translator,
    zone: ZoneInfo,
    *,
    part: Part | None = None,
    page: int = 0,
) -> Message:
    """Return everything the ledger knows of a delivery; ``related`` are those that became part of it or edited it."""
    title = tr.plain("Delivery {n}: {kind}", n=one.id, kind=one_of_kind(one.kind, tr))
    text = blocks(
        lines(Bold(title), Bold(_fate(one, tr))),
        lines(
            tr.text("To: {chat}", chat=chat_name(one.chat_id, names)),
            tr.text("Topic: {n}", n=one.thread_id) if one.thread_id else None,
            tr.text("Decided: {moment}", moment=moment(one.created_at, zone, tr)),
            tr.text("Decided from: {key}", key=quoted(one.key, _KEY)),
        ),
        section(tr.plain("What became of it"), list(_turns(one, tr, zone))),
        lines(
            tr.text("Attempts: {n}, of them without an answer: {silent}", n=one.attempts, silent=one.silences),
            tr.text("Message in the chat: {n}", n=one.message_id) if one.message_id else None,
        ),
        section(tr.plain("First words"), [quoted(one.body.get("text", ""), _WORDS)] if one.body.get("text") else []),
    )
    return Message(fitted(text), keyboard(*columns(_links(one, related, tr)), _back(part, page, tr), [back(tr)]))


def _fate(one: Delivery, tr: Translator) -> str:
    word = state_word(one.state, tr)
    fate = f"{word}: {reason_told(one.outcome, tr)}" if one.outcome else word
    return fate[:1].upper() + fate[1:]


def _turns(one: Delivery, tr: Translator, zone: ZoneInfo) -> Iterator[str]:
    """Return every turn with its moment; of very many the last ones."""
    passed = [(datetime.fromisoformat(turn["at"]), reason_told(turn["what"], tr)) for turn in one.story]
    for at, what in passed[-_TURNS_SHOWN:]:
        yield f"{moment(at, zone, tr)} — {what}"
    if one.closed_at is not None:
        yield f"{moment(one.closed_at, zone, tr)} — {state_word(one.state, tr)}"
    elif one.state in {DeliveryState.WAITING, DeliveryState.HELD}:
        yield tr.plain("not before {moment}", moment=moment(one.not_before, zone, tr))


def _links(one: Delivery, related: Sequence[Delivery], tr: Translator) -> list[InlineKeyboardButton]:
    into = [(tr.plain("Became part of {n}", n=one.merged_into), one.merged_into)] if one.merged_into else []
    edited = [(tr.plain("Changes {n}", n=one.edits), one.edits)] if one.edits else []
    parts = [
        (tr.plain("Changed by {n}" if each.edits == one.id else "Holds {n}", n=each.id), each.id)
        for each in related[:RELATED_SHOWN]
    ]
    return [button(label, OpenDelivery(delivery_id=number)) for label, number in (*into, *edited, *parts)]


def _back(part: Part | None, page: int, tr: Translator) -> list[InlineKeyboardButton]:
    return [button(f"« {tr.plain('To the list')}", OpenPart(part=part, page=page))] if part is not None else []
