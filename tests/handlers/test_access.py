"""Deny by default: what each role may do, sent as the real command or button."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.types import TelegramObject

from bot.config import Config
from bot.errors import UnguardedHandler
from bot.keeping import Keeping
from bot.render.broadcast import BroadcastAct, BroadcastReaders, BroadcastStep, SortCode
from bot.render.buttons import (
    Cause,
    ChooseLanguage,
    DigestAction,
    DigestChoice,
    KindCode,
    Language,
    OpenCard,
    OpenCommitment,
    OpenFound,
    OpenList,
    OpenNews,
    OpenOwed,
    OpenSectorNews,
    OpenStory,
    ReportError,
    WhyThis,
)
from bot.render.calendar_days import CountryCode, OpenDays, RemoveDay, SettleYear
from bot.render.catalogue import load_catalogues
from bot.render.desk_buttons import (
    AuditOf,
    ChooseKept,
    OpenAudit,
    OpenBackups,
    OpenDesk,
    OpenInvitations,
    OpenKeeping,
    OpenRate,
    SendAudit,
    TakeBackup,
)
from bot.render.ledger_buttons import OpenChat, OpenDelivery, OpenLedger, OpenPart, OpenPaused, Part
from bot.render.people_buttons import (
    AcceptInvitation,
    ChangePerson,
    DecideRequest,
    Deed,
    Forget,
    Leave,
    Offer,
    OpenPeople,
    OpenPerson,
    Purpose,
    SendMyData,
    SideCode,
    WithdrawInvitation,
)
from bot.render.quiet import ChooseEscalations, ChooseQuiet, ChooseZone, QuietHours, Zone
from bot.render.rate import ChooseRate
from bot.render.upload_buttons import (
    AcceptImport,
    ChooseColumn,
    ChoosePeriod,
    ColumnCode,
    DropImport,
    LeaveBody,
    LinkBody,
    OpenBody,
    OpenColumn,
    OpenColumns,
    OpenImport,
    OpenSaid,
    SendFaults,
    SendTemplate,
    UnsayBody,
)
from bot.rights import RIGHTS_OF, Access, Right, rights_of
from handlers.access import RightNeeded
from handlers.routers import all_routers
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Person
from tests.town import ADMINISTRATOR, SUBSCRIBER, Town, nothing_said, town
from tests.wording import answer_of

_GRANTS = (
    None,
    Grant(Role.SUBSCRIBER),
    Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK),
    Grant(Role.COORDINATOR),
    Grant(Role.ADMINISTRATOR),
)
# How each handler is reached: what is written, with /start's parameter after it, or what is tapped.
_WRITTEN = {
    "open_link": "/start s_aviastroenie",
    "greet": "/start",
    "tell_commands": "/help",
    "tell_settings": "/settings",
    "list_sectors": "Отрасли",
    "list_entries": "/agreements",
    "find": "/search прицепы",
    "tell_news": "/news",
    "tell_digest": "/digest",
    "tell_owed": "/my",
    "assign": "/assign",
    "open_invitation": "/start inv_" + "A" * 22,
    "join": "/join",
    "invite": "/invite",
    "list_people": "/people",
    "ask_to_leave": "/leave",
    "tell_privacy": "/privacy",
    "send_my_data": "/mydata",
    "ask_to_forget": "/forget",
    "tell_ledger": "/deliveries",
    "begin": "/broadcast",
    "tell_rate": "/rate",
    "tell_desk": "/admin",
    "tell_audit": "/audit",
    "ask_for_file": "/plan_import",
    "tell_days": "/calendar_days",
    "reply_to_question": "авиапром",
    "say_command_unknown": "/nosuch",
}
_TAPPED = {
    "open_card": OpenCard(kind=KindCode.SECTOR, slug="aviastroenie").pack(),
    "show_found": OpenFound().pack(),
    "open_list": OpenList(kind=KindCode.PROJECT).pack(),
    "choose_language": ChooseLanguage(language=Language.RU).pack(),
    "choose_digest": DigestChoice(action=DigestAction.ON, hour=9).pack(),
    "show_news": OpenNews().pack(),
    "show_sector_news": OpenSectorNews(sector="aviastroenie").pack(),
    "open_story": OpenStory(story_id=1).pack(),
    "show_owed": OpenOwed().pack(),
    "open_commitment": OpenCommitment(commitment_id=1).pack(),
    "tell_why": WhyThis(cause=Cause.DIGEST).pack(),
    "ask_what_is_wrong": ReportError(kind=KindCode.SECTOR, slug="aviastroenie").pack(),
    "accept_invitation": AcceptInvitation(token="A" * 22).pack(),
    "choose_request": Offer(purpose=Purpose.JOIN).pack(),
    "choose_invitation": Offer(purpose=Purpose.INVITE).pack(),
    "withdraw_invitation": WithdrawInvitation(invitation_id=2**40).pack(),
    "decide_request": DecideRequest(request_id=2**40, granted=True).pack(),
    "show_people": OpenPeople().pack(),
    "open_person": OpenPerson(user_id=2**40).pack(),
    "change_person": ChangePerson(user_id=2**40, deed=Deed.REVOKE).pack(),
    "leave": Leave(sure=False).pack(),
    "send_my_data_on_tap": SendMyData().pack(),
    "forget": Forget(sure=False).pack(),
    "show_rate": OpenRate().pack(),
    "show_desk": OpenDesk().pack(),
    "show_invitations": OpenInvitations().pack(),
    "show_keeping": OpenKeeping().pack(),
    "choose_kept": ChooseKept(what=Keeping.LEDGER, number=180).pack(),
    "show_backups": OpenBackups().pack(),
    "take_backup": TakeBackup().pack(),
    "show_audit": OpenAudit().pack(),
    "show_audit_of": AuditOf(user_id=1).pack(),
    "send_audit": SendAudit().pack(),
    "choose_rate": ChooseRate(per_second=20).pack(),
    "show_ledger": OpenLedger().pack(),
    "show_part": OpenPart(part=Part.FAILED).pack(),
    "show_paused": OpenPaused().pack(),
    "show_chat": OpenChat(chat_id=SUBSCRIBER).pack(),
    "show_delivery": OpenDelivery(delivery_id=2**40).pack(),
    "choose_quiet": ChooseQuiet(hours=QuietHours.NONE).pack(),
    "choose_escalations": ChooseEscalations(wait=False).pack(),
    "choose_zone": ChooseZone(zone=Zone.MINSK).pack(),
    "choose_readers": BroadcastReaders(sort=SortCode.ALL, number=10**9).pack(),
    "take_step": BroadcastStep(act=BroadcastAct.STOP, number=10**9).pack(),
    "send_template": SendTemplate().pack(),
    "accept_import": AcceptImport(import_id=2**40, stamp="0" * 8).pack(),
    "drop_import": DropImport(import_id=2**40).pack(),
    "show_import": OpenImport(import_id=2**40).pack(),
    "choose_period": ChoosePeriod(import_id=2**40, first=2027, last=2027).pack(),
    "show_columns": OpenColumns(import_id=2**40).pack(),
    "show_column": OpenColumn(import_id=2**40, table=1, place=0).pack(),
    "choose_column": ChooseColumn(import_id=2**40, table=1, place=0, column=ColumnCode.TEXT).pack(),
    "show_body": OpenBody(import_id=2**40, wording="0" * 8).pack(),
    "link_body": LinkBody(import_id=2**40, wording="0" * 8, organisation="0" * 8).pack(),
    "leave_body": LeaveBody(import_id=2**40, wording="0" * 8, side=SideCode.BELARUS).pack(),
    "send_faults": SendFaults(import_id=2**40).pack(),
    "show_said": OpenSaid().pack(),
    "unsay_body": UnsayBody(wording="0" * 8).pack(),
    "show_days": OpenDays(country=CountryCode.BELARUS, year=2027).pack(),
    "remove_day": RemoveDay(country=CountryCode.BELARUS, day="20270109").pack(),
    "settle_year": SettleYear(country=CountryCode.BELARUS, year=2040, settled=False).pack(),
    "say_gone": "a button of another age",
}
# Reached by no words and no button: what Telegram tells by itself, and what is no text.
_OTHERWISE = {
    "follow_membership",
    "follow_migration",
    "ignore",
    "say_only_text",
    "pass_on",
    "share",
    "take_message",
    "take_plan_file",
}
_LOOKS_GONE = {"say_gone"}  # it answers as a refusal does
# What these name may not be there, and then they answer so.
_MAY_BE_GONE = {
    "open_story", "open_commitment", "show_found", "withdraw_invitation", "decide_request", "open_person",
    "change_person", "show_delivery", "show_chat", "choose_readers", "take_step", "link_body",
}  # fmt: skip


def _handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for inner in router.sub_routers:
        yield from _handlers(inner)


def _needed() -> dict[str, Right]:
    walked = (each for router in all_routers(load_catalogues()) for each in _handlers(router))
    return {handler.callback.__name__: handler.flags["right"] for handler in walked}


def test_every_handler_is_walked() -> None:
    """No handler is left out of the tables above."""
    assert set(_needed()) == {*_WRITTEN, *_TAPPED, *_OTHERWISE}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("grant", _GRANTS, ids=lambda grant: grant.role if grant else "nobody")
async def test_every_role_reaches_what_it_may_and_nothing_else(here: Town, grant: Grant | None) -> None:
    """Where the programme is open, each command and each button answers by the table of rights."""
    await _walk(await here.passer_by(grant), rights_of([grant] if grant else [], Access.OPEN), "not allowed")


@pytest.mark.parametrize("grant", _GRANTS, ids=lambda grant: grant.role if grant else "nobody")
async def test_by_invitation_a_stranger_gets_in_and_no_further(filled_url: str, grant: Grant | None) -> None:
    """Where the programme is by invitation, who has no role is told how to get one; roles do what they do."""
    config = Config(admin_ids=(ADMINISTRATOR,), access=Access.INVITED)
    async with town(filled_url, config=config) as here:
        anna = await here.newcomer(SUBSCRIBER)
        if grant is not None:
            await here.grant(anna, grant)
        rights = rights_of([grant] if grant else [], Access.INVITED)
        await _walk(anna, rights, "not allowed" if Right.READ_REGISTER in rights else "invitation only")


async def _walk(person: Person, rights: frozenset[Right], refusal: str) -> None:
    needed = _needed()
    for handler, words in _WRITTEN.items():
        await (person.start(words.partition(" ")[2]) if words.startswith("/start") else person.send(words))
        refused = (await person.read()).get("text") == answer_of(refusal)
        assert refused == (needed[handler] not in rights), handler
    shown = await nothing_said(person)
    for handler, data in _TAPPED.items():
        tapped = await person.tap_data(shown["message_id"], data)
        assert tapped.answered, handler
        if handler not in _LOOKS_GONE and needed[handler] not in rights:
            assert tapped.text == answer_of("gone"), handler
        elif handler not in _MAY_BE_GONE:
            assert (tapped.text == answer_of("gone")) == (handler in _LOOKS_GONE), handler


async def test_the_first_administrators_are_those_of_the_settings(filled_url: str) -> None:
    """ADMIN_IDS may assign from their first message, and nobody else may."""
    async with town(filled_url, config=replace(Config(), admin_ids=(ADMINISTRATOR,))) as here:
        petr, anna = await here.newcomer(ADMINISTRATOR), await here.newcomer(SUBSCRIBER)
        await petr.send(f"/assign {SUBSCRIBER} coordinator")
        assert (await petr.read())["text"] != answer_of("not allowed", "en")
        await anna.send(f"/assign {SUBSCRIBER} administrator")
        assert (await anna.read())["text"] == answer_of("not allowed")


def test_every_role_has_its_line_in_the_table() -> None:
    """A role that the table does not name would have no rights at all."""
    assert set(RIGHTS_OF) == set(Role)


async def test_a_handler_without_a_right_is_reached_by_nobody() -> None:
    """Deny by default: forgotten flags are a fault of ours that stops the update, not an open door."""

    async def forgotten(_event: TelegramObject, _context: dict[str, object]) -> None:
        pytest.fail("it was reached")

    with pytest.raises(UnguardedHandler):
        await RightNeeded()(forgotten, TelegramObject(), {"handler": HandlerObject(forgotten)})
