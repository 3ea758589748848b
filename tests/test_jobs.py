"""The jobs: what they write to the outbox, however often they run and wherever they are killed."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED
from structlog.testing import capture_logs

from bot.clock import MovableClock, SystemClock
from bot.jobs import Job
from bot.keeping import KEEPING, Keeping
from bot.news.sample import sample_feed
from bot.plan.reminders import REMINDERS
from storage.control_records import Dialogue
from storage.news_records import Outcome
from storage.records import DeliveryKind, DeliveryState
from storage.register_records import EntryKind
from tests.delivery.post import locked
from tests.office import AFTERNOON, ANNA, IVAN, YANKA, Office, office
from tests.outbox import sent, take

DIGEST, REMINDER = DeliveryKind.DIGEST, DeliveryKind.REMINDER
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TO_NINE = timedelta(hours=17, minutes=30)  # of the next morning in Ulyanovsk
JOBS = (
    "take in news",
    "send digests",
    "correct digests",
    "send reminders",
    "gather",
    "report failures",
    "carry broadcasts on",
    "obey settings",
    "index",
    "offer links",
    "tell missing transfers",
    "back up",
    "tidy",
    "ask sources",
)


def sample() -> tuple[bytes, ...]:
    """Return the feeds of the demo."""
    return (sample_feed(),)


async def test_the_table_is_what_is_scheduled(filled_url: str) -> None:
    """Every job of the table is scheduled at its interval, late rather than not, and runs by the scheduler."""
    async with office(filled_url) as here:
        assert tuple(job.name for job in here.jobs.table()) == JOBS
        scheduler = here.jobs.schedule()
        ended: asyncio.Queue[object] = asyncio.Queue()
        scheduler.add_listener(ended.put_nowait, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        scheduler.start()
        try:
            for job in scheduler.get_jobs():
                assert job.misfire_grace_time is None
                assert job.coalesce
                scheduler.modify_job(job.id, next_run_time=SystemClock().now())
            for _ in JOBS:
                event = await asyncio.wait_for(ended.get(), 60)
                assert getattr(event, "exception", None) is None
        finally:
            await here.jobs.finish()
            scheduler.shutdown(wait=False)


async def test_a_stop_lets_the_job_under_way_finish(filled_url: str) -> None:
    """A stop waits for the job that is at work and lets none begin after it."""
    async with office(filled_url, feeds=sample) as here:
        counted = await here.store.deliveries.last_tick(REMINDERS)
        await here.clock.move(HOUR)
        working = asyncio.ensure_future(here.jobs.tick())
        await asyncio.sleep(0)
        await here.jobs.finish()
        await working
        assert len(await here.store.news.latest(50)) == 11
        assert await here.store.deliveries.last_tick(REMINDERS) == counted


async def test_news_become_stories_once(filled_url: str) -> None:
    """The sample makes eleven stories linked to the register, without what is none of ours; again, nothing changes."""
    async with office(filled_url, feeds=sample) as here:
        await here.jobs.tick()
        first = await here.store.news.latest(50)
        await here.pass_time(HOUR)
        assert await here.store.news.latest(50) == first
    assert len(first) == 11
    assert sum(len(story.articles) for story in first) == 12
    assert any("aviastroenie" in story.sectors for story in first)


async def test_a_subscriber_gets_one_digest_at_the_hour(filled_url: str) -> None:
    """Not before the hour chosen, then once, marked as made of examples; with nothing new, no other."""
    async with office(filled_url, feeds=sample, example=True) as here:
        await here.meet(ANNA)
        await here.subscribe(ANNA)
        await here.clock.move(HOUR)
        await here.jobs.tick()
        await here.pass_time(TO_NINE - HOUR - timedelta(seconds=1))
        assert await here.written(ANNA) == []
        await here.pass_time(timedelta(seconds=1))
        for _ in range(3):
            await here.jobs.tick()
        (digest,) = await here.written(ANNA)
        assert digest.kind is DIGEST
        assert digest.key.startswith(f"digest:{ANNA}:2026-11-25T05:00")
        assert digest.body["text"].startswith("ПРИМЕР")
        assert "Авиастроение" in digest.body["text"]
        await here.pass_time(7 * DAY)
        assert len(await here.written(ANNA)) == 1
        wish = await here.store.digests.wish(ANNA)
        assert wish is not None
        assert wish.next_at > here.clock.now()


async def test_an_outage_is_covered_by_one_digest(filled_url: str) -> None:
    """After days without the bot one digest tells all that came in since the last, and goes on the day after."""
    feeds: list[bytes] = []
    async with office(filled_url, feeds=lambda: tuple(feeds)) as here:
        await here.meet(ANNA)
        await here.subscribe(ANNA)
        for number in range(3):
            feeds[:] = [_feed(number)]
            await here.clock.move(HOUR)
            await here.jobs.take_in_news()
        await here.pass_time(5 * DAY)
        (digest,) = await here.written(ANNA)
        assert all(f"Событие{number}" in digest.body["text"] for number in range(3))
        feeds[:] = [_feed(7)]
        await here.pass_time(DAY)
        assert len(await here.written(ANNA)) == 2


def _feed(number: int) -> bytes:
    what = ("автобусы", "лекарства", "станки")[number % 3]
    words = f"Событие{number}: МАЗ поставит Ульяновской области {what}, подписан контракт на {number + 11} машин"
    item = f"<item><title>{words}</title><link>https://news.example/{number}</link></item>"
    return f'<rss version="2.0"><channel><title>Пример</title>{item}</channel></rss>'.encode()


async def test_everyone_whose_hour_has_come_is_served_in_one_tick(filled_url: str) -> None:
    """However many wait for one hour, one tick writes to all of them."""
    async with office(filled_url, feeds=lambda: (_feed(1),)) as here:
        for chat in range(1, 251):
            await here.subscribe(chat)
        await here.clock.move(HOUR)
        await here.jobs.take_in_news()
        await here.clock.move(DAY)
        await here.jobs.send_digests()
        assert (await here.store.ledger.counts())[DeliveryState.WAITING] == 250


@pytest.mark.parametrize(("chosen", "days"), [(None, 30), (7, 7)])
async def test_what_was_judged_out_is_kept_with_its_reasons(filled_url: str, chosen: int | None, days: int) -> None:
    """For a month or as an administrator chose: it makes no story and is not judged again until it is forgotten."""
    item = "<item><title>УАЗ слетел в кювет под Ульяновском</title><link>https://news.example/1</link></item>"
    feed = f'<rss version="2.0"><channel><title>Пример</title>{item}</channel></rss>'.encode()
    async with office(filled_url, feeds=lambda: (feed,)) as here:
        await here.store.settings.put(KEEPING[Keeping.OUTSIDE].setting, chosen, by=None, now=here.clock.now())
        await here.jobs.take_in_news()
        judged = await here.store.news.judgement("news.example/1")
        assert judged is not None
        assert judged.outcome is Outcome.OUT
        assert judged.why
        assert await here.store.news.latest(1) == ()
        await here.clock.move(DAY)
        await here.jobs.take_in_news()
        await here.clock.move((days - 1) * DAY - HOUR)
        await here.jobs.tidy()
        assert await here.store.news.judgement("news.example/1") == judged
        await here.clock.move(2 * HOUR)
        await here.jobs.tidy()
        assert await here.store.news.judgement("news.example/1") is None


async def test_times_that_come_while_a_job_waits_for_its_turn_are_one(filled_url: str) -> None:
    """However long the job before it takes; afterwards it is run at its time again."""
    async with office(filled_url) as here:
        ran: list[str] = []

        async def run() -> None:
            ran.append("once")

        at_its_time = here.jobs.schedule().get_jobs()[0].func
        job = Job("an example", 15, run)
        async with asyncio.TaskGroup() as scheduled, here.jobs.intake.turn:
            for _ in range(3):
                scheduled.create_task(at_its_time(job))
            await asyncio.to_thread(int)
            assert ran == []
        assert ran == ["once"]
        await at_its_time(job)
        assert ran == ["once", "once"]


async def test_what_nobody_finished_to_say_is_not_kept(filled_url: str) -> None:
    """A question left open, with what was answered, and a correction not put in are forgotten after two weeks."""
    async with office(filled_url) as here:
        store, now = here.store, here.clock.now()
        await store.people.ensure_administrators([7], now)
        await store.dialogues.put(Dialogue(1, "report", None, None, 1, {"text": "Пример"}, now))
        draft = await store.register_desk.begin(1, EntryKind.SECTOR, "bas", ["ru"], now)
        await here.clock.move(14 * DAY)
        await here.jobs.tidy()
        assert await store.dialogues.of(1, now) is not None
        assert await store.register_desk.get(draft) is not None
        await here.clock.move(HOUR)
        await here.jobs.tidy()
        assert await store.dialogues.of(1, now) is None
        assert await store.register_desk.get(draft) is None


async def test_readers_who_want_the_same_get_the_same_digest(filled_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest is composed once for all who want the same, each in their language, and again when many differ."""
    monkeypatch.setattr("bot.digest_composing._KEPT", 1)
    async with office(filled_url, feeds=lambda: (_feed(1),)) as here:
        for chat in range(1, 21):
            await here.subscribe(chat, language="ru" if chat < 11 else "be")
        await here.clock.move(HOUR)
        await here.jobs.take_in_news()
        await here.clock.move(DAY)
        composed, keep = [], type(here.store.editions).keep

        async def counted(editions: object, *edition: object) -> object:
            composed.append(edition)
            return await keep(editions, *edition)  # type: ignore[arg-type]  # passed on as it came

        monkeypatch.setattr(type(here.store.editions), "keep", counted)
        await here.jobs.send_digests()
        bodies = [(await here.written(chat))[0].body["text"] for chat in (1, 10, 11, 20)]
    assert len(composed) == 2
    assert bodies[0] == bodies[1] != bodies[2] == bodies[3]


async def test_who_unsubscribes_gets_nothing(filled_url: str) -> None:
    """A digest turned off before its hour is not written."""
    async with office(filled_url, feeds=sample) as here:
        await here.meet(ANNA)
        await here.subscribe(ANNA)
        await here.jobs.tick()
        await here.store.digests.unsubscribe(ANNA)
        await here.pass_time(DAY)
        assert await here.written(ANNA) == []


async def test_a_wish_changed_under_way_is_left_to_the_next_look(
    filled_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who moves the hour while the digest is made gets it at the new hour, once."""
    async with office(filled_url, feeds=lambda: (_feed(1),)) as here:
        await here.subscribe(ANNA)
        await here.clock.move(HOUR)
        await here.jobs.take_in_news()
        await here.clock.move(TO_NINE)
        read = type(here.store.news).added_between

        async def added_between(news: object, *between: object, **more: object) -> object:
            await here.subscribe(ANNA, 20)
            return await read(news, *between, **more)  # type: ignore[arg-type]  # passed on as it came

        monkeypatch.setattr(type(here.store.news), "added_between", added_between)
        await here.jobs.send_digests()
        monkeypatch.undo()
        assert await here.written(ANNA) == []
        await here.pass_time(DAY)
        assert [row.kind for row in await here.written(ANNA)] == [DIGEST]


async def test_officials_of_both_sides_are_reminded(filled_url: str) -> None:
    """Each official gets one message in their language on the morning, and nobody else gets anything."""
    async with office(filled_url) as here:
        await here.appoint()
        await here.meet(ANNA)
        await here.pass_time(TO_NINE - timedelta(seconds=1))
        assert await here.written(IVAN) == []
        await here.pass_time(timedelta(seconds=1))
        for _ in range(3):
            await here.jobs.tick()
        (ours,), (theirs,) = await here.written(IVAN), await here.written(YANKA)
        assert await here.written(ANNA) == []
    assert ours.kind is theirs.kind is REMINDER
    assert ours.key == f"reminder:{ours.key.split(':')[1]}:2026-11-25"
    assert "Пример: представить сведения о поставках" in ours.body["text"]
    assert ours.body["text"].startswith("ПРИМЕР")
    assert "сёння" in theirs.body["text"].casefold()
    assert "сегодня" not in theirs.body["text"].casefold()


async def test_reminders_after_an_outage_are_one_message(filled_url: str) -> None:
    """Days without the bot end in one message of the newest morning."""
    async with office(filled_url) as here:
        await here.appoint()
        await here.pass_time(3 * DAY)
        (one,) = await here.written(IVAN)
        assert one.key.endswith(":2026-11-27")
        assert await here.store.deliveries.last_tick(REMINDERS) == here.clock.now()


async def test_a_morning_before_the_first_start_is_not_owed(filled_url: str) -> None:
    """A store that has never ticked owes nothing from before."""
    async with office(filled_url) as here:
        await here.appoint()
        await here.jobs.tick()
        assert await here.written(IVAN) == []


async def _to_the_end(here: Office) -> None:
    for row in await take(here.store, here.clock.now()):
        await sent(here.store, row, 1, here.clock.now())


@pytest.mark.parametrize("killed_after", [*JOBS, "taken"])
async def test_killed_between_two_steps_each_is_told_once(filled_url: str, killed_after: str) -> None:
    """Whatever step the process died after, started anew it tells each person exactly once."""
    clock = MovableClock(AFTERNOON)
    async with office(filled_url, clock, feeds=sample) as here:
        await here.appoint()
        await here.subscribe(IVAN)
        await clock.move(HOUR)
        await here.jobs.take_in_news()
        await clock.move(TO_NINE)
        for job in here.jobs.table():
            await job.run()
            if job.name == killed_after:
                break
        if killed_after == "taken":
            await take(here.store, clock.now())
    for _ in range(2):
        async with office(filled_url, clock, feeds=sample) as again:
            await again.jobs.tick()
            await again.store.deliveries.recover(clock.now(), clock.now())
            await _to_the_end(again)
            await again.jobs.tick()
            kinds = [row.kind for row in await again.written(IVAN)]
            reminded = await again.written(YANKA, REMINDER)
    assert sorted(kinds) == [DIGEST, REMINDER]
    assert len(reminded) == 1


@pytest.mark.parametrize("steps", [1, 3, 9, 27, 81, 243])
async def test_cancelled_in_the_middle_of_a_step_each_is_told_once(filled_url: str, steps: int) -> None:
    """A job cut off at any await leaves nothing half done: the next tick does it, once."""
    async with office(filled_url, feeds=sample) as here:
        await here.appoint()
        await here.subscribe(IVAN)
        await here.clock.move(HOUR)
        await here.jobs.take_in_news()
        await here.clock.move(TO_NINE)
        cut = asyncio.ensure_future(here.jobs.tick())
        for _ in range(steps):
            await asyncio.sleep(0)
        cut.cancel()
        with suppress(asyncio.CancelledError):
            await cut
        await here.jobs.tick()
        assert sorted(row.kind for row in await here.written(IVAN)) == [DIGEST, REMINDER]


async def test_a_busy_store_is_logged_and_tried_again(filled_url: str) -> None:
    """A job that finds the store locked says so, stops no other job, and does its work at the next tick."""
    async with office(filled_url, feeds=sample, lock_wait=0.02) as here:
        await here.appoint()
        await here.clock.move(TO_NINE)
        with capture_logs() as log:
            async with locked(filled_url):
                await here.jobs.tick()
        waiting = [line["job"] for line in log if line["event"] == "a job waits for the store"]
        assert waiting == [
            "take in news",
            "send reminders",
            "report failures",
            "index",
            "offer links",
            "back up",
            "tidy",
        ]
        assert not [line for line in log if line["log_level"] == "error"]
        await here.jobs.tick()
        assert len(await here.written(IVAN, REMINDER)) == 1
        assert await here.store.news.latest(1)


async def test_a_job_that_fails_stops_no_other(filled_url: str) -> None:
    """A fault nobody foresaw in one job is logged with its traceback, and the other jobs are run."""

    def broken() -> tuple[bytes, ...]:
        msg = "a feed of a kind nobody foresaw"
        raise RuntimeError(msg)

    async with office(filled_url, feeds=broken) as here:
        await here.appoint()
        with capture_logs() as log:
            await here.pass_time(TO_NINE)
        assert len(await here.written(IVAN, REMINDER)) == 1
    failed = [(line["job"], line["exc_info"]) for line in log if line["log_level"] == "error"]
    assert failed == [("take in news", True)]


async def test_old_updates_are_forgotten(filled_url: str) -> None:
    """What Telegram repeats no more is not remembered: the same number is another update a fortnight later."""
    async with office(filled_url) as here:
        await here.meet(ANNA)
        await here.pass_time(13 * DAY)
        with pytest.raises(AssertionError):
            await here.meet(ANNA)
        await here.pass_time(2 * DAY)
        await here.meet(ANNA)
