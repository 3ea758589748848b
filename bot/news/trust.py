"""What people said they trust or not: it decides what the listed words leave borderline, and says so in the reasons.

What is not trusted is stronger: a word that leads astray does so in a good paper, too.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.language.words import Words
from bot.news.relevance import Ground, Reason, Verdict
from storage.news_records import Outcome, Trusted, TrustSort, folded
from storage.records import Article


class Trust:
    """Decides by one version of the list."""

    def __init__(self, listed: Iterable[Trusted], words: Words) -> None:
        """Read each word as the dictionary has it, so that all its forms are meant."""
        self._words = words
        known = tuple(listed)
        self._outlets = {folded(one.written): one for one in known if one.sort is TrustSort.SOURCE}
        its = ((one, self._keys(one.written)) for one in known if one.sort is TrustSort.WORD)
        self._phrases = tuple((one, keys) for one, keys in its if keys)

    def weighed(self, verdict: Verdict, article: Article) -> Verdict:
        """Return the verdict, decided when it was borderline and something of the list is in the publication."""
        if verdict.outcome is not Outcome.BORDERLINE or not (self._outlets or self._phrases):
            return verdict
        found = tuple(self._found(article))
        if not found:
            return verdict
        trusted = all(one.trusted for one in found)
        named = [one for one in found if one.trusted is trusted]
        ground = Ground.TRUSTED if trusted else Ground.DISTRUSTED
        why = (Reason(ground, tuple(one.written for one in named)), *verdict.why)
        return replace(verdict, outcome=Outcome.IN if trusted else Outcome.OUT, why=why)

    def _found(self, article: Article) -> Iterable[Trusted]:
        outlet = self._outlets.get(folded(article.outlet))
        if outlet is not None:
            yield outlet
        if self._phrases:
            told = self._keys(f"{article.title}. {article.lead}")
            yield from (one for one, keys in self._phrases if _within(keys, told))

    def _keys(self, text: str) -> tuple[str, ...]:
        return tuple(word.key for word in self._words.words(text))


def _within(keys: tuple[str, ...], told: tuple[str, ...]) -> bool:
    return any(told[at : at + len(keys)] == keys for at in range(len(told) - len(keys) + 1))
