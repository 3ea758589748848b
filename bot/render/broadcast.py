"""/broadcast: the screens from the question to the last figure, and the buttons that carry it on.

What a button means is in its data and in the store's row, so all of them work for ever.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text
from pydantic import Field

from bot.render.buttons import Cause, button, keyboard, why_button
from bot.render.catalogue import Translator, mark
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.typography import NO_BREAK, quoted, shortened
from storage.broadcast_records import Audience, AudienceSort, Broadcast, BroadcastState, Failure, Progress

PAGE = 8
FAILURES_SHOWN = 20
_NAME = 40
_REASON = 80
_BEGINNING = 30
_MINUTE, _HOUR = 60, 3600


class BroadcastAct(StrEnum):
    """What is wanted of a broadcast, in one letter."""

    WHOM = "w"
    CHOOSE = "c"
    PREVIEW = "p"
    CONFIRM = "y"
    DROP = "d"
    STOP = "x"
    RESUME = "g"
    SHOW = "v"
    FAILURES = "f"


class SortCode(StrEnum):
    """By what readers are chosen, in one letter."""

    ALL = "a"
    ROLES = "r"
    ORGANISATIONS = "o"
    SIDES = "s"

    @property
    def sort(self) -> AudienceSort:
        """Return what the letter stands for."""
        return AudienceSort[self.name]

    @classmethod
    def of(cls, sort: AudienceSort) -> "SortCode":
        """Return the letter of a sort."""
        return cls[sort.name]


Number = Annotated[int, Field(ge=1, le=10**12)]
Figure = Annotated[int, Field(ge=0, le=10**9)]


class BroadcastStep(CallbackData, prefix="b"):
    """Do something with a broadcast. ``figure``: for CONFIRM how many readers were promised."""

    act: BroadcastAct
    number: Number
    figure: Figure = 0


class BroadcastReaders(CallbackData, prefix="bc"):
    """Show a page of what readers are chosen by, and choose or leave ``value`` if there is one."""

    sort: SortCode
    number: Number
    page: Annotated[int, Field(ge=0, le=99)] = 0
    value: Annotated[str, Field(pattern=r"^[a-z0-9_-]{0,40}$")] = ""


_SORTS: Mapping[AudienceSort, str] = MappingProxyType(
    {
        AudienceSort.ALL: mark("Everyone"),
        AudienceSort.ROLES: mark("By role"),
        AudienceSort.ORGANISATIONS: mark("By organisation"),
        AudienceSort.SIDES: mark("By side"),
    }
)
_STATES: Mapping[BroadcastState, str] = MappingProxyType(
    {
        BroadcastState.DRAFT: mark("The broadcast is not sent yet"),
        BroadcastState.PLANNING: mark("The broadcast is being prepared"),
        BroadcastState.RUNNING: mark("The broadcast is being sent"),
        BroadcastState.STOPPED: mark("The broadcast is stopped"),
        BroadcastState.DONE: mark("The broadcast is over"),
        BroadcastState.DROPPED: mark("The broadcast is called off"),
    }
)


def broadcast_body(body: Mapping[str, Any], tr: Translator) -> dict[str, Any]:
    """Return the body as a reader of this language gets it: with the button that says why it came."""
    markup = keyboard([why_button(Cause.BROADCAST, tr)])
    return {**body, "keyboard": markup and markup.model_dump(mode="json", exclude_none=True)}


def broadcast_question(number: int, unfinished: Sequence[Broadcast], tr: Translator) -> Message:
    """Ask for the message, and show the way to what is still being sent."""
    text = lines(
        Bold(tr.plain("Broadcast")),
        tr.text("Write or forward here the message to be sent: a text, a picture, a file, anything but an album."),
        tr.text("Nothing is sent before you have seen it and chosen the readers. I wait for an hour."),
    )
    rows = [[_step(_called(one, tr), BroadcastAct.SHOW, one.id)] for one in unfinished]
    return Message(text, keyboard(*rows, [_drop(number, tr)]))


def _called(broadcast: Broadcast, tr: Translator) -> str:
    words = shortened(quoted(broadcast.body.get("text", ""), _BEGINNING), _BEGINNING)
    stopped = broadcast.state is BroadcastState.STOPPED
    return f"{'⏸' if stopped else '▶'} {words or tr.plain('Broadcast {number}', number=broadcast.id)}"


def not_repeatable(tr: Translator, *, album: bool) -> Message:
    """Say that this cannot be sent to many, and that another message is waited for."""
    if album:
        return Message(tr.text("An album is several messages. Please send one: a picture with its words, or a file."))
    return Message(tr.text("Telegram does not let bots repeat this. Please send something else: a text, a picture."))


def whom_screen(broadcast: Broadcast, everyone: int, tr: Translator) -> Message:
    """Ask who is to read it."""
    number = broadcast.id
    text = lines(Bold(tr.plain("Who is to read it?")), tr.text("Only those who have a chat with the bot can get it."))
    by = [AudienceSort.ROLES, AudienceSort.ORGANISATIONS, AudienceSort.SIDES]
    return Message(
        text,
        keyboard(
            [_readers(f"{tr.plain(_SORTS[AudienceSort.ALL])}: {figure(everyone)}", AudienceSort.ALL, number)],
            *([_readers(tr.plain(_SORTS[sort]), sort, number)] for sort in by),
            [_drop(number, tr)],
        ),
    )


def readers_screen(
    broadcast: Broadcast, options: Sequence[tuple[str, str]], count: int, tr: Translator, page: int = 0
) -> Message:
    """Show what readers are chosen by, the chosen ticked; ``options`` are values with their names."""
    sort, number, chosen = broadcast.audience.sort, broadcast.id, set(broadcast.audience.values)
    last = max(0, (len(options) - 1) // PAGE)
    page = min(page, last)
    shown = options[page * PAGE : (page + 1) * PAGE]
    rows = [[_readers(f"{'✓ ' if value in chosen else ''}{name}", sort, number, page, value)] for value, name in shown]
    turn = [
        _readers(label, sort, number, to)
        for label, to in ((f"‹ {page}", page - 1), (f"{page + 2} ›", page + 1))
        if 0 <= to <= last
    ]
    ways = [_step(tr.plain("Back"), BroadcastAct.WHOM, number), _drop(number, tr)]
    text = lines(Bold(tr.plain(_SORTS[sort])), _counted(count, tr), None if options else tr.text("There are none yet."))
    further = [_step(tr.plain("Preview"), BroadcastAct.PREVIEW, number)] if count else []
    return Message(text, keyboard(*rows, turn, further, ways))


def confirm_screen(broadcast: Broadcast, readers: str, count: int, seconds: float, tr: Translator) -> Message:
    """Stand under the preview: how many will read it, how long that takes, and the button that sends it."""
    number = broadcast.id
    text = lines(
        Bold(tr.plain("Above is what they will read.")),
        tr.text("Readers: {readers}", readers=readers),
        _counted(count, tr),
        tr.text("It will take {time}.", time=lasting(seconds, tr)) if count else None,
        tr.text("Keep your own message until all have it: it is copied from this chat.")
        if _copied(broadcast)
        else None,
    )
    label = tr.plain("Send to readers: {count}", count=figure(count))
    send = [_step(label, BroadcastAct.CONFIRM, number, count)] if count else []
    others = [_step(tr.plain("Other readers"), BroadcastAct.WHOM, number), _drop(number, tr)]
    return Message(text, keyboard(send, others))


def progress_screen(broadcast: Broadcast, progress: Progress, tr: Translator) -> Message:
    """Tell how far it is, with a button to stop, to go on, or to see who did not get it."""
    return Message(blocks(Bold(tr.plain(_STATES[broadcast.state])), _figures(broadcast, progress, tr)),
                   keyboard(*_steps(broadcast, progress, tr)))  # fmt: skip


def _figures(broadcast: Broadcast, progress: Progress, tr: Translator) -> Text | None:
    if broadcast.state in {BroadcastState.DRAFT, BroadcastState.DROPPED}:
        return None
    return lines(
        tr.text("Sent: {n} of {total}", n=figure(progress.sent), total=figure(progress.total)),
        tr.text("Waiting to be sent: {n}", n=figure(progress.waiting)) if progress.waiting else None,
        tr.text("Did not get it: {n}", n=figure(progress.failed)) if progress.failed else None,
        tr.text("Closed the chat with the bot: {n}; they get it when they are back.", n=figure(progress.away))
        if progress.away
        else None,
    )


def _steps(broadcast: Broadcast, progress: Progress, tr: Translator) -> list[list[InlineKeyboardButton]]:
    lost, number = progress.failed + progress.away, broadcast.id
    who = _step(tr.plain("Who did not get it: {n}", n=figure(lost)), BroadcastAct.FAILURES, number)
    rows = [[who]] if lost else []
    match broadcast.state:
        case BroadcastState.PLANNING | BroadcastState.RUNNING:
            rows.append([_step(tr.plain("Stop"), BroadcastAct.STOP, number)])
        case BroadcastState.STOPPED:
            rows.append([_step(tr.plain("Go on"), BroadcastAct.RESUME, number)])
    return rows


def failures_screen(number: int, failures: Sequence[Failure], lost: int, tr: Translator) -> Message:
    """Name those who did not get it, with Telegram's reasons; as many as fit."""
    named = [_failure(one) for one in failures[:FAILURES_SHOWN]]
    more = lost - len(named)
    text = blocks(
        section(tr.plain("Who did not get it"), named) or tr.text("Everyone has it."),
        tr.text("And {n} more.", n=figure(more)) if more > 0 else None,
    )
    return Message(fitted(text), keyboard([_step(tr.plain("Back"), BroadcastAct.SHOW, number)]))


def _failure(failure: Failure) -> str:
    name = quoted(failure.name, _NAME) or str(failure.chat_id)
    return f"{name} ({failure.chat_id}): {quoted(failure.reason, _REASON) or failure.state}"


def refused_by_telegram(reason: str, tr: Translator) -> Message:
    """Say that the preview itself was refused, so nobody can get it."""
    return Message(tr.text("Telegram does not take this message: {reason}. Please write another: /broadcast",
                           reason=quoted(reason, _REASON)))  # fmt: skip


def too_late(tr: Translator) -> str:
    """Return the alert for a step that cannot be taken any more."""
    return tr.plain("This broadcast has gone further meanwhile.")


def count_moved(tr: Translator) -> str:
    """Return the alert when there are not as many readers as the button said."""
    return tr.plain("The number of readers has changed; please look again.")


def readers_named(audience: Audience, names: Sequence[str], tr: Translator) -> str:
    """Return whom an audience holds, in one line."""
    if audience.sort is AudienceSort.ALL:
        return tr.plain(_SORTS[AudienceSort.ALL])
    return shortened("; ".join(names), 300)


def lasting(seconds: float, tr: Translator) -> Text:
    """Return a length of time in the largest unit that says enough, rounded up."""
    if seconds < _MINUTE:
        return tr.plural("about {n} second", "about {n} seconds", max(1, round(seconds)))
    if seconds < 2 * _HOUR:
        return tr.plural("about {n} minute", "about {n} minutes", -int(-seconds // _MINUTE))
    return tr.plural("about {n} hour", "about {n} hours", -int(-seconds // _HOUR))


def figure(number: int) -> str:
    """Return a whole number with its thousands apart."""
    return f"{number:,}".replace(",", NO_BREAK)


def _counted(count: int, tr: Translator) -> Text:
    return tr.text("How many: {n}", n=Bold(figure(count)))


def _copied(broadcast: Broadcast) -> bool:
    return "copy" in broadcast.body


def _step(label: str, act: BroadcastAct, number: int, count: int = 0) -> InlineKeyboardButton:
    return button(label, BroadcastStep(act=act, number=number, figure=count))


def _readers(label: str, sort: AudienceSort, number: int, page: int = 0, value: str = "") -> InlineKeyboardButton:
    return button(label, BroadcastReaders(sort=SortCode.of(sort), number=number, page=page, value=value))


def _drop(number: int, tr: Translator) -> InlineKeyboardButton:
    return _step(tr.plain("Call off"), BroadcastAct.DROP, number)
