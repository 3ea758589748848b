"""What readers asked for, as it comes: by sectors and words, at once, in pages, corrected, to groups and channels."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.plan.example import example_plan
from storage.calendar_records import Country, DayChange
from storage.digest_records import DigestWish, Following, Rhythm
from storage.groups import GroupPurpose
from storage.news_records import Judgement, Outcome
from storage.outbox_records import Quiet
from storage.records import Article, NewCommitment, NewPlan, NewStory
from storage.register_records import Correction, EntryKind, Source
from tests.person import Message, Person, buttons
from tests.town import COORDINATOR, OFFICIAL, SUBSCRIBER, Town, nothing_said, town

TO_NINE = timedelta(hours=17, minutes=30)  # from the town's afternoon to nine next morning in Ulyanovsk
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SIGNED = "Подписан контракт на 40\u00a0млн рублей"


def _article(here: Town, number: int, title: str, sector: str = "aviastroenie", outlet: str = "Пример") -> Article:
    url = f"https://news.example/{number}"
    return Article(url[8:], url, outlet, title, f"Лид {number}", here.clock.now(), (sector,), ())


async def _publish(
    here: Town, number: int, title: str, sector: str = "aviastroenie", outcome: Outcome = Outcome.IN
) -> None:
    one = _article(here, number, title, sector)
    judged = Judgement(one.identity, one.url, title, outcome, 60)
    await here.app.store.news.save([NewStory((one,), title, one.lead)], here.clock.now(), [judged])


async def _wish(here: Town, person: Person, change: Callable[[DigestWish], DigestWish] | None = None) -> None:
    """Turn someone's digest on at nine, covering from now on, and let it be what is wanted."""
    await person.send("/digest")
    shown = await person.read()
    await person.tap(shown, "09:00")
    await person.read_edit(shown)
    store = here.app.store.digests
    wish = await store.wish(person.chat)
    assert wish is not None
    await store.unsubscribe(person.chat)
    await store.subscribe(
        chat_id=wish.chat_id, at=wish.at, zone=wish.zone, language=wish.language, next_at=wish.next_at,
        covered_until=here.clock.now(), thread_id=wish.thread_id,
    )  # fmt: skip
    if change is not None:
        await store.change(person.chat, change)


def _follows(following: Following) -> Callable[[DigestWish], DigestWish]:
    return partial(replace, following=following)


async def _rhythm(here: Town, person: Person, rhythm: Rhythm) -> None:
    await _wish(here, person, lambda wish: replace(wish, rhythm=rhythm))


async def test_each_reader_gets_what_they_asked_for(filled_url: str) -> None:
    """By sector, by word, without a word, with what is borderline; who wants what did not come gets nothing."""
    wishes = {
        SUBSCRIBER: Following(sectors=("torgovlya",)),
        OFFICIAL: Following(included=("подшипник",)),
        COORDINATOR: Following(excluded=("футбол",), borderline=True),
    }
    async with town(filled_url) as here:
        people = {number: await here.newcomer(number) for number in (*wishes, 1003)}
        for number, following in wishes.items():
            await _wish(here, people[number], _follows(following))
        await _wish(here, people[1003], _follows(Following(organisations=("uaz",))))
        await here.clock.move(MINUTE)
        await _publish(here, 1, "Торговля растёт", "torgovlya")
        await _publish(here, 2, "О подшипниках для станков")
        await _publish(here, 3, "Матч по футболу прошёл")
        await _publish(here, 4, "Союзное государство", outcome=Outcome.BORDERLINE)
        await here.pass_time(TO_NINE)
        told = {number: (await people[number].read())["text"] for number in wishes}
        await nothing_said(people[1003])
    titles = ("Торговля растёт", "О подшипниках", "Матч", "Союзное государство")
    expected = {SUBSCRIBER: [0], OFFICIAL: [1], COORDINATOR: [0, 1, 3]}
    found = {number: [at for at, title in enumerate(titles) if title in text] for number, text in told.items()}
    assert found == expected
    assert "На грани темы" in told[COORDINATOR]


async def test_deadlines_are_told_to_those_who_may_see_them(filled_url: str) -> None:
    """Two who want the same of the news get different digests when only one of them reads the plan."""
    async with town(filled_url) as here:
        anna, ivan = await here.newcomer(SUBSCRIBER), await here.appointed(OFFICIAL)
        day = (here.clock.now() + 3 * DAY).date()
        row = NewCommitment("7", "Пример: сдать отчёт", "I", "к сроку", (day,), (), ("aviastroenie",))
        plan = NewPlan(
            "primer",
            "Пример",
            day.replace(month=1, day=1),
            day.replace(month=12, day=31),
            example=False,
            commitments=(row,),
        )
        await here.app.store.plan.add_plan(plan, here.clock.now())
        for person in (anna, ivan):
            await _wish(here, person, _follows(Following(sectors=("aviastroenie",))))
        await here.clock.move(MINUTE)
        await _publish(here, 1, "Пример новости")
        await here.pass_time(TO_NINE)
        assert "Сроки" not in (await anna.read())["text"]
        told = [message["text"] for message in await ivan.messages() if "Дайджест" in message.get("text", "")]
    assert "Сроки ближайшей недели\n• 27\u00a0ноября — Пункт 7. Пример: сдать отчёт" in told[-1]


async def test_what_changed_in_the_register_is_told(filled_url: str) -> None:
    """A correction alone makes a digest, for those who follow its sector; the day after there is nothing new."""
    async with town(filled_url) as here:
        anna, ivan = await here.newcomer(SUBSCRIBER), await here.newcomer(OFFICIAL)
        await _wish(here, anna, _follows(Following(organisations=("uaz",))))
        await _wish(here, ivan, _follows(Following(organisations=("maz",))))
        await here.clock.move(MINUTE)
        source = Source("https://news.example/source", "2026-11-24", "Пример")
        correction = Correction(EntryKind.ORGANISATION, "uaz", "note", "Пример исправления", source, None)
        await here.app.store.register.correct(correction, here.clock.now())
        await here.pass_time(TO_NINE)
        assert "Изменилось в справочнике\n• исправлено: УАЗ" in (await anna.read())["text"]
        await nothing_said(ivan)
        await here.pass_time(DAY)
        await nothing_said(anna)


async def test_what_matters_most_comes_at_once_and_is_not_told_again(filled_url: str) -> None:
    """A signed document with a figure comes when it is there, the rest next morning; other readers get both then."""
    async with town(filled_url) as here:
        anna, ivan = await here.newcomer(SUBSCRIBER), await here.newcomer(OFFICIAL)
        await _rhythm(here, anna, Rhythm.AT_ONCE)
        await _rhythm(here, ivan, Rhythm.DAILY)
        await here.pass_time(MINUTE)
        await _publish(here, 1, SIGNED)
        await _publish(here, 2, "Обычная новость")
        await here.pass_time(MINUTE)
        told = await anna.read()
        assert told["text"].startswith("Важная новость\n")
        assert SIGNED in told["text"]
        assert "Обычная" not in told["text"]
        await here.pass_time(MINUTE)
        await nothing_said(anna)
        await here.pass_time(TO_NINE)
        digest, other = await anna.read(), await ivan.read()
        assert ("Обычная" in digest["text"], SIGNED in digest["text"]) == (True, False)
        assert ("Обычная" in other["text"], SIGNED in other["text"]) == (True, True)
        await here.pass_time(DAY)
        await nothing_said(anna)


async def test_a_story_that_others_join_matters_then(filled_url: str) -> None:
    """One outlet is not enough; with the third it comes at once. Unless it was told by a digest before."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _rhythm(here, anna, Rhythm.AT_ONCE)
        await here.pass_time(MINUTE)
        await _publish(here, 1, "Событие")
        await here.pass_time(MINUTE)
        await nothing_said(anna)
        (story,) = await here.app.store.news.latest(1)
        for number, outlet in ((2, "БЕЛТА"), (3, "ТАСС")):
            joined = NewStory((_article(here, number, "Событие", outlet=outlet),), "Событие", "Лид", story.id)
            await here.app.store.news.save([joined], here.clock.now())
        await here.pass_time(MINUTE)
        assert "Пример, ещё 2 источника" in (await anna.read())["text"]
        await here.pass_time(TO_NINE)
        await nothing_said(anna)


async def test_quiet_hours_hold_what_comes_at_once(filled_url: str) -> None:
    """At night it waits for the morning and comes before the digest, which has the rest."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _rhythm(here, anna, Rhythm.AT_ONCE)
        await here.app.store.people.set_quiet(SUBSCRIBER, Quiet())
        await here.pass_time(timedelta(hours=10))  # half past one at night
        await _publish(here, 1, SIGNED)
        await here.pass_time(MINUTE)
        await nothing_said(anna)
        await here.pass_time(timedelta(hours=7))
        assert SIGNED in (await anna.read())["text"]
        await here.pass_time(DAY)
        await nothing_said(anna)


async def test_who_turns_it_off_is_told_nothing_at_once(filled_url: str) -> None:
    """What waited for the end of quiet hours is not sent to who wants no digest any more."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _rhythm(here, anna, Rhythm.AT_ONCE)
        await here.pass_time(timedelta(hours=10))
        await _publish(here, 1, SIGNED)
        await here.pass_time(MINUTE)
        await here.app.store.digests.unsubscribe(SUBSCRIBER)
        await here.pass_time(timedelta(hours=7))
        await nothing_said(anna)


async def test_after_a_pause_one_message_tells_what_would_have_come_at_once_too(filled_url: str) -> None:
    """Who was away is told nothing meanwhile, and everything once by the welcome."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _rhythm(here, anna, Rhythm.AT_ONCE)
        await here.pass_time(MINUTE)
        await here.app.store.people.pause_chat(SUBSCRIBER, "blocked", here.clock.now())
        await _publish(here, 1, SIGNED)
        await here.pass_time(2 * DAY)
        await here.app.store.people.resume_chat(SUBSCRIBER)
        await here.pass_time(MINUTE)
        assert (await anna.read())["text"].count(SIGNED) == 1
        await here.pass_time(DAY)
        await nothing_said(anna)


async def _long_digest(here: Town, anna: Person, count: int = 60) -> Message:
    await _wish(here, anna)
    await here.clock.move(MINUTE)
    for number in range(count):
        await _publish(here, number, f"Пример новости {number:03}: договорились о встрече и обсудили кооперацию")
    await here.pass_time(TO_NINE)
    return await anna.read()


def _more(message: Message) -> str:
    return next(label for label in buttons(message) if label.startswith("ещё "))


async def test_the_rest_of_a_digest_opens_in_its_place_after_a_restart(filled_url: str) -> None:
    """«ещё N» leads from page to page and back, each story once, also with the bot begun anew meanwhile."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        digest = await _long_digest(here, anna)
        first, told = digest["text"], [digest["text"].count("•")]
        assert _more(digest) == f"ещё {60 - told[0]} ›"
        async with here.restarted():
            while any(label.startswith("ещё ") for label in buttons(digest)):
                await anna.tap(digest, _more(digest))
                digest = await anna.read_edit(digest)
                told.append(digest["text"].count("•"))
            assert sum(told) == 60
            for _ in told[1:]:
                await anna.tap(digest, "‹ Назад")
                digest = await anna.read_edit(digest)
            assert digest["text"] == first
            await here.app.store.editions.prune(here.clock.now() + DAY)
            assert (await anna.tap(digest, _more(digest))).text.startswith("Этого здесь больше нет")


async def test_pages_from_a_welcome_come_below_it(filled_url: str) -> None:
    """A digest told within another message does not take the place of all that it says besides."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _wish(here, anna)
        await here.app.store.people.pause_chat(SUBSCRIBER, "blocked", here.clock.now())
        await here.clock.move(MINUTE)
        for number in range(40):
            await _publish(here, number, f"Пример новости {number:03}: обсудили кооперацию")
        await here.app.store.people.resume_chat(SUBSCRIBER)
        await here.pass_time(MINUTE)
        welcome = await anna.read()
        assert welcome["text"].startswith("С возвращением")
        await anna.tap(welcome, _more(welcome))
        assert (await anna.read())["text"].startswith("Дайджест новостей\n")


async def test_a_sent_digest_is_corrected_within_a_day(filled_url: str) -> None:
    """A title or a figure that the outlet has rewritten is corrected in what was sent, once, and marked so."""
    async with town(filled_url) as here:
        anna, ivan = await here.newcomer(SUBSCRIBER), await here.newcomer(OFFICIAL)
        for person in (anna, ivan):
            await _wish(here, person)
        await here.clock.move(MINUTE)
        await _publish(here, 1, "Экспорт вырос на 12 %")
        await _publish(here, 2, "Вторая новость")
        await here.pass_time(TO_NINE)
        sent = [await anna.read(), await ivan.read()]
        corrected = replace(_article(here, 1, "Экспорт вырос на 14 %"), lead="Лид 1")
        await here.app.store.news.correct([corrected])
        await here.pass_time(MINUTE)
        for person, before in zip((anna, ivan), sent, strict=True):
            after = await person.read_edit(before)
            assert "Экспорт вырос на 14\u00a0%\nЛид 1\nПример, 24\u00a0ноября 2026 · уточнено" in after["text"]
            assert after["text"].count("уточнено") == 1
        edits = len(await here.calls("editMessageText"))
        await here.app.store.news.correct([replace(corrected, lead="Лид 1, другие слова")])
        await here.pass_time(MINUTE)
        assert len(await here.calls("editMessageText")) == edits
        await here.app.store.news.correct([replace(_article(here, 2, "Вторая новость: 5 машин"), lead="Лид 2")])
        await here.pass_time(MINUTE)
        assert (await anna.read_edit(sent[0]))["text"].count("уточнено") == 2
        await here.pass_time(DAY)
        await here.app.store.news.correct([replace(corrected, title="Экспорт вырос на 15 %")])
        edits = len(await here.calls("editMessageText"))
        await here.pass_time(MINUTE)
        assert len(await here.calls("editMessageText")) == edits


async def test_a_digest_that_has_not_left_says_the_corrected_words(filled_url: str) -> None:
    """What is corrected while it waits is sent as it is corrected, in one message."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _wish(here, anna)
        await here.clock.move(MINUTE)
        await _publish(here, 1, "Экспорт вырос на 12 %")
        await here.clock.move(TO_NINE)
        await here.app.jobs.send_digests()
        await here.app.store.deliveries.wait_for_all(here.clock.now() + MINUTE, "пример")
        await here.app.store.news.correct([replace(_article(here, 1, "Экспорт вырос на 14 %"), lead="Лид 1")])
        await here.app.jobs.correct_digests()
        await here.pass_time(2 * MINUTE)
        await here.pass_time(MINUTE)
        messages = [one["text"] for one in await anna.messages() if "Дайджест" in one.get("text", "")]
        assert len(messages) == 2  # the settings and the digest
        assert "на 14\u00a0%" in messages[-1]


async def test_a_group_s_digest_comes_into_its_topic_without_what_needs_a_role(filled_url: str) -> None:
    """Where it was asked for, public news alone, though its administrator reads the plan; it follows a renumbering."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        await here.app.store.plan.add_plan(example_plan((await here.app.knowledge.newest()).register), here.clock.now())
        made = await here.ask_api(
            "groups", title="Пример форума", type="supergroup", bot="administrator",
            members=[ivan.telegram_id], topics=[{"id": 12, "title": "Новости"}],
        )  # fmt: skip
        group = await here.app.store.groups.added(made["id"], by=None, now=here.clock.now())
        await here.app.store.groups.decide(group.id, GroupPurpose(), by=None, now=here.clock.now())
        topic = ivan.in_chat(made["id"], 12)
        await _wish(here, topic)
        await here.clock.move(MINUTE)
        await _publish(here, 1, "Пример новости")
        await here.pass_time(TO_NINE)
        digest = await topic.read()
        assert digest["message_thread_id"] == 12
        assert "Пример новости" in digest["text"]
        assert "Сроки" not in digest["text"]
        assert buttons(digest) == ["Почему это пришло?"]
        await here.app.store.people.move_chat(made["id"], -100777)
        wish = await here.app.store.digests.wish(-100777)
        assert wish is not None
        assert wish.thread_id == 12


async def test_on_working_days_weekends_are_told_on_monday(filled_url: str) -> None:
    """Nothing on Saturday and Sunday; on Monday one digest has it all. A day off decreed meanwhile is left out, too."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await _wish(here, anna)
        await anna.send("/digest")
        shown = await anna.read()
        for label in ("Как часто", "по рабочим дням"):
            await anna.tap(shown, label)
            shown = await anna.read_edit(shown)
        await here.pass_time(TO_NINE + 2 * DAY)  # Friday, nine
        await here.clock.move(MINUTE)
        await _publish(here, 1, "Новость субботы")
        for _ in range(2):
            await here.pass_time(DAY)
            await nothing_said(anna)
        await here.pass_time(DAY)
        assert "Новость субботы" in (await anna.read())["text"]
        await here.clock.move(MINUTE)
        await _publish(here, 2, "Новость вторника")
        tuesday = (here.clock.now() + DAY).date()
        off = DayChange(Country.RUSSIA, tuesday, works=False, reason="пример")
        await here.app.store.calendar_days.put([off], by=None, now=here.clock.now())
        await here.pass_time(DAY)
        await nothing_said(anna)
        await here.pass_time(DAY)
        assert "Новость вторника" in (await anna.read())["text"]


@pytest.mark.parametrize("suspended", [False, True])
async def test_a_wish_set_aside_comes_back_whole(filled_url: str, suspended: bool) -> None:  # noqa: FBT001
    """Another language, another clock and a suspension leave alone what is followed, how often and where."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        following = Following(("aviastroenie",), ("uaz",), ("станок",), ("футбол",), borderline=True)
        await _wish(here, ivan, lambda wish: replace(wish, following=following, rhythm=Rhythm.WEEKLY, day=4))
        user = await here.app.store.people.known(ivan.telegram_id)
        assert user is not None
        if suspended:
            await here.app.store.parting.suspend(user.id, by=user.id, now=here.clock.now())
            assert await here.app.store.digests.wish(ivan.telegram_id) is None
            await here.app.store.parting.resume(user.id, by=user.id, now=here.clock.now())
        else:
            await ivan.send("/settings")
            shown = await ivan.read()
            await ivan.tap(shown, "Минск, UTC+3")
            shown = await ivan.read_edit(shown)
            await ivan.tap(shown, "English")
            await ivan.read_edit(shown)
        wish = await here.app.store.digests.wish(ivan.telegram_id)
        assert wish is not None
        assert (wish.following, wish.rhythm, wish.day) == (following, Rhythm.WEEKLY, 4)
        if not suspended:
            assert (wish.language, wish.zone, wish.next_at.weekday()) == ("en", "Europe/Minsk", 4)
