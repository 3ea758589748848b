"""How it stands with a source of news, in words; and what administrators are told of it by themselves."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import Bold, Code, Text

from bot.errors import Trouble
from bot.news.parse import Complaint
from bot.news.schedule import FAULT
from bot.render.buttons import Cause, button, keyboard, why_button
from bot.render.catalogue import Translator, mark
from bot.render.dates import local_day, moment
from bot.render.layout import lines
from bot.render.message import Message, fitted
from bot.render.sources_buttons import OpenSource
from bot.render.typography import clean, quoted, shortened
from storage.source_records import NewsSource, SourceState

NAME: Final = 60
_ADDRESS: Final = 300
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_WHY: Final[dict[str, str]] = {
    Trouble.FORBIDDEN: mark("the address leads inside a network"),
    Trouble.NO_ANSWER: mark("no connection"),
    Trouble.TOO_SLOW: mark("it answers too slowly"),
    Trouble.TOO_LARGE: mark("more than is read of a feed, 5 MB"),
    Trouble.REDIRECTS: mark("it redirects without end or to nowhere"),
    Trouble.UNPACKING: mark("what it sends can’t be unpacked"),
    Complaint.EMPTY: mark("nothing stands there"),
    Complaint.PAGE: mark("a page for people stands in its place"),
    Complaint.NO_FEED: mark("that is neither RSS nor Atom"),
    Complaint.BROKEN: mark("it is broken, nothing can be read"),
    FAULT: mark("the bot stumbled over it, see the log"),
}
_STATUSES: Final = {
    HTTPStatus.UNAUTHORIZED: mark("401, it asks for a password"),
    HTTPStatus.FORBIDDEN: mark("403, it refuses the bot"),
    HTTPStatus.NOT_FOUND: mark("404, there is no such page"),
    HTTPStatus.GONE: mark("410, it is closed for good"),
    HTTPStatus.TOO_MANY_REQUESTS: mark("429, it asks to come less often"),
}


def source_name(source: NewsSource) -> str:
    """Return what a source is called, harmless: its title, or its host while it has none."""
    return quoted(source.title, NAME) or quoted(source.address.partition("://")[2].partition("/")[0], NAME)


def address_told(address: str) -> Text:
    """Return an address as code: it can be copied, and is no link."""
    return Code(shortened(clean(address), _ADDRESS))


def why_failing(trouble: str, status: int, tr: Translator) -> str:
    """Return what is wrong: «403, отказывает боту», «нет связи»."""
    if trouble != Trouble.STATUS:
        return tr.plain(_WHY[trouble]) if trouble in _WHY else quoted(trouble, NAME)
    known = _STATUSES.get(HTTPStatus(status)) if status in _STATUSES else None
    if known is not None:
        return tr.plain(known)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return tr.plain("{status}, a fault of its server", status=status)
    return str(status)


def state_told(source: NewsSource, now: datetime, zone: ZoneInfo, tr: Translator) -> str:
    """Return how it stands with a source: «в порядке, 12 минут назад», «не отвечает с 26 ноября 2026: нет связи»."""
    if source.status == HTTPStatus.GONE:
        return tr.plain("closed by its owner (410), not asked any more")
    if source.state is SourceState.PAUSED:
        return tr.plain("paused")
    if source.failing_since is not None:
        told = mark("fails since {date}: {why}")
        since = local_day(source.failing_since, zone, tr)
        return tr.plain(told, date=since, why=why_failing(source.trouble, source.status, tr))
    if source.succeeded_at is None:
        return tr.plain("not asked yet")
    return tr.plain("all right, {ago}", ago=ago(source.succeeded_at, now, zone, tr))


def ago(at: datetime, now: datetime, zone: ZoneInfo, tr: Translator) -> str:
    """Return how long ago a moment was: «12 минут назад», «3 часа назад», and after a day when it was."""
    passed = now - at
    if passed < _MINUTE:
        return tr.plain("just now")
    if passed < _HOUR:
        return tr.plural("{n} minute ago", "{n} minutes ago", passed // _MINUTE).render()[0]
    if passed < _DAY:
        return tr.plural("{n} hour ago", "{n} hours ago", passed // _HOUR).render()[0]
    return moment(at, zone, tr)


def source_failing(source: NewsSource, zone: ZoneInfo, tr: Translator) -> Message:
    """Say that a source has failed for a day."""
    since = moment(source.failing_since, zone, tr) if source.failing_since else "—"
    text = lines(
        tr.text("The source {title} has failed for a day.", title=Bold(source_name(source))),
        tr.text("Since: {date}", date=since),
        tr.text("Why: {why}", why=why_failing(source.trouble, source.status, tr)),
        address_told(source.address),
        tr.text("The bot goes on asking it, once a day at least, and will say when it is back."),
    )
    return _notice(source, text, tr)


def source_back(source: NewsSource, tr: Translator) -> Message:
    """Say that a source that had failed for a day is back."""
    return _notice(source, tr.text("The source {title} is back.", title=Bold(source_name(source))), tr)


def source_gone(source: NewsSource, tr: Translator) -> Message:
    """Say that a source is closed for good."""
    text = lines(
        tr.text("The source {title} is closed by its owner (410).", title=Bold(source_name(source))),
        address_told(source.address),
        tr.text("The bot does not ask it any more. If it has moved, add its new address."),
    )
    return _notice(source, text, tr)


def _notice(source: NewsSource, text: Text, tr: Translator) -> Message:
    open_it = [button(tr.plain("Open the source"), OpenSource(source_id=source.id))]
    return Message(fitted(text), keyboard(open_it, [why_button(Cause.NOTICE, tr)]))
