"""Words of a question that ask who heads something in another way: «кто главный в Минске», «первое лицо области»."""

from types import MappingProxyType

from bot.language.beside import Place, Rules


def _main(here: Place) -> str | None:
    """Read «кто главный в Минске» as whoever heads it."""
    return "глава" if "кто" in here.keys and here.beside(1) in {"в", "во", ""} and here.word.key == "главный" else None


def _stands(here: Place) -> str | None:
    return "быть" if "глава" in here.keys and "кто" in here.keys else None


def _governs(here: Place) -> str | None:
    return "глава" if "кто" in here.keys else None


def _head(here: Place) -> str | None:
    """Read who heads the working group as its co-chairman; the governor and the heads of regions negotiated."""
    after = (here.beside(1), here.beside(2))
    regions = [word for word in here.words[here.at + 1 : here.at + 4] if word.key in {"область", "облисполком"}]
    if "губернатор" in here.keys and any("sing" not in here.dictionary.grammar(word.surface) for word in regions):
        return "переговоры"
    asked = "кто" in here.keys and {"рабочий", "группа"} <= here.keys
    return "сопредседатель" if asked or after == ("рабочий", "группа") else None


def _embassy(here: Place) -> str | None:
    return "посол" if here.beside(-1) == "глава" else None


def _government(here: Place) -> str | None:
    heads = here.beside(-1) == "глава"
    return "премьер-министр" if heads and here.beside(1) in {"беларусь", "республика"} else None


def _vice(here: Place) -> str | None:
    return "зампред" if here.beside(1) == "председатель" else None


def _face(here: Place) -> str | None:
    return "глава" if here.beside(-1) == "1" else None


def _moscow(here: Place) -> str | None:
    """Read where the ambassador of Belarus sits as nothing more."""
    return "этот" if "беларусь" in here.keys and not {"посол", "посольство"}.isdisjoint(here.keys) else None


OFFICES: Rules = MappingProxyType(
    {
        "главный": _main,
        "стоить": _stands,
        "управлять": _governs,
        "глава": _head,
        "посольство": _embassy,
        "правительство": _government,
        "заместитель": _vice,
        "лицо": _face,
        "москва": _moscow,
    }
)
