"""An organisation found by what people call it, for commands that name one."""

from bot.knowledge import Known
from storage.register_records import EntryKind, Organisation


def organisation_named(name: str, knowledge: Known) -> Organisation | None:
    """Return the organisation with this slug or name; ``None`` when there is none, or more than one."""
    by_slug = knowledge.register.organisations.get(name.casefold())
    if by_slug is not None:
        return by_slug
    named = [one.slug for one in knowledge.names.mentions(name) if one.kind is EntryKind.ORGANISATION]
    return knowledge.register.organisations.get(named[0]) if len(named) == 1 else None
