"""How long bringing a plan of two thousand rows in takes: reading its workbook, comparing, storing.

First into an empty store, then a new version over it in which every tenth row is changed. The reading is in a process
of its own, as it is for a file sent in chat. All rows are made up.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final, TypeVar

from openpyxl import Workbook

from bot.knowledge import CurrentKnowledge, Known
from bot.plan.kept_table import unpacked
from bot.plan.plan_draft import PlanDraft, plan_draft
from bot.plan.plan_file import read_tables
from bot.plan.plan_period import years
from bot.starting import fill_register
from bot.table_reading import read_apart
from storage.store import Store, open_store

ROWS: Final = 2_000
EXPLAINED: Final = f"""\
Importing a workbook of {ROWS:,} made-up rows (section rows, eight kinds of deadline, bodies of both sides) into
SQLite: in seconds, reading in a process of its own, understanding and comparing with the plan in force, storing. The
issue asks for less than 10 s in all."""
_NOW: Final = datetime(2026, 11, 28, tzinfo=UTC)
_PERIOD: Final = years(2025, 2026)
_DEADLINES: Final = (
    "II квартал 2026 г.", "до 1 июля 2026 г.", "ежеквартально", "ежегодно до 1 декабря", "март–апрель 2026 г.",
    "постоянно", "2025–2026 гг.", "не позднее 15 сентября 2025 года",
)  # fmt: skip
_BODIES: Final = ("УАЗ; МАЗ", "Авиастар", "Правительство Ульяновской области; Комитет Республики Беларусь (пример)")

_T = TypeVar("_T")


def run() -> list[dict[str, str]]:
    """Return a row for the first import and one for the new version."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder) / "bench.sqlite3"))


async def _measured(path: Path) -> list[dict[str, str]]:
    async with open_store(f"sqlite+aiosqlite:///{path}") as store:
        await fill_register(store, _NOW)
        known = await CurrentKnowledge(store).newest()
        first = await _import("first import", _workbook(0), store, known)
        return [first, await _import("new version, every tenth row changed", _workbook(10), store, known)]


async def _import(what: str, content: bytes, store: Store, known: Known) -> dict[str, str]:
    reading, tables = await _timed(lambda: read_apart(content))

    async def compared() -> PlanDraft:
        read = read_tables(unpacked(tables), _PERIOD, known.names)
        return plan_draft(read, _PERIOD, "Пример", await store.plan.commitments_of("plan-2025-2026"))

    comparing, draft = await _timed(compared)
    storing, _ = await _timed(lambda: store.plan.bring_plan_to(draft.version, _NOW))
    seconds = {"reading": reading, "comparing": comparing, "storing": storing}
    seconds["in all"] = sum(seconds.values())
    return {"": what, **{name: f"{one:.1f}" for name, one in seconds.items()}, "rows": f"{len(draft.read.rows):,}"}


async def _timed(work: Callable[[], Awaitable[_T]]) -> tuple[float, _T]:
    began = time.perf_counter()
    made = await work()
    return time.perf_counter() - began, made


def _workbook(changed: int) -> bytes:
    """Return the workbook; with ``changed`` each row of that many has another deadline."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("План")
    sheet.append(["План мероприятий на 2025–2026 годы (пример)"])
    sheet.append(["№ п/п", "Мероприятие", "Срок исполнения", "Ответственные исполнители"])
    for number in range(ROWS):
        if number % 100 == 0:
            sheet.append([f"Раздел {number // 100 + 1}. Пример"])
        moved = bool(changed) and number % changed == 0
        deadline = "до 1 августа 2026 г." if moved else _DEADLINES[number % len(_DEADLINES)]
        text = f"Провести мероприятие (пример) {number} в области машиностроения и сельского хозяйства"
        sheet.append([f"{number // 100 + 1}.{number % 100 + 1}", text, deadline, _BODIES[number % len(_BODIES)]])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def table() -> str:
    """Return the measurements as a table in Markdown."""
    rows = run()
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *([row[name] for name in head] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
