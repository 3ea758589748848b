"""How fast the bot sends what nobody asked for: shown, and chosen from."""

from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold
from pydantic import Field

from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator
from bot.render.desk_buttons import desk_button
from bot.render.layout import lines
from bot.render.message import Message

RATES: Final = (5, 10, 20, 28)


class ChooseRate(CallbackData, prefix="rt"):
    """Send so many messages a second."""

    per_second: Annotated[int, Field(ge=1, le=30)]


def rate_screen(per_second: float, tr: Translator) -> Message:
    """Return how many messages leave in a second, and what may be chosen; Telegram takes about thirty."""
    text = lines(
        Bold(tr.text("Messages a second: {rate}", rate=round(per_second))),
        tr.text(
            "Telegram takes about 30 from one bot. Less is gentler when it asks the bot to wait; replies go first."
        ),
    )
    choices = (button(f"{'✓ ' if rate == per_second else ''}{rate}", ChooseRate(per_second=rate)) for rate in RATES)
    return Message(text, keyboard(list(choices), [desk_button(tr)]))
