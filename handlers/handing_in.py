"""What those who owe a deadline hand in when the last word is said: a report, a request for a later date.

a question's answers -> as whom, in whose place -> the store, with the notices to those who decide
"""

from collections.abc import Iterator
from datetime import date

from bot.plan.control import Owing, owing
from bot.plan.standing_in import owing_in_place_of
from bot.render import control as words
from bot.render.control import extension_asked, extension_notice, handed_in, plain_said, report_notice
from bot.render.message import Message as Screen
from handlers.answered import Answered
from handlers.plan_cards import notice
from handlers.standing_in import Told, absent_for, doer, name_of, number_of, told_of
from storage.control_records import Evidence, Extension, NewExtension, NewReport, Report
from storage.parting import about
from storage.records import Commitment, NewDelivery, User


async def _owed(given: Answered) -> tuple[Commitment, Owing, User | None] | None:
    """Return of which commitment the deadline is, on which side it is owed, and in whose place the answer is given.

    ``None``: whoever answers does not owe it (any more), and does not stand in (any more) for the one who does.
    """
    commitment = await given.asker.store.plan.of_deadline(given.dialogue.deadline_id or 0)
    number = given.dialogue.said.get("instead_of")
    if commitment is None:
        return None
    if number is not None:
        place = owing_in_place_of(number, await absent_for(given.user, given.asker), commitment)
        return None if place is None else (commitment, place[1], place[0])
    owed = owing(given.user.grants, commitment)
    return None if owed is None else (commitment, owed, None)


def _not_owed(given: Answered) -> Screen:
    in_place = "instead_of" in given.dialogue.said
    return plain_said(words.NOT_STANDING_IN if in_place else words.NOT_YOURS, given.asker.tr)


def _names(user: User, place: User | None, told: Told) -> str:
    """Return how the key of a notice begins: whose names stand in it."""
    return about(user.id, number_of(place), number_of(told.instead_of))


async def ask_extension(given: Answered) -> Screen:
    """Ask the coordinators for a later date and return what came of it."""
    asker, user = given.asker, given.user
    await asker.store.dialogues.end(user.id)
    found = await _owed(given)
    if found is None:
        return _not_owed(given)
    commitment, owed, place = found
    those = await told_of(owed.side, user.id, asker)

    def tell(asked: Extension) -> Iterator[NewDelivery]:
        for one in those:
            tr, names = given.catalogues.of(one.user.language), (name_of(place), name_of(one.instead_of))
            screen = extension_notice(asked, commitment, user.name, tr, *names)
            yield notice(f"{_names(user, place, one)}extension:{asked.id}:{one.user.id}", one.user, screen, asker)

    wished = date.fromisoformat(given.dialogue.said["wished"])
    new = NewExtension(given.subject, doer(user, place), owed.side, wished, given.said)
    asked = await asker.store.control.ask_extension(new, tell, asker.now)
    if asked is None:
        return plain_said(words.ASKED_ALREADY, asker.tr)
    return extension_asked(asked, commitment, len(those), asker.tr)


async def hand_report_in(given: Answered) -> Screen:
    """Hand a report in to the coordinators and return what came of it."""
    asker, user, said = given.asker, given.user, given.dialogue.said
    await asker.store.dialogues.end(user.id)
    found = await _owed(given)
    if found is None:
        return _not_owed(given)
    commitment, owed, place = found
    those = await told_of(owed.side, user.id, asker)

    def tell(report: Report) -> Iterator[NewDelivery]:
        for one in those:
            tr, names = given.catalogues.of(one.user.language), (name_of(place), name_of(one.instead_of))
            screen = report_notice(report, commitment, user.name, tr, *names)
            yield notice(f"{_names(user, place, one)}reported:{report.id}:{one.user.id}", one.user, screen, asker)

    files = tuple(Evidence(**one) for one in said.get("files", ()))
    new = NewReport(given.subject, doer(user, place), owed.side, said["text"], files, asker.today)
    report = await asker.store.control.report(new, tell, asker.now)
    if report is None:
        return plain_said(words.REPORTED_ALREADY, asker.tr)
    return handed_in(report, commitment, len(those), asker.tr)
