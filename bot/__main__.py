"""The command line: ``python -m bot run | demo | ask | check | load-register | import-plan | deliveries | dry-run``.

Exit codes: 0 done; 1 something is wrong and said; 2 the settings, the command or the token cannot be used;
3 another installation uses the token; 4 another process of this installation leads now; 70 the event loop hung.
"""

import argparse
import asyncio
import gc
import json
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.clock import SystemClock
from bot.config import Config, read_config, read_environment
from bot.errors import BotError, SettingsWrong, TelegramRefusedToken, TokenInUse
from bot.logs import logging_to_stderr
from bot.watchdog import watched
from storage.errors import BadRegister, LeaseLost, StoreError

_DONE: Final = 0
_TROUBLE: Final = 1
_UNUSABLE: Final = 2
_TOKEN_IN_USE: Final = 3
_LEASE_LOST: Final = 4
_DAYS_AHEAD: Final = 92

Command = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code; what is wrong is said on standard error, without a traceback."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return asyncio.run(command(options))
    except (BotError, StoreError, OSError) as trouble:
        code, sentences = ending(trouble)
        sys.stderr.write("\n".join(sentences) + "\n")
        return code
    except KeyboardInterrupt:
        return _DONE


def ending(trouble: Exception) -> tuple[int, tuple[str, ...]]:
    """Return the exit code for what ended a command, and the sentences that say it."""
    match trouble:
        case SettingsWrong():
            return _UNUSABLE, ("Настройки не годятся:", *trouble.faults)
        case TelegramRefusedToken():
            return _UNUSABLE, ("Telegram не знает такого токена: проверьте BOT_TOKEN.",)
        case TokenInUse():
            said = "Токеном этого бота пользуется ещё одна установка: остановите её или смените токен у @BotFather."
            return _TOKEN_IN_USE, (said,)
        case LeaseLost():
            said = "Другой процесс ведёт теперь бота; запустите этот заново, и он будет ждать наготове."
            return _LEASE_LOST, (said,)
        case BadRegister():
            faults = (f"строка {one.line}, {one.path}: {one.wrong}" for one in trouble.faults)
            return _TROUBLE, ("Файл реестра не загружен, ничего не изменено:", *faults)
        case _:
            return _TROUBLE, (f"Не получилось: {trouble}",)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Бот программы сотрудничества.")
    commands = parser.add_subparsers(required=True, metavar="команда")
    _add(commands, "run", _run, "запустить бота")
    demo = _add(commands, "demo", _demo, "показать бота без Telegram: страница чата на этой машине")
    demo.add_argument("--port", type=int, default=8081, help="порт страницы (по умолчанию 8081)")
    ask = _add(commands, "ask", _ask, "ответить на вопрос здесь, в командной строке")
    ask.add_argument("question", help="вопрос, в кавычках")
    ask.add_argument("--json", action="store_true", help="для машин: kind, slug, title, text, items")
    _add(commands, "check", _check, "проверить настройки, хранилище и связь с Telegram, ничего не запуская")
    load = _add(commands, "load-register", _load_register, "привести реестр к файлу")
    load.add_argument("file", type=Path, help="файл YAML")
    _add_deliveries(commands)
    dry = _add(commands, "dry-run", _dry_run, "сказать, что, кому и когда ушло бы; ничего не отправляя")
    dry.add_argument("--days", type=_days, default=7, help="на сколько дней вперёд, от 1 до 92 (по умолчанию 7)")
    dry.add_argument("--json", action="store_true", help="для машин: now, until, deliveries, digests_without_news")
    _add_import(commands)
    return parser


def _add_deliveries(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ledger = _add(commands, "deliveries", _deliveries, "журнал отправлений: счёт по видам или выгрузка в файл")
    ledger.add_argument("--since", type=_day, required=True, help="с какого дня, например 2026-11-01")
    ledger.add_argument("--until", type=_day, help="по какой день включительно (по умолчанию до этой минуты)")
    ledger.add_argument("--csv", type=Path, metavar="ФАЙЛ", help="выгрузить построчно в файл CSV")
    ledger.add_argument("--separator", choices=[",", ";"], default=",", help="разделитель; русский Excel ждёт «;»")


def _add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    plan = _add(commands, "import-plan", _import_plan, "прочитать план из файла XLSX, DOCX или CSV и записать его")
    plan.add_argument("file", type=Path, help="файл плана")
    plan.add_argument("--from", dest="first", type=_day, default=date(2025, 1, 1), help="начало плана, 2025-01-01")
    plan.add_argument("--to", dest="last", type=_day, default=date(2026, 12, 31), help="конец плана, 2026-12-31")
    plan.add_argument("--title", default="", help="название плана (иначе — из файла)")
    plan.add_argument("--dry-run", action="store_true", help="только проверить: ничего не записывать")
    plan.add_argument("--json", action="store_true", help="для машин: rows, problems")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        msg = f"не дата вида 2026-11-01: {written!r}"
        raise argparse.ArgumentTypeError(msg) from None


def _days(written: str) -> int:
    if written.isascii() and written.isdigit() and 1 <= int(written[:4]) <= _DAYS_AHEAD:
        return int(written)
    msg = f"не число от 1 до {_DAYS_AHEAD}: {written!r}"
    raise argparse.ArgumentTypeError(msg)


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command, about: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(command=command)
    return parser


def _told(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


def _config(*, token_needed: bool) -> Config:
    return read_config(read_environment(), token_needed=token_needed)


def _quietly() -> AbstractContextManager[None]:
    """Keep standard output for what was asked: the log says only what is wrong, on standard error."""
    return logging_to_stderr(style="console", level="WARNING", secrets=())


@contextmanager
def _staying() -> Iterator[None]:
    """Keep what is made in the block, which stays as long as the process, out of every search for garbage.

    The models of aiogram are most of all objects. Searching them took a quarter of the start, and later held every
    answer up by a quarter of a second now and then.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _run(_options: argparse.Namespace) -> int:
    with _staying():
        from bot.app import building  # noqa: PLC0415 - half the libraries: `ask` and `check` do without them

    config = _config(token_needed=True)
    secrets = (config.bot_token, config.webhook_secret)
    with logging_to_stderr(style=config.log_format, level=config.log_level, secrets=secrets):
        async with watched(), building(config, SystemClock()) as app:
            await app.run()
    return _DONE


async def _demo(options: argparse.Namespace) -> int:
    from bot.demo import HINTS, demo  # noqa: PLC0415 - the stand-in is for the demo and the tests alone

    with _quietly():
        async with demo(options.port) as (sandbox, app):
            sys.stdout.write(
                f"Страница чата: {sandbox.url}\n"
                f"Спросите, например: «{HINTS[0]}»\n"
                "Кнопка «Следующее утро» переводит часы: подписчику придёт дайджест, исполнителям — напоминание.\n"
                "Остановить: Ctrl+C\n"
            )
            sys.stdout.flush()
            await app.run()
    return _DONE


async def _ask(options: argparse.Namespace) -> int:
    from bot.asking import ask  # noqa: PLC0415 - the dictionary is loaded for this command alone

    with _quietly():
        reply = await ask(options.question, _config(token_needed=False), SystemClock())
    sys.stdout.write(json.dumps(reply.as_json(), ensure_ascii=False) if options.json else reply.screen.plain())
    sys.stdout.write("\n")
    return _DONE


async def _check(_options: argparse.Namespace) -> int:
    from bot.checking import findings  # noqa: PLC0415 - asks Telegram, which the other commands don't

    wrong = False
    with _quietly():
        async for finding in findings(_config(token_needed=True)):
            sys.stdout.write(f"{'ладно' if finding.well else 'ПЛОХО'}  {finding.what}\n")
            wrong = wrong or not finding.well
    return _TROUBLE if wrong else _DONE


async def _load_register(options: argparse.Namespace) -> int:
    from bot.asking import load_register  # noqa: PLC0415

    with _quietly():
        told = await load_register(options.file.read_bytes(), _config(token_needed=False), SystemClock())
    sys.stdout.write(f"{told}\n")
    return _DONE


async def _deliveries(options: argparse.Namespace) -> int:
    from bot.looking import deliveries  # noqa: PLC0415

    if options.until is not None and options.until < options.since:
        return _told("--until раньше, чем --since.", _UNUSABLE)
    config = _config(token_needed=False)
    with _quietly():
        told = await deliveries(config, SystemClock(), options.since, options.until, options.csv, options.separator)
    sys.stdout.write(f"{told}\n")
    return _DONE


async def _import_plan(options: argparse.Namespace) -> int:
    from bot.importing import import_plan  # noqa: PLC0415
    from bot.plan.phrase_reading import PlanPeriod  # noqa: PLC0415
    from bot.plan.table import FileUnreadable  # noqa: PLC0415
    from bot.render.catalogue import load_catalogues  # noqa: PLC0415
    from bot.render.plan_faults import file_fault_said  # noqa: PLC0415
    from bot.render.plan_import import plan_as_json, summary_told  # noqa: PLC0415

    if options.first > options.last:
        return _told("План кончается раньше, чем начинается: проверьте --from и --to.", _UNUSABLE)
    period, tr = PlanPeriod(options.first, options.last), load_catalogues().of("ru")
    config = _config(token_needed=False)
    with _quietly():
        try:
            made = await import_plan(
                options.file, period, config, SystemClock(), title=options.title, store_it=not options.dry_run
            )
        except FileUnreadable as unreadable:
            return _told(file_fault_said(unreadable.fault, tr), _TROUBLE)
    told = (
        json.dumps(plan_as_json(made.read, tr), ensure_ascii=False)
        if options.json
        else summary_told(made.read, made.changes, tr, stored=made.stored)
    )
    sys.stdout.write(f"{told}\n")
    return _DONE


async def _dry_run(options: argparse.Namespace) -> int:
    from bot.looking import forecast  # noqa: PLC0415
    from bot.render.console_outbox import forecast_as_json, forecast_told  # noqa: PLC0415

    config = _config(token_needed=False)
    with _quietly():
        found = await forecast(config, SystemClock(), options.days)
    as_json = json.dumps(forecast_as_json(found), ensure_ascii=False) if options.json else ""
    sys.stdout.write((as_json or forecast_told(found, config.timezone)) + "\n")
    return _DONE


if __name__ == "__main__":
    sys.exit(main())
