"""Quiet hours and the time zone in /settings."""

from datetime import time

import pytest

from bot.render.quiet import ChooseEscalations, ChooseQuiet, ChooseZone, QuietHours, Zone
from storage.outbox_records import Quiet
from tests.person import buttons
from tests.town import Town
from tests.wording import answer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_hours_are_chosen_and_kept(here: Town) -> None:
    """They are shown as they are, ticked; a tap changes them, another turns them off, escalations wait if wished."""
    anna = await here.passer_by(language_code="ru")
    store = here.app.store.people
    await anna.send("/settings")
    screen = await anna.read()
    assert "Тихие часы: 22:00–08:00" in screen["text"]
    assert "✓ 22:00–08:00" in buttons(screen)
    await anna.tap(screen, "21:00–07:00")
    early = await anna.read_edit(screen)
    assert "Тихие часы: 21:00–07:00" in early["text"]
    await anna.tap(early, "Эскалации тоже ждут")
    waiting = await anna.read_edit(early)
    assert "✓ Эскалации тоже ждут" in buttons(waiting)
    assert await store.quiet(anna.telegram_id) == Quiet(time(21), time(7), escalations=True)
    await anna.tap(waiting, "Без тихих часов")
    off = await anna.read_edit(waiting)
    assert "Тихие часы: выключены" in off["text"]
    assert not any("Эскалации" in label for label in buttons(off))
    now_off = await store.quiet(anna.telegram_id)
    assert now_off.since == now_off.until


async def test_the_zone_moves_the_digest_with_it(here: Town) -> None:
    """The digest stays at its hour, by the clocks of the zone chosen; the language's screen keeps all of it."""
    anna = await here.passer_by(language_code="ru")
    await anna.send("/digest")
    digest = await anna.read()
    await anna.tap(digest, "09:00")
    await anna.read_edit(digest)
    await anna.send("/settings")
    screen = await anna.read()
    await anna.tap(screen, "Минск, UTC+3")
    moved = await anna.read_edit(screen)
    assert "по времени Минска" in moved["text"]
    wish = await here.app.store.digests.wish(anna.telegram_id)
    assert wish is not None
    assert (wish.zone, wish.at, wish.next_at.hour) == ("Europe/Minsk", time(9), 6)
    await anna.tap(moved, "English")
    assert "Quiet hours: 22:00–08:00" in (await anna.read_edit(moved))["text"]


async def test_a_group_s_hours_are_not_one_member_s_to_change(here: Town) -> None:
    """In a group the settings show the language alone, and forged buttons change nothing."""
    anna = await here.passer_by(language_code="ru")
    group = anna.in_chat(await here.group(anna))
    await group.send("/settings")
    screen = await group.read()
    assert "Тихие часы" not in screen["text"]
    for data in (ChooseQuiet(hours=QuietHours.NONE), ChooseEscalations(wait=True), ChooseZone(zone=Zone.MINSK)):
        assert (await group.tap_data(screen["message_id"], data.pack())).text == answer_of("gone")
    assert await here.app.store.people.quiet(anna.telegram_id) == Quiet()
