"""The command line: ``python -m bot run | demo | ask | check | load-register | try-feed``.

Exit codes: 0 done; 1 something is wrong and said; 2 the settings, the command or the token cannot be used.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractContextManager
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

from bot.clock import SystemClock
from bot.config import Config, read_config, read_environment
from bot.errors import NotFetched, SettingsWrong, TelegramRefusedToken
from bot.logs import logging_to_stderr
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
    except NotFetched as lost:
        from bot.render.trial import trouble_told  # noqa: PLC0415 - only for who fetches

        return _say(f"Не получено: {trouble_told(lost)}", code=_TROUBLE)
    except (StoreError, OSError) as trouble:
        return _say(f"Не получилось: {trouble}", code=_TROUBLE)
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
    feed = _add(commands, "try-feed", _try_feed, "показать, что бот сделал бы с лентой; ничего не сохраняет")
    feed.add_argument("feed", help="файл RSS или Atom в любой кодировке или адрес ленты в сети")
    feed.add_argument("--json", action="store_true", help="для машин: список публикаций")
    feed.add_argument(
        "--allow-network",
        action="append",
        default=[],
        type=ip_network,
        metavar="СЕТЬ",
        help="ходить и во внутреннюю сеть",
    )
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


async def _try_feed(options: argparse.Namespace) -> int:
    from bot.trying import try_feed  # noqa: PLC0415 - the dictionary and the lists are loaded for this command alone

    config = _config(token_needed=False)
    with _quietly():
        trial = await try_feed(options.feed, config, SystemClock(), options.allow_network)
    if options.json:
        sys.stdout.write(json.dumps([item.as_json() for item in trial.items], ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(trial.told(config.timezone))
    sys.stdout.write("\n")
    return _TROUBLE if trial.reading.complaint and not trial.items else _DONE


if __name__ == "__main__":
    sys.exit(main())
