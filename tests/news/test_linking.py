"""Whom a publication is about."""

import pytest

from bot.news.stories import Newsroom
from tests.news.test_relevance import judged


@pytest.mark.parametrize(
    ("title", "organisations"),
    [
        ("МАЗ и УМЗ подписали договор в Ульяновске", {"maz", "umz"}),
        ("Моторный завод Ульяновска отгрузил двигатели МТЗ", {"umz", "mtz"}),
        ("Минский моторный завод посетил Ульяновск", set()),
        ("Камский автозавод откроет цех в Ульяновске", set()),
        ("Самарский политех и УлГТУ открыли лабораторию", {"ulgtu"}),
        ("РСПП обсудил налоги в Москве", set()),
        ("РСПП Беларуси принял гостей", {"rspp-rb"}),
        ("В Минске прошёл снег", set()),
        ("Корпорация развития Пермского края открыла парк", set()),
        ("Корпорация развития Ульяновской области открыла парк", {"korporatsiya-razvitiya"}),
        ("Рогожник посетил Полоцк", {"vitebsk-obl"}),
        ("Русских туристов ждут", set()),
        ("На улице Брестской пожар", set()),
    ],
)
def test_organisations_are_those_that_are_meant(newsroom: Newsroom, title: str, organisations: set[str]) -> None:
    """Common words are a name only where its side is named and no other place's adjective stands before."""
    assert set(judged(newsroom, title).article.organisations) == organisations


@pytest.mark.parametrize(
    ("title", "lead", "first"),
    [
        ("МАЗ поставит автобусы в Ульяновск", "", "passazhirskaya-tehnika"),
        ("«Авиастар» заказал узлы для МС-21", "Контракт подписан.", "aviastroenie"),
        ("Рейсы Ульяновск — Минск возобновят", "Самолёты будут летать по субботам", "transport"),
        ("Школьники из Ульяновска побывали в Брестской крепости", "", "molodezh"),
        ("Ульяновская область и Беларусь: итоги встречи", "", "biznes-svyazi"),
    ],
)
def test_sectors_follow_from_words_and_bodies(newsroom: Newsroom, title: str, lead: str, first: str) -> None:
    """The surest sector comes first, three at most."""
    sectors = judged(newsroom, title, lead).article.sectors
    assert sectors[0] == first
    assert len(sectors) <= 3
