"""Random values of the types that aiogram gives the Bot API's fields: valid by the schema, as unpleasant as it lets."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.client.default import Default
from pydantic import BaseModel
from pydantic.fields import FieldInfo

Json = dict[str, Any]
Make = Callable[[int], Any]

_DEEPEST = 3
_DATES = (0, 1, 1_764_000_000, 2_000_000_000)
_NUMBERS = (0, 1, 2, 7, 4096, 2**31 - 1, 2**52)
_NAMED_NUMBERS = {
    "offset": (0, 1),
    "length": (1, 2),
    "message_thread_id": (2, 3),
    "width": (1, 640),
    "height": (1, 480),
}
_ENTITIES = ("bold", "mention", "bot_command", "url", "text_link", "custom_emoji", "pre", "date_time", "of_tomorrow")
_WORDS = {
    "mime_type": ("text/plain", "application/x-msdownload", "../etc"),
    "file_name": ("план.xlsx", "план.xlsx.exe", "\u202excod.план", "a/../../b.docx", "x" * 255, "\r\n.csv"),
    "language_code": ("ru", "be", "en", "zz", "ru-RU"),
    "username": ("anna_example", "x" * 32),
    "currency": ("RUB", "XTR"),
    "url": ("https://example.invalid/", "tg://user?id=1", "javascript:alert(1)"),
}
TEXTS = (
    "да", "авиапром", "соглашение с Витебском", "сроки", "план мероприятий", "/my", "/my@cooperation_sandbox_bot",
    "/people", "/deliveries", "/sectors", "/news", "/search прицепы", "/settings", "/digest", "/help", "/start",
    "/start inv_AAAAAAAAAAAAAAAAAAAAAA", "/start m_1", "/start " + "x" * 64, "/mydata", "/invite", "/assign", "/join",
    "/assign 1 administrator", "/rate", "/broadcast", "/privacy", "/nosuch", "/", "", " ", "\u202eтекст\u202c \u200f",
    "😀" * 64, "<b>жирно</b><script>", "*_`[](tg://user?id=1)", "\x1b[31mкрасно\x1b[0m", "а\r\nlevel=error б",
    "\u2028\u2029\u0085", "а" * 4096, "@cooperation_sandbox_bot что по плану?", "0" * 300, "%s {0} ${HOME}",
    "'; DROP TABLE users; --", "мероприятие 1", "кто отвечает за мероприятие 1", "CANARY",
)  # fmt: skip


class Values:
    """Makes values of a type; ``own`` are the makers of those models that must fit the rest of the world."""

    def __init__(self, seed: random.Random, own: Mapping[type, Make]) -> None:
        """Draw from ``seed`` alone, so that the same seed makes the same values."""
        self.seed = seed
        self._own = own

    def of_model(self, model: type[BaseModel], depth: int = 0, **given: Any) -> Json:  # noqa: ANN401 - any JSON
        """Return JSON of a model: what it requires, some of what it allows, and what is ``given`` by field name."""
        made: Json = {}
        for name, field in model.model_fields.items():
            if name in given:
                made[field.alias or name] = given[name]
            elif self._wanted(field, depth):
                made[field.alias or name] = self.of_field(name, field, depth + 1)
        return made

    def _wanted(self, field: FieldInfo, depth: int) -> bool:
        if field.is_required() or get_origin(field.annotation) is Literal:
            return True
        return depth < _DEEPEST and self.seed.random() < 0.25

    def of_field(self, name: str, field: FieldInfo, depth: int) -> Any:  # noqa: ANN401 - any JSON
        """Return a value for a field, never null: null is what is left out."""
        return self._of_type(field.annotation, name, depth)

    def _of_type(self, kind: Any, name: str, depth: int) -> Any:  # noqa: ANN401 - any type in, any JSON out
        origin = get_origin(kind)
        if origin is Annotated:
            return self._of_type(get_args(kind)[0], name, depth)
        if origin in {Union, UnionType}:
            return self._of_type(self._one_of(get_args(kind), depth), name, depth)
        if origin is Literal:
            chosen = self.seed.choice(get_args(kind))
            return chosen.value if isinstance(chosen, Enum) else chosen
        if origin is list:
            most = 2 if depth < _DEEPEST else 0
            return [self._of_type(get_args(kind)[0], name, depth + 1) for _ in range(self.seed.randint(0, most))]
        if kind in self._own:
            return self._own[kind](depth)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.of_model(kind, depth)
        return self._plain(kind, name)

    def _one_of(self, kinds: tuple[Any, ...], depth: int) -> Any:  # noqa: ANN401 - any type
        real = [kind for kind in kinds if kind not in {NoneType, Default}]
        # Rich texts hold rich texts: at the bottom there is a plain one.
        return str if depth > _DEEPEST and str in real else self.seed.choice(real)

    def _plain(self, kind: Any, name: str) -> Any:  # noqa: ANN401 - any type in, any JSON out
        if kind is bool:
            return self.seed.random() < 0.5
        if kind is datetime:
            return self.seed.choice(_DATES)
        if kind is int:
            return self.seed.choice(_NAMED_NUMBERS.get(name, _NUMBERS))
        if kind is float:
            return self.seed.choice((0.0, 54.3, -0.5))
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.seed.choice(list(kind)).value
        if name == "type":
            return self.seed.choice(_ENTITIES)
        return self.seed.choice(_WORDS.get(name, TEXTS))
