"""The desk of the sources of news: the list, a card, what was tried before it is added, a list looked through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import ForceReply
from aiogram.utils.formatting import Bold, Code, Text

from bot.errors import NotFetched
from bot.news.parse import Complaint
from bot.render.buttons import button, keyboard
from bot.render.catalogue import Catalogues, Translator, mark
from bot.render.channels_buttons import OpenChannels
from bot.render.dates import moment
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.names import PAGE
from bot.render.sources_buttons import (
    AddListed,
    AddTried,
    AskForSources,
    DropSources,
    OpenSource,
    OpenSourceList,
    PollSource,
    RemoveSource,
    SwitchSource,
)
from bot.render.sources_told import NAME, address_told, source_name, state_told, why_failing
from bot.render.typography import quoted
from bot.source_list import MOST, SourceList
from bot.source_trial import SourceTrial
from storage.news_records import Outcome
from storage.source_records import NewsSource, SourceState

ON_PAGE: Final = 8
_SHOWN: Final = 15
_TITLE: Final = 200
_QUESTION: Final = mark("Send the address of a feed or a site as a reply to this message")


@dataclass(frozen=True, slots=True)
class Watch:
    """When and where somebody looks: the moment, their zone, their language."""

    now: datetime
    zone: ZoneInfo
    tr: Translator


def sources_screen(sources: Sequence[NewsSource], page: int, watch: Watch, said: str = "") -> Message:
    """Return a page of the sources with how it stands with each; ``said`` comes first."""
    tr = watch.tr
    failing = sum(one.failing_since is not None and one.state is SourceState.ACTIVE for one in sources)
    shown = sources[page * ON_PAGE : (page + 1) * ON_PAGE] or sources[:ON_PAGE]
    told = tr.text("Sources of news: {n}, failing: {failing}", n=len(sources), failing=failing)
    rows = (Text(Bold(source_name(one)), " — ", state_told(one, watch.now, watch.zone, tr)) for one in shown)
    turns = [
        button(f"‹ {tr.plain(PAGE, n=page)}", OpenSourceList(page=page - 1)) if page else None,
        button(f"{tr.plain(PAGE, n=page + 2)} ›", OpenSourceList(page=page + 1))
        if len(sources) > (page + 1) * ON_PAGE
        else None,
    ]
    buttons = ([button(source_name(one), OpenSource(source_id=one.id))] for one in shown)
    text = blocks(said or None, Bold(told), lines(*rows) if shown else None)
    more = [button(tr.plain("Add a source"), AskForSources()), button(tr.plain("Channels"), OpenChannels())]
    return Message(fitted(text), keyboard(*buttons, [one for one in turns if one], more, [desk_button(tr)]))


def source_screen(source: NewsSource, adder: str, watch: Watch, said: str = "") -> Message:
    """Return a source's card; ``adder`` is the name of who added it, "" for one that the bot came with."""
    tr, zone = watch.tr, watch.zone
    active = source.state is SourceState.ACTIVE
    text = blocks(
        said or None,
        lines(
            Bold(source_name(source)),
            tr.text("State: {state}", state=Bold(state_told(source, watch.now, zone, tr))),
            address_told(source.address),
        ),
        lines(
            _when(mark("Last answer: {date}"), source.succeeded_at, zone, tr),
            _when(mark("Last new publication: {date}"), source.article_at, zone, tr),
            tr.text("Publications in its feed: {n}", n=source.read) if source.succeeded_at else None,
            tr.text("Could not be read: {n}", n=source.unreadable) if source.unreadable else None,
            tr.text("Taken in since it was added: {n}", n=source.taken),
            _when(mark("Asked next: {date}"), source.next_poll_at if active else None, zone, tr),
            tr.text("Added: {date}, by {name}", date=moment(source.added_at, zone, tr), name=quoted(adder, NAME))
            if adder
            else tr.text("The bot came with it."),
        ),
    )
    switch = SwitchSource(source_id=source.id, on=not active)
    return Message(
        fitted(text),
        keyboard(
            [
                *([button(tr.plain("Ask it now"), PollSource(source_id=source.id))] if active else []),
                button(tr.plain("Pause it") if active else tr.plain("Resume it"), switch),
            ],
            [button(tr.plain("Remove it"), RemoveSource(source_id=source.id))],
            [button(f"‹ {tr.plain('Sources')}", OpenSourceList())],
        ),
    )


def _when(words: str, at: datetime | None, zone: ZoneInfo, tr: Translator) -> Text | None:
    return tr.text(words, date=moment(at, zone, tr)) if at is not None else None


def being_asked(source: NewsSource, tr: Translator) -> Message:
    """Return what is shown while a source is asked."""
    return Message(tr.text("{title} is being asked…", title=Bold(source_name(source))))


def sure_to_remove(source: NewsSource, tr: Translator) -> Message:
    """Return the question before a source is removed."""
    text = tr.text(
        "Remove the source {title}? What came from it stays; nothing new will come.", title=Bold(source_name(source))
    )
    yes = button(tr.plain("Yes, remove it"), RemoveSource(source_id=source.id, sure=True))
    return Message(text, keyboard([yes], [button(tr.plain("No"), OpenSource(source_id=source.id))]))


def source_removed(source: NewsSource, tr: Translator) -> str:
    """Return what was done."""
    return tr.plain("Removed: {title}", title=source_name(source))


def slow_to_answer(tr: Translator) -> str:
    """Return that a source took too long while somebody waited for it."""
    return tr.plain("It did not answer within a minute; it will be asked again at its time.")


def source_question(tr: Translator) -> Message:
    """Ask for an address, or for a list; the answer is expected as a reply."""
    text = lines(
        Bold(tr.plain(_QUESTION)),
        tr.text("The bot finds the feed itself and shows what is in it before anything is added."),
        tr.text("Several at once: one address on a line, or a file, OPML or text, {n} at most.", n=MOST),
    )
    return Message(text, ForceReply(force_reply=True))


def is_source_question(text: str, catalogues: Catalogues) -> bool:
    """Tell whether a message of the bot's is :func:`source_question`, in any language."""
    return any(text.startswith(tr.plain(_QUESTION)) for tr in catalogues)


def tried_screen(trial: SourceTrial, tr: Translator) -> Message:
    """Return what was found at an address, and the button that adds it; the address stands in it as code."""
    text = blocks(
        lines(
            tr.text("A feed was found: {title}", title=Bold(quoted(trial.title, NAME) or "—")),
            Code(trial.address),
        ),
        lines(
            tr.text("Publications: {n}", n=sum(trial.found.values())),
            tr.text("Ours: {n}", n=trial.found[Outcome.IN]),
            tr.text("Borderline: {n}", n=trial.found[Outcome.BORDERLINE]),
            tr.text("Could not be read: {n}", n=trial.unreadable) if trial.unreadable else None,
        ),
        section(tr.plain("The newest"), [Text(quoted(title, _TITLE)) for title in trial.newest]),
    )
    return Message(
        fitted(text), keyboard([button(tr.plain("Add"), AddTried()), button(tr.plain("Cancel"), DropSources())])
    )


def no_feed_there(address: str, wrong: Complaint | NotFetched, tr: Translator) -> Message:
    """Return why there is nothing to add."""
    trouble, status = (wrong.trouble, wrong.status) if isinstance(wrong, NotFetched) else (wrong, 0)
    why = why_failing(trouble, status, tr)
    text = lines(
        Bold(tr.plain("Nothing can be read there: {why}", why=why)),
        address_told(address),
        tr.text("If it is a site, look on it for the address of its RSS and send that."),
    )
    return Message(fitted(text), keyboard([button(tr.plain("Another address"), AskForSources())]))


def no_address(tr: Translator) -> Message:
    """Return that what was sent is no address."""
    text = tr.text("That is no web address. It looks like {example}.", example=Code("https://news.example/rss"))
    return Message(text, keyboard([button(tr.plain("Another address"), AskForSources())]))


def there_already(source: NewsSource, tr: Translator) -> Message:
    """Return that a source is among the sources."""
    text = tr.text("This source is here already: {title}", title=Bold(source_name(source)))
    return Message(text, keyboard([button(tr.plain("Open the source"), OpenSource(source_id=source.id))]))


def list_screen(read: SourceList, fresh: int, tr: Translator) -> Message:
    """Return what stands in a list, of which ``fresh`` sources are new, and the button that adds them."""
    shown = [address_told(one.address) for one in read.sources[:_SHOWN]]
    wrong = [quoted(one, NAME) for one in read.wrong[:_SHOWN]]
    text = blocks(
        lines(
            Bold(tr.plain("New sources: {n} of {all}", n=fresh, all=len(read.sources))),
            tr.plain("The list is too long: only its first {n} are taken.", n=MOST) if read.cut else None,
            tr.plain("They are asked within a minute; how each has answered is seen in the list of sources.")
            if fresh
            else tr.plain("There is nothing to add."),
        ),
        lines(*shown, _rest(len(read.sources), tr)) if shown else None,
        lines(Bold(tr.plain("No web addresses:")), *wrong, _rest(len(read.wrong), tr)) if wrong else None,
    )
    add = [button(tr.plain("Add: {n}", n=fresh), AddListed(count=fresh))] if fresh else []
    return Message(fitted(text), keyboard(add, [button(tr.plain("Cancel"), DropSources())]))


def _rest(count: int, tr: Translator) -> str | None:
    return tr.plain("and {count} more", count=count - _SHOWN) if count > _SHOWN else None


def list_moved(tr: Translator) -> Message:
    """Return that the list gives another number now than the button said."""
    return Message(tr.text("The list gives another number of new sources now. Please send it once more."))


def list_unreadable(tr: Translator) -> Message:
    """Return that a file is too large for a list, or could not be fetched."""
    return Message(tr.text("The file could not be read: a list of sources has 1 MB at most. Nothing of it was kept."))


def sources_added(count: int, tr: Translator) -> str:
    """Return how many were added."""
    return tr.plain("Sources added: {n}", n=count)


def none_added(tr: Translator) -> Message:
    """Return that nothing was added."""
    return Message(tr.text("Nothing was added."), keyboard([button(f"‹ {tr.plain('Sources')}", OpenSourceList())]))
