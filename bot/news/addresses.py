"""What identifies a publication: its address without all that changes while the publication stays the same."""

import re
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

_MIRROR: Final = re.compile(r"^(?:(?:www\d?|m|mobile|mob|amp|pda|wap|touch)\.)+(?=[^.]+\.)")
_TRACKING: Final = re.compile(
    r"(?:utm_.*|from|from_.*|[gyft]clid|ysclid|fbclid|msclkid|mc_[ce]id|_openstat|amp|rss|source|referrer|ref|erid)",
    re.IGNORECASE,
)
_AMP: Final = re.compile(r"^/amp(?=/.)|(?<=.)/amp(?:\.html?)?/?$|(?<=.)-amp(?=\.html?$)|(?<=.)\.amp(?:\.html?)?$")
_SLASHES: Final = re.compile(r"/{2,}")
_KEPT: Final = "/-._~!$'()*+,;=:@"


def is_web_address(url: str) -> bool:
    """Return whether ``url`` is an http(s) address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # «http://[», «http://host:port»
        return False


def absolute(url: str, base: str) -> str:
    """Return an address that may be relative to the site of ``base``; as it is when nothing can be made of it."""
    try:
        return urljoin(base, url) if base and not urlsplit(url).scheme else url
    except ValueError:
        return url


def canonical(url: str) -> str:
    """Return what identifies a publication: its address without what does not tell it from others.

    That is the scheme, ``www.`` and the hosts of mobile pages, a usual port, AMP, a last slash, double ones, the
    query's tracking and its order, the fragment, and how letters are escaped.
    """
    parts = urlsplit(url)
    host = _MIRROR.sub("", _host(parts.hostname or ""))
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    path = quote(unquote(_AMP.sub("", _SLASHES.sub("/", parts.path)), errors="replace"), safe=_KEPT).rstrip("/")
    pairs = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    query = "&".join(sorted(pairs))
    return f"{host}{port}{path}{'?' if query else ''}{query}"


def _host(written: str) -> str:
    """Return the host in ASCII: «президент.рф» and its xn-- form are one."""
    host = written.rstrip(".").lower()
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
