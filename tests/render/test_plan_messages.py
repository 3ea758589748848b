"""The plan on the screen: a commitment, what is owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.commitment_card import commitment_card
from bot.render.message import Message
from bot.render.plan import owed_screen
from storage.records import Commitment, CommitmentState, Deadline, DeadlineState, Responsible
from storage.register_records import Register, Side
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, TODAY, commitment

NB = "\u00a0"


def _hostile(number: int) -> Commitment:
    return replace(
        commitment(number, TODAY),
        number=HOSTILE,
        text=HOSTILE,
        section=HOSTILE,
        deadline_text=HOSTILE,
        plan_title=HOSTILE,
        responsible=(Responsible(HOSTILE, Side.FEDERAL, "withdrawn"),) * 40,
    )


def _datas(message: Message) -> list[str]:
    return [each.callback_data for row in message.as_call()["reply_markup"].inline_keyboard for each in row]


def test_only_an_example_is_called_one(tr: Translator, register: Register) -> None:
    """A real plan bears no mark, an example bears it in the first line of every screen."""
    example = commitment(1, TODAY)
    real = replace(example, example=False)
    for one, marked in ((example, True), (real, False)):
        screens = (
            commitment_card(one, register, tr, TODAY),
            owed_screen([one], register, tr, TODAY),
        )
        assert [screen.plain().split("\n")[0].startswith("ПРИМЕР") for screen in screens] == [marked] * 2


def test_a_plan_that_means_harm_makes_whole_messages(tr: Translator, register: Register) -> None:
    """Cells of ten thousand characters leave every screen within the limits."""
    bad = [_hostile(number) for number in range(1, 30)]
    assert flaws(commitment_card(bad[0], register, tr, TODAY)) == []
    assert flaws(owed_screen(bad, register, tr, TODAY)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", CommitmentState)
def test_a_commitments_card_is_fit_to_be_read(
    state: CommitmentState, language: str, register: Register, catalogues: Catalogues
) -> None:
    """In every state and language, without a number and with one."""
    for one in (commitment(1, TODAY, state), replace(commitment(2, None, state), number="", section="")):
        assert flaws(commitment_card(one, register, catalogues.of(language), TODAY)) == []


def test_a_card_says_how_long_is_left_and_from_where_the_date_moved(register: Register, tr: Translator) -> None:
    """The first date is kept and told; what is closed counts no days."""
    moved = commitment(1, TODAY + timedelta(days=3), first_due=TODAY - timedelta(days=1))
    told = commitment_card(moved, register, tr, TODAY).plain()
    assert f"• 27{NB}ноября 2026, пятница (перенесён с 23{NB}ноября 2026) — через 3 дня" in told
    (deadline,) = moved.deadlines
    closed = replace(deadline, state=DeadlineState.DONE, done_on=TODAY, closed_at=datetime(2026, 11, 24, tzinfo=UTC))
    done = commitment_card(replace(moved, state=CommitmentState.DONE, deadlines=(closed,)), register, tr, TODAY).plain()
    assert "Состояние: исполнено" in done
    assert "через 3 дня" not in done


def test_a_card_of_many_deadlines_shows_the_last_passed_and_those_ahead(register: Register, tr: Translator) -> None:
    """A monthly item of two years shows a dozen dates, beginning with the last one that passed."""
    dates = [TODAY + timedelta(days=30 * number) for number in range(-12, 24)]
    monthly = replace(
        commitment(1, TODAY), deadlines=tuple(Deadline(number, due, due) for number, due in enumerate(dates, 1))
    )
    told = commitment_card(monthly, register, tr, TODAY + timedelta(days=1)).plain()
    rows = [line for line in told.split("\n") if (line.startswith("• ") and "2026" in line) or "2027" in line]
    assert rows[0].endswith("просрочено на 1 день")
    assert rows[1].endswith("через 29 дней")
    assert len(rows) == 12


def test_what_is_owed_is_ordered_by_the_date_that_counts_now(register: Register, tr: Translator) -> None:
    """Overdue, near, far, and last what has no date; closed items are left out."""
    far, near, late = (commitment(number, TODAY + timedelta(days=days)) for number, days in ((1, 40), (2, 1), (3, -5)))
    undated, done = commitment(4, None), commitment(5, TODAY, CommitmentState.DONE)
    recurring = replace(
        commitment(6, TODAY),
        deadlines=tuple(Deadline(number, TODAY + timedelta(days=days), TODAY) for number, days in ((1, -90), (2, 2))),
    )
    screen = owed_screen([far, undated, near, done, late, recurring], register, tr, TODAY)
    assert _datas(screen) == ["m:6", "m:3", "m:2", "m:1", "m:4"]
    first, second = recurring.deadlines
    executed = replace(first, state=DeadlineState.DONE, done_on=first.due, closed_at=datetime(2026, 11, 24, tzinfo=UTC))
    later = owed_screen([near, replace(recurring, deadlines=(executed, second))], register, tr, TODAY)
    assert _datas(later) == ["m:2", "m:6"]
    assert "срок словами, без даты\nПункт 4." in screen.plain()
    assert "5 мероприятий" in screen.plain()


def test_what_is_owed_pages(register: Register, tr: Translator) -> None:
    """Eight a page, with ways on and back; a page past the end is the last one."""
    owed = [commitment(number, TODAY) for number in range(1, 21)]
    turns = [
        [one for one in _datas(owed_screen(owed, register, tr, TODAY, page)) if one.startswith("w:")]
        for page in (0, 1, 2)
    ]
    assert turns == [["w:1"], ["w:0", "w:2"], ["w:1"]]
    past_the_end, last = (owed_screen(owed, register, tr, TODAY, page).body() for page in (99, 2))
    assert past_the_end == last
    assert "20 мероприятий, страница 3 из 3" in owed_screen(owed, register, tr, TODAY, 2).plain()


def test_nothing_owed_is_said(register: Register, tr: Translator) -> None:
    """An empty screen is a sentence, not silence."""
    assert owed_screen([], register, tr, TODAY).plain() == (
        "Сроки плана мероприятий\nОткрытых мероприятий со сроками нет."
    )
