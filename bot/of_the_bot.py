"""The reply to what is said of the bot itself: a greeting, «пожалуйста», or the command that does what is wanted."""

from collections.abc import Sequence

from bot.commands import allowed, allowed_in_groups
from bot.language.of_the_bot import Matter
from bot.render.catalogue import Translator
from bot.render.groups import group_help
from bot.render.message import Message
from bot.render.screens import by_command, greeting, help_screen, welcome
from bot.rights import Right


def of_the_bot(
    matters: Sequence[Matter], tr: Translator, rights: frozenset[Right], *, public: bool, username: str
) -> Message:
    """Return what somebody with these rights is told; ``public`` is a group, where ``username`` is the bot's own."""
    had = allowed_in_groups(rights) if public else allowed(rights)
    told = [(one.name, one.description) for one in had]
    of_these = [(name, does) for name, does in told if name in matters and name != Matter.HELP]
    if of_these:
        return by_command(tr, of_these)
    if Matter.THANKS in matters:
        return welcome(tr)
    if Matter.GREETING in matters and not public:
        return greeting(tr, official=Right.SEE_OWN_DUTIES in rights)
    return group_help(tr, told, username) if public else help_screen(tr, told)
