"""The editors' desk: one borderline story at a time with why it is one, and the list of what is trusted or not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text

from bot.news.relevance import Ground
from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import moment
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.news import LEAD_LIMIT, STORY_LEAD_LIMIT, TITLE_LIMIT, linked_title, other_sources, outlet_name
from bot.render.news_desk_buttons import DecideNews, ForgetTrust, OpenNewsDesk, OpenTrust, TakeBackNews, TrustOutlet
from bot.render.typography import quoted
from storage.news_records import DeskItem, Trusted, TrustSort
from storage.records import Story

SHOWN: Final = 60
_NAME: Final = 60
GROUNDS: Final[Mapping[str, str]] = {
    Ground.ULYANOVSK: mark("names Ulyanovsk Region"),
    Ground.BELARUS: mark("names Belarus"),
    Ground.UNION: mark("the Union State"),
    Ground.RUSSIA: mark("names Russia"),
    Ground.ACTION: mark("words of cooperation"),
    Ground.BUSINESS: mark("words of business"),
    Ground.SECTOR: mark("words of the sectors"),
    Ground.AGAINST: mark("speaks against it"),
    Ground.ELSEWHERE: mark("another region or country in the title"),
    Ground.TRAP: mark("does not count"),
    Ground.ONE_SIDE: mark("the two sides are not named together"),
    Ground.TRUSTED: mark("trusted by the editors"),
    Ground.DISTRUSTED: mark("not trusted by the editors"),
}


def desk_item(item: DeskItem, waiting: int, zone: ZoneInfo, tr: Translator, said: Text | None = None) -> Message:
    """Return a story that waits, why it is borderline, and the taps that decide; ``said`` is what was just done."""
    story = item.story
    text = blocks(
        said,
        lines(
            Bold(tr.plain("Borderline news")),
            tr.text("Waiting: {n}", n=waiting),
        ),
        lines(
            Text(linked_title(story, TITLE_LIMIT)),
            quoted(story.lead, STORY_LEAD_LIMIT) if story.lead != story.title else "",
            _where(story, zone, tr),
        ),
        section(tr.plain("Why it is borderline"), _why(item, tr)),
    )
    decide = [
        button(tr.plain("Ours"), DecideNews(story_id=story.id, ours=True)),
        button(tr.plain("Not ours"), DecideNews(story_id=story.id, ours=False)),
    ]
    trust = [
        button(tr.plain("Trust the outlet"), TrustOutlet(story_id=story.id, trusted=True)),
        button(tr.plain("Distrust the outlet"), TrustOutlet(story_id=story.id, trusted=False)),
    ]
    later = button(f"{tr.plain('Next one')} ›", OpenNewsDesk(below=story.id))
    return Message(fitted(text), keyboard(decide, [later], *([one] for one in trust), _ways(tr)))


def desk_empty(tr: Translator, said: Text | None = None, *, waiting: int = 0) -> Message:
    """Return that nothing waits, or nothing older than what was put off: ``waiting`` do."""
    again = [button(tr.plain("From the beginning"), OpenNewsDesk())] if waiting else []
    told = tr.text("Waiting: {n}", n=waiting) if waiting else tr.text("Nothing waits for a decision.")
    return Message(blocks(said, lines(Bold(tr.plain("Borderline news")), told)), keyboard(again, _ways(tr)))


def decided(item: DeskItem, name: str, zone: ZoneInfo, tr: Translator) -> Message:
    """Return what was decided of a story, by whom (empty: not known any more) and when, and the way back."""
    decision = item.decision
    if decision is None:
        return desk_empty(tr)
    ours = tr.plain("Ours") if decision.ours else tr.plain("Not ours")
    follows = (
        tr.text("It comes into the next digests.") if decision.ours else tr.text("It is out of sight for everybody.")
    )
    who = ", ".join(each for each in (quoted(name, _NAME), moment(decision.at, zone, tr)) if each)
    text = lines(
        Text(Bold(ours), ": ", linked_title(item.story, TITLE_LIMIT)),
        follows,
        who,
    )
    undo = button(tr.plain("Take it back"), TakeBackNews(story_id=item.story.id))
    return Message(fitted(text), keyboard([undo], [button(f"{tr.plain('Next one')} ›", OpenNewsDesk())], _ways(tr)))


def taken_back(tr: Translator) -> Text:
    """Return that a story waits again."""
    return tr.text("Taken back: the story waits for a decision again.")


def outlet_said(outlet: str, tr: Translator, *, trusted: bool) -> Text:
    """Return what was said of an outlet or a word."""
    name = quoted(outlet, _NAME)
    if trusted:
        return tr.text("Trusted from now on: {name}. What is borderline will count as ours.", name=name)
    return tr.text("Not trusted from now on: {name}. What is borderline will not be shown.", name=name)


def trust_screen(listed: Sequence[Trusted], tr: Translator, said: Text | None = None) -> Message:
    """Return the list of words and outlets, with a button to take each off."""
    groups = (
        (mark("Trusted outlets"), TrustSort.SOURCE, True),
        (mark("Outlets not trusted"), TrustSort.SOURCE, False),
        (mark("Trusted words"), TrustSort.WORD, True),
        (mark("Words not trusted"), TrustSort.WORD, False),
    )
    shown = listed[:SHOWN]
    told = (
        section(tr.plain(title), [Text(quoted(one.written, _NAME)) for one in _of(shown, sort, trusted=trusted)])
        for title, sort, trusted in groups
    )
    text = blocks(
        said,
        Bold(tr.plain("What is trusted or not")),
        *told,
        None if listed else tr.text("The list is empty."),
        lines(
            tr.text("It decides what would be borderline; what clearly is ours or is not stays so."),
            tr.text("Trust a word: {example}", example=Code("/newsdesk + Союзное государство")),
            tr.text("Distrust a word: {example}", example=Code("/newsdesk - хоккей")),
        ),
    )
    drops: Iterable[InlineKeyboardButton] = (
        button(f"✕ {quoted(one.written, _NAME)}", ForgetTrust(trust_id=one.id)) for one in shown
    )
    return Message(
        fitted(text),
        keyboard(*columns(drops), [button(tr.plain("Borderline news"), OpenNewsDesk()), desk_button(tr)]),
    )


def _of(listed: Iterable[Trusted], sort: TrustSort, *, trusted: bool) -> list[Trusted]:
    return [one for one in listed if one.sort is sort and one.trusted is trusted]


def _where(story: Story, zone: ZoneInfo, tr: Translator) -> str:
    outlet = outlet_name(story.articles[0]) if story.articles else ""
    told = (outlet, other_sources(len(story.articles) - 1, tr), moment(story.published_at, zone, tr))
    return ", ".join(each for each in told if each)


def _why(item: DeskItem, tr: Translator) -> list[Text]:
    reasons = item.judged[0].why if item.judged else ()
    return [Text(told) for one in reasons if (told := _reason(one, tr))]


def _reason(one: Mapping[str, Any], tr: Translator) -> str:
    words = [str(word) for word in one.get("words", ())]
    return reason_line(str(one.get("ground", "")), words, int(one.get("points", 0)), tr)


def reason_line(ground: str, words: Iterable[str], points: int, tr: Translator) -> str:
    """Return one reason: what speaks for a publication or against it, by which words; empty for one not known."""
    if ground not in GROUNDS:
        return ""
    told = quoted(", ".join(words), LEAD_LIMIT)
    return f"{tr.plain(GROUNDS[ground])}{f': {told}' if told else ''}{f' ({points:+d})' if points else ''}"


def _ways(tr: Translator) -> list[InlineKeyboardButton]:
    return [button(tr.plain("What is trusted"), OpenTrust()), desk_button(tr)]
