"""The commands: one table for the menu, the filters and /help, in every language."""

from bot.commands import ASSIGN, COMMANDS, DIGEST, HELP, MY, START, allowed, menu
from bot.render.catalogue import load_catalogues
from bot.rights import EVERYONE, RIGHTS_OF, Access, Right, rights_of
from storage.records import Role

CATALOGUES = load_catalogues


def test_a_command_is_declared_once() -> None:
    """No two commands bear one name, and names and descriptions are what Telegram takes."""
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    for tr in CATALOGUES():
        for entry in menu(Right, CATALOGUES(), tr.language):
            assert entry.command.isascii()
            assert entry.command.islower()
            assert 1 <= len(entry.command) <= 32
            assert 1 <= len(entry.description) <= 256


def test_a_menu_speaks_its_language() -> None:
    """Each language has descriptions of its own, for every command, in the listed order."""
    by_language = {tr.language: menu(Right, CATALOGUES(), tr.language) for tr in CATALOGUES()}
    assert set(by_language) == {"ru", "be", "en"}
    assert {tuple(one.command for one in entries) for entries in by_language.values()} == {
        tuple(command.name for command in COMMANDS)
    }
    assert by_language["en"][0].description == START.description
    for ru, be, en in zip(*by_language.values(), strict=True):
        assert ru.description != en.description
        assert be.description != en.description


def test_a_command_is_offered_to_those_who_may_give_it() -> None:
    """A menu holds what its reader has the right to, no more."""
    own = {"settings", "pause", "join", "leave", "privacy", "mydata", "forget"}
    assert allowed(EVERYONE) == (START, HELP, *(one for one in COMMANDS if one.name in own))
    stranger, subscriber = rights_of((), Access.INVITED), rights_of((), Access.OPEN)
    assert DIGEST not in allowed(stranger)
    assert DIGEST in allowed(subscriber)
    assert not {MY, ASSIGN} & set(allowed(subscriber))
    assert MY in allowed(RIGHTS_OF[Role.OFFICIAL])
    assert ASSIGN not in allowed(RIGHTS_OF[Role.COORDINATOR])
    assert allowed(RIGHTS_OF[Role.ADMINISTRATOR]) == COMMANDS
    assert allowed(()) == ()
