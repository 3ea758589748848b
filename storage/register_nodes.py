"""The text of a register file as YAML nodes that know their lines, with nothing dangerous in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from storage.errors import BadRegister, Fault

LARGEST = 5_000_000
"""Bytes of a file at most; the starter register has 107,000."""

NULL = "tag:yaml.org,2002:null"

_DEEPEST = 40
_MOST_NODES = 2_000_000  # after all aliases are followed; ten lines of aliases can make a billion of nodes

Node = yaml.Node

# Ten times as fast where the C library is there; both are safe loaders, and nothing is constructed anyway.
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_of(node: Node) -> int:
    """Return the line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


def document_of(text: str) -> yaml.MappingNode:
    """Return the file as a mapping of nodes.

    Raises :class:`~storage.errors.BadRegister` when there is nothing to read further: too large, empty,
    broken YAML (its line), nested or aliased beyond reason, not a mapping.
    """
    if len(text.encode(errors="replace")) > LARGEST:
        raise _unreadable(1, f"Файл больше {LARGEST // 1_000_000} МБ.")
    with _yaml_faults(text):
        _check_depth(text)
        root = yaml.compose(text, Loader=_Loader)
    if root is None or root.tag == NULL:
        raise _unreadable(1, "Файл пуст.")
    _check_size(root)
    if not isinstance(root, yaml.MappingNode):
        raise _unreadable(line_of(root), "Ожидаются разделы реестра («agreements:», «organisations:» и другие).")
    return root


def _unreadable(line: int, wrong: str) -> BadRegister:
    return BadRegister([Fault(line, "", wrong)])


@contextmanager
def _yaml_faults(text: str) -> Iterator[None]:
    try:
        yield
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _unreadable(line, "Недопустимый знак: файл должен быть текстом в UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        problem = f"{error.context} {error.problem}"
        # what was never closed is to be sought where it was opened, not at the end of the file
        unclosed = "end of stream" in problem and error.context_mark is not None
        mark = error.context_mark if unclosed else error.problem_mark
        line = mark.line if mark else 0
        raise _unreadable(line + 1, _told(problem, text.splitlines()[line : line + 1])) from error


def _told(problem: str, line: list[str]) -> str:
    if "start any token" in problem and any("\t" in one for one in line):
        return "Знак табуляции: отступы в YAML делаются пробелами."
    if "single document" in problem:
        return "В файле больше одного документа («---»)."
    if "alias" in problem or "anchor" in problem:
        return "Ссылка («*») на то, чего в файле нет, или повторное имя («&»)."
    return "Файл не разбирается как YAML: проверьте здесь и строкой выше отступы, кавычки и двоеточия."


def _check_depth(text: str) -> None:
    """Refuse deep nesting before composing, which goes down by recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise _unreadable(line, "Слишком глубокая вложенность.")


def _check_size(root: Node) -> None:
    """Refuse a tree that grows beyond reason when its aliases are followed, or that contains itself."""
    sizes: dict[int, int | None] = {}

    def size_of(node: Node) -> int:
        size = sizes.get(id(node), 0)
        if size is None:
            raise _unreadable(line_of(node), "Ссылка («*») ведёт внутрь самой себя.")
        if size == 0:
            sizes[id(node)] = None
            size = 1 + sum(size_of(child) for child in _children(node))
            sizes[id(node)] = size
        if size > _MOST_NODES:
            raise _unreadable(line_of(node), "Слишком много ссылок («*») или записей.")
        return size

    size_of(root)


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value
