"""What is preferred between entries that answer alike: what is in force, and the newest figure and office."""

from datetime import date
from functools import lru_cache

from bot.language.currency import favour_of_figure, freshness, in_force
from bot.language.ranking import Candidate, Ranking, by_score
from bot.language.texts import Ref
from storage.register_records import Agreement, Indicator, Official, Register

_IN_FORCE = 0.25
_KEPT = 5_000


class Favour:
    """Raises what is preferred on a day; built once per revision of the register."""

    def __init__(self, register: Register) -> None:
        """Stand on a register."""
        self._register = register
        self._by = lru_cache(maxsize=_KEPT)(self._made_out)

    def among(self, ranking: Ranking, today: date) -> Ranking:
        """Return the ranking with what is preferred on ``today`` before its equals."""
        raises = [self._by(each.subject.ref, today) for each in ranking.candidates]
        if not any(raises):
            return ranking
        favoured = map(Candidate.raised, ranking.candidates, raises)
        return Ranking(tuple(sorted(favoured, key=by_score)), ranking.foreign)

    def _made_out(self, ref: Ref, today: date) -> float:
        match entry := self._register.find(*ref):
            case Indicator():
                return favour_of_figure(entry, today)
            case Agreement():
                return _IN_FORCE if in_force(entry, today) else 0.0
            case Official():
                return freshness(entry, today)
            case _:
                return 0.0
