"""What the command line says of deliveries: counts, and what would be sent; in Russian."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.forecast import Because, Expected, Forecast
from storage.records import DeliveryKind, DeliveryState

_KINDS: Final = {
    DeliveryKind.REMINDER: "напоминание",
    DeliveryKind.ESCALATION: "эскалация",
    DeliveryKind.NOTICE: "уведомление",
    DeliveryKind.DIGEST: "дайджест",
    DeliveryKind.BROADCAST: "рассылка",
}
_STATES: Final = {
    DeliveryState.WAITING: "ждёт",
    DeliveryState.HELD: "придержано",
    DeliveryState.SENDING: "отправляется",
    DeliveryState.SENT: "отправлено",
    DeliveryState.DEAD: "не ушло",
    DeliveryState.UNKNOWN: "исход неизвестен",
    DeliveryState.CANCELLED: "отменено",
    DeliveryState.MERGED: "объединено",
}
_BECAUSE: Final = {
    Because.DUE: "",
    Because.WAITING: "стоит в очереди",
    Because.QUIET_HOURS: "после тихих часов",
    Because.CHAT_PAUSED: "когда чат вернётся",
    Because.BROADCAST_STOPPED: "когда рассылку возобновят",
}
_TITLE: Final = 60


def counts_told(counts: Mapping[tuple[DeliveryKind, DeliveryState], int]) -> str:
    """Return a table of counts: a row for each kind, a column for each state that occurs, and the sums."""
    states = [state for state in DeliveryState if any(one is state for _, one in counts)]
    kinds = [kind for kind in DeliveryKind if any(one is kind for one, _ in counts)]
    if not kinds:
        return "Отправлений за это время нет."
    rows = [["", *(_STATES[state] for state in states), "всего"]]
    for kind in kinds:
        numbers = [counts.get((kind, state), 0) for state in states]
        rows.append([_KINDS[kind], *map(str, numbers), str(sum(numbers))])
    sums = [sum(counts.get((kind, state), 0) for kind in kinds) for state in states]
    rows.append(["всего", *map(str, sums), str(sum(sums))])
    return "\n".join(_table(rows, numbers_from=1))


def exported_told(count: int, file: str) -> str:
    """Return what was written where."""
    return f"Отправлений записано: {count}, файл {file}"


def forecast_told(forecast: Forecast, zone: ZoneInfo) -> str:
    """Return what would be sent, a line each, in the order of time; times are in ``zone``."""
    head = f"С {_moment(forecast.now, zone)} по {_moment(forecast.until, zone)} ({zone.key}), если ничего не изменится:"
    rows = [[_when(one, zone), _KINDS[one.kind], _whom(one), _what(one)] for one in forecast.expected]
    body = list(_table([["когда", "вид", "кому", "что"], *rows])) if rows else ["ничего не будет отправлено"]
    silent = forecast.digests_without_news
    rest = [f"Дайджестов, для которых новостей пока нет: {silent}"] if silent else []
    return "\n".join([head, "", *body, "", f"Всего: {len(rows)}. Ничего не отправлено и не записано.", *rest])


def forecast_as_json(forecast: Forecast) -> dict[str, Any]:
    """Return what ``dry-run --json`` prints; moments are ISO 8601 in UTC, ``at`` is null when nobody can tell."""
    return {
        "now": forecast.now.isoformat(),
        "until": forecast.until.isoformat(),
        "deliveries": [
            {
                "at": one.at.isoformat() if one.at else None,
                "kind": str(one.kind),
                "chat_id": one.chat_id,
                "name": one.name,
                "because": str(one.because),
                "items": list(one.items),
                "delivery": one.delivery,
            }
            for one in forecast.expected
        ],
        "digests_without_news": forecast.digests_without_news,
    }


def _when(one: Expected, zone: ZoneInfo) -> str:
    return _moment(one.at, zone) if one.at else "—"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M}"


def _whom(one: Expected) -> str:
    return f"{one.name[:_TITLE]} ({one.chat_id})" if one.name else str(one.chat_id)


def _what(one: Expected) -> str:
    told = [_BECAUSE[one.because]] if _BECAUSE[one.because] else []
    if one.delivery is not None:
        told.append(f"отправление {one.delivery}")
    if one.kind is DeliveryKind.DIGEST and one.items:
        told.append(f"сюжетов: {len(one.items)}, первый: {one.items[0][:_TITLE]}")
    elif one.items:
        told.append(f"мероприятий: {len(one.items)} ({', '.join(one.items)})"[: 2 * _TITLE])
    return ", ".join(told)


def _table(rows: Sequence[Sequence[str]], numbers_from: int | None = None) -> Iterator[str]:
    """Return rows in columns; from the column ``numbers_from`` on they stand to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if numbers_from is not None and column >= numbers_from else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
