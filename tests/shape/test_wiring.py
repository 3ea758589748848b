"""The handlers as aiogram will call them: a wrong name fails here, not when an official taps a button."""

import inspect
from collections.abc import Iterator

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject

from bot import commands
from bot.render.catalogue import load_catalogues
from bot.rights import Right
from handlers.routers import all_routers

# What a handler may ask for: aiogram's own, what Arrivals gives, what the application holds, what filters give.
_VOCABULARY = {
    "bot", "command", "callback_data", "callback_answer",
    "user", "rights", "tr", "knowledge", "asker",
    "store", "clock", "config", "catalogues",
    "question", "reported", "known", "awaited",
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
