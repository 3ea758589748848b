"""Getting in: a role chosen step by step, the invitation, the request and what is decided on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import day
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, lines
from bot.render.message import Message
from bot.render.names import PAGE, label_of, role_name, side_name
from bot.render.people_buttons import (
    AcceptInvitation,
    AskForTable,
    DecideRequest,
    Offer,
    Purpose,
    RoleCode,
    SideCode,
    WithdrawInvitation,
)
from bot.render.typography import quoted
from storage.joining_records import Invitation, JoinRequest
from storage.records import Grant, Role, User
from storage.register_records import Organisation, Register

NAME_LIMIT = 64
ON_PAGE = 8
_WHO: Mapping[Purpose, str] = MappingProxyType(
    {Purpose.INVITE: mark("Whom do you invite?"), Purpose.JOIN: mark("Which role do you ask for?")}
)
_CHOSEN: Mapping[Purpose, str] = MappingProxyType(
    {Purpose.INVITE: mark("You invite: {offer}."), Purpose.JOIN: mark("You ask for the role: {offer}.")}
)
_GO: Mapping[Purpose, str] = MappingProxyType(
    {Purpose.INVITE: mark("Make a link"), Purpose.JOIN: mark("Ask for this role")}
)


def offer_told(offer: Grant, register: Register, tr: Translator) -> str:
    """Return a role in words: «исполнитель, УАЗ, Ульяновская область»."""
    organisation = register.organisations.get(offer.organisation or "")
    everywhere = offer.role is Role.COORDINATOR and offer.side is None
    parts = (
        role_name(offer.role, tr),
        label_of(organisation, tr) if organisation else offer.organisation,
        side_name(offer.side, tr) if offer.side else None,
        tr.plain("all sides") if everywhere else None,
    )
    return ", ".join(part for part in parts if part)


def person_name(user: User) -> str:
    """Return what a person is called, harmless, or their Telegram number."""
    return quoted(user.name, NAME_LIMIT) or str(user.telegram_id)


def picker(choice: Offer, register: Register, tr: Translator, allowed: Callable[[Grant], bool]) -> Message:
    """Return the next step of choosing a role: the role, the side, the organisation, or the last tap.

    ``allowed`` says which roles may be chosen at all.
    """
    grant = grant_of(choice, register)
    if grant is not None:
        again = button(tr.plain("Choose again"), Offer(purpose=choice.purpose))
        go = button(tr.plain(_GO[choice.purpose]), choice.model_copy(update={"sure": True}))
        text = tr.text(_CHOSEN[choice.purpose], offer=Bold(offer_told(grant, register, tr)))
        return Message(text, keyboard([go], [again]))
    if choice.role is None:
        return Message(Text(Bold(tr.plain(_WHO[choice.purpose]))), keyboard(*columns(_roles(choice, tr, allowed))))
    if choice.side is None:
        return Message(Text(Bold(tr.plain("Which side?"))), keyboard(*([one] for one in _sides(choice, tr, allowed))))
    return _organisations(choice, register, tr)


def grant_of(choice: Offer, register: Register) -> Grant | None:
    """Return the role chosen; ``None``: something is still to be chosen, or what was is not in the register."""
    match choice.role:
        case None:
            return None
        case RoleCode.OFFICIAL:
            organisation = register.organisations.get(choice.organisation or "")
            return Grant(Role.OFFICIAL, organisation.slug, organisation.side) if organisation else None
        case RoleCode.COORDINATOR:
            return Grant(Role.COORDINATOR, side=choice.side.side) if choice.side else None
        case _:
            return Grant(choice.role.role)


def _roles(choice: Offer, tr: Translator, allowed: Callable[[Grant], bool]) -> Iterator[InlineKeyboardButton]:
    for code in RoleCode:
        if any(allowed(Grant(code.role, side=side.side)) for side in SideCode):
            yield button(role_name(code.role, tr), choice.model_copy(update={"role": code}))


def _sides(choice: Offer, tr: Translator, allowed: Callable[[Grant], bool]) -> Iterator[InlineKeyboardButton]:
    role = choice.role or RoleCode.OFFICIAL
    for code in SideCode:
        fits = code is not SideCode.ALL or role is RoleCode.COORDINATOR
        if fits and allowed(Grant(role.role, side=code.side)):
            name = side_name(code.side, tr) if code.side else tr.plain("all sides")
            yield button(name, choice.model_copy(update={"side": code}))


def _organisations(choice: Offer, register: Register, tr: Translator) -> Message:
    side = choice.side.side if choice.side else None
    bodies = sorted(
        (one for one in register.organisations.values() if one.side is side), key=lambda one: label_of(one, tr)
    )
    pages = max(1, -(-len(bodies) // ON_PAGE))
    page = min(choice.page, pages - 1)
    shown = bodies[page * ON_PAGE : (page + 1) * ON_PAGE]
    return Message(
        Text(Bold(tr.plain("Which organisation?"))),
        keyboard(*([_organisation(choice, one, tr)] for one in shown), list(_turns(choice, page, pages, tr))),
    )


def _organisation(choice: Offer, body: Organisation, tr: Translator) -> InlineKeyboardButton:
    return button(label_of(body, tr), choice.model_copy(update={"organisation": body.slug, "page": 0}))


def _turns(choice: Offer, page: int, pages: int, tr: Translator) -> Iterator[InlineKeyboardButton]:
    if page > 0:
        yield button(f"‹ {tr.plain(PAGE, n=page)}", choice.model_copy(update={"page": page - 1}))
    if page + 1 < pages:
        yield button(f"{tr.plain(PAGE, n=page + 2)} ›", choice.model_copy(update={"page": page + 1}))


def invitation_link(username: str, token: str) -> str:
    """Return the link that opens an invitation."""
    return f"https://t.me/{username}?start=inv_{token}"


def invitation_made(
    link: str, offer: Grant, until: datetime, zone: ZoneInfo, register: Register, tr: Translator
) -> Message:
    """Return the link to pass on, and how long it holds."""
    text = blocks(
        tr.text("Invitation: {offer}.", offer=Bold(offer_told(offer, register, tr))),
        tr.text(
            "Send this link to one person. It works once, until {date}:", date=day(until.astimezone(zone).date(), tr)
        ),
        link,
    )
    share = InlineKeyboardButton(
        text=tr.plain("Send the link"), url=f"https://t.me/share/url?url={quote(link, safe='')}"
    )
    return Message(text, keyboard([share]))


def invitations_screen(invitations: Sequence[Invitation], register: Register, tr: Translator) -> Message:
    """Return the invitations that hold, each to be withdrawn by a tap."""
    rows = (
        [button(f"✕ {offer_told(one.offer, register, tr)}", WithdrawInvitation(invitation_id=one.id))]
        for one in invitations
    )
    hold = tr.text("Invitations that hold; a tap withdraws one:")
    new = button(tr.plain("Invite"), Offer(purpose=Purpose.INVITE))
    many = _list_button(tr)
    text = hold if invitations else tr.text("No invitation holds.")
    return Message(text, keyboard(*rows, [new, many], [desk_button(tr)]))


def _list_button(tr: Translator) -> InlineKeyboardButton:
    return button(tr.plain("Invite a list"), AskForTable())


def with_list(picker: Message, tr: Translator) -> Message:
    """Return the first question of an invitation with the way to invite many at once."""
    rows = picker.keyboard.inline_keyboard if isinstance(picker.keyboard, InlineKeyboardMarkup) else []
    return Message(picker.text, keyboard(*rows, [_list_button(tr)]))


def invitation_withdrawn(tr: Translator) -> str:
    """Return that an invitation holds no more."""
    return tr.plain("The invitation is withdrawn.")


def invited(token: str, invitation: Invitation, zone: ZoneInfo, register: Register, tr: Translator) -> Message:
    """Return what the one who opened the link is offered, and the button to accept it."""
    text = lines(
        tr.text("You are invited: {offer}.", offer=Bold(offer_told(invitation.offer, register, tr))),
        tr.text("The invitation holds until {date}.", date=day(invitation.expires_at.astimezone(zone).date(), tr)),
    )
    return Message(text, keyboard([button(tr.plain("Accept"), AcceptInvitation(token=token))]))


def joined(offer: Grant, register: Register, tr: Translator) -> Message:
    """Return that the role is the person's now."""
    return Message(tr.text("Done. Your role: {offer}.", offer=Bold(offer_told(offer, register, tr))))


def invitation_over(tr: Translator) -> Message:
    """Return that an invitation does not hold; whether there ever was one is not said."""
    return Message(
        tr.text("This invitation does not hold: it was used or withdrawn, or its time is over. Ask for a new one.")
    )


def nothing_to_gain(tr: Translator) -> Message:
    """Return that the person has a role that includes the one offered or asked for."""
    return Message(tr.text("You already have a role that includes this one."))


def request_passed_on(tr: Translator, *, administrators: int) -> Message:
    """Tell the one who asked what became of it."""
    if administrators:
        return Message(tr.text("Your request is passed on to the administrators."))
    return Message(tr.text("There is no administrator to pass it on to yet. Please tell whoever runs the bot."))


def roles_suspended(tr: Translator) -> Message:
    """Return that someone whose roles are suspended cannot ask for any."""
    return Message(tr.text("Your roles are suspended. Please turn to the administrator."))


def request_screen(request: JoinRequest, person: User, register: Register, tr: Translator) -> Message:
    """Return a request as an administrator decides it: the first tap."""
    rows = (
        (tr.plain("Give the role"), DecideRequest(request_id=request.id, granted=True)),
        (tr.plain("Refuse"), DecideRequest(request_id=request.id, granted=False)),
    )
    return Message(_request(request, person, register, tr), keyboard([button(*one) for one in rows]))


def request_confirmation(
    request: JoinRequest, person: User, register: Register, tr: Translator, *, granted: bool
) -> Message:
    """Return a request before the second tap."""
    yes = tr.plain("Yes, give the role") if granted else tr.plain("Yes, refuse")
    sure = button(yes, DecideRequest(request_id=request.id, granted=granted, sure=True))
    other = tr.plain("Refuse") if granted else tr.plain("Give the role")
    turn = button(other, DecideRequest(request_id=request.id, granted=not granted))
    return Message(_request(request, person, register, tr), keyboard([sure], [turn]))


def _request(request: JoinRequest, person: User, register: Register, tr: Translator) -> Text:
    return lines(
        Bold(tr.plain("A role is asked for")),
        offer_told(request.wanted, register, tr),
        tr.text("From: {person}, {number}", person=person_name(person), number=str(person.telegram_id)),
    )


def request_decided(request: JoinRequest, person: User, register: Register, tr: Translator) -> Message:
    """Return what was decided, for the administrator."""
    name, role = Bold(person_name(person)), offer_told(request.wanted, register, tr)
    told = mark("Done. {name}: {role}") if request.granted else mark("Refused. {name}: {role}")
    return Message(tr.text(told, name=name, role=role))


def decision_notice(request: JoinRequest, register: Register, tr: Translator) -> Message:
    """Return what was decided, for the one who asked."""
    offer = Bold(offer_told(request.wanted, register, tr))
    if request.granted:
        return Message(tr.text("You have been given a role: {offer}. What you can do now: /help", offer=offer))
    return Message(tr.text("Your request for a role was refused: {offer}.", offer=offer))


def acceptance_notice(person: User, offer: Grant, register: Register, tr: Translator) -> Message:
    """Return that an invitation was accepted, for the one who made it."""
    name, told = Bold(person_name(person)), offer_told(offer, register, tr)
    return Message(tr.text("{name} has accepted your invitation: {offer}.", name=name, offer=told))
