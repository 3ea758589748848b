"""What an editor wrote: whether it is nothing but a link, and whether the words of a link's page. Without I/O."""

import re
from typing import Final
from urllib.parse import urlsplit

from bot.news.addresses import is_web_address
from bot.news.sent_page import is_telegram

_ADDRESS: Final = re.compile(
    r"https?://[^\s<>«»\"]+|(?<![\w@./])(?:[\w-]+\.)+[^\W\d_]{2,24}/[^\s<>«»\"]+", re.IGNORECASE
)
_AROUND: Final = ".,;:!?()[]…"
_WORDS: Final = 4  # beside the link: «вот, посмотрите», «в новости»
_POST: Final = re.compile(r"^/(?:s/)?(?P<name>[a-z][a-z0-9_]{3,31})/(?P<number>\d{1,12})$", re.IGNORECASE)


def link_of(text: str) -> str | None:
    """Return the one link that a text is, with four words beside it at most; ``None``: it is something else.

    A question mark makes it a question. An address without its scheme has a path, else it may be a name.
    """
    found = _ADDRESS.findall(text)
    if len(found) != 1:
        return None
    written = found[0].rstrip(_AROUND)
    rest = text.replace(written, " ", 1)
    url = written if "://" in written else f"https://{written}"
    if "?" in rest or len(re.findall(r"\w+", rest)) > _WORDS or not is_web_address(url):
        return None
    return url


def post_of(url: str) -> str | None:
    """Return the plain address of a Telegram post that everybody can read; ``None``: there is none behind ``url``."""
    found = _POST.match(urlsplit(url).path) if is_telegram(url) else None
    return f"https://t.me/{found['name']}/{found['number']}" if found else None
