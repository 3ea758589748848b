"""What a tap or an answer makes of a wish: decided without I/O. A stranger's value changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

from bot.knowledge import Known
from bot.news.wishes import LAST_DAY, Calendars, country_for, next_digest
from bot.render.digest_buttons import DigestAct
from bot.render.subscription import OWN_ZONE, ZONE_CODES, word_code
from handlers.naming import organisation_named
from storage.digest_records import DigestWish, Following, Rhythm
from storage.records import Grant
from storage.register_records import Register

MOST_WORDS: Final = 20
MOST_ORGANISATIONS: Final = 15
LONGEST_WORD: Final = 60
_MINUSES: Final = ("-", "−", "–", "—")
_LAST_WEEKDAY: Final = 6
_LAST_HOUR: Final = 23


@dataclass(frozen=True, slots=True)
class Around:
    """What a change is decided by: the register, the calendars, the roles of the reader, now and their zone."""

    register: Register
    calendars: Calendars
    grants: Sequence[Grant]
    now: datetime
    zone: str

    def due_anew(self, wish: DigestWish) -> DigestWish:
        """Return a wish whose next digest is due by what it says now."""
        calendar = self.calendars[country_for(self.grants, wish.zone)]
        return replace(wish, next_at=next_digest(wish, self.now, calendar))


def changed(wish: DigestWish, act: DigestAct, value: str, around: Around) -> DigestWish | None:
    """Return the wish after a tap, ``None`` for a value that means nothing."""
    return _CHANGES[act](wish, value, around)


def _sector(wish: DigestWish, value: str, around: Around) -> DigestWish | None:
    following = wish.following
    if not value:
        return replace(wish, following=replace(following, sectors=()))
    if value not in around.register.sectors:
        return None
    chosen = set(following.sectors) ^ {value}
    sectors = tuple(slug for slug in around.register.sectors if slug in chosen)
    return replace(wish, following=replace(following, sectors=sectors))


def _organisation(wish: DigestWish, value: str, _around: Around) -> DigestWish | None:
    left = tuple(slug for slug in wish.following.organisations if slug != value)
    return replace(wish, following=replace(wish.following, organisations=left))


def _word(wish: DigestWish, value: str, _around: Around) -> DigestWish | None:
    following = wish.following
    included = tuple(word for word in following.included if word_code(word, excluded=False) != value)
    excluded = tuple(word for word in following.excluded if word_code(word, excluded=True) != value)
    return replace(wish, following=replace(following, included=included, excluded=excluded))


def _rhythm(wish: DigestWish, value: str, around: Around) -> DigestWish | None:
    plain = {Rhythm.WORKING_DAYS, Rhythm.DAILY, Rhythm.AT_ONCE}
    if value not in plain:
        return None
    return around.due_anew(replace(wish, rhythm=Rhythm(value), day=0))


def _weekday(wish: DigestWish, value: str, around: Around) -> DigestWish | None:
    day = _number(value, 0, _LAST_WEEKDAY)
    return None if day is None else around.due_anew(replace(wish, rhythm=Rhythm.WEEKLY, day=day))


def _month_day(wish: DigestWish, value: str, around: Around) -> DigestWish | None:
    day = _number(value, 1, LAST_DAY)
    return None if day is None else around.due_anew(replace(wish, rhythm=Rhythm.MONTHLY, day=day))


def _hour(wish: DigestWish, value: str, around: Around) -> DigestWish | None:
    hour = _number(value, 0, _LAST_HOUR)
    return None if hour is None else around.due_anew(replace(wish, at=time(hour)))


def _zone(wish: DigestWish, value: str, around: Around) -> DigestWish | None:
    zone = around.zone if value == OWN_ZONE else ZONE_CODES.get(value)
    return None if zone is None else around.due_anew(replace(wish, zone=zone))


def _borderline(wish: DigestWish, value: str, _around: Around) -> DigestWish | None:
    return replace(wish, following=replace(wish.following, borderline=value == "1"))


def _number(value: str, least: int, most: int) -> int | None:
    number = int(value) if value.isascii() and value.isdigit() else -1
    return number if least <= number <= most else None


_CHANGES: dict[DigestAct, Callable[[DigestWish, str, Around], DigestWish | None]] = {
    DigestAct.SECTOR: _sector,
    DigestAct.ORGANISATION: _organisation,
    DigestAct.WORD: _word,
    DigestAct.RHYTHM: _rhythm,
    DigestAct.WEEKDAY: _weekday,
    DigestAct.MONTHDAY: _month_day,
    DigestAct.HOUR: _hour,
    DigestAct.ZONE: _zone,
    DigestAct.BORDERLINE: _borderline,
}


def followed(following: Following, slug: str, register: Register, *, organisation: bool, on: bool) -> Following:
    """Return what is followed once an entry is, or is no more; the sectors in the register's order."""
    if organisation:
        others = tuple(one for one in following.organisations if one != slug)
        return replace(following, organisations=(*others, slug)[-MOST_ORGANISATIONS:] if on else others)
    chosen = {*following.sectors, slug} if on else {*following.sectors} - {slug}
    return replace(following, sectors=tuple(one for one in register.sectors if one in chosen))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer adds: to what is followed, what was not understood, whether there was no room for all."""

    following: Following
    taken: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    full: bool = False


def with_organisations(following: Following, text: str, known: Known) -> Answer:
    """Return what follows from names, one to a line or with commas between."""
    whole = organisation_named(text.strip(), known)
    names = [text] if whole else _pieces(text)
    organisations, taken, unknown, full = list(following.organisations), [], [], False
    for name in names:
        found = organisation_named(name.strip(), known)
        if found is None:
            unknown.append(name)
        elif len(organisations) >= MOST_ORGANISATIONS and found.slug not in organisations:
            full = True
        else:
            taken.append(found.short or found.full)
            organisations += [found.slug] if found.slug not in organisations else []
    return Answer(replace(following, organisations=tuple(organisations)), tuple(taken), tuple(unknown), full)


def with_words(following: Following, text: str, has_words: Callable[[str], bool]) -> Answer:
    """Return what follows from words with commas between, a minus before those that are not wanted.

    ``has_words`` tells whether a piece has a word at all. A word said the other way round changes over.
    """
    included, excluded, taken, full = list(following.included), list(following.excluded), [], False
    for piece in _pieces(text):
        minus = piece.startswith(_MINUSES)
        word = " ".join(piece.lstrip("+" + "".join(_MINUSES)).casefold().split())[:LONGEST_WORD].strip()
        if not word or not has_words(word):
            continue
        to, other = (excluded, included) if minus else (included, excluded)
        if word in other:
            other.remove(word)
        if word in to:
            taken.append(word)
        elif len(included) + len(excluded) >= MOST_WORDS:
            full = True
        else:
            to.append(word)
            taken.append(f"−{word}" if minus else word)
    return Answer(replace(following, included=tuple(included), excluded=tuple(excluded)), tuple(taken), (), full)


def _pieces(text: str) -> list[str]:
    lines: Iterable[str] = text.replace(";", "\n").replace(",", "\n").splitlines()
    return [piece for piece in (" ".join(one.split()) for one in lines) if piece]
