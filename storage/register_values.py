"""How the values of a register file are read: each node becomes a value, or a fault with its line."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import yaml

from storage.errors import Fault
from storage.register_nodes import NULL, Node, line_of
from storage.register_records import Party, Side, Source
from storage.slugs import is_slug

_SIDES = {
    "Ульяновская область": Side.ULYANOVSK,
    "Беларусь": Side.BELARUS,
    "федеральный / общий": Side.FEDERAL,
}
_STRING = "tag:yaml.org,2002:str"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"  # 2025-10-07 without quotes, meant as it is written
_BOOL = "tag:yaml.org,2002:bool"
_TRUE = frozenset({"yes", "true", "on"})
_MISSING = {"sources": "У записи нет источника."}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one file: what it may refer to, and the faults found so far.

    ``organisations``: the slugs there; ``names``: the organisation's slug by each of its names, where a name
    belongs to one only.
    """

    sectors: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, node: Node, path: str, wrong: str) -> None:
        """Note what is wrong at a node; reading goes on."""
        self.faults.append(Fault(line_of(node), path, wrong))


def mapping(
    reading: Reading, node: Node, path: str, known: Collection[str], required: Collection[str] = ()
) -> dict[str, Node] | None:
    """Read the nodes of known keys; a key unknown, given twice or required and not there is a fault.

    ``None``: there are no keys to read.
    """
    if not isinstance(node, yaml.MappingNode):
        reading.fault(node, path, "Ожидаются поля вида «ключ: значение».")
        return None
    fields: dict[str, Node] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        if name not in known:
            reading.fault(key, _within(path, name), f"Неизвестное имя; бывают {', '.join(known)}.")
        elif name in fields:
            reading.fault(key, _within(path, name), "Указано дважды.")
        else:
            fields[name] = value
    for name in required:
        if name not in fields:
            reading.fault(node, _within(path, name), _MISSING.get(name, "Не указано обязательное поле."))
    return fields


def _within(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def sequence(reading: Reading, node: Node, path: str) -> list[tuple[Node, str]]:
    """Read a list as nodes with their paths; ``null`` is an empty one."""
    if node.tag == NULL:
        return []
    if not isinstance(node, yaml.SequenceNode):
        reading.fault(node, path, "Ожидается список (строки, начинающиеся с «- »).")
        return []
    return [(item, f"{path}[{place}]") for place, item in enumerate(node.value)]


def optional_text(reading: Reading, node: Node, path: str) -> str | None:
    """Read text as written, ``null`` as ``None``."""
    if node.tag == NULL:
        return None
    if node.tag in {_STRING, _TIMESTAMP}:
        return str(node.value)
    if isinstance(node, yaml.ScalarNode):
        reading.fault(node, path, f"Ожидается текст, а не «{node.value}»: возьмите значение в кавычки.")
    else:
        reading.fault(node, path, "Ожидается текст, а не список и не набор полей.")
    return None


def text(reading: Reading, node: Node, path: str) -> str | None:
    """Read text that must say something."""
    before = len(reading.faults)
    value = optional_text(reading, node, path)
    if (value is None or not value.strip()) and len(reading.faults) == before:
        reading.fault(node, path, "Поле не может быть пустым.")
        return None
    return value


def note(reading: Reading, node: Node, path: str) -> str:
    """Read text that may be empty."""
    return optional_text(reading, node, path) or ""


def texts(reading: Reading, node: Node, path: str) -> tuple[str, ...]:
    """Read a list of texts."""
    read = [text(reading, item, place) for item, place in sequence(reading, node, path)]
    return tuple(value for value in read if value is not None)


def truth(reading: Reading, node: Node, path: str) -> bool:
    """Read yes or no; ``null`` is no."""
    if node.tag not in {_BOOL, NULL}:
        reading.fault(node, path, "Ожидается true или false.")
    return node.tag == _BOOL and node.value.lower() in _TRUE


def slug(reading: Reading, node: Node, path: str) -> str | None:
    """Read a slug."""
    value = text(reading, node, path)
    if value is not None and not is_slug(value):
        reading.fault(
            node, path, f"«{value}» не годится: до 40 знаков, латинские строчные буквы, цифры и «-», не с «-» начиная."
        )
        return None
    return value


def side(reading: Reading, node: Node, path: str) -> Side | None:
    """Read whose an organisation is."""
    value = text(reading, node, path)
    if value is not None and value not in _SIDES:
        known = ", ".join(f"«{name}»" for name in _SIDES)
        reading.fault(node, path, f"Неизвестная сторона «{value}»; бывают {known}.")
    return _SIDES.get(value or "")


def day(reading: Reading, node: Node, path: str) -> str | None:
    """Read a calendar date in the form 2025-10-07, or ``null``."""
    value = optional_text(reading, node, path)
    if value is None or _is_day(value):
        return value
    reading.fault(node, path, f"«{value}» — не дата вида 2025-10-07 или такого дня нет; неизвестная дата — null.")
    return None


def _is_day(value: str) -> bool:
    try:
        return _ISO.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def sectors(reading: Reading, node: Node, path: str) -> tuple[str, ...]:
    """Read slugs of sectors of the same file."""
    return _known(reading, node, path, reading.sectors, "Такой отрасли в файле нет")


def organisations(reading: Reading, node: Node, path: str) -> tuple[str, ...]:
    """Read slugs of organisations of the same file."""
    return _known(reading, node, path, reading.organisations, "Такой организации в файле нет")


def _known(reading: Reading, node: Node, path: str, known: frozenset[str], wrong: str) -> tuple[str, ...]:
    found = []
    for item, place in sequence(reading, node, path):
        value = text(reading, item, place)
        if value is not None and value not in known:
            reading.fault(item, place, f"{wrong}: «{value}».")
        elif value is not None:
            found.append(value)
    return tuple(dict.fromkeys(found))


def parties(reading: Reading, node: Node, path: str) -> tuple[Party, ...]:
    """Read signatories; one whose name is exactly an organisation's in the file is linked to it."""
    return tuple(Party(name, reading.names.get(name.casefold())) for name in texts(reading, node, path))


def sources(reading: Reading, node: Node, path: str) -> tuple[Source, ...]:
    """Read where an entry was read; there must be at least one."""
    before = len(reading.faults)
    found = [_source(reading, item, place) for item, place in sequence(reading, node, path)]
    if not found and len(reading.faults) == before:
        reading.fault(node, path, _MISSING["sources"])
    return tuple(source for source in found if source is not None)


def _source(reading: Reading, node: Node, path: str) -> Source | None:
    readers = {"url": url, "date": day, "outlet": text}
    fields = mapping(reading, node, path, readers, required=("url", "outlet")) or {}
    values = {name: readers[name](reading, value, f"{path}.{name}") for name, value in fields.items()}
    address, outlet = values.get("url"), values.get("outlet")
    return Source(address, values.get("date"), outlet) if address and outlet else None


def url(reading: Reading, node: Node, path: str) -> str | None:
    """Read an address on the web."""
    value = text(reading, node, path)
    if value is None or _is_web_address(value):
        return value
    reading.fault(node, path, f"«{value}» — не адрес вида https://…")
    return None


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # such as «https://[»
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value)
