"""What the bot says, in a language, for tests that ask which of its sentences came and not how it is worded."""

from functools import cache

from bot.render.catalogue import Catalogues, load_catalogues
from bot.render.flood import too_much
from bot.render.groups import in_private_instead, not_decided, not_ours
from bot.render.screens import (
    busy,
    cannot_write,
    failure,
    gone,
    invitation_only,
    not_allowed,
    only_text,
    unknown_command,
)

_SCREENS = {
    "in private": lambda tr: in_private_instead("", tr),
    "not decided": not_decided,
    "not ours": not_ours,
    "too much": too_much,
    "busy": busy,
    "cannot write": cannot_write,
    "failure": failure,
    "gone": gone,
    "invitation only": invitation_only,
    "not allowed": not_allowed,
    "only text": only_text,
    "unknown command": unknown_command,
}


@cache
def _catalogues() -> Catalogues:
    return load_catalogues()


def said(msgid: str, language: str = "ru", **nodes: str) -> str:
    """Return a sentence of the catalogues, its placeholders filled with ``nodes``."""
    return _catalogues().of(language).plain(msgid, **nodes)


def answer_of(screen: str, language: str = "ru") -> str:
    """Return the words of a refusal or an apology by the name of its screen («not allowed»)."""
    return _SCREENS[screen](_catalogues().of(language)).plain()
