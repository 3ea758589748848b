"""Telegram takes a bot away, and another one goes on with the same people: one setting is changed."""

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.config import Config
from bot.sandbox.server import Sandbox
from storage.records import DeliveryKind, NewDelivery, Priority, User
from storage.store import Store, open_store
from tests.person import Person
from tests.quiet_log import quiet_log
from tests.town import AFTERNOON, INHABITANTS, OFFICIAL, SUBSCRIBER, settled, town
from tests.wording import answer_of

OTHER = "4343:ANOTHER-EXAMPLE"
WORDS = "Пример отправления"


async def _known(store: Store) -> list[User | None]:
    return [await store.people.known(number) for number in (SUBSCRIBER, OFFICIAL)]


async def _owe(store: Store) -> None:
    body: dict[str, object] = {"text": WORDS, "entities": [], "keyboard": None}
    owed = NewDelivery("owed", OFFICIAL, DeliveryKind.NOTICE, Priority.URGENT, body, AFTERNOON)
    await store.deliveries.add([owed], AFTERNOON)


def _without_visit(user: User | None) -> tuple[object, ...]:
    assert user is not None
    return user.id, user.name, user.language, user.grants


async def test_people_stay_when_the_token_changes(filled_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """Roles and choices stay, the new bot's updates are new ones whatever their numbers, and what was owed is sent."""
    with quiet_log(caplog):
        async with town(filled_url) as here:
            await here.newcomer(SUBSCRIBER)
            await here.appointed(OFFICIAL)
            before = await _known(here.app.store)
        async with open_store(filled_url) as store:
            await _owe(store)
        clock, config = MovableClock(AFTERNOON), Config(bot_token=OTHER, database_url=filled_url)
        async with (
            Sandbox(clock, people=INHABITANTS, token=OTHER, pacing=False) as sandbox,
            aiohttp.ClientSession() as session,
            settled(config, clock, sandbox) as app,
        ):
            ivan = Person(session, sandbox.url, OFFICIAL)
            await ivan.start()
            told = [(await ivan.read())["text"]]
            await ivan.send("/my")
            told.append((await ivan.read())["text"])
            assert answer_of("not allowed") not in told
            await app.jobs.tick()
            while await app.dispatcher.send_due():
                pass
            # Sent before he opened the new bot it was refused, and comes now that he is back.
            assert sum(WORDS in message["text"] for message in await ivan.messages()) == 1
            assert list(map(_without_visit, await _known(app.store))) == list(map(_without_visit, before))
