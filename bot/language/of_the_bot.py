"""Whether a text speaks of the bot itself: «привет», «спасибо», «что ты умеешь», «как подписаться на дайджест».

Every word must be of that, or say nothing: «спасибо за соглашение с Минском» is a question.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from bot.language.words import Word


class Matter(StrEnum):
    """What of the bot is spoken of; but for the first two it is the name of the command that does it."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    DIGEST = "digest"
    SETTINGS = "settings"
    PAUSE = "pause"
    JOIN = "join"
    CALENDAR = "calendar"
    SEARCH = "search"
    MY = "my"


_TABLE: Final = {
    Matter.GREETING: "привет приветствовать здравствуйте здравствовать здорово добрый",
    Matter.THANKS: "спасибо благодарить thank thanks",
    Matter.HELP: "помощь помочь дапамог уметь ўмееш команда меню бот возможность",
    Matter.DIGEST: "дайджест подписка подписаться отписать отписаться рассылка",
    Matter.SETTINGS: "настройка настроить язык мова английский пояс тишина тихий уведомление",
    Matter.PAUSE: "пауза приостановить уведомление",
    Matter.JOIN: "роль доступ право",
    Matter.CALENDAR: "календарь",
    Matter.SEARCH: "поиск",
    Matter.MY: "напоминание пункт",
}
_OF: Final = {
    key: [each for each, keys in _TABLE.items() if key in keys.split()]
    for keys in _TABLE.values()
    for key in keys.split()
}
_SMALL: Final = frozenset({
    "как", "я", "мой", "что", "кто", "где", "ты", "вы", "это", "этот", "такой", "звать", "на", "от", "в", "у", "и", "а",
    "ну", "же", "за", "пожалуйста", "быть", "есть", "мочь", "делать", "хотеть", "можно", "нужно", "надо", "нужный",
    "включить", "отключить", "выключить", "поменять", "сменить", "изменить", "получать", "получить", "дать", "новость",
    "день", "утро", "вечер", "большой", "мы", "для", "с", "не", "или", "твой", "ваш", "час", "часы", "часовой",
    "работать", "пользоваться", "посмотреть", "показать",
})  # fmt: skip
_YOU: Final = frozenset({"ты", "вы"})
_WHO_ARE_YOU: Final = _YOU | {"кто", "такой", "как", "звать", "что", "мочь", "делать", "быть", "есть", "а", "это"}


def matters(words: Iterable[Word]) -> tuple[Matter, ...]:
    """Return what of the bot a text speaks of, nothing when it speaks of anything else."""
    keys = {low if (low := word.surface.lower()) in _OF else word.key for word in words}
    if keys & _YOU and keys <= _WHO_ARE_YOU:
        return (Matter.HELP,)
    of = {matter for key in keys & _OF.keys() for matter in _OF[key]}
    return tuple(each for each in Matter if each in of) if keys <= _SMALL | _OF.keys() else ()
