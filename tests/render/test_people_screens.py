"""The screens about people, whatever the people and the register are called."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.people import AssignFault
from bot.render import joining, people, privacy
from bot.render.catalogue import LANGUAGES, Catalogues
from bot.render.people_buttons import ChangePerson, Deed, Offer, Purpose, RoleCode, SideCode
from bot.render.roles import assign_fault
from storage.joining_records import Invitation, JoinRequest
from storage.records import Grant, Role, User
from storage.register_records import Register, Side
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, ULYANOVSK

NOW = datetime(2026, 11, 25, tzinfo=UTC)
OFFICIAL = Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK)
NAMES = ["", "Анна", "😀" * 64, HOSTILE, "\u202e\u2067", "@all /start https://зло.example\n\n\n<b>x</b>"]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:12])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_breaks_a_screen(name: str, language: str, catalogues: Catalogues, register: Register) -> None:
    """Each screen that shows a person is one that Telegram takes and a reader can read; nothing in it is a link."""
    tr = catalogues.of(language)
    person = User(1, 123456789, name, name or None, language, None, (OFFICIAL, replace(OFFICIAL, organisation="gone")))
    many = [replace(person, id=number) for number in range(2, 14)]
    request = JoinRequest(1, 1, Grant(Role.COORDINATOR), NOW)
    shown = [
        people.people_screen(many[:8], 0, register, tr, more=True),
        people.person_screen(person, register, tr, suspended=False, deeds=list(Deed)),
        people.successors_screen(person, many, tr),
        *(people.sure_screen(ChangePerson(user_id=1, deed=deed), person, person, tr) for deed in Deed),
        *(people.done_screen(deed, person, person, tr) for deed in Deed),
        people.leave_screen(person, register, tr),
        people.left_notice(person, person.grants, register, tr),
        joining.request_screen(request, person, register, tr),
        joining.request_confirmation(request, person, register, tr, granted=False),
        joining.request_decided(replace(request, granted=False), person, register, tr),
        joining.acceptance_notice(person, OFFICIAL, register, tr),
    ]
    for message in shown:
        assert flaws(message) == []
        assert {entity.type for entity in message.as_call()["entities"]} <= {"bold", "code"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_screens_are_sound(language: str, catalogues: Catalogues, register: Register) -> None:
    """Those that show no person are taken by Telegram, too, in every language."""
    tr, zone = catalogues.of(language), ZoneInfo(ULYANOVSK.key)
    invitation = Invitation(1, OFFICIAL, 1, NOW, NOW + timedelta(days=7))
    request = JoinRequest(1, 1, Grant(Role.COORDINATOR), NOW, granted=True)
    choices = [
        Offer(purpose=purpose, role=role, side=side)
        for purpose in Purpose
        for role in (None, *RoleCode)
        for side in (None, *SideCode)
    ]
    shown = [
        *(joining.picker(choice, register, tr, lambda _: True) for choice in choices),
        joining.invitation_made("https://t.me/example_bot?start=inv_X", OFFICIAL, NOW, zone, register, tr),
        joining.invitations_screen([invitation], register, tr),
        joining.invitations_screen([], register, tr),
        joining.invited("A" * 22, invitation, zone, register, tr),
        joining.joined(OFFICIAL, register, tr),
        joining.invitation_over(tr),
        joining.nothing_to_gain(tr),
        joining.request_passed_on(tr, administrators=0),
        joining.roles_suspended(tr),
        joining.decision_notice(request, register, tr),
        joining.decision_notice(replace(request, granted=False), register, tr),
        people.people_screen([], 1, register, tr, more=False),
        people.succession_notice([OFFICIAL] * 50, register, tr),
        people.left_screen(tr),
        people.stayed_screen(tr),
        privacy.privacy_screen(tr, 1001),
        privacy.forget_screen(tr),
        privacy.forgotten_screen(tr),
        *(assign_fault(fault, tr) for fault in AssignFault),
    ]
    assert [flaws(message) for message in shown] == [[]] * len(shown)
    assert len(privacy.my_data_caption(tr)) <= 1024
    assert len(joining.invitation_withdrawn(tr)) <= 200


def test_a_page_past_the_end_is_the_last_one(catalogues: Catalogues, register: Register) -> None:
    """A forged page number shows organisations, not an empty keyboard."""
    choice = Offer(purpose=Purpose.JOIN, role=RoleCode.OFFICIAL, side=SideCode.BELARUS, page=999)
    shown = joining.picker(choice, register, catalogues.of("ru"), lambda _: True)
    assert shown.keyboard is not None
    assert flaws(shown) == []
