"""Which addresses Telegram takes as links in texts and on buttons."""

from urllib.parse import parse_qs, urlsplit

_SCHEMES = frozenset({"http", "https", "tg", "ton"})
_WEB = frozenset({"http", "https"})


def link_fault(url: str) -> str | None:
    """Return why ``url`` is no link, in Telegram's words, None when it is one."""
    address = url.strip()
    if "://" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme.lower() not in _SCHEMES:
        return "Unsupported URL protocol"
    if parts.scheme.lower() in _WEB and not _is_host(host):
        return "Wrong HTTP URL"
    return None


def _is_host(host: str) -> bool:
    named = "." in host.strip(".") or ":" in host
    return named and not any(character.isspace() or character in '<>"\\^`{|}' for character in host)


def mentioned_user(url: str) -> int | None:
    """Return the user a ``tg://user?id=`` link mentions."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() != "tg" or parts.netloc != "user":
        return None
    number = parse_qs(parts.query).get("id", [""])[0]
    return int(number) if number.isascii() and number.isdigit() else None
