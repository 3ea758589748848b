"""A decision on a report or on a request for a later date: written down, and told to its author.

An author who may not read the plan any more (replaced, suspended, gone) is told nothing: those who owe it now are.
"""

from collections.abc import Iterator, Mapping

from bot.plan.control import Owing, owing
from bot.plan.standing_in import Deciding
from bot.render.catalogue import Catalogues
from bot.render.control import extension_decided, report_decided
from bot.replies import Asker
from bot.rights import Access, Right, rights_of
from handlers.plan_cards import notice
from handlers.standing_in import doer, name_of, number_of
from storage.control_records import Extension, Report
from storage.parting import about
from storage.records import Commitment, NewDelivery, User
from storage.register_records import Side


async def settle_report(
    report: Report,
    commitment: Commitment,
    who: Deciding,
    asker: Asker,
    catalogues: Catalogues,
    returned: str | None = None,
) -> tuple[Report | None, bool]:
    """Accept a report, or return it for a reason, and tell its author; see :meth:`~storage.control.Control.decide`."""
    readers = await _readers(report.by, report.side, commitment, asker)

    def tell(decided: Report) -> Iterator[NewDelivery]:
        for key, one in readers.items():
            tr, place = catalogues.of(one.language), who.instead_of
            screen = report_decided(decided, commitment, tr, who.user.name, name_of(place))
            names = about(who.user.id, number_of(place))
            yield notice(f"{names}report-decided:{decided.id}{key}", one, screen, asker)

    accepted, why = returned is None, returned or ""
    return await asker.store.control.decide(
        report.id, accepted=accepted, reason=why, by=doer(who.user, who.instead_of), tell=tell, now=asker.now
    )


async def settle_extension(
    extension: Extension,
    commitment: Commitment,
    who: Deciding,
    asker: Asker,
    catalogues: Catalogues,
    refused: str | None = None,
) -> tuple[Extension | None, bool]:
    """Grant a request, or refuse it for a reason, and tell its author, as :func:`settle_report` does."""
    readers = await _readers(extension.by, extension.side, commitment, asker)

    def tell(decided: Extension) -> Iterator[NewDelivery]:
        for key, one in readers.items():
            tr, place = catalogues.of(one.language), who.instead_of
            screen = extension_decided(decided, commitment, tr, who.user.name, name_of(place))
            names = about(who.user.id, number_of(place))
            yield notice(f"{names}extension-decided:{decided.id}{key}", one, screen, asker)

    granted, why = refused is None, refused or ""
    return await asker.store.control.decide_extension(
        extension.id, granted=granted, answer=why, by=doer(who.user, who.instead_of), tell=tell, now=asker.now
    )


async def _readers(author: int, side: Side | None, commitment: Commitment, asker: Asker) -> Mapping[str, User]:
    """Return who is told of a decision, by how the key of the notice ends."""
    person = await asker.store.people.person(author)
    if person is not None and Right.READ_PLAN in rights_of(person.grants, Access.INVITED):
        return {"": person}
    bodies = {one.organisation for one in commitment.responsible if one.organisation}
    officials = (await asker.store.people.officials_of(bodies)).values()
    return {f":{one.id}": one for those in officials for one in those if owing(one.grants, commitment) == Owing(side)}
