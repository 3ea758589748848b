"""Why a message came by itself: the button under it, and the rule it answers with."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.render.buttons import WHY_PREFIX, Cause, why_button
from bot.render.catalogue import Translator, mark
from bot.render.dates import moment
from bot.render.typography import shortened

ALERT_LIMIT: Final = 200

_RULES: Final = {
    Cause.DIGEST: mark(
        "The digest is turned on in this chat and comes when it was chosen to. To change or turn it off: /digest"
    ),
    Cause.REMINDER: mark(
        "Your organisation is responsible for these items; reminders come on working days. "
        "Deadlines: /my, quiet hours: /settings"
    ),
    Cause.ESCALATION: mark(
        "A deadline of your side is long overdue, and you coordinate it. Deadlines: /my, quiet hours: /settings"
    ),
    Cause.NOTICE: mark(
        "A notice to you in particular: something happened that you are responsible for. It cannot be turned off."
    ),
    Cause.BROADCAST: mark(
        "An administrator of the programme wrote to all whom this concerns, you among them. Quiet hours: /settings"
    ),
    Cause.GROUP_LIST: mark("A weekly list for this working group: its side, sectors and section decide what is in it."),
    Cause.GATHERED: mark(
        "It waited while your chat was quiet or closed, and came as one message. Quiet hours: /settings"
    ),
}


def why_this(cause: Cause, tr: Translator, decided_at: datetime | None = None, zone: ZoneInfo | None = None) -> str:
    """Return why a message came, in the 200 characters of an alert; the moment of the decision where it is known."""
    rule = tr.plain(_RULES[cause])
    if decided_at is None or zone is None:
        return rule
    when = tr.plain("Decided on {moment}.", moment=moment(decided_at, zone, tr))
    return shortened(f"{rule}\n{when}", ALERT_LIMIT)


def explained(body: Mapping[str, Any], cause: Cause, tr: Translator) -> Mapping[str, Any]:
    """Return a stored body with the button that tells why it came, unless it has one or can have none.

    A keyboard that is not under the message but in place of the letters leaves no room for buttons under it.
    """
    keyboard = body.get("keyboard")
    if keyboard is not None and "inline_keyboard" not in keyboard:
        return body
    rows = keyboard["inline_keyboard"] if keyboard else []
    if any(button.get("callback_data", "").startswith(WHY_PREFIX) for row in rows for button in row):
        return body
    return {**body, "keyboard": {"inline_keyboard": [*rows, [_stored_why(cause, tr)]]}}


@cache
def _stored_why(cause: Cause, tr: Translator) -> Mapping[str, Any]:
    return why_button(cause, tr).model_dump(mode="json", exclude_none=True)
