"""A store in which something of everything has happened."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from storage.attachments import AttachmentSort
from storage.broadcast_records import Audience, AudienceSort
from storage.calendar_records import Country, DayChange
from storage.channels import ChannelPost
from storage.control_records import Dialogue, Evidence, NewExtension, NewReport
from storage.digest_records import Edition
from storage.groups import GroupPurpose
from storage.import_records import SaidBody
from storage.news_links_records import Bond, LinkKind
from storage.news_records import Judgement, Outcome, TrustSort
from storage.records import (
    Article,
    ChatSeen,
    DeliveryKind,
    DeliveryState,
    Grant,
    NewCommitment,
    NewDelivery,
    NewPlan,
    NewStory,
    Priority,
    Responsible,
    Role,
    Sender,
)
from storage.register_records import Correction, EntryKind, Sector, Side, Source, Visibility
from storage.reminding_records import Deputyship
from storage.schema import metadata
from storage.search_records import SearchKind, SearchRow
from storage.source_records import NewSource
from storage.store import Store

NOW = datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)
NAMES = {7: "Пример «Кавычки» \\ \u202eстрока\u2028", 8: "👨‍👩‍👧‍👦", 9: ""}
SECTOR = Sector(slug="bas", ru="БАС", be="БАС", en="UAS")
WAITING, SENDING, SENT, DEAD = "waiting", "sending", "sent", "dead"


async def live_in(store: Store) -> None:
    """Let people come, facts change, and messages be on their way."""
    await _people(store)
    await _facts(store)
    await store.joining.invite([("hash", Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK))], by=2, now=NOW, until=NOW)
    await store.joining.ask(3, Grant(Role.COORDINATOR), NOW)
    await store.parting.suspend(2, by=1, now=NOW)
    await _control(store)
    await _reminding(store)
    await _news(store)
    await _desks(store)
    await _deliveries(store)
    for name, value in {"шаги": [30, 7, 1.5], "нет": None, "Z": {"b": 1, "a": {"я": False}}, "a": "текст"}.items():
        await store.settings.put(name, value, by=1, now=NOW)


async def _people(store: Store) -> None:
    for telegram_id, name in NAMES.items():
        await store.people.arrive(
            bot_id=1,
            update_id=telegram_id,
            sender=Sender(telegram_id, name, None if telegram_id == 8 else f"Name{telegram_id}", "be"),
            chat=ChatSeen(telegram_id, "private"),
            now=NOW,
        )
    await store.people.assign(1, Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK), by=None, now=NOW)
    await store.people.assign(2, Grant(Role.COORDINATOR), by=1, now=NOW)
    await store.people.pause_chat(8, "blocked", NOW)
    await store.people.ensure_administrators([99], NOW)
    await store.digests.subscribe(
        chat_id=7, at=time(8, 30), zone="Europe/Minsk", language="ru", next_at=NOW, covered_until=NOW
    )


async def _facts(store: Store) -> None:
    await store.register.bring_to([(EntryKind.SECTOR, SECTOR)], NOW)
    correction = Correction(EntryKind.SECTOR, "bas", "en", "Drones", Source("https://example.org", None, "Пример"), 1)
    await store.register.correct(correction, NOW)
    article = Article("i", "https://example.org/1", "Пример", "Пример", "", NOW, ("bas",), ())
    why = ({"ground": "union", "words": ["Союзное государство"], "points": 30, "about": ""},)
    judged = Judgement("i", article.url, "Пример", Outcome.BORDERLINE, 60, why)
    await store.news.save([NewStory((article,), "Пример", "")], NOW, [judged])
    body = Responsible("Пример организации", None), Responsible("УАЗ", Side.ULYANOVSK, "uaz")
    row = NewCommitment("1", "Пример", "Раздел", "ежегодно", (date(2026, 3, 31), date(2026, 12, 31)), body)
    await store.plan.add_plan(
        NewPlan("primer", "Пример", date(2026, 1, 1), date(2026, 12, 31), example=True, commitments=(row,)), NOW
    )
    await store.imports.say_body(SaidBody("Пример", "bas", None), by=1, now=NOW)
    await store.calendar_days.put(
        [DayChange(Country.RUSSIA, date(2027, 1, 9), works=True, reason="пример")], by=1, now=NOW
    )
    await store.calendar_days.settle(Country.BELARUS, 2027, settled=True, by=1, now=NOW)
    await store.search.put([SearchRow(SearchKind.STORY, "1", Visibility.PUBLIC, NOW, "Пример", "Пример", "пример")])


async def _control(store: Store) -> None:
    (stored,) = await store.plan.commitments_of("primer")
    first, second = stored.deadlines
    file = Evidence(await store.attachments.keep_known(AttachmentSort.DOCUMENT, "a.pdf", "id", 1), "a.pdf", 9)
    report = NewReport(first.id, 1, Side.ULYANOVSK, "Пример", (file,), date(2026, 3, 2))
    await store.control.report(report, lambda _: (), NOW)
    asked = NewExtension(second.id, 1, None, date(2027, 1, 1), "Пример")
    await store.control.ask_extension(asked, lambda _: (), NOW)
    await store.dialogues.put(Dialogue(1, "report", stored.id, first.id, 1, {"text": "Пример"}, NOW))
    await store.views.numbers([{}, {"plan": "primer"}])
    await store.calendars.make(1, "hash", NOW)


async def _reminding(store: Store) -> None:
    await store.reminding.set_hour(1, 10, NOW)
    await store.reminding.set_steps(1, (30, 7, 0))
    await store.reminding.snooze(1, 1, date(2026, 3, 4))
    await store.reminding.name_deputy(Deputyship(1, 2, date(2026, 3, 2), date(2026, 3, 9)), by=1, now=NOW)


async def _news(store: Store) -> None:
    await store.news_desk.decide(1, ours=True, by=1, now=NOW)
    await store.news_desk.trust(TrustSort.WORD, "Союзное государство", trusted=True, by=1, now=NOW)
    sent = Article("sent", "https://example.org/2", "Пример", "Пример", "", NOW, ("bas",), ())
    await store.news_drafts.keep(1, sent, NOW)
    bond = Bond(1, LinkKind.AGREEMENT, "primer", {"words": ["прицеп"]})
    await store.story_links.offer([bond], NOW, most=1, tick="offers", telling=lambda _: ())
    await store.sources.add([NewSource("https://example.org/rss", "Пример")], by=1, now=NOW)
    await store.channels.added(-100, by=1, now=NOW)
    await store.channels.keep_post(ChannelPost(-100, 1, None, "p", "https://t.me/primer/1", "Пример", NOW))
    edition = Edition(NOW, NOW, "Europe/Minsk", "ru", (1,), due=((1, date(2026, 3, 31)),))
    number = await store.editions.keep(edition, NOW)
    await store.editions.correct(replace(edition, id=number), {"text": "Пример исправленного"})


async def _desks(store: Store) -> None:
    source = Source("https://example.org", "2026-03-01", "Пример")
    await store.register.add(EntryKind.SECTOR, replace(SECTOR, slug="by-hand"), by=1, now=NOW)
    draft = await store.register_desk.begin(1, EntryKind.SECTOR, "bas", ["ru"], NOW)
    await store.register_desk.answer(draft, {"ru": "Пример"}, source, NOW)
    group = await store.groups.added(-200, by=1, now=NOW)
    await store.groups.decide(group.id, GroupPurpose(Side.BELARUS, ("bas",), "Раздел"), by=1, now=NOW)
    broadcast = await store.broadcasts.draft(1, NOW)
    await store.broadcasts.write(broadcast, {"text": "Пример рассылки"})
    await store.broadcasts.address(broadcast, Audience(AudienceSort.SIDES, (Side.BELARUS.value,)))


async def _deliveries(store: Store) -> None:
    """Leave one delivery in each of these states, its key the state's name."""
    table = metadata.tables["deliveries"]
    closed = {"closed_at": NOW, "message_id": 5}
    for chat, state in enumerate((SENT, DEAD, SENDING, WAITING), 7):
        body: dict[str, Any] = {"text": f"Пример {state}", "entities": [], "keyboard": None}
        new = NewDelivery(state, chat, DeliveryKind.NOTICE, Priority.URGENT, body, NOW)
        await store.deliveries.add([new], NOW, tick=("reminders", NOW))
        values = {"state": state, **(closed if state in {SENT, DEAD} else {})}
        async with store.moving._database.writing() as connection:  # noqa: SLF001 - states as a life would leave them
            await connection.execute(table.update().where(table.c.key == state).values(values))


async def deliveries_of(store: Store) -> list[dict[str, Any]]:
    """Return the rows of the outbox as they stand, the oldest first."""
    table = metadata.tables["deliveries"]
    async with store.moving._database.reading() as connection:  # noqa: SLF001 - the rows, past every method
        return [dict(row) for row in (await connection.execute(table.select().order_by(table.c.id))).mappings()]


async def taken(store: Store, now: datetime) -> list[str]:
    """Take all that may be sent now; return the keys of it."""
    await store.deliveries.take(now, 100)
    return [row["key"] for row in await deliveries_of(store) if row["state"] == DeliveryState.SENDING]
