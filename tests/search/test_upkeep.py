"""The index follows the store: what came, changed or went, in portions, each thing once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.answers import Knowledge
from bot.search import keys as rules
from bot.search.search import search
from bot.search.upkeep import bring_index_up
from storage.records import Article, NewCommitment, NewPlan, NewStory, Responsible
from storage.register_records import EntryKind, Project, Side
from storage.search_records import SearchRow
from storage.store import Store, open_store
from tests.search.corpus import ALL, PUBLIC, dictionary

PROJECT = Project(slug="primer", name="Пример совместного прицепа", facts=("Собран прицеп.",))


@pytest.fixture
async def told(store: Store, now: datetime) -> Store:
    """A store with a project, sixty stories and an example plan of two commitments."""
    await store.register.bring_to([(EntryKind.PROJECT, PROJECT)], now)
    articles = [Article(f"i{n}", f"https://example.org/{n}", "Пример", f"Станок номер {n}", "", now) for n in range(60)]
    await store.news.save([NewStory((one,), one.title, "") for one in articles], now)
    owed = NewCommitment("1", "Поставить двигатель", "", "", (), (Responsible("Пример", Side.BELARUS),))
    plan = NewPlan(
        "primer", "Пример", date(2026, 1, 1), date(2026, 12, 31), example=True,
        commitments=(owed, replace(owed, number="2", text="Открыть цех")),
    )  # fmt: skip
    await store.plan.add_plan(plan, now)
    return store


async def up(store: Store) -> int:
    """Bring the index up to the store."""
    knowledge = Knowledge(await store.register.load(), dictionary())
    return await bring_index_up(store, knowledge, dictionary())


async def found(store: Store, text: str, who: tuple[str, ...] = ()) -> int:
    """Return how many things a text finds, for anyone or for officials."""
    return (await search(text, store, dictionary(), ALL if who else PUBLIC)).total_at_most


async def test_everything_is_found_after_the_first_time(told: Store) -> None:
    """Register, stories and plan are in one index; a second time writes nothing."""
    assert await up(told) == 63
    assert [await found(told, text) for text in ("прицеп", "станок", "двигатель")] == [1, 60, 0]
    assert await found(told, "двигатель", ("official",)) == 1
    assert await up(told) == 0


async def test_what_changed_is_written_and_nothing_else(told: Store, now: datetime) -> None:
    """A story that an article joins, an entry that the file tells otherwise: one row each; what is withdrawn goes."""
    await up(told)
    (story, *_) = await told.news.latest(1)
    joining = Article("new", "https://example.org/new", "Пример", "Показан самолёт", "", now + timedelta(hours=1))
    await told.news.save([NewStory((joining,), story.title, "", story_id=story.id)], now)
    assert await up(told) == 1
    assert await found(told, "самолёт") == 1
    other = Project(slug="other", name="Другой пример комбайна")
    await told.register.bring_to([(EntryKind.PROJECT, other)], now)
    assert await up(told) == 2
    assert [await found(told, text) for text in ("прицеп", "комбайн")] == [0, 1]
    assert await up(told) == 0


async def test_a_commitment_that_is_gone_is_found_no_more(told: Store) -> None:
    """A row without its commitment is removed."""
    await up(told)
    (row,) = (await told.search.find(["двигатель"], ALL, limit=1)).hits
    await told.search.put([SearchRow(row.kind, "404", row.visibility, row.moment, row.title, row.text, "лишний")])
    assert await up(told) == 1
    assert await found(told, "лишний", ("official",)) == 0


async def test_other_rules_make_the_index_anew(told: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under new rules every key is made again; what makes the same keys is not written, commitments are."""
    await up(told)
    monkeypatch.setattr(rules, "KEY_RULES", rules.KEY_RULES + 1)
    assert await up(told) == 2
    assert await told.search.key_rules() == rules.key_rules()
    assert await up(told) == 0


async def test_who_is_stopped_half_way_goes_on_from_there(told: Store) -> None:
    """Each portion is remembered: stories already written are not read again."""
    await told.search.set_key_rules(rules.key_rules())
    first, last = await told.search.stories_after(0, 50)
    await told.search.put([], mark=("stories", str(last)))
    assert await up(told) == 63 - len(first)
    (_, newest) = await told.search.stories_after(0, 1000)
    assert await told.search.marks() == {"key_rules": rules.key_rules(), "register": "1", "stories": str(newest)}


async def test_the_starter_register_is_found(filled_url: str) -> None:
    """What the product knows at its first start is found by the words of an official."""
    async with open_store(filled_url) as store:
        await up(store)
        for text in ("авиастроение", "соглашение Витебск", "558 завод", "станки", "товарооборот"):
            assert (await search(text, store, dictionary(), PUBLIC)).hits, text
