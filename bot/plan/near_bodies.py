"""Which organisations of the register a wording may mean: offered to a person, never taken."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from storage.register_records import Organisation, Register

_WORD: Final = re.compile(r"\w+")
_STEM: Final = 5
_LEAST: Final = 0.2


def near_bodies(wording: str, register: Register, limit: int) -> tuple[Organisation, ...]:
    """Return the organisations that share the most words with a wording, the nearest first."""
    asked = _stems(wording)
    ranked = sorted(
        ((_likeness(wording, asked, one), one.slug) for one in register.organisations.values()), reverse=True
    )
    return tuple(register.organisations[slug] for likeness, slug in ranked[:limit] if likeness >= _LEAST)


def _likeness(wording: str, asked: frozenset[str], one: Organisation) -> float:
    return max(_alike(wording, asked, name) for name in (one.full, one.short, *one.aliases))


def _alike(wording: str, asked: frozenset[str], name: str) -> float:
    told = _stems(name)
    shared = len(asked & told) / (len(asked | told) or 1)
    return shared + 0.3 * SequenceMatcher(None, wording.casefold(), name.casefold()).quick_ratio() - 0.1


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stemmed(_WORD.findall(text.casefold())))


def _stemmed(words: Iterable[str]) -> Iterable[str]:
    return (word[:_STEM] for word in words if len(word) > 1)
