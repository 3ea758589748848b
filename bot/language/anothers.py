"""Whether a body asked for by its place or its side is another's: «Минский моторный завод», «СЭЗ „Витебск“»."""

from itertools import pairwise, takewhile

from bot.language.question import Question, Unit
from bot.language.senses import Senses
from bot.language.texts import Ref
from bot.language.vocabulary import BODIES, SIDES
from bot.language.words import Word
from storage.register_records import EntryKind, Organisation, Register, Side

_RUSSIA = "россия"
_CAPITAL = ("минск",)
_ZONES = frozenset({"сэз", "зона", "оэз", "тосэр"})
_ZONE = "экономическая зона"


class Anothers:
    """Tells what is another's; built once per revision of the register."""

    def __init__(self, register: Register, senses: Senses) -> None:
        """Stand on a register and what units say."""
        self._register = register
        self._senses = senses

    def are_named(self, question: Question) -> bool:
        """Return whether the adjective before a name makes it another's: «Минский моторный завод» is none of ours."""
        named = [unit for unit in question.units if unit.mentions]
        russian = any(word.key == _RUSSIA for word in question.words)
        if any(self._is_anothers(unit, question) or (russian and self._is_russias(unit, question)) for unit in named):
            return True
        return self._is_elsewhere(question) or self._is_zone_elsewhere(question)

    def _is_zone_elsewhere(self, question: Question) -> bool:
        """Return whether a zone is asked for that is called by a place where none of ours is: «СЭЗ „Витебск“»."""
        for zone, place in pairwise(question.units):
            if zone.words[-1].key not in _ZONES or not _is_quoted_or_next(zone, place):
                continue
            unknown = not self._senses.knows(place) and not self._senses.has(place.words[0])
            if unknown or (self._senses.is_place(place) and not self._has_there(_ZONE, place)):
                return True
        return False

    def _is_elsewhere(self, question: Question) -> bool:
        """Return whether a works or a university is asked for by its place, and none of ours is there."""
        bodies = {word.start: BODIES[word.key] for word in question.words if word.key in BODIES}
        places = [unit for unit in question.units if bodies and self._is_geographic(unit)]
        for unit in places:
            word = unit.words[0]
            at = question.words.index(word)
            asked = next((bodies[each.start] for each in question.words[at + 1 : at + 4] if each.start in bodies), None)
            if asked and "ADJF" in self._senses.grammar(word) and not self._has_there(asked, unit):
                return True
        return False

    def _is_geographic(self, unit: Unit) -> bool:
        """Return whether a unit is a place, of ours or but told of by the register: "Polotsk"."""
        if self._senses.is_place(unit):
            return True
        return not unit.mentions and unit.words[0].key not in SIDES and self._senses.is_geographic(unit.words[0].key)

    def _has_there(self, body: str, place: Unit) -> bool:
        bodies = (each for each in self._register.organisations.values() if each.body.startswith(body))
        return any(self._senses.stands_in((EntryKind.ORGANISATION, each.slug), place) for each in bodies)

    def _is_anothers(self, unit: Unit, question: Question) -> bool:
        before = self._adjectives_before(unit, question)
        bodies = [(each.kind, each.slug) for each in unit.mentions if each.kind is EntryKind.ORGANISATION]
        if not before or len(bodies) < len(unit.mentions) or self._senses.is_place(unit):
            return False
        side = next((SIDES[word.key] for word in before if word.key in SIDES), None)
        if side is not None:
            entries = (self._register.find(*ref) for ref in bodies)
            return not any(isinstance(each, Organisation) and _is_of_side(each, side) for each in entries)
        places = [each for each in question.units if self._senses.is_place(each) and each.words[0] in before]
        return bool(places) and not any(
            self._senses.stands_in(ref, places[0]) or self._is_of_the_capital(ref, places[0]) for ref in bodies
        )

    def _is_russias(self, unit: Unit, question: Question) -> bool:
        """Return whether a body of Belarus is said to be Russia's: «администрация президента России»."""
        entries = [self._register.find(each.kind, each.slug) for each in unit.mentions]
        of_belarus = all(isinstance(each, Organisation) and each.side is Side.BELARUS for each in entries)
        ends = unit.words[-1].end
        return of_belarus and any(word.key == _RUSSIA and word.start == ends + 1 for word in question.words)

    def _is_of_the_capital(self, ref: Ref, place: Unit) -> bool:
        """Return whether a body of Belarus whose name tells no place may be the capital's: «минский Интеграл»."""
        entry = self._register.find(*ref)
        of_belarus = isinstance(entry, Organisation) and entry.side is Side.BELARUS
        return of_belarus and place.keys == _CAPITAL and not self._senses.tells_a_place(ref)

    def where_it_is(self, question: Question) -> float:
        """Return the weight of the capital that but tells where a body named before it is: «БГУ в Минске»."""
        return sum(
            self._senses.weight(place)
            for body, place in pairwise(question.units)
            if self._senses.is_place(place) and any(self._is_of_the_capital(ref, place) for ref in _refs_of(body))
        )

    def _adjectives_before(self, unit: Unit, question: Question) -> list[Word]:
        """Return the adjectives right before a name: «белорусский национальный …»."""
        before = [word for word in question.words if word.end <= unit.words[0].start]
        return list(takewhile(lambda word: "ADJF" in self._senses.grammar(word), reversed(before)))


def _is_of_side(body: Organisation, side: Side) -> bool:
    """Return whether a body is of a side, by its capital too: «белорусская фабрика игрушек» stands in Dimitrovgrad."""
    return body.side in {side, Side.FEDERAL} or (side is Side.BELARUS and "белорусск" in body.body)


def _is_quoted_or_next(zone: Unit, place: Unit) -> bool:
    return place.words[0].start - zone.words[-1].end <= len(" «")


def _refs_of(unit: Unit) -> frozenset[tuple[EntryKind, str]]:
    return frozenset((each.kind, each.slug) for each in unit.mentions)
