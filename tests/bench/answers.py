"""What is asked of the bot, and how it is started: the product itself, ``python -m bot run``, on a SQLite file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

COMMAND: Final = ("-m", "bot", "run")

QUESTIONS: Final = (
    "Что у нас по авиапрому с белорусами?",
    "авиастроение",
    "станки с чпу",
    "что со станкостроением?",
    "беспилотники",
    "БПЛА",
    "автокомпоненты",
    "комбайны",
    "сельхозтехника",
    "метро",
    "железная дорога",
    "микросхемы",
    "образование и наука",
    "театр",
    "Брестская крепость",
    "легпром",
    "автобусы",
    "инвестиции",
    "туризм",
    "ядерная медицина",
    "что делается в сфере туризма",
    "что делает 558-й завод",
    "558 АРЗ",
    "407 завод",
    "Минский завод гражданской авиации",
    "сколько человек работает на УАЗе",
    "маз",
    "мтз",
    "Авиастар",
    "ульяновский авиазавод",
    "расскажи про Путьмаш",
    "кто делает подбивочные блоки",
    "Минский горисполком",
    "Кухарев",
    "товарооборот с Беларусью",
    "соглашение с Минском",
    "что подписали с Гомелем",
    "Ил‑76",
    "MC-21",
    "проекты по станкостроению",
)


def environment(url: str, store: Path) -> Mapping[str, str]:
    """Return the settings of a bot that speaks to the stand-in and keeps its store in this file."""
    return {
        "BOT_TOKEN": "42:BENCH-EXAMPLE",
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{store}",
        "LOG_LEVEL": "INFO",
    }
