"""What could not be sent reaches the administrators: once, with its reasons, and never in a circle."""

from datetime import timedelta

from bot.failures import FAILURES
from storage.outbox_records import Settlement
from storage.records import Delivery, DeliveryKind, DeliveryState, Grant, NewDelivery, Priority, Role
from tests.office import ANNA, IVAN, YANKA, Office, office

HOUR = timedelta(hours=1)


async def _fail(here: Office, key: str, state: DeliveryState = DeliveryState.DEAD, why: str = "too long") -> None:
    now = here.clock.now()
    new = NewDelivery(key, ANNA, DeliveryKind.DIGEST, Priority.DIGEST, {"text": "Тайна"}, now)
    await here.store.deliveries.add([new], now)
    await _settle(here, (await here.store.ledger.of_chat(ANNA, 1))[0], state, why)


async def _settle(here: Office, one: Delivery, state: DeliveryState, why: str) -> None:
    await here.store.deliveries.settle([Settlement(one, state, why)], here.clock.now())


async def _settled_office(here: Office) -> None:
    await here.meet(IVAN, "ru", Grant(Role.ADMINISTRATOR))
    await here.meet(YANKA, "be", Grant(Role.ADMINISTRATOR))
    await here.meet(ANNA)
    await here.jobs.report_failures()


async def test_each_administrator_gets_one_notice_an_hour_with_the_reasons(filled_url: str) -> None:
    """In their own language, counted by kind and reason, with buttons to the lists, without anybody's words."""
    async with office(filled_url) as here:
        await _settled_office(here)
        for number in range(3):
            await _fail(here, f"dead {number}")
        await _fail(here, "silent", DeliveryState.UNKNOWN, "outcome unknown")
        await _fail(here, "sent", DeliveryState.SENT, "")
        await here.jobs.report_failures()
        assert await here.written(IVAN) == []
        await here.clock.move(HOUR)
        for _ in range(2):
            await here.jobs.report_failures()
        (notice,), (theirs,) = await here.written(IVAN), await here.written(YANKA)
        assert notice.body["text"].startswith("Не удалось доставить 4 сообщения")
        assert theirs.body["text"].startswith("Не ўдалося даставіць 4 паведамленні")
        assert "3 — дайджест: too long" in notice.body["text"]
        assert "Тайна" not in notice.body["text"]
        data = [button["callback_data"] for row in notice.body["keyboard"]["inline_keyboard"] for button in row]
        assert data == ["dp:f:0", "dp:u:0", "why:notice"]
        await here.clock.move(5 * HOUR)
        await here.jobs.report_failures()
        assert len(await here.written(IVAN)) == 1


async def test_a_notice_that_fails_makes_no_other(filled_url: str) -> None:
    """What the job itself wrote is left out of its counts, so an unreachable administrator is no endless story."""
    async with office(filled_url) as here:
        await _settled_office(here)
        await _fail(here, "dead")
        await here.clock.move(HOUR)
        await here.jobs.report_failures()
        (notice,) = await here.written(IVAN)
        assert notice.key.startswith(f"{FAILURES}:")
        await _settle(here, notice, DeliveryState.DEAD, "too long")
        await here.clock.move(HOUR)
        await here.jobs.report_failures()
        assert [one.key for one in await here.written(IVAN)] == [notice.key]


async def test_an_outage_is_told_in_one_notice(filled_url: str) -> None:
    """However many hours nobody looked, one notice tells them all."""
    async with office(filled_url) as here:
        await _settled_office(here)
        for number in range(4):
            await _fail(here, f"dead {number}")
            await here.clock.move(7 * HOUR)
        await here.jobs.report_failures()
        (notice,) = await here.written(IVAN)
        assert "4 — " in notice.body["text"]
