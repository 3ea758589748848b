"""The command line: ``python -m bot COMMAND``; ``--help`` lists the commands.

Exit codes: 0 done; 1 something is wrong and said; 2 the settings, the command or the token cannot be used;
3 another installation uses the token; 4 another process of this installation leads now; 70 the event loop hung.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence

from bot.clock import SystemClock
from bot.command_line import (
    DONE,
    LEASE_LOST,
    TOKEN_IN_USE,
    TROUBLE,
    UNUSABLE,
    Command,
    add,
    quietly,
    settings,
)
from bot.errors import BotError, NotFetched, SettingsWrong, TelegramRefusedToken, TokenInUse
from bot.garbage import staying
from bot.logs import logging_to_stderr
from bot.operating import add_operating
from bot.watchdog import watched
from storage.errors import BadRegister, LeaseLost, StoreError


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
        return DONE


def ending(trouble: Exception) -> tuple[int, tuple[str, ...]]:
    """Return the exit code for what ended a command, and the sentences that say it."""
    match trouble:
        case SettingsWrong():
            return UNUSABLE, ("Настройки не годятся:", *trouble.faults)
        case TelegramRefusedToken():
            return UNUSABLE, ("Telegram не знает такого токена: проверьте BOT_TOKEN.",)
        case TokenInUse():
            said = "Токеном этого бота пользуется ещё одна установка: остановите её или смените токен у @BotFather."
            return TOKEN_IN_USE, (said,)
        case LeaseLost():
            said = "Другой процесс ведёт теперь бота; запустите этот заново, и он будет ждать наготове."
            return LEASE_LOST, (said,)
        case NotFetched():
            from bot.render.trial import trouble_told as network_told  # noqa: PLC0415 - only for who fetches

            return TROUBLE, (f"Не получено: {network_told(trouble)}",)
        case BadRegister():
            faults = (f"строка {one.line}, {one.path}: {one.wrong}" for one in trouble.faults)
            return TROUBLE, ("Файл реестра не загружен, ничего не изменено:", *faults)
        case _:
            from bot.render.console import trouble_told  # noqa: PLC0415 - only when something went wrong

            return TROUBLE, (f"Не получилось: {trouble_told(trouble)}",)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Бот программы сотрудничества.")
    commands = parser.add_subparsers(required=True, metavar="команда")
    add(commands, "run", _run, "запустить бота")
    demo = add(commands, "demo", _demo, "показать бота без Telegram: страница чата на этой машине")
    demo.add_argument("--port", type=int, default=8081, help="порт страницы (по умолчанию 8081)")
    ask = add(commands, "ask", _ask, "ответить на вопрос здесь, в командной строке")
    ask.add_argument("question", help="вопрос, в кавычках")
    ask.add_argument("--json", action="store_true", help="для машин: kind, slug, title, text, items")
    add(commands, "check", _check, "проверить настройки, хранилище и связь с Telegram, ничего не запуская")
    add_operating(commands)
    return parser


async def _run(_options: argparse.Namespace) -> int:
    with staying():
        from bot.app import building  # noqa: PLC0415 - half the libraries: `ask` and `check` do without them
        from bot.starting import SHIPPED_SOURCES  # noqa: PLC0415 - as above

    config = settings(token_needed=True)
    secrets = (config.bot_token, config.webhook_secret)
    with logging_to_stderr(style=config.log_format, level=config.log_level, secrets=secrets):
        async with watched(), building(config, SystemClock(), shipped=SHIPPED_SOURCES) as app:
            await app.run()
    return DONE


async def _demo(options: argparse.Namespace) -> int:
    from bot.demo import HINTS, demo  # noqa: PLC0415 - the stand-in is for the demo and the tests alone

    with quietly():
        async with demo(options.port) as (sandbox, app):
            sys.stdout.write(
                f"Страница чата: {sandbox.url}\n"
                f"Спросите, например: «{HINTS[0]}»\n"
                "Кнопка «Следующее утро» переводит часы: подписчику придёт дайджест, исполнителям — напоминание.\n"
                "Остановить: Ctrl+C\n"
            )
            sys.stdout.flush()
            await app.run()
    return DONE


async def _ask(options: argparse.Namespace) -> int:
    from bot.asking import ask  # noqa: PLC0415 - the dictionary is loaded for this command alone

    with quietly():
        reply = await ask(options.question, settings(token_needed=False), SystemClock())
    sys.stdout.write(json.dumps(reply.as_json(), ensure_ascii=False) if options.json else reply.screen.plain())
    sys.stdout.write("\n")
    return DONE


async def _check(_options: argparse.Namespace) -> int:
    from bot.checking import findings  # noqa: PLC0415 - asks Telegram, which the other commands don't

    wrong = False
    with quietly():
        async for finding in findings(settings(token_needed=True)):
            sys.stdout.write(f"{'ладно' if finding.well else 'ПЛОХО'}  {finding.what}\n")
            wrong = wrong or not finding.well
    return TROUBLE if wrong else DONE


if __name__ == "__main__":
    sys.exit(main())
