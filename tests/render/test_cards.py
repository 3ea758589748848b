"""Cards: every entry of the register in every language, and entries that mean harm."""

from dataclasses import replace

import pytest

from bot.render.buttons import KindCode
from bot.render.cards import card
from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.message import Message
from storage.register_records import (
    Agreement,
    AnyEntry,
    Discrepancy,
    Document,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Party,
    Project,
    Register,
    Sector,
    Side,
    Source,
    Statement,
)
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, HOSTILE_SOURCES, assembled, starter

SLUG = "x" * 40
REFERENCES = tuple(f"{SLUG[:-2]}{number}" for number in range(10, 40))
LINES_BEFORE_FOLD = 15  # empty ones included
AS_OF = {"ru": "По состоянию на ", "be": "Па стане на ", "en": "As of "}
SOURCE = {"ru": "Источник", "be": "Крыніц", "en": "Source"}
RUSSIAN_FACTS = {"ru": "русском языке", "be": "на рускай мове", "en": "in Russian"}


def _every() -> list[tuple[EntryKind, AnyEntry]]:
    return list(starter().entries())


def _lines(message: Message) -> list[str]:
    return message.plain().split("\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "entry"), _every(), ids=lambda each: getattr(each, "slug", None))
def test_every_card_is_fit_to_be_read(
    kind: EntryKind, entry: AnyEntry, language: str, register: Register, catalogues: Catalogues
) -> None:
    """Every card has a title, sources and its date last, and nothing that Telegram or a reader objects to."""
    message = card(kind, entry, register, catalogues.of(language))
    assert flaws(message) == []
    assert _lines(message)[-2].startswith(SOURCE[language])
    assert _lines(message)[-1].startswith(AS_OF[language])
    assert message.as_call()["entities"][0].type == "bold"
    assert message.as_call()["entities"][0].offset == 0


@pytest.mark.parametrize(("kind", "entry"), _every(), ids=lambda each: getattr(each, "slug", None))
def test_a_card_says_the_answer_before_the_fold(
    kind: EntryKind, entry: AnyEntry, register: Register, tr: Translator
) -> None:
    """At most a dozen lines of words stand before the fold."""
    call = card(kind, entry, register, tr).as_call()
    units = call["text"].encode("utf-16-le")
    folds = [entity.offset for entity in call["entities"] if entity.type == "expandable_blockquote"]
    seen = units[: folds[0] * 2].decode("utf-16-le") if folds else call["text"].rsplit("\n\n", 1)[0]
    assert len([line for line in seen.split("\n") if line.strip()]) <= 12
    assert len(seen.rstrip().split("\n")) <= LINES_BEFORE_FOLD


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_of_other_languages_say_that_facts_are_russian(
    language: str, register: Register, catalogues: Catalogues
) -> None:
    """One line tells in which language the facts are, where it is not that of the interface."""
    message = card(EntryKind.SECTOR, register.sectors["aviastroenie"], register, catalogues.of(language))
    assert (RUSSIAN_FACTS[language] in message.plain()) is (language != "ru")


def test_buttons_of_cards_lead_to_entries_that_are_there(register: Register, tr: Translator) -> None:
    """Every related card that a card offers is in the register, and at most eight are offered."""
    for kind, entry in register.entries():
        keyboard = card(kind, entry, register, tr).as_call()["reply_markup"]
        datas = [each.callback_data for row in keyboard.inline_keyboard[:-1] for each in row]
        related = [one.split(":") for one in datas if one.startswith("c:")]
        assert len(related) <= 8
        assert all(register.find(KindCode(code).kind, slug) for _, code, slug in related)
        assert keyboard.inline_keyboard[-2][0].callback_data.startswith("l:")


def test_the_way_back_leads_to_the_page_of_the_entry(register: Register, tr: Translator) -> None:
    """From the ninth agreement one comes back to the second page of agreements."""
    entry = list(register.agreements.values())[8]
    keyboard = card(EntryKind.AGREEMENT, entry, register, tr).as_call()["reply_markup"]
    assert keyboard.inline_keyboard[-2][0].callback_data == "l:a:1:"


def _hostile_entries() -> list[tuple[EntryKind, AnyEntry]]:
    whole = {"slug": SLUG, "sources": HOSTILE_SOURCES, "note": HOSTILE}
    many = tuple(HOSTILE for _ in range(30))
    parties = tuple(Party(HOSTILE, slug) for slug in (None, SLUG, *REFERENCES))
    links = {"sectors": (SLUG, *REFERENCES, "withdrawn"), "aliases": many}
    organisations = (SLUG, *REFERENCES, "withdrawn")
    concerns = (f"sector:{SLUG}", "sector:withdrawn", "nothing", "odd:kind", f"indicator:{SLUG}")
    return [
        (EntryKind.SECTOR, Sector(ru=HOSTILE, be="", en=HOSTILE, **whole)),  # type: ignore[arg-type]  # by name
        (EntryKind.AGREEMENT, Agreement(title=HOSTILE, short="", level=HOSTILE, status=HOSTILE, parties=parties,
                                        valid=HOSTILE, signed_on=HOSTILE, **links, **whole)),  # type: ignore[arg-type]
        (EntryKind.ORGANISATION, Organisation(full=HOSTILE, short=HOSTILE, side=Side.BELARUS, body=HOSTILE,
                                              **links, **whole)),  # type: ignore[arg-type]
        (EntryKind.PROJECT, Project(name=HOSTILE, facts=many, organisations=organisations,
                                    **links, **whole)),  # type: ignore[arg-type]
        (EntryKind.EVENT, Event(name=HOSTILE, date=HOSTILE, **links, **whole)),  # type: ignore[arg-type]
        (EntryKind.INDICATOR, Indicator(name=HOSTILE, value=HOSTILE, period=HOSTILE, series="s",
                                        **links, **whole)),  # type: ignore[arg-type]
        (EntryKind.PERSON, Official(name=HOSTILE, role=HOSTILE, since=HOSTILE, organisations=organisations,
                                    **whole)),  # type: ignore[arg-type]
        (EntryKind.STATEMENT, Statement(text=HOSTILE, who=HOSTILE, nature=HOSTILE, due=HOSTILE,
                                        sectors=(SLUG,), **whole)),  # type: ignore[arg-type]
        (EntryKind.DOCUMENT, Document(title=HOSTILE, level=HOSTILE, status=HOSTILE, signed_on=HOSTILE,
                                      **links, **whole)),  # type: ignore[arg-type]
        (EntryKind.DISCREPANCY, Discrepancy(text=HOSTILE, concerns=concerns, **whole)),  # type: ignore[arg-type]
    ]  # fmt: skip


def _many_of_each(entries: list[tuple[EntryKind, AnyEntry]]) -> list[tuple[EntryKind, AnyEntry]]:
    copies = [(kind, replace(entry, slug=slug)) for kind, entry in entries for slug in REFERENCES]
    return [*entries, *copies]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "entry"), _hostile_entries(), ids=lambda each: each.value if isinstance(each, EntryKind) else "hostile"
)
def test_an_entry_that_means_harm_makes_a_whole_card(
    kind: EntryKind, entry: AnyEntry, language: str, catalogues: Catalogues
) -> None:
    """Ten thousand characters of emoji, HTML, links and direction marks stay within the limits, sources last."""
    message = card(kind, entry, assembled(_many_of_each(_hostile_entries())), catalogues.of(language))
    assert flaws(message) == []
    assert SOURCE[language] in message.plain()[-1600:]
    assert AS_OF[language] in message.plain()[-1600:]
    assert "<b>🤖</b>" in message.plain()


def test_an_entry_that_nothing_is_known_of_says_so(tr: Translator) -> None:
    """What the register does not know, the card says it does not know."""
    bare: list[tuple[EntryKind, AnyEntry]] = [
        (EntryKind.AGREEMENT, Agreement(slug="a", title="Пример", short="Пример", level="", status="")),
        (EntryKind.PROJECT, Project(slug="p", name="Пример")),
        (EntryKind.ORGANISATION, Organisation(slug="o", full="Пример", short="", side=Side.FEDERAL, body="")),
        (EntryKind.INDICATOR, Indicator(slug="i", name="Пример", value="1", period="2025", series="s")),
        (EntryKind.PERSON, Official(slug="h", name="Пример", role="")),
        (EntryKind.STATEMENT, Statement(slug="t", text="Пример", who="", nature="")),
        (EntryKind.SECTOR, Sector(slug="s", ru="Пример", be="", en="")),
        (EntryKind.DOCUMENT, Document(slug="d", title="Пример", level="", status="")),
        (EntryKind.DISCREPANCY, Discrepancy(slug="x", text="пример")),
        (EntryKind.EVENT, Event(slug="e", name="Пример", date="")),
    ]
    told = "\n".join(card(kind, entry, replace(assembled(bare), as_of=""), tr).plain() for kind, entry in bare)
    for words in (
        "Дата подписания в источниках не названа",
        "Срок действия в источниках не назван",
        "Стороны в источниках не названы",
        "Участники в источниках не названы",
        "Проекты и соглашения с участием организации в реестре не названы.",
        "С какого времени в должности, источники не называют",
        "Срок не назван",
        "Совместные проекты в этой отрасли источники не называют.",
        "Дата события в источниках не названа",
        "у этой записи реестра своих источников нет",
        "По состоянию на: дата в источниках не названа",
    ):
        assert words in told


def test_the_date_of_a_card_without_dated_sources_is_the_registers(tr: Translator) -> None:
    """Where no source bears a date, the card gives the register's own and says that it is."""
    entry = Event(slug="e", name="Пример", date="2025", sources=(Source("https://news.example", None, "Пример"),))
    assert (
        card(EntryKind.EVENT, entry, assembled([(EntryKind.EVENT, entry)]), tr)
        .plain()
        .endswith("Источник: Пример, дата не указана\nПо состоянию на 26\u00a0февраля 2026 (дата реестра)")
    )


def test_differing_figures_stand_side_by_side(register: Register, tr: Translator) -> None:
    """The card of a figure shows what other sources give for the same period, each with its source, and says so."""
    told = card(EntryKind.INDICATOR, register.indicators["rost-2025-h1-tass"], register, tr).plain()
    assert "+25–30\u00a0%" in told
    assert "почти +25\u00a0% («почти на четверть») — I полугодие 2025 года; news-ulyanovsk.ru" in told
    assert "Источники расходятся" in told


def test_a_difference_of_another_period_is_not_said_first(register: Register, tr: Translator) -> None:
    """That sources differ of 2025 stands on the card of 2024 after the figures of other periods."""
    told = card(EntryKind.INDICATOR, register.indicators["rost-2024"], register, tr).plain()
    assert 0 < told.index("За другие периоды") < told.index("Источники расходятся")


def test_a_statement_is_said_to_be_no_item_of_the_plan(register: Register, tr: Translator) -> None:
    """Every public statement says what it is in its second line."""
    for entry in register.statements.values():
        assert "Публичное заявление, а не пункт плана мероприятий." in _lines(
            card(EntryKind.STATEMENT, entry, register, tr)
        )


def test_a_legal_form_is_shown_as_the_record_has_it(register: Register, tr: Translator) -> None:
    """The title of an organisation is its full name in the record, nothing added and nothing taken away."""
    for entry in register.organisations.values():
        assert _lines(card(EntryKind.ORGANISATION, entry, register, tr))[0].replace("\u00a0", " ") == entry.full


def test_a_source_whose_address_is_no_link_is_named_in_plain_words(tr: Translator) -> None:
    """Only http and https addresses become links."""
    source = Source("javascript:alert(1)", "2025-01-02", "Пример")
    entry = Event(slug="e", name="Пример", date="2025", sources=(source,))
    call = card(EntryKind.EVENT, entry, assembled([(EntryKind.EVENT, entry)]), tr).as_call()
    assert "Источник: Пример, 2\u00a0января 2025" in call["text"]
    assert [entity.type for entity in call["entities"]] == ["bold"]


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("soglashenie-2005", "Подписано 7\u00a0сентября 2005"),
        ("plan-2025-2026", "Дата подписания в источниках не названа"),
        ("vitebsk-2025", "Точная дата подписания в источниках не названа"),
        ("aerokompozit-407", "Точная дата подписания в источниках не названа"),
        ("sez-gomel-raton-poez", "Дата подписания в источниках не названа"),
    ],
)
def test_what_is_known_of_the_signing_is_said_exactly(slug: str, said: str, register: Register, tr: Translator) -> None:
    """The date where it is known; that it is not named; that only the exact day is wanting."""
    assert said in _lines(card(EntryKind.AGREEMENT, register.agreements[slug], register, tr))
