"""The screens of /broadcast: figures, times, buttons that fit and never change."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.render.broadcast import (
    FAILURES_SHOWN,
    PAGE,
    BroadcastAct,
    BroadcastReaders,
    BroadcastStep,
    SortCode,
    broadcast_body,
    broadcast_question,
    failures_screen,
    figure,
    lasting,
    progress_screen,
    readers_named,
    readers_screen,
)
from bot.render.catalogue import Catalogues, Translator
from bot.render.message import Message
from storage.broadcast_records import Audience, AudienceSort, Broadcast, BroadcastState, Failure, Progress
from storage.records import DeliveryState
from tests.render.notation import flaws
from tests.render.samples import HOSTILE

LONGEST: list[CallbackData] = [
    BroadcastStep(act=BroadcastAct.CONFIRM, number=10**12, figure=10**9),
    BroadcastReaders(sort=SortCode.ORGANISATIONS, number=10**12, page=99, value="x" * 40),
]
BORN = datetime(2026, 3, 2, tzinfo=UTC)


def broadcast(state: BroadcastState = BroadcastState.RUNNING, text: str = "Пример", **audience: object) -> Broadcast:
    """An example broadcast."""
    return Broadcast(7, 1, {"text": text}, Audience(**audience), state, BORN)  # type: ignore[arg-type]


def labels(message: Message) -> list[str]:
    """Return the labels of a message's buttons."""
    assert isinstance(message.keyboard, InlineKeyboardMarkup)
    return [button.text for row in message.keyboard.inline_keyboard for button in row]


@pytest.mark.parametrize("value", LONGEST, ids=lambda each: type(each).__name__)
def test_the_longest_value_fits_and_comes_back(value: CallbackData) -> None:
    """The longest a button can carry is at most 64 bytes and unpacks to what it was."""
    assert len(value.pack().encode()) <= 64
    assert type(value).unpack(value.pack()) == value


def test_prefixes_and_codes_are_never_changed() -> None:
    """A button in a chat lives for ever: these strings must do the same in every version to come."""
    assert [value.pack() for value in LONGEST] == ["b:y:1000000000000:1000000000", f"bc:o:1000000000000:99:{'x' * 40}"]
    assert "".join(BroadcastAct) == "wcpydxgvf"
    assert "".join(SortCode) == "aros"
    assert {code.sort for code in SortCode} == set(AudienceSort)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "около 1 секунды"),
        (59, "около 59 секунд"),
        (61, "около 2 минут"),
        (5000 / 28, "около 3 минут"),
        (7199, "около 120 минут"),
        (10801, "около 4 часов"),
    ],
)
def test_a_time_is_said_in_the_unit_that_says_enough(seconds: float, said: str, tr: Translator) -> None:
    """Seconds below a minute, minutes below two hours, then hours; rounded up."""
    assert lasting(seconds, tr).render()[0] == said


@pytest.mark.parametrize(
    ("state", "progress", "expected"),
    [
        (BroadcastState.PLANNING, Progress(waiting=5), ["Остановить"]),
        (BroadcastState.RUNNING, Progress(1, 2, 3, 4), ["Кто не получил: 6", "Остановить"]),
        (BroadcastState.STOPPED, Progress(1, 0, 3), ["Продолжить"]),
        (BroadcastState.DONE, Progress(1, 1), ["Кто не получил: 1"]),
    ],
)
def test_progress_offers_what_can_be_done(
    state: BroadcastState, progress: Progress, expected: list[str], tr: Translator
) -> None:
    """What runs is stopped, what is stopped goes on, what failed is looked at, and nothing else is offered."""
    assert labels(progress_screen(broadcast(state), progress, tr)) == expected


def test_figures_are_whole_and_add_up(tr: Translator) -> None:
    """Sent of all, waiting, lost, away: each named when it is not nought, thousands apart."""
    text = progress_screen(broadcast(), Progress(4_321, 2, 30, 1), tr).plain()
    assert text.splitlines()[2:] == [
        f"Отправлено: {figure(4_321)} из {figure(4_354)}",
        "Ждут отправки: 30",
        "Не получили: 2",
        "Закрыли чат с ботом: 1; получат, когда вернутся.",
    ]
    assert figure(4_321) == "4\u00a0321"


def test_a_draft_has_no_figures(tr: Translator) -> None:
    """What is not begun has no progress to tell."""
    assert progress_screen(broadcast(BroadcastState.DROPPED), Progress(), tr).plain() == "Рассылка отменена"


def test_many_options_are_turned_page_by_page(tr: Translator) -> None:
    """A page holds eight; a page beyond the end is the last; the chosen are ticked."""
    options = [(f"o{number}", f"Пример {number}") for number in range(PAGE * 2 + 1)]
    chosen = broadcast(sort=AudienceSort.ORGANISATIONS, values=("o8",))
    first = labels(readers_screen(chosen, options, 1, tr))
    assert first == [*(f"Пример {number}" for number in range(PAGE)), "2 ›", "Посмотреть", "Назад", "Отменить"]
    second = labels(readers_screen(chosen, options, 1, tr, 1))
    assert second[0] == "✓ Пример 8"
    assert second[PAGE : PAGE + 2] == ["‹ 1", "3 ›"]
    assert labels(readers_screen(chosen, options, 0, tr, 50)) == ["Пример 16", "‹ 2", "Назад", "Отменить"]
    assert "Таких пока нет." in readers_screen(chosen, [], 0, tr).plain()


def test_what_strangers_wrote_breaks_nothing(catalogues: Catalogues) -> None:
    """Names, reasons and the beginning of a message from outside are harmless in every language."""
    failures = [Failure(5, HOSTILE, DeliveryState.DEAD, HOSTILE), Failure(6, "", DeliveryState.UNKNOWN, "")]
    for tr in catalogues:
        assert flaws(failures_screen(7, failures * FAILURES_SHOWN, 90, tr)) == []
        assert flaws(broadcast_question(7, [broadcast(text=HOSTILE), replace(broadcast(text=""), id=8)], tr)) == []


def test_who_is_left_out_of_the_names_is_counted(tr: Translator) -> None:
    """Twenty are named, the rest are counted; with none there is nothing to name."""
    failures = [Failure(number, "Пример", DeliveryState.DEAD, "причина") for number in range(1, FAILURES_SHOWN + 1)]
    text = failures_screen(7, failures, 1_025, tr).plain()
    assert text.count("причина") == FAILURES_SHOWN
    assert f"И ещё: {figure(1_005)}." in text
    assert failures_screen(7, [], 0, tr).plain() == "Получили все."


def test_the_reader_can_ask_why_it_came(catalogues: Catalogues) -> None:
    """Each body has the button in its language, in place of any keyboard."""
    said = [broadcast_body({"text": "Пример", "keyboard": None}, tr)["keyboard"] for tr in catalogues]
    assert len({str(markup) for markup in said}) == 3
    assert all(markup["inline_keyboard"][0][0]["callback_data"] == "why:broadcast" for markup in said)


def test_readers_are_named_in_one_line(tr: Translator) -> None:
    """Everyone by that word, others by their names, cut when there are too many."""
    assert readers_named(Audience(), (), tr) == "Все"
    assert readers_named(Audience(AudienceSort.SIDES, ("belarus",)), ["Беларусь"], tr) == "Беларусь"
    assert len(readers_named(Audience(AudienceSort.SIDES), ["Пример"] * 99, tr)) <= 300
