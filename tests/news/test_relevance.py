"""What is news of the cooperation: on invented publications, half of them unseen while the lists were made."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.news.relevance import Ground, Verdict
from bot.news.stories import Judged, Newsroom
from storage.news_records import Outcome
from storage.records import Article

ITEMS = [json.loads(line) for line in Path(__file__).with_name("relevance_items.jsonl").read_text("utf-8").splitlines()]
DAY = datetime(2026, 11, 25, tzinfo=UTC)


def judged(newsroom: Newsroom, title: str, lead: str = "") -> Judged:
    """Return what a newsroom makes of a publication."""
    return newsroom.judged(Article("e.example/1", "https://e.example/1", "Пример", title, lead, DAY))


def grounds(verdict: Verdict) -> set[Ground]:
    """Return what the verdict stands on."""
    return {reason.ground for reason in verdict.why}


@pytest.mark.parametrize("half", ["tune", "held", *(f"round {number}" for number in range(2, 8))])
def test_most_of_the_invented_publications_are_judged_right(newsroom: Newsroom, half: str) -> None:
    """Precision and recall of «in» are 0.95 at least, few of the others are borderline, sectors are right."""
    items: list[dict[str, Any]] = [item for item in ITEMS if item.get("half") == half]
    told = [(item, judged(newsroom, item["title"], item["lead"])) for item in items]
    taken = [item for item, one in told if one.verdict.outcome is Outcome.IN]
    ours = [(item, one) for item, one in told if item["relevant"] is True]
    others = [one for item, one in told if item["relevant"] is False]
    right = sum(item["relevant"] is True for item in taken)
    assert right / len(taken) >= 0.95
    assert right / len(ours) >= 0.95
    assert sum(one.verdict.outcome is Outcome.BORDERLINE for one in others) / len(others) <= 0.05
    assert sum(bool({*item["sectors"]} & {*one.article.sectors}) for item, one in ours) / len(ours) >= 0.95


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("На улице Минской в Ульяновске отключат воду", ""),
        ("Дом на Ульяновской улице в Минске построит новый подрядчик", ""),
        ("Поезд из Ульяновска встретят на Белорусском вокзале", "Делегация приедет в Москву."),
        ("Минские соглашения обсудили в Ульяновске", "Эксперты вспомнили переговоры."),
        ("Русских туристов зовут в Минск", "Подписано соглашение о скидках."),
        ("Ульяновский завод встретил гостей в гостинице «Минск»", "Подписан договор поставки."),
        ("Авианосец «Ульяновск» и белорусские заводы", "Как поставляли сталь."),
        ("Ульянов встретился с белорусской делегацией", "Постпред подписал соглашение."),
        ("Крутой поворот на трассе под Ульяновском", "Открыт новый завод."),
        ("Брест во Франции и Ульяновск подписали договор", ""),
    ],
)
def test_what_only_looks_like_a_side_is_none(newsroom: Newsroom, title: str, lead: str) -> None:
    """Streets, stations, hotels, ships, surnames and talks name no side."""
    assert judged(newsroom, title, lead).verdict.outcome is Outcome.OUT


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("Русских подписал в Минске план сотрудничества", Outcome.IN),
        ("Ульяновские заводы получат заказы программы Союзного государства", Outcome.IN),
        ("Минская улица Ульяновска: белорусы построят здесь завод", Outcome.IN),
        ("Россия и Беларусь подписали соглашение о выпуске станков", Outcome.BORDERLINE),
        ("Союзное государство подписало программу по микроэлектронике", Outcome.BORDERLINE),
        ("Самара и Беларусь подписали соглашение о выпуске станков", Outcome.OUT),
        ("Ульяновск и Китай подписали соглашение о выпуске станков", Outcome.OUT),
        ("УАЗ в Минске", Outcome.OUT),
        ("Погода на завтра", Outcome.OUT),
        ("🎉", Outcome.OUT),
    ],
)
def test_both_sides_make_news(newsroom: Newsroom, title: str, outcome: Outcome) -> None:
    """Both sides and cooperation are in, Russia and Belarus in our sectors are borderline, the rest is out."""
    assert judged(newsroom, title).verdict.outcome is outcome


def test_a_verdict_is_explained(newsroom: Newsroom) -> None:
    """Each ground names the words it stands on, and the points add up to the score."""
    verdict = judged(newsroom, "УАЗ столкнулся с троллейбусом в Минске", "Двое пострадали на улице Ульяновской").verdict
    assert {Ground.ULYANOVSK, Ground.BELARUS, Ground.AGAINST, Ground.TRAP} <= grounds(verdict)
    against = next(reason for reason in verdict.why if reason.ground is Ground.AGAINST)
    assert (against.words, against.about) == (("столкнулся", "пострадали"), "происшествия")
    assert verdict.score == sum(reason.points for reason in verdict.why)


def test_an_organisation_of_the_register_is_a_side(newsroom: Newsroom) -> None:
    """What the lists do not hold and the register does names a side too; a name of common words does not."""
    assert judged(newsroom, "Баратаевка примет белорусских инвесторов, подписан договор").verdict.outcome is Outcome.IN
    assert judged(newsroom, "Моторный завод подписал договор с Минском").verdict.outcome is Outcome.OUT


def test_where_the_reporter_sits_says_nothing(newsroom: Newsroom) -> None:
    """The dateline of an agency names no side."""
    lead = "МИНСК, 25 ноября. /ТАСС/. Ульяновская область подписала соглашение о поставках."
    assert judged(newsroom, "Область подписала соглашение", lead).verdict.outcome is Outcome.OUT
