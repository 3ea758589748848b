"""What stories hang on, in the store: offered once for ever, decided, out of sight with their story."""

from datetime import datetime

import pytest

from storage.news_links_records import Bond, LinkKind, LinkState, StoryLink
from storage.news_records import Judgement, Outcome
from storage.outbox_records import DeliveryKind, Priority
from storage.records import Article, NewDelivery, NewStory, Sender
from storage.store import Store

WHY = {"organisations": ["aviastar"], "sectors": ["aviastroenie"], "words": ["узел"]}


@pytest.fixture
async def told(store: Store, now: datetime) -> Store:
    """A store with a person and two stories, the second borderline."""
    await store.people.arrive(bot_id=1, update_id=1, sender=Sender(7, "Пример", None, "ru"), chat=None, now=now)
    for number, outcome in ((1, Outcome.IN), (2, Outcome.BORDERLINE)):
        one = Article(f"i{number}", "", "П", f"Пример {number}", "", now)
        judged = Judgement(f"i{number}", "", "П", outcome, 50)
        await store.news.save([NewStory((one,), one.title, "")], now, [judged])
    return store


async def _offer(store: Store, now: datetime, *bonds: Bond, most: int = 5) -> tuple[StoryLink, ...]:
    def telling(offered: object) -> list[NewDelivery]:
        assert offered
        return [NewDelivery(f"o:{now.isoformat()}", 7, DeliveryKind.NOTICE, Priority.URGENT, {}, now)]

    return await store.story_links.offer(bonds, now, most=most, tick="offers", telling=telling)


async def test_what_was_offered_is_never_offered_again(told: Store, now: datetime) -> None:
    """Neither while it waits nor once it is decided; the tick and the notice go with what is new."""
    agreement, item = Bond(1, LinkKind.AGREEMENT, "primer", WHY), Bond(1, LinkKind.COMMITMENT, "5")
    (first,) = await _offer(told, now, agreement, item, most=1)
    assert (first.bond, first.state, first.title) == (agreement, LinkState.OFFERED, "Пример 1")
    assert len(await told.ledger.of_chat(7, 5)) == 1
    assert [one.bond for one in await _offer(told, now, agreement, item)] == [item]
    await told.story_links.decide(first.id, attach=False, by=1, now=now)
    assert await _offer(told, now, agreement, item) == ()
    assert await told.deliveries.last_tick("offers") == now


async def test_attached_taken_back_and_written_down(told: Store, now: datetime) -> None:
    """Each decision that changes something is in the audit, with who made it; the same again is not."""
    (link,) = await _offer(told, now, Bond(1, LinkKind.AGREEMENT, "primer", WHY))
    links = told.story_links
    for attach in (True, True, False):
        decided = await links.decide(link.id, attach=attach, by=1, now=now)
        assert decided is not None
        assert (decided.state is LinkState.ATTACHED, decided.decided_by) == (attach, 1)
        assert len(await links.attached([1])) == len(await links.stories_of(LinkKind.AGREEMENT, "primer", 3)) == attach
    audited = await told.audit.find(9, what=["story link"])
    assert [(one.before, one.after) for one in reversed(audited)] == [
        ("offered agreement:primer", "attached agreement:primer"),
        ("attached agreement:primer", "declined agreement:primer"),
    ]
    assert await links.decide(99, attach=True, by=1, now=now) is None
    assert await links.attached([]) == ()


async def test_out_of_sight_with_its_story_and_back_with_it(told: Store, now: datetime) -> None:
    """A story found not ours takes its links with it; taken back, it has them again."""
    (link,) = await _offer(told, now, Bond(2, LinkKind.PROJECT, "primer"))
    await told.story_links.decide(link.id, attach=True, by=1, now=now)
    await told.news_desk.decide(2, ours=False, by=1, now=now)
    assert await told.story_links.get(link.id) is None
    assert await told.story_links.stories_of(LinkKind.PROJECT, "primer", 3) == ()
    await told.news_desk.take_back(2, by=1, now=now)
    assert [one.id for one in await told.story_links.attached([2])] == [link.id]
