"""The routing table: every router in the order in which an update meets them; the catch-all is last."""

from aiogram import Dispatcher, Router
from aiogram.utils.callback_answer import CallbackAnswerMiddleware

from bot.render.catalogue import Catalogues
from handlers import (
    audit,
    broadcast,
    calendar_days,
    cards,
    deliveries,
    desk,
    digest,
    duties,
    entrance,
    errors,
    fallback,
    inline,
    inviting,
    joining,
    leaving,
    membership,
    news,
    people,
    plan_file_parts,
    plan_files,
    privacy,
    questions,
    quiet,
    rate,
    reports,
    roles,
    search,
)
from handlers.access import RightNeeded
from handlers.arrivals import Arrivals
from handlers.filters import FromMenu


def all_routers(catalogues: Catalogues) -> tuple[Router, ...]:
    """Return the routers, made anew."""
    return (
        broadcast.setup(),
        _menu(catalogues),
        reports.setup(),
        plan_files.setup(),
        plan_file_parts.setup(),
        questions.setup(),
        inline.setup(),
        membership.setup(),
        fallback.setup(),
    )


def _menu(catalogues: Catalogues) -> Router:
    """Return what commands and the keyboard do. A question, which most messages are, passes it by in one step."""
    router = Router(name="menu")
    router.message.filter(FromMenu(catalogues))
    router.include_routers(
        joining.setup(),
        cards.setup(catalogues),
        entrance.setup(catalogues),
        digest.setup(catalogues),
        quiet.setup(),
        news.setup(catalogues),
        duties.setup(catalogues),
        roles.setup(),
        deliveries.setup(),
        inviting.setup(),
        people.setup(),
        leaving.setup(),
        privacy.setup(),
        rate.setup(),
        desk.setup(),
        audit.setup(),
        plan_files.command(),
        calendar_days.setup(),
        search.setup(),
        fallback.commands(),
    )
    return router


def set_up(dispatcher: Dispatcher, arrivals: Arrivals, catalogues: Catalogues) -> None:
    """Put everything an update passes through onto the dispatcher.

    An update is remembered first; a button is answered whatever its handler does; then the right is asked for.
    """
    dispatcher.update.outer_middleware(arrivals)
    dispatcher.callback_query.middleware(CallbackAnswerMiddleware())
    for observer in (
        dispatcher.message,
        dispatcher.edited_message,
        dispatcher.callback_query,
        dispatcher.inline_query,
        dispatcher.my_chat_member,
    ):
        observer.middleware(RightNeeded())
    dispatcher.include_routers(*all_routers(catalogues))
    dispatcher.errors.register(errors.on_error)
