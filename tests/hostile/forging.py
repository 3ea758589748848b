"""Callback data as a stranger forges it: every class of it that the bot knows, over the whole range of its fields."""

import random
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

from aiogram.filters.callback_data import CallbackData

import handlers.routers  # noqa: F401 - with the routers every class of callback data is imported

NUMBERS: Final = ("-1", "0", "1", "2", "3", "5", "8", "13", "40", "999", "1000", "2147483648", str(2**53),
                  str(2**63 - 1), str(2**63), "9" * 30, "1e3", "٣", "0x1", "+1", " 1", "", "true")  # fmt: skip
_STRINGS: Final = ("aviastroenie", "aviastar", "uaz", "..", "A" * 22, "x" * 48, "", "\u202e", "а", "'", "1", "m", "u")


def every_class() -> list[type[CallbackData]]:
    """Return every class of callback data, in the order of their prefixes."""
    found, waiting = set(), [CallbackData]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.split(".")[0] in {"bot", "handlers"}:
                found.add(one)
    return sorted(found, key=lambda one: one.__prefix__)


def with_number(kind: type[CallbackData], number: str) -> str:
    """Return data of this class, at most 64 bytes: ``number`` for each number, a likely value elsewhere."""
    fields = [_likely(field.annotation, number) for field in kind.model_fields.values()]
    return ":".join([kind.__prefix__, *fields]).encode()[:64].decode(errors="ignore")


def _likely(kind: Any, number: str) -> str:  # noqa: ANN401 - any type
    if get_origin(kind) in {Union, UnionType}:
        return _likely(get_args(kind)[0], number)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return number if kind in {int, bool} else "aviastroenie"


class Forger:
    """Draws callback data from ``seed``."""

    def __init__(self, seed: random.Random) -> None:
        """Know every class."""
        self._seed = seed
        self._classes = every_class()

    def callback_data(self) -> str:
        """Return data of one class, right in shape or nearly, or nonsense; at most 64 bytes."""
        if self._seed.random() < 0.05:
            return "".join(self._seed.choices("abc:0129-_\u202e\x1b\n😀", k=self._seed.randint(0, 16)))
        made = self.of(self._seed.choice(self._classes))
        return made.encode()[:64].decode(errors="ignore")

    def of(self, kind: type[CallbackData]) -> str:
        """Return data of this class; nothing says that it unpacks."""
        fields = [self._field(field.annotation) for field in kind.model_fields.values()]
        return ":".join([kind.__prefix__, *fields])

    def _field(self, kind: Any) -> str:  # noqa: ANN401 - any type
        if get_origin(kind) in {Union, UnionType}:
            real = [one for one in get_args(kind) if one is not NoneType]
            return "" if self._seed.random() < 0.3 else self._field(real[0])
        if isinstance(kind, type) and issubclass(kind, Enum) and self._seed.random() < 0.9:
            return str(self._seed.choice(list(kind)).value)
        if kind is bool and self._seed.random() < 0.9:
            return self._seed.choice(("0", "1"))
        if kind is int:
            return self._seed.choice(NUMBERS[:9]) if self._seed.random() < 0.6 else self._seed.choice(NUMBERS)
        return self._seed.choice(_STRINGS)
