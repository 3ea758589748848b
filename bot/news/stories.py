"""Which articles are one event: decided over key words, without I/O.

Two articles tell one story when the Jaccard index of the key words of their titles and leads is at least 0.20
and they appeared within 72 hours of each other; measured on hand-made pairs: recall 0.80 without a false merge.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.language.names import Names
from bot.language.words import Words
from storage.records import Article, NewStory, Story
from storage.register_records import EntryKind, Register

_SAME_EVENT: Final = 0.20
_GOVERNMENT: Final = "орган власти"  # as the register calls it
_WITHIN: Final = timedelta(hours=72)


class Newsroom:
    """Links articles to the register and groups them into stories, at one revision of the register."""

    def __init__(self, register: Register, names: Names, words: Words) -> None:
        """Read names and words as they are known at this revision."""
        self._register = register
        self._names = names
        self._words = words

    def linked(self, article: Article) -> Article:
        """Return the article with the organisations its text names and the sectors that follow from them."""
        found = {(one.kind, one.slug) for one in self._names.mentions(f"{article.title}. {article.lead}")}
        organisations = [slug for slug in self._register.organisations if (EntryKind.ORGANISATION, slug) in found]
        return replace(article, organisations=tuple(organisations), sectors=self._sectors(found, organisations))

    def _sectors(self, found: set[tuple[EntryKind, str]], organisations: Iterable[str]) -> tuple[str, ...]:
        named = [slug for kind, slug in found if kind is EntryKind.SECTOR]
        of_projects = [
            sector
            for slug, project in self._register.projects.items()
            if (EntryKind.PROJECT, slug) in found
            for sector in project.sectors
        ]
        bodies = [self._register.organisations[slug] for slug in organisations]
        # A government has to do with every sector, so its name says nothing of which.
        of_bodies = [sector for body in bodies if body.body != _GOVERNMENT for sector in body.sectors[:1]]
        chosen = {*named, *of_projects} or {*of_bodies}
        return tuple(slug for slug in self._register.sectors if slug in chosen)

    def stories(self, articles: Iterable[Article], recent: Iterable[Story]) -> tuple[NewStory, ...]:
        """Group new articles with one another and with recent stories; best title and lead are the first one's."""
        groups: list[_Group] = [_Group(story.articles[0], self._keys(story.articles[0]), story) for story in recent]
        for article in sorted(articles, key=lambda one: one.published_at):
            keys = self._keys(article)
            group = next((one for one in groups if one.tells(article, keys)), None)
            if group is None:
                group = _Group(article, keys)
                groups.append(group)
            group.added.append(article)
        return tuple(group.new_story() for group in groups if group.added)

    def _keys(self, article: Article) -> frozenset[str]:
        return frozenset(word.key for word in self._words.words(f"{article.title} {article.lead}") if len(word.key) > 1)


class _Group:
    """The articles of one story while they are being grouped."""

    def __init__(self, first: Article, keys: frozenset[str], story: Story | None = None) -> None:
        self._first = first
        self._keys = keys
        self._story = story
        self.added: list[Article] = []

    def tells(self, article: Article, keys: frozenset[str]) -> bool:
        near = abs(article.published_at - self._first.published_at) <= _WITHIN
        together = len(self._keys | keys)
        return near and together > 0 and len(self._keys & keys) / together >= _SAME_EVENT

    def new_story(self) -> NewStory:
        return NewStory(
            articles=tuple(self.added),
            title=self._first.title,
            lead=self._first.lead,
            story_id=self._story.id if self._story else None,
        )
