"""The table of changes over the calendars: put, taken back, settled, and each change in the audit."""

from datetime import date, datetime

from storage.calendar_records import CalendarChanges, Country, DayChange
from storage.store import Store

ON = DayChange(Country.BELARUS, date(2027, 1, 9), works=True, reason="за 4 января")
OFF = DayChange(Country.BELARUS, date(2027, 1, 4), works=False, reason="")


async def test_days_are_put_and_taken_back(store: Store, now: datetime) -> None:
    """The last word counts; what is taken back is the library's again, once."""
    await store.calendar_days.put([ON, OFF], by="test", now=now)
    await store.calendar_days.put([DayChange(Country.BELARUS, ON.day, works=False, reason="иначе")], by="test", now=now)
    await store.calendar_days.put([], by="test", now=now)
    told = await store.calendar_days.changes()
    assert [(one.day, one.works) for one in told.days] == [(OFF.day, False), (ON.day, False)]
    assert await store.calendar_days.remove(Country.BELARUS, ON.day, by="test", now=now)
    assert not await store.calendar_days.remove(Country.BELARUS, ON.day, by="test", now=now)
    assert (await store.calendar_days.changes()).days == (OFF,)
    noted = await store.audit.find(10)
    subject = "calendar:BY:2027-01-09"
    assert [(one.before, one.after) for one in noted if one.subject == subject] == [
        (False, None), (True, False), (None, True),
    ]  # fmt: skip


async def test_a_year_is_settled_and_opened_again(store: Store, now: datetime) -> None:
    """Said once is enough; taken back it is open again."""
    settle = store.calendar_days.settle
    assert await settle(Country.RUSSIA, 2027, settled=True, by="test", now=now)
    assert not await settle(Country.RUSSIA, 2027, settled=True, by="test", now=now)
    told = await store.calendar_days.changes()
    assert told == CalendarChanges((), frozenset({(Country.RUSSIA, 2027)}))
    assert (told.settled_in(Country.RUSSIA), told.settled_in(Country.BELARUS)) == (frozenset({2027}), frozenset())
    assert await settle(Country.RUSSIA, 2027, settled=False, by="test", now=now)
    assert not await settle(Country.RUSSIA, 2027, settled=False, by="test", now=now)
    assert [one.what for one in await store.audit.find(10)] == ["calendar year", "calendar year"]
