"""What has to be taken out of a feed's text before any parser sees it, and out of its items after.

The document type goes first: entities that multiply a billion times, or name files, are declared nowhere else.
Then characters that no XML may hold, which parsers stop at and PostgreSQL refuses; and HTML's own entities, which XML
does not know, become the letters they stand for.
"""

import re
from html import unescape
from html.entities import html5
from typing import Final

_ROOT: Final = re.compile(r"<(?:rss|feed|rdf:RDF|channel|html)\b", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE: Final = re.compile(
    r"""<!DOCTYPE(?:[^\[\]>"']|"[^"]*"|'[^']*')*+(?:\[(?:[^\]"']|"[^"]*"|'[^']*')*+\]\s*)?>""", re.IGNORECASE
)
_OPENING: Final = re.compile("<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML: Final = frozenset({"lt", "gt", "amp", "quot", "apos"})
_LONGEST_REFERENCE: Final = 7
_UNSEEN: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"</?[A-Za-z!?][^<>]*>")
_INSIDE_WORDS: Final = re.compile(
    r"</?(?:a|abbr|b|em|font|i|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
_SOFT: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")


def disarmed(text: str) -> str:
    """Return a document that is safe to parse, in UTF-8 whatever it declared to be."""
    body = _without_doctype(_DECLARATION.sub("", text, count=1)).lstrip()
    body = _FORBIDDEN.sub("", _REFERENCE.sub(_real_character, body))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_ENTITY.sub(_letter, body)}'


def _without_doctype(text: str) -> str:
    opening = _OPENING.search(text)
    root = _ROOT.search(text)
    if opening is None or (root and root.start() < opening.start()):
        return text  # what stands inside the document is somebody's text about documents
    whole = _DOCTYPE.match(text, opening.start())
    if whole and not _OPENING.search(text[whole.end() : whole.end() + 1]):
        return text[: opening.start()] + text[whole.end() :]
    return text[root.start() :] if root else _OPENING.sub("", text)


def _real_character(reference: re.Match[str]) -> str:
    """Replace «&#0;» and halves of surrogate pairs: feedparser and PostgreSQL fall over them."""
    hexadecimal, decimal = reference.groups()
    written = hexadecimal or decimal
    code = int(written, 16 if hexadecimal else 10) if len(written) <= _LONGEST_REFERENCE else 0
    real = 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF  # noqa: PLR2004 - Unicode's own bounds
    return reference[0] if real else "\ufffd"


def _letter(entity: re.Match[str]) -> str:
    name = entity[1]
    return entity[0] if name in _OF_XML else html5.get(f"{name};", entity[0])


def plain(markup: str) -> str:
    """Return what a reader sees of a fragment of HTML: one line, no tags, no characters that cannot be seen."""
    seen = _TAG.sub(" ", _INSIDE_WORDS.sub("", _UNSEEN.sub(" ", markup)))
    return " ".join(_SOFT.sub("", _FORBIDDEN.sub("", unescape(seen))).split())
