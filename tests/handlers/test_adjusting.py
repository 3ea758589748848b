"""The settings at the desk: each is seen, tapped and typed, refused with its bounds, audited, and holds at once."""

from datetime import time, timedelta

import pytest

from bot.adjusting import SETTINGS, Section
from bot.delivery.rate import read_rate
from bot.keeping import Keeping, read_kept
from bot.plan.escalations import ESCALATION_SETTING, EscalationRule, read_rule
from bot.render.adjusting import titles
from bot.render.adjusting_buttons import ChooseSetting, OpenSection, OpenSetting, TypeSetting
from storage.records import Grant, Role
from tests.person import Message, Person, buttons
from tests.town import Town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR = Grant(Role.ADMINISTRATOR)
COORDINATOR = Grant(Role.COORDINATOR)


async def _opened(person: Person, screen: Message, label: str) -> Message:
    assert (await person.tap(screen, label)).answered
    return await person.read_edit(screen)


async def _section(person: Person, title: str) -> Message:
    await person.send("/admin")
    settings = await _opened(person, await person.read(), said("Settings"))
    return await _opened(person, settings, said(title))


async def _question(person: Person, screen: Message) -> Message:
    assert (await person.tap(screen, said("Another value"))).answered
    return await person.read()


async def test_every_setting_opens_from_the_desk_and_leads_back(here: Town) -> None:
    """By sections; each says what it does, its bounds, and which value holds, and nothing opens nothing."""
    petr = await here.passer_by(ADMINISTRATOR)
    seen = set()
    await petr.send("/admin")
    shown = await _opened(petr, await petr.read(), said("Settings"))
    assert "TIMEZONE = Europe/Ulyanovsk" in shown["text"]
    for section in Section:
        assert (await petr.tap(shown, data=OpenSection(section=section).pack())).answered
        shown = await petr.read_edit(shown)
        for code, title in titles().items():
            if said(title) in buttons(shown) and SETTINGS[code].section is section:
                one = await _opened(petr, shown, said(title))
                assert one["text"].startswith(f"{said(title)}: ")
                assert any(label.startswith("✓ ") for label in buttons(one))
                seen.add(code)
                shown = await _opened(petr, one, buttons(one)[-1])
        shown = await _opened(petr, shown, f"‹ {said('Settings of the bot')}")
    assert seen == set(SETTINGS)


async def test_a_tap_holds_at_once_and_is_audited(here: Town) -> None:
    """The flood's limits change in the running bot before the answer is read; the audit has before and after."""
    petr = await here.passer_by(ADMINISTRATOR)
    section = await _section(petr, "Limits of one person")
    one = await _opened(petr, section, said("Searches in a row"))
    assert "✓ 20" in buttons(one)
    one = await _opened(petr, one, "40")
    assert "✓ 40" in buttons(one)
    (noted, *_) = await here.app.store.audit.find(1)
    assert (noted.subject, noted.after["person_search_burst"]) == ("setting:limits", 40)
    await _opened(petr, await _opened(petr, one, buttons(one)[-1]), said("Requests a minute"))
    assert (await here.app.store.settings.get("limits")) == {"person_search_burst": 40}


async def test_a_number_is_typed_in_answer_to_the_question(here: Town) -> None:
    """As one writes it; out of the bounds or no number at all is refused with the bounds and asked for again."""
    petr = await here.passer_by(ADMINISTRATOR)
    section = await _section(petr, "Sending")
    asked = await _question(petr, await _opened(petr, section, said("Messages a second")))
    for wrong in ("31", "0", "быстро", "-5", "2.5", "1e3", "٣"):
        await petr.send(wrong, reply_to=asked)
        asked = await petr.read()
        assert "сюда не подходит" in asked["text"].partition("\n")[0]
        assert said("From {least} to {most}.", least="1", most="30") in asked["text"]
    await petr.send("17", reply_to=asked)
    assert (await petr.read())["text"].startswith(f"{said('Messages a second')}: 17")
    assert (await read_rate(here.app.store)).per_second == 17
    assert here.app.dispatcher._pace.per_second == 17  # noqa: SLF001 - it holds at once


async def test_what_is_kept_is_typed_too(here: Town) -> None:
    """A setting that stands alone under its name."""
    petr = await here.passer_by(ADMINISTRATOR)
    section = await _section(petr, "How long things are kept")
    asked = await _question(petr, await _opened(petr, section, said("Nightly backups")))
    await petr.send("21", reply_to=asked)
    assert "✓ 21\u00a0шт." in buttons(await petr.read())
    assert await read_kept(here.app.store, Keeping.BACKUPS) == 21


async def test_the_quiet_hours_of_newcomers_are_chosen(here: Town) -> None:
    """Who comes afterwards has them; who is here keeps theirs."""
    petr = await here.passer_by(ADMINISTRATOR)
    section = await _section(petr, "Quiet hours of newcomers")
    asked = await _question(petr, await _opened(petr, section, said("Quiet from")))
    await petr.send("20:00", reply_to=asked)
    await petr.read()
    try:
        await petr.tap_data(asked["message_id"] - 1, ChooseSetting(code="qe", number=1).pack())
        anna = await here.passer_by()
        quiet = await here.app.store.people.quiet(anna.telegram_id)
        assert (quiet.since, quiet.until, quiet.escalations) == (time(20), time(8), True)
        assert (await here.app.store.people.quiet(petr.telegram_id)).since == time(22)
    finally:
        await here.app.store.settings.put("quiet", {"since": "x", "until": True}, by=None, now=here.clock.now())
    boris = await here.passer_by()
    assert (await here.app.store.people.quiet(boris.telegram_id)).since == time(22)


async def test_escalation_is_typed_for_each_step(here: Town) -> None:
    """Any number of days, not the offered ones alone; the other step stays as it is."""
    petr = await here.passer_by(ADMINISTRATOR)
    section = await _section(petr, "Escalation of what is overdue")
    asked = await _question(petr, await _opened(petr, section, said("Overdue: to coordinators after")))
    await petr.send("5", reply_to=asked)
    await petr.read()
    kept = await here.app.store.settings.get(ESCALATION_SETTING)
    assert read_rule(kept) == EscalationRule(5, 10)
    await petr.send("/reminders")
    assert " 5 " in (await petr.read())["text"]


async def test_forged_taps_change_nothing(here: Town) -> None:
    """A setting that is not there, a number out of bounds, a coordinator: refused, and nothing is written."""
    petr, olga = await here.passer_by(ADMINISTRATOR), await here.passer_by(COORDINATOR)
    shown = await _section(petr, "Sending")
    before = await here.app.store.settings.get("sending")
    for data in (OpenSetting(code="zz"), ChooseSetting(code="zz", number=1), TypeSetting(code="zz")):
        assert (await petr.tap_data(shown["message_id"], data.pack())).text == answer_of("gone")
    told = await petr.tap_data(shown["message_id"], ChooseSetting(code="sr", number=31).pack())
    assert (told.show_alert, told.text) == (
        True,
        said("From {least} to {most}.", least="1", most="30"),
    )
    assert (await olga.tap_data(1, ChooseSetting(code="sr", number=5).pack())).text == answer_of("gone")
    assert await here.app.store.settings.get("sending") == before


async def test_the_question_outlives_a_restart(here: Town) -> None:
    """What it asks for stands in the message itself."""
    petr = await here.passer_by(ADMINISTRATOR)
    asked = await _question(
        petr, await _opened(petr, await _section(petr, "Sending"), said("Wait for an unknown outcome"))
    )
    await here.clock.move(timedelta(days=3))
    await petr.send("90", reply_to=asked)
    assert "90 с" in (await petr.read())["text"]
