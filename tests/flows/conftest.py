"""What the tests in Chromium share: a busy machine gets time to draw."""

import pytest
from playwright.async_api import expect


@pytest.fixture(autouse=True, scope="session")
def patience() -> None:
    """Wait a minute for what is to be seen; what is there is seen at once."""
    expect.set_options(timeout=60_000)
