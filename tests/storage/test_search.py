"""Search in the store, the same on both databases: what is found, by whom, in which order, and what is remembered."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.database import open_database
from storage.records import Article, NewCommitment, NewPlan, NewStory
from storage.register_records import EntryKind, Visibility
from storage.search_ids import first_id, last_id, sort_of
from storage.search_queries import RANKED, groups_of, keys_in
from storage.search_records import SearchHit, SearchKind, SearchResult, SearchRow
from storage.store import Store

PUBLIC = (Visibility.PUBLIC,)
ALL = tuple(Visibility)
DAY = timedelta(days=1)


def row(ref: str, keys: str, moment: datetime, visibility: Visibility = Visibility.PUBLIC) -> SearchRow:
    """An example story."""
    return SearchRow(SearchKind.STORY, ref, visibility, moment, f"Пример {ref}", f"Пример текста {ref}", keys)


def refs(found: SearchResult) -> list[str]:
    """Return what was found, in its order."""
    return [hit.ref for hit in found.hits]


async def asked(store: Store, *keys: str, visibilities: Iterable[Visibility] = PUBLIC) -> list[str]:
    """Return what has all the keys or, when few have, any of them."""
    return refs(await store.search.find(keys, tuple(visibilities), limit=100))


async def test_what_was_put_is_found_whole(store: Store, now: datetime) -> None:
    """A hit says all that its row said, and how many there are."""
    await store.search.put([row("1", "завод станок", now), row("2", "школа", now)])
    hit = SearchHit(SearchKind.STORY, "1", Visibility.PUBLIC, now, "Пример 1", "Пример текста 1")
    assert await store.search.find(["завод"], PUBLIC, limit=5) == SearchResult((hit,), 1, any_words=False)
    assert await store.search.find(["погода"], PUBLIC, limit=5) == SearchResult((), 0, any_words=False)


async def test_the_same_row_again_changes_nothing(store: Store, now: datetime) -> None:
    """Putting a row again writes nothing; one that says something else takes its place."""
    assert await store.search.put([row("1", "завод", now)]) == 1
    assert await store.search.put([row("1", "завод", now)]) == 0
    assert await store.search.put([replace(row("1", "завод", now), title="Иначе")]) == 1
    (hit,) = (await store.search.find(["завод"], PUBLIC, limit=5)).hits
    assert hit.title == "Иначе"
    assert await store.search.put([row("1", "школа", now)]) == 1
    assert (await asked(store, "завод"), await asked(store, "школа")) == ([], ["1"])


async def test_of_one_name_the_last_counts(store: Store, now: datetime) -> None:
    """A row said twice in one call is one row."""
    assert await store.search.put([row("1", "завод", now), row("1", "школа", now)]) == 1
    assert (await asked(store, "завод"), await asked(store, "школа")) == ([], ["1"])
    assert await store.search.put([]) == 0


async def test_a_row_that_changes_its_kind_of_reader_or_its_time_moves(store: Store, now: datetime) -> None:
    """What becomes public is found by all at once; what becomes newer comes first."""
    await store.search.put([row("1", "завод", now, Visibility.PROGRAMME), row("2", "завод", now)])
    await store.search.put([row("1", "завод", now + DAY)])
    assert await asked(store, "завод") == ["1", "2"]
    await store.search.put([row("1", "завод", now - DAY)])
    assert await asked(store, "завод") == ["2", "1"]


async def test_kinds_replaced_hold_only_what_was_given(store: Store, now: datetime) -> None:
    """Rows of a replaced kind that are not given go; other kinds stay."""
    sector = replace(row("bas", "завод", now), kind=SearchKind.SECTOR)
    await store.search.put([row("1", "завод", now), row("2", "завод", now), sector])
    assert await store.search.put([row("2", "завод", now)], kinds_replaced=[SearchKind.STORY]) == 1
    assert sorted(await asked(store, "завод")) == ["2", "bas"]
    assert await store.search.put([], kinds_replaced=[SearchKind.STORY, SearchKind.SECTOR]) == 2
    assert await store.search.vocabulary(ALL, shortest=1, longest=99) == {}


async def test_rows_are_removed_by_name(store: Store, now: datetime) -> None:
    """Removing takes the rows named, of the kind named, and nothing twice."""
    sector = replace(row("1", "завод", now), kind=SearchKind.SECTOR)
    await store.search.put([row("1", "завод", now), row("2", "завод", now), sector])
    assert await store.search.remove(SearchKind.STORY, ["1", "404"]) == 1
    assert await store.search.remove(SearchKind.STORY, ["1"]) == 0
    assert [hit.kind for hit in (await store.search.find(["завод"], PUBLIC, limit=9)).hits].count(SearchKind.STORY) == 1


async def test_who_may_not_see_does_not_find(store: Store, now: datetime) -> None:
    """Rows of the programme are neither found, nor counted, nor in the vocabulary, for who may read the public only."""
    hidden = row("1", "тайный завод", now, Visibility.PROGRAMME)
    await store.search.put([hidden, row("2", "завод", now)])
    found = await store.search.find(["завод"], PUBLIC, limit=9)
    assert (refs(found), found.total_at_most) == (["2"], 1)
    assert sorted(await asked(store, "завод", visibilities=ALL)) == ["1", "2"]
    assert await asked(store, "завод", visibilities=[Visibility.PROGRAMME]) == ["1"]
    assert await asked(store, "завод", visibilities=()) == []
    assert await store.search.known(["тайный", "завод"], PUBLIC) == {"завод"}
    assert await store.search.known(["тайный", "завод"], ALL) == {"тайный", "завод"}
    assert await store.search.vocabulary(PUBLIC, shortest=1, longest=9) == {"завод": 1}
    assert await store.search.vocabulary(ALL, shortest=1, longest=9) == {"завод": 2, "тайный": 1}


async def test_all_words_together(store: Store, now: datetime) -> None:
    """When five have all the words, nothing else is found."""
    both = [row(str(number), "завод станок", now) for number in range(5)]
    await store.search.put([*both, row("one", "завод", now)])
    found = await store.search.find(["завод", "станок"], PUBLIC, limit=9)
    assert (len(found.hits), found.any_words) == (5, False)


async def test_any_words_when_few_have_all(store: Store, now: datetime) -> None:
    """Fewer than five with all the words: those come first, whatever the rank, those with some of them follow."""
    both = [row(str(number), "завод станок " + "прочее " * 50, now) for number in range(4)]
    some = [row(f"some {number}", "станок станок станок", now) for number in range(3)]
    await store.search.put([*both, *some, row("none", "школа", now)])
    found = await store.search.find(["завод", "станок"], PUBLIC, limit=9)
    assert found.any_words
    assert sorted(refs(found)[:4]) == ["0", "1", "2", "3"]
    assert sorted(refs(found)[4:]) == ["some 0", "some 1", "some 2"]
    assert found.total_at_most == 7
    pages = [await store.search.find(["завод", "станок"], PUBLIC, limit=2, offset=at) for at in (0, 2, 4, 6)]
    assert [ref for page in pages for ref in refs(page)] == refs(found)
    small = await store.search.find(["завод", "станок"], PUBLIC, limit=1)
    assert refs(small) == refs(found)[:1]


async def test_a_group_is_a_choice(store: Store, now: datetime) -> None:
    """Of each group one key is enough."""
    await store.search.put(
        [row(str(n), keys, now) for n, keys in enumerate(["ил-76 завод", "ил-76мд завод", "ту завод"])]
    )
    found = await store.search.find([("ил-76", "ил-76мд"), "завод"], PUBLIC, limit=9)
    assert (sorted(refs(found)[:2]), refs(found)[2:]) == (["0", "1"], ["2"])
    found = await store.search.find([["ил-76", "ил-76мд"]], PUBLIC, limit=9)
    assert sorted(refs(found)) == ["0", "1"]


async def test_a_designation_is_one_word(store: Store, now: datetime) -> None:
    """«ил-76» is neither «ил» nor «76», «558» is not «5588»."""
    await store.search.put([row("1", "ил-76 558", now), row("2", "ил 76 5588", now)])
    assert await asked(store, "ил-76") == ["1"]
    assert await asked(store, "76") == ["2"]
    assert await asked(store, "558") == ["1"]


async def test_letters_that_differ_by_a_sign_are_different(store: Store, now: datetime) -> None:
    """No index folds «й» to «и» or «ў» to «у»: the caller has decided what is the same."""
    await store.search.put([row("1", "бои", now), row("2", "бой", now)])
    assert (await asked(store, "бой"), await asked(store, "бои")) == (["2"], ["1"])


async def test_an_apostrophe_parts_no_word(store: Store, now: datetime) -> None:
    """«аб'ект» is one word, whichever apostrophe is in it."""
    await store.search.put([row("1", "аб'ект", now), row("2", "аб ект", now)])
    assert (await asked(store, "аб'ект"), await asked(store, "аб’ект")) == (["1"], ["1"])
    assert await store.search.known(["аб’ект"], PUBLIC) == {"аб’ект"}


async def test_the_better_comes_first_and_then_the_newer(store: Store, now: datetime) -> None:
    """A row with a rare word asked for is before those with the common one; alike, the newer is first."""
    common = [row(f"c{number}", "завод прочий", now + number * DAY) for number in range(6)]
    await store.search.put([*common, row("rare", "завод алтай", now - 9 * DAY)])
    assert refs(await store.search.find([("завод", "алтай")], PUBLIC, limit=9)) == [
        "rare",
        "c5",
        "c4",
        "c3",
        "c2",
        "c1",
        "c0",
    ]


async def test_ties_have_an_order(store: Store, now: datetime) -> None:
    """Rows of one moment stand in the same order whichever was put first, and pages neither repeat nor miss any."""
    rows = [row(str(number), "завод", now) for number in range(20)]
    await store.search.put(rows)
    before = await asked(store, "завод")
    pages = [await store.search.find(["завод"], PUBLIC, limit=7, offset=at) for at in (0, 7, 14, 21)]
    assert [ref for page in pages for ref in refs(page)] == before
    await store.search.put([], kinds_replaced=[SearchKind.STORY])
    await store.search.put(rows[::-1])
    assert await asked(store, "завод") == before


async def test_only_the_newest_two_thousand_are_ranked(store: Store, now: datetime) -> None:
    """Of more than two thousand matches the older are not found; what may not be seen does not take their places."""
    minute = timedelta(minutes=1)
    hidden = [row(f"h{n}", "завод", now + n * minute, Visibility.PROGRAMME) for n in range(20)]
    rows = [row(f"r{n}", "завод", now - n * minute) for n in range(RANKED + 10)]
    await store.search.put([*hidden, *rows])
    found = await store.search.find(["завод"], PUBLIC, limit=RANKED + 100)
    assert found.total_at_most == RANKED
    assert refs(found) == [f"r{n}" for n in range(RANKED)]
    assert await asked(store, "завод", visibilities=[Visibility.PROGRAMME]) == [f"h{n}" for n in reversed(range(20))]


async def test_kinds_and_times_narrow(store: Store, now: datetime) -> None:
    """Only rows of the kinds and between the moments asked for are found, both moments included."""
    rows = [row(str(n), "завод", now + n * DAY) for n in range(3)]
    sector = replace(row("bas", "завод", now + DAY), kind=SearchKind.SECTOR)
    await store.search.put([*rows, sector])
    find = store.search.find
    assert refs(await find(["завод"], PUBLIC, limit=9, kinds=[SearchKind.SECTOR])) == ["bas"]
    assert refs(await find(["завод"], PUBLIC, limit=9, kinds=[])) == []
    assert refs(await find(["завод"], PUBLIC, limit=9, kinds=[SearchKind.STORY], since=now + DAY)) == ["2", "1"]
    assert refs(await find(["завод"], PUBLIC, limit=9, kinds=[SearchKind.STORY], until=now + DAY)) == ["1", "0"]
    assert sorted(refs(await find(["завод"], PUBLIC, limit=9, since=now + DAY, until=now + DAY))) == ["1", "bas"]


@pytest.mark.parametrize(
    "hostile",
    [
        '"', '""', "'", "''", "\\", "\0", "*", "завод*", "^завод", "NEAR(завод, 2)", 'завод" OR "школа',
        "завод' | 'школа", ":", "завод'",
        "keys:завод", "-завод", "завод AND", "{keys}: x", "(", ")", "%", "_", ";--", "", " ", "завод школа", "😀",
        "\ud800",
        "я" * 4000, "a:*", "!завод", "завод:A", "<->", "search_index",
    ],
)  # fmt: skip
async def test_hostile_keys_are_harmless(store: Store, now: datetime, hostile: str) -> None:
    """A key that is none is found nowhere and breaks nothing, alone, beside others and as a choice."""
    await store.search.put([row("1", "завод", now), row("2", "школа", now)])
    assert await asked(store, hostile) == []
    assert await asked(store, "завод", hostile) == ["1"]
    assert refs(await store.search.find([("завод", hostile)], PUBLIC, limit=9)) == ["1"]
    assert await store.search.known([hostile], PUBLIC) == frozenset()


async def test_hostile_rows_are_harmless(store: Store, now: datetime) -> None:
    """What is no key or cannot be written is left out of a row; the rest of it is found."""
    keys = "завод 'школа' \"x\" \0 😀 :* ил-76 - -- " + "я" * 4000
    bad = replace(row("1", keys, now), title="При\0мер", text="\ud800Текст " + "т" * 9000)
    assert await store.search.put([bad]) == 1
    assert await store.search.put([bad]) == 0
    (hit,) = (await store.search.find(["завод", "школа", "ил-76", "x"], PUBLIC, limit=9)).hits
    assert hit.title == "Пример"
    assert hit.text.startswith("Текст т")
    assert len(hit.text) == 4000
    assert await store.search.vocabulary(PUBLIC, shortest=1, longest=9999) == dict.fromkeys(
        ["завод", "школа", "x", "ил-76"], 1
    )


async def test_a_row_without_keys_is_kept_and_never_found(store: Store, now: datetime) -> None:
    """No keys: nothing to be found by."""
    assert await store.search.put([row("1", "", now)]) == 1
    assert await store.search.put([row("1", "", now)]) == 0
    assert await asked(store, "") == []


async def test_many_groups_are_bounded(store: Store, now: datetime) -> None:
    """A thousand words asked for are a search for the first of them, not an error."""
    await store.search.put([row("1", " ".join(f"слово{n}" for n in range(1000)), now)])
    found = await store.search.find([f"слово{n}" for n in range(1000)], PUBLIC, limit=9)
    assert refs(found) == ["1"]
    assert refs(await store.search.find([[f"слово{n}" for n in range(1000)]], PUBLIC, limit=9)) == ["1"]
    assert (await store.search.find([], PUBLIC, limit=9)).hits == ()


async def test_the_vocabulary_follows_the_rows(store: Store, now: datetime) -> None:
    """Words are counted by rows; those of rows changed or gone are taken off, and lengths narrow what is given."""
    await store.search.put([row("1", "завод завод станок", now), row("2", "завод", now)])
    assert await store.search.vocabulary(PUBLIC, shortest=5, longest=6) == {"завод": 2, "станок": 1}
    assert await store.search.vocabulary(PUBLIC, shortest=6, longest=6) == {"станок": 1}
    await store.search.put([row("1", "завод школа", now)])
    assert await store.search.vocabulary(PUBLIC, shortest=1, longest=9) == {"завод": 2, "школа": 1}
    await store.search.put([row("1", "завод", now, Visibility.PROGRAMME)])
    assert await store.search.vocabulary(PUBLIC, shortest=1, longest=9) == {"завод": 1}
    await store.search.remove(SearchKind.STORY, ["1", "2"])
    assert await store.search.known(["завод"], ALL) == frozenset()


async def test_the_index_of_the_database_agrees_with_its_rows(store_url: str, store: Store, now: datetime) -> None:
    """After rows came, changed and went FTS5 finds no fault between its index and what it is made of."""
    await store.search.put([row(str(n), f"завод слово{n}", now) for n in range(50)])
    await store.search.put([row(str(n), f"школа слово{n}", now + DAY) for n in range(25)])
    await store.search.remove(SearchKind.STORY, [str(n) for n in range(0, 50, 3)])
    if store_url.startswith("sqlite"):
        async with open_database(store_url) as database, database.writing() as connection:
            check = "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
            await connection.execute(text(check))
    assert len(await asked(store, "школа")) + len(await asked(store, "завод")) == 33


async def test_two_who_put_the_same_make_one_row(store: Store, now: datetime) -> None:
    """Writers at once write each row once and count its words once."""
    rows = [row(str(number), "завод", now) for number in range(5)]
    moved = await asyncio.gather(*(store.search.put(rows) for _ in range(4)))
    assert sorted(moved) == [0, 0, 0, 5]
    assert await store.search.vocabulary(PUBLIC, shortest=1, longest=9) == {"завод": 5}


async def test_a_mark_is_kept_with_its_rows(store: Store, now: datetime) -> None:
    """What put was told of how far it went is remembered, each name apart, and forgotten with the rules of the keys."""
    assert (await store.search.marks(), await store.search.key_rules()) == ({}, None)
    await store.search.set_key_rules("1")
    await store.search.put([row("1", "завод", now)], mark=("stories", "7"))
    await store.search.put([], mark=("stories", "8"))
    await store.search.put([], mark=("register", "3"))
    assert await store.search.marks() == {"key_rules": "1", "stories": "8", "register": "3"}
    await store.search.set_key_rules("2")
    assert await store.search.marks() == {"key_rules": "2"}
    assert await store.search.key_rules() == "2"
    assert await asked(store, "завод") == ["1"]


async def test_stories_of_new_articles_are_told(store: Store, now: datetime) -> None:
    """Stories are told by their articles, in portions, again when another article joins."""
    articles = [Article(f"i{n}", f"https://example.org/{n}", "Пример", f"Пример {n}", "", now) for n in range(4)]
    await store.news.save([NewStory((one,), one.title, "") for one in articles[:3]], now)
    first, last = await store.search.stories_after(0, 2)
    assert len(first) == 2
    rest, last = await store.search.stories_after(last, 2)
    assert len(rest) == 1
    assert await store.search.stories_after(last, 2) == ((), last)
    await store.news.save([NewStory((articles[3],), "Пример", "", story_id=first[0])], now)
    again, newest = await store.search.stories_after(last, 2)
    assert (again, newest > last) == ((first[0],), True)


async def test_commitments_without_a_row_of_their_version_are_told(store: Store, now: datetime) -> None:
    """A commitment is told until it has a row of its version, again under new rules; rows without one are told gone."""
    new = NewCommitment("1", "Пример", "", "", (), ())
    plan = NewPlan("primer", "Пример", date(2026, 1, 1), date(2026, 12, 31), example=True, commitments=(new,))
    await store.plan.add_plan(plan, now)
    ((number,), gone) = await store.search.commitments_changed()
    assert gone == ()
    made = replace(row(str(number), "завод", now), kind=SearchKind.COMMITMENT, version=1)
    await store.search.put([replace(made, version=2), replace(made, ref="404")])
    assert await store.search.commitments_changed() == ((number,), ("404",))
    await store.search.put([made])
    assert await store.search.commitments_changed() == ((), ("404",))
    await store.search.set_key_rules("2")
    assert await store.search.commitments_changed() == ((number,), ("404",))
    assert await store.search.put([made]) == 1
    assert await store.search.commitments_changed() == ((), ("404",))


def test_every_kind_of_the_register_can_be_found() -> None:
    """Search knows the kinds of the register by the same words, and has room for more in its ids."""
    assert {str(kind) for kind in EntryKind} < {str(kind) for kind in SearchKind}
    sorts = {sort_of(kind, visibility) for kind in SearchKind for visibility in Visibility}
    assert len(sorts) == len(SearchKind) * len(Visibility)
    assert max(sorts) < 256


def test_the_places_of_kinds_stay() -> None:
    """Ids that are stored already say the kind by its place, so the order of kinds is never changed."""
    assert [sort_of(kind, Visibility.PUBLIC) >> 2 for kind in SearchKind] == list(range(len(SearchKind)))
    assert sort_of(SearchKind.STORY, Visibility.PROGRAMME) == 10 << 2 | 1
    assert sort_of(SearchKind.COMMITMENT, Visibility.PUBLIC) == 11 << 2


@pytest.mark.parametrize("year", [1, 1812, 1969, 1970, 2026, 2242, 9999])
async def test_any_year_has_its_place(store: Store, now: datetime, year: int) -> None:
    """Moments of long ago and far ahead make ids that both databases hold, and keep the order."""
    then = now.replace(year=year)
    await store.search.put([row("then", "завод", then), row("now", "завод", now)])
    expected = ["then", "now"] if year > 2026 else ["now", "then"]
    found = await asked(store, "завод")
    assert found == expected or year == 2026
    assert -(2**63) <= first_id(then) <= last_id(then) < 2**63


def test_keys_are_letters_digits_and_hyphens() -> None:
    """Whatever else stands in a text of keys parts them; a group keeps what is a key."""
    assert keys_in("Завод 'ил-76' a_b -x- " + "я" * 101) == ["завод", "ил-76", "a", "b", "x"]
    assert groups_of(["Завод", ("ил-76", '"', "Ил-76"), "завод"]) == (("завод",), ("ил-76",))
    assert groups_of(["*"]) == ((),)
