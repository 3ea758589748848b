"""What the buttons about channels mean; the rules of ``buttons`` hold. A channel is named by its number here."""

from aiogram.filters.callback_data import CallbackData

from bot.render.buttons import Id, Page


class OpenChannels(CallbackData, prefix="hc"):
    """Show the channels that news come from; pages count from 0."""

    page: Page = 0


class DecideChannel(CallbackData, prefix="hd"):
    """Say whether the posts of a channel are news."""

    channel_id: Id
    news: bool
