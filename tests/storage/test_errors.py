"""Errors: what a driver says becomes one of ours, once, at the border."""

import pytest
from sqlalchemy import exc

from storage.errors import (
    BadCorrection,
    BadRegister,
    Fault,
    SchemaTooNew,
    StoreBusy,
    StoreError,
    StoreRefused,
    StoreUnavailable,
    VersionMoved,
    driver_errors_wrapped,
)


class DriverError(Exception):
    """What a driver raises, with the codes that tell what it was."""

    def __init__(self, sqlite_errorcode: int | None = None, sqlstate: str | None = None) -> None:
        """Bear the code of one driver or the other."""
        super().__init__("as the driver says")
        self.sqlite_errorcode = sqlite_errorcode
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (DriverError(sqlite_errorcode=5), StoreBusy),  # SQLITE_BUSY
        (DriverError(sqlite_errorcode=517), StoreBusy),  # SQLITE_BUSY_SNAPSHOT
        (DriverError(sqlite_errorcode=6), StoreBusy),  # SQLITE_LOCKED
        (DriverError(sqlite_errorcode=13), StoreUnavailable),  # SQLITE_FULL
        (DriverError(sqlite_errorcode=8), StoreUnavailable),  # SQLITE_READONLY
        (DriverError(sqlite_errorcode=2067), StoreRefused),  # SQLITE_CONSTRAINT_UNIQUE
        (DriverError(sqlstate="40001"), StoreBusy),  # serialization_failure
        (DriverError(sqlstate="40P01"), StoreBusy),  # deadlock_detected
        (DriverError(sqlstate="55P03"), StoreBusy),  # lock_not_available
        (DriverError(sqlstate="53100"), StoreUnavailable),  # disk_full
        (DriverError(sqlstate="57P01"), StoreUnavailable),  # admin_shutdown
        (DriverError(sqlstate="23514"), StoreRefused),  # check_violation
        (DriverError(sqlstate="22001"), StoreRefused),  # string_data_right_truncation
        (DriverError(), StoreUnavailable),  # a connection closed under way says nothing
    ],
)
def test_a_code_has_its_meaning(told: DriverError, meant: type[StoreError]) -> None:
    """Each code of either database is busy, unavailable or refused, and the driver's error is its cause."""
    error = exc.DBAPIError("SELECT 1", {}, told)
    with pytest.raises(meant) as wrapped, driver_errors_wrapped():
        raise error
    assert wrapped.value.__cause__ is error
    assert type(wrapped.value) is meant


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (exc.TimeoutError("QueuePool limit"), StoreBusy),
        (ConnectionRefusedError("nobody there"), StoreUnavailable),
        (TimeoutError("no answer"), StoreUnavailable),
        (exc.StatementError("cannot be", "SELECT 1", {}, ValueError("no zone")), ValueError),
        (StoreBusy("already ours"), StoreBusy),
        (KeyError("not ours at all"), KeyError),
    ],
)
def test_errors_of_others_have_their_meaning(told: Exception, meant: type[Exception]) -> None:
    """The pool's and the network's errors become ours; a mistake in a value stays a mistake."""
    with pytest.raises(meant), driver_errors_wrapped():
        raise told


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (SchemaTooNew("0009", "0001"), "the store is at revision 0009, this version knows 0001 at most"),
        (VersionMoved("digest wish", 7), "digest wish 7 changed since it was read"),
        (BadCorrection("sector:bas", "ru", "no such entry"), "sector:bas ru: no such entry"),
        (
            BadRegister([Fault(3, "sectors[0].ru", "Пусто."), Fault(9, "x", "Что?")]),
            "3: sectors[0].ru: Пусто.\n9: x: Что?",
        ),
    ],
)
def test_an_error_says_what_happened(error: StoreError, says: str) -> None:
    """Errors carry what they are about, and say it."""
    assert str(error) == says
