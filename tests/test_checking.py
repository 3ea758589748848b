"""What `check` finds: everything well, and each thing wrong by itself."""

import socket
from dataclasses import replace
from pathlib import Path

from aiogram.types import User

from bot.checking import Finding, findings, not_allowed
from bot.clock import SystemClock
from bot.config import Config
from bot.sandbox.server import Sandbox

TOKEN = "42:SANDBOX-EXAMPLE"  # noqa: S105 - the stand-in's own
PLACES = ("settings", "administrators", "store", "telegram", "port")


async def look(config: Config) -> dict[str, Finding]:
    """Return what is found, by its place."""
    found = [finding async for finding in findings(config)]
    return dict(zip(PLACES, found, strict=False))


def unwell(found: dict[str, Finding]) -> list[str]:
    """Return the places where something is wrong."""
    return [place for place, finding in found.items() if not finding.well]


def test_what_was_not_allowed_at_the_father_of_bots_is_said() -> None:
    """Nobody else would say why a card can't be shared, or the bot not be added to a group."""
    me = User(id=42, is_bot=True, first_name="Бот", can_join_groups=True, supports_inline_queries=True)
    assert list(not_allowed(me)) == []
    (said,) = not_allowed(me.model_copy(update={"supports_inline_queries": False}))
    assert "/setinline" in said
    (said,) = not_allowed(me.model_copy(update={"can_join_groups": False}))
    assert "/setjoingroups" in said


async def test_everything_well_and_each_thing_wrong_by_itself(tmp_path: Path) -> None:
    """Each fault is found beside the others and hides none; a word for what is well, a reason for what is not."""
    async with Sandbox(SystemClock(), token=TOKEN) as sandbox:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
        good = Config(
            bot_token=TOKEN,
            telegram_api_url=sandbox.url,
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}",
            admin_ids=(7,),
            http_port=port,
        )
        found = await look(good)
        assert unwell(found) == []
        assert "@cooperation_sandbox_bot" in found["telegram"].what
        assert "Europe/Ulyanovsk" in found["settings"].what
        assert list(await look(replace(good, http_port=None))) == list(PLACES[:-1])

        assert unwell(await look(replace(good, admin_ids=()))) == ["administrators"]
        nowhere = replace(good, database_url=f"sqlite+aiosqlite:///{tmp_path}/no/such/folder/store.sqlite3")
        assert unwell(await look(nowhere)) == ["store"]
        with socket.create_server(("127.0.0.1", port)):
            found = await look(replace(good, bot_token="42:another", admin_ids=()))  # noqa: S106 - nobody's
            assert unwell(found) == ["administrators", "telegram", "port"]
            assert "Unauthorized" in found["telegram"].what
    found = await look(good)
    assert unwell(found) == ["telegram"]
    assert "SANDBOX-EXAMPLE" not in str(found)
