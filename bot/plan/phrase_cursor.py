"""A walk along the pieces of a phrase: look, take, or go back."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.plan.phrase_said import Said
from bot.plan.phrase_tokens import Token
from bot.plan.phrase_words import Kind

_Some = TypeVar("_Some")


class Cursor:
    """Stands at a piece of a phrase and remembers what has been said so far."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Begin at the first piece."""
        self._tokens = tokens
        self._at = 0
        self._said = Said()

    def _words_here(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else self._tokens[-1].text

    def _is(self, *kinds: Kind, ahead: int = 0) -> bool:
        place = self._at + ahead
        return place < len(self._tokens) and self._tokens[place].kind in kinds

    def _take(self, *kinds: Kind) -> Token | None:
        if not self._is(*kinds):
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def _text(self, *texts: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at].text in texts:
            self._at += 1
            return True
        return False

    def _mark(self) -> bool:
        return self._take(Kind.MARK, Kind.AND) is not None

    def _attempt(self, part: Callable[[], _Some | None]) -> _Some | None:
        """Return what a part reads; where it reads nothing, go back to where it began."""
        before = self._at
        found = part()
        if not found:
            self._at = before
        return found
