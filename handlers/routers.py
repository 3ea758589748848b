"""The routing table: every router in the order in which an update meets them; the catch-all is last."""

from aiogram import Dispatcher, Router
from aiogram.utils.callback_answer import CallbackAnswerMiddleware

from bot.render.catalogue import Catalogues
from handlers import (
    absence,
    adjusting,
    audit,
    body_adding,
    broadcast,
    calendar,
    calendar_days,
    cards,
    channels,
    control,
    deliveries,
    deputy,
    desk,
    dialogues,
    digest,
    digest_asking,
    digest_pages,
    duties,
    editing,
    entrance,
    errors,
    fallback,
    groups,
    inline,
    inviting,
    inviting_list,
    joining,
    leaving,
    membership,
    news,
    news_desk,
    news_sent,
    people,
    plan,
    plan_file_parts,
    plan_files,
    privacy,
    questions,
    quiet,
    rate,
    register_editing,
    reminder_days,
    reminder_settings,
    reminders,
    reports,
    roles,
    search,
    sources,
    story_links,
)
from handlers.access import RightNeeded
from handlers.arrivals import Arrivals
from handlers.filters import FromMenu, may_be_an_answer
from handlers.flood import FloodGate
from handlers.working_group import WorkingGroup


def all_routers(catalogues: Catalogues) -> tuple[Router, ...]:
    """Return the routers, made anew."""
    return (
        questions.plain(catalogues),
        broadcast.setup(),
        _menu(catalogues),
        _answers(),
        news_sent.setup(),
        questions.setup(),
        plan_files.setup(),
        plan_file_parts.setup(),
        body_adding.setup(),
        control.setup(),
        editing.setup(),
        inline.setup(),
        channels.setup(),
        membership.setup(),
        fallback.setup(),
    )


def _answers() -> Router:
    """Return what is done with answers to the bot's own questions. A plain question passes it by in one step."""
    router = Router(name="answers")
    router.message.filter(may_be_an_answer)
    router.include_routers(
        adjusting.answers(),
        sources.answers(),
        reminder_days.answers(),
        digest_asking.setup(),
        inviting_list.setup(),
        register_editing.setup(),
        reports.setup(),
        news_sent.answers(),
        dialogues.setup(),
    )
    return router


def _menu(catalogues: Catalogues) -> Router:
    """Return what commands and the keyboard do. A question, which most messages are, passes it by in one step."""
    router = Router(name="menu")
    router.message.filter(FromMenu(catalogues))
    router.include_routers(
        joining.setup(),
        duties.setup(catalogues),
        cards.setup(catalogues),
        entrance.setup(catalogues),
        digest.setup(catalogues),
        digest_pages.setup(),
        quiet.setup(),
        news.setup(catalogues),
        news_desk.setup(),
        sources.setup(),
        story_links.setup(),
        reminders.setup(),
        reminder_settings.setup(),
        reminder_days.setup(),
        deputy.setup(),
        plan.setup(),
        calendar.setup(),
        roles.setup(),
        deliveries.setup(),
        inviting.setup(),
        people.setup(),
        leaving.setup(),
        privacy.setup(),
        rate.setup(),
        desk.setup(),
        adjusting.setup(),
        audit.setup(),
        plan_files.command(),
        calendar_days.setup(),
        search.setup(),
        absence.setup(),
        groups.setup(),
        fallback.commands(),
    )
    return router


def set_up(dispatcher: Dispatcher, gate: FloodGate, arrivals: Arrivals, catalogues: Catalogues) -> None:
    """Put everything an update passes through onto the dispatcher.

    A flood is turned away first; what is left is remembered; a button is answered whatever its handler does; then it is
    asked whether the group works, and for the right.
    """
    dispatcher.update.outer_middleware(gate)
    dispatcher.update.outer_middleware(arrivals)
    dispatcher.callback_query.middleware(CallbackAnswerMiddleware())
    dispatcher.message.middleware(WorkingGroup())
    for observer in (
        dispatcher.message,
        dispatcher.edited_message,
        dispatcher.callback_query,
        dispatcher.inline_query,
        dispatcher.my_chat_member,
        dispatcher.channel_post,
        dispatcher.edited_channel_post,
    ):
        observer.middleware(RightNeeded())
    dispatcher.include_routers(*all_routers(catalogues))
    dispatcher.errors.register(errors.on_error)
