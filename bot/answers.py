"""The answer to a question: a card, a list, news, deadlines, or an honest «не нашёл» with the nearest.

How it is found: the text becomes a question (``language/questions.py``), entries are weighed against it
(``language/ranking.py``), the best is the answer or none is (``language/verdict.py`` has the rule).

The order of readings: as typed (aliases included), another keyboard layout, another alphabet; these are answered
with ``offered`` set. So is a slip of the pen when one word of ours is nearer than any other. Of other slips the
likeliest reading is only offered: the answer is none, and ``items`` begin with what it would be. Whatever was not
answered as typed is said in the first line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import pairwise

from bot.language.as_said import as_said
from bot.language.carriers import TYPED
from bot.language.english_words import ENGLISH
from bot.language.families import HEAD_OF
from bot.language.joining import are_two_words
from bot.language.names import Names
from bot.language.of_the_bot import Matter, matters
from bot.language.outcome import Verdict
from bot.language.parts import TALK, in_parts
from bot.language.periods import Period
from bot.language.question import Intent, Question
from bot.language.questions import read_question
from bot.language.ranking import Ranker
from bot.language.spelling import Knowing, Spelling
from bot.language.subjects import Subjects
from bot.language.texts import Ref
from bot.language.verdict import NEAREST, Judge
from bot.language.vocabulary import ALIEN, ASKED_WORDS, ASKING, BODIES, LAST, NEXT
from bot.language.words import Word, Words, normalised
from storage.register_records import EntryKind, Register, Side

_SHORT = 3
_THEY = frozenset({"он", "она", "оно", "они"})
_THIS = frozenset({"этот", "эта", "этой", "эту", "этим", "этому", "этого", "этом"})
_LATIN = re.compile("[A-Za-z]")


class AnswerKind(StrEnum):
    """What an answer is; a document of the context is an agreement, a statement is shown in a list."""

    SECTOR = "sector"
    ORGANISATION = "organisation"
    AGREEMENT = "agreement"
    PROJECT = "project"
    INDICATOR = "indicator"
    PERSON = "person"
    EVENT = "event"
    DEADLINES = "deadlines"
    NEWS = "news"
    LIST = "list"
    NONE = "none"


_SHOWN_WITH_NONE = frozenset(AnswerKind) - {
    AnswerKind.INDICATOR,
    AnswerKind.LIST,
    AnswerKind.NEWS,
    AnswerKind.DEADLINES,
}


@dataclass(frozen=True, slots=True)
class Item:
    """An entry in an answer."""

    kind: EntryKind
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    ``items``: a card's related entries (others that bear the name first), a list's members, or the nearest when
    there is none. ``entry`` is the register's kind of a card's subject (a document is shown as an agreement).
    ``offered`` is the reading that was answered or, with none, that may have been meant. ``sectors``, ``side``,
    ``period``, ``of_kind`` and ``overdue`` narrow news, deadlines and lists. ``likely``: with none, the first of the
    nearest is probably what was meant.
    """

    kind: AnswerKind
    slug: str | None = None
    title: str = ""
    items: tuple[Item, ...] = ()
    offered: str | None = None
    entry: EntryKind | None = None
    of_kind: EntryKind | None = None
    sectors: tuple[str, ...] = ()
    side: Side | None = None
    period: Period | None = None
    overdue: bool = False
    likely: bool = False

    def __hash__(self) -> int:
        """Return the same for what is equal; ``items`` are many, and each screen is looked for by its answer."""
        return hash((self.kind, self.slug, self.offered))


class Knowledge:
    """What the register knows, ready to be asked; built once per revision (under a second), safe to share."""

    def __init__(self, register: Register, words: Words) -> None:
        """Index the register."""
        self.register = register
        self.names = Names(register, words)
        self._words = words
        self._subjects = Subjects(register, self.names, words)
        self._judge = Judge(register, self._subjects, Ranker(self._subjects, words))
        self._related: dict[Ref, tuple[Item, ...]] = {}
        self._spelling = Spelling(frozenset(self._vocabulary()), self._knowing())

    def answer(self, text: str, today: date) -> Answer:
        """Return what is answered to ``text``, asked on ``today``; every text has an answer."""
        text = as_said(text)
        known = self._decided(text, today)
        if known.kind is not AnswerKind.NONE and not self._misspelt(text):
            return known
        for reading in self._spelling.readings(text):
            text = reading
            reread = replace(self._decided(text, today), offered=text)
            if reread.kind is not AnswerKind.NONE and not self._misspelt(text):
                return reread
            known = reread if known.kind is AnswerKind.NONE and reread.kind is not AnswerKind.NONE else known
        return self._offered(text, today, known) or known

    def matters(self, text: str) -> tuple[Matter, ...]:
        """Return what of the bot itself a text speaks of that has no answer here, nothing for others."""
        return matters(self._words.words(text))

    def related(self, kind: EntryKind, slug: str) -> tuple[Item, ...]:
        """Return what hangs on an entry, by kinds in their listed order."""
        ref = (kind, slug)
        if ref not in self._subjects.of:
            return ()
        if ref not in self._related:
            refs = self._subjects.linked.get(ref, frozenset()).union(self._subjects.of[ref].links)
            self._related[ref] = tuple(self._item(each) for each in self._subjects.of if each in refs)
        return self._related[ref]

    def _offered(self, text: str, today: date, known: Answer) -> Answer | None:
        """Return the answer to the text with its slips mended, a none that offers it where they may be other words.

        ``None`` when nothing can be mended, or the answer is the one known already.
        """
        sure = self._spelling.surely_corrected(text, self._words)
        mended = sure or self._spelling.corrected(text)
        meant = self._decided(mended, today) if mended else None
        if meant is None or meant.kind is AnswerKind.NONE or (meant.kind, meant.slug) == (known.kind, known.slug):
            return None
        if meant.kind is not AnswerKind.ORGANISATION and self._names_a_body(text):
            return None
        if sure:
            return replace(meant, offered=sure)
        first = () if meant.entry is None or meant.slug is None else (Item(meant.entry, meant.slug, meant.title),)
        likely = meant.kind in _SHOWN_WITH_NONE and _LATIN.search(mended or "") is None
        return Answer(AnswerKind.NONE, items=(*first, *meant.items)[:NEAREST], offered=mended, likely=likely)

    def _names_a_body(self, text: str) -> bool:
        """Return whether an unknown word is the name of a works or the like: «завод Планар» is no slip for a plan."""
        beside = pairwise(self._words.words(text))
        return any(one.key in BODIES and two.capitalised and not self._is_known(two.surface) for one, two in beside)

    def _decided(self, text: str, today: date) -> Answer:
        question = read_question(text, self.names, self._words, today)
        verdict = self._judge.verdict(question, today)
        if verdict.intent is Intent.NONE and not verdict.refused and len(question.words) >= TALK:
            question, verdict = self._of_a_part(text, today, whole=question) or (question, verdict)
        return self._answer(verdict, question)

    def _of_a_part(self, text: str, today: date, *, whole: Question) -> tuple[Question, Verdict] | None:
        """Return the last part that asks and has an answer by itself: around it stands what it is for.

        Where the whole is of something, a part that is of nothing («что с белорусами») is no answer to it, nor where
        the whole names a year and the part does not.
        """
        years = {unit.year for unit in whole.units if unit.year}
        for part in reversed(in_parts(text)):
            question = read_question(part, self.names, self._words, today)
            keys = {word.key for word in question.words}
            said = {word.surface.lower() for word in question.words}
            if not ASKING & keys or _THEY & keys or _THIS & said:  # whom, another part says
                continue
            if not years <= {unit.year for unit in question.units}:
                continue
            verdict = self._judge.verdict(question, today)
            of_nothing = verdict.intent is Intent.LIST and not (
                question.units or question.of_kind or (question.programme and not whole.units)
            )
            if verdict.intent is not Intent.NONE and not of_nothing:
                return question, verdict
        return None

    def _answer(self, verdict: Verdict, question: Question) -> Answer:
        kind = AnswerKind(verdict.intent.value)
        items = tuple(self._item(ref) for ref in verdict.refs)
        match verdict.intent:
            case Intent.NONE:
                return Answer(kind, items=items, likely=verdict.likely)
            case Intent.LIST:
                return Answer(kind, items=items, of_kind=verdict.of_kind, sectors=verdict.sectors, side=question.side)
            case Intent.NEWS | Intent.DEADLINES:
                named = items[0] if items else Item(EntryKind.SECTOR, "", "")
                return Answer(
                    kind,
                    slug=named.slug or None,
                    title=named.title,
                    items=items,
                    entry=named.kind if items else None,
                    sectors=verdict.sectors,
                    side=question.side,
                    period=question.period,
                    overdue=question.overdue,
                )
            case _:
                others = items[1:]
                related = self.related(*verdict.refs[0])
                return Answer(
                    kind,
                    slug=items[0].slug,
                    title=items[0].title,
                    items=(*others, *(each for each in related if each not in others)) if others else related,
                    entry=items[0].kind,
                )

    def _item(self, ref: Ref) -> Item:
        return Item(*ref, self._subjects.of[ref].title)

    def _is_known(self, word: str) -> bool:
        known = self._words.knows(word) or normalised(word) in TYPED
        return known or any(self._subjects.has(key) for key in self._words.keys(word))

    def _knowing(self) -> Knowing:
        return Knowing(
            known=self._is_known,
            read=self._words.reads_belarusian,
            russian=self._words.has,
            made=self._is_known_itself,
            ours=self._is_ours,
            forms=self._words.forms,
            two=partial(are_two_words, words=self._words),
        )

    def _is_known_itself(self, word: str) -> bool:
        """Return whether a word is known by itself: what is made of another word must be no guess."""
        itself = self._words.knows_itself(word)
        return itself or (
            not self._words.knows(word) and any(self._subjects.has(key) for key in self._words.keys(word))
        )

    def _is_ours(self, word: str) -> bool:
        """Return whether a name or the field of an entry has a word, or a question of ours may ask with it."""
        keys = self._words.keys(word)
        whole = len(word) > _SHORT or bool(
            self.names.mentions(word, loose=True) or ASKING & {*keys}
        )  # «рос» is no «рост»
        return whole and any(key in self._subjects.named or key in ASKED_WORDS or key in ASKING for key in keys)

    def _misspelt(self, text: str) -> bool:
        return any(
            word.surface.replace("-", "").isalpha() and len(word.surface) > 1 and not self._understands(word)
            for word in self._words.words(text)
        )

    def _understands(self, word: Word) -> bool:
        """Return whether a word, or each part of one with a hyphen, is no slip of the pen."""
        read = self._is_known(word.surface) or (word.belarusian and self._words.reads_belarusian(word.surface))
        parts = word.surface.split("-")
        return read or (len(parts) > 1 and all(map(self._is_known, parts)))

    def _vocabulary(self) -> Iterator[str]:
        for texts in self._subjects.spelt.values():
            for text in texts:
                yield from (word.surface for word in self._words.words(text) if word.surface.replace("-", "").isalpha())
        yield from ASKED_WORDS | LAST | NEXT | ALIEN | HEAD_OF.keys() | set(HEAD_OF.values()) | ENGLISH.keys()
