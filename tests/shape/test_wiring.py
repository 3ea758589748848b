"""The handlers as aiogram will call them: a wrong name fails here, not when an official taps a button."""

import inspect
from collections.abc import Iterator

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject

from bot import commands
from bot.render.catalogue import load_catalogues
from bot.rights import Right
from handlers.routers import all_routers
from tests.hostile.forging import every_class

# What a handler may ask for: aiogram's own, what Arrivals gives, what the application holds, what filters give.
_VOCABULARY = {
    "bot", "command", "callback_data", "callback_answer",
    "user", "rights", "tr", "knowledge", "asker",
    "store", "clock", "config", "catalogues", "fetcher", "news_intake", "polling",
    "question", "reported", "known", "token", "awaited", "draft", "dialogue", "link", "sent", "asked", "channel",
    "obey", "setting",
}  # fmt: skip


def _handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for inner in router.sub_routers:
        yield from _handlers(inner)


def _name(handler: HandlerObject) -> str:
    return str(getattr(handler.callback, "func", handler.callback).__name__)


def _all() -> list[HandlerObject]:
    return [handler for router in all_routers(load_catalogues()) for handler in _handlers(router)]


@pytest.mark.parametrize("handler", _all(), ids=_name)
def test_a_handler_asks_only_for_what_there_is(handler: HandlerObject) -> None:
    """Each parameter but the first, the event itself, is of the closed vocabulary."""
    asked = list(inspect.signature(handler.callback).parameters)[1:]
    assert set(asked) <= _VOCABULARY


@pytest.mark.parametrize("handler", _all(), ids=_name)
def test_a_handler_names_its_right(handler: HandlerObject) -> None:
    """Deny by default: a handler without a right could be reached by nobody, so none is without."""
    assert isinstance(handler.flags.get("right"), Right)


def _filters(router: Router) -> Iterator[FilterObject]:
    for observer in router.observers.values():
        for handler in (observer._handler, *observer.handlers):  # noqa: SLF001 - aiogram keeps a router's own filters there
            yield from handler.filters or ()
    for inner in router.sub_routers:
        yield from _filters(inner)


def test_nothing_of_ours_runs_in_a_thread() -> None:
    """Aiogram hands each filter and handler that is no coroutine to a thread, a bare ``F`` too: none of them is."""
    filters = [each for router in all_routers(load_catalogues()) for each in _filters(router)]
    assert len(filters) > len(_all()) / 2  # they were found at all
    assert [each.callback for each in (*_all(), *filters) if not each.awaitable] == []


def test_no_prefix_of_buttons_is_used_twice() -> None:
    """Whose a button is is told by its prefix, not by what of it happens to unpack."""
    prefixes = [one.__prefix__ for one in every_class()]
    assert len(prefixes) > 100  # they were found at all
    assert sorted({one for one in prefixes if prefixes.count(one) > 1}) == []


def test_every_command_has_its_handler() -> None:
    """What the menu shows is answered."""
    modules = {inspect.getmodule(getattr(handler.callback, "func", handler.callback)) for handler in _all()}
    sources = " ".join(inspect.getsource(module) for module in modules if module is not None)
    for command in commands.COMMANDS:
        assert f"commands.{command.name.upper()}" in sources or command is commands.START


def test_routers_can_be_made_twice() -> None:
    """Nothing at module level: a second application stands beside the first."""
    catalogues = load_catalogues()
    assert not {id(one) for one in all_routers(catalogues)} & {id(one) for one in all_routers(catalogues)}
