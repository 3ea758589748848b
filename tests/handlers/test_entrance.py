"""Getting in: the greeting, the help, the language."""

import pytest

from bot.render.catalogue import LANGUAGES
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import buttons
from tests.town import Town, nothing_said
from tests.wording import said

pytestmark = pytest.mark.asyncio(loop_scope="module")

_LABELS = ("Sectors", "News", "Digest", "Settings", "Help")
_OFFICIAL = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
_EVERYONES = (
    "/start",
    "/help",
    "/sectors",
    "/agreements",
    "/organisations",
    "/projects",
    "/events",
    "/search",
    "/news",
    "/digest",
    "/settings",
    "/pause",
    "/join",
    "/leave",
    "/privacy",
    "/mydata",
    "/forget",
)


def labels(keyboard: dict[str, list[list[dict[str, str]]]] | None) -> list[str]:
    """Return what stands on a reply keyboard."""
    return [button["text"] for row in (keyboard or {"keyboard": []})["keyboard"] for button in row]


async def test_start_greets_by_name_in_three_lines(here: Town) -> None:
    """The first message has the person's name, three lines, and the keyboard of a subscriber."""
    anna = await here.stranger(first_name="Анна")
    await anna.start()
    greeting = await anna.read()
    assert "Анна" in greeting["text"]
    assert len(greeting["text"].splitlines()) == 3
    assert labels(await anna.reply_keyboard()) == [said(label) for label in _LABELS]


async def test_an_official_also_gets_the_deadlines_on_the_keyboard(here: Town) -> None:
    """What a role adds is on the keyboard of the next greeting."""
    ivan = await here.passer_by(_OFFICIAL)
    await ivan.start()
    await ivan.read()
    assert said("My deadlines") in labels(await ivan.reply_keyboard())


async def test_start_in_a_group_says_what_the_bot_can_do(here: Town) -> None:
    """In a group nobody is greeted and no keyboard is laid: there is the help."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    await group.send("/start")
    assert (await group.read())["text"].startswith(said("What the bot does in a group"))
    assert await group.reply_keyboard() is None


_DUTIES = {"/my", "/deputy", "/plan", "/deadlines", "/calendar"}
_OF_COORDINATORS = {"/invite", "/people", "/reminders", "/newsdesk", "/admin", "/plan_import"}
_OF_ADMINISTRATORS = {
    "/assign",
    "/deliveries",
    "/broadcast",
    "/rate",
    "/audit",
    "/groups",
    "/here",
    "/sources",
    "/calendar_days",
}


@pytest.mark.parametrize(
    ("grant", "more"),
    [
        (None, set()),
        (Grant(Role.SUBSCRIBER), set()),
        (_OFFICIAL, _DUTIES),
        (Grant(Role.COORDINATOR), _DUTIES | _OF_COORDINATORS),
        (Grant(Role.ADMINISTRATOR), _DUTIES | _OF_COORDINATORS | _OF_ADMINISTRATORS),
    ],
    ids=["nobody", "subscriber", "official", "coordinator", "administrator"],
)
async def test_help_names_the_commands_of_the_role_and_no_others(
    here: Town, grant: Grant | None, more: set[str]
) -> None:
    """Whoever asks for help is told what they may do, not what others may."""
    person = await here.passer_by(grant)
    await person.send("/help")
    told = {word for word in (await person.read())["text"].split() if word.startswith("/")}
    assert told == {*_EVERYONES} | more


async def test_a_language_is_chosen_by_a_tap_and_spoken_at_once(here: Town) -> None:
    """The settings tick the new language, a new keyboard comes in it, and so does every answer after."""
    anna = await here.passer_by()
    await anna.send("/settings")
    settings = await anna.read()
    assert buttons(settings)[:3] == ["✓ Русский", "Беларуская", "English"]
    assert (await anna.tap(settings, "English")).answered
    assert buttons(await anna.read_edit(settings))[:3] == ["Русский", "Беларуская", "✓ English"]
    await anna.read()
    assert labels(await anna.reply_keyboard()) == list(_LABELS)
    await anna.send("/help")
    assert (await anna.read())["text"].startswith(said("What the bot can do", "en"))


@pytest.mark.parametrize("words", [said("Help", language) for language in LANGUAGES])
async def test_a_label_is_known_in_every_language(here: Town, words: str) -> None:
    """A keyboard laid before the language was changed goes on working, and answers in the new language."""
    yanka = await here.passer_by(language_code="be")
    await yanka.send(words)
    assert (await yanka.read())["text"].startswith(said("What the bot can do", "be"))


@pytest.mark.parametrize("words", [said("Settings", language) for language in LANGUAGES])
async def test_the_settings_open_from_the_keyboard_too(here: Town, words: str) -> None:
    """The button of the settings says the same as the command."""
    anna = await here.passer_by()
    await anna.send(words)
    assert "✓ Русский" in buttons(await anna.read())


@pytest.mark.parametrize(("spoken", "language"), [("be", "be"), ("en-GB", "en"), ("ru", "ru"), ("zh-hans", "ru")])
async def test_the_first_language_is_that_of_telegram_where_there_is_one(
    here: Town, spoken: str, language: str
) -> None:
    """A newcomer is spoken to in the language of their client, in Russian when it is none of the three."""
    person = await here.passer_by(language_code=spoken)
    await person.send("/help")
    assert (await person.read())["text"].startswith(said("What the bot can do", language))


async def test_a_language_chosen_in_a_group_lays_no_keyboard_there(here: Town) -> None:
    """The settings work in a group, for the one who taps, without the greeting of a private chat."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    await group.send("/settings")
    settings = await group.read()
    assert (await group.tap(settings, "English")).answered
    await group.read_edit(settings)
    assert (await nothing_said(group))["text"].startswith(said("What the bot does in a group", "en"))
    assert await group.reply_keyboard() is None


async def test_the_same_language_twice_changes_nothing_and_is_answered(here: Town) -> None:
    """Telegram refuses an edit that changes nothing; the button is answered all the same."""
    anna = await here.passer_by()
    await anna.send("/settings")
    settings = await anna.read()
    assert (await anna.tap(settings, "✓ Русский")).answered
    assert (await anna.read())["text"].startswith(said("Hello!")[:-1])


async def test_a_word_like_a_label_in_a_group_is_nobodys_command(here: Town) -> None:
    """Someone who writes «Новости» to colleagues doesn't call the bot, even where it reads everything."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna, bot="administrator"))
    for label in (*_LABELS, "My deadlines"):
        await group.send(said(label))
    await nothing_said(group)
