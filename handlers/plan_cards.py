"""A commitment as its reader may see it: what several handlers show in the end."""

from collections.abc import Iterable, Mapping

from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.plan.control import coordinates, owing
from bot.plan.standing_in import lent
from bot.render.commitment_card import CardContext, commitment_card, deadline_screen
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.render.story_links import story_buttons
from bot.replies import Asker
from bot.story_links import STORIES_SHOWN
from handlers.screen import answer
from handlers.standing_in import absent_for
from storage.control_records import Report
from storage.news_links_records import LinkKind
from storage.outbox_records import DeliveryKind, Priority
from storage.records import Commitment, Deadline, NewDelivery, User


async def context_of(commitment: Commitment, user: User, asker: Asker) -> CardContext:
    """Return what is shown beside a commitment, and what this reader may do about it."""
    links = await asker.store.story_links.stories_of(LinkKind.COMMITMENT, str(commitment.id), STORIES_SHOWN)
    reports = await asker.store.control.reports_of(commitment.id)
    absent = await absent_for(user, asker)
    return CardContext(
        reports=reports,
        zone=asker.zone,
        owes=owing(user.grants, commitment) is not None,
        coordinates=coordinates(user.grants, commitment),
        owed_by=[one for one in absent if owing(lent(one), commitment) is not None],
        names=await names_of((number for one in reports for number in _deputies(one)), asker),
        attached=story_buttons(links, asker.tr),
    )


def _deputies(report: Report) -> Iterable[int | None]:
    """Return the numbers of those who stand on the line of a report: who acted in another's place, and whose."""
    if report.instead_of is not None:
        yield from (report.by, report.instead_of)
    if report.decided_instead_of is not None:
        yield from (report.decided_by, report.decided_instead_of)


async def card_of(commitment_id: int, user: User, asker: Asker) -> Screen:
    """Return the card of a commitment as it is now, or that it is there no more."""
    commitment = await asker.store.plan.commitment(commitment_id)
    if commitment is None:
        return gone(asker.tr)
    context = await context_of(commitment, user, asker)
    return commitment_card(commitment, asker.knowledge.register, asker.tr, asker.today, context)


async def deadline_of(deadline_id: int, asker: Asker) -> tuple[Commitment, Deadline] | None:
    """Return a deadline and its commitment; ``None`` also where others read along."""
    commitment = None if asker.public else await asker.store.plan.of_deadline(deadline_id)
    if commitment is None:
        return None
    return commitment, next(one for one in commitment.deadlines if one.id == deadline_id)


async def deadline_card(deadline_id: int, user: User, asker: Asker) -> Screen:
    """Return one deadline as its reader may see it."""
    found = await deadline_of(deadline_id, asker)
    if found is None:
        return gone(asker.tr)
    context = await context_of(found[0], user, asker)
    return deadline_screen(*found, context, asker.tr, asker.today)


async def say(callback: CallbackQuery, screen: Screen) -> None:
    """Write below what was tapped, which stays as it is."""
    if isinstance(callback.message, Message):
        await answer(callback.message, screen)
    elif callback.message is not None:
        await callback.message.answer(**screen.as_call())


def alert(callback_answer: CallbackAnswer, words: str) -> None:
    """Answer a tap with words that stay until they are read."""
    callback_answer.text, callback_answer.show_alert = words, True


def notice(key: str, to: User, screen: Screen, asker: Asker) -> NewDelivery:
    """Return a notice as it is written to the outbox."""
    return NewDelivery(key, to.telegram_id, DeliveryKind.NOTICE, Priority.URGENT, screen.body(), asker.now)


async def names_of(numbers: Iterable[int | None], asker: Asker) -> Mapping[int, str]:
    """Return what the people of these numbers are called, those who are still known."""
    found = {}
    for number in dict.fromkeys(numbers):
        person = await asker.store.people.person(number) if number is not None else None
        if person is not None:
            found[person.id] = person.name
    return found
