"""The ledger's screens, whatever stands in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.render.buttons import LABEL_LIMIT
from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.delivery_card import delivery_card
from bot.render.ledger import LedgerView, chat_screen, failures_notice, ledger_screen, part_screen, paused_screen
from bot.render.ledger_buttons import Part
from bot.render.message import ENTITY_LIMIT, TEXT_LIMIT, Message
from bot.render.outcomes import reason_told
from storage.ledger import Addressee, Failure, HeldFor, PausedChat
from storage.records import Delivery, DeliveryKind, DeliveryState, Priority
from tests.render.samples import HOSTILE, ULYANOVSK

NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)
ONE = Delivery(
    17, "notice:1", 5, None, DeliveryKind.NOTICE, Priority.URGENT, {}, DeliveryState.WAITING, 0, NOW, NOW
)  # fmt: skip
NOTHING = LedgerView(now=NOW, zone=ULYANOVSK, today={}, held=dict.fromkeys(HeldFor, 0), failures=(), paused=0)
FAILURES = [Failure(DeliveryKind.BROADCAST, DeliveryState.DEAD, f"{number} {HOSTILE}", 2) for number in range(30)]
NAMES = {5: Addressee(5, HOSTILE, active=False)}


def _fits(message: Message) -> bool:
    words, entities = message.text.render()
    call = message.as_call()
    labels = [button.text for row in call["reply_markup"].inline_keyboard for button in row]
    whole = len(words) <= TEXT_LIMIT and len(entities) <= ENTITY_LIMIT
    return whole and all(0 < len(label) <= LABEL_LIMIT for label in labels) and not {"url", "mention"} & {
        entity.type for entity in entities
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_is_sent_when_nothing_waits_or_failed(language: str, catalogues: Catalogues) -> None:
    """The first line is the answer, and no section stands empty."""
    tr = catalogues.of(language)
    told = ledger_screen(NOTHING, tr).plain()
    assert told.splitlines()[0] == tr.plain("Everything is sent")
    assert tr.plain("By kind") not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_stands_in_the_ledger_fits_its_message(language: str, catalogues: Catalogues) -> None:
    """Names, titles and reasons of strangers overflow nothing and link to nothing."""
    tr = catalogues.of(language)
    rows = [replace(ONE, id=number, outcome=HOSTILE, state=DeliveryState.DEAD) for number in range(1, 9)]
    chats = [PausedChat(5, "group", HOSTILE, HOSTILE, NOW, 3)] * 8
    turn = {"at": NOW.isoformat(), "what": HOSTILE}
    whole = replace(ONE, story=(turn,) * 200, outcome=HOSTILE, key=HOSTILE, body={"text": HOSTILE}, thread_id=9)
    whole = replace(whole, merged_into=3, edits=4)
    assert _fits(ledger_screen(replace(NOTHING, failures=FAILURES, paused=5000), tr))
    assert _fits(failures_notice(FAILURES, NOW, ULYANOVSK, tr))
    assert _fits(part_screen(Part.FAILED, rows, NAMES, tr, ULYANOVSK, page=3, more=True))
    assert _fits(chat_screen(5, rows, NAMES, tr, ULYANOVSK))
    assert _fits(paused_screen(chats, NAMES, tr, ULYANOVSK, page=3, more=True))
    assert _fits(delivery_card(whole, NAMES, rows, tr, ULYANOVSK, part=Part.HELD))


def test_a_list_turns_only_where_there_is_more(tr: Translator) -> None:
    """The first page has no button back, the last none forward; an empty one says so."""
    screen = part_screen(Part.WAITING, [ONE], {}, tr, ULYANOVSK)
    labels = [button.text for row in screen.as_call()["reply_markup"].inline_keyboard for button in row]
    assert labels == ["1. уведомление — 5", "« Отправления"]
    last = part_screen(Part.WAITING, [ONE], {}, tr, ULYANOVSK, page=999, more=True)
    assert not any("›" in button.text for row in last.as_call()["reply_markup"].inline_keyboard for button in row)
    empty = part_screen(Part.WAITING, [], {}, tr, ULYANOVSK)
    assert "Здесь пусто" in empty.plain()
    assert "Здесь пусто" in paused_screen([], {}, tr, ULYANOVSK).plain()


def test_a_story_leads_to_what_it_is_part_of(tr: Translator) -> None:
    """Merged, edited, holding others: each is a button; what waits says until when."""
    merged = replace(ONE, id=18, merged_into=17, edits=3)
    card = delivery_card(
        replace(ONE, merged_into=40, edits=3), {}, [merged, replace(ONE, id=19, edits=17)], tr, ULYANOVSK
    )
    labels = [button.text for row in card.as_call()["reply_markup"].inline_keyboard for button in row]
    assert labels == ["Вошло в 40", "Изменяет 3", "Содержит 18", "Изменено: 19", "« Отправления"]
    assert "не раньше 25\u00a0ноября 2026, 09:00" in card.plain()


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_reasons_are_told_in_words_and_telegram_s_as_they_are(language: str, catalogues: Catalogues) -> None:
    """A reason within another is translated, too; nothing of ours is left in English for those who read none."""
    tr = catalogues.of(language)
    assert reason_told("Forbidden: bot was blocked by the user", tr) == "Forbidden: bot was blocked by the user"
    late = reason_told("too late: not connected", tr)
    assert late == tr.plain("too late: {reason}", reason=tr.plain("no connection to Telegram"))
    assert reason_told("", tr) == tr.plain("no reason given")


def test_the_longest_waiting_is_told_while_something_waits(tr: Translator) -> None:
    """Since when the first of those that wait may go."""
    waiting = {(DeliveryKind.DIGEST, DeliveryState.WAITING): 2}
    told = ledger_screen(replace(NOTHING, today=waiting, oldest_due=NOW - timedelta(minutes=3)), tr).plain()
    assert "Дольше всех ждёт с 25\u00a0ноября 2026, 08:57" in told
