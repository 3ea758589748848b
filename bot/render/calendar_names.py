"""The names of months and days of the week in the languages of the interface."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calendar:
    """Names of a language: months beside a day («июня»), months alone («июнь»), days of the week from Monday."""

    of_day: tuple[str, ...]
    alone: tuple[str, ...]
    weekdays: tuple[str, ...]


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


CALENDARS = {
    "ru": Calendar(
        _words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
        _words("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
        _words("понедельник вторник среда четверг пятница суббота воскресенье"),
    ),
    "be": Calendar(
        _words("студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня"),
        _words("студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань"),
        _words("панядзелак аўторак серада чацвер пятніца субота нядзеля"),
    ),
    "en": Calendar(
        _words("January February March April May June July August September October November December"),
        _words("January February March April May June July August September October November December"),
        _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    ),
}
