"""How much one person or group may ask: bursts pass, floods do not, and memory is bounded."""

from collections.abc import Iterable

import pytest

from bot.flood import SILENCE, Bucket, Flood, Limits, Verdict, Work

LET_IN, TELL, IGNORE = Verdict.LET_IN, Verdict.TELL, Verdict.IGNORE
ANNA, GROUP = 7, -7
STRICT = Limits(
    person=(
        (Work.OTHER, Bucket(5, 2)),
        (Work.SEARCH, Bucket(3, 10)),
        (Work.UPLOAD, Bucket(2, 30)),
        (Work.INLINE, Bucket(2, 1)),
    ),
    group=(
        (Work.OTHER, Bucket(6, 2)),
        (Work.SEARCH, Bucket(4, 10)),
        (Work.UPLOAD, Bucket(3, 30)),
        (Work.INLINE, Bucket(9, 1)),
    ),
    looser=3,
)
NOW = 1_000_000.0


def verdicts(flood: Flood, work: Work, moments: Iterable[float], *, looser: bool = False) -> list[Verdict]:
    """Return what became of one person's updates in a private chat."""
    return [flood.judge(ANNA, None, work, NOW + at, looser=looser) for at in moments]


@pytest.mark.parametrize(("work", "burst"), [(Work.OTHER, 5), (Work.SEARCH, 3), (Work.UPLOAD, 2)])
def test_a_burst_passes_and_a_flood_is_told_once(work: Work, burst: int) -> None:
    """As many as the bucket holds pass at once, the next is told, all after it are ignored for a minute."""
    flood = Flood(STRICT)
    said = verdicts(flood, work, [0.0] * (burst + 50))
    assert said == [LET_IN] * burst + [TELL] + [IGNORE] * 49
    assert verdicts(flood, work, [SILENCE - 1, SILENCE + 0.1]) == [IGNORE, LET_IN]


def test_one_ignored_asks_for_no_more_time() -> None:
    """What comes during the minute does not make it longer."""
    flood = Flood(STRICT)
    verdicts(flood, Work.OTHER, [0.0] * 6)
    assert verdicts(flood, Work.OTHER, range(1, 60)) == [IGNORE] * 59
    assert verdicts(flood, Work.OTHER, [SILENCE]) == [LET_IN]


def test_a_steady_pace_passes_for_ever() -> None:
    """One every two seconds never empties a bucket that fills by one every two seconds."""
    assert set(verdicts(Flood(STRICT), Work.OTHER, (2.0 * n for n in range(1000)))) == {LET_IN}


def test_a_search_is_work_as_well() -> None:
    """Searches and files are taken from the bucket of all work, too; inline queries from their own alone."""
    flood = Flood(STRICT)
    asked = [Work.SEARCH, Work.UPLOAD, Work.SEARCH, Work.INLINE, Work.INLINE, Work.OTHER, Work.OTHER, Work.OTHER]
    assert [flood.judge(ANNA, None, work, NOW) for work in asked] == [LET_IN] * 7 + [TELL]


def test_letters_typed_inline_silence_nobody() -> None:
    """Too many inline queries are not answered for a moment; what is written is answered all the same."""
    flood = Flood(STRICT)
    assert verdicts(flood, Work.INLINE, [0, 0, 0, 0.5, 1.1]) == [LET_IN, LET_IN, IGNORE, IGNORE, LET_IN]
    assert verdicts(flood, Work.SEARCH, [1.1]) == [LET_IN]


def test_a_group_has_its_own_bucket() -> None:
    """Many members who each ask little are a flood together; elsewhere they are answered as ever."""
    flood = Flood(STRICT)
    said = [flood.judge(person, GROUP, Work.OTHER, NOW) for person in range(1, 10)]
    assert said == [LET_IN] * 6 + [TELL, IGNORE, IGNORE]
    assert flood.judge(9, None, Work.OTHER, NOW) is LET_IN
    assert flood.judge(None, GROUP, Work.OTHER, NOW + 1) is IGNORE


def test_one_floods_and_the_group_goes_on() -> None:
    """Who floods is ignored; what was turned away is not counted against the group."""
    flood = Flood(STRICT)
    said = [flood.judge(ANNA, GROUP, Work.SEARCH, NOW) for _ in range(9)]
    assert said == [LET_IN] * 3 + [TELL] + [IGNORE] * 5
    assert flood.judge(8, GROUP, Work.SEARCH, NOW) is LET_IN


def test_administrators_are_limited_more_loosely() -> None:
    """Three times as much here, and no more."""
    assert verdicts(Flood(STRICT), Work.SEARCH, [0.0] * 11, looser=True) == [LET_IN] * 9 + [TELL, IGNORE]


def test_the_factor_multiplies_everything() -> None:
    """Twice as much at once, and again at twice the pace; it may be changed while the bot lives."""
    flood = Flood(STRICT)
    flood.limits = Limits(STRICT.person, STRICT.group, factor=2)
    assert verdicts(flood, Work.SEARCH, [0.0] * 7) == [LET_IN] * 6 + [TELL]
    assert flood.limits.factor == 2


def test_a_million_strangers_fit() -> None:
    """Memory is bounded: who asked longest ago is forgotten, who floods now is not."""
    flood = Flood(STRICT, remembered=100)
    verdicts(flood, Work.OTHER, [0.0] * 6)
    for stranger in range(100, 10_000):
        assert flood.judge(stranger, None, Work.OTHER, NOW + 1) is LET_IN
        if stranger % 50 == 0:
            assert flood.judge(ANNA, None, Work.OTHER, NOW + 1) is IGNORE
    assert flood.remembered == 100


def test_a_clock_set_back_silences_nobody_for_hours() -> None:
    """The minute is a minute, even when the clock was wrong as it began."""
    flood = Flood(STRICT)
    verdicts(flood, Work.OTHER, [86_400.0] * 6)
    assert flood.judge(ANNA, None, Work.INLINE, NOW) is LET_IN


def test_nobody_in_private_is_let_in() -> None:
    """An update of nobody's has no bucket."""
    flood = Flood(STRICT)
    assert {flood.judge(None, None, Work.OTHER, NOW) for _ in range(100)} == {LET_IN}
    assert flood.remembered == 0
