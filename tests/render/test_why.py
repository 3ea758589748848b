"""Why a message came: the rule within an alert, the button under whatever is sent."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.render.buttons import Cause
from bot.render.catalogue import LANGUAGES, Catalogues
from bot.render.why import explained, why_this
from storage.records import DeliveryKind

LONGEST = datetime(2026, 9, 30, 18, 59, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Ulyanovsk")


@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_and_its_moment_fit_an_alert(cause: Cause, language: str, catalogues: Catalogues) -> None:
    """Rule, way to change it and the whole moment in 200 characters, in every language."""
    tr = catalogues.of(language)
    told = why_this(cause, tr, LONGEST, ZONE)
    assert len(told) <= 200
    assert why_this(cause, tr) in told
    assert "22:59" in told


@pytest.mark.parametrize("kind", list(DeliveryKind))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("keyboard", [None, {"inline_keyboard": [[{"text": "x", "url": "https://example.org"}]]}])
def test_whatever_is_sent_has_the_button(
    kind: DeliveryKind, language: str, keyboard: dict[str, Any] | None, catalogues: Catalogues
) -> None:
    """Every kind of delivery has a cause; the button stands last, and what was there before stays."""
    body = {"text": "Пример", "keyboard": keyboard}
    tr = catalogues.of(language)
    rows = explained(body, Cause(kind), tr)["keyboard"]["inline_keyboard"]
    assert rows[:-1] == (keyboard["inline_keyboard"] if keyboard else [])
    assert rows[-1] == [{"text": tr.plain("Why did I get this?"), "callback_data": f"why:{kind}"}]


@pytest.mark.parametrize(
    "keyboard",
    [
        {"inline_keyboard": [[{"text": "?", "callback_data": "why:gathered"}]]},
        {"keyboard": [[{"text": "x"}]]},
        {"remove_keyboard": True},
    ],
)
def test_a_message_that_says_why_or_cannot_is_left_alone(keyboard: dict[str, Any], catalogues: Catalogues) -> None:
    """No second button, and none where Telegram allows none."""
    body = {"text": "Пример", "keyboard": keyboard}
    assert explained(body, Cause.NOTICE, catalogues.of("ru")) == body
