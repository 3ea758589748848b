"""The settings needed to start: read once from the environment and .env, every fault named at once.

Everything else that can be set lives in the store and is changed in chat.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from bot.errors import SettingsWrong
from bot.rights import Access

T = TypeVar("T")

_PORTS = 65536
_WEBHOOK = ("WEBHOOK_URL", "HTTP_PORT", "WEBHOOK_SECRET")

DEFAULTS: Mapping[str, str] = {
    "BOT_TOKEN": "",
    "TELEGRAM_API_URL": "https://api.telegram.org",
    "DATABASE_URL": "sqlite+aiosqlite:///cooperation.sqlite3",
    "ADMIN_IDS": "",
    "TIMEZONE": "Europe/Ulyanovsk",
    "ACCESS": "open",
    "TELEGRAM_PROXY": "",
    "FEEDS_PROXY": "",
    "FEEDS_USER_AGENT": "CooperationBot/1.0 (news of a cooperation programme; feed reader)",
    "FEEDS_ALLOWED_NETWORKS": "",
    "HTTP_HOST": "127.0.0.1",
    "HTTP_PORT": "",
    "WEBHOOK_URL": "",
    "WEBHOOK_SECRET": "",
    "LOG_FORMAT": "console",
    "LOG_LEVEL": "INFO",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings, checked. What is secret is left out of its ``repr``."""

    bot_token: str = field(default="", repr=False)
    telegram_api_url: str = DEFAULTS["TELEGRAM_API_URL"]
    database_url: str = field(default=DEFAULTS["DATABASE_URL"], repr=False)
    admin_ids: tuple[int, ...] = ()
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo(DEFAULTS["TIMEZONE"]))
    access: Access = Access.OPEN
    telegram_proxy: str = field(default="", repr=False)
    feeds_proxy: str = field(default="", repr=False)
    feeds_user_agent: str = DEFAULTS["FEEDS_USER_AGENT"]
    feeds_allowed_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    http_host: str = DEFAULTS["HTTP_HOST"]
    http_port: int | None = None
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    log_format: str = DEFAULTS["LOG_FORMAT"]
    log_level: str = DEFAULTS["LOG_LEVEL"]


def read_environment(env_file: Path | None = None) -> Mapping[str, str]:
    """Return the settings as written: the process's environment over the .env file over nothing.

    Of the environment only our own names, of the file all: a misspelt name must not pass for a default. Raises
    :class:`SettingsWrong` when the file is not UTF-8.
    """
    path = env_file or Path(".env")
    try:
        in_file = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except UnicodeDecodeError as broken:
        raise SettingsWrong([f"файл {path.name} не в кодировке UTF-8"]) from broken
    written = {name: value or "" for name, value in in_file.items()}
    return written | {name: os.environ[name] for name in DEFAULTS if name in os.environ}


def read_config(values: Mapping[str, str], *, token_needed: bool = True) -> Config:
    """Check the settings as written and return them.

    An empty value is the default. Raises :class:`SettingsWrong` with all faults, names that are no setting included.
    """
    reading = _Reading(values)
    config = Config(
        bot_token=reading.value("BOT_TOKEN", _token if token_needed else _optional_token, ""),
        telegram_api_url=reading.value("TELEGRAM_API_URL", _web_address, ""),
        database_url=reading.value("DATABASE_URL", _database, ""),
        admin_ids=reading.value("ADMIN_IDS", _ids, ()),
        timezone=reading.value("TIMEZONE", _zone, ZoneInfo("UTC")),
        access=reading.value("ACCESS", _access, Access.INVITED),
        telegram_proxy=reading.value("TELEGRAM_PROXY", _proxy, ""),
        feeds_proxy=reading.value("FEEDS_PROXY", _proxy, ""),
        feeds_user_agent=reading.value("FEEDS_USER_AGENT", _user_agent, ""),
        feeds_allowed_networks=reading.value("FEEDS_ALLOWED_NETWORKS", _networks, ()),
        http_host=reading.value("HTTP_HOST", str, ""),
        http_port=reading.value("HTTP_PORT", _port, None),
        webhook_url=reading.value("WEBHOOK_URL", _webhook, ""),
        webhook_secret=reading.value("WEBHOOK_SECRET", _secret, ""),
        log_format=reading.value("LOG_FORMAT", _one_of("console", "json"), ""),
        log_level=reading.value("LOG_LEVEL", _one_of("DEBUG", "INFO", "WARNING", "ERROR"), ""),
    )
    reading.require_webhook_whole()
    if reading.faults:
        raise SettingsWrong(reading.faults)
    return config


class _Reading:
    """One reading of the settings, gathering what is wrong with them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.faults = [f"{name}: такой настройки нет" for name in values if name not in DEFAULTS]

    def value(self, name: str, parse: Callable[[str], T], otherwise: T) -> T:
        written = self._values.get(name, "").strip() or DEFAULTS[name]
        try:
            return parse(written)
        except ValueError as wrong:
            self.faults.append(f"{name}: {wrong}")
            return otherwise

    def require_webhook_whole(self) -> None:
        # Of what is written, not of what was read from it: a wrong port is told by its own name.
        url, port, secret = (self._values.get(name, "").strip() for name in _WEBHOOK)
        if url and not (port and secret):
            self.faults.append("WEBHOOK_URL: вместе с ним нужны HTTP_PORT и WEBHOOK_SECRET")


def _token(written: str) -> str:
    if not written:
        msg = "не задан; его выдаёт @BotFather"
        raise ValueError(msg)
    return _optional_token(written)


def _optional_token(written: str) -> str:
    if written and not re.fullmatch(r"\d+:\S+", written):
        msg = "не похож на токен бота (число, двоеточие, ключ)"  # the value itself is never shown
        raise ValueError(msg)
    return written


def _address(written: str, schemes: tuple[str, ...]) -> str:
    parts = urlsplit(written)
    if parts.scheme not in schemes or not parts.hostname:
        msg = f"нужен адрес вида {schemes[0]}://…"
        raise ValueError(msg)
    return written


def _web_address(written: str) -> str:
    return _address(written, ("https", "http")).rstrip("/")


def _webhook(written: str) -> str:
    return _address(written, ("https",)) if written else ""


def _proxy(written: str) -> str:
    return _address(written, ("http", "https", "socks5")) if written else ""


def _user_agent(written: str) -> str:
    if not re.fullmatch(r"[ -~]{1,200}", written):  # it is sent in a header
        msg = "допустимы латинские буквы, цифры и знаки, до 200"
        raise ValueError(msg)
    return written


def _networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    networks = []
    for word in written.replace(",", " ").split():
        try:
            networks.append(ip_network(word))
        except ValueError as wrong:
            msg = f"не сеть вида 10.1.0.0/16: {word}"
            raise ValueError(msg) from wrong
    return tuple(dict.fromkeys(networks))


def _database(written: str) -> str:
    if not re.match(r"sqlite\+aiosqlite:///.|postgresql\+asyncpg://.", written):
        msg = "нужен адрес вида sqlite+aiosqlite:///файл или postgresql+asyncpg://…"
        raise ValueError(msg)
    return written


def _ids(written: str) -> tuple[int, ...]:
    words = written.replace(",", " ").split()
    if wrong := [word for word in words if not re.fullmatch(r"[1-9]\d{0,15}", word)]:
        msg = f"не номера людей в Telegram: {', '.join(wrong)}"
        raise ValueError(msg)
    return tuple(dict.fromkeys(map(int, words)))


def _zone(written: str) -> ZoneInfo:
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        msg = f"нет такого часового пояса: {written}"
        raise ValueError(msg) from unknown


def _port(written: str) -> int | None:
    if not written:
        return None
    if not re.fullmatch(r"\d{1,5}", written) or not 0 < int(written) < _PORTS:
        msg = f"нужен номер порта от 1 до 65535, а не {written}"
        raise ValueError(msg)
    return int(written)


def _secret(written: str) -> str:
    # Telegram's own rule for secret_token.
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", written):
        msg = "допустимы латинские буквы, цифры, _ и -, до 256 знаков"
        raise ValueError(msg)
    return written


def _access(written: str) -> Access:
    return Access(_one_of(*Access)(written))


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(written: str) -> str:
        if written not in allowed:
            msg = f"нужно одно из: {', '.join(allowed)}; а не {written}"
            raise ValueError(msg)
        return written

    return parse
