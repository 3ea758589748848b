"""How it stands with a source, in words: each trouble has its own, whatever stands in the store."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Trouble
from bot.news.parse import Complaint
from bot.news.schedule import FAULT
from bot.render.catalogue import Catalogues
from bot.render.sources_told import ago, why_failing
from tests.render.samples import ULYANOVSK

NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)


@pytest.mark.parametrize("trouble", [*(one for one in Trouble if one is not Trouble.STATUS), *Complaint, FAULT])
def test_every_trouble_has_words_of_its_own(trouble: str, catalogues: Catalogues) -> None:
    """In each language, and none is the bare word of the store."""
    told = {why_failing(trouble, 0, tr) for tr in catalogues}
    assert len(told) == 3
    assert trouble not in told


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "403, отказывает боту"),
        (410, "410, закрыта насовсем"),
        (503, "503, сбой на его сервере"),
        (418, "418"),
        (299, "299"),
        (999, "999, сбой на его сервере"),
    ],
)
def test_a_status_is_told_with_its_number(status: int, words: str, catalogues: Catalogues) -> None:
    """Also one that no server should send."""
    assert why_failing(Trouble.STATUS, status, catalogues.of("ru")) == words


def test_a_word_that_is_not_known_is_said_as_it_is(catalogues: Catalogues) -> None:
    """A later version may have written it."""
    assert why_failing("novelty", 0, catalogues.of("ru")) == "novelty"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "только что"),
        (timedelta(minutes=1), "1 минуту назад"),
        (timedelta(minutes=12), "12 минут назад"),
        (timedelta(hours=3), "3 часа назад"),
        (timedelta(hours=24), "24 ноября 2026, 09:00"),
    ],
)
def test_how_long_ago_is_told_as_people_do(passed: timedelta, words: str, catalogues: Catalogues) -> None:
    """In minutes, in hours, and then by the date."""
    assert ago(NOW - passed, NOW, ULYANOVSK, catalogues.of("ru")).replace("\u00a0", " ") == words
