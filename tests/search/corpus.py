"""What tests of search share: the dictionary, and stories of one sentence."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from bot.language.words import Words
from bot.search.index import rows_of_stories
from storage.records import Article, Story
from storage.register_records import Visibility
from storage.store import Store

PUBLIC = (Visibility.PUBLIC,)
ALL = tuple(Visibility)


@lru_cache(maxsize=1)
def dictionary() -> Words:
    """Return the dictionary, loaded once for all tests of a process."""
    return Words()


def story(
    number: int, title: str, moment: datetime, lead: str = "", visibility: Visibility = Visibility.PUBLIC
) -> Story:
    """Return an example story."""
    address = f"https://example.org/{number}"
    article = Article(address, address, "Пример", title, lead, moment)
    return Story(number, title, lead, moment, moment, (), (), (article,), visibility)


async def tell(store: Store, stories: Iterable[Story]) -> None:
    """Put stories into the index."""
    await store.search.put(rows_of_stories(stories, dictionary()))
