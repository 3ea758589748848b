"""What the trial of a feed says on the command line; in Russian, for the one who runs the bot."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import NotFetched, Trouble
from bot.news.parse import Complaint, Reading
from bot.news.relevance import Ground, Reason, Verdict
from storage.news_records import Outcome
from storage.records import Article

_GROUNDS: Final = {
    Ground.ULYANOVSK: "названа Ульяновская область",
    Ground.BELARUS: "названа Беларусь",
    Ground.UNION: "Союзное государство",
    Ground.RUSSIA: "названа Россия",
    Ground.ACTION: "слова сотрудничества",
    Ground.BUSINESS: "деловые слова",
    Ground.SECTOR: "слова отраслей",
    Ground.AGAINST: "против",
    Ground.ELSEWHERE: "в заголовке другой регион или страна",
    Ground.TRAP: "не считается",
    Ground.ONE_SIDE: "обе стороны вместе не названы",
    Ground.TRUSTED: "редакция доверяет",
    Ground.DISTRUSTED: "редакция не доверяет",
}
_OUTCOMES: Final = {Outcome.IN: "ДА", Outcome.BORDERLINE: "НА ГРАНИ", Outcome.OUT: "нет"}
_COMPLAINTS: Final = {
    Complaint.EMPTY: "пусто: ни одного знака",
    Complaint.PAGE: 'это страница для людей, а не лента; адрес ленты часто указан в её коде (rel="alternate")',
    Complaint.NO_FEED: "это не RSS и не Atom",
    Complaint.BROKEN: "лента оборвана или испорчена; прочитано всё, что читается",
}


_TROUBLES: Final = {
    Trouble.FORBIDDEN: "туда бот не ходит: адрес не http(s) или внутренний",
    Trouble.NO_ANSWER: "нет ответа: имя не найдено, нет связи или она оборвалась",
    Trouble.TOO_SLOW: "слишком медленно",
    Trouble.TOO_LARGE: "больше 5 МБ",
    Trouble.REDIRECTS: "слишком много перенаправлений или они никуда не ведут",
    Trouble.UNPACKING: "сжатие не читается",
    Trouble.STATUS: "сервер отказал",
}


def trouble_told(lost: NotFetched) -> str:
    """Return why nothing was fetched."""
    status = f" (ответ {lost.status})" if lost.status else ""
    return f"{lost.url}: {_TROUBLES[lost.trouble]}{status}."


def why_told(why: Iterable[Reason]) -> list[str]:
    """Return each ground in words, with the words of the text it stands on and its points."""
    return [_reason(one) for one in why]


def _reason(one: Reason) -> str:
    about = f" ({one.about})" if one.about else ""
    words = f": {', '.join(one.words)}" if one.words else ""
    points = f" [{one.points:+d}]" if one.points else ""
    return f"{_GROUNDS[one.ground]}{about}{words}{points}"


def reading_told(reading: Reading) -> str:
    """Return how the feed was read, in one or two lines."""
    parts = [f"публикаций: {len(reading.articles)}", f"кодировка {reading.encoding}"]
    parts += [f"повторов: {reading.repeated}"] if reading.repeated else []
    parts += [f"не прочитано: {reading.unreadable}"] if reading.unreadable else []
    parts += [f"испорченных байтов: {reading.broken}"] if reading.broken else []
    complaint = f"\nВнимание: {_COMPLAINTS[reading.complaint]}." if reading.complaint else ""
    return f"«{reading.title or 'Без названия'}»: {', '.join(parts)}.{complaint}"


def item_told(number: int, article: Article, verdict: Verdict, story: str, zone: ZoneInfo) -> str:
    """Return one publication: what it is for us and why, to whom it is linked, and the number of its story."""
    lines = [
        f"{number}. {_OUTCOMES[verdict.outcome]} ({verdict.score}) {article.title}",
        f"   {_when(article.published_at, zone)}  {article.url}",
        f"   сюжет {story}; отрасли: {_listed(article.sectors)}; организации: {_listed(article.organisations)}",
        *(f"   — {reason}" for reason in why_told(verdict.why)),
    ]
    return "\n".join(lines)


def _when(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"


def _listed(slugs: Iterable[str]) -> str:
    return ", ".join(slugs) or "нет"
