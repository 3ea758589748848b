"""Names of the register in texts: who is meant, who is not."""

from collections.abc import Iterable

import pytest

from bot.language.aliases import Exactness, offices
from bot.language.names import Names
from storage.register_records import EntryKind, Official, Organisation, Register, Side
from tests.language.starter import dictionary, knowledge


def _named(text: str, names: Names | None = None, *, loose: bool = False) -> set[str]:
    mentions = (names or knowledge().names).mentions(text, loose=loose)
    return {
        mention.slug
        for mention in mentions
        if mention.exactness > Exactness.KEYWORD and mention.kind in {EntryKind.ORGANISATION, EntryKind.PERSON}
    }


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Поставки на МАЗ и УАЗ продолжены", {"maz", "uaz"}),
        ("Аптека продаёт мази и маз", set()),
        ("Минского автомобильного завода", {"maz"}),
        ("специалисты Минского автозавода", {"maz"}),
        ("ПАО «ОАК» и «Авиастар»", {"aviastar", "oak"}),
        ("Объединенной авиастроительной корпорацией", {"oak"}),
        ("ил на дне реки", set()),
        ("заместитель гендиректора «Ила»", {"pao-il"}),
        ("вычислить интеграл и взять пеленг", set()),
        ("ОАО «Интеграл» и «Пеленгом»", {"integral"}),
        ("ОАО «558 АРЗ» и 558-м авиаремонтным заводом", {"arz-558"}),
        ("558 Авиационного ремонтного завода", {"arz-558"}),
        ("В ГОРОДЕ ЛИДА ОТКРЫЛИ ЗАВОД МАЗ", {"maz"}),
        ("в Мозыре и Бресте", {"brest-obl"}),
        ("крутой подъём для русских сезонов", set()),
        ("встретились Русских и Крутой", {"russkih", "krutoy"}),
        ("с Дмитрием Крутым и Алексеем Юрьевичем", {"krutoy", "russkih"}),
        ("беларус из Минска", {"mingorispolkom"}),
        ("трактор Беларус", {"mtz"}),
        ("УлГУ, УлГТУ и УлГАУ", {"ulgu", "ulgtu", "ulgau"}),
        ("Минским горисполкомом", {"mingorispolkom"}),
        ("губернатору Ульяновской области", {"russkih"}),
        ("автокомпонент, поставки", set()),
        ("ГК «Автокомпонент»", {"avtokomponent"}),
        ("Самарская область, Кировский завод", set()),
    ],
)
def test_an_article_names_whom_it_names(text: str, slugs: set[str]) -> None:
    """Case forms are found; common words, other bodies and names written as common words are not."""
    assert _named(text) == slugs


def test_a_question_may_name_in_small_letters() -> None:
    """Read loosely, a name whose guard does not hold is given and marked."""
    (mention,) = [each for each in knowledge().names.mentions("что с мтз", loose=True) if each.slug == "mtz"]
    assert (mention.exactness, mention.alias) == (Exactness.LOOSE, "МТЗ")
    assert _named("что с мтз") == set()


def test_the_longest_name_wins_and_stops_at_punctuation() -> None:
    """«Полесье Машстрой» is not «Полесье»; a name does not run over a comma."""
    assert "polesie-mashstroy" in _named("завод Полесье Машстрой")
    assert "polesie-dg" not in _named("завод Полесье Машстрой")
    assert _named("Минский, тракторный завод") == {"mingorispolkom", "mtz"}


def test_one_span_may_have_several_bearers() -> None:
    """«Полесье» is two plants; the text alone does not say which, so both are given."""
    assert _named("Полесье") >= {"polesie-dg", "polesie-kobrin"}


def test_a_mention_knows_its_place() -> None:
    """Places are those of the text as given."""
    text = "На «Авиаста\u00adре» собрали"
    (mention,) = [each for each in knowledge().names.mentions(text) if each.slug == "aviastar"]
    assert text[mention.start : mention.end] == "Авиаста\u00adре"


def test_prepositions_inside_a_name_do_not_matter() -> None:
    """«рейс на Минск» is «рейс в Минск»."""
    slugs = {mention.slug for mention in knowledge().names.mentions("рейс на Минск")}
    assert "aviareys-minsk" in slugs


def _names(*organisations: Organisation, officials: Iterable[Official] = ()) -> Names:
    register = Register(
        organisations={each.slug: each for each in organisations}, officials={each.slug: each for each in officials}
    )
    return Names(register, dictionary())


def _plant(slug: str, *aliases: str) -> Organisation:
    return Organisation(slug=slug, full=f"Завод {slug}", short=slug, side=Side.BELARUS, body="завод", aliases=aliases)


def test_a_small_letter_alias_lifts_the_guard() -> None:
    """Whoever lists «уаз» beside «УАЗ» says that small letters are the name too, in whichever order."""
    assert _named("едет уаз", _names(_plant("primer", "УАЗ", "уаз"))) == {"primer"}
    assert _named("едет уаз", _names(_plant("primer", "уаз", "УАЗ"))) == {"primer"}
    assert _named("едет уаз", _names(_plant("primer", "УАЗ"))) == set()


def test_a_listed_alias_outranks_a_derived_one() -> None:
    """The same words learnt as a derived form and as a listed name count as listed."""
    names = _names(_plant("primer", "ОАО «Пример» (Минск)", "Пример"))
    assert {mention.exactness for mention in names.mentions("Пример")} == {Exactness.NAMED}


def test_empty_and_one_letter_aliases_are_no_names() -> None:
    """A name without words, or of one letter, would be found everywhere."""
    assert _named("А — и", _names(_plant("primer", "«»", "А"))) == set()


def test_a_person_of_one_name_has_no_other_orders() -> None:
    """A name of one word is only itself."""
    single = Official(slug="primer", name="Примеров", role="")
    assert _named("Примеров приехал", _names(officials=[single])) == {"primer"}


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("губернатор Ульяновской области", {"губернатор", "глава Ульяновской области", "глава региона"}),
        ("посол Беларуси в России до января 2026 года", {"посол", "посол Беларуси", "посол Республики Беларусь"}),
        ("глава Администрации Президента (ранее посол Беларуси в России — так назван)", {"посол Беларуси в России"}),
        ("в 2019–2023 годах — генеральный директор Корпорации развития", {"директор Корпорации развития"}),
        ("15.01.2026 назначен председателем Витебского облисполкома", {"председателем Витебского облисполкома"}),
    ],
)
def test_offices_are_asked_for_in_several_ways(role: str, asked: set[str]) -> None:
    """An office is also its shorter forms, and a governor the head of the region."""
    assert asked <= set(offices(role))


def test_an_office_held_before_is_asked_for_in_full_only() -> None:
    """«посол» is whoever is now, so a former one is not called so in short."""
    assert "посол" not in set(offices("глава Администрации (ранее посол Беларуси в России)"))
