"""What stands in the journal of changes is told without the brackets of JSON."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.render.audit import audit_screen
from bot.render.catalogue import load_catalogues
from storage.audit import AuditEntry

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (None, "— → —"),
        ({"added": 156, "changed": 0, "withdrawn": 0}, "— → added: 156"),
        ([{"role": "official", "side": None}, {"role": "reader"}], "— → role: official; role: reader"),
        ({"granted": False, "wanted": []}, "— → granted: Нет"),
        (True, "— → Да"),
        (0, "— → 0"),
        ("user:7", "— → Анна (#7)"),
        ({}, "— → —"),
    ],
    ids=["nothing", "numbers", "roles", "no", "yes", "zero", "person", "empty"],
)
def test_a_value_is_told_plainly(after: Any, told: str) -> None:  # noqa: ANN401 - whatever JSON holds
    """Parts that are nothing are left out; a bare nought is told."""
    entry = AuditEntry(1, NOW, None, "bot", "register", "register", None, after)
    screen = audit_screen("", [entry], {7: "Анна"}, ZoneInfo("UTC"), load_catalogues().of("ru"), more=False)
    text = screen.text.render()[0]
    assert told in text.splitlines()
    assert "· бот" in text
