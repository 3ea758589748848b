"""What an import of a plan says: to machines as JSON, to the one at the console in Russian."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.plan.phrase_reading import DeadlineKind
from bot.plan.plan_changes import ChangedCommitment, PlanChanges
from bot.plan.plan_file import PlanRead, ReadRow
from bot.render.catalogue import Translator
from bot.render.plan_faults import fault_said, place_said
from storage.records import Responsible
from storage.register_records import Side

_FIELDS = {
    "number": "номер",
    "text": "текст",
    "section": "раздел",
    "deadline_text": "запись срока",
    "responsible": "ответственные",
    "sectors": "отрасли",
    "due": "даты",
}
_SIDES = {
    Side.ULYANOVSK: "Ульяновская область",
    Side.BELARUS: "Беларусь",
    Side.FEDERAL: "федеральные",
    None: "сторона не указана",
}
_TEXT_SHOWN = 80


def plan_as_json(read: PlanRead, tr: Translator) -> dict[str, Any]:
    """Return the rows and the faults as the command's contract has them; dates are ISO, bodies slugs or words."""
    return {
        "rows": [_row_as_json(row) for row in read.rows],
        "problems": [
            {"number": one.number, "place": place_said(one.place, tr), "what": fault_said(one, tr)}
            for one in read.faults
        ],
    }


def _row_as_json(row: ReadRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "text": row.text,
        "section": row.section,
        "deadline_text": row.deadline_text,
        "dates": [day.isoformat() for day in row.reading.dates],
        "kind": row.reading.kind.value,
        "responsible": {side: _bodies(row.responsible, side) for side in (*map(str, Side), "unknown")},
    }


def _bodies(responsible: Iterable[Responsible], side: str) -> list[str]:
    return [one.organisation or one.name for one in responsible if (one.side or "unknown") == side]


def summary_told(read: PlanRead, changes: PlanChanges, tr: Translator, *, stored: bool) -> str:
    """Return what was read, row by row what it changes, and every fault with its place; in Russian."""
    lines = [
        f"План: {read.title}" if read.title else "Названия плана в файле нет.",
        *_counts(read),
        "",
        *_changes_told(changes),
        *_unknown_told(read),
        *_faults_told(read, tr),
        "",
        "Записано в хранилище." if stored else "Ничего не записано: это проверка (--dry-run).",
    ]
    return "\n".join(lines)


def _counts(read: PlanRead) -> Iterator[str]:
    kinds = Counter(row.reading.kind for row in read.rows)
    dates = sum(len(row.reading.dates) for row in read.rows)
    yield f"Прочитано мероприятий: {len(read.rows)}, из них без ошибок: {sum(row.sound for row in read.rows)}"
    yield (
        f"Сроков: {dates} (один срок — {kinds[DeadlineKind.ONCE]}, несколько — {kinds[DeadlineKind.RECURRING]}, "
        f"без даты — {kinds[DeadlineKind.OPEN_ENDED]}, не прочитано — {kinds[DeadlineKind.UNREADABLE]})"
    )
    sections = Counter(row.section for row in read.rows)
    yield from (f"  {section or 'без раздела'}: {count}" for section, count in sections.items())
    sides = Counter(side for row in read.rows for side in {one.side for one in row.responsible})
    yield "По сторонам: " + (", ".join(f"{_SIDES[side]} — {count}" for side, count in sides.most_common()) or "никого")


def _changes_told(changes: PlanChanges) -> Iterator[str]:
    yield (
        f"Новых: {len(changes.new)}, изменено: {len(changes.changed)}, "
        f"нет в файле: {len(changes.gone)}, без изменений: {changes.same}"
    )
    yield from (f"  новое: {_named(one.number, one.text)}" for one in changes.new)
    yield from (f"  изменено: {_named(one.row.number, one.row.text)} ({_change(one)})" for one in changes.changed)
    yield from (f"  НЕТ В ФАЙЛЕ: {_named(one.number, one.text)} — остаётся в плане" for one in changes.gone)


def _change(changed: ChangedCommitment) -> str:
    told = [_FIELDS[name] for name in changed.fields if name != "due"]
    if "due" in changed.fields:
        told.append(f"даты: {_days(changed.before)} → {_days(changed.after)}")
    return "; ".join(told)


def _days(days: Iterable[date]) -> str:
    return ", ".join(f"{day:%d.%m.%Y}" for day in days) or "нет"


def _unknown_told(read: PlanRead) -> Iterator[str]:
    names = Counter(one.name for row in read.rows for one in row.responsible if one.organisation is None)
    if names:
        yield ""
        yield f"Нет в реестре: {len(names)}"
        yield from (f"  {name} ({count})" for name, count in names.most_common())


def _faults_told(read: PlanRead, tr: Translator) -> Iterator[str]:
    yield ""
    yield f"Замечаний: {len(read.faults)}" if read.faults else "Замечаний нет."
    for one in read.faults:
        number = f"№ {one.number}: " if one.number else ""
        where = place_said(one.place, tr)
        yield f"  {where}{': ' if where else ''}{number}{fault_said(one, tr)}"


def _named(number: str, text: str) -> str:
    shown = text if len(text) <= _TEXT_SHOWN else f"{text[:_TEXT_SHOWN]}…"
    return f"{number} {shown}".strip()
