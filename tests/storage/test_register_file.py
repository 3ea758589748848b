"""The register's file: read as it is, or every fault told at once with its line."""

from itertools import permutations
from typing import Any

import pytest
import yaml

from storage.additions import Additions, read_additions
from storage.errors import BadRegister, Fault
from storage.register_file import read_register
from storage.register_nodes import LARGEST
from storage.register_records import (
    Agreement,
    Discrepancy,
    Entry,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Party,
    Side,
    Source,
    Statement,
)

GOOD = """\
meta:
  title: Пример
  anything: goes
sectors:
- slug: bas
  ru: БАС
  be: БАС
  en: UAS
  aliases: [дроны]
  keywords: [дрон, '407']
  in_tass_item: true
  sources:
  - {url: 'https://example.org/1', date: '2025-10-07', outlet: Пример}
  note: Пояснение.
organisations:
- slug: zavod
  full: ОАО «Пример завода» (Минск)
  short: Завод
  aliases: [Заводик]
  side: Беларусь
  kind: завод
  sectors: [bas]
  sources: &s
  - url: https://example.org/2
    date: 2025-10-07
    outlet: Пример
agreements:
- slug: soglashenie
  title: Соглашение
  short: Согл.
  level: предприятия
  status: действует
  parties: [заводик, Кто-то ещё]
  signed_on: 2025-02-28
  valid: null
  sectors: [bas]
  sources: *s
projects:
- {slug: proekt, name: Проект, orgs: [zavod], facts: [Факт.], sources: *s}
events:
- {date: 2025-09/10, name: Форум, sources: *s}
indicators:
- {name: Рост, value: +25–30 %, period: '2025', sources: *s}
people:
- {name: Пример Примеров, role: директор, since: null, sources: *s}
public_commitments:
- {text: Сделать, who: Пример, due: null, kind: заявление, sources: *s}
context_documents:
- {title: Программа, level: Россия — Беларусь, signed_on: null, status: действует, sources: *s}
discrepancies:
- Одно расходится с другим.
- {text: Второе, concerns: ['indicator:rost', 'event:nowhere'], note: Подробно.}
"""


def read(text: str, additions: Additions | None = None) -> dict[tuple[EntryKind, str], Any]:
    """Read a file into entries by kind and slug."""
    return {(kind, entry.slug): entry for kind, entry in read_register(text, additions)}


def faults(text: str) -> list[Fault]:
    """Return the faults of a file."""
    with pytest.raises(BadRegister) as refused:
        read_register(text)
    return list(refused.value.faults)


def changed(old: str, new: str, text: str = GOOD) -> str:
    """Return the good file with one place changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_each_section_becomes_its_records() -> None:
    """Every section of the file is read into the records of its kind, under the records' own names."""
    found = read(GOOD)
    assert len(found) == 11
    source = Source("https://example.org/2", "2025-10-07", "Пример")
    assert found[EntryKind.ORGANISATION, "zavod"] == Organisation(
        slug="zavod",
        full="ОАО «Пример завода» (Минск)",
        short="Завод",
        side=Side.BELARUS,
        body="завод",
        aliases=("Заводик",),
        sectors=("bas",),
        sources=(source,),
    )
    assert found[EntryKind.AGREEMENT, "soglashenie"] == Agreement(
        slug="soglashenie",
        title="Соглашение",
        short="Согл.",
        level="предприятия",
        status="действует",
        parties=(Party("заводик", "zavod"), Party("Кто-то ещё")),
        signed_on="2025-02-28",
        sectors=("bas",),
        sources=(source,),
    )
    assert found[EntryKind.SECTOR, "bas"].in_tass_item
    assert found[EntryKind.SECTOR, "bas"].keywords == ("дрон", "407")
    assert found[EntryKind.PROJECT, "proekt"].organisations == ("zavod",)
    assert found[EntryKind.EVENT, "forum"] == Event(slug="forum", name="Форум", date="2025-09/10", sources=(source,))
    assert found[EntryKind.INDICATOR, "rost"] == Indicator(
        slug="rost", name="Рост", value="+25–30 %", period="2025", sources=(source,)
    )
    assert found[EntryKind.PERSON, "primer-primerov"] == Official(
        slug="primer-primerov", name="Пример Примеров", role="директор", sources=(source,)
    )
    assert found[EntryKind.STATEMENT, "sdelat"] == Statement(
        slug="sdelat", text="Сделать", who="Пример", nature="заявление", sources=(source,)
    )
    assert found[EntryKind.DOCUMENT, "programma"].level == "Россия — Беларусь"
    assert found[EntryKind.DISCREPANCY, "odno-rashoditsya-s-drugim"].text == "Одно расходится с другим."
    assert found[EntryKind.DISCREPANCY, "vtoroe"] == Discrepancy(
        slug="vtoroe", text="Второе", concerns=("indicator:rost",), note="Подробно."
    )


def test_entries_come_in_the_order_of_the_file() -> None:
    """What is written first comes first."""
    kinds = [kind for kind, _ in read_register(GOOD)]
    assert kinds[:3] == [EntryKind.SECTOR, EntryKind.ORGANISATION, EntryKind.AGREEMENT]


SOURCE = "  sources: [{url: 'https://example.org', outlet: Пример}]\n"
SECTOR = f"sectors:\n- slug: s\n  ru: а\n  be: б\n  en: c\n{SOURCE}"


def with_entry(section: str, fields: str) -> str:
    """Return a small good file with one more entry."""
    return f"{SECTOR}{section}:\n- {fields}\n{SOURCE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Fault(1, "", "Файл пуст.")),
        ("\n# только примечание\n", Fault(1, "", "Файл пуст.")),
        ("meta: {title: Пример}\nsectors: []\n", Fault(1, "", "В файле нет ни одной записи.")),
        ("- a\n", Fault(1, "", "Ожидаются разделы реестра («agreements:», «organisations:» и другие).")),
        ("\nпросто текст", Fault(2, "", "Ожидаются разделы реестра («agreements:», «organisations:» и другие).")),
        ("x" * (LARGEST + 1), Fault(1, "", "Файл больше 5 МБ.")),
        (f"{SECTOR}---\n{SECTOR}", Fault(7, "", "В файле больше одного документа («---»).")),
        ("sectors:\n\t- slug: a", Fault(2, "", "Знак табуляции: отступы в YAML делаются пробелами.")),
        ("sectors: *x", Fault(1, "", "Ссылка («*») на то, чего в файле нет, или повторное имя («&»).")),
        ("sectors: &x [*x]", Fault(1, "", "Ссылка («*») ведёт внутрь самой себя.")),
        ("sectors:\n- \x00", Fault(2, "", "Недопустимый знак: файл должен быть текстом в UTF-8.")),
        ("sectors: " + "[" * 5000, Fault(1, "", "Слишком глубокая вложенность.")),
        (
            "sectors:\n- slug: 'a\n  ru: b\n\n\n",
            Fault(2, "", "Файл не разбирается как YAML: проверьте здесь и строкой выше отступы, кавычки и двоеточия."),
        ),
        (
            "sectors:\n- slug: a\n  ru: б: в\n",
            Fault(3, "", "Файл не разбирается как YAML: проверьте здесь и строкой выше отступы, кавычки и двоеточия."),
        ),
        ("sectors: 5", Fault(1, "sectors", "Ожидается список (строки, начинающиеся с «- »).")),
        ("sectors:\n- 5", Fault(2, "sectors[0]", "Ожидаются поля вида «ключ: значение».")),
        (
            "sektors: []",
            Fault(
                1,
                "sektors",
                "Неизвестное имя; бывают meta, agreements, context_documents, organisations, people, sectors,"
                " projects, events, indicators, public_commitments, discrepancies.",
            ),
        ),
        (f"{SECTOR}sectors: []\n", Fault(7, "sectors", "Указано дважды.")),
        ("discrepancies:\n- null", Fault(2, "discrepancies[0]", "Поле не может быть пустым.")),
    ],
)
def test_a_file_that_is_no_register(text: str, expected: Fault) -> None:
    """A file that cannot be read as sections of entries says where and why, in one sentence."""
    assert faults(text) == [expected]


def test_aliases_that_grow_beyond_reason_are_refused() -> None:
    """A few lines that would unfold into a billion of values are refused at once."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    (fault,) = faults("\n".join(lines))
    assert fault.wrong == "Слишком много ссылок («*») или записей."


EVENT = "date: '2025'\n  name: Форум"
ORGANISATION = "slug: o\n  full: Ф\n  short: К\n  side: Беларусь\n  kind: завод"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (with_entry("events", "date: '2025'"), Fault(8, "events[0].name", "Не указано обязательное поле.")),
        (with_entry("events", f"{EVENT}\n  place: Минск"), Fault(10, "events[0].place", "Неизвестное имя; бывают")),
        (with_entry("events", f"{EVENT}\n  name: Съезд"), Fault(10, "events[0].name", "Указано дважды.")),
        (
            with_entry("events", "date: 2025\n  name: Форум"),
            Fault(8, "events[0].date", "Ожидается текст, а не «2025»: возьмите значение в кавычки."),
        ),
        (
            with_entry("events", "date: [2025]\n  name: Форум"),
            Fault(8, "events[0].date", "Ожидается текст, а не список и не набор полей."),
        ),
        (with_entry("events", "date: ''\n  name: Форум"), Fault(8, "events[0].date", "Поле не может быть пустым.")),
        (with_entry("events", "date: null\n  name: Форум"), Fault(8, "events[0].date", "Поле не может быть пустым.")),
        (with_entry("events", f"{EVENT}\n  in_tass_item: да"), Fault(10, "events[0].in_tass_item", "Ожидается true")),
        (with_entry("events", f"{EVENT}\n  note: 5"), Fault(10, "events[0].note", "Ожидается текст, а не «5»")),
        (
            with_entry("events", f"{EVENT}\n  aliases: слово"),
            Fault(10, "events[0].aliases", "Ожидается список (строки, начинающиеся с «- »)."),
        ),
        (
            with_entry("events", f"{EVENT}\n  aliases:\n  - а\n  - 5"),
            Fault(12, "events[0].aliases[1]", "Ожидается текст, а не «5»: возьмите значение в кавычки."),
        ),
        (
            with_entry("events", f"{EVENT}\n  sectors: [s, t]"),
            Fault(10, "events[0].sectors[1]", "Такой отрасли в файле нет: «t»."),
        ),
        (
            with_entry("events", f"{EVENT}\n  sectors: [s, 5]"),
            Fault(10, "events[0].sectors[1]", "Ожидается текст, а не «5»: возьмите значение в кавычки."),
        ),
        (
            with_entry("people", "name: Пример\n  role: р\n  organisations: [o]"),
            Fault(10, "people[0].organisations[0]", "Такой организации в файле нет: «o»."),
        ),
        (with_entry("events", f"{EVENT}\n  slug: Форум"), Fault(10, "events[0].slug", "«Форум» не годится: до 40")),
        (with_entry("events", f"{EVENT}\n  slug: {'a' * 41}"), Fault(10, "events[0].slug", f"«{'a' * 41}» не годится")),
        (
            with_entry("organisations", ORGANISATION.replace("Беларусь", "РБ")),
            Fault(
                11,
                "organisations[0].side",
                "Неизвестная сторона «РБ»; бывают «Ульяновская область», «Беларусь», «федеральный / общий».",
            ),
        ),
        (
            with_entry("context_documents", "title: Д\n  level: у\n  status: с\n  signed_on: 2025-02-29"),
            Fault(11, "context_documents[0].signed_on", "«2025-02-29» — не дата вида 2025-10-07 или такого дня нет"),
        ),
        (
            with_entry("context_documents", "title: Д\n  level: у\n  status: с\n  signed_on: '07.10.2025'"),
            Fault(11, "context_documents[0].signed_on", "«07.10.2025» — не дата вида"),
        ),
        (f"{SECTOR}events:\n- {EVENT}\n", Fault(8, "events[0].sources", "У записи нет источника.")),
        (f"{SECTOR}events:\n- {EVENT}\n  sources: []\n", Fault(10, "events[0].sources", "У записи нет источника.")),
        (f"{SECTOR}events:\n- {EVENT}\n  sources: null\n", Fault(10, "events[0].sources", "У записи нет источника.")),
        (f"{SECTOR}events:\n- {EVENT}\n  sources: [5]\n", Fault(10, "events[0].sources[0]", "Ожидаются поля вида")),
        (
            f"{SECTOR}events:\n- {EVENT}\n  sources:\n  - url: https://example.org\n",
            Fault(11, "events[0].sources[0].outlet", "Не указано обязательное поле."),
        ),
        (
            f"{SECTOR}events:\n- {EVENT}\n  sources:\n  - url: https://example.org\n    outlet: П\n    page: '5'\n",
            Fault(13, "events[0].sources[0].page", "Неизвестное имя; бывают url, date, outlet."),
        ),
        (
            f"{SECTOR}events:\n- {EVENT}\n  sources:\n  - {{url: 'https://e.org', date: 2025-13-01, outlet: П}}\n",
            Fault(11, "events[0].sources[0].date", "«2025-13-01» — не дата вида 2025-10-07 или такого дня нет"),
        ),
        (SECTOR.replace("slug: s", "slug: S"), Fault(2, "sectors[0].slug", "«S» не годится: до 40 знаков")),
        (f"{SECTOR}{SECTOR[9:]}", Fault(7, "sectors[1].slug", "Такая запись («s») уже есть в строке 2.")),
        (
            "discrepancies:\n- Одно\n- Другое\n- Одно\n",
            Fault(4, "discrepancies[2].slug", "Такая запись («odno-"),
        ),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, expected: Fault) -> None:
    """Each kind of fault names its line, its path and what is wrong, once."""
    (fault,) = faults(text)
    assert (fault.line, fault.path) == (expected.line, expected.path)
    assert fault.wrong.startswith(expected.wrong)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org", "example.org", "https://", "https:///path", "https://a b.org", "'https://['", "javascript:1"],
)
def test_a_source_is_an_address_on_the_web(url: str) -> None:
    """Only http and https addresses with a host are sources."""
    (fault,) = faults(f"{SECTOR}events:\n- {EVENT}\n  sources:\n  - url: {url}\n    outlet: П\n")
    assert (fault.line, fault.path) == (11, "events[0].sources[0].url")
    assert "не адрес вида https://" in fault.wrong


def test_all_faults_are_told_at_once_in_order() -> None:
    """A file with many faults tells them all, by line, each a sentence."""
    text = GOOD
    for old, new in (
        ("  en: UAS\n", ""),
        ("side: Беларусь", "side: Луна"),
        ("orgs: [zavod]", "orgs: [fabrika]"),
        ("signed_on: 2025-02-28", "signed_on: 2025-02-30"),
        ("period: '2025'", "perion: '2025'"),
    ):
        text = changed(old, new, text)
    found = faults(text)
    assert [fault.path for fault in found] == [
        "sectors[0].en",
        "organisations[0].side",
        "agreements[0].signed_on",
        "projects[0].orgs[0]",
        "indicators[0].perion",
        "indicators[0].period",
    ]
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    assert all(fault.wrong.endswith(".") for fault in found)


def test_dates_may_stand_without_quotes() -> None:
    """A date is the same with quotes and without, wherever a text or a date is expected."""
    quoted = changed("signed_on: 2025-02-28", "signed_on: '2025-02-28'")
    assert read(quoted) == read(GOOD)
    assert read(with_entry("events", "date: 2025-10-07\n  name: Форум"))[EntryKind.EVENT, "forum"].date == "2025-10-07"


def test_a_slug_of_ones_own_stands_before_all() -> None:
    """An entry that the file itself gives a slug has that one."""
    assert (EntryKind.EVENT, "xii") in read(with_entry("events", f"{EVENT}\n  slug: xii"))


def test_generated_slugs_do_not_depend_on_the_order() -> None:
    """Entries shuffled, even those of one name, keep their slugs."""
    base = yaml.safe_load(GOOD)
    event = base["events"][0]
    base["events"] = [
        {**event, "name": name, "date": date}
        for name, date in (("Форум", "2024"), ("Форум", "2025"), ("Съезд", "2025"), ("Очень долгое имя " * 5, "2025"))
    ]
    expected = read(yaml.safe_dump(base, allow_unicode=True))
    assert len({slug for kind, slug in expected if kind is EntryKind.EVENT}) == 4
    for order in permutations(base["events"]):
        assert read(yaml.safe_dump({**base, "events": list(order)}, allow_unicode=True)) == expected


def test_a_generated_slug_gives_way_to_a_given_one() -> None:
    """When the file gives some entry the slug that another would get, the other is marked."""
    text = f"{SECTOR}events:\n- {EVENT}\n{SOURCE}- date: '2024'\n  name: Съезд\n  slug: forum\n{SOURCE}"
    found = read(text)
    assert found[EntryKind.EVENT, "forum"].name == "Съезд"
    assert len(found) == 3


ADDITIONS = read_additions("""
unsourced_forms: [zavod]
parties: {Кто-то ещё: zavod, Никто: nowhere}
events:
  Форум: {slug: forum-2025, date: '2025', sectors: [bas, gone]}
people:
  Пример Примеров: {slug: primer, organisations: [zavod, gone]}
indicators:
  Рост: {slug: rost-2025, unit: '%', series: rost, note: Не из файла.}
discrepancies:
  Одно расходится с другим.: {slug: odno, concerns: ['event:forum-2025', 'event:gone']}
""")


def test_additions_name_and_link_what_the_file_does_not() -> None:
    """Slugs, units and links are added; links to what is not in the file are left out."""
    found = read(GOOD, ADDITIONS)
    assert found[EntryKind.EVENT, "forum-2025"].sectors == ("bas",)
    assert found[EntryKind.PERSON, "primer"].organisations == ("zavod",)
    assert found[EntryKind.INDICATOR, "rost-2025"].unit == "%"
    assert found[EntryKind.DISCREPANCY, "odno"].concerns == ("event:forum-2025",)


def test_the_file_goes_before_additions() -> None:
    """What the file says itself is not replaced by an addition."""
    text = changed("period: '2025', ", "period: '2025', note: Из файла., slug: svoy, ")
    found = read(text, ADDITIONS)[EntryKind.INDICATOR, "svoy"]
    assert (found.note, found.series) == ("Из файла.", "rost")


def test_a_legal_form_without_a_source_is_not_shown() -> None:
    """The form is cut from the organisation's full name and from its name among the parties, nowhere else."""
    text = changed("parties: [заводик, Кто-то ещё]", "parties: [ОАО «Пример завода» (Минск), ООО «Другое», Никто]")
    found = read(text, ADDITIONS)
    assert found[EntryKind.ORGANISATION, "zavod"].full == "Пример завода (Минск)"
    assert found[EntryKind.AGREEMENT, "soglashenie"].parties == (
        Party("Пример завода (Минск)", "zavod"),
        Party("ООО «Другое»"),
        Party("Никто"),
    )
    assert read(GOOD, ADDITIONS)[EntryKind.AGREEMENT, "soglashenie"].parties[1] == Party("Кто-то ещё", "zavod")


def test_a_name_of_two_organisations_links_to_neither() -> None:
    """A party whose name fits two organisations is not guessed."""
    twin = changed("agreements:\n", f"- {ORGANISATION}\n  aliases: [Заводик]\n{SOURCE}agreements:\n")
    assert read(twin)[EntryKind.AGREEMENT, "soglashenie"].parties[0] == Party("заводик")


def test_an_addition_belongs_to_one_of_a_name() -> None:
    """Of two events of one name, the one whose date the addition repeats has its slug, wherever it stands."""
    for dates in (("2025", "2026"), ("2026", "2025")):
        entries = "".join(f"- date: '{date}'\n  name: Форум\n{SOURCE}" for date in dates)
        found = read(f"{SECTOR}events:\n{entries}", ADDITIONS)
        assert found[EntryKind.EVENT, "forum-2025"].date == "2025"
        assert len(found) == 3


def test_an_addition_that_tells_several_things_is_repeated_in_all() -> None:
    """Of two figures of one name and period, the one whose value the addition repeats, too, has its slug."""
    additions = read_additions("indicators: {Рост: {slug: rost-a, period: '2025', value: '1'}}")
    figures = "".join(f"- name: Рост\n  period: '2025'\n  value: '{value}'\n{SOURCE}" for value in (2, 1))
    found = read(f"{SECTOR}indicators:\n{figures}", additions)
    assert found[EntryKind.INDICATOR, "rost-a"].value == "1"
    assert len(found) == 3


def entries_of(text: str) -> list[Entry]:
    """Return the entries of a file."""
    return [entry for _, entry in read_register(text)]


def test_sections_may_be_left_empty() -> None:
    """A section with nothing in it is no fault while there are entries elsewhere."""
    assert len(entries_of(f"{SECTOR}events:\nprojects: []\n")) == 1
