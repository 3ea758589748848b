"""What stories hang on is offered to coordinators, in one message a day at most.

::

    the hour has come, not yet today ─▶ stories that came in since ─▶ what each surely hangs on, the most important
      stories first, a few ─▶ offers in the store, a notice for each coordinator whose they are ─▶ outbox
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.answers import Knowledge
from bot.knowledge import CurrentKnowledge
from bot.language.words import Words
from bot.news.bonds import Bonds
from bot.news.digest import importance
from bot.plan.control import coordinates
from bot.render.catalogue import Catalogues
from bot.render.story_links import offers_screen
from bot.story_links import views_of
from storage.news_links_records import Bond, LinkKind, StoryLink
from storage.records import Commitment, DeliveryKind, Grant, NewDelivery, Priority, Role, Story
from storage.store import Store

OFFERS: Final = "story links"  # the tick, and how the keys of the notices begin
HOUR: Final = 9
MOST: Final = 5  # offers a day
_LOOKED_BACK: Final = timedelta(days=7)


async def offer_links(
    store: Store, catalogues: Catalogues, knowledge: CurrentKnowledge, now: datetime, zone: ZoneInfo
) -> int:
    """Offer what stories of the last days hang on; return how many offers were made."""
    local, last = now.astimezone(zone), await store.deliveries.last_tick(OFFERS)
    if local.hour < HOUR or (last is not None and last.astimezone(zone).date() >= local.date()):
        return 0
    coordinators = await store.people.coordinators()
    stories = await store.news.added_between(now - _LOOKED_BACK, now) if coordinators else ()
    known, words = await knowledge.newest(), await knowledge.words()
    owed = await store.plan.everything() if stories else ()
    bonds = await asyncio.to_thread(_bonds, stories, known, words, owed) if stories else []
    commitments = {one.id: one for one in owed}

    def telling(offered: Sequence[StoryLink]) -> list[NewDelivery]:
        notices = []
        for one in coordinators:
            theirs = [each for each in offered if may_attach(one.grants, each.bond, commitments)]
            if theirs:
                tr = catalogues.of(one.language)
                screen = offers_screen(views_of(theirs, known.register, commitments), known.register, tr, came=True)
                key = f"{OFFERS}:{local.date().isoformat()}:{one.id}"
                notices.append(
                    NewDelivery(key, one.telegram_id, DeliveryKind.NOTICE, Priority.URGENT, screen.body(), now)
                )
        return notices

    return len(await store.story_links.offer(bonds, now, most=MOST, tick=OFFERS, telling=telling))


def _bonds(stories: Sequence[Story], known: Knowledge, words: Words, owed: Sequence[Commitment]) -> list[Bond]:
    bonds = Bonds(known.register, known.names, words, owed)
    first = sorted(stories, key=lambda story: (importance(story), story.published_at, story.id), reverse=True)
    return [bond for story in first for bond in bonds.of(story)]


def may_attach(grants: Sequence[Grant], bond: Bond, commitments: dict[int, Commitment]) -> bool:
    """Tell whether someone with these roles decides on a bond: on a commitment whoever coordinates it does."""
    if bond.kind is not LinkKind.COMMITMENT:
        return any(grant.role in {Role.COORDINATOR, Role.ADMINISTRATOR} for grant in grants)
    commitment = commitments.get(int(bond.ref))
    return commitment is not None and coordinates(grants, commitment)
