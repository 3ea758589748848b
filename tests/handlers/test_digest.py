"""/digest: on, off, what and when, for whom; and that it then comes at its hour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.news.sample import sample_feed
from bot.render.catalogue import LANGUAGES
from bot.render.digest_buttons import (
    Asked,
    AskForDigest,
    ChangeDigest,
    DigestAct,
    DigestPart,
    FollowEntry,
    OpenDigest,
    OpenDigestChannels,
    PreviewDigest,
    SwitchDigest,
)
from storage.digest_records import EVERYTHING, DigestWish, Following, Rhythm
from tests.handlers.test_arrivals import update
from tests.person import Message, Person, buttons
from tests.town import SUBSCRIBER, ZONE, Town, nothing_said, town
from tests.waiting import until
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _settings(person: Person) -> Message:
    await person.send("/digest")
    return await person.read()


@pytest.mark.parametrize("words", ["/digest", *(said("Digest", language) for language in LANGUAGES)])
async def test_the_digest_is_off_until_it_is_wanted(here: Town, words: str) -> None:
    """Nobody gets a digest unasked; command and label open its settings."""
    anna = await here.passer_by()
    await anna.send(words)
    told = await anna.read()
    assert said("It is off now.") in told["text"]
    assert said("Turn off") not in buttons(told)


async def test_the_digest_is_turned_on_to_another_hour_and_off(here: Town) -> None:
    """Each tap is shown in place, and the store keeps what is shown."""
    anna = await here.passer_by()
    shown = await _settings(anna)
    for hour in ("09:00", "18:00"):
        assert (await anna.tap(shown, hour)).answered
        shown = await anna.read_edit(shown)
        assert hour in shown["text"]
        assert f"✓ {hour}" in buttons(shown)
    assert (await anna.tap(shown, said("Turn off"))).answered
    assert said("It is off now.") in (await anna.read_edit(shown))["text"]
    assert await here.app.store.digests.wish(anna.telegram_id) is None


async def _own(here: Town, person: Person) -> DigestWish:
    wish = await here.app.store.digests.wish(person.telegram_id)
    assert wish is not None
    return wish


async def _on(here: Town) -> tuple[Person, Message]:
    """Return someone with a digest at nine, and its settings."""
    anna = await here.passer_by()
    shown = await _settings(anna)
    await anna.tap(shown, "09:00")
    return anna, await anna.read_edit(shown)


async def _through(person: Person, shown: Message, *labels: str) -> Message:
    """Tap one button after another in the same message; return what it says then."""
    for label in labels:
        assert (await person.tap(shown, label)).answered
        shown = await person.read_edit(shown)
    return shown


async def test_sectors_are_followed_by_taps(here: Town) -> None:
    """Each tap ticks a sector or takes it away, in the register's order; all of them again by one."""
    anna, shown = await _on(here)
    assert "Обо всём сотрудничестве." in shown["text"]
    shown = await _through(anna, shown, "Отрасли: все", "Авиастроение")
    assert "✓ Авиастроение" in buttons(shown)
    shown = await _through(anna, shown, "‹ Назад")
    assert "Отрасли: Авиастроение" in shown["text"]
    assert (await _own(here, anna)).following.sectors == ("aviastroenie",)
    shown = await _through(anna, shown, "Отрасли: 1", "Все отрасли")
    assert "✓ Все отрасли" in buttons(shown)
    shown = await _through(anna, shown, "стр. 2 ›", "‹ стр. 1", "‹ Назад")
    assert (await _own(here, anna)).following == EVERYTHING


@pytest.mark.parametrize(
    ("taps", "said_so", "rhythm", "day"),
    [
        (["по рабочим дням"], "по рабочим дням в 09:00", Rhythm.WORKING_DAYS, 0),
        (["каждый день"], "каждый день в 09:00", Rhythm.DAILY, 0),
        (["каждый день, важное сразу"], "каждый день, важное сразу в 09:00", Rhythm.AT_ONCE, 0),
        (["раз в неделю", "по пятницам"], "по пятницам в 09:00", Rhythm.WEEKLY, 4),
        (["раз в месяц", "5"], "5-го числа каждого месяца в 09:00", Rhythm.MONTHLY, 5),
        (["раз в месяц", "последнее"], "в последний день месяца в 09:00", Rhythm.MONTHLY, 31),
    ],
)
async def test_how_often_is_chosen_by_taps(here: Town, taps: list[str], said_so: str, rhythm: Rhythm, day: int) -> None:
    """Each rhythm is said in words, the one chosen ticked, and the next digest is due by it."""
    anna, shown = await _on(here)
    shown = await _through(anna, shown, "Как часто")
    assert "✓ каждый день" in buttons(shown)
    shown = await _through(anna, shown, *(["каждый день, важное сразу", "Как часто"] if rhythm is Rhythm.DAILY else []))
    shown = await _through(anna, shown, *taps)
    assert f"Включён: {said_so}, по времени Ульяновска." in shown["text"]
    wish = await _own(here, anna)
    assert (wish.rhythm, wish.day) == (rhythm, day)
    local = wish.next_at.astimezone(ZONE)
    assert local > here.clock.now()
    assert local.hour == 9
    assert rhythm is not Rhythm.WEEKLY or local.weekday() == 4
    assert rhythm is not Rhythm.MONTHLY or local.day in {5, 30}


async def test_any_hour_and_each_clock(here: Town) -> None:
    """An hour that is not offered at first, by the clock of Minsk; then by one's own, which is another."""
    anna, shown = await _on(here)
    shown = await _through(anna, shown, "Другой час", "23", "Часовой пояс", "Минск, UTC+3")
    assert "в 23:00, по времени Минска." in shown["text"]
    assert "✓ 23:00" in buttons(shown)
    assert (await _own(here, anna)).next_at.astimezone(UTC).hour == 20
    user = await here.app.store.people.known(anna.telegram_id)
    assert user is not None
    await here.app.store.people.set_zone(user.id, "Asia/Tokyo")
    shown = await _through(anna, shown, "Часовой пояс", "Asia/Tokyo")
    assert "в 23:00, Asia/Tokyo." in shown["text"]


async def test_borderline_news_are_a_tap(here: Town) -> None:
    """On, said, and off again."""
    anna, shown = await _on(here)
    shown = await _through(anna, shown, "Россия–Беларусь: нет")
    assert "Приходят и новости России и Беларуси в целом, без Ульяновской области." in shown["text"]
    shown = await _through(anna, shown, "Россия–Беларусь: да")
    assert "в целом" not in shown["text"]


async def _answered(person: Person, question: Message, words: str) -> Message:
    await person.send(words, reply_to=question)
    return await person.read()


async def test_organisations_are_followed_by_their_names(here: Town) -> None:
    """One to a line, by any name; what is not in the register is said; a tap takes one away."""
    anna, shown = await _on(here)
    shown = await _through(anna, shown, "Организации: 0")
    await anna.tap(shown, "Добавить организацию")
    question = await anna.read()
    assert question["text"].startswith("За какой организацией следить?")
    told = await _answered(anna, question, "уаз\nМинский автозавод\nНет такого завода")
    assert told["text"].startswith("Добавлено: УАЗ, ")
    assert "В справочнике не нашлось: Нет такого завода" in told["text"]
    assert (await _own(here, anna)).following.organisations == ("uaz", "maz")
    told = await _through(anna, told, "✕ УАЗ")
    assert (await _own(here, anna)).following.organisations == ("maz",)
    told = await _answered(anna, question, "???")
    assert (await _own(here, anna)).following.organisations == ("maz",)


async def test_words_are_wanted_or_not(here: Town) -> None:
    """With commas between, a minus before those that are not wanted; a tap takes one away; the same again is one."""
    anna, shown = await _on(here)
    shown = await _through(anna, shown, "Слова: 0")
    await anna.tap(shown, "Добавить слова")
    question = await anna.read()
    told = await _answered(anna, question, "Станки,  -футбол; беспилотный  аппарат\n, ,—хоккей")
    assert told["text"].startswith("Добавлено: станки, −футбол, беспилотный аппарат, −хоккей")
    following = (await _own(here, anna)).following
    assert following.included == ("станки", "беспилотный аппарат")
    assert following.excluded == ("футбол", "хоккей")
    told = await _through(anna, told, "✕ − футбол", "‹ Назад")
    assert "И новости со словами: станки, беспилотный аппарат" in told["text"]
    assert "Без новостей со словами: хоккей" in told["text"]
    told = await _answered(anna, question, "хоккей, станки")
    following = (await _own(here, anna)).following
    assert (following.included, following.excluded) == (("станки", "беспилотный аппарат", "хоккей"), ())
    assert (await _answered(anna, question, "!!! ---"))["text"].startswith("Ничего не добавлено.")
    told = await _answered(anna, question, ", ".join(f"слово{number}" for number in range(40)))
    assert "Больше не помещается." in told["text"]
    assert len((await _own(here, anna)).following.included) == 20


async def test_who_turned_it_off_meanwhile_is_shown_that(here: Town) -> None:
    """Old buttons and an answer to an old question change nothing and say how it stands."""
    anna, shown = await _on(here)
    await anna.tap_data(shown["message_id"], AskForDigest(asked=Asked.WORDS).pack())
    question = await anna.read()
    await _through(anna, shown, "Выключить")
    assert "Сейчас выключен." in (await _answered(anna, question, "станки"))["text"]
    for data in (
        ChangeDigest(act=DigestAct.HOUR, value="9"),
        OpenDigest(part=DigestPart.WORDS),
    ):
        tapped = await anna.tap_data(shown["message_id"], data.pack())
        assert tapped.answered
    assert (await anna.tap_data(shown["message_id"], PreviewDigest().pack())).text == answer_of("gone")
    assert await here.app.store.digests.wish(anna.telegram_id) is None


@pytest.mark.parametrize(
    ("act", "value"),
    [
        (DigestAct.SECTOR, "no-such-sector"),
        (DigestAct.RHYTHM, "weekly"),
        (DigestAct.RHYTHM, "hourly"),
        (DigestAct.WEEKDAY, "7"),
        (DigestAct.MONTHDAY, "0"),
        (DigestAct.MONTHDAY, "32"),
        (DigestAct.HOUR, "24"),
        (DigestAct.HOUR, ""),
        (DigestAct.ZONE, "x"),
        (DigestAct.WORD, "0" * 12),
        (DigestAct.ORGANISATION, "uaz"),
    ],
)
async def test_a_value_that_means_nothing_changes_nothing(here: Town, act: DigestAct, value: str) -> None:
    """What a button of ours can't carry is answered and leaves the wish as it is."""
    anna, shown = await _on(here)
    before = await _own(here, anna)
    assert (await anna.tap_data(shown["message_id"], ChangeDigest(act=act, value=value).pack())).answered
    assert await _own(here, anna) == before


async def test_what_would_come_now_is_shown(here: Town) -> None:
    """Of the last day at least, whatever was told already; nothing of it counts as told, and nothing new is said."""
    anna, shown = await _on(here)
    before = await _own(here, anna)
    await anna.tap(shown, "Показать сегодняшний")
    told = await anna.read()
    assert told["text"].startswith("Так пришло бы сейчас:\nДайджест новостей\n")
    assert told["text"].count("•") > 1
    assert await _own(here, anna) == before
    await here.app.store.digests.change(
        anna.telegram_id, lambda wish: replace(wish, following=Following(included=("нетакогослова",)))
    )
    tapped = await anna.tap(shown, "Показать сегодняшний")
    assert (tapped.text, tapped.show_alert) == ("Сейчас рассказать нечего: нового нет.", True)


async def test_a_card_follows_what_it_is_of(here: Town) -> None:
    """Who has no digest gets one of this alone, and is told when; the button then does the opposite."""
    anna = await here.passer_by()
    await anna.send("авиастроение")
    card = await anna.read()
    tapped = await anna.tap(card, "Следить")
    assert tapped.show_alert
    assert tapped.text == "Теперь в вашем дайджесте: Авиастроение. Приходит каждый день в 08:00; все настройки: /digest"
    assert (await _own(here, anna)).following.sectors == ("aviastroenie",)
    card = await anna.read_edit(card)
    assert "Больше не отслеживается: Авиастроение." in (await anna.tap(card, "Не следить")).text
    assert "Следить" in buttons(await anna.read_edit(card))
    await anna.send("УАЗ")
    await anna.tap(await anna.read(), "Следить")
    assert (await _own(here, anna)).following == Following(organisations=("uaz",))
    gone = await anna.tap_data(card["message_id"], FollowEntry(organisation=True, slug="no-such", on=True).pack())
    assert gone.text == answer_of("gone")
    await here.app.store.digests.unsubscribe(anna.telegram_id)
    off = FollowEntry(organisation=True, slug="uaz", on=False)
    assert (await anna.tap_data(card["message_id"], off.pack())).text == answer_of("gone")


async def test_a_group_s_digest_is_set_by_its_administrators(here: Town) -> None:
    """Whoever Telegram says administers it, in the topic where it was asked for; nobody else, nor for another chat."""
    anna, ivan = await here.passer_by(), await here.passer_by()
    chat = await here.group(anna, ivan)
    group = anna.in_chat(chat)
    await ivan.in_chat(chat).send("/digest")
    refused = await group.read()
    assert refused["text"] == said("The digest of a group or a channel is set by its administrators.")
    await group.send("/digest")
    shown = await group.read()
    assert shown["text"].startswith("Дайджест новостей: Пример группы\nСейчас выключен.")
    tapped = await ivan.in_chat(chat).tap(shown, "09:00")
    assert (tapped.text, tapped.show_alert) == (refused["text"], True)
    shown = await _through(group, shown, "09:00", "Отрасли: все", "Авиастроение", "‹ Назад", "Слова: 0")
    assert "Для канала" not in buttons(shown)
    await ivan.in_chat(chat).tap(shown, "Добавить слова")
    await group.tap(shown, "Добавить слова")
    question = await group.read()
    await group.send("станки", reply_to=question)
    assert (await group.read())["text"].startswith("Добавлено: станки")
    await ivan.in_chat(chat).send("футбол", reply_to=question)
    assert (await group.read())["text"] == refused["text"]
    wish = await here.app.store.digests.wish(chat)
    assert wish is not None
    assert (wish.following.sectors, wish.following.included) == (("aviastroenie",), ("станки",))
    for person in (anna, ivan):
        assert await here.app.store.digests.wish(person.telegram_id) is None
    other = ChangeDigest(act=DigestAct.BORDERLINE, value="1", chat=-5)
    assert (await group.tap_data(shown["message_id"], other.pack())).text == refused["text"]
    follow = FollowEntry(organisation=True, slug="uaz", on=True)
    assert (await group.tap_data(shown["message_id"], follow.pack())).text == answer_of("gone")
    tapped = await group.tap_data(shown["message_id"], OpenDigestChannels().pack())
    assert tapped.text == answer_of("gone")


async def test_an_anonymous_administrator_is_shown_the_group_s_digest(here: Town) -> None:
    """Who writes as the group itself is one of its administrators; who taps is asked for by name all the same."""
    anna, ivan = await here.passer_by(), await here.passer_by()
    chat = await here.group(anna, ivan)
    group = {"id": chat, "type": "supergroup", "title": "Пример группы"}
    sender = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    await here.bring(update(anna, "/digest", **{"from": sender, "chat": group, "sender_chat": group}))
    shown = await anna.in_chat(chat).read()
    assert shown["text"].startswith("Дайджест новостей: Пример группы")
    assert (await ivan.in_chat(chat).tap(shown, "09:00")).show_alert


async def test_only_an_answer_to_the_question_is_taken_for_one(here: Town) -> None:
    """A reply to something else, a command in reply and a reply to another person change nothing."""
    anna, shown = await _on(here)
    own = await anna.send("Как дела?")
    await anna.read()
    await anna.send("станки", reply_to=own)
    await anna.read()
    await anna.send("станки", reply_to=shown)
    await anna.read()
    await anna.tap_data(shown["message_id"], AskForDigest(asked=Asked.WORDS).pack())
    question = await anna.read()
    await anna.send("/help", reply_to=question)
    assert not (await anna.read())["text"].startswith("Добавлено")
    assert (await _own(here, anna)).following == EVERYTHING


async def test_when_telegram_does_not_say_who_administers_nobody_does(here: Town) -> None:
    """A question to Telegram that fails opens nothing."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    await here.order_fault("error", "getChatMember", status=400, description="Bad Request: CHAT_ADMIN_REQUIRED")
    await group.send("/digest")
    assert (await group.read())["text"] == said("The digest of a group or a channel is set by its administrators.")


async def test_a_group_that_does_not_work_has_no_digest(here: Town) -> None:
    """Its old buttons are refused once the bot is out of it, even to its administrators."""
    anna = await here.passer_by()
    chat = await here.group(anna)
    group = anna.in_chat(chat)
    await group.send("/digest")
    shown = await group.read()
    await here.app.store.groups.gone(chat, by="telegram", now=here.clock.now())
    tapped = await group.tap(shown, "09:00")
    assert tapped.text == said("The digest of a group or a channel is set by its administrators.")
    assert await here.app.store.digests.wish(chat) is None


async def _channels_known(here: Town) -> bool:
    return bool(await here.app.store.digests.channels())


async def test_a_channel_s_digest_is_set_from_a_private_chat(here: Town) -> None:
    """By those who administer the channel, with every choice there is; others are not even shown it."""
    anna, ivan = await here.passer_by(), await here.passer_by()
    chat = await here.group(anna, ivan, bot="left", kind="channel")
    await here.ask_api("membership", chat=chat, by=anna.telegram_id, member=True)
    await until(partial(_channels_known, here))
    shown = await _settings(ivan)
    shown = await _through(ivan, shown, "Для канала")
    assert "Нет канала" in shown["text"]
    forged = SwitchDigest(on=True, chat=chat)
    assert (await ivan.tap_data(shown["message_id"], forged.pack())).show_alert
    shown = await _through(anna, await _settings(anna), "Для канала", "Пример группы", "Включить")
    assert shown["text"].startswith("Дайджест новостей: Пример группы\nВключён: каждый день в 08:00")
    shown = await _through(anna, shown, "12:00", "Организации: 0")
    await anna.tap(shown, "Добавить организацию")
    question = await anna.read()
    assert "Для канала Пример группы" in question["text"]
    told = await _answered(anna, question, "МАЗ")
    wish = await here.app.store.digests.wish(chat)
    assert wish is not None
    assert (wish.at.hour, wish.following.organisations, wish.thread_id) == (12, ("maz",), None)
    assert await here.app.store.digests.wish(anna.telegram_id) is None
    await anna.tap_data(told["message_id"], PreviewDigest(chat=chat).pack())
    await _through(anna, told, "‹ Назад", "Выключить")
    assert await here.app.store.digests.wish(chat) is None


@pytest.mark.asyncio
async def test_the_digest_comes_at_its_hour_in_the_language_of_the_reader(filled_url: str) -> None:
    """Not a minute before the hour chosen, once, in the language chosen since, and the day after only with news."""
    async with town(filled_url, feeds=lambda: (sample_feed(),)) as here:
        anna = await here.newcomer(SUBSCRIBER)
        shown = await _settings(anna)
        await anna.tap(shown, "09:00")
        await anna.read_edit(shown)
        await anna.send("/settings")
        await anna.tap(await anna.read(), "English")
        await anna.read()
        nine = datetime(2026, 11, 25, 9, tzinfo=ZONE).astimezone(UTC)
        await here.pass_time(nine - here.clock.now() - timedelta(minutes=1))
        await nothing_said(anna)
        await here.pass_time(timedelta(minutes=1))
        digest = await anna.read()
        assert digest["text"].startswith("News digest")
        assert (await anna.tap(digest, "Why did I get this?")).show_alert
        await here.pass_time(timedelta(days=1))
        await nothing_said(anna)
