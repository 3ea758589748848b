"""The table of changes over the library's working calendars."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from storage.audit import Author, Change, note
from storage.calendar_records import CalendarChanges, Country, DayChange
from storage.calendar_schema import day_changes, settled_years
from storage.database import Database
from storage.upsert import insert


class CalendarDays:
    """Days that are worked or off whatever the library says."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def changes(self) -> CalendarChanges:
        """Return the whole table, of both countries."""
        days = select(day_changes).order_by(day_changes.c.country, day_changes.c.day)
        async with self._database.reading() as connection:
            rows = (await connection.execute(days)).all()
            settled = (await connection.execute(select(settled_years))).all()
        changes = tuple(DayChange(Country(row.country), row.day, row.works, row.reason) for row in rows)
        return CalendarChanges(changes, frozenset((Country(row.country), row.year) for row in settled))

    async def put(self, changes: Sequence[DayChange], *, by: Author, now: datetime) -> None:
        """Let these days be as told, in place of what was told of them before; all or none."""

        def write(connection: Connection) -> None:
            for one in changes:
                values = {"works": one.works, "reason": one.reason}
                before = connection.execute(select(day_changes.c.works).where(_is(one.country, one.day))).scalar()
                new = insert(day_changes, self._database).values(country=one.country, day=one.day, **values)
                connection.execute(new.on_conflict_do_update(index_elements=["country", "day"], set_=values))
                note(connection, [Change("calendar day", _subject(one.country, one.day), before, one.works)], by, now)

        if changes:
            await self._database.write_whole(write)

    async def remove(self, country: Country, day: date, *, by: Author, now: datetime) -> bool:
        """Let a day be as the library says; false when nothing was told of it."""

        def write(connection: Connection) -> bool:
            gone = delete(day_changes).where(_is(country, day)).returning(day_changes.c.works)
            row = connection.execute(gone).first()
            if row is None:
                return False
            note(connection, [Change("calendar day", _subject(country, day), row.works, None)], by, now)
            return True

        return await self._database.write_whole(write)

    async def settle(self, country: Country, year: int, *, settled: bool, by: Author, now: datetime) -> bool:
        """Say that a year's transfers are all here, or take it back; false when it stood so already."""
        key = {"country": country, "year": year}
        whose = and_(settled_years.c.country == country, settled_years.c.year == year)

        def write(connection: Connection) -> bool:
            if settled:
                new = insert(settled_years, self._database).values(key).on_conflict_do_nothing()
                row = connection.execute(new.returning(settled_years.c.year)).first()
            else:
                row = connection.execute(delete(settled_years).where(whose).returning(settled_years.c.year)).first()
            if row is not None:
                told = Change("calendar year", f"calendar:{country}:{year}", not settled, settled)
                note(connection, [told], by, now)
            return row is not None

        return await self._database.write_whole(write)


def _is(country: Country, day: date) -> ColumnElement[bool]:
    return and_(day_changes.c.country == country, day_changes.c.day == day)


def _subject(country: Country, day: date) -> str:
    return f"calendar:{country}:{day.isoformat()}"
