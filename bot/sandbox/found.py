"""What Telegram finds in a text by itself: addresses, mentions, hashtags, commands."""

import re
from collections.abc import Iterator

from bot.sandbox.entities import utf16_offsets
from bot.sandbox.wire import Json

_NAME = r"[A-Za-z][A-Za-z0-9_]{2,31}"
_TOP = (
    "com|org|net|info|biz|edu|gov|int|io|me|ru|su|by|kz|ua|eu|uk|de|fr|pl|cn|us|tv|dev|app|online|site|news"
    "|рф|бел|рус|дети|москва"
)
_DOMAIN = rf"(?:[\w-]+\.)+(?:{_TOP})(?![\w-])"
_KINDS = {
    "email": re.compile(rf"(?<![\w.+-])[\w.+-]+@{_DOMAIN}", re.IGNORECASE),
    "url": re.compile(
        rf"(?<![\w@.-])(?:(?:https?|ftp|tg|ton)://\w[^\s<>\"«»]*|{_DOMAIN}(?::\d+)?(?:[/?#][^\s<>\"«»]*)?)",
        re.IGNORECASE,
    ),
    "mention": re.compile(rf"(?<![\w@/])@{_NAME}(?!\w)"),
    "bot_command": re.compile(rf"(?<![\w/<>@])/[A-Za-z0-9_]{{1,64}}(?:@{_NAME})?(?![\w/<>])"),
    "hashtag": re.compile(r"(?<![\w#@/])#(?=\w*[^\W\d_])[\w·]{1,256}(?![\w#])"),
}
_TRAILING = ".,;:!?'\"…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def found_entities(text: str) -> list[Json]:
    """Return the entities found in a text, with UTF-16 offsets; of two that overlap the first one."""
    offsets = utf16_offsets(text)
    found: list[Json] = []
    last = 0
    for start, stop, kind in sorted(_matches(text), key=lambda match: (match[0], -match[1])):
        if start >= last:
            found.append({"type": kind, "offset": offsets[start], "length": offsets[stop] - offsets[start]})
            last = stop
    return found


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in _KINDS.items():
        for match in pattern.finditer(text):
            matched = _without_punctuation(match.group()) if kind == "url" else match.group()
            yield match.start(), match.start() + len(matched), kind


def _without_punctuation(url: str) -> str:
    while url[-1] in _TRAILING or (url[-1] in _PAIRS and url.count(url[-1]) > url.count(_PAIRS[url[-1]])):
        url = url[:-1]
    return url
