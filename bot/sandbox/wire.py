"""What travels over the wire: JSON, uploaded files, and one call of a method with its parameters."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

_INTEGER = re.compile(r"[+-]?\d{1,19}")
_TRUE = frozenset({"true", "yes", "1"})
_SECRET = "secret_token"  # noqa: S105 - the name of a parameter, not a secret


class MalformedJsonError(ValueError):
    """A text is no JSON, is nested too deeply, or holds strings that are no UTF-8."""


class MissingParameterError(KeyError):
    """A parameter the method cannot do without is missing; its name is the first argument."""


def read_json(raw: str | bytes) -> object:
    """Return the value of a JSON text from a stranger; :class:`MalformedJsonError` whatever is wrong with it."""
    try:
        value: object = json.loads(raw)
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as broken:
        raise MalformedJsonError from broken
    return value


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call: nested values are either JSON values or texts that hold JSON, as Telegram takes both.

    The readers are as lenient as Telegram's: what cannot be read as a number is the default, a flag is true
    for "true", "yes" and 1.
    """

    method: str
    fields: Mapping[str, object]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether the parameter was given and is not empty."""
        return self.fields.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Return the parameter as a text, empty when it is missing."""
        value = self.fields.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def required(self, name: str) -> str:
        """Return the parameter as a text; :class:`MissingParameterError` when it is missing."""
        if not self.has(name):
            raise MissingParameterError(name)
        return self.text(name)

    def integer(self, name: str, default: int = 0) -> int:
        """Return the parameter as a whole number."""
        value = self.text(name).strip()
        return int(value) if _INTEGER.fullmatch(value) else default

    def flag(self, name: str) -> bool:
        """Return the parameter as a truth value."""
        return self.text(name).strip().lower() in _TRUE

    def tree(self, name: str, what: str) -> object:
        """Return the parameter as a JSON value, None when it is missing; :class:`MalformedJsonError` says ``what``."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        try:
            return read_json(value) if value.strip() else None
        except MalformedJsonError as fault:
            message = f"can't parse {what} JSON object"
            raise MalformedJsonError(message) from fault

    def record(self, token: str) -> Json:
        """Return the parameters for the record of calls: JSON unfolded, files as their names, no secrets."""
        shown = {name: self._shown(name) for name in self.fields}
        shown |= {name: upload.name for name, upload in self.uploads.items()}
        if _SECRET in shown:
            shown[_SECRET] = "…"
        recorded: Json = json.loads(json.dumps(shown).replace(token, "…"))
        return recorded

    def _shown(self, name: str) -> object:
        value = self.fields[name]
        if not isinstance(value, str) or value[:1] not in ("{", "["):
            return value
        try:
            return read_json(value)
        except MalformedJsonError:
            return value
