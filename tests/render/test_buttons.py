"""Buttons: what they carry, how they stand."""

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.render.buttons import (
    Cause,
    ChooseLanguage,
    DigestAction,
    DigestChoice,
    KindCode,
    Language,
    OpenCard,
    OpenCommitment,
    OpenList,
    OpenNews,
    OpenOwed,
    OpenSectorNews,
    OpenStory,
    WhyThis,
    button,
    columns,
    keyboard,
)
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
    TurnDigest,
)
from bot.render.ledger_buttons import OpenChat, OpenDelivery, OpenLedger, OpenPart, OpenPaused, Part
from bot.render.quiet import ChooseEscalations, ChooseQuiet, ChooseZone, QuietHours, Zone
from bot.render.reminder_buttons import ChooseEscalation, ChooseReminderHour, ChooseSteps, EndDeputyship, OpenDue
from storage.register_records import EntryKind
from storage.reminding_records import StepSet

LONGEST_SLUG = "x" * 48
LONGEST: list[CallbackData] = [
    OpenCard(kind=KindCode.SECTOR, slug=LONGEST_SLUG),
    OpenList(kind=KindCode.SECTOR, page=999, sector=LONGEST_SLUG),
    OpenStory(story_id=2**63 - 1),
    OpenNews(),
    OpenSectorNews(sector=LONGEST_SLUG),
    OpenCommitment(commitment_id=2**63 - 1),
    OpenOwed(page=999),
    ChooseLanguage(language=Language.BE),
    DigestChoice(action=DigestAction.HOUR, hour=23),
    WhyThis(cause=Cause.REMINDER),
    ChooseQuiet(hours=QuietHours.NONE),
    ChooseEscalations(wait=True),
    ChooseZone(zone=Zone.MINSK),
    OpenLedger(),
    OpenPart(part=Part.UNKNOWN, page=999),
    OpenPaused(page=999),
    OpenChat(chat_id=-(2**63) + 1),
    OpenDelivery(delivery_id=2**63 - 1, part=Part.FAILED, page=999),
    OpenDigest(part=DigestPart.SECTORS, page=999, chat=-(2**52)),
    ChangeDigest(act=DigestAct.SECTOR, value="x" * 40, chat=-(2**52)),
    SwitchDigest(on=True, chat=-(2**52)),
    AskForDigest(asked=Asked.ORGANISATION, chat=-(2**52)),
    PreviewDigest(chat=-(2**52)),
    OpenDigestChannels(),
    FollowEntry(organisation=True, slug=LONGEST_SLUG, on=False),
    TurnDigest(edition_id=2**63 - 1, page=999),
]


@pytest.mark.parametrize("value", LONGEST, ids=lambda each: type(each).__name__)
def test_the_longest_value_fits_and_comes_back(value: CallbackData) -> None:
    """The longest a button can carry is at most 64 bytes and unpacks to what it was."""
    assert len(value.pack().encode()) <= 64
    assert type(value).unpack(value.pack()) == value


def test_prefixes_and_codes_are_never_changed() -> None:
    """A button in a chat lives for ever: these strings must open the same things in every version to come."""
    assert [value.pack() for value in LONGEST] == [
        f"c:s:{LONGEST_SLUG}",
        f"l:s:999:{LONGEST_SLUG}",
        "n:9223372036854775807",
        "ns",
        f"sn:{LONGEST_SLUG}",
        "m:9223372036854775807",
        "w:999",
        "lang:be",
        "d:hour:23",
        "why:reminder",
        "q:n",
        "qe:1",
        "z:m",
        "dlo",
        "dp:u:999",
        "dc:999",
        "dt:-9223372036854775807",
        "dv:9223372036854775807:f:999",
        "dg:s:999:-4503599627370496",
        f"dgc:s:{'x' * 40}:-4503599627370496",
        "dgs:1:-4503599627370496",
        "dgq:o:-4503599627370496",
        "dgv:-4503599627370496",
        "dgl",
        f"fw:1:{LONGEST_SLUG}:0",
        "dgt:9223372036854775807:999",
    ]
    assert "".join(KindCode) == "saopeihtdx"


def test_every_kind_has_a_letter_and_back() -> None:
    """Kinds and letters answer each other one to one."""
    assert [KindCode.of(kind).kind for kind in EntryKind] == list(EntryKind)


def test_a_list_of_no_sector_comes_back_so() -> None:
    """An empty place unpacks to no sector."""
    assert OpenList.unpack("l:a:2:") == OpenList(kind=KindCode.AGREEMENT, page=2)


@pytest.mark.parametrize(
    ("kind", "forged"),
    [
        (OpenCard, "c:z:uaz"),
        (OpenCard, "c:o:UAZ; DROP"),
        (OpenCard, f"c:o:{'x' * 49}"),
        (OpenCard, "c:o:"),
        (OpenCard, "c:o"),
        (OpenList, "l:a:-1:"),
        (OpenList, "l:a:1000:"),
        (OpenList, "l:a:x:"),
        (OpenStory, "n:0"),
        (OpenStory, f"n:{2**63}"),
        (OpenCommitment, "m:9e9e9"),
        (OpenOwed, "w:x"),
        (ChooseLanguage, "lang:de"),
        (DigestChoice, "d:on:24"),
        (DigestChoice, "d:format:1"),
        (WhyThis, "why:not"),
        (ChangeDigest, "dgc:s:УАЗ:"),
        (ChangeDigest, f"dgc:s:{'x' * 41}:"),
        (ChangeDigest, "dgc:q:x:"),
        (ChangeDigest, "dgc:h:9:7"),
        (OpenDigest, "dg:x:0:"),
        (TurnDigest, "dgt:0:1"),
    ],
)
def test_forged_values_do_not_unpack(kind: type[CallbackData], forged: str) -> None:
    """What is out of bounds is refused, so the update falls through to the answer for old buttons."""
    with pytest.raises((TypeError, ValueError)):
        kind.unpack(forged)


def test_short_labels_stand_in_two_columns() -> None:
    """Two neighbours share a row when both are short; a long one has a row of its own."""
    labels = ["УАЗ", "МАЗ", "Автомобилестроение и автокомпоненты", "МТЗ", "Авиастар", "558 АРЗ"]
    rows = list(columns(button(label, OpenNews()) for label in labels))
    assert [[each.text for each in row] for row in rows] == [
        ["УАЗ", "МАЗ"],
        ["Автомобилестроение и автокомпоненты"],
        ["МТЗ", "Авиастар"],
        ["558 АРЗ"],
    ]


@pytest.mark.parametrize("label", ["", "\u202e", "a" * 500, "слово " * 50])
def test_a_label_is_never_empty_and_never_long(label: str) -> None:
    """A button always has a label, of at most forty characters."""
    assert 1 <= len(button(label, OpenNews()).text) <= 40


def test_no_buttons_make_no_keyboard() -> None:
    """Empty rows are left out, and a keyboard without rows is none."""
    assert keyboard([], []) is None
    assert (keyboard([], [button("1", OpenNews())]) or pytest.fail("no keyboard")).inline_keyboard[0][0].text == "1"


@pytest.mark.parametrize(
    ("once", "meant"),
    [
        ("rd:7:2", OpenDue(deadline_id=7, page=2)),
        ("rh:11", ChooseReminderHour(hour=11)),
        ("rt:last", ChooseSteps(steps=StepSet.LAST)),
        ("rt:", ChooseSteps()),
        ("pe:3:10", ChooseEscalation(coordinators=3, administrators=10)),
        ("dx", EndDeputyship()),
        ("dl", OpenLedger()),
    ],
)
def test_a_button_made_under_a_shared_prefix_means_the_same(once: str, meant: CallbackData) -> None:
    """Buttons that were sent before have the old prefix; new ones their own."""
    assert type(meant).unpack(once) == type(meant).unpack(meant.pack()) == meant
    assert meant.pack() != once


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        (OpenDue, "rd:7:c"), (OpenDue, "rdx:7:2"), (ChooseReminderHour, "rh:o:uaz"), (ChooseReminderHour, "rh:99"),
        (ChooseSteps, "rt:25"), (ChooseEscalation, "pe:3"), (EndDeputyship, "dx:1:y"), (OpenLedger, "dl:7"),
    ],
)  # fmt: skip
def test_a_button_of_whoever_shared_the_prefix_is_another_s(kind: type[CallbackData], other: str) -> None:
    """They are told apart by their fields, as they were; so is what is out of bounds."""
    with pytest.raises((ValueError, TypeError)):
        kind.unpack(other)
