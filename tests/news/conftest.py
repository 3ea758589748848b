"""What tests of news share: a newsroom at the starter register, and the dictionary."""

import pytest

from bot.news.stories import Newsroom
from tests.language.starter import dictionary, knowledge, starter


@pytest.fixture(scope="session")
def newsroom() -> Newsroom:
    """A newsroom at the starter register."""
    return Newsroom(starter(), knowledge().names, dictionary())
