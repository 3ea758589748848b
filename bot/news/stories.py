"""Which articles are one event, and what each is to us: decided over words, without I/O.

Two articles tell one story when ``likeness.py`` says so and they appeared within 72 hours of each other; a story is
compared by its first articles, since agencies that rewrite each other drift apart. An inverted index over the key
words that tell one event from another keeps it to a few comparisons for each article.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Final

from bot.language.names import Names
from bot.language.words import Words
from bot.news.criteria import Criteria, shipped_criteria
from bot.news.likeness import ALIKE, Gist, Likeness, index, telling
from bot.news.linking import Linker
from bot.news.relevance import Relevance, Verdict
from bot.news.sides import Sides
from bot.news.text import Reader
from storage.news_records import Outcome
from storage.records import Article, NewStory, Story
from storage.register_records import Register

WITHIN: Final = timedelta(hours=72)
_COMPARED: Final = 4  # articles of a story that a new one is compared with
_SAME: Final = 50  # characters
_REMEMBERED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with its organisations and sectors, what it is for us, and what it is compared by.

    ``gist`` is ``None`` of what is out, as most of what comes: that is seldom compared with anything.
    """

    article: Article
    verdict: Verdict
    gist: Gist | None


class Newsroom:
    """Links articles to the register, judges them and groups them into stories, at one revision of the register."""

    def __init__(self, register: Register, names: Names, words: Words, criteria: Criteria | None = None) -> None:
        """Read names and words as they are known at this revision; the lists are the shipped ones by default."""
        lists = criteria or shipped_criteria()
        self._reader = Reader(lists, words)
        self._sides = Sides(lists, register, names, words)
        self._linker = Linker(lists, register, words)
        self._relevance = Relevance(lists)
        self._likeness = Likeness(lists, words)
        self._known_gist = lru_cache(_REMEMBERED)(self._gist)  # the stories of a week are compared with again and again

    def judged(self, article: Article) -> Judged:
        """Return the article linked, its verdict and its gist; its words are read once for all three.

        Where the text is known it is judged by the beginning of that; stories are compared by what all have, the lead.
        """
        told = self._reader.text(article)
        text = self._reader.text(replace(article, lead=_beginning(article))) if article.text else told
        named = self._sides.named(text)
        organisations = self._linker.organisations(text, named)
        sectors = self._linker.sectors(text, named, organisations)
        linked = replace(article, organisations=organisations, sectors=sectors)
        verdict = self._relevance.verdict(text, named)
        return Judged(linked, verdict, None if verdict.outcome is Outcome.OUT else self._likeness.gist(told))

    def told(self, articles: Iterable[Judged], recent: Iterable[Story]) -> tuple[NewStory, ...]:
        """Group articles with one another and with recent stories; best title and lead are the first one's."""
        desk = _Desk(self._likeness)
        for story in recent:
            told = desk.open(_Group(story.articles[0], story))
            for article in story.articles[:_COMPARED]:
                desk.compare_by(told, self._known_gist(article))
        for one in sorted(articles, key=lambda one: one.article.published_at):
            article, gist = one.article, one.gist or self._known_gist(one.article)
            group = desk.find(article, gist) or desk.open(_Group(article))
            desk.compare_by(group, gist)
            group.added.append(article)
        return tuple(group.new_story() for group in desk.groups if group.added)

    def _gist(self, article: Article) -> Gist:
        return self._likeness.gist(self._reader.text(article))


def _beginning(article: Article) -> str:
    """Return the lead and the text after it, or the text alone where it begins with the lead."""
    return article.text if article.text.startswith(article.lead[:_SAME]) else f"{article.lead} {article.text}"


class _Desk:
    """The stories under way, found by key words."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self.groups: list[_Group] = []

    def open(self, group: "_Group") -> "_Group":
        group.number = len(self.groups)
        self.groups.append(group)
        return group

    def compare_by(self, group: "_Group", gist: Gist) -> None:
        """Let later articles be compared with this one of the group too, if it is one of the first."""
        if len(group.gists) < _COMPARED:
            group.gists.append(gist)
            for key in telling(gist):
                self._by_key[key].add(group.number)

    def find(self, article: Article, gist: Gist) -> "_Group | None":
        """Return the story with the article most like this one, if none of its articles speaks against it."""
        sharing = set[int]().union(*(self._by_key.get(key, ()) for key in telling(gist)))
        near = (self.groups[number] for number in sorted(sharing) if self._near(self.groups[number], article))
        likely = sorted(
            ((max(index(gist, one) for one in group.gists), group) for group in near), key=lambda one: -one[0]
        )
        alike = (group for likeness, group in likely if likeness >= ALIKE)
        return next((group for group in alike if not self._vetoed(gist, group)), None)

    def _vetoed(self, gist: Gist, group: "_Group") -> bool:
        return any(self._likeness.vetoed(gist, one) for one in group.gists)

    def _near(self, group: "_Group", article: Article) -> bool:
        return abs(article.published_at - group.first.published_at) <= WITHIN


class _Group:
    """The articles of one story while they are being grouped."""

    def __init__(self, first: Article, story: Story | None = None) -> None:
        self.first = first
        self.number = 0
        self.gists: list[Gist] = []
        self._story = story
        self.added: list[Article] = []

    def new_story(self) -> NewStory:
        return NewStory(
            articles=tuple(self.added),
            title=self.first.title,
            lead=self.first.lead,
            story_id=self._story.id if self._story else None,
        )
