"""Words of ours said of something else get no card; the same words said of ours do."""

import pytest

from bot.answers import AnswerKind
from tests.language.intents_asked import ASKED_ON
from tests.language.starter import knowledge

OTHERWISE = """
у нас ещё вагон времени
ломается крыло дома
крыло больницы
план дома
театр военных действий
реклама двигатель торговли
мастер спорта
книга метро 2033
бритвенный станок
кухонный комбайн
бумажный самолётик
слушай, ты крутой
ну ты и крутой
кто написал «Алые паруса»
кто изобрёл метро
кто придумал театр
чем меморандум отличается от соглашения
чем отличается вуз от института
во сколько последняя маршрутка до Димитровграда
какие планы на вечер
какие планы на пятницу вечером
какие у тебя планы на лето
сколько чиновник получает в Минске
"""
AS_OURS = """
вагоны
крыло МС-21
план на 2025 год
какие планы на завтра
союз промышленников
двигатели
театр
Брестская крепость
ДИП «Мастер»
минское метро
станки
комбайны
самолёт
Крутой
ты знаешь, кто такой Крутой
«Алые паруса»
чем отличаются УлГУ и УлГТУ
во сколько раз вырос товарооборот
что по плану до пятницы
"""


@pytest.mark.parametrize("question", OTHERWISE.strip().splitlines())
def test_a_word_of_ours_said_of_something_else_gets_no_card(question: str) -> None:
    """What stands beside the word tells."""
    answer = knowledge().answer(question, ASKED_ON)
    assert (answer.kind, answer.likely) == (AnswerKind.NONE, False)


@pytest.mark.parametrize("question", AS_OURS.strip().splitlines())
def test_the_word_itself_is_answered(question: str) -> None:
    """The same word of ours."""
    assert knowledge().answer(question, ASKED_ON).kind is not AnswerKind.NONE
