"""Entities of a text, with offsets in UTF-16 units: checked, cleaned, disentangled and trimmed as Telegram does.

The rules are TDLib's (``fix_formatted_text``): control characters become spaces, carriage returns and a few invisible
characters vanish, entities that cross are cut at each other's borders, blanks at both ends are cut off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bot.sandbox.errors import refuse
from bot.sandbox.wire import Json

_BLANKS = " \n"
_VANISHING = frozenset({"\r", "\u0333", "\u033f", "\u030a", *map(chr, range(0x2028, 0x202F))})
_FARTHEST = 1_000_000
_WHOLE = frozenset(
    {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}
    | {"mention", "hashtag", "bot_command", "url", "email"},
)
_NESTLESS = frozenset({"code", "pre"})


def utf16(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def utf16_offsets(text: str) -> list[int]:
    """Return the offset at which each character begins, and the text's length at the end."""
    return [0, *accumulate(1 + (character > "\uffff") for character in text)]


@dataclass(frozen=True, slots=True)
class _Position:
    cleaned: int
    byte: int


def cleaned(text: str, entities: Sequence[Json]) -> tuple[str, list[Json]]:
    """Return the text without what Telegram removes and the entities moved along with it; 400 for a bad offset."""
    characters = [_cleaned(character) for character in text]
    old = utf16_offsets(text)
    new = [0, *accumulate(utf16(character) for character in characters)]
    at_byte = [0, *accumulate(len(character.encode()) for character in text)]
    positions = {offset: _Position(new[index], at_byte[index]) for index, offset in enumerate(old)}
    checked = sorted(filter(_is_long, map(_checked, entities)), key=_order)
    moved = [_moved(entity, positions, old[-1]) for entity in checked]
    return "".join(characters), list(filter(_is_long, moved))


def _cleaned(character: str) -> str:
    if character in _VANISHING:
        return ""
    return " " if character < " " and character != "\n" else character


def _checked(entity: Json) -> Json:
    for name in ("offset", "length"):
        if not 0 <= entity[name] <= _FARTHEST:
            refuse(f"receive an entity with incorrect {name} {entity[name]}")
    return entity


def _is_long(entity: Json) -> bool:
    return bool(entity["length"] > 0)


def _moved(entity: Json, positions: dict[int, _Position], end: int) -> Json:
    start, stop = entity["offset"], entity["offset"] + entity["length"]
    if start > end:
        refuse(f"entity begins after the end of the text at UTF-16 offset {start}")
    if start not in positions:
        byte = positions[start + 1].byte
        refuse(f"entity begins in a middle of a UTF-16 symbol at byte offset {byte}")
    beginning = f"entity beginning at UTF-16 offset {start} ends"
    if stop > end:
        refuse(f"{beginning} after the end of the text at UTF-16 offset {stop}")
    if stop not in positions:
        refuse(f"{beginning} in a middle of a UTF-16 symbol at byte offset {positions[stop + 1].byte}")
    first = positions[start].cleaned
    return {**entity, "offset": first, "length": positions[stop].cleaned - first}


def _order(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


def _end(entity: Json) -> int:
    return int(entity["offset"] + entity["length"])


def _meet(one: Json, other: Json) -> bool:
    return bool(one["offset"] < _end(other) and other["offset"] < _end(one))


def disentangled(given: Iterable[Json], found: Iterable[Json] = ()) -> list[Json]:
    """Return the given entities with the found ones that fit between them, in order.

    A found one gives way to a given one that cannot be cut (code, links); what can be cut (bold, quotes) is
    cut at the borders of what it crosses; nothing stands inside code.
    """
    kept: list[Json] = []
    for entity in [*sorted(given, key=_order), *sorted(found, key=_order)]:
        if not any(_excludes(other, entity) for other in kept):
            kept.append(entity)
    pieces = [piece for entity in kept for piece in _cut(entity, kept)]
    return sorted((piece for piece in pieces if not any(_buries(other, piece) for other in kept)), key=_order)


def _excludes(earlier: Json, entity: Json) -> bool:
    both_whole = earlier["type"] in _WHOLE and entity["type"] in _WHOLE
    same = earlier["type"] == entity["type"] and _order(earlier) == _order(entity)
    return same or (both_whole and _meet(earlier, entity))


def _buries(code: Json, entity: Json) -> bool:
    inside = code["offset"] <= entity["offset"] and _end(entity) <= _end(code)
    return code["type"] in _NESTLESS and entity["type"] != code["type"] and inside


def _cut(entity: Json, others: list[Json]) -> list[Json]:
    if entity["type"] in _WHOLE:
        return [entity]
    crossing = [other for other in others if _cross(entity, other)]
    inner = {place for other in crossing for place in (other["offset"], _end(other))}
    places = sorted(place for place in inner if entity["offset"] < place < _end(entity))
    borders = [entity["offset"], *places, _end(entity)]
    return [{**entity, "offset": start, "length": stop - start} for start, stop in pairwise(borders)]


def _cross(one: Json, other: Json) -> bool:
    first, second = sorted((one, other), key=_order)
    return bool(first["offset"] < second["offset"] < _end(first) < _end(second))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Return the text without blanks at its ends; those at the beginning stay inside an entity."""
    end = utf16(text.rstrip(_BLANKS))
    clipped = [{**entity, "length": min(_end(entity), end) - entity["offset"]} for entity in entities]
    clipped = list(filter(_is_long, clipped))
    blank = len(text) - len(text.lstrip(_BLANKS))
    cut = min([blank, *(entity["offset"] for entity in clipped)])
    return text.rstrip(_BLANKS)[cut:], [{**entity, "offset": entity["offset"] - cut} for entity in clipped]
