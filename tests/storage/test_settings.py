"""Settings: values under names."""

import pytest

from storage.store import Store
from tests.storage.lived_in import NOW


async def test_a_name_never_used_has_no_value(store: Store) -> None:
    """Asking for what was never put gives nothing."""
    assert await store.settings.get("steps") is None


@pytest.mark.parametrize("value", [[30, 7, 1], {"час": "08:00"}, "текст", 0, False, None])
async def test_a_value_comes_back_as_it_was_put(store: Store, value: object) -> None:
    """Anything that JSON can hold comes back the same, Cyrillic and falsehoods included."""
    await store.settings.put("x", value, by=None, now=NOW)
    assert await store.settings.get("x") == value


async def test_a_value_replaces_the_one_before(store: Store) -> None:
    """A name has one value, the last one put."""
    await store.settings.put("x", 1, by=None, now=NOW)
    await store.settings.put("x", 2, by=None, now=NOW)
    assert await store.settings.get("x") == 2


async def test_a_part_is_put_only_in_place_of_what_was_seen(store: Store) -> None:
    """Whoever has seen what is not so any more changes nothing and is told so; other parts stay."""
    put = store.settings.put_part
    assert await put("x", "a", [7, 1], by=None, now=NOW, instead_of=None)
    assert not await put("x", "a", [30], by=None, now=NOW, instead_of=None)
    assert not await put("x", "a", [30], by=None, now=NOW, instead_of=[7])
    assert await put("x", "b", "last", by=None, now=NOW)
    assert await put("x", "a", [30], by=None, now=NOW, instead_of=[7, 1])
    assert await store.settings.get("x") == {"a": [30], "b": "last"}
    assert len([one for one in await store.audit.find(10) if one.subject == "setting:x"]) == 3
