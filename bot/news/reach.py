"""Where the bot may go for a feed: public addresses only, checked where the connection is made.

A feed's address, a redirect and a name's resolution come from strangers; an address inside would let them read what
only this machine may. So names are resolved here and the connection is made to the very address that was checked: a
name that answers otherwise a moment later gains nothing. Networks can be allowed one by one (intranets, tests).
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult

Network = IPv4Network | IPv6Network
Lookup = Callable[[str, int], Awaitable[Sequence[str]]]

_NUMERIC: Final = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*")  # «127.1», «0x7f000001» too
_NAT64: Final = IPv6Network("64:ff9b::/96")
_INNER_NAMES: Final = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa")


class AddressForbidden(OSError):
    """An address where the bot does not go: inside, or of no web scheme. An ``OSError``, as resolvers raise."""


class Reach:
    """Decides which addresses may be connected to."""

    def __init__(self, allowed: Iterable[Network] = ()) -> None:
        """Allow these networks beside everything public."""
        self._allowed = tuple(allowed)

    def permits(self, address: str) -> bool:
        """Return whether an IP address may be connected to; what is no IP address may not."""
        try:
            ip = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        inner = tuple(_meant(ip))
        if any(one in network for network in self._allowed for one in inner if one.version == network.version):
            return True
        return all(one.is_global and not one.is_multicast and not one.is_reserved for one in inner)

    def check_literal(self, host: str) -> None:
        """Raise :class:`AddressForbidden` for a host that is a forbidden address, or a name of this machine's side.

        This is all that can be checked when a proxy resolves names.
        """
        bare = host.strip("[]").rstrip(".").lower()
        is_address = ":" in bare or _NUMERIC.fullmatch(bare)
        if is_address and not self.permits(bare):
            raise AddressForbidden(host)
        if not self._allowed and (bare == _INNER_NAMES[0] or bare.endswith(_INNER_NAMES[1:])):
            raise AddressForbidden(host)


def _meant(ip: IPv4Address | IPv6Address) -> Iterable[IPv4Address | IPv6Address]:
    """Yield an address and the IPv4 ones that it carries: mapped, 6to4, Teredo, NAT64."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            yield ip.ipv4_mapped
            return
        carried = [ip.sixtofour, *(ip.teredo or ()), IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None]
        if any(carried):
            yield from (one for one in carried if one)
            return
    yield ip


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name as this machine knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedResolver(AbstractResolver):
    """Resolves names to addresses that may be connected to, and to no others."""

    def __init__(self, reach: Reach, lookup: Lookup = system_lookup) -> None:
        """Ask ``lookup`` and keep what ``reach`` permits."""
        self._reach = reach
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the permitted addresses.

        Raises :class:`AddressForbidden` when all are forbidden, ``OSError`` when there is none.
        """
        found = [one for one in await self._lookup(host, port) if _is_of(one, family)]
        permitted = [one for one in found if self._reach.permits(one)]
        if not permitted:
            raise AddressForbidden(host) if found else OSError(f"no address of {host}")
        return [
            ResolveResult(hostname=host, host=one, port=port, family=_family(one), proto=0, flags=socket.AI_NUMERICHOST)
            for one in permitted
        ]

    async def close(self) -> None:
        """Hold nothing, so close nothing."""


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _is_of(address: str, family: socket.AddressFamily) -> bool:
    return family in {socket.AF_UNSPEC, _family(address)}
