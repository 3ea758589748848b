"""Who gets whose reminders on a day: decided without I/O."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from storage.reminding_records import Deputyship


def stand_ins(deputyships: Iterable[Deputyship], day: date, is_able: Callable[[int], bool]) -> Mapping[int, int]:
    """Return who stands in for whom on a day: those who are away, each with who gets their reminders.

    A deputy who is away as well passes them on. Where it ends with somebody who cannot be written to or has no access
    any more (``is_able``), or comes round to where it began, the reminders stay with the one who owes.
    """
    named = {one.user_id: one.deputy_id for one in deputyships if one.first <= day <= one.last}
    found = {}
    for person in named:
        deputy = _last_of_chain(person, named, is_able)
        if deputy is not None:
            found[person] = deputy
    return found


def _last_of_chain(person: int, named: Mapping[int, int], is_able: Callable[[int], bool]) -> int | None:
    seen, deputy = {person}, named[person]
    while deputy in named and deputy not in seen:
        seen.add(deputy)
        deputy = named[deputy]
    return deputy if deputy not in seen and is_able(deputy) else None
