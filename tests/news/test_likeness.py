"""One event or two: on hand-made pairs, and fact by fact."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.news.criteria import shipped_criteria
from bot.news.likeness import Gist, Likeness
from bot.news.text import Reader
from storage.records import Article
from tests.language.starter import dictionary

PAIRS = [
    json.loads(line) for line in Path(__file__).with_name("same_event_pairs.jsonl").read_text("utf-8").splitlines()
]
DAY = datetime(2026, 11, 25, tzinfo=UTC)
LIKENESS = Likeness(shipped_criteria(), dictionary())
READER = Reader(shipped_criteria(), dictionary())


def gist(text: str) -> Gist:
    """Return the gist of a text whose first sentence is its title."""
    title, _, lead = text.partition(". ")
    return LIKENESS.gist(READER.text(Article("", "", "", title, lead, DAY)))


def same(one: str, other: str) -> bool:
    """Return whether both tell of one event, asked both ways."""
    there, back = LIKENESS.same_event(gist(one), gist(other)), LIKENESS.same_event(gist(other), gist(one))
    assert there == back
    return there


@pytest.mark.parametrize("half", [0, 1])
def test_most_pairs_are_told_right(half: int) -> None:
    """F1 is 0.90 at least on either half of the pairs, a third of which are traps."""
    told = [(pair["same_event"], same(pair["a"], pair["b"])) for pair in PAIRS[half::2]]
    right = sum(expected and found for expected, found in told)
    wrong = sum(expected != found for expected, found in told)
    assert 2 * right / (2 * right + wrong) >= 0.90


ONE = "МАЗ поставит в Ульяновск 40 автобусов. Первая партия прибудет в марте"


@pytest.mark.parametrize(
    "other",
    [
        "МАЗ поставит в Ульяновск 60 автобусов. Первая партия прибудет в марте",
        "МАЗ поставит в Самару 40 автобусов. Первая партия прибудет в марте",
        "МАЗ поставит в Ульяновск 40 автобусов. Первая партия прибудет в мае",
        "МАЗ поставит в Ульяновск 40 троллейбусов. Первая партия прибудет в марте",
    ],
)
def test_one_fact_makes_another_event(other: str) -> None:
    """Another number, place, month or thing is another event, however alike the words are."""
    assert same(ONE, ONE)
    assert not same(ONE, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Выпуск двигателей ПД-8 увеличен до конца года", "Выпуск двигателей ПД-14 увеличен до конца года"),
        ("Завод передал шестой самолёт заказчику", "Завод передал седьмой самолёт заказчику"),
        ("Товарооборот с Россией вырос за девять месяцев", "Товарооборот с Китаем вырос за девять месяцев"),
        ("Область объявила конкурс на технопарк", "Область подвела итоги конкурса на технопарк"),
        ("Выделено 1,5 млрд рублей на программу союза", "Выделено 900 млн рублей на программу союза"),
        ("План работ на 2027–2028 годы подписан", "План работ на 2025–2026 годы подписан"),
    ],
)
def test_facts_of_every_kind_tell_events_apart(one: str, other: str) -> None:
    """Models, ordinals, countries, stages, sums in any unit, years."""
    assert not same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ульяновск закупит четыре десятка автобусов МАЗа", "МАЗ поставит в Ульяновск 40 автобусов"),
        (
            "Экспорт области вырос на четверть, до 90 млн долларов",
            "Экспорт области увеличился на 25%, до 90 млн долларов",
        ),
        ("Двести операторов готовит центр в Гомеле", "В Гомеле центр готовит 200 операторов"),
        ("В полигон вложат полмиллиона рублей", "В полигон вложат 500 тыс. рублей"),
        ("Завод № 407 отгрузил узлы «Авиастару»", "Минский завод гражданской авиации отгрузил узлы «Авиастару»"),
        ("Пензенский завод получил станки", "Завод в Пензе получил станки"),
        ("Шестьдесят станков ушли в Гомель", "В Гомель отправили 60 станков"),
        ("Завод в Минске принял гостей с форума по дронам", "Гостей форума по дронам принял завод, они из Ульяновска"),
        ("Станки делают в Беларуси по заказу форума", "Заказ форума на станки выполнит завод в России"),
        ("На линии открыли станцию метро, интервал шесть минут", "Станция метро открыта на третьей линии"),
        ("Магілёўскі драмтэатр пачаў гастролі", "Начались гастроли Могилёвского драмтеатра"),
        ("Производитель красок из Лиды строит склад", "Лидский производитель красок строит склад"),
        ("В склад красок вложат 250 млн рублей", "В склад красок вложат четверть миллиарда рублей"),
        ("«Лакокраска» построит склад в Димитровграде", "Склад в Димитровграде построит производитель из Лиды"),
        ("Под Ульяновском построят завод упаковки", "В Чердаклинском районе построят упаковочный завод"),
        ("Ферму на 1500 голов заселят, закуплено 1200 тёлок", "Ферму заселят: закуплено 1200 голов, тёлок"),
        ("Дети из Гомеля отдохнут на Волге в лагере «Юность»", "Детей из Гомеля примет лагерь «Юность», отдых в июле"),
        ("Сделка на 1200 станков и печей", "Сделка на 1 210 станков и печей"),
    ],
)
def test_the_same_fact_may_be_written_otherwise(one: str, other: str) -> None:
    """Number words, shares, tens, large numbers rounded, adjectives of places."""
    assert same(one, other)


def test_a_figure_says_more_than_a_common_word() -> None:
    """Words that stand in much of our news make no event alone; the same figure beside them does, a round one less."""
    common = "Ульяновская область и Беларусь подписали соглашение о поставках{}"
    weights = gist(common.format(" 127 и 40 машин")).weights
    assert (weights["127"], weights["40"], weights["саглаш"]) == (2.0, 1.0, 0.5)
    assert not same("Делегация из Гродно посетила завод", "Завод посетила делегация школьников и ветеранов труда")


def test_only_the_beginning_is_compared() -> None:
    """What stands after the second sentence of the lead changes nothing."""
    tail = " В Самаре тем временем открыли три школы. Погода стоит ясная."
    assert same(ONE + ". Так сказали в мэрии.", ONE + ". Так сказали в мэрии." + tail)
