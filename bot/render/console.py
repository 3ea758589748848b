"""What the command line says; in Russian, for the one who runs the bot."""

from collections.abc import Iterable

from storage.register_records import Conflict, EntryKey, RegisterChanges


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
