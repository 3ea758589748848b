"""The commands of whoever runs the bot: the register and the plan brought in, the ledger, backups, moving, audit."""

import argparse
import json
import sys
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.clock import SystemClock
from bot.command_line import DONE, TROUBLE, UNUSABLE, add, day, quietly, said, settings, told

if TYPE_CHECKING:
    from bot.command_line import Commands

_DAYS_AHEAD: Final = 92


def add_operating(commands: "Commands") -> None:
    """Add every command of this file."""
    load = add(commands, "load-register", _load_register, "привести реестр к файлу")
    load.add_argument("file", type=Path, help="файл YAML")
    _add_import_plan(commands)
    _add_plan_template(commands)
    _add_deliveries(commands)
    dry = add(commands, "dry-run", _dry_run, "сказать, что, кому и когда ушло бы; ничего не отправляя")
    dry.add_argument("--days", type=_days, default=7, help="на сколько дней вперёд, от 1 до 92 (по умолчанию 7)")
    dry.add_argument("--json", action="store_true", help="для машин: now, until, deliveries, digests_without_news")
    _add_try_feed(commands)
    _add_moving(commands)
    add(commands, "rights", _rights, "напечатать таблицу прав (docs/rights.md)")
    _add_audit(commands)


def _add_import_plan(commands: "Commands") -> None:
    plan = add(commands, "import-plan", _import_plan, "прочитать план из файла XLSX, DOCX или CSV и записать его")
    plan.add_argument("file", type=Path, help="файл плана")
    plan.add_argument("--from", dest="first", type=day, default=date(2025, 1, 1), help="начало плана, 2025-01-01")
    plan.add_argument("--to", dest="last", type=day, default=date(2026, 12, 31), help="конец плана, 2026-12-31")
    plan.add_argument("--title", default="", help="название плана (иначе — из файла)")
    plan.add_argument("--dry-run", action="store_true", help="только проверить: ничего не записывать")
    plan.add_argument("--json", action="store_true", help="для машин: rows, problems")


def _add_plan_template(commands: "Commands") -> None:
    template = add(commands, "plan-template", _plan_template, "записать образец плана для заполнения (XLSX)")
    template.add_argument("file", type=Path, help="куда, например план-образец.xlsx")


def _add_deliveries(commands: "Commands") -> None:
    ledger = add(commands, "deliveries", _deliveries, "журнал отправлений: счёт по видам или выгрузка в файл")
    ledger.add_argument("--since", type=day, required=True, help="с какого дня, например 2026-11-01")
    ledger.add_argument("--until", type=day, help="по какой день включительно (по умолчанию до этой минуты)")
    ledger.add_argument("--csv", type=Path, metavar="ФАЙЛ", help="выгрузить построчно в файл CSV")
    ledger.add_argument("--separator", choices=[",", ";"], default=",", help="разделитель; русский Excel ждёт «;»")


def _add_try_feed(commands: "Commands") -> None:
    feed = add(commands, "try-feed", _try_feed, "показать, что бот сделал бы с лентой; ничего не сохраняет")
    feed.add_argument("feed", help="файл RSS или Atom в любой кодировке или адрес ленты в сети")
    feed.add_argument("--json", action="store_true", help="для машин: список публикаций")
    inner = feed.add_argument("--allow-network", action="append", default=[], type=ip_network, metavar="СЕТЬ")
    inner.help = "ходить и во внутреннюю сеть"


def _add_moving(commands: "Commands") -> None:
    backup = add(commands, "backup", _backup, "сделать копию хранилища на ходу и проверить её")
    backup.add_argument("file", type=Path, nargs="?", help="куда; без этого — в папку backups рядом с хранилищем")
    restore = add(commands, "restore", _restore, "вернуть хранилище к копии; без --yes только скажет, что пропадёт")
    restore.add_argument("file", type=Path, help="копия")
    restore.add_argument("--yes", action="store_true", help="да, восстановить")
    export = add(commands, "export", _export, "выгрузить всё в файл JSON (docs/export.md)")
    export.add_argument("file", type=Path, help="файл, которого ещё нет")
    bring = add(commands, "import", _import, "загрузить выгрузку в пустое хранилище")
    bring.add_argument("file", type=Path, help="файл JSON")


def _add_audit(commands: "Commands") -> None:
    audit = add(commands, "audit", _audit, "показать журнал изменений: кто, что, когда")
    audit.add_argument("--since", type=day, help="с этого дня (ГГГГ-ММ-ДД)")
    audit.add_argument("--until", type=day, help="по этот день включительно")
    audit.add_argument("--person", type=int, help="номер человека: его изменения и изменения о нём")
    audit.add_argument("--words", default="", help="часть того, что изменено, например setting или user:17")
    audit.add_argument("--csv", type=Path, metavar="FILE", help="выгрузить в файл CSV, которого ещё нет")


def _days(written: str) -> int:
    if written.isascii() and written.isdigit() and 1 <= int(written[:4]) <= _DAYS_AHEAD:
        return int(written)
    msg = f"не число от 1 до {_DAYS_AHEAD}: {written!r}"
    raise argparse.ArgumentTypeError(msg)


async def _load_register(options: argparse.Namespace) -> int:
    from bot.asking import load_register  # noqa: PLC0415

    return await said(load_register(options.file.read_bytes(), settings(token_needed=False), SystemClock()))


async def _import_plan(options: argparse.Namespace) -> int:
    from bot.importing import import_plan  # noqa: PLC0415
    from bot.plan.phrase_reading import PlanPeriod  # noqa: PLC0415
    from bot.plan.table import FileUnreadable  # noqa: PLC0415
    from bot.render.catalogue import load_catalogues  # noqa: PLC0415
    from bot.render.plan_faults import file_fault_said  # noqa: PLC0415
    from bot.render.plan_import import plan_as_json, summary_told  # noqa: PLC0415

    if options.first > options.last:
        return told("План кончается раньше, чем начинается: проверьте --from и --to.", UNUSABLE)
    period, tr = PlanPeriod(options.first, options.last), load_catalogues().of("ru")
    config = settings(token_needed=False)
    with quietly():
        try:
            made = await import_plan(
                options.file, period, config, SystemClock(), title=options.title, store_it=not options.dry_run
            )
        except FileUnreadable as unreadable:
            return told(file_fault_said(unreadable.fault, tr), TROUBLE)
    words = (
        json.dumps(plan_as_json(made.read, tr), ensure_ascii=False)
        if options.json
        else summary_told(made.read, made.changes, tr, stored=made.stored)
    )
    sys.stdout.write(f"{words}\n")
    return DONE


async def _plan_template(options: argparse.Namespace) -> int:
    from bot.render.plan_template import plan_template  # noqa: PLC0415

    options.file.write_bytes(plan_template())
    return told(f"Образец записан: {options.file}", DONE)


async def _try_feed(options: argparse.Namespace) -> int:
    from bot.trying import try_feed  # noqa: PLC0415 - the dictionary and the lists are loaded for this command alone

    config = settings(token_needed=False)
    with quietly():
        trial = await try_feed(options.feed, config, SystemClock(), options.allow_network)
    if options.json:
        sys.stdout.write(json.dumps([item.as_json() for item in trial.items], ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(trial.told(config.timezone))
    sys.stdout.write("\n")
    return TROUBLE if trial.reading.complaint and not trial.items else DONE


async def _deliveries(options: argparse.Namespace) -> int:
    from bot.looking import deliveries  # noqa: PLC0415

    if options.until is not None and options.until < options.since:
        return told("--until раньше, чем --since.", UNUSABLE)
    config = settings(token_needed=False)
    return await said(
        deliveries(config, SystemClock(), options.since, options.until, options.csv, options.separator),
    )


async def _dry_run(options: argparse.Namespace) -> int:
    from bot.looking import forecast  # noqa: PLC0415
    from bot.render.console_outbox import forecast_as_json, forecast_told  # noqa: PLC0415

    config = settings(token_needed=False)
    with quietly():
        found = await forecast(config, SystemClock(), options.days)
    as_json = json.dumps(forecast_as_json(found), ensure_ascii=False) if options.json else ""
    sys.stdout.write((as_json or forecast_told(found, config.timezone)) + "\n")
    return DONE


async def _backup(options: argparse.Namespace) -> int:
    from bot.carrying import back_up  # noqa: PLC0415

    return await said(back_up(options.file, settings(token_needed=False), SystemClock()))


async def _restore(options: argparse.Namespace) -> int:
    from bot.carrying import bring_back  # noqa: PLC0415

    with quietly():
        config = settings(token_needed=False)
        words, done = await bring_back(options.file, config, SystemClock(), agreed=options.yes)
    sys.stdout.write(f"{words}\n")
    return DONE if done else TROUBLE


async def _export(options: argparse.Namespace) -> int:
    from bot.carrying import write_out  # noqa: PLC0415

    return await said(write_out(options.file, settings(token_needed=False), SystemClock()))


async def _import(options: argparse.Namespace) -> int:
    from bot.carrying import bring_in  # noqa: PLC0415

    return await said(bring_in(options.file, settings(token_needed=False)))


async def _rights(_options: argparse.Namespace) -> int:
    from bot.render.rights import rights_document  # noqa: PLC0415

    sys.stdout.write(rights_document())
    return DONE


async def _audit(options: argparse.Namespace) -> int:
    from bot.auditing import Asked, tell_audit  # noqa: PLC0415

    people = (options.person,) if options.person is not None else ()
    asked = Asked(options.since, options.until, people, options.words)
    with quietly():
        if options.csv is None:
            await tell_audit(asked, settings(token_needed=False), sys.stdout)
            return DONE
        with options.csv.open("x", encoding="utf-8-sig", newline="") as file:
            count = await tell_audit(asked, settings(token_needed=False), file, as_csv=True)
    sys.stdout.write(f"Изменений выгружено: {count}\n")
    return DONE
