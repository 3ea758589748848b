"""What the command line says; in Russian, for the one who runs the bot."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from storage.audit import AuditEntry
from storage.backups import Backup
from storage.errors import BadBackup, BadExport, SchemaTooNew, StoreBusy, StoreNotEmpty
from storage.register_records import Conflict, EntryKey, RegisterChanges
from storage.restoring import Loss, Restoring


def changes_told(changes: RegisterChanges) -> str:
    """Return what a file changed in the register, one line a change; one sentence when it changed nothing."""
    lines = [
        *(f"добавлено: {_name(key)}" for key in changes.added),
        *(f"изменено: {one.kind}:{one.slug} ({', '.join(one.fields)})" for one in changes.changed),
        *(f"снято: {_name(key)}" for key in changes.withdrawn),
        *(f"возвращено: {_name(key)}" for key in changes.returned),
        *(f"правка подтверждена файлом: {one.kind}:{one.slug} ({one.field})" for one in changes.confirmed),
        *(f"изменён порядок: {kind}" for kind in changes.reordered),
        *_conflicts_told(changes.conflicts),
    ]
    return "\n".join(lines) or "Реестр уже такой, как в файле: ничего не изменено."


def _name(key: EntryKey) -> str:
    return f"{key.kind}:{key.slug}"


def _conflicts_told(conflicts: Iterable[Conflict]) -> Iterable[str]:
    for one in conflicts:
        yield (
            f"РАСХОЖДЕНИЕ: {one.kind}:{one.slug} ({one.field}): в файле {one.file_value!r}, "
            f"в боте исправлено на {one.corrected_value!r} ({one.source.outlet}, {one.source.url}); осталась правка"
        )


TABLES: Mapping[str, str] = MappingProxyType(
    {
        "articles": "публикации",
        "attachments": "вложения",
        "audit": "журнал изменений",
        "broadcasts": "рассылки",
        "calendar_links": "адреса календарей",
        "channel_posts": "записи каналов",
        "channels": "каналы",
        "chats": "чаты",
        "commitments": "мероприятия",
        "day_changes": "переносы рабочих дней",
        "deadlines": "сроки",
        "deliveries": "отправления",
        "deputyships": "замещения",
        "dialogues": "начатые ответы боту",
        "digest_editions": "составленные дайджесты",
        "digest_wishes": "подписки на дайджест",
        "edition_bodies": "сообщения дайджестов",
        "extensions": "просьбы о переносе срока",
        "grants": "роли",
        "groups": "рабочие группы",
        "invitations": "приглашения",
        "join_requests": "просьбы о роли",
        "judgements": "что сочтено новостью",
        "message_bodies": "тексты отправлений",
        "news_decisions": "решения о новостях",
        "news_drafts": "присланные новости",
        "news_trust": "доверие изданиям и словам",
        "outbox_state": "состояние отправки",
        "pending_imports": "файлы плана, ждущие решения",
        "plan_views": "отборы плана",
        "plans": "планы",
        "register_by_hand": "записи реестра, созданные в чате",
        "register_corrections": "правки реестра",
        "register_drafts": "начатые правки реестра",
        "register_entries": "записи реестра",
        "register_state": "редакция реестра",
        "reminder_wishes": "пожелания о напоминаниях",
        "report_files": "файлы отчётов",
        "reports": "отчёты",
        "responsibles": "ответственные исполнители",
        "said_bodies": "что значат названия в планах",
        "settings": "настройки",
        "settled_years": "годы без других переносов",
        "snoozes": "отложенные напоминания",
        "sources": "источники новостей",
        "stories": "сюжеты",
        "story_links": "к чему относятся сюжеты",
        "suspensions": "приостановленные роли",
        "ticks": "отметки заданий",
        "updates": "принятые обновления",
        "users": "люди",
    }
)


def table_told(name: str) -> str:
    """Return what a table holds, in Russian, or its name when nobody has said."""
    return TABLES.get(name, name)


def backup_told(taken: Backup) -> str:
    """Return that a backup is there and what is in it."""
    return f"Копия сделана и проверена: {taken.path}\nсхема {taken.revision}, строк {sum(taken.rows.values())}"


def restoring_told(found: Restoring) -> str:
    """Return what restoring a backup would cost, table by table, and how to agree."""
    lines = [f"Копия цела: схема {found.backup.revision}, строк {sum(found.backup.rows.values())}."]
    if found.losses is None:
        lines.append("Нынешнее хранилище не читается, сравнить с ним нельзя; его файл будет сохранён рядом.")
    elif found.losses:
        lines.append("Против нынешнего хранилища:")
        lines += [f"  {table_told(name)}: {_loss_told(loss)}" for name, loss in found.losses.items()]
    else:
        lines.append("Ничего не будет потеряно.")
    return "\n".join([*lines, "Ничего не изменено. Остановите бота и повторите с --yes, чтобы восстановить."])


def _loss_told(loss: Loss) -> str:
    parts = (
        (loss.added, "пропадут новые: {}"),
        (loss.changed, "вернутся к прежнему виду: {}"),
        (loss.removed, "появятся вновь удалённые: {}"),
    )
    return ", ".join(told.format(count) for count, told in parts if count)


def restored_told(kept: Path | None) -> str:
    """Return that a backup is in place, and where the store before it is."""
    before = f" Прежнее хранилище сохранено: {kept}" if kept else ""
    return f"Восстановлено.{before}\nСообщённое людям после копии второй раз не отправится."


def moved_told(done: str, counts: Mapping[str, int]) -> str:
    """Return how many rows of each table were moved (``done`` says in which direction)."""
    lines = [f"  {table_told(name)}: {count}" for name, count in counts.items() if count]
    return "\n".join([f"Строк {done}: {sum(counts.values())}.", *lines])


def trouble_told(trouble: Exception) -> str:
    """Return what went wrong: our own reasons in Russian, a driver's as it said."""
    match trouble:
        case SchemaTooNew():
            return (
                f"схема {trouble.found} новее той, что знает эта версия ({trouble.known}). Нужна версия бота не старше "
                "той, что это записала. Ничего не изменено."
            )
        case StoreNotEmpty():
            return f"загружать можно только в пустое хранилище, а в этом есть {table_told(trouble.table)}."
        case BadExport():
            return f"выгрузка не загружена, ничего не изменено: {trouble}"
        case BadBackup():
            return f"копия не годится: {trouble}"
        case StoreBusy():
            return f"хранилище занято ({trouble}). Если бот запущен, остановите его."
        case _:
            return str(trouble)


def change_told(entry: AuditEntry, zone: ZoneInfo) -> str:
    """Return a change of the audit in one line."""
    who = f"человек {entry.by_user}" if entry.by_user else entry.by_what
    before, after = (json.dumps(value, ensure_ascii=False) for value in (entry.before, entry.after))
    return f"{entry.at.astimezone(zone):%d.%m.%Y %H:%M} {who}: {entry.what} {entry.subject}: {before} → {after}"
