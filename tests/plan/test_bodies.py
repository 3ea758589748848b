"""Those responsible, as cells name them: split between names, linked to the register, put on their sides."""

import pytest

from bot.plan.bodies import Bodies
from bot.plan.headings import Column
from bot.plan.plan_rows import Owing
from tests.plan.office_files import names

ULYANOVSK, BELARUS, FEDERAL = "ulyanovsk", "belarus", "federal"


def bodies(text: str, column: Column = Column.RESPONSIBLE, side: str = "") -> list[tuple[str | None, str]]:
    """Return the side and the slug (else the words) of each."""
    found = Bodies(names()).responsible([Owing(column, text)], side)
    return [(one.side and one.side.value, one.organisation or one.name) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("УАЗ, Авиастар, ОАО «558 АРЗ»", [(ULYANOVSK, "uaz"), (ULYANOVSK, "aviastar"), (BELARUS, "arz-558")]),
        ("1. УАЗ\n2. МАЗ;\n- УлГУ", [(ULYANOVSK, "uaz"), (BELARUS, "maz"), (ULYANOVSK, "ulgu")]),
        ("УлГУ / БГУ", [(ULYANOVSK, "ulgu"), (BELARUS, "bgu")]),
        ("УАЗ; УАЗ", [(ULYANOVSK, "uaz")]),
        ("УлГУ (Примеров П. П.), УлГТУ", [(ULYANOVSK, "ulgu"), (ULYANOVSK, "ulgtu")]),
        ("ФГБОУ ВО «Ульяновский государственный университет»", [(ULYANOVSK, "ulgu")]),
        ("Ульяновский\nгосударственный университет", [(ULYANOVSK, "ulgu")]),
        ("ОАО «Минский автомобильный завод» – управляющая компания холдинга «БЕЛАВТОМАЗ»", [(BELARUS, "maz")]),
        ("Правительство Ульяновской области (по согласованию)", [(ULYANOVSK, "pravitelstvo-uo")]),
        ("Администрация СЭЗ «Минск»", [(BELARUS, "sez-minsk")]),
        ("Мінгарвыканкам", [(BELARUS, "mingorispolkom")]),
        ("УАЗ совместно с Минским горисполкомом", [(ULYANOVSK, "uaz"), (BELARUS, "mingorispolkom")]),
        ("УлГУ, совместно с БГУ", [(ULYANOVSK, "ulgu"), (BELARUS, "bgu")]),
        ("УлГУ при участии АО «Авиастар-СП» и МАЗ", [(ULYANOVSK, "ulgu"), (ULYANOVSK, "aviastar"), (BELARUS, "maz")]),
        ("", []),
        (" ; ,\n", []),
    ],
)
def test_bodies_of_the_register_are_linked(text: str, expected: list[tuple[str, str]]) -> None:
    """A name in any usual form is the register's slug, on the register's side."""
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Министерство промышленности, строительства и транспорта Ульяновской области (пример), Завод «Пример, сын»",
            [
                (ULYANOVSK, "Министерство промышленности, строительства и транспорта Ульяновской области (пример)"),
                (None, "Завод «Пример, сын»"),
            ],
        ),
        ("Министерство труда\nРеспублики Беларусь", [(BELARUS, "Министерство труда Республики Беларусь")]),
        ("Комитет по спорту\nи туризму", [(None, "Комитет по спорту и туризму")]),
        ("ООО «Первый\nпример»", [(None, "ООО «Первый пример»")]),
        ("Центр поддержки при участии бизнеса", [(None, "Центр поддержки при участии бизнеса")]),
        ("Фонд (совместно с Союзом)", [(None, "Фонд (совместно с Союзом)")]),
        ("Фонд во взаимодействии с министерством", [(None, "Фонд"), (None, "министерством")]),
        ("Палата Ульяновской области и Белорусская палата",
         [(ULYANOVSK, "Палата Ульяновской области"), (BELARUS, "Белорусская палата")]),
        ("Совет Ульяновской области и Республики Беларусь",
         [(BELARUS, "Совет Ульяновской области и Республики Беларусь")]),
        ("предприятия области, администрации районов",
         [(None, "предприятия области"), (None, "администрации районов")]),
        ("Минпромторг России, Минпром РБ", [(FEDERAL, "Минпромторг России"), (BELARUS, "Минпром РБ")]),
        ("Администрация Ульяновской области (пример)", [(ULYANOVSK, "Администрация Ульяновской области (пример)")]),
        ("Полесье", [(None, "Полесье")]),
    ],
)  # fmt: skip
def test_other_bodies_are_as_written(text: str, expected: list[tuple[str | None, str]]) -> None:
    """A name that the register does not have, or has twice, stays whole; its side is what its words say."""
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "column", "side", "expected"),
    [
        ("Завод (пример)", Column.BELARUS, "", [(BELARUS, "Завод (пример)")]),
        ("УАЗ", Column.BELARUS, "", [(ULYANOVSK, "uaz")]),
        ("Полесье ДГ", Column.ULYANOVSK, "", [(ULYANOVSK, "polesie-dg")]),
        ("Ведомство (пример)", Column.FEDERAL, "", [(FEDERAL, "Ведомство (пример)")]),
        ("Комитет (пример)", Column.RESPONSIBLE, "Республика Беларусь", [(BELARUS, "Комитет (пример)")]),
        ("Комитет (пример)", Column.RESPONSIBLE, "Ульяновская область, Беларусь", [(None, "Комитет (пример)")]),
        (
            "От Ульяновской области: УАЗ, Завод «Пример»;\nот Республики Беларусь:\nКомитет (пример)",
            Column.RESPONSIBLE,
            "",
            [(ULYANOVSK, "uaz"), (ULYANOVSK, "Завод «Пример»"), (BELARUS, "Комитет (пример)")],
        ),
        ("Российская сторона – Комитет А; белорусская сторона – Комитет Б", Column.RESPONSIBLE, "",
         [(ULYANOVSK, "Комитет А"), (BELARUS, "Комитет Б")]),
        ("Федеральные органы: Ведомство А", Column.RESPONSIBLE, "", [(FEDERAL, "Ведомство А")]),
        ("Примечание: Ведомство А", Column.RESPONSIBLE, "", [(None, "Примечание: Ведомство А")]),
    ],
)  # fmt: skip
def test_the_side_is_told_by_the_column_or_a_label(
    text: str, column: Column, side: str, expected: list[tuple[str | None, str]]
) -> None:
    """The register's side is first, then the column's or the label's, then another column's, then the words'."""
    assert bodies(text, column, side) == expected
