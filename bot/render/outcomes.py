"""How kinds and fates of deliveries are called, and why they ended so.

The store keeps reasons as they were: our own as English words, Telegram's as Telegram said them. Ours are translated;
Telegram's are shown as they stand, for that is what can be looked up.
"""

from typing import Final

from bot.render.catalogue import Translator, mark
from bot.render.typography import quoted
from storage.ledger import HeldFor
from storage.outbox_records import DeliveryKind, DeliveryState

REASON_LIMIT: Final = 160
_TOO_LATE: Final = "too late: "

KINDS: Final = {
    DeliveryKind.REMINDER: mark("Reminders"),
    DeliveryKind.ESCALATION: mark("Escalations"),
    DeliveryKind.NOTICE: mark("Notices"),
    DeliveryKind.DIGEST: mark("Digests"),
    DeliveryKind.BROADCAST: mark("Broadcasts"),
}
ONE_OF_KIND: Final = {
    DeliveryKind.REMINDER: mark("reminder"),
    DeliveryKind.ESCALATION: mark("escalation"),
    DeliveryKind.NOTICE: mark("notice"),
    DeliveryKind.DIGEST: mark("digest"),
    DeliveryKind.BROADCAST: mark("broadcast"),
}
STATES: Final = {
    DeliveryState.WAITING: mark("waiting"),
    DeliveryState.HELD: mark("held back"),
    DeliveryState.SENDING: mark("being sent"),
    DeliveryState.SENT: mark("sent"),
    DeliveryState.DEAD: mark("not sent"),
    DeliveryState.UNKNOWN: mark("outcome unknown"),
    DeliveryState.CANCELLED: mark("cancelled"),
    DeliveryState.MERGED: mark("became part of another message"),
}
HELD: Final = {
    HeldFor.QUIET: mark("until quiet hours end"),
    HeldFor.CHAT: mark("until the chat is back"),
    HeldFor.BROADCAST: mark("until the broadcast is resumed"),
}
_REASONS: Final = {
    "": mark("no reason given"),
    "outcome unknown": mark("Telegram did not say whether it was sent"),
    "outcome unknown, sent again": mark("Telegram did not say whether it was sent; sent again"),
    "quiet hours": mark("quiet hours"),
    "on leave": mark("a pause, as the reader wished"),
    "merged": mark("came together with others"),
    "not connected": mark("no connection to Telegram"),
    "migrated": mark("the group became a supergroup"),
    "not sent yet": mark("the message it changes was not sent yet"),
    "what it edits was never sent": mark("the message it changes was never sent"),
    "the digest was turned off": mark("the digest was turned off"),
    "there is no digest any more": mark("the digest was turned off"),
    "too late, merged into the next": mark("too late, told in the next digest"),
    "nothing of it is owed any more": mark("nothing of it is owed any more"),
    "the broadcast was stopped": mark("the broadcast was stopped"),
}


def kind_name(kind: DeliveryKind, tr: Translator) -> str:
    """Return what deliveries of a kind are called, «Дайджесты»."""
    return tr.plain(KINDS[kind])


def one_of_kind(kind: DeliveryKind, tr: Translator) -> str:
    """Return what one delivery of a kind is called, «дайджест»."""
    return tr.plain(ONE_OF_KIND[kind])


def state_word(state: DeliveryState, tr: Translator) -> str:
    """Return the fate in a word or two."""
    return tr.plain(STATES[state])


def reason_told(reason: str, tr: Translator) -> str:
    """Return why something became of a delivery."""
    if reason.startswith(_TOO_LATE):
        return tr.plain("too late: {reason}", reason=reason_told(reason.removeprefix(_TOO_LATE), tr))
    return tr.plain(_REASONS[reason]) if reason in _REASONS else quoted(reason, REASON_LIMIT)
