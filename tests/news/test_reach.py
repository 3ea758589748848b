"""Where the bot may go for a feed."""

import socket
from collections.abc import Sequence
from ipaddress import ip_network

import pytest

from bot.news.reach import AddressForbidden, CheckedResolver, Reach, system_lookup


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe", "localhost", "", "127.1",
    ],
)  # fmt: skip
def test_inner_addresses_are_forbidden(address: str) -> None:
    """Loopback, private, link-local, shared, multicast, reserved, and IPv6 that carries any of them."""
    assert not Reach().permits(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_addresses_are_permitted(address: str) -> None:
    """Everything public may be reached."""
    assert Reach().permits(address)


def test_a_network_can_be_allowed() -> None:
    """An intranet or a test's loopback is reached when it is named, and nothing else inside is."""
    reach = Reach([ip_network("10.0.0.0/8")])
    assert reach.permits("10.1.2.3")
    assert not reach.permits("192.168.1.1")
    assert not reach.permits("::1")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "2130706433", "127.1", "0x7f.1", "0x7f000001", "localhost", "LOCALHOST.", "db.internal"],
)
def test_a_host_may_be_forbidden_as_it_is_written(host: str) -> None:
    """Addresses in any writing and names of this machine's side are refused before anything is resolved."""
    with pytest.raises(AddressForbidden):
        Reach().check_literal(host)


@pytest.mark.parametrize("host", ["news.example", "8.8.8.8", "0xnews.example", "localhost.example"])
def test_other_hosts_are_left_to_their_addresses(host: str) -> None:
    """A name is judged by what it resolves to."""
    Reach().check_literal(host)


def _answering(*addresses: str) -> CheckedResolver:
    async def lookup(_host: str, _port: int) -> Sequence[str]:
        return addresses

    return CheckedResolver(Reach(), lookup)


async def test_a_name_resolves_to_what_may_be_reached() -> None:
    """Forbidden addresses among good ones are left out; the connection is made to what is given here."""
    found = await _answering("127.0.0.1", "8.8.8.8", "2606:4700::1111").resolve("news.example", 80)
    assert [(one["host"], one["family"]) for one in found] == [
        ("8.8.8.8", socket.AF_INET),
        ("2606:4700::1111", socket.AF_INET6),
    ]
    only = await _answering("8.8.8.8", "2606:4700::1111").resolve("news.example", 80, socket.AF_INET)
    assert [one["host"] for one in only] == ["8.8.8.8"]


async def test_a_name_of_an_inner_address_is_forbidden() -> None:
    """A stranger's name that leads inside is told from one that leads nowhere."""
    with pytest.raises(AddressForbidden):
        await _answering("127.0.0.1", "::1").resolve("news.example", 80)
    resolver = _answering()
    with pytest.raises(OSError, match="no address"):
        await resolver.resolve("news.example", 80)
    await resolver.close()


async def test_this_machine_knows_itself() -> None:
    """The system's own lookup gives addresses of a name."""
    assert set(await system_lookup("localhost", 80)) <= {"127.0.0.1", "::1"}
