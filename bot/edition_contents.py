"""What an edition of a digest tells as it is now, read from the store: for its pages and its corrections."""

from bot.render.digest import Contents
from storage.digest_records import Edition
from storage.records import Commitment
from storage.store import Store


async def contents_of(edition: Edition, store: Store, *, reads_plan: bool) -> Contents:
    """Return the stories and the deadlines of an edition that are there; no deadlines without ``reads_plan``."""
    found = {story.id: story for story in await store.news.some(edition.stories)}
    stories = [found[number] for number in edition.stories if number in found]
    owed: dict[int, Commitment] = {}
    if reads_plan and edition.due:
        owed = {one.id: one for one in await store.plan.some([number for number, _ in edition.due])}
    due = [(owed[number], on) for number, on in edition.due if number in owed]
    return Contents(edition, stories, due)
