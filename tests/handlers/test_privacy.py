"""/privacy, /mydata, /forget."""

import json

import pytest

from bot.render.catalogue import LANGUAGES
from bot.render.privacy import KEPT
from storage.records import Grant, Role
from storage.register_records import Side
from storage.schema import metadata
from tests.person import buttons
from tests.town import Town, nothing_said
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFFICIAL = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_kept_is_said_in_plain_words(here: Town, language: str) -> None:
    """To anyone, in each language, with the ways to see it and to erase it."""
    anna = await here.passer_by(language_code=language)
    await anna.send("/privacy")
    told = await anna.read()
    assert told["text"].startswith(said("What is kept about you and why", language))
    assert "/forget" in told["text"]
    assert told["text"].endswith(f": {anna.telegram_id}")
    assert buttons(told) == [said("Send me all of it", language), said("Erase me", language)]


def _about_people() -> set[str]:
    """Return the tables that hold something of a person: a reference to one, or a chat, which may be theirs alone."""
    return {
        table.name
        for table in metadata.sorted_tables
        if table.name == "users"
        or "chat_id" in table.columns
        or any(key.column.table.name == "users" for key in table.foreign_keys)
    }


async def test_every_table_about_people_is_told_of() -> None:
    """A table that is new says in /privacy what it keeps and why; none is told of that is not there."""
    told = {table for tables in KEPT.values() for table in tables}
    assert _about_people() <= told
    assert told <= {table.name for table in metadata.sorted_tables}


async def test_what_the_plan_keeps_is_told(here: Town) -> None:
    """Reports on deadlines, wishes about reminders and the digest, deputies, a calendar's address."""
    anna = await here.passer_by()
    await anna.send("/privacy")
    told = (await anna.read())["text"]
    for words in KEPT:
        assert said(words) in told


async def test_all_that_is_kept_comes_as_a_file(here: Town) -> None:
    """By command and by tap: JSON with the person's own rows, and nobody else's."""
    anna = await here.passer_by(OFFICIAL, first_name="Хранимая")
    ivan = await here.passer_by(OFFICIAL, first_name="Посторонний")
    await anna.send("/mydata")
    by_command = await anna.read()
    await anna.send("/privacy")
    await anna.tap(await anna.read(), said("Send me all of it"))
    by_tap = await anna.read()
    for message in (by_command, by_tap):
        content = await anna.download(message["document"]["file_id"])
        kept = json.loads(content)
        assert [row["name"] for row in kept["users"]] == ["Хранимая"]
        assert [row["organisation"] for row in kept["grants"]] == ["aviastar"]
        assert str(ivan.telegram_id).encode() not in content


async def test_a_person_is_erased_in_two_taps(here: Town) -> None:
    """The first asks, the second erases; who writes again is somebody new, without a role."""
    anna = await here.passer_by(OFFICIAL)
    before = await here.app.store.people.known(anna.telegram_id)
    await anna.send("/forget")
    asked = await anna.read()
    assert await here.app.store.people.known(anna.telegram_id) == before
    await anna.tap(asked, said("Yes, erase"))
    assert (await anna.read_edit(asked))["text"] == said(
        "You are erased. If you write again, you are somebody new to the bot."
    )
    assert await here.app.store.people.known(anna.telegram_id) is None
    await anna.send("/my")
    assert (await anna.read())["text"] == answer_of("not allowed")
    after = await here.app.store.people.known(anna.telegram_id)
    assert before is not None
    assert after is not None
    assert (after.id != before.id, after.grants) == (True, ())


async def test_who_has_left_sees_what_is_left_of_them(here: Town) -> None:
    """Without a role one still gets the file: a name, a chat, what was changed; no role, no digest."""
    anna = await here.passer_by(OFFICIAL, first_name="Ушедшая")
    await anna.send("/leave")
    asked = await anna.read()
    await anna.tap(asked, said("Leave"))
    await anna.read_edit(asked)
    await anna.send("/mydata")
    kept = json.loads(await anna.download((await anna.read())["document"]["file_id"]))
    assert [row["name"] for row in kept["users"]] == ["Ушедшая"]
    assert [row["what"] for row in kept["audit"]] == ["role", "role", "left"]
    assert not {"grants", "digest_wishes", "suspensions"} & set(kept)


async def test_a_group_hears_nothing_of_it(here: Town) -> None:
    """Commands in a group are led to the private chat, and forged taps there find nothing."""
    anna = await here.passer_by(OFFICIAL)
    group = anna.in_chat(await here.group(anna))
    await group.send("/mydata")
    assert (await group.read())["text"] == answer_of("in private")
    told = await nothing_said(group)
    for data in ("md", "fg:1", "lv:1", "of:j:o:u:aviastar:0:1", "ti:" + "A" * 22):
        answered = (await group.tap_data(told["message_id"], data)).answered
        assert answered
    assert await here.app.store.people.known(anna.telegram_id) is not None
