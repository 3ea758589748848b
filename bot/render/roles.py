"""The screens of /assign: how it is written, what was wrong, what was done."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from aiogram.utils.formatting import Bold, Code, Text

from bot.people import AssignFault
from bot.render.catalogue import Translator, mark
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.names import label_of, role_name, side_name
from bot.render.typography import quoted
from storage.records import Grant, User
from storage.register_records import Register

NAME_LIMIT = 64
FAULTS: Mapping[AssignFault, str] = MappingProxyType(
    {
        AssignFault.USAGE: mark("How to give a role"),
        AssignFault.ROLE: mark("There is no such role"),
        AssignFault.SIDE: mark("There is no such side: ulyanovsk, belarus, federal or all"),
        AssignFault.ORGANISATION: mark("The register has no such organisation"),
        AssignFault.NOT_YOURS: mark("You may invite officials of your side only"),
        AssignFault.PERSON: mark("I do not know this person: first they write to the bot"),
    }
)
EXAMPLES = (
    "/assign 123456789 official uaz",
    "/assign @name coordinator belarus",
    "/assign 123456789 administrator",
    "/assign 123456789 none",
)


def assign_fault(fault: AssignFault, tr: Translator) -> Message:
    """Return what was wrong with a role as it was typed."""
    return Message(Text(Bold(tr.plain(FAULTS[fault]))))


def assign_usage(fault: AssignFault, recent: Sequence[User], tr: Translator) -> Message:
    """Return what was wrong with /assign, how it is written, and who has written to the bot lately."""
    text = blocks(
        lines(
            Bold(tr.plain(FAULTS[fault])),
            tr.text(
                "A person (number or @name), a role; for an official also the organisation, for a coordinator the side."
            ),
        ),
        lines(*(Code(example) for example in EXAMPLES)),
        section(tr.plain("Wrote lately"), [_person(user) for user in recent]),
    )
    return Message(fitted(text))


def _person(user: User) -> Text:
    return Text(Code(str(user.telegram_id)), " — ", _name(user))


def _name(user: User) -> str:
    return quoted(user.name, NAME_LIMIT) or str(user.telegram_id)


def assigned(user: User, grant: Grant | None, register: Register, tr: Translator) -> Message:
    """Return what was done: the role given, or that every role was taken away (``None``)."""
    if grant is None:
        return Message(tr.text("{name} has no role now.", name=Bold(_name(user))))
    where = _where(grant, register, tr)
    role = role_name(grant.role, tr)
    return Message(tr.text("Done. {name}: {role}", name=Bold(_name(user)), role=f"{role}, {where}" if where else role))


def _where(grant: Grant, register: Register, tr: Translator) -> str:
    organisation = register.organisations.get(grant.organisation or "")
    parts = (
        label_of(organisation, tr) if organisation else grant.organisation,
        side_name(grant.side, tr) if grant.side else None,
    )
    return ", ".join(part for part in parts if part)
