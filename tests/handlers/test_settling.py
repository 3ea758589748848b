"""What was handed in by somebody who is gone, or waits for somebody who is: it is told to who stands there now."""

from datetime import timedelta

from storage.control_records import DeadlineState
from tests.person import Person
from tests.plan_stage import Stage
from tests.town import nothing_said


async def test_a_decision_on_what_somebody_gone_handed_in_is_told_to_the_successor(
    stage: Stage, ivan: Person, olga: Person
) -> None:
    """Whoever may not read the plan any more reads nothing of it; what is owed anew is known to who owes it."""
    boris = await stage.here.passer_by(first_name="Преемник")
    await stage.report(ivan)
    told = await stage.notice(olga)
    people = stage.here.app.store.people
    old, new = await people.known(ivan.telegram_id), await people.known(boris.telegram_id)
    assert old is not None
    assert new is not None
    await stage.here.app.store.parting.replace(old.id, new.id, by=old.id, now=stage.here.clock.now())
    await olga.tap(told, "Вернуть")
    await olga.read()
    await olga.send("Нет подписи, пример.")
    await olga.read()
    assert "возвращён на доработку" in (await stage.notice(boris))["text"]
    await nothing_said(ivan)


async def test_a_report_that_waits_for_a_coordinator_passes_to_the_successor(
    stage: Stage, ivan: Person, olga: Person
) -> None:
    """Held for a leave or not told yet, it is the successor's to decide."""
    other = await stage.here.passer_by(first_name="Преемница")
    people, parting, now = stage.here.app.store.people, stage.here.app.store.parting, stage.here.clock.now()
    old, new = await people.known(olga.telegram_id), await people.known(other.telegram_id)
    assert old is not None
    assert new is not None
    await stage.here.app.store.absences.begin(olga.telegram_id, now + timedelta(days=9))
    await stage.report(ivan)
    await stage.deliver()
    await parting.replace(old.id, new.id, by=old.id, now=now)
    await stage.here.pass_time(timedelta(minutes=1))
    told = await stage.notice(other)
    await other.tap(told, "Принять")
    assert "Отчёт принят" in (await other.read_edit(told))["text"]
    assert (await stage.deadline()).state is DeadlineState.DONE
