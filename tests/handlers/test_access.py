"""Deny by default: what each role may do, sent as the real command or button."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.types import TelegramObject

from bot.adjusting import Section
from bot.config import Config
from bot.errors import UnguardedHandler
from bot.keeping import Keeping
from bot.plan.choice import Window
from bot.render.absence import ChoosePause, EndPause, OpenPause, PauseLength
from bot.render.adjusting_buttons import ChooseSetting, OpenSection, OpenSetting, OpenSettings, TypeSetting
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
from bot.render.calendar_days import CountryCode, OpenCalendar, OpenDays, RemoveDay, SettleYear
from bot.render.calendar_link import CalendarAct, CalendarDeed
from bot.render.catalogue import load_catalogues
from bot.render.channels_buttons import DecideChannel, OpenChannels
from bot.render.control_buttons import (
    ActInPlace,
    CommitmentAct,
    CommitmentDeed,
    DeadlineAct,
    DeadlineDeed,
    DecideExtension,
    DecideReport,
    DialogueKind,
    DropOwner,
    EndDialogue,
    OpenDeadline,
    OpenDeadlines,
    OpenHistory,
    ShowEvidence,
    ToggleSector,
    WithdrawReport,
)
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
from bot.render.digest_buttons import (
    Asked,
    AskForDigest,
    ChangeDigest,
    DigestAct,
    DigestPart,
    FollowEntry,
    OpenDigest,
    OpenDigestChannels,
    PreviewDigest,
    SwitchDigest,
    TurnDigest,
)
from bot.render.editing_buttons import (
    ConfirmCorrection,
    CorrectField,
    DraftAct,
    DraftStep,
    NewEntry,
    OpenFields,
    OpenRegisterDesk,
    RemoveEntry,
    TakeBack,
)
from bot.render.groups_buttons import (
    GroupGeneral,
    GroupReady,
    GroupSection,
    GroupSector,
    GroupSide,
    LeaveGroup,
    OpenGroup,
    OpenGroups,
    OpenGroupSections,
    OpenGroupSectors,
)
from bot.render.invitation_table import DropInvitations, MakeInvitations
from bot.render.ledger_buttons import OpenChat, OpenDelivery, OpenLedger, OpenPart, OpenPaused, Part
from bot.render.news_buttons import NarrowNews, NewsPage, NewsShows, OpenSources
from bot.render.news_desk_buttons import DecideNews, ForgetTrust, OpenNewsDesk, OpenTrust, TakeBackNews, TrustOutlet
from bot.render.news_sent_buttons import AddNews
from bot.render.people_buttons import (
    AcceptInvitation,
    AskForTable,
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
from bot.render.plan_look import AddCommitment, OpenPlan, OpenWindow, PlanLook, Shows
from bot.render.quiet import ChooseEscalations, ChooseQuiet, ChooseZone, QuietHours, Zone
from bot.render.rate import ChooseRate
from bot.render.reminder_buttons import (
    AskForDays,
    AskForPlanDays,
    ChooseEscalation,
    ChoosePlanSteps,
    ChooseReminderHour,
    ChooseSteps,
    EndDeputyship,
    Later,
    NameDeputy,
    OpenDue,
    OpenPlanSteps,
    OpenReminderSettings,
    PutOff,
    ReminderPage,
)
from bot.render.sources_buttons import (
    AddListed,
    AddTried,
    AskForSources,
    DropSources,
    OpenSource,
    OpenSourceList,
    PollSource,
    RemoveSource,
    SwitchSource,
)
from bot.render.story_links_buttons import AttachStory, OpenOffers
from bot.render.upload_buttons import (
    AcceptImport,
    AddBody,
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
    OpenUpload,
    SendFaults,
    SendTemplate,
    UnsayBody,
)
from bot.rights import RIGHTS_OF, Access, Right, rights_of
from handlers.access import RightNeeded
from handlers.routers import all_routers
from storage.records import Grant, Role
from storage.register_records import Side
from storage.reminding_records import StepSet
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
    "tell_plan": "/plan",
    "tell_deadlines": "/deadlines",
    "tell_calendar": "/calendar",
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
    "tell_pause": "/pause",
    "list_groups": "/groups",
    "deputy": "/deputy",
    "tell_plan_steps": "/reminders",
    "tell_news_desk": "/newsdesk",
    "tell_sources": "/sources",
    "tell_desk": "/admin",
    "tell_audit": "/audit",
    "ask_for_file": "/plan_import",
    "tell_days": "/calendar_days",
    "reply_to_question": "авиапром",
    "say_command_unknown": "/nosuch",
}
_TAPPED = {
    "show_settings": OpenSettings().pack(),
    "show_section": OpenSection(section=Section.QUIET).pack(),
    "show_setting": OpenSetting(code="qf").pack(),
    "choose_setting": ChooseSetting(code="qf", number=22).pack(),
    "ask_setting": TypeSetting(code="qf").pack(),
    "open_card": OpenCard(kind=KindCode.SECTOR, slug="aviastroenie").pack(),
    "show_found": OpenFound().pack(),
    "open_list": OpenList(kind=KindCode.PROJECT).pack(),
    "choose_language": ChooseLanguage(language=Language.RU).pack(),
    "choose_digest": DigestChoice(action=DigestAction.ON, hour=9).pack(),
    "open_digest": OpenDigest(part=DigestPart.RHYTHM).pack(),
    "change_digest": ChangeDigest(act=DigestAct.SECTOR, value="aviastroenie").pack(),
    "switch_digest": SwitchDigest(on=True, chat=-1).pack(),
    "show_digest_channels": OpenDigestChannels().pack(),
    "ask_for_digest": AskForDigest(asked=Asked.WORDS, chat=-1).pack(),
    "preview_digest": PreviewDigest(chat=-1).pack(),
    "turn_digest": TurnDigest(edition_id=2**40, page=1).pack(),
    "follow_entry": FollowEntry(organisation=False, slug="aviastroenie", on=True).pack(),
    "show_news": OpenNews().pack(),
    "show_sector_news": OpenSectorNews(sector="aviastroenie").pack(),
    "show_news_page": NewsPage().pack(),
    "narrow_news": NarrowNews(shows=NewsShows.PERIODS).pack(),
    "open_sources": OpenSources(story_id=1).pack(),
    "open_story": OpenStory(story_id=1).pack(),
    "show_owed": OpenOwed().pack(),
    "open_commitment": OpenCommitment(commitment_id=1).pack(),
    "act_on_own": DeadlineAct(deadline_id=2**40, act=DeadlineDeed.DONE).pack(),
    "act_in_place": ActInPlace(deadline_id=2**40, act=DeadlineDeed.DONE, instead_of=2**40).pack(),
    "act_on_plan": DeadlineAct(deadline_id=2**40, act=DeadlineDeed.MOVE).pack(),
    "withdraw_report": WithdrawReport(report_id=2**40).pack(),
    "decide_report": DecideReport(report_id=2**40, accepted=True).pack(),
    "decide_extension": DecideExtension(extension_id=2**40, granted=True).pack(),
    "show_evidence": ShowEvidence(report_id=2**40).pack(),
    "open_deadline": OpenDeadline(deadline_id=2**40).pack(),
    "open_deadlines": OpenDeadlines(commitment_id=2**40).pack(),
    "open_history": OpenHistory(commitment_id=2**40).pack(),
    "change_commitment": CommitmentAct(commitment_id=2**40, act=CommitmentDeed.EDIT).pack(),
    "toggle_sector": ToggleSector(commitment_id=2**40, sector="bas").pack(),
    "drop_owner": DropOwner(commitment_id=2**40, version=1, place=0).pack(),
    "add_commitment": AddCommitment(view=2**40).pack(),
    "open_plan": OpenPlan().pack(),
    "open_window": OpenWindow(window=Window.WEEK).pack(),
    "look_at_plan": PlanLook(view=2**40, shows=Shows.LIST).pack(),
    "choose_calendar": CalendarAct(act=CalendarDeed.REVOKE).pack(),
    "end_dialogue": EndDialogue(what=DialogueKind.REPORT, subject=1, done=False).pack(),
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
    "show_news_desk": OpenNewsDesk().pack(),
    "decide_news": DecideNews(story_id=2**40, ours=True).pack(),
    "take_back_news": TakeBackNews(story_id=2**40).pack(),
    "show_trust": OpenTrust().pack(),
    "show_sources": OpenSourceList().pack(),
    "show_source": OpenSource(source_id=2**40).pack(),
    "switch_source": SwitchSource(source_id=2**40, on=True).pack(),
    "poll_source": PollSource(source_id=2**40).pack(),
    "remove_source": RemoveSource(source_id=2**40).pack(),
    "ask_for_sources": AskForSources().pack(),
    "add_tried": AddTried().pack(),
    "add_listed": AddListed(count=1).pack(),
    "drop_sources": DropSources().pack(),
    "trust_outlet": TrustOutlet(story_id=2**40, trusted=True).pack(),
    "forget_trust": ForgetTrust(trust_id=2**40).pack(),
    "add_news": AddNews(draft_id=2**40, add=True).pack(),
    "show_channels": OpenChannels().pack(),
    "decide_channel": DecideChannel(channel_id=2**40, news=True).pack(),
    "show_offers": OpenOffers().pack(),
    "attach_story": AttachStory(link_id=2**40, attach=True).pack(),
    "show_desk": OpenDesk().pack(),
    "show_invitations": OpenInvitations().pack(),
    "show_keeping": OpenKeeping().pack(),
    "choose_kept": ChooseKept(what=Keeping.LEDGER, number=180).pack(),
    "show_backups": OpenBackups().pack(),
    "take_backup": TakeBackup().pack(),
    "show_audit": OpenAudit().pack(),
    "show_audit_of": AuditOf(user_id=1).pack(),
    "send_audit": SendAudit().pack(),
    "show_register_desk": OpenRegisterDesk().pack(),
    "show_fields": OpenFields(kind=KindCode.SECTOR, slug="aviastroenie").pack(),
    "ask_field": CorrectField(kind=KindCode.SECTOR, slug="aviastroenie", field="ru").pack(),
    "take_correction_back": TakeBack(kind=KindCode.SECTOR, slug="aviastroenie", field="ru").pack(),
    "ask_new_entry": NewEntry(kind=KindCode.EVENT).pack(),
    "remove_entry": RemoveEntry(kind=KindCode.SECTOR, slug="aviastroenie").pack(),
    "confirm_correction": ConfirmCorrection(draft_id=2**40, seen=0).pack(),
    "end_draft": DraftStep(draft_id=2**40, act=DraftAct.DROP).pack(),
    "ask_for_table": AskForTable().pack(),
    "make_invitations": MakeInvitations(count=1).pack(),
    "drop_invitations": DropInvitations().pack(),
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
    "open_pause": OpenPause().pack(),
    "choose_pause": ChoosePause(length=PauseLength.WEEK).pack(),
    "end_pause": EndPause().pack(),
    "show_groups": OpenGroups().pack(),
    "open_group": OpenGroup(group_id=2**40).pack(),
    "choose_group_side": GroupSide(group_id=2**40, side=SideCode.ALL).pack(),
    "show_group_sectors": OpenGroupSectors(group_id=2**40).pack(),
    "choose_group_sector": GroupSector(group_id=2**40, sector="aviastroenie").pack(),
    "show_group_sections": OpenGroupSections(group_id=2**40).pack(),
    "choose_group_section": GroupSection(group_id=2**40).pack(),
    "speak_in_general": GroupGeneral(group_id=2**40).pack(),
    "let_group_work": GroupReady(group_id=2**40).pack(),
    "leave_group": LeaveGroup(group_id=2**40).pack(),
    "show_reminder": ReminderPage().pack(),
    "open_due": OpenDue(deadline_id=2**40).pack(),
    "put_off": PutOff(deadline_id=2**40, later=Later.TOMORROW).pack(),
    "open_reminder_settings": OpenReminderSettings().pack(),
    "choose_reminder_hour": ChooseReminderHour(hour=9).pack(),
    "choose_steps": ChooseSteps().pack(),
    "ask_for_days": AskForDays().pack(),
    "ask_for_plan_days": AskForPlanDays(plan=0).pack(),
    "open_plan_steps": OpenPlanSteps().pack(),
    "choose_plan_steps": ChoosePlanSteps(plan=0, steps=StepSet.USUAL).pack(),
    "choose_escalation": ChooseEscalation(coordinators=3, administrators=10).pack(),
    "name_deputy": NameDeputy(user_id=2**40).pack(),
    "end_deputyship": EndDeputyship().pack(),
    "show_upload": OpenUpload().pack(),
    "show_calendar": OpenCalendar().pack(),
    "send_template": SendTemplate().pack(),
    "accept_import": AcceptImport(import_id=2**40, stamp="0" * 8).pack(),
    "drop_import": DropImport(import_id=2**40).pack(),
    "show_import": OpenImport(import_id=2**40).pack(),
    "choose_period": ChoosePeriod(import_id=2**40, first=2027, last=2027).pack(),
    "show_columns": OpenColumns(import_id=2**40).pack(),
    "show_column": OpenColumn(import_id=2**40, table=1, place=0).pack(),
    "choose_column": ChooseColumn(import_id=2**40, table=1, place=0, column=ColumnCode.TEXT).pack(),
    "add_body": AddBody(import_id=2**40, wording="0" * 8).pack(),
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
    "follow_membership", "follow_migration", "follow_arrival", "say_only_text", "pass_on", "share", "take_message",
    "speak_here", "say_in_private", "take_answer", "take_digest_answer", "take_register_answer", "take_setting",
    "take_invitations", "take_plan_file", "take_sources", "take_post", "look_at_post", "look_at_link", "take_words",
    "take_days", "take_plan_days",
}  # fmt: skip
_LOOKS_GONE = {"say_gone"}  # it answers as a refusal does
# What these name may not be there, and then they answer so.
_MAY_BE_GONE = {
    "open_story", "open_sources", "turn_digest", "decide_news", "take_back_news", "trust_outlet",
    "show_source", "switch_source", "poll_source", "remove_source", "add_tried", "add_listed",
    "open_commitment", "show_found", "withdraw_invitation", "decide_request", "open_person",
    "make_invitations", "take_correction_back", "remove_entry", "end_draft", "confirm_correction",
    "add_body", "change_person",
    "show_delivery", "show_chat",
    "choose_readers", "take_step", "choose_plan_steps", "ask_for_plan_days", "name_deputy",
    "open_group", "choose_group_side", "show_group_sectors", "choose_group_sector", "show_group_sections",
    "choose_group_section", "speak_in_general", "let_group_work", "leave_group",
    "act_on_own", "act_in_place", "act_on_plan", "withdraw_report", "decide_report", "decide_extension",
    "show_evidence",
    "open_deadline", "open_deadlines", "open_history", "change_commitment", "toggle_sector", "drop_owner",
    "add_commitment", "look_at_plan", "link_body", "add_news", "decide_channel", "attach_story",
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
