"""A decision on a report or on a request for a later date: written down, and told to its author."""

from collections.abc import Iterator

from bot.plan.standing_in import Deciding
from bot.render.catalogue import Catalogues
from bot.render.control import extension_decided, report_decided
from bot.replies import Asker
from handlers.plan_cards import notice
from handlers.standing_in import doer, name_of, number_of
from storage.control_records import Extension, Report
from storage.parting import about
from storage.records import Commitment, NewDelivery


async def settle_report(
    report: Report,
    commitment: Commitment,
    who: Deciding,
    asker: Asker,
    catalogues: Catalogues,
    returned: str | None = None,
) -> tuple[Report | None, bool]:
    """Accept a report, or return it for a reason, and tell its author; see :meth:`~storage.control.Control.decide`."""
    author = await asker.store.people.person(report.by)

    def tell(decided: Report) -> Iterator[NewDelivery]:
        if author is not None:
            tr, place = catalogues.of(author.language), who.instead_of
            screen = report_decided(decided, commitment, tr, who.user.name, name_of(place))
            names = about(who.user.id, number_of(place))
            yield notice(f"{names}report-decided:{decided.id}", author, screen, asker)

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
    author = await asker.store.people.person(extension.by)

    def tell(decided: Extension) -> Iterator[NewDelivery]:
        if author is not None:
            tr, place = catalogues.of(author.language), who.instead_of
            screen = extension_decided(decided, commitment, tr, who.user.name, name_of(place))
            names = about(who.user.id, number_of(place))
            yield notice(f"{names}extension-decided:{decided.id}", author, screen, asker)

    granted, why = refused is None, refused or ""
    return await asker.store.control.decide_extension(
        extension.id, granted=granted, answer=why, by=doer(who.user, who.instead_of), tell=tell, now=asker.now
    )
