"""The people of the programme, for those who look after them; and leaving."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text

from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.desk_buttons import AuditOf, desk_button
from bot.render.joining import offer_told, person_name
from bot.render.layout import lines
from bot.render.message import Message, fitted
from bot.render.names import PAGE
from bot.render.people_buttons import ChangePerson, Deed, Leave, OpenPeople, OpenPerson
from storage.records import Grant, User
from storage.register_records import Register

ON_PAGE = 8
_LABELS: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.SUSPEND: mark("Suspend"),
        Deed.RESUME: mark("Give everything back"),
        Deed.REPLACE: mark("Replace"),
        Deed.REVOKE: mark("Take the roles away"),
    }
)
_SURE: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.SUSPEND: mark("Suspend {name}? Nothing is sent to them until everything is given back."),
        Deed.RESUME: mark("Give {name} everything back?"),
        Deed.REPLACE: mark("{successor} takes over from {name} with everything owed?"),
        Deed.REVOKE: mark("Take every role of {name} away?"),
    }
)
_DONE: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.SUSPEND: mark("{name} is suspended."),
        Deed.RESUME: mark("{name} has everything back."),
        Deed.REPLACE: mark("{successor} has taken over from {name}."),
        Deed.REVOKE: mark("{name} has no role now."),
    }
)


def people_screen(people: Sequence[User], page: int, register: Register, tr: Translator, *, more: bool) -> Message:
    """Return a page of those who have a role, a button for each."""
    if not people:
        nobody = tr.text("Nobody here has a role.")
        return Message(nobody, keyboard(list(_turns(page, tr, more=False)), [desk_button(tr)]))
    rows = (Text(Bold(person_name(one)), " — ", roles_told(one.grants, register, tr)) for one in people)
    buttons = ([button(person_name(one), OpenPerson(user_id=one.id))] for one in people)
    text = lines(Bold(tr.plain("People with roles")), *rows)
    return Message(fitted(text), keyboard(*buttons, list(_turns(page, tr, more=more)), [desk_button(tr)]))


def _turns(page: int, tr: Translator, *, more: bool) -> Iterator[InlineKeyboardButton]:
    if page > 0:
        yield button(f"‹ {tr.plain(PAGE, n=page)}", OpenPeople(page=page - 1))
    if more:
        yield button(f"{tr.plain(PAGE, n=page + 2)} ›", OpenPeople(page=page + 1))


def roles_told(grants: Sequence[Grant], register: Register, tr: Translator) -> str:
    """Return all roles of a person in words."""
    return "; ".join(offer_told(one, register, tr) for one in grants) or tr.plain("no role")


def person_screen(
    person: User, register: Register, tr: Translator, *, suspended: bool, deeds: Sequence[Deed], audited: bool = False
) -> Message:
    """Return a person: who they are, their roles, and what may be done; ``audited``: their changes may be read."""
    text = lines(
        Bold(person_name(person)),
        Code(str(person.telegram_id)),
        *(offer_told(one, register, tr) for one in person.grants),
        tr.plain("The roles are suspended.") if suspended else None,
        None if suspended or person.grants else tr.plain("no role"),
    )
    buttons = ([button(tr.plain(_LABELS[deed]), ChangePerson(user_id=person.id, deed=deed))] for deed in deeds)
    changes = [button(tr.plain("Changes"), AuditOf(user_id=person.id))] if audited else []
    return Message(fitted(text), keyboard(*buttons, changes, [_back(tr)]))


def _back(tr: Translator) -> InlineKeyboardButton:
    return button(tr.plain("To the list"), OpenPeople())


def successors_screen(person: User, people: Sequence[User], tr: Translator) -> Message:
    """Return who may take over from a person: those who wrote to the bot lately."""
    text = lines(
        tr.text("Who takes over from {name}?", name=Bold(person_name(person))),
        tr.text("These wrote to the bot lately. Somebody else first has to write to it."),
    )
    choices = (
        [button(person_name(one), ChangePerson(user_id=person.id, deed=Deed.REPLACE, other=one.id))] for one in people
    )
    return Message(text, keyboard(*choices, [button(tr.plain("No"), OpenPerson(user_id=person.id))]))


def sure_screen(choice: ChangePerson, person: User, successor: User | None, tr: Translator) -> Message:
    """Return the question before the last tap."""
    yes = button(tr.plain("Yes"), choice.model_copy(update={"sure": True}))
    no = button(tr.plain("No"), OpenPerson(user_id=choice.user_id))
    return Message(_sentence(_SURE[choice.deed], person, successor, tr), keyboard([yes], [no]))


def done_screen(deed: Deed, person: User, successor: User | None, tr: Translator) -> Message:
    """Return what was done."""
    return Message(_sentence(_DONE[deed], person, successor, tr), keyboard([_back(tr)]))


def _sentence(msgid: str, person: User, successor: User | None, tr: Translator) -> Text:
    names = {"name": Bold(person_name(person))}
    if successor is not None:
        names["successor"] = Bold(person_name(successor))
    return tr.text(msgid, **names)


def succession_notice(roles: Sequence[Grant], register: Register, tr: Translator) -> Message:
    """Return what a successor reads."""
    return Message(fitted(tr.text("You have taken over: {roles}.", roles=Bold(roles_told(roles, register, tr)))))


def leave_screen(user: User, register: Register, tr: Translator) -> Message:
    """Ask whether someone really leaves."""
    text = lines(
        tr.text("Your role: {role}", role=Bold(roles_told(user.grants, register, tr))),
        tr.text("Leave? Your roles and your digest end, and nothing more is sent to you."),
    )
    return Message(
        fitted(text),
        keyboard([button(tr.plain("Leave"), Leave(sure=True))], [button(tr.plain("Stay"), Leave(sure=False))]),
    )


def left_screen(tr: Translator) -> Message:
    """Tell the one who has left."""
    return Message(tr.text("You have left. Nothing more is sent to you. To come back: /join"))


def stayed_screen(tr: Translator) -> Message:
    """Tell the one who stays."""
    return Message(tr.text("Nothing is changed."))


def left_notice(person: User, roles: Sequence[Grant], register: Register, tr: Translator) -> Message:
    """Tell an administrator that someone with roles has left."""
    name, told = Bold(person_name(person)), roles_told(roles, register, tr)
    return Message(fitted(tr.text("{name} has left: {roles}", name=name, roles=told)))
