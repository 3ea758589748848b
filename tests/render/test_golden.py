"""The look of the product, word for word.

After a wanted change: ``WRITE_GOLDEN=1 pytest tests/render/test_golden.py``, then read the difference as people will.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.answers import Answer, AnswerKind, Item
from bot.people import AssignFault
from bot.render.answers import answer_screen
from bot.render.cards import card
from bot.render.catalogue import Catalogues, Translator
from bot.render.commitment_card import commitment_card
from bot.render.delivery_card import delivery_card
from bot.render.digest import Contents, digest_page
from bot.render.joining import invitation_made, invited, picker, request_screen
from bot.render.ledger import LedgerView, ledger_screen
from bot.render.ledger_buttons import Part
from bot.render.lists import contents_screen, entry_list, sectors_screen
from bot.render.message import Message
from bot.render.news import story_card
from bot.render.news_buttons import NewsChoice
from bot.render.news_list import latest_news
from bot.render.people import leave_screen, people_screen, person_screen
from bot.render.people_buttons import Deed, Offer, Purpose, RoleCode, SideCode
from bot.render.plan import owed_screen
from bot.render.privacy import forget_screen, privacy_screen
from bot.render.reminders import reminder_message
from bot.render.screens import assign_usage, assigned, greeting, help_screen, settings_screen
from bot.render.sources_desk import Watch, source_screen, sources_screen, tried_screen
from bot.render.sources_told import source_back, source_failing, source_gone
from bot.render.subscription import Settings, digest_screen
from bot.source_trial import SourceTrial
from storage.joining_records import Invitation, JoinRequest
from storage.ledger import Addressee, Failure, HeldFor
from storage.news_records import Outcome
from storage.outbox_records import Quiet
from storage.records import Delivery, DeliveryKind, DeliveryState, DigestWish, Grant, Priority, Role, User
from storage.register_records import EntryKind, Register, Side
from storage.source_records import NewsSource, SourceState
from tests.render.notation import shown
from tests.render.samples import TODAY, ULYANOVSK, commitment, due_on, edition_for, starter, story

GOLDEN = Path(__file__).parent / "golden"
CARDS = [
    "ru sector aviastroenie",
    "ru sector torgovlya",
    "ru sector kultura",
    "ru agreement soglashenie-2005",
    "ru agreement plan-2025-2026",
    "ru agreement aviastar-mzga407",
    "ru organisation mzga-407",
    "ru organisation pravitelstvo-uo",
    "ru project il-76",
    "ru project belorusskiy-park",
    "ru event rabochaya-gruppa-2025-10",
    "ru indicator rost-2025-h1-tass",
    "ru indicator tovarooborot-2015",
    "ru person kuharev",
    "ru person russkih",
    "ru statement tovarooborot-100-mln",
    "ru document programma-aviastroenie",
    "ru discrepancy zavod-407",
    "ru discrepancy forum-ufa-2023",
    "be sector aviastroenie",
    "be agreement vitebsk-2025",
    "be indicator rost-2025-h1-tass",
    "be statement lokalizatsiya-polesie",
    "en sector stankostroenie",
    "en organisation integral",
    "en event innoprom-belarus-2025",
]
PERSON = User(1, 123456789, "Пример Примерович", None, "ru", None)
WISH = DigestWish(
    5, time(9), "Europe/Minsk", "ru", datetime(2026, 11, 25, 6, tzinfo=UTC), datetime(2026, 11, 24, 6, tzinfo=UTC), 1
)
DUES = [
    commitment(1, TODAY - timedelta(days=2)),
    commitment(2, TODAY),
    commitment(3, TODAY + timedelta(days=3), first_due=TODAY - timedelta(days=30)),
    commitment(4, TODAY + timedelta(days=1)),
    commitment(5, TODAY + timedelta(days=3)),
]
OFFICIAL = Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)
APPOINTED = replace(PERSON, grants=(OFFICIAL, Grant(Role.OFFICIAL, "gone", Side.BELARUS)))
UNTIL = datetime(2026, 12, 2, 6, tzinfo=UTC)
INVITATION = Invitation(1, OFFICIAL, 2, UNTIL - timedelta(days=7), UNTIL)
REQUEST = JoinRequest(1, 1, Grant(Role.COORDINATOR), UNTIL)
PAGE_OF_BODIES = Offer(purpose=Purpose.JOIN, role=RoleCode.OFFICIAL, side=SideCode.BELARUS, page=1)
LINK = "https://t.me/example_bot?start=inv_EXAMPLE"
STORIES = [story(1, "torgovlya"), story(2, "aviastroenie", "torgovlya", organisations=("aviastar",)), story(3)]
MORNING = datetime(2026, 11, 25, 5, tzinfo=UTC)
NAMES = {5: Addressee(5, "Пример Примерович", active=True)}
DELIVERY = Delivery(
    17, "digest:5:2026-11-25", 5, None, DeliveryKind.DIGEST, Priority.DIGEST, {"text": "ПРИМЕР. Дайджест"},
    DeliveryState.DEAD, 2, MORNING, MORNING, "message is too long", closed_at=MORNING + timedelta(minutes=2),
    story=({"at": MORNING.isoformat(), "what": "not connected"},),
)  # fmt: skip
LEDGER = LedgerView(
    now=MORNING,
    zone=ULYANOVSK,
    today={
        (DeliveryKind.DIGEST, DeliveryState.SENT): 1200,
        (DeliveryKind.DIGEST, DeliveryState.DEAD): 2,
        (DeliveryKind.REMINDER, DeliveryState.WAITING): 12,
    },
    held={HeldFor.QUIET: 3, HeldFor.CHAT: 1, HeldFor.BROADCAST: 0},
    failures=[
        Failure(DeliveryKind.DIGEST, DeliveryState.DEAD, "message is too long", 2),
        Failure(DeliveryKind.NOTICE, DeliveryState.UNKNOWN, "outcome unknown", 1),
    ],
    paused=4,
    oldest_due=MORNING - timedelta(minutes=3),
)


def _source(number: int, title: str, **more: Any) -> NewsSource:  # noqa: ANN401 - any field
    return replace(
        NewsSource(
            number, f"https://{number}.news.example/rss", title, SourceState.ACTIVE, None,
            MORNING - timedelta(days=9), "", "", MORNING + timedelta(minutes=4), MORNING - timedelta(minutes=12),
            MORNING - timedelta(hours=3), None, 0, "", status=0, told=False, read=50, unreadable=2, taken=17, version=1,
        ),
        **more,
    )  # fmt: skip


FAILING = _source(
    2, "Второе агентство", failing_since=MORNING - timedelta(days=1), trouble="status", status=403, failures=9
)
SOURCES = [
    _source(1, "Первое агентство"),
    FAILING,
    _source(3, "Третье агентство", state=SourceState.PAUSED),
    _source(4, "", succeeded_at=None),
    _source(5, "Пятое", state=SourceState.PAUSED, failing_since=MORNING, trouble="status", status=410),
]
TRIAL = SourceTrial(
    "https://news.example/rss", "Агентство", ("Первая новость", "Вторая новость"), Counter({Outcome.IN: 3}), 1
)


def _watch(tr: Translator) -> Watch:
    return Watch(MORNING, ULYANOVSK, tr)


def _digest(register: Register, tr: Translator) -> Message:
    edition = edition_for(STORIES, MORNING - timedelta(days=7), MORNING, example=True, language=tr.language)
    return digest_page(Contents(edition, STORIES), register, tr).message(edition, tr)


def _reminder(_register: Register, tr: Translator) -> Message:
    return reminder_message([due_on(each, each.deadlines[0].due) for each in DUES], tr, TODAY)


def _nothing(register: Register, tr: Translator) -> Message:
    nearest = (Item(EntryKind.SECTOR, "avtoprom", ""), Item(EntryKind.ORGANISATION, "uaz", ""))
    return answer_screen(Answer(AnswerKind.NONE, items=nearest, offered="автопром"), register, tr)


def _some(register: Register, tr: Translator) -> Message:
    items = tuple(
        Item(EntryKind.ORGANISATION, each.slug, each.full)
        for each in register.organisations.values()
        if each.side is Side.BELARUS
    )
    found = Answer(AnswerKind.LIST, items=items, of_kind=EntryKind.ORGANISATION, side=Side.BELARUS)
    return answer_screen(found, register, tr)


SCREENS: dict[str, Callable[[Register, Translator], Message]] = {
    "greeting": lambda _, tr: greeting(tr, official=True, name="Пример"),
    "help": lambda _, tr: help_screen(tr, [("sectors", "Sectors of cooperation"), ("help", "What the bot can do")]),
    "settings": lambda _, tr: settings_screen(tr),
    "settings of a chat": lambda _, tr: settings_screen(tr, Quiet(), "Europe/Minsk"),
    "ledger": lambda _, tr: ledger_screen(LEDGER, tr),
    "ledger delivery": lambda _, tr: delivery_card(DELIVERY, NAMES, [], tr, ULYANOVSK, part=Part.FAILED),
    "digest off": lambda _, tr: digest_screen(Settings(None, starter(), tr)),
    "digest on": lambda _, tr: digest_screen(Settings(WISH, starter(), tr)),
    "sectors": sectors_screen,
    "contents": contents_screen,
    "agreements": lambda register, tr: entry_list(EntryKind.AGREEMENT, register, tr, 1),
    "events": lambda register, tr: entry_list(EntryKind.EVENT, register, tr),
    "figures": lambda register, tr: entry_list(EntryKind.INDICATOR, register, tr, sector="torgovlya"),
    "officials": lambda register, tr: entry_list(EntryKind.PERSON, register, tr),
    "nothing found": _nothing,
    "found a list": _some,
    "digest": _digest,
    "latest news": lambda register, tr: latest_news(STORIES, register, tr, ULYANOVSK, choice=NewsChoice()),
    "story": lambda register, tr: story_card(STORIES[1], register, tr, ULYANOVSK),
    "reminder": _reminder,
    "commitment": lambda register, tr: commitment_card(DUES[2], register, tr, TODAY),
    "owed": lambda register, tr: owed_screen(DUES, register, tr, TODAY),
    "assign usage": lambda _, tr: assign_usage(AssignFault.ORGANISATION, [PERSON], tr),
    "privacy": lambda _, tr: privacy_screen(tr, 1001),
    "forget": lambda _, tr: forget_screen(tr),
    "invitation": lambda register, tr: invitation_made(LINK, OFFICIAL, UNTIL, ULYANOVSK, register, tr),
    "invited": lambda register, tr: invited("A" * 22, INVITATION, ULYANOVSK, register, tr),
    "which organisation": lambda register, tr: picker(PAGE_OF_BODIES, register, tr, lambda _: True),
    "request": lambda register, tr: request_screen(REQUEST, PERSON, register, tr),
    "people": lambda register, tr: people_screen([APPOINTED, PERSON], 1, register, tr, more=True),
    "person": lambda register, tr: person_screen(APPOINTED, register, tr, suspended=True, deeds=list(Deed)),
    "leave": lambda register, tr: leave_screen(APPOINTED, register, tr),
    "sources": lambda _, tr: sources_screen(SOURCES, 0, _watch(tr)),
    "source": lambda _, tr: source_screen(SOURCES[0], "Пример", _watch(tr)),
    "source tried": lambda _, tr: tried_screen(TRIAL, tr),
    "source failing": lambda _, tr: source_failing(FAILING, ULYANOVSK, tr),
    "source gone": lambda _, tr: source_gone(SOURCES[4], tr),
    "source back": lambda _, tr: source_back(SOURCES[0], tr),
    "assigned": lambda register, tr: assigned(PERSON, Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK), register, tr),
}
IN_ALL_LANGUAGES = {
    "greeting",
    "help",
    "settings of a chat",
    "ledger",
    "settings",
    "digest on",
    "nothing found",
    "digest",
    "reminder",
    "commitment",
    "sources",
    "source failing",
    "privacy",
    "invited",
}
SCREEN_CASES = [
    f"{language} screen {name}"
    for name in SCREENS
    for language in ("ru", "be", "en")
    if language == "ru" or name in IN_ALL_LANGUAGES
]


@pytest.mark.parametrize("case", [*CARDS, *SCREEN_CASES])
def test_what_people_read_is_as_agreed(case: str, catalogues: Catalogues, register: Register) -> None:
    """Cards and screens read word for word as in their golden files, entities and buttons included."""
    language, kind, name = case.split(" ", 2)
    tr = catalogues.of(language)
    if kind == "screen":
        message = SCREENS[name](register, tr)
    else:
        entry = register.find(EntryKind(kind), name)
        assert entry is not None
        message = card(EntryKind(kind), entry, register, tr)
    _compare(GOLDEN / f"{case.replace(' ', '-')}.txt", shown(message))


def _compare(path: Path, text: str) -> None:
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_no_golden_file_is_forgotten() -> None:
    """Every golden file belongs to a case."""
    cases = {f"{case.replace(' ', '-')}.txt" for case in (*CARDS, *SCREEN_CASES)}
    assert {path.name for path in GOLDEN.iterdir()} == cases
