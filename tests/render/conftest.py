"""What tests of rendering ask for: the catalogues, a translator, the starter register."""

import pytest

from bot.render.catalogue import Catalogues, Translator, load_catalogues
from storage.register_records import Register
from tests.render.samples import starter


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    """The catalogues of the product."""
    return load_catalogues()


@pytest.fixture(scope="session")
def tr(catalogues: Catalogues) -> Translator:
    """Russian."""
    return catalogues.of("ru")


@pytest.fixture(scope="session")
def register() -> Register:
    """The starter register."""
    return starter()
