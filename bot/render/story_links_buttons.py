"""What the buttons about what a story hangs on mean; the rules of ``buttons`` hold. A link is named by its number."""

from aiogram.filters.callback_data import CallbackData

from bot.render.buttons import Id


class AttachStory(CallbackData, prefix="hl"):
    """Attach a story to what it was offered for, or not (any more)."""

    link_id: Id
    attach: bool


class OpenOffers(CallbackData, prefix="ho"):
    """Show what waits to be attached."""
