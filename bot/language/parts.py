"""Which part of a text is the question: what officials say before and around it is not."""

import re

TALK = 5
"""Words: a shorter text has no question among other words."""

_LONGEST = 1000
_ASKED = "(?:что|как|какие|какая|какой|какое|какова|кто|когда|сколько|где)"
_BETWEEN = re.compile(
    r"[.!?:;\n]+(?:\s+|$)|\s+[—–-]\s+"
    rf"|,?\s+(?={_ASKED} (?:у нас|там|сейчас|известно|с|со|по|дела)\b)"
    rf"|,\s+(?=(?:{_ASKED}|есть ли|расскажи|покажи|подскажи)\w*\b)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:прошу|просим|просьба)(?: вас)? (?:сообщить|направить|предоставить|проинформировать|уточнить|дать"
    r"|подготовить|представить|пояснить|рассказать)\b,?",
    re.IGNORECASE,
)


def in_parts(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, and what is asked after other words; nothing when it is all one."""
    parts = tuple(part for part in _BETWEEN.split(text[:_LONGEST]) if part.strip())
    return parts if len(parts) > 1 else ()


def without_preamble(text: str) -> str:
    """Return what follows «прошу сообщить», as officials begin; all of a text in which too little does."""
    found = _REQUEST.search(text) if "прос" in (low := text.lower()) or "прош" in low else None
    rest = text[found.end() :] if found else ""
    return rest if rest.count(" ") > 1 else text
