"""The bundled sample feed: a dozen publications retold in our own words, each with its real source, for the demo."""

from pathlib import Path


def sample_feed() -> bytes:
    """Return the sample as an RSS 2.0 document."""
    return (Path(__file__).parent / "sample.xml").read_bytes()
