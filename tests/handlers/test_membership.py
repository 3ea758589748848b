"""Chats that come and go."""

from datetime import timedelta
from typing import Any

import pytest
from structlog.typing import EventDict

from bot.news.digest import next_moment
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Person
from tests.town import Town, nothing_said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _wish(here: Town, person: Person) -> None:
    at = here.clock.now().time().replace(second=0, microsecond=0)
    zone = here.app.config.timezone
    await here.app.store.digests.subscribe(
        chat_id=person.telegram_id,
        at=at,
        zone=zone.key,
        language="ru",
        next_at=next_moment(at, zone, here.clock.now()),
        covered_until=here.clock.now() - timedelta(days=1),
    )


async def test_who_blocked_the_bot_is_sent_nothing_until_back(here: Town) -> None:
    """A blocked chat keeps its wish and gets no digest; unblocked, it gets the one that it missed, once."""
    anna = await here.passer_by(Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK))
    await _wish(here, anna)
    await anna.block()
    await _left(here, anna)
    before = (await anna.messages())[-1]
    await here.pass_time(timedelta(days=2))
    assert (await anna.messages())[-1] == before
    assert await here.app.store.digests.wish(anna.telegram_id) is not None
    await anna.block(blocked=False)
    await nothing_said(anna)
    await here.pass_time(timedelta(minutes=1))
    assert len([each for each in await anna.messages() if each["message_id"] > before["message_id"]]) == 5
    await anna.read()
    await here.pass_time(timedelta(minutes=1))
    await nothing_said(anna)


async def test_an_official_who_left_is_not_reminded(here: Town) -> None:
    """Reminders go to those who can be written to."""
    ivan = await here.passer_by(Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK))
    assert ivan.telegram_id in await _reached(here)
    await ivan.block()
    await _left(here, ivan)


async def _reached(here: Town) -> set[int]:
    users = await here.app.store.people.officials_of({"aviastar"})
    return {user.telegram_id for user in users.get("aviastar", ())}


async def _left(here: Town, person: Person) -> None:
    async def gone() -> bool:
        return person.telegram_id not in await _reached(here)

    await here.wait_out(gone, step=0)


async def test_a_group_that_takes_the_bot_and_puts_it_out_again(here: Town, lines: list[EventDict]) -> None:
    """Being added and removed is followed; a group that was the programme's is so again, whoever adds the bot."""
    anna = await here.passer_by()
    number = await here.group(anna)
    group = anna.in_chat(number)
    for member in (False, True):
        await here.ask_api("membership", chat=number, by=anna.telegram_id, member=member)
    await nothing_said(group)
    assert [line["status"] for line in lines if line["event"] == "membership changed"] == ["kicked", "member"]


async def test_a_group_that_becomes_a_supergroup_goes_on(here: Town) -> None:
    """The bot follows without a word and answers under the new number."""
    anna = await here.passer_by()
    old = await here.group(anna, kind="group")
    await anna.in_chat(old).send("/help")
    await anna.in_chat(old).read()
    new = (await here.ask_api("migrate", chat=old))["chat"]
    await nothing_said(anna.in_chat(new))


async def test_only_a_group_is_renumbered(here: Town) -> None:
    """What would move a person's chat, or a group into a person's, moves nothing: what is owed to them stays theirs."""
    anna = await here.passer_by()
    await _wish(here, anna)
    group = await here.group(anna, kind="group")
    private = {"id": anna.telegram_id, "type": "private", "first_name": "Прохожий"}
    supergroup = {"id": -100777, "type": "supergroup", "title": "Чужая"}
    for number, (chat, moved) in enumerate(
        [
            (private, {"migrate_to_chat_id": -100777}),
            (private, {"migrate_to_chat_id": 7}),
            (supergroup, {"migrate_from_chat_id": anna.telegram_id}),
            ({"id": group, "type": "group", "title": "Своя"}, {"migrate_to_chat_id": anna.telegram_id}),
        ],
        800,
    ):
        await here.bring(message_update(number, anna, chat, **moved))
    assert await anna.read(after=await anna.send("/help"))
    assert await here.app.store.digests.wish(anna.telegram_id) is not None
    assert await here.app.store.groups.of(group) is not None


async def test_a_reply_to_a_group_that_has_moved_renumbers_it(here: Town) -> None:
    """Told by Telegram at a reply that the group has a new number, the bot moves what it keeps there."""
    anna = await here.passer_by()
    old = await here.group(anna, kind="group")
    new = (await here.ask_api("migrate", chat=old))["chat"]
    await here.app.store.digests.subscribe(
        chat_id=old, at=here.clock.now().time(), zone="UTC", language="ru",
        next_at=here.clock.now() + timedelta(days=9), covered_until=here.clock.now(),
    )  # fmt: skip
    await here.bring(message_update(700, anna, {"id": old, "type": "group", "title": "Старая"}, text="/help"))
    await nothing_said(anna.in_chat(new))
    await nothing_said(anna)

    async def moved() -> bool:
        return await here.app.store.digests.wish(new) is not None

    await here.wait_out(moved)


def message_update(number: int, person: Person, chat: dict[str, Any], **content: object) -> dict[str, Any]:
    """Return an update with a message, as Telegram would write it."""
    sender = {"id": person.telegram_id, "is_bot": False, "first_name": "Прохожий"}
    return {"message": {"message_id": number, "date": 1, "from": sender, "chat": chat, **content}}
