"""/calendar_days: days put over the calendars, taken back, a year settled; the alarm when they are missing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.plan.working_calendar import Country
from bot.working_days import tell_missing_transfers, working_calendars
from storage.records import Grant, Role
from tests.person import Message, Person, buttons
from tests.town import ZONE, Town
from tests.wording import said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


async def _written(person: Person, text: str) -> Message:
    await person.send(text)
    return await person.read()


async def _tapped(person: Person, screen: Message, label: str) -> Message:
    assert (await person.tap(screen, label)).answered
    return await person.read_edit(screen)


async def test_days_are_put_obeyed_and_taken_back(here: Town) -> None:
    """What an administrator says holds at once; a tap gives the day back to the library; both are in the audit."""
    petr = await here.passer_by(ADMINISTRATOR)
    shown = await _written(petr, "/calendar_days РБ\n09.01.2027 рабочий за 4 января\n2027-01-04 выходной")
    assert shown["text"].startswith("Записано 2 дня.") or shown["text"].startswith("Записаны 2 дня.")
    assert "• 09.01.2027 — рабочий (за 4 января)" in shown["text"]
    belarus = (await working_calendars(here.app.store))[Country.BELARUS]
    assert (belarus.works(date(2027, 1, 9)), belarus.works(date(2027, 1, 4))) == (True, False)
    shown = await _tapped(petr, shown, "✕ 09.01.2027")
    assert "09.01.2027 — рабочий" not in shown["text"]
    assert not (await working_calendars(here.app.store))[Country.BELARUS].works(date(2027, 1, 9))
    (noted,) = await here.app.store.audit.find(1)
    assert (noted.subject, noted.before, noted.after) == ("calendar:BY:2027-01-09", True, None)


async def test_faults_are_told_and_nothing_is_stored(here: Town) -> None:
    """One line that is not understood stops all of them."""
    petr = await here.passer_by(ADMINISTRATOR)
    before = await here.app.store.calendar_days.changes()
    shown = await _written(petr, "/calendar_days РФ\n09.01.2028 рабочий\n31.06.2028 выходной")
    assert shown["text"].startswith("Не понята 1 строка, ничего не записано")
    assert "2028 выходной — такой даты нет" in shown["text"]
    assert await here.app.store.calendar_days.changes() == before


async def test_years_and_countries_are_a_tap_apart(here: Town) -> None:
    """This year and the next of both; the year's standing is told first."""
    petr = await here.passer_by(ADMINISTRATOR)
    shown = await _written(petr, "/calendar_days")
    assert shown["text"].startswith("Россия, 2026")
    shown = await _tapped(petr, shown, "Беларусь 2026")
    assert shown["text"].startswith("Беларусь, 2026")
    assert "Россия 2027" in buttons(shown)


async def test_missing_transfers_are_told_weekly_until_settled(here: Town) -> None:
    """From the 1st of December, once a week, and no more when it is said that there are none."""
    petr = await here.passer_by(ADMINISTRATOR)
    user = await here.app.store.people.known(petr.telegram_id)
    assert user is not None
    store, words = here.app.store, here.app.catalogues
    # of a year that the library cannot know yet
    monday = datetime(2030, 12, 2, 9, tzinfo=UTC)
    assert await tell_missing_transfers(store, words, datetime(2030, 11, 30, 9, tzinfo=UTC), ZONE) >= 1
    told = await tell_missing_transfers(store, words, monday + timedelta(days=7), ZONE)
    assert told >= 1
    assert await tell_missing_transfers(store, words, monday + timedelta(days=8), ZONE) == 0
    for country in Country:
        for year in (2030, 2031):
            await store.calendar_days.settle(country, year, settled=True, by=user.id, now=here.clock.now())
    assert await tell_missing_transfers(store, words, monday + timedelta(days=30), ZONE) == 0


async def test_a_year_is_settled_by_a_tap_and_opened_again(here: Town) -> None:
    """The button changes over to its contrary."""
    petr = await here.passer_by(ADMINISTRATOR)
    shown = await _written(petr, "/calendar_days")
    shown = await _tapped(petr, shown, said("Nothing more is moved this year"))
    assert said("It was said that all of them are here.") in shown["text"]
    shown = await _tapped(petr, shown, said("Ask again for this year"))
    assert said("It was said that all of them are here.") not in shown["text"]
