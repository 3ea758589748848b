"""What a coordinator sees while changing a commitment."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.commitment_card import ON_PAGE, back_to_card, headed
from bot.render.control_buttons import CommitmentAct, CommitmentDeed, DropOwner, ToggleSector
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.names import PAGE, sector_name, side_name
from bot.render.typography import quoted
from storage.records import Commitment, CommitmentState, Responsible
from storage.register_records import Register

_NAME_SHOWN = 160
_LABEL = 34
_SECTORS_ON_PAGE = 10
_DEEDS = {
    CommitmentDeed.TEXT: mark("Text"),
    CommitmentDeed.OWNERS: mark("Responsible"),
    CommitmentDeed.SECTORS: mark("Sectors"),
    CommitmentDeed.DATES: mark("Add a deadline"),
}
_CLOSING = {
    CommitmentDeed.CLOSE: mark("Close the item as executed"),
    CommitmentDeed.REMOVE: mark("Remove the item from control"),
}
_OPEN = frozenset({CommitmentState.OPEN, CommitmentState.IN_WORK})


def edit_screen(commitment: Commitment, tr: Translator) -> Message:
    """Return what of a commitment can be changed; a single deadline is changed on its own screen."""

    def to(deed: CommitmentDeed, label: str) -> InlineKeyboardButton:
        return button(tr.plain(label), CommitmentAct(commitment_id=commitment.id, act=deed))

    deeds = [to(deed, label) for deed, label in _DEEDS.items()]
    if commitment.state in _OPEN:
        ends = [[to(deed, label)] for deed, label in _CLOSING.items()]
    else:
        bare = not commitment.deadlines
        ends = [[to(CommitmentDeed.REOPEN, "Put back under control")]] if bare else []
    told = lines(
        tr.text("What is to be changed? Each change stays in the history."),
        tr.text("A deadline is moved, closed or put back on its own screen.") if commitment.deadlines else None,
    )
    return Message(
        fitted(blocks(headed(commitment, tr), told)),
        keyboard(*columns(deeds), *ends, [back_to_card(commitment, tr)]),
    )


def owners_rows(commitment: Commitment) -> list[list[InlineKeyboardButton]]:
    """Return a button for each responsible that takes it away."""
    return [
        [
            button(
                f"✕ {quoted(one.name, _LABEL)}",
                DropOwner(commitment_id=commitment.id, version=commitment.version, place=place),
            )
        ]
        for place, one in enumerate(commitment.responsible[:ON_PAGE])
    ]


def owners_named(owners: Sequence[Responsible], tr: Translator) -> Text | None:
    """Return who is responsible, as a list."""
    rows = []
    for one in owners:
        side = Text(" (", side_name(one.side, tr), ")") if one.side else Text()
        rows.append(Text(quoted(one.name, _NAME_SHOWN), side))
    return section(tr.plain("Responsible"), rows)


def sectors_screen(commitment: Commitment, register: Register, tr: Translator, page: int) -> Message:
    """Return the sectors, those of the commitment ticked; a tap gives or takes one."""
    listed = list(register.sectors.values())
    pages = max(1, -(-len(listed) // _SECTORS_ON_PAGE))
    page = min(page, pages - 1)
    shown = listed[page * _SECTORS_ON_PAGE : (page + 1) * _SECTORS_ON_PAGE]
    taps = (
        button(
            f"{'✓ ' if one.slug in commitment.sectors else ''}{sector_name(one, tr)}",
            ToggleSector(commitment_id=commitment.id, sector=one.slug, page=page),
        )
        for one in shown
    )

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return button(label, CommitmentAct(commitment_id=commitment.id, act=CommitmentDeed.SECTORS, page=to))

    before = [turn(f"‹ {tr.plain(PAGE, n=page)}", page - 1)] if page > 0 else []
    after = [turn(f"{tr.plain(PAGE, n=page + 2)} ›", page + 1)] if page + 1 < pages else []
    text = blocks(headed(commitment, tr), tr.text("Sectors of the item: a tap gives one or takes it away."))
    return Message(fitted(text), keyboard(*columns(taps), [*before, *after], [back_to_card(commitment, tr)]))
