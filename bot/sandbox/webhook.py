"""What setWebhook may ask for, and how a webhook fails."""

import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.sandbox.errors import refuse
from bot.sandbox.wire import Call

_SECRET_LIMIT = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_PORTS = frozenset({80, 88, 443, 8443})
_MOST_CONNECTIONS = 100
_USUAL_CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted instead of being polled."""

    url: str
    secret: str = ""
    max_connections: int = _USUAL_CONNECTIONS


@dataclass(slots=True)
class Failures:
    """What getWebhookInfo tells of the last failure; ``gone_since`` is set while the answers are 410."""

    at: datetime | None = None
    message: str = ""
    gone_since: datetime | None = None


def checked_webhook(call: Call) -> Webhook:
    """Return the webhook a call of setWebhook asks for; 400 for what Telegram would not post to.

    Plain http on the loopback is taken, at any port: the bot under test stands beside the stand-in.
    """
    url = call.text("url").strip()
    _check_url(url)
    secret = call.text("secret_token")
    if len(secret) > _SECRET_LIMIT:
        refuse("secret token is too long")
    if not _SECRET.fullmatch(secret):
        refuse("secret token contains unallowed characters")
    connections = call.integer("max_connections", _USUAL_CONNECTIONS)
    return Webhook(url, secret, min(max(connections, 1), _MOST_CONNECTIONS))


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        refuse("bad webhook: invalid webhook URL specified")
    if _is_loopback(parts):
        return
    if parts.scheme.lower() != "https" or not parts.hostname:
        refuse("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        refuse("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if (address := _reserved(parts.hostname)) is not None:
        refuse(f"bad webhook: IP address {address} is reserved")


def _is_loopback(parts: SplitResult) -> bool:
    return parts.scheme.lower() == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")


def _reserved(host: str) -> str | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return None if address.is_global else str(address)
