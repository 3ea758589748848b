"""The editors' desk in the chat: borderline news decided by taps, and the list of what is trusted."""

from collections.abc import AsyncIterator

import pytest

from bot.news_intake import Intake
from bot.render.news_desk_buttons import DecideNews, TrustOutlet
from storage.news_records import Outcome, TrustSort
from storage.records import Article, Grant, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.town import ADMINISTRATOR, COORDINATOR, SUBSCRIBER, Town, town
from tests.wording import answer_of, said

TITLE = "Пример: Россия и Беларусь договорились о кооперации в станкостроении"


def _article(number: int, town: Town, title: str = TITLE, outlet: str = "Пример издания") -> Article:
    address = f"https://news.example/{number}"
    lead = "Министры обсудили импортозамещение и совместный выпуск станков."
    return Article(address, address, outlet, title, lead, town.clock.now())


async def _come_in(town: Town, *articles: Article) -> None:
    await Intake(town.app.store, town.clock, town.app.knowledge).take_in(articles)


@pytest.fixture
async def busy(filled_url: str) -> AsyncIterator[Town]:
    """A town with a borderline story."""
    async with town(filled_url) as built:
        await _come_in(built, _article(1, built))
        judged = await built.app.store.news.judgement("https://news.example/1")
        assert judged is not None
        assert judged.outcome is Outcome.BORDERLINE
        yield built


async def _olga(busy: Town) -> Person:
    olga = await busy.newcomer(COORDINATOR)
    await busy.grant(olga, Grant(Role.COORDINATOR, side=Side.ULYANOVSK))
    return olga


async def _opened(person: Person) -> Message:
    await person.send("/newsdesk")
    return await person.read()


async def test_a_story_says_why_it_is_borderline_and_is_ours_by_a_tap(busy: Town) -> None:
    """It shows its reasons; once ours it is in the digests, it says who decided, and is taken back by a tap."""
    olga = await _olga(busy)
    shown = await _opened(olga)
    assert TITLE in shown["text"]
    assert said("Why it is borderline") in shown["text"]
    assert said("the two sides are not named together") in shown["text"]
    store, now = busy.app.store, busy.clock.now()
    await olga.tap(shown, said("Ours"))
    done = await olga.read_edit(shown)
    assert done["text"].startswith(f"{said('Ours')}: {TITLE}")
    assert "Ольга" in done["text"]
    assert [one.title for one in await store.news.added_between(now.replace(hour=0), now)] == [TITLE]
    await olga.tap(done, said("Take it back"))
    again = await olga.read_edit(done)
    assert again["text"].startswith(said("Taken back: the story waits for a decision again."))
    assert TITLE in again["text"]
    assert await store.news.added_between(now.replace(hour=0), now) == ()
    assert [one.after for one in await store.audit.find(9, what=["news decision"])] == [None, "ours"]


async def test_what_is_not_ours_is_out_of_sight(busy: Town) -> None:
    """The list and the search have it no more; taken back, they have it again."""
    olga, anna = await _olga(busy), await busy.newcomer(SUBSCRIBER)
    shown = await _opened(olga)
    await olga.tap(shown, said("Not ours"))
    done = await olga.read_edit(shown)
    await anna.send("/news")
    assert TITLE not in (await anna.read())["text"]
    await anna.send("/search станкостроение импортозамещение министры")
    assert TITLE not in (await anna.read())["text"]
    await olga.tap(done, said("Take it back"))
    await olga.read_edit(done)
    await anna.send("/news")
    assert TITLE in (await anna.read())["text"]
    await anna.send("/search станкостроение импортозамещение министры")
    assert "Россия и Беларусь договорились" in (await anna.read())["text"]


async def test_the_second_to_decide_is_told_what_was_decided(busy: Town) -> None:
    """Two editors with the same story: the first tap holds, the other sees it."""
    olga, petr = await _olga(busy), await busy.newcomer(ADMINISTRATOR)
    hers, his = await _opened(olga), await _opened(petr)
    await olga.tap(hers, said("Ours"))
    await olga.read_edit(hers)
    await petr.tap(his, said("Not ours", "en"))
    assert (await petr.read_edit(his))["text"].startswith(f"{said('Ours', 'en')}: {TITLE}")


async def test_a_trusted_outlet_counts_as_in_and_the_reasons_say_so(busy: Town) -> None:
    """Later news of it are in at once; taken off the list, they wait again."""
    olga, store = await _olga(busy), busy.app.store
    shown = await _opened(olga)
    await olga.tap(shown, said("Trust the outlet"))
    listed = await olga.read_edit(shown)
    assert "• Пример издания" in listed["text"]
    await _come_in(busy, _article(2, busy, "Пример: Россия и Беларусь готовят кооперацию машиностроителей"))
    judged = await store.news.judgement("https://news.example/2")
    assert judged is not None
    assert (judged.outcome, judged.why[0]["ground"], judged.why[0]["words"]) == (
        Outcome.IN,
        "trusted",
        ["Пример издания"],
    )
    await olga.tap(listed, "✕ Пример издания")
    assert said("The list is empty.") in (await olga.read_edit(listed))["text"]


@pytest.mark.parametrize(("sign", "trusted"), [("+", True), ("-", False), ("−", False)])
async def test_a_word_is_put_on_the_list_in_words(busy: Town, sign: str, trusted: bool) -> None:  # noqa: FBT001
    """«/newsdesk - импортозамещение»: the answer is the list with it, and later news obey it."""
    olga = await _olga(busy)
    await olga.send(f"/newsdesk {sign} импортозамещение")
    assert "импортозамещение" in (await olga.read())["text"]
    (listed,) = await busy.app.store.news_desk.trusted()
    assert (listed.sort, listed.trusted) == (TrustSort.WORD, trusted)
    await _come_in(busy, _article(2, busy, "Пример: Россия и Беларусь готовят кооперацию машиностроителей"))
    judged = await busy.app.store.news.judgement("https://news.example/2")
    assert judged is not None
    assert judged.outcome is (Outcome.IN if trusted else Outcome.OUT)


@pytest.mark.parametrize("args", ["+", "- ", "хоккей", "++", "+ " + "ж" * 4000])
async def test_any_words_after_the_command_are_answered(busy: Town, args: str) -> None:
    """What is no word to trust shows the list and how it is done; the longest is cut."""
    olga = await _olga(busy)
    await olga.send(f"/newsdesk {args}")
    assert said("What is trusted or not") in (await olga.read())["text"]


async def test_when_all_is_decided_the_desk_says_so(busy: Town) -> None:
    """What is put off still counts as waiting; when nothing waits, that is said."""
    olga = await _olga(busy)
    shown = await _opened(olga)
    await olga.tap(shown, f"{said('Next one')} ›")
    off = await olga.read_edit(shown)
    assert said("From the beginning") in buttons(off)
    await olga.tap(off, said("From the beginning"))
    shown = await olga.read_edit(off)
    await olga.tap(shown, said("Ours"))
    done = await olga.read_edit(shown)
    await olga.tap(done, f"{said('Next one')} ›")
    assert said("Nothing waits for a decision.") in (await olga.read_edit(done))["text"]


@pytest.mark.parametrize(
    "data", [DecideNews(story_id=999, ours=True).pack(), TrustOutlet(story_id=999, trusted=True).pack(), "nu:999"]
)
async def test_a_story_that_is_not_there_is_answered(busy: Town, data: str) -> None:
    """Nothing is decided of it, and nothing is written down."""
    olga = await _olga(busy)
    shown = await _opened(olga)
    assert (await olga.tap_data(shown["message_id"], data)).text == answer_of("gone")
    assert await busy.app.store.audit.find(9, what=["news decision", "news trust"]) == ()


async def test_a_rewritten_article_is_read_and_found_in_its_new_words(busy: Town) -> None:
    """The feed has it under another title now: the list and the search have that; it is not judged again."""
    anna = await busy.newcomer(SUBSCRIBER)
    await _come_in(busy, _article(1, busy, f"{TITLE}, фрезеровщики рады"))
    await anna.send("/news")
    assert "фрезеровщики рады" in (await anna.read())["text"]
    await anna.send("/search фрезеровщики")
    assert "фрезеровщики рады" in (await anna.read())["text"]
    assert await busy.app.store.news_desk.waiting() == 1
