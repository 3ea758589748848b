"""What goes wrong here, and what the person who runs the bot or writes to it is told.

    BotError
    ├── SettingsWrong        the environment or .env; every fault named; exit code 2
    ├── TelegramRefusedToken the token is not (or no longer) Telegram's
    ├── TokenInUse           another installation takes this bot's updates; exit code 3
    ├── AttachmentGone       a message carries a file that is nowhere any more
    ├── NotFetched           a feed or a page that could not be had from the network
    └── UnguardedHandler     a handler without a right: a fault of ours, stopped by deny-by-default

The store's own errors are in storage/errors.py.
"""

from collections.abc import Sequence
from enum import StrEnum, auto


class BotError(Exception):
    """The root of what the bot raises itself."""


class SettingsWrong(BotError):
    """The settings cannot be used; ``faults`` names each one in a sentence for the person who runs the bot."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Keep every fault; the text lists them line by line."""
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class TelegramRefusedToken(BotError):
    """Telegram does not know the token."""


class UnguardedHandler(BotError):
    """A handler names no right, so nobody may reach it."""


class TokenInUse(BotError):
    """Another installation takes the updates of this bot, though this one holds the lease of its store."""


class AttachmentGone(BotError):
    """A file that a message carries is neither in the store nor known to Telegram."""

    def __init__(self, number: int) -> None:
        """Keep the ``number`` of the attachment."""
        super().__init__(f"attachment {number} is nowhere any more")
        self.number = number


class Trouble(StrEnum):
    """Why nothing was fetched."""

    FORBIDDEN = auto()  # not http(s), or an address inside
    NO_ANSWER = auto()  # no name, no connection, broken off, bad TLS
    TOO_SLOW = auto()
    TOO_LARGE = auto()
    REDIRECTS = auto()  # more than five, or to nowhere
    UNPACKING = auto()  # compressed in a way not asked for, or broken
    STATUS = auto()  # the server said so: see ``status``


class NotFetched(BotError):
    """Nothing was fetched from ``url`` (the last one of the redirects), and why.

    ``retry_after`` seconds are what the server asked to wait, ``None`` when it did not.
    """

    def __init__(self, url: str, trouble: Trouble, status: int = 0, retry_after: int | None = None) -> None:
        """Keep what is told of it."""
        super().__init__(f"{trouble} {status or ''} {url}")
        self.url = url
        self.trouble = trouble
        self.status = status
        self.retry_after = retry_after
