"""What would be sent: found without sending or writing anything."""

import asyncio
import json
import sqlite3
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import make_url

from bot.__main__ import main
from bot.config import DEFAULTS
from bot.forecast import Because, Expected, Forecast, Foresight
from bot.news.wishes import Choosing
from bot.reminding import ReminderWriter
from bot.render.catalogue import load_catalogues
from bot.render.console_outbox import forecast_told
from storage.gatherings import NEVER
from storage.outbox_records import Quiet, Settlement
from storage.records import Article, DeliveryKind, DeliveryState, NewDelivery, NewStory, Priority
from tests.language.starter import dictionary
from tests.office import ANNA, IVAN, YANKA, ZONE, Office, office

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TO_NINE = timedelta(hours=17, minutes=30)


async def _look(here: Office, days: int = 7) -> Forecast:
    reminders = ReminderWriter(here.store, load_catalogues(), ZONE)
    return await Foresight(here.store, reminders, ZONE, Choosing(dictionary())).look(here.clock.now(), days)


async def _publish(here: Office, number: int) -> None:
    now, url = here.clock.now(), f"https://news.example/{number}"
    article = Article(url[8:], url, "Пример", f"Пример {number}", "", now)
    await here.store.news.save([NewStory((article,), article.title, "")], now)


async def _write(here: Office, chat: int, kind: DeliveryKind, key: str) -> int:
    now = here.clock.now()
    await here.store.deliveries.add([NewDelivery(key, chat, kind, Priority.URGENT, {"text": key}, now)], now)
    return (await here.store.ledger.of_chat(chat, 1))[0].id


def _content(url: str) -> dict[str, list[Any]]:
    """Return every row of every table of a SQLite file."""
    with sqlite3.connect(make_url(url).database or "") as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        content = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608
    connection.close()
    return content


async def test_a_digest_is_expected_at_its_hour_with_the_stories_there_are(filled_url: str) -> None:
    """Once, with what is known now; a reader for whom there is nothing new is counted, not listed."""
    async with office(filled_url) as here:
        await here.meet(ANNA)
        await here.subscribe(ANNA)
        await here.clock.move(HOUR)
        await _publish(here, 1)
        await here.clock.move(HOUR)
        await here.meet(IVAN)
        await here.subscribe(IVAN)
        found = await _look(here)
    (digest,) = found.expected
    assert digest.at == here.clock.now() - 2 * HOUR + TO_NINE
    assert (digest.kind, digest.chat_id, digest.items) == (DeliveryKind.DIGEST, ANNA, ("Пример 1",))
    assert found.digests_without_news == 1


async def test_reminders_are_those_that_the_mornings_then_bring(filled_url: str) -> None:
    """Both sides, each at their own nine; what comes in the days after is what was foreseen, message by message."""
    async with office(filled_url) as here:
        await here.appoint()
        yanka = await here.store.people.known(YANKA)
        assert yanka is not None
        await here.store.people.set_zone(yanka.id, "Europe/Minsk")
        found = await _look(here)
        foreseen = sorted((one.chat_id, one.at) for one in found.expected)
        came = []
        await here.clock.move(TO_NINE)
        for _ in range(7):
            for until_the_next_nine in (HOUR, DAY - HOUR):  # Minsk's, then Ulyanovsk's again
                await here.jobs.send_reminders()
                await here.clock.move(until_the_next_nine)
        for chat in (IVAN, YANKA):
            came += [(chat, row.created_at) for row in await here.written(chat, DeliveryKind.REMINDER)]
    assert foreseen == sorted(came)
    assert len(foreseen) > 2


async def test_what_stands_in_the_outbox_says_what_it_waits_for(filled_url: str) -> None:
    """The queue, quiet hours, a chat that is away, a broadcast that was stopped."""
    async with office(filled_url) as here:
        for person in (ANNA, IVAN, YANKA):
            await here.meet(person)
        now, notice = here.clock.now(), DeliveryKind.NOTICE
        waits = await _write(here, ANNA, notice, "waits")
        quiet = await _write(here, YANKA, notice, "quiet")
        local = now.astimezone(ZONE)
        hours = Quiet((local - HOUR).time(), (local + HOUR).time())
        await here.store.people.set_quiet(YANKA, hours)
        held = await _write(here, ANNA, notice, "held")
        stopped = await _write(here, ANNA, DeliveryKind.BROADCAST, "stopped")
        away = await _write(here, IVAN, notice, "away")
        for number, until in ((held, now + 2 * HOUR), (stopped, NEVER)):
            row = await here.store.ledger.get(number)
            assert row is not None
            await here.store.deliveries.settle([Settlement(row, DeliveryState.HELD, "held", until)], now)
        await here.store.people.pause_chat(IVAN, "blocked", now)
        found = {one.delivery: (one.at, one.because) for one in (await _look(here)).expected}
    assert found == {
        waits: (now, Because.WAITING),
        quiet: (now + HOUR, Because.QUIET_HOURS),
        held: (now + 2 * HOUR, Because.QUIET_HOURS),
        stopped: (None, Because.BROADCAST_STOPPED),
        away: (None, Because.CHAT_PAUSED),
    }


async def test_the_table_names_moment_kind_reader_and_content(filled_url: str) -> None:
    """A line for each message; nothing to send is said, too."""
    async with office(filled_url) as here:
        now = here.clock.now()
        digest = Expected(now, DeliveryKind.DIGEST, ANNA, "Пример", Because.DUE, ("Первый", "Второй"))
        held = Expected(None, DeliveryKind.NOTICE, IVAN, "", Because.CHAT_PAUSED, (), 5)
        told = forecast_told(Forecast(now, now + DAY, (digest, held), 3), ZONE).splitlines()
    assert told[3].split() == [
        "24.11.2026",
        "15:30",
        "дайджест",
        "Пример",
        "(1001)",
        "сюжетов:",
        "2,",
        "первый:",
        "Первый",
    ]
    assert told[4].split() == ["—", "уведомление", "1002", "когда", "чат", "вернётся,", "отправление", "5"]
    assert told[-1] == "Дайджестов, для которых новостей пока нет: 3"
    assert "ничего не будет отправлено" in forecast_told(Forecast(now, now + DAY, (), 0), ZONE)


@pytest.fixture
def settings(filled_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The environment of a command that finds a store with people, a plan and an outbox."""
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", filled_url)

    async def furnish() -> None:
        async with office(filled_url) as here:
            await here.appoint()
            await here.subscribe(IVAN)
            await here.clock.move(HOUR)
            await _publish(here, 1)
            await _write(here, YANKA, DeliveryKind.NOTICE, "waits")

    asyncio.run(furnish())
    return filled_url


def test_a_dry_run_changes_nothing(settings: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every row of every table is the same before and after; both forms tell the same messages."""
    before = _content(settings)
    assert main(["dry-run", "--days", "30"]) == 0
    table = capsys.readouterr()
    assert main(["dry-run", "--days", "30", "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert _content(settings) == before
    assert {one["kind"] for one in written["deliveries"]} == {"reminder", "digest", "notice"}
    assert f"Всего: {len(written['deliveries'])}." in table.out
    assert table.err == ""


@pytest.mark.parametrize("days", ["0", "93", "many", "-1", "9" * 30])
def test_days_that_cannot_be_looked_ahead_are_refused(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure out of bounds ends with 2 and says what is taken."""
    with pytest.raises(SystemExit) as ended:
        main(["dry-run", f"--days={days}"])
    assert ended.value.code == 2
    assert "от 1 до 92" in capsys.readouterr().err
