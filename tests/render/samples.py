"""Records to render: the starter register, example stories and commitments, an entry that means harm."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.plan.reminders import Due
from bot.plan.working_calendar import EffectiveDay
from storage.digest_records import Edition
from storage.records import Article, Commitment, CommitmentState, Deadline, Responsible, Story
from storage.register_file import read_register
from storage.register_records import Entry, EntryKind, Register, Side, Source
from storage.starter import starter_additions, starter_register

TODAY = date(2026, 11, 24)
ULYANOVSK = ZoneInfo("Europe/Ulyanovsk")
PLACES = {
    EntryKind.SECTOR: "sectors",
    EntryKind.AGREEMENT: "agreements",
    EntryKind.ORGANISATION: "organisations",
    EntryKind.PROJECT: "projects",
    EntryKind.EVENT: "events",
    EntryKind.INDICATOR: "indicators",
    EntryKind.PERSON: "officials",
    EntryKind.STATEMENT: "statements",
    EntryKind.DOCUMENT: "documents",
    EntryKind.DISCREPANCY: "discrepancies",
}
HOSTILE = "<b>🤖</b> \u202eתוכן [x](tg://user?id=1) http://зло.example @всем /start #тег  \x00" * 150
HOSTILE_SOURCES = tuple(
    Source(url, when, HOSTILE)
    for url, when in [("javascript:alert(1)", "вчера"), ("http://", None), ("https://a b.by", "2025-99-99")] * 20
)


def assembled(entries: Iterable[tuple[EntryKind, Entry]]) -> Register:
    """Put entries together as a register."""
    places: dict[str, dict[str, Entry]] = {place: {} for place in PLACES.values()}
    for kind, entry in entries:
        places[PLACES[kind]][entry.slug] = entry
    return Register(revision=1, as_of="2026-02-26", **places)  # type: ignore[arg-type]  # the kinds match the places


@cache
def starter() -> Register:
    """Return the register that the product starts with; read once, for it is frozen."""
    return assembled(read_register(starter_register(), starter_additions()))


def article(number: int, outlet: str = "Пример издания") -> Article:
    """Return an example publication."""
    return Article(
        identity=f"example-{number}",
        url=f"https://news.example/{number}",
        outlet=outlet,
        title=f"Пример: сообщение номер {number}",
        lead="Пример первой строки: стороны обсудили кооперацию предприятий и договорились о встрече.",
        published_at=datetime(2026, 11, 25, 6, tzinfo=UTC) + timedelta(minutes=number),
    )


def story(number: int, *sectors: str, organisations: tuple[str, ...] = ()) -> Story:
    """Return an example story of one publication."""
    one = article(number)
    return Story(
        id=number,
        title=one.title,
        lead=one.lead,
        published_at=one.published_at,
        added_at=one.published_at,
        sectors=sectors,
        organisations=organisations,
        articles=(one,),
    )


def edition_for(stories: Iterable[Story], first: datetime, last: datetime, **more: object) -> Edition:
    """Return an edition of these stories, in their order."""
    about: dict[str, Any] = {"zone": ULYANOVSK.key, "language": "ru", "id": 17, **more}
    return Edition(first=first, last=last, stories=tuple(one.id for one in stories), **about)


def commitment(
    number: int, due: date | None, state: CommitmentState = CommitmentState.OPEN, *, first_due: date | None = None
) -> Commitment:
    """Return an example commitment with one deadline, or with none."""
    return Commitment(
        id=number,
        plan_slug="primer",
        plan_title="Пример плана мероприятий",
        example=True,
        number=str(number),
        text=f"Пример: подготовить предложения по кооперации предприятий двух сторон, часть {number}",
        section="I. Промышленность",
        deadline_text="IV квартал 2026 года",
        state=state,
        version=1,
        deadlines=(Deadline(number, due, first_due or due),) if due else (),
        responsible=(
            Responsible("Пример организации", Side.ULYANOVSK, "uaz"),
            Responsible("Пример исполкома", Side.BELARUS, "mingorispolkom"),
            Responsible("Пример без стороны", None),
        ),
        sectors=("avtoprom",),
    )


def due_on(owed: Commitment, due: date, today: date = TODAY) -> Due:
    """A deadline of a commitment on a working day, as it is told."""
    deadline = next(one for one in owed.deadlines if one.due == due)
    return Due(owed, deadline, EffectiveDay(due, due), due, (due - today).days)
