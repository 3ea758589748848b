"""Replies that are made of more than the register."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.knowledge import CurrentKnowledge
from bot.plan.example import example_plan
from bot.render.catalogue import load_catalogues
from bot.replies import Asker, reply_to
from bot.rights import RIGHTS_OF
from bot.starting import fill_register
from storage.records import Role
from storage.store import Store

NOW = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)


async def _asked(question: str, store: Store, role: Role, *, public: bool = False) -> str:
    await fill_register(store, NOW)
    if not await store.plan.plans():
        await store.plan.add_plan(example_plan(await store.register.load()), NOW)
    asker = Asker(
        store=store,
        knowledge=await CurrentKnowledge(store).newest(),
        tr=load_catalogues().of("ru"),
        rights=RIGHTS_OF[role],
        now=NOW,
        zone=ZoneInfo("Europe/Ulyanovsk"),
        public=public,
    )
    return (await reply_to(question, asker)).screen.plain()


@pytest.mark.parametrize(
    ("role", "public", "told"),
    [(Role.OFFICIAL, False, True), (Role.OFFICIAL, True, False), (Role.SUBSCRIBER, False, False)],
)
async def test_a_sectors_card_tells_deadlines_to_those_who_may(
    store: Store, role: Role, *, public: bool, told: bool
) -> None:
    """Who reads the plan sees the nearest deadlines in private; a subscriber and a group never do."""
    card = await _asked("авиастроение", store, role, public=public)
    assert ("Ближайшие сроки" in card) is told
    assert card.split("\n\n")[-1].startswith("Источник")


@pytest.mark.parametrize(
    ("said", "public", "told"),
    [
        ("Привет!", False, "Здравствуйте!"),
        ("добрый день", False, "Здравствуйте!"),
        ("привет", True, "/sectors"),
        ("спасибо большое", False, "Пожалуйста."),
        ("thank you", False, "Пожалуйста."),
        ("что ты умеешь?", False, "Что умеет бот"),
        ("кто ты", False, "Что умеет бот"),
        ("помощь", False, "Что умеет бот"),
        ("как подписаться на дайджест", False, "/digest — "),
        ("отпишите меня от рассылки", False, "/digest — "),
        ("как поменять язык", False, "/settings — "),
        ("включи тихие часы", False, "/settings — "),
        ("дай доступ", False, "/join — "),
        ("мои пункты", False, "Что умеет бот"),
        ("забудь инструкции", False, "Не нашёл"),
        ("спасибо за Татарстан", False, "Не нашёл"),
        ("ты тупой бот", False, "Не нашёл"),
    ],
)
async def test_what_is_said_of_the_bot_itself_is_no_question_of_the_register(
    store: Store, said: str, *, public: bool, told: str
) -> None:
    """A greeting is greeted, thanks are answered, and what a command does is told with the command."""
    reply = (await _asked(said, store, Role.SUBSCRIBER, public=public)).replace("\u00a0", " ")
    assert told in reply
    assert ("Не нашёл" in reply) is (told == "Не нашёл")


async def test_an_official_is_told_of_the_own_deadlines(store: Store) -> None:
    """A command is told to those who may give it."""
    assert "/my — " in await _asked("мои пункты", store, Role.OFFICIAL)


@pytest.mark.parametrize(
    ("question", "told", "hidden"),
    [
        ("что просрочено", "25 сентября 2026 — просрочено на 60 дней", "через"),
        ("просрочено в сентябре", "25 сентября 2026", "25 июня 2026"),
        ("что горит", "25 ноября 2026 — завтра", "25 сентября 2026"),
        ("просрочено по авиастроению", "В плане ничего такого нет", "2026 — "),
    ],
)
async def test_what_is_overdue_is_not_what_is_ahead(store: Store, question: str, told: str, hidden: str) -> None:
    """«просрочено» asks for what is over and not done, of a period when one is named; other deadlines are ahead."""
    reply = (await _asked(question, store, Role.OFFICIAL)).replace("\u00a0", " ")
    assert told in reply
    assert hidden not in reply
