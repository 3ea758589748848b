"""What is trusted decides what is borderline, says so, and decides nothing else."""

from datetime import UTC, datetime

import pytest

from bot.language.words import Words
from bot.news.relevance import Ground, Reason, Verdict
from bot.news.trust import Trust
from storage.news_records import Outcome, Trusted, TrustSort
from storage.records import Article

WORD, SOURCE = TrustSort.WORD, TrustSort.SOURCE
ARTICLE = Article(
    "i", "https://example.org", "Пример Издания", "Совет министров Союзного государства", "О хоккее.", datetime.now(UTC)
)
BECAUSE = (Reason(Ground.UNION, ("Союзного государства",), 30),)


@pytest.fixture(scope="module")
def words() -> Words:
    """The dictionary."""
    return Words()


def _weighed(words: Words, outcome: Outcome, *listed: tuple[TrustSort, str, bool]) -> Verdict:
    entries = [Trusted(number, sort, written, trusted) for number, (sort, written, trusted) in enumerate(listed)]
    return Trust(entries, words).weighed(Verdict(outcome, 40, BECAUSE), ARTICLE)


@pytest.mark.parametrize(
    ("listed", "outcome", "named"),
    [
        ([], Outcome.BORDERLINE, None),
        ([(SOURCE, "другое издание", True)], Outcome.BORDERLINE, None),
        ([(SOURCE, "пример издания", True)], Outcome.IN, ("пример издания",)),
        ([(SOURCE, "ПРИМЕР  ИЗДАНИЯ", False)], Outcome.OUT, ("ПРИМЕР  ИЗДАНИЯ",)),
        ([(WORD, "союзное государство", True)], Outcome.IN, ("союзное государство",)),
        ([(WORD, "государство союзное", True)], Outcome.BORDERLINE, None),
        ([(WORD, "хоккей", False)], Outcome.OUT, ("хоккей",)),
        ([(WORD, "хоккей", False), (SOURCE, "Пример издания", True)], Outcome.OUT, ("хоккей",)),
        ([(WORD, "министр", True), (SOURCE, "Пример издания", True)], Outcome.IN, ("Пример издания", "министр")),
        ([(WORD, "…", True)], Outcome.BORDERLINE, None),
    ],
)
def test_the_list_decides_what_is_borderline(
    words: Words, listed: list[tuple[TrustSort, str, bool]], outcome: Outcome, named: tuple[str, ...] | None
) -> None:
    """All forms of a word are meant, words in a row as a row; distrust is stronger; the reason comes first."""
    found = _weighed(words, Outcome.BORDERLINE, *listed)
    assert found.outcome is outcome
    assert found.score == 40
    if named is None:
        assert found.why == BECAUSE
    else:
        ground = Ground.TRUSTED if outcome is Outcome.IN else Ground.DISTRUSTED
        assert found.why == (Reason(ground, named), *BECAUSE)


@pytest.mark.parametrize(("outcome", "trusted"), [(Outcome.IN, False), (Outcome.OUT, True)])
def test_what_is_clear_stays_as_it_is(words: Words, outcome: Outcome, trusted: bool) -> None:  # noqa: FBT001
    """The list decides nothing of what the words decided."""
    assert _weighed(words, outcome, (SOURCE, "Пример издания", trusted)).outcome is outcome
