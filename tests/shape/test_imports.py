"""The direction of imports, as docs/decisions and design draw it."""

import ast
import subprocess
import sys

import pytest

from tests.shape.source import Module, modules

_COMPOSERS = {"bot.app", "bot.__main__", "bot.demo"}
_KNOW_TELEGRAM = ("bot.app", "bot.commands", "bot.checking", "bot.delivery", "bot.render", "bot.sandbox", "handlers")
_KNOW_SCHEDULER = {"bot.app", "bot.jobs"}
_WORK = ("asyncio", "aiohttp.ClientSession", "aiohttp.web", "aiogram.Bot", "storage.store")
_DECIDE = (
    "bot.news.encoding",
    "bot.news.markup",
    "bot.news.dates",
    "bot.news.addresses",
    "bot.news.parse",
    "bot.news.criteria",
    "bot.news.text",
    "bot.news.places",
    "bot.news.sides",
    "bot.news.relevance",
    "bot.news.trust",
    "bot.news.linking",
    "bot.news.facts",
    "bot.news.likeness",
    "bot.news.pages",
    "bot.news.posts",
    "bot.news.sent",
    "bot.news.sent_page",
    "bot.news.bonds",
    "bot.news.unpacking",
    "bot.news.stories",
    "bot.news.digest",
    "bot.news.schedule",
    "bot.source_list",
    "bot.news.wishes",
    "bot.news.corrections",
    "bot.plan",
    "bot.delivery.fate",
    "bot.language",
    "bot.answers",
    "bot.search.keys",
    "bot.search.query",
    "bot.search.index",
    "bot.search.fragment",
    "bot.people",
    "bot.absence",
    "bot.flood",
    "bot.adjusting",
    "bot.rights",
    "bot.render",
)


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in packages)


def _importers(library: str) -> set[str]:
    return {module.name for module in modules() if any(_within(one, (library,)) for one in module.imported())}


def test_the_store_imports_nothing_of_ours() -> None:
    """Storage stands alone: it knows neither the bot nor the handlers."""
    strays = [module.name for module in modules() if _within(module.name, ("storage",)) and _uses(module, "bot")]
    strays += [module.name for module in modules() if _within(module.name, ("storage",)) and _uses(module, "handlers")]
    assert strays == []


def _uses(module: Module, package: str) -> bool:
    return any(_within(one, (package,)) for one in module.imported())


def test_only_the_composition_root_knows_handlers() -> None:
    """Inside the bot nobody but what puts it together imports handlers."""
    assert {name for name in _importers("handlers") if name.startswith("bot")} <= _COMPOSERS


def test_telegram_is_known_only_where_it_is_spoken() -> None:
    """Aiogram is imported only where messages are made, sent, received or composed."""
    assert [name for name in sorted(_importers("aiogram")) if not _within(name, _KNOW_TELEGRAM)] == []


def test_the_scheduler_is_known_to_the_jobs_alone() -> None:
    """APScheduler is imported by the jobs and, if need be, by the root."""
    assert _importers("apscheduler") <= _KNOW_SCHEDULER


def test_the_database_is_known_to_the_store_alone() -> None:
    """SQLAlchemy, alembic and the drivers are imported inside storage only."""
    for library in ("sqlalchemy", "alembic", "aiosqlite", "asyncpg"):
        assert {name for name in _importers(library) if not name.startswith("storage")} == set()


def test_the_stand_in_is_for_the_demo_alone() -> None:
    """The product runs without its sandbox."""
    outside = {name for name in _importers("bot.sandbox") if not name.startswith("bot.sandbox")}
    assert outside <= {"bot.demo"}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_deciding_modules_do_no_work_of_their_own(module: Module) -> None:
    """What decides has no coroutine, no network, no database and no bot in it."""
    if _within(module.name, _DECIDE):
        assert [one for one in module.imported() if _within(one, _WORK)] == []
        assert "async def" not in module.text


def test_the_time_of_day_is_asked_in_one_file() -> None:
    """``datetime.now`` and its like stand in bot/clock.py alone."""
    asked = ("datetime.now(", "datetime.utcnow(", "date.today(", "time.time(")
    assert [m.name for m in modules() if any(one in m.text for one in asked)] == ["bot.clock"]


def _thrown_away(module: Module) -> list[int]:
    """Return the lines where a task is started and nobody keeps it."""
    starts = ("asyncio.create_task", "asyncio.ensure_future", "loop.create_task")
    calls = [node.value for node in ast.walk(module.tree) if isinstance(node, ast.Expr)]
    return [call.lineno for call in calls if isinstance(call, ast.Call) and ast.unparse(call.func) in starts]


def test_nothing_is_detached() -> None:
    """No task runs without an owner: it is a task group's, or kept by whoever started it."""
    assert {module.name: lines for module in modules() if (lines := _thrown_away(module))} == {}


def test_importing_does_nothing() -> None:
    """Every module can be imported with the network and the disk's writing forbidden, and leaves no thread behind."""
    names = [module.name for module in modules() if module.name != "bot.__main__" and "migrations" not in module.name]
    code = (
        "import importlib, socket, threading\n"
        "def refuse(*args, **kwargs): raise SystemExit('a socket was opened')\n"
        "socket.socket.connect = refuse\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 0, done.stderr


def test_what_is_seldom_needed_is_not_loaded_at_the_start() -> None:
    """The bot reads tables, feeds, pages and calendars with libraries that it loads when the first one comes."""
    seldom = ("openpyxl", "lxml", "icalendar", "feedparser", "trafilatura", "rapidfuzz", "alembic")
    code = f"import sys, bot.app\nprint([name for name in {seldom!r} if name in sys.modules])\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout.strip() == "[]"
