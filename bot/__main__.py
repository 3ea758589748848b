"""The command line: ``python -m bot COMMAND``; ``--help`` lists the commands.

Exit codes: 0 done; 1 something is wrong and said; 2 the settings, the command or the token cannot be used.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.clock import SystemClock
from bot.config import Config, read_config, read_environment
from bot.errors import SettingsWrong, TelegramRefusedToken
from bot.logs import logging_to_stderr
from bot.render.console import trouble_told
from storage.errors import BadRegister, StoreError

_DONE: Final = 0
_TROUBLE: Final = 1
_UNUSABLE: Final = 2

Command = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code; what is wrong is said on standard error, without a traceback."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return asyncio.run(command(options))
    except SettingsWrong as wrong:
        return _say("Настройки не годятся:", *wrong.faults, code=_UNUSABLE)
    except TelegramRefusedToken:
        return _say("Telegram не знает такого токена: проверьте BOT_TOKEN.", code=_UNUSABLE)
    except BadRegister as bad:
        return _say(
            "Файл реестра не загружен, ничего не изменено:",
            *(f"строка {one.line}, {one.path}: {one.wrong}" for one in bad.faults),
            code=_TROUBLE,
        )
    except (StoreError, OSError) as trouble:
        return _say(f"Не получилось: {trouble_told(trouble)}", code=_TROUBLE)
    except KeyboardInterrupt:
        return _DONE


def _say(*sentences: str, code: int) -> int:
    sys.stderr.write("\n".join(sentences) + "\n")
    return code


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
    backup = _add(commands, "backup", _backup, "сделать копию хранилища на ходу и проверить её")
    backup.add_argument("file", type=Path, nargs="?", help="куда; без этого — в папку backups рядом с хранилищем")
    restore = _add(commands, "restore", _restore, "вернуть хранилище к копии; без --yes только скажет, что пропадёт")
    restore.add_argument("file", type=Path, help="копия")
    restore.add_argument("--yes", action="store_true", help="да, восстановить")
    export = _add(commands, "export", _export, "выгрузить всё в файл JSON (docs/export.md)")
    export.add_argument("file", type=Path, help="файл, которого ещё нет")
    _add(commands, "rights", _rights, "напечатать таблицу прав (docs/rights.md)")
    audit = _add(commands, "audit", _audit, "показать журнал изменений: кто, что, когда")
    audit.add_argument("--since", type=date.fromisoformat, help="с этого дня (ГГГГ-ММ-ДД)")
    audit.add_argument("--until", type=date.fromisoformat, help="по этот день включительно")
    audit.add_argument("--person", type=int, help="номер человека: его изменения и изменения о нём")
    audit.add_argument("--words", default="", help="часть того, что изменено, например setting или user:17")
    audit.add_argument("--csv", type=Path, metavar="FILE", help="выгрузить в файл CSV, которого ещё нет")
    bring = _add(commands, "import", _import, "загрузить выгрузку в пустое хранилище")
    bring.add_argument("file", type=Path, help="файл JSON")
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command, about: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(command=command)
    return parser


def _config(*, token_needed: bool) -> Config:
    return read_config(read_environment(), token_needed=token_needed)


def _quietly() -> AbstractContextManager[None]:
    """Keep standard output for what was asked: the log says only what is wrong, on standard error."""
    return logging_to_stderr(style="console", level="WARNING", secrets=())


async def _run(_options: argparse.Namespace) -> int:
    from bot.app import building  # noqa: PLC0415 - half the libraries: `ask` and `check` do without them

    config = _config(token_needed=True)
    secrets = (config.bot_token, config.webhook_secret)
    with logging_to_stderr(style=config.log_format, level=config.log_level, secrets=secrets):
        async with building(config, SystemClock()) as app:
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


async def _backup(options: argparse.Namespace) -> int:
    from bot.carrying import back_up  # noqa: PLC0415

    return await _done(back_up(options.file, _config(token_needed=False), SystemClock()))


async def _restore(options: argparse.Namespace) -> int:
    from bot.carrying import bring_back  # noqa: PLC0415

    with _quietly():
        config = _config(token_needed=False)
        told, done = await bring_back(options.file, config, SystemClock(), agreed=options.yes)
    sys.stdout.write(f"{told}\n")
    return _DONE if done else _TROUBLE


async def _export(options: argparse.Namespace) -> int:
    from bot.carrying import write_out  # noqa: PLC0415

    return await _done(write_out(options.file, _config(token_needed=False), SystemClock()))


async def _import(options: argparse.Namespace) -> int:
    from bot.carrying import bring_in  # noqa: PLC0415

    return await _done(bring_in(options.file, _config(token_needed=False)))


async def _rights(_options: argparse.Namespace) -> int:
    from bot.render.rights import rights_document  # noqa: PLC0415

    sys.stdout.write(rights_document())
    return _DONE


async def _audit(options: argparse.Namespace) -> int:
    from bot.auditing import Asked, tell_audit  # noqa: PLC0415

    asked = Asked(options.since, options.until, options.person, options.words)
    with _quietly():
        if options.csv is None:
            await tell_audit(asked, _config(token_needed=False), sys.stdout)
            return _DONE
        with options.csv.open("x", encoding="utf-8-sig", newline="") as file:
            count = await tell_audit(asked, _config(token_needed=False), file, as_csv=True)
    sys.stdout.write(f"Изменений выгружено: {count}\n")
    return _DONE


async def _done(work: Coroutine[Any, Any, str]) -> int:
    """Wait for work that says in words what it did."""
    with _quietly():
        told = await work
    sys.stdout.write(f"{told}\n")
    return _DONE


if __name__ == "__main__":
    sys.exit(main())
