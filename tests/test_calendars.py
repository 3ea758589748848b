"""A calendar behind a secret address: rights at each fetch, ETag, revocation. All plans are made up."""

from dataclasses import replace

import aiohttp
from aiohttp.test_utils import unused_port
from icalendar import Calendar

from bot.calendars import Calendars, hashed
from bot.clock import MovableClock
from bot.config import Config
from bot.pulse import Pulse
from bot.render.catalogue import load_catalogues
from bot.rights import Access
from bot.web import Door, serving
from storage.control_records import Edit
from storage.records import ChatSeen, Grant, Role, Sender
from storage.register_records import Side
from storage.store import Store, open_store
from tests.person import Message
from tests.plan_stage import LATER, PLAN
from tests.town import AFTERNOON, OFFICIAL, ZONE, town

TOKEN = "A" * 32  # of nobody but this test
CONFIG = Config(webhook_url="https://bot.example/base", webhook_secret="secret", http_port=None)  # noqa: S106 - example


async def settled(store: Store, grant: Grant) -> int:
    """Return the number of a person with a role, in a store with the example plan."""
    arrival = await store.people.arrive(
        bot_id=1, update_id=1, sender=Sender(7, "Пример", None, "ru"), chat=ChatSeen(7, "private"), now=AFTERNOON
    )
    assert arrival
    assert arrival.user
    await store.people.assign(arrival.user.id, grant, by=None, now=AFTERNOON)
    await store.plan.add_plan(PLAN, AFTERNOON)
    return arrival.user.id


def calendars(store: Store) -> Calendars:
    """Return what serves them."""
    return Calendars(store, load_catalogues(), ZONE, Access.OPEN)


async def test_an_address_gives_what_its_owner_may_see(sqlite_url: str) -> None:
    """An official their own, a coordinator the side's; the ETag changes with the plan; without a role nothing."""
    async with open_store(sqlite_url) as store:
        user = await settled(store, Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS))
        await store.calendars.make(user, hashed(TOKEN), AFTERNOON)
        served = await calendars(store).behind(TOKEN, AFTERNOON)
        assert served
        assert len(Calendar.from_ical(served.content).walk("VEVENT")) == 1
        later = await calendars(store).behind(TOKEN, AFTERNOON.replace(minute=59))
        assert later
        assert later.etag == served.etag
        (commitment, deadline) = next(
            (one, one.deadlines[0]) for one in await store.plan.commitments_of("primer") if one.number == "2"
        )
        await store.editing.move(deadline.id, LATER, Edit(user, AFTERNOON, commitment.version, "x"))
        moved = await calendars(store).behind(TOKEN, AFTERNOON)
        assert moved
        assert moved.etag != served.etag
        await store.people.assign(user, Grant(Role.COORDINATOR, side=Side.ULYANOVSK), by=None, now=AFTERNOON)
        whole = await calendars(store).behind(TOKEN, AFTERNOON)
        assert whole
        assert len(Calendar.from_ical(whole.content).walk("VEVENT")) == 3
        await store.people.revoke(user, by=None, now=AFTERNOON)
        assert await calendars(store).behind(TOKEN, AFTERNOON) is None
        assert await calendars(store).behind("B" * 32, AFTERNOON) is None


async def test_it_is_served_over_http(sqlite_url: str) -> None:
    """200 with an ETag, 304 for who has it already, 404 for any other address."""
    config = replace(CONFIG, http_port=unused_port())
    async with open_store(sqlite_url) as store, aiohttp.ClientSession() as session:
        user = await settled(store, Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK))
        await store.calendars.make(user, hashed(TOKEN), AFTERNOON)
        clock = MovableClock(AFTERNOON)

        async def work(_: object) -> bool:
            return True

        door = Door(config, work, store, clock, Pulse(AFTERNOON), calendars(store))
        base = f"http://127.0.0.1:{config.http_port}/calendar"
        async with serving(config, door):
            async with session.get(f"{base}/{TOKEN}.ics") as answer:
                assert (answer.status, answer.content_type) == (200, "text/calendar")
                assert b"BEGIN:VEVENT" in await answer.read()
                etag = answer.headers["ETag"]
            async with session.get(f"{base}/{TOKEN}.ics", headers={"If-None-Match": etag}) as answer:
                assert (answer.status, await answer.read()) == (304, b"")
            for wrong in ("C" * 32, "short", "..%2f..%2fetc", "%00" * 20):
                async with session.get(f"{base}/{wrong}.ics") as answer:
                    assert answer.status == 404


async def test_an_address_is_given_in_chat_and_revoked(filled_url: str) -> None:
    """Where the bot is public, /calendar gives an address once; a new one ends the old; revoking ends it."""
    port = unused_port()
    config = Config(http_port=port, webhook_url=f"http://127.0.0.1:{port}", webhook_secret="s" * 20)
    async with town(filled_url, config=config) as here:
        ivan = await here.appointed(OFFICIAL)
        await ivan.send("/calendar")
        shown = await ivan.read()
        await ivan.tap(shown, "Получить адрес")
        given = await ivan.read_edit(shown)
        first = _address(given)
        async with here.session.get(first) as answer:
            assert answer.status == 200
        await ivan.send("/calendar")
        again = await ivan.read()
        assert "Адрес у вас уже есть" in again["text"]
        await ivan.tap(again, "Новый адрес")
        second = _address(await ivan.read_edit(again))
        async with here.session.get(first) as answer:
            assert answer.status == 404
        await ivan.tap(given, "Отозвать адрес")
        await ivan.read_edit(given)
        async with here.session.get(second) as answer:
            assert answer.status == 404


def _address(message: Message) -> str:
    return next(line for line in str(message["text"]).splitlines() if line.startswith("http"))
