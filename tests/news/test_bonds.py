"""What a story surely hangs on: an agreement, an item of the plan, a project; and what it does not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.news.bonds import Bonds
from bot.news.stories import Newsroom
from bot.plan.example import example_plan
from storage.news_links_records import Bond, LinkKind
from storage.records import Article, Commitment, CommitmentState, Story
from tests.language.starter import dictionary, knowledge, starter

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PLAN = example_plan(starter())
OWED = tuple(
    Commitment(number, PLAN.slug, PLAN.title, PLAN.example, row.number, row.text, row.section, row.deadline_text,
               CommitmentState.OPEN, 1, (), row.responsible, row.sectors)
    for number, row in enumerate(PLAN.commitments, 1)
)  # fmt: skip
NODES = "«Авиастар» и завод № 407 представили сведения о поставках узлов и агрегатов за ноябрь"


@pytest.fixture(scope="module")
def bonds() -> Bonds:
    """What finds them at the starter register and the example plan."""
    return Bonds(starter(), knowledge().names, dictionary(), OWED)


def told(newsroom: Newsroom, title: str, lead: str = "") -> Story:
    """Return a story as it would be stored."""
    article = newsroom.judged(Article("i", "https://e.example/1", "П", title, lead, NOW)).article
    return Story(1, title, lead, NOW, NOW, article.sectors, article.organisations, (article,))


def found(bonds: Bonds, story: Story) -> set[tuple[str, str]]:
    """Return what a story hangs on."""
    return {(one.kind.value, one.ref) for one in bonds.of(story)}


@pytest.mark.parametrize(
    ("title", "lead", "agreement"),
    [
        ("Минский завод № 407 и «Авиастар» обсудили соглашение о поставках узлов для МС-21", "", "aviastar-mzga407"),
        ("СЭЗ «Минск» и портовая зона «Ульяновск» подписали меморандум", "", "sez-minsk-poez"),
        ("Выполнение витебского соглашения обсудили в Ульяновске", "Витебская делегация в регионе.", "vitebsk-2025"),
        ("МАЗ и «Корпорация развития Ульяновской области» подписали соглашение о прицепной технике", "", "maz-akro"),
        ("Ход плана мероприятий на 2025–2026 годы с Беларусью обсудили в Ульяновске", "", "plan-2025-2026"),
    ],
)
def test_a_story_that_speaks_of_an_agreement(
    newsroom: Newsroom, bonds: Bonds, title: str, lead: str, agreement: str
) -> None:
    """By its name, or by its parties and words of its title."""
    assert ("agreement", agreement) in found(bonds, told(newsroom, title, lead))


@pytest.mark.parametrize(
    "title",
    [
        "МАЗ поставит Ульяновску сорок автобусов",
        "Ульяновская область и Беларусь договорились о сотрудничестве",
        "Правительство Ульяновской области подписало соглашение с Татарстаном",
        "Ульяновская область и Беларусь подписали дорожную карту на 2026–2028 годы",
        "«Авиастар» подписал соглашение с профсоюзом",
        "Ульяновские школьники вернулись из Бреста",
        "Авиастар и 407 завод отметили день авиации",
    ],
)
def test_what_is_not_sure_is_not_offered(newsroom: Newsroom, bonds: Bonds, title: str) -> None:
    """One party alone, a word of agreements alone, another document: nothing."""
    assert [kind for kind, _ in found(bonds, told(newsroom, title)) if kind != "project"] == []


def test_an_item_of_the_plan_is_found_by_who_owes_it_and_its_words(newsroom: Newsroom, bonds: Bonds) -> None:
    """Body, sector and three words; without the body, or with words alone, it is none."""
    (bond,) = (one for one in bonds.of(told(newsroom, NODES)) if one.kind is LinkKind.COMMITMENT)
    assert bond.ref == "1"
    assert bond.why["organisations"] == ["aviastar", "mzga-407"]
    assert {"узел", "агрегат", "поставка"} <= set(bond.why["words"])
    other = told(newsroom, "УАЗ представил сведения о поставках узлов и агрегатов за ноябрь в Беларусь")
    assert ("commitment", "1") not in found(bonds, other)


def test_what_was_removed_from_control_hangs_on_nothing(newsroom: Newsroom) -> None:
    """Nobody owes it any more."""
    removed = [replace(one, state=CommitmentState.REMOVED) for one in OWED]
    without = Bonds(starter(), knowledge().names, dictionary(), removed)
    assert not any(kind == "commitment" for kind, _ in found(without, told(newsroom, NODES)))


def test_words_that_half_of_the_plan_has_tell_nothing_of_one(newsroom: Newsroom) -> None:
    """Of eleven commitments with the same words none is meant."""
    alike = [replace(OWED[0], id=number) for number in range(1, 12)]
    assert not any(
        kind == "commitment"
        for kind, _ in found(Bonds(starter(), knowledge().names, dictionary(), alike), told(newsroom, NODES))
    )


def test_a_project_by_its_name(newsroom: Newsroom, bonds: Bonds) -> None:
    """And by a body that takes part in it."""
    story = told(newsroom, "Минский завод № 407 поставит «Авиастару» узлы для МС-21")
    assert Bond(1, LinkKind.PROJECT, "ms-21", {}).ref in {ref for kind, ref in found(bonds, story) if kind == "project"}
    assert not found(bonds, told(newsroom, "МС-21 показали на выставке"))
