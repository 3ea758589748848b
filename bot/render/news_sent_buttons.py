"""What the buttons under a publication that was sent in mean; the rules of ``buttons`` hold."""

from aiogram.filters.callback_data import CallbackData

from bot.render.buttons import Id


class AddNews(CallbackData, prefix="ha"):
    """Add what was sent in, or not; it is kept under a number."""

    draft_id: Id
    add: bool
