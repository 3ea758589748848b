"""What the page and tests send to ``/api``: read strictly, so that a hostile request is a 400 and no crash."""

import math
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.errors import PageRefusedError, deny
from bot.sandbox.forms import MalformedFormError, read_form
from bot.sandbox.wire import Json, MalformedJsonError, Upload, read_json

_LARGEST = 2**62
_LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The fields of a request, from its query, its JSON body or its form."""

    fields: Json
    upload: Upload | None = None

    def integer(self, name: str, default: int | None = None) -> int:
        """Return a whole number; 400 when it is none, or missing without a ``default``."""
        value = self.fields.get(name, default)
        if isinstance(value, str):
            value = _number(value, int)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
            deny(f'"{name}" must be a whole number')
        return value

    def number(self, name: str, default: float, most: float = _LONGEST_WAIT) -> float:
        """Return a number from 0 to ``most``, what is more is cut; 400 when it is none."""
        value = self.fields.get(name, default)
        if isinstance(value, str):
            value = _number(value, float)
        if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value) or value < 0:
            deny(f'"{name}" must be a number, zero or more')
        return min(float(value), most) if value < _LARGEST else most

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; 400 when it is none, or missing without a ``default``."""
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            deny(f'"{name}" must be a text')
        return value

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Return a truth value; 400 when it is none, or missing without a ``default``."""
        value = self.fields.get(name, default)
        if not isinstance(value, bool):
            deny(f'"{name}" must be true or false')
        return value

    def tree(self, name: str) -> Json:
        """Return a JSON object; 400 when it is none."""
        value = self.fields.get(name)
        if not isinstance(value, dict):
            deny(f'"{name}" must be an object')
        return value

    def objects(self, name: str) -> list[Json]:
        """Return a list of JSON objects, empty when it is missing; 400 when it is none."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            deny(f'"{name}" must be a list of objects')
        return value

    def integers(self, name: str) -> list[int]:
        """Return a list of whole numbers, empty when it is missing; 400 when it is none."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(type(item) is int and abs(item) < _LARGEST for item in value):
            deny(f'"{name}" must be a list of whole numbers')
        return value


def _number(value: str, kind: type[int] | type[float]) -> float | None:
    try:
        return kind(value)
    except ValueError:
        return None


def read_query(request: web.Request) -> PageRequest:
    """Return the fields in the query of a GET."""
    return PageRequest(dict(request.query))


async def read_body(request: web.Request) -> PageRequest:
    """Return the fields of a JSON body; 400 when it is no object."""
    try:
        value = read_json(await request.read())
    except MalformedJsonError as broken:
        raise PageRefusedError(400, "the body is no JSON in UTF-8") from broken
    if not isinstance(value, dict):
        deny("the body must be an object")
    return PageRequest(value)


async def read_upload(request: web.Request) -> PageRequest:
    """Return the fields of a multipart form and its ``file``; 400 when it cannot be read."""
    try:
        texts, uploads = await read_form(request)
    except MalformedFormError as broken:
        raise PageRefusedError(400, "the form cannot be read") from broken
    return PageRequest(texts, uploads.get("file"))
