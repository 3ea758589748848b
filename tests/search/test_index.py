"""The store's facts as rows: what they are found by, how old they are, who may find them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.search.index import LONGEST_TEXT, rows_of_commitments, rows_of_register, rows_of_stories
from storage.records import Article, Commitment, CommitmentState, Deadline, Responsible
from storage.register_records import (
    Agreement,
    Discrepancy,
    Document,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Party,
    Project,
    Register,
    Sector,
    Side,
    Source,
    Statement,
    Visibility,
)
from storage.search_records import SearchKind, SearchRow
from tests.search.corpus import dictionary, story

REGISTER = Register(
    as_of="2026-02-26",
    sectors={"bas": Sector(slug="bas", ru="БАС", be="БАС", en="UAS", aliases=("дроны",), keywords=("коптер",))},
    agreements={
        "a": Agreement(
            slug="a", title="Пример соглашения", short="Соглашение", level="область", status="подписано",
            parties=(Party("Примерный исполком", "x"),),
            sources=tuple(Source("https://example.org", day, "Пример") for day in ("2025-10-07", "2025-12", None)),
        )
    },
    organisations={"o": Organisation(slug="o", full="Пример-завод", short="ПЗ", side=Side.BELARUS, body="завод")},
    projects={"p": Project(slug="p", name="Пример проекта", facts=("Собран станок.", "Собран прицеп."))},
    events={"e": Event(slug="e", name="Пример встречи", date="2025-10", visibility=Visibility.PROGRAMME)},
    indicators={"i": Indicator(slug="i", name="Товарооборот", value="5", unit="млн", period="2025 год")},
    officials={"f": Official(slug="f", name="Примеров Пример", role="директор завода")},
    statements={"s": Statement(slug="s", text="Построить пример", who="Примеров", nature="обещание")},
    documents={"d": Document(slug="d", title="Пример программы", level="союз", status="действует")},
    discrepancies={"x": Discrepancy(slug="x", text="Пример расхождения")},
)  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> dict[SearchKind, SearchRow]:
    """The rows of a register with one example of each kind."""
    return {row.kind: row for row in rows_of_register(REGISTER, dictionary())}


def test_every_entry_has_a_row(rows: dict[SearchKind, SearchRow]) -> None:
    """One row for each, under its kind and slug, with the name it is listed by."""
    assert {kind: (row.ref, row.title) for kind, row in rows.items()} == {
        SearchKind.SECTOR: ("bas", "БАС"),
        SearchKind.AGREEMENT: ("a", "Пример соглашения"),
        SearchKind.ORGANISATION: ("o", "Пример-завод"),
        SearchKind.PROJECT: ("p", "Пример проекта"),
        SearchKind.EVENT: ("e", "Пример встречи"),
        SearchKind.INDICATOR: ("i", "Товарооборот: 5 млн"),
        SearchKind.PERSON: ("f", "Примеров Пример, директор завода"),
        SearchKind.STATEMENT: ("s", "Построить пример"),
        SearchKind.DOCUMENT: ("d", "Пример программы"),
        SearchKind.DISCREPANCY: ("x", "Пример расхождения"),
    }
    assert {str(kind) for kind in rows} == {str(kind) for kind in EntryKind}


def test_an_entry_is_found_by_all_it_says(rows: dict[SearchKind, SearchRow]) -> None:
    """Facts and parties are in the text, aliases and key words among the keys alone, slugs nowhere."""
    assert rows[SearchKind.PROJECT].text == "Собран станок. Собран прицеп"
    assert rows[SearchKind.AGREEMENT].text == "Соглашение. область. подписано. Примерный исполком"
    assert {"беспилотник", "станок"} <= {*rows[SearchKind.SECTOR].keys.split(), *rows[SearchKind.PROJECT].keys.split()}
    assert "дроны" not in rows[SearchKind.SECTOR].text


def test_an_entry_is_as_old_as_its_newest_source(rows: dict[SearchKind, SearchRow]) -> None:
    """Dates that are whole count; without any it is as old as the register, and without that as the century."""
    assert rows[SearchKind.AGREEMENT].moment == datetime(2025, 10, 7, tzinfo=UTC)
    assert rows[SearchKind.SECTOR].moment == datetime(2026, 2, 26, tzinfo=UTC)
    (bare,) = rows_of_register(Register(discrepancies=REGISTER.discrepancies), dictionary())
    assert bare.moment == datetime(2000, 1, 1, tzinfo=UTC)


def test_a_row_bears_the_visibility_of_its_fact(rows: dict[SearchKind, SearchRow]) -> None:
    """Who may find a row is what the fact itself says."""
    assert rows[SearchKind.EVENT].visibility is Visibility.PROGRAMME
    assert rows[SearchKind.PROJECT].visibility is Visibility.PUBLIC


def test_a_story_is_found_by_its_articles(now: datetime) -> None:
    """The words of each article count once per text; the text is bounded, the keys are not."""
    one = story(7, "Станок\nпоказан", now, "Пример " * 400 + "прицеп")
    other = Article("i", "https://example.org", "Пример", "Показали самолёт", "", now)
    (row,) = rows_of_stories([replace(one, articles=(*one.articles, other))], dictionary())
    assert (row.kind, row.ref, row.title, row.moment) == (SearchKind.STORY, "7", "Станок показан", now)
    assert len(row.text) == LONGEST_TEXT
    assert {"прицеп", "самолет"} <= set(row.keys.split())
    assert row.keys.split().count("станок") == 1


def commitment(*due: date) -> Commitment:
    """Return an example commitment."""
    deadlines = tuple(Deadline(number, day, day) for number, day in enumerate(due))
    responsible = (Responsible("Примерный завод", Side.BELARUS),)
    return Commitment(
        5, "primer", "Пример", True, "1.2", "Поставить станок", "Станкостроение", "до конца года",  # noqa: FBT003 - in the record's order
        CommitmentState.OPEN, 3, deadlines, responsible,
    )  # fmt: skip


def test_a_commitment_is_found_by_what_and_who() -> None:
    """Its text is the title; section, responsible and deadline as written follow; it is the programme's."""
    (row,) = rows_of_commitments([commitment(date(2026, 6, 30), date(2026, 12, 31))], {}, dictionary())
    assert (row.kind, row.ref, row.version, row.visibility) == (SearchKind.COMMITMENT, "5", 3, Visibility.PROGRAMME)
    assert (row.title, row.text) == ("Поставить станок", "Станкостроение. Примерный завод. до конца года")
    assert {"станок", "завод", "поставить"} <= set(row.keys.split())
    assert row.moment == datetime(2026, 12, 31, tzinfo=UTC)


def test_a_commitment_without_a_deadline_lasts_as_long_as_its_plan() -> None:
    """Nothing is invented: it is in force to the plan's end."""
    (row,) = rows_of_commitments([commitment()], {"primer": date(2026, 12, 31)}, dictionary())
    assert row.moment == datetime(2026, 12, 31, tzinfo=UTC)
    (row,) = rows_of_commitments([commitment()], {}, dictionary())
    assert row.moment.year == 2000
