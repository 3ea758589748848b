"""Bodies as they were before they were compressed."""

import gzip
import zlib

import pytest

from bot.news.unpacking import CannotUnpack, TooLarge, Unpacking

BODY = "Ульяновск — Минск. ".encode() * 100


def squeezed(content: bytes) -> bytes:
    """Return a gzip of always the same bytes: a moment in it would name the test differently in each worker."""
    return gzip.compress(content, mtime=0)


def unpacked(content: bytes, encoding: str, limit: int = 10_000, piece: int = 7) -> bytes:
    """Return what comes out, fed in small pieces."""
    unpacking = Unpacking(encoding, limit)
    for start in range(0, len(content), piece):
        unpacking.feed(content[start : start + piece])
    return unpacking.body()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (BODY, ""),
        (BODY, "identity"),
        (squeezed(BODY), "gzip"),
        (squeezed(BODY), " X-GZIP "),
        (zlib.compress(BODY), "deflate"),
        (zlib.compress(BODY, wbits=-15), "deflate"),
        (squeezed(BODY[:50]) + squeezed(BODY[50:]), "gzip"),
        (squeezed(BODY) + b"\0" * 20, "gzip"),
        (squeezed(BODY), ""),
    ],
)
def test_a_body_comes_out_whole(content: bytes, encoding: str) -> None:
    """In either compression, in several members, padded, or as a file that is gzip itself."""
    assert unpacked(content, encoding, piece=len(content)) == BODY
    assert unpacked(content, encoding) == BODY


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_a_bomb_does_not_go_off(encoding: str) -> None:
    """What would be larger than its limit stops at the limit, compressed, or compressed twice."""
    bomb = gzip.compress(bytes(50_000_000)) if encoding == "gzip" else zlib.compress(bytes(50_000_000))
    with pytest.raises(TooLarge):
        unpacked(bomb if encoding else gzip.compress(bytes(50_000_000)), encoding, limit=100_000, piece=1000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br"])
def test_what_was_not_asked_for_is_refused(encoding: str) -> None:
    """A compression that we did not say we read is not guessed at."""
    with pytest.raises(CannotUnpack):
        Unpacking(encoding, 10)


def test_broken_compression_is_told() -> None:
    """Noise in place of gzip is no body; a stream cut off gives what came."""
    with pytest.raises(CannotUnpack):
        unpacked(b"\x1f\x8b\x08\x00noise and noise", "gzip")
    assert BODY.startswith(unpacked(squeezed(BODY)[:-20], "gzip"))
