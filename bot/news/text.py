"""A publication's words, found once for everyone who judges them: relevance, links, sectors, stories.

Where an agency's man sits («МИНСК, 25 ноября. /ТАСС/») says nothing of what is told, so it is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bot.language.lexicon import Hit, Lexicon
from bot.language.words import Word, Words
from bot.news.criteria import Criteria
from storage.records import Article
from storage.register_records import Side

LATE: Final = 2  # from the second sentence of the lead on, what is named may be named in passing
_READ: Final = 800  # characters of the lead: what a publication is about stands at its beginning
_DATELINE: Final = re.compile(
    r"^(?:[А-ЯЁІЎA-Z][\w-]+(?: [А-ЯЁA-Z][\w-]+)?[,.]\s*)?"
    r"(?:\d{1,2}\s+[а-яёіa-z]{3,9}\.?(?:\s+\d{4}(?:\s*г\.)?)?\s*[,./—–-]*\s*(?:[А-ЯЁІЎA-Z][\w-]+\s*)?)?"
    r"(?:/\s*(?:Корр\.?\s+)?[^/]{2,30}/|[—–-]\s*(?:РИА Новости|Sputnik|ТАСС|БЕЛТА|Интерфакс)|БЕЛТА|РИА Новости)"
    r"\s*[.,:—–-]*\s*"
)
_SENTENCE_END: Final = re.compile(r"[.!?…]+[»\"”)]?\s+(?=[«\"„(]?[A-ZА-ЯЁІЎ0-9])")


@dataclass(frozen=True, slots=True)
class Text:
    """Title and lead as one text: its words, how many are the title's, where that ends, and the listed phrases.

    ``ends`` are where the title and the sentences of the lead end but the last; ``home`` is the side whose own paper
    wrote it.
    """

    written: str
    words: tuple[Word, ...]
    in_title: int
    title_end: int
    ends: tuple[int, ...]
    hits: Mapping[str, tuple[Hit, ...]]
    home: Side | None

    def of(self, group: str) -> tuple[Hit, ...]:
        """Return the phrases of one group of lists."""
        return self.hits.get(group, ())

    def sentence(self, place: int) -> int:
        """Return in which sentence a character stands: 0 is the title."""
        return bisect_right(self.ends, place)

    def sentence_of(self, hit: Hit) -> int:
        """Return in which sentence a phrase begins."""
        return self.sentence(self.words[hit.first].start)

    def surface(self, first: int, after: int) -> str:
        """Return the words from ``first`` up to ``after`` as they stand in the text."""
        return self.written[self.words[first].start : self.words[after - 1].end]


class Reader:
    """Reads publications at one version of the word lists."""

    def __init__(self, criteria: Criteria, words: Words) -> None:
        """Learn every list at once: a text is walked over a single time."""
        self._words = words
        self._papers = criteria.papers
        self._lexicon = Lexicon(criteria.phrases, words)

    def text(self, article: Article) -> Text:
        """Return the words of title and lead, and the listed phrases among them."""
        title = article.title
        written = f"{title}. {_DATELINE.sub('', article.lead[:_READ], count=1)}"
        found = self._words.words(written)
        in_title = sum(word.end <= len(title) for word in found)
        ends = (len(title), *(end.start() for end in _SENTENCE_END.finditer(written, len(title) + 1)))
        return Text(written, found, in_title, len(title), ends, self._lexicon.found(found), self._home(article))

    def _home(self, article: Article) -> Side | None:
        signed = f"{article.outlet} {urlsplit(article.url).netloc}".lower()
        return next((side for side, papers in self._papers.items() if any(one in signed for one in papers)), None)
