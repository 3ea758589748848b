"""Greeting, help, settings, the digest's settings, roles, refusals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from aiogram.types import ReplyKeyboardMarkup

from bot.commands import COMMANDS
from bot.people import AssignFault
from bot.render import screens
from bot.render.buttons import Cause
from bot.render.catalogue import LANGUAGES, Catalogues, Translator, spoken_as
from bot.render.message import Message
from bot.render.subscription import Settings, digest_screen
from bot.render.why import why_this
from storage.records import DigestWish, Grant, Role, User
from storage.register_records import Register, Side
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, starter

WISH = DigestWish(
    5, time(9), "Europe/Minsk", "ru", datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC), 1
)
PERSON = User(1, 123456789, "Пример Примерович", None, "ru", None)
REFUSALS: list[Callable[[Translator], Message]] = [
    screens.not_allowed,
    screens.gone,
    screens.invitation_only,
    screens.only_text,
    screens.failure,
    screens.busy,
    screens.unknown_command,
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", "Анна", HOSTILE, "\u202e"])
def test_the_greeting_has_three_lines_whatever_the_name(name: str, language: str, catalogues: Catalogues) -> None:
    """Three lines, the name harmless, the keyboard below."""
    message = screens.greeting(catalogues.of(language), official=False, name=name)
    assert flaws(message) == []
    assert len(message.plain().split("\n")) == 3
    assert isinstance(message.keyboard, ReplyKeyboardMarkup)


def test_only_officials_have_their_deadlines_on_the_keyboard(tr: Translator) -> None:
    """The keyboard holds what one may do."""
    rows = [
        [[each.text for each in row] for row in screens.main_keyboard(tr, official=official).keyboard]
        for official in (False, True)
    ]
    assert rows[0] == [["Отрасли", "Новости"], ["Дайджест"], ["Настройки", "Помощь"]]
    assert rows[1] == [["Отрасли", "Новости"], ["Дайджест", "Мои сроки"], ["Настройки", "Помощь"]]


def test_labels_of_the_keyboard_are_told_apart_in_every_language(catalogues: Catalogues) -> None:
    """No word on the keyboard means two things, in whatever language it was laid."""
    labels = [
        screens.SECTORS_LABEL,
        screens.NEWS_LABEL,
        screens.DIGEST_LABEL,
        screens.DUTIES_LABEL,
        screens.SETTINGS_LABEL,
        screens.HELP_LABEL,
    ]
    spoken = [spoken_as(catalogues, label) for label in labels]
    assert len(frozenset().union(*spoken)) == sum(len(each) for each in spoken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_command_given_to_it(language: str, catalogues: Catalogues) -> None:
    """Each command is a line that can be tapped."""
    message = screens.help_screen(catalogues.of(language), [(one.name, one.description) for one in COMMANDS])
    commands = [entity for entity in message.as_call()["entities"] if entity.type == "bot_command"]
    assert len(commands) == len(COMMANDS)
    assert flaws(message) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_tick_the_language_spoken(language: str, catalogues: Catalogues) -> None:
    """The present language bears the tick and no other does."""
    row = screens.settings_screen(catalogues.of(language)).as_call()["reply_markup"].inline_keyboard[0]
    assert [each.callback_data for each in row if each.text.startswith("✓")] == [f"lang:{language}"]


@pytest.mark.parametrize(
    ("wish", "said", "ticked", "actions"),
    [
        (None, "Сейчас выключен.", [], {"on"}),
        (WISH, "каждый день в 09:00, по времени Минска", ["d:hour:9"], {"hour", "off"}),
        (replace(WISH, zone="Asia/Tokyo", at=time(8, 30)), "в 08:30, Asia/Tokyo", [], {"hour", "off"}),
    ],
)
def test_the_digest_says_whether_and_when_it_comes(
    wish: DigestWish | None, said: str, ticked: list[str], actions: set[str], tr: Translator
) -> None:
    """The state in words, the hour chosen ticked, and only such buttons as make sense."""
    message = digest_screen(Settings(wish, starter(), tr))
    buttons = [each for row in message.as_call()["reply_markup"].inline_keyboard for each in row]
    assert said in message.plain()
    assert [each.callback_data for each in buttons if each.text.startswith("✓")] == ticked
    assert {each.callback_data.split(":")[1] for each in buttons if each.callback_data.startswith("d:")} == actions
    assert flaws(message) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_in_an_alert_fits_it(language: str, catalogues: Catalogues) -> None:
    """Refusals and reasons are within the 200 characters of an alert, and differ from one another."""
    tr = catalogues.of(language)
    said = [*(refusal(tr).plain() for refusal in REFUSALS), *(why_this(cause, tr) for cause in Cause)]
    assert all(0 < len(words) <= 200 for words in said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("fault", AssignFault)
def test_a_wrong_assignment_is_told_with_what_is_right(fault: AssignFault, tr: Translator) -> None:
    """The fault first, then how it is written and who has written to the bot."""
    strangers = [PERSON, replace(PERSON, telegram_id=7, name="\u202e"), replace(PERSON, telegram_id=8, name=HOSTILE)]
    message = screens.assign_usage(fault, strangers, tr)
    assert flaws(message) == []
    assert "/assign 123456789 official uaz" in message.plain()
    assert "• 123456789 — Пример Примерович\n• 7 — 7\n" in message.plain()


@pytest.mark.parametrize(
    ("grant", "said"),
    [
        (Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK), "Пример Примерович: исполнитель, УАЗ, Ульяновская область"),
        (Grant(Role.OFFICIAL, "withdrawn", None), "Пример Примерович: исполнитель, withdrawn"),
        (Grant(Role.COORDINATOR, side=Side.BELARUS), "Пример Примерович: координатор, Беларусь"),
        (Grant(Role.ADMINISTRATOR), "Пример Примерович: администратор"),
        (None, "Пример Примерович: все роли сняты."),
    ],
)
def test_an_assignment_done_is_told(grant: Grant | None, said: str, register: Register, tr: Translator) -> None:
    """Who has which role now, of which organisation and side."""
    assert screens.assigned(PERSON, grant, register, tr).plain().endswith(said)
