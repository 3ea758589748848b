"""The settings: each good and bad, all faults at once, nothing secret shown."""

import os
import subprocess
import sys
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.config import DEFAULTS, Config, read_config, read_environment
from bot.errors import SettingsWrong
from bot.rights import Access

PROJECT = Path(__file__).parents[1]
TOKEN = "12345:a-secret-of-a-token"  # noqa: S105 - nobody's
WHOLE_WEBHOOK = {"WEBHOOK_URL": "https://bot.example/a", "WEBHOOK_SECRET": "s_1-A", "HTTP_PORT": "8080"}
GOOD: tuple[tuple[str, str, str, Any], ...] = (
    ("BOT_TOKEN", f"  {TOKEN} ", "bot_token", TOKEN),
    ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "telegram_api_url", "http://127.0.0.1:8081"),
    ("TELEGRAM_API_URL", "https://bot-api.example", "telegram_api_url", "https://bot-api.example"),
    ("DATABASE_URL", "sqlite+aiosqlite:////a/b.sqlite3", "database_url", "sqlite+aiosqlite:////a/b.sqlite3"),
    ("DATABASE_URL", "postgresql+asyncpg://u:p@h/d", "database_url", "postgresql+asyncpg://u:p@h/d"),
    ("ADMIN_IDS", "7, 8 7,9", "admin_ids", (7, 8, 9)),
    ("ADMIN_IDS", "", "admin_ids", ()),
    ("TIMEZONE", "Europe/Minsk", "timezone", ZoneInfo("Europe/Minsk")),
    ("ACCESS", "invited", "access", Access.INVITED),
    ("ACCESS", "open", "access", Access.OPEN),
    ("TELEGRAM_PROXY", "socks5://u:p@proxy.example:1080", "telegram_proxy", "socks5://u:p@proxy.example:1080"),
    ("FEEDS_PROXY", "http://proxy.example:3128", "feeds_proxy", "http://proxy.example:3128"),
    ("FEEDS_USER_AGENT", "Mozilla/5.0 (example)", "feeds_user_agent", "Mozilla/5.0 (example)"),
    (
        "FEEDS_ALLOWED_NETWORKS",
        "10.1.0.0/16, ::1/128 10.1.0.0/16",
        "feeds_allowed_networks",
        (ip_network("10.1.0.0/16"), ip_network("::1/128")),
    ),
    ("HTTP_HOST", "0.0.0.0", "http_host", "0.0.0.0"),  # noqa: S104 - a setting read, not a port opened
    ("HTTP_PORT", "65535", "http_port", 65535),
    ("HTTP_PORT", "", "http_port", None),
    ("WEBHOOK_URL", "https://bot.example/a", "webhook_url", "https://bot.example/a"),
    ("WEBHOOK_SECRET", "aZ09_-", "webhook_secret", "aZ09_-"),
    ("LOG_FORMAT", "json", "log_format", "json"),
    ("LOG_LEVEL", "DEBUG", "log_level", "DEBUG"),
)
BAD = (
    ("BOT_TOKEN", ""),
    ("BOT_TOKEN", "12345"),
    ("BOT_TOKEN", "abc:def"),
    ("BOT_TOKEN", "123:a b"),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
    ("TELEGRAM_API_URL", "http://[bad"),
    ("DATABASE_URL", "sqlite:///a.sqlite3"),
    ("DATABASE_URL", "sqlite+aiosqlite:///"),
    ("DATABASE_URL", "mysql://u:p@h/d"),
    ("ADMIN_IDS", "anna"),
    ("ADMIN_IDS", "7,-8"),
    ("ADMIN_IDS", "0"),
    ("ADMIN_IDS", "12345678901234567"),
    ("TIMEZONE", "Europe/Nowhere"),
    ("TIMEZONE", "../../etc/passwd"),
    ("TIMEZONE", "Europe"),
    ("ACCESS", "everyone"),
    ("TELEGRAM_PROXY", "proxy.example:1080"),
    ("FEEDS_PROXY", "gopher://proxy.example"),
    ("FEEDS_USER_AGENT", "Бот"),
    ("FEEDS_USER_AGENT", "a\r\nHost: b"),
    ("FEEDS_ALLOWED_NETWORKS", "10.1.0.0/16, intranet"),
    ("FEEDS_ALLOWED_NETWORKS", "10.1.2.3/16"),
    ("HTTP_PORT", "0"),
    ("HTTP_PORT", "65536"),
    ("HTTP_PORT", "http"),
    ("WEBHOOK_URL", "http://bot.example"),
    ("WEBHOOK_SECRET", "пароль"),
    ("WEBHOOK_SECRET", "a" * 257),
    ("LOG_FORMAT", "xml"),
    ("LOG_LEVEL", "LOUD"),
)


def settings(**written: str) -> Mapping[str, str]:
    """Return settings that are good but for what is ``written``."""
    return {"BOT_TOKEN": TOKEN, **WHOLE_WEBHOOK, **written}


@pytest.mark.parametrize(("name", "written", "field", "expected"), GOOD, ids=lambda value: str(value)[:30])
def test_a_good_value_is_taken(name: str, written: str, field: str, expected: object) -> None:
    """Each setting reads what it is meant to."""
    assert getattr(read_config(settings(**{name: written, **_without_port(name, written)})), field) == expected


def _without_port(name: str, written: str) -> Mapping[str, str]:
    return {"WEBHOOK_URL": "", "WEBHOOK_SECRET": ""} if (name, written) == ("HTTP_PORT", "") else {}


@pytest.mark.parametrize(("name", "written"), BAD, ids=lambda value: str(value)[:30])
def test_a_bad_value_is_refused_by_name(name: str, written: str) -> None:
    """What a setting cannot be is one fault that begins with its name; a secret is not repeated in it."""
    with pytest.raises(SettingsWrong) as wrong:
        read_config(settings(**{name: written}))
    (fault,) = wrong.value.faults
    assert fault.startswith(f"{name}: ")
    assert name not in {"BOT_TOKEN", "WEBHOOK_SECRET"} or not written or written not in fault


def test_an_empty_environment_is_all_defaults() -> None:
    """Without a token needed nothing has to be set, and an empty value is the default."""
    nothing = read_config({}, token_needed=False)
    assert nothing == read_config(dict.fromkeys(DEFAULTS, " "), token_needed=False) == Config()
    assert nothing.timezone.key == "Europe/Ulyanovsk"
    assert nothing.access is Access.OPEN


def test_a_token_that_is_not_needed_is_still_checked() -> None:
    """A broken token is said even by a command that could do without."""
    with pytest.raises(SettingsWrong, match="BOT_TOKEN"):
        read_config({"BOT_TOKEN": "broken"}, token_needed=False)


def test_all_faults_are_told_at_once() -> None:
    """Every wrong setting and every name that is none are in one message."""
    broken = {name: dict(BAD)[name] for name in ("BOT_TOKEN", "TIMEZONE", "ADMIN_IDS", "LOG_LEVEL", "HTTP_PORT")}
    with pytest.raises(SettingsWrong) as wrong:
        read_config({**broken, "BOT_TOKN": TOKEN, "WEBHOOK_URL": "https://bot.example"})
    named = [fault.partition(":")[0] for fault in wrong.value.faults]
    assert sorted(named) == sorted([*broken, "BOT_TOKN", "WEBHOOK_URL"])
    assert str(wrong.value).count("\n") == len(named) - 1
    assert TOKEN not in str(wrong.value)


@pytest.mark.parametrize("missing", ["HTTP_PORT", "WEBHOOK_SECRET"])
def test_a_webhook_needs_its_port_and_its_secret(missing: str) -> None:
    """A webhook without the other half of it is refused."""
    with pytest.raises(SettingsWrong, match="WEBHOOK_URL: вместе с ним"):
        read_config(settings(**{missing: ""}))


def test_secrets_are_not_shown() -> None:
    """What is secret, or may hold a password, is not in the settings' text."""
    hidden = {
        "BOT_TOKEN": TOKEN,
        "DATABASE_URL": "postgresql+asyncpg://u:database-password@h/d",
        "TELEGRAM_PROXY": "http://u:proxy-password@h",
        "FEEDS_PROXY": "http://u:feeds-password@h",
        "WEBHOOK_SECRET": "webhook-secret",
    }
    shown = f"{(config := read_config(settings(**hidden)))!r} {config}"
    assert not [value for value in (*hidden.values(), "password", "a-secret-of-a-token") if value in shown]


def test_the_environment_stands_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process's environment wins over .env, .env over the defaults; other names of the environment are not ours."""
    file = tmp_path / ".env"
    file.write_text("\ufeffACCESS=invited\nLOG_LEVEL=DEBUG\nADMIN_IDS\nTIMEZONE=$ACCESS\n", encoding="utf-8")
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.setenv("UNRELATED", "1")
    written = read_environment(file)
    assert written == {"ACCESS": "invited", "LOG_LEVEL": "ERROR", "ADMIN_IDS": "", "TIMEZONE": "$ACCESS"}
    assert read_environment(tmp_path / "absent") == {"LOG_LEVEL": "ERROR"}


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    """A .env in another encoding is a fault of the settings, named by its file."""
    (tmp_path / ".env").write_bytes("ADMIN_IDS=7 # администратор".encode("cp1251"))
    with pytest.raises(SettingsWrong, match=r"\.env не в кодировке UTF-8"):
        read_environment(tmp_path / ".env")


def test_an_unusable_start_says_everything_and_exits_with_2(tmp_path: Path) -> None:
    """`run` with a .env full of faults names each of them, shows no traceback and no secret, and exits with 2."""
    lines = ("BOT_TOKEN=", "TIMEZONE=Europe/Nowhere", "BOT_TOKN=12345:misplaced-secret", "WEBHOOK_URL=http://a.example")
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    without_ours = {name: value for name, value in os.environ.items() if name not in DEFAULTS}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**without_ours, "PYTHONPATH": str(PROJECT), "ACCESS": "all"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Настройки не годятся:\n")
    named = {line.partition(":")[0] for line in ended.stderr.splitlines()[1:]}
    assert named == {"BOT_TOKEN", "TIMEZONE", "BOT_TOKN", "WEBHOOK_URL", "ACCESS"}
    assert "Traceback" not in ended.stderr
    assert "misplaced-secret" not in ended.stderr
