"""/rate: an administrator chooses how fast the bot sends."""

import pytest

from bot.delivery.rate import read_rate
from storage.records import Grant, Role
from tests.person import buttons
from tests.town import Town


@pytest.mark.asyncio(loop_scope="module")
async def test_the_rate_is_chosen_by_a_tap(here: Town) -> None:
    """The rate in force is shown and ticked; a tap changes it for whoever sends, and is noted in the audit."""
    petr = await here.passer_by(Grant(Role.ADMINISTRATOR))
    await petr.send("/rate")
    shown = await petr.read()
    assert shown["text"].startswith("Сообщений в секунду: ")
    await petr.tap(shown, "10")
    assert "✓ 10" in buttons(await petr.read_edit(shown))
    assert (await read_rate(here.app.store)).per_second == 10
    (noted, *_) = await here.app.store.audit.find(5)
    assert "sending" in noted.subject
