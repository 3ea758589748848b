"""A coordinator changes the plan in chat. All plans are made up."""

from datetime import date

from bot.render.control_buttons import CommitmentAct, CommitmentDeed, DeadlineDeed, DropOwner, ToggleSector
from storage.control_records import DeadlineState, Edit
from storage.records import CommitmentState, Grant, Role
from storage.register_records import Side
from tests.person import Person
from tests.plan_stage import LATER, SOON, Stage, act
from tests.wording import answer_of


def deed(commitment_id: int, what: CommitmentDeed, page: int = 0) -> str:
    """Return the data of a button about a commitment."""
    return CommitmentAct(commitment_id=commitment_id, act=what, page=page).pack()


async def test_a_deadline_is_moved_with_a_reason(stage: Stage, ivan: Person, olga: Person) -> None:
    """The first date stays visible, the transfer is counted, those who owe are told, the audit has it all."""
    deadline = await stage.deadline()
    for due in ("10 декабря 2026", "2026-12-12"):
        await stage.tap(olga, act(deadline.id, DeadlineDeed.MOVE))
        await olga.read()
        await olga.send(due)
        await olga.read()
        await olga.send("По письму, пример.")
        shown = await olga.read()
    assert "12\u00a0декабря 2026, суббота (перенесён с 30\u00a0ноября 2026, перенесён 2 раза)" in shown["text"]
    moved = await stage.deadline()
    assert (moved.due, moved.first_due, moved.transfers) == (date(2026, 12, 12), SOON, 2)
    told = await stage.notice(ivan)
    assert "Срок перенесён" in told["text"]
    assert "По письму, пример." in told["text"]
    (entry, _) = await stage.here.app.store.audit.find(2, words="commitment:")
    assert entry.before == {"deadline": moved.id, "due": "2026-12-10", "transfers": 1}
    assert entry.after == {"deadline": moved.id, "due": "2026-12-12", "transfers": 2, "reason": "По письму, пример."}


async def test_text_responsible_sectors_and_deadlines(stage: Stage, olga: Person) -> None:
    """Each is asked for or tapped, and stands afterwards."""
    commitment = (await stage.plan())["1"]
    await stage.tap(olga, deed(commitment.id, CommitmentDeed.EDIT))
    await stage.tap(olga, deed(commitment.id, CommitmentDeed.TEXT))
    await olga.read()
    await olga.send("Пример нового текста")
    assert "Пример нового текста" in (await olga.read())["text"]
    await stage.tap(olga, deed(commitment.id, CommitmentDeed.DATES))
    await olga.read()
    await olga.send("когда-нибудь")
    assert "не понят" in (await olga.read())["text"]
    await olga.send("до 1 июля 2026")
    assert "1\u00a0июля 2026" in (await olga.read())["text"]
    await stage.tap(olga, deed(commitment.id, CommitmentDeed.SECTORS))
    await stage.tap(olga, ToggleSector(commitment_id=commitment.id, sector="bas").pack())
    await stage.tap(olga, ToggleSector(commitment_id=commitment.id, sector="aviastroenie").pack())
    assert (await stage.tap(olga, ToggleSector(commitment_id=commitment.id, sector="nosuch").pack())).text
    await stage.tap(olga, deed(commitment.id, CommitmentDeed.OWNERS))
    await olga.send("Несуществующая организация")
    assert "в реестре нет" in (await olga.read())["text"]
    await olga.send("uaz")
    asked = await olga.read()
    assert "УАЗ" in asked["text"]
    now = (await stage.plan())["1"]
    assert [one.organisation for one in now.responsible] == ["aviastar", "uaz"]
    await olga.tap(asked, "Готово")
    await olga.read_edit(asked)
    await stage.tap(olga, DropOwner(commitment_id=now.id, version=now.version, place=0).pack())
    changed = (await stage.plan())["1"]
    assert [one.organisation for one in changed.responsible] == ["uaz"]
    assert (changed.text, changed.sectors) == ("Пример нового текста", ("bas",))
    assert [one.due for one in changed.deadlines] == [date(2026, 7, 1), SOON, LATER]
    stale = await stage.tap(olga, DropOwner(commitment_id=now.id, version=now.version, place=0).pack())
    assert "тем временем изменили" in stale.text


async def test_a_stale_change_is_refused_politely(stage: Stage, olga: Person) -> None:
    """Somebody changed the item while the coordinator was writing: nothing is written, the item is shown anew."""
    commitment = (await stage.plan())["1"]
    await stage.tap(olga, deed(commitment.id, CommitmentDeed.TEXT))
    await olga.read()
    edit = Edit(1, stage.here.clock.now(), commitment.version)
    await stage.here.app.store.editing.rewrite(commitment.id, "Пример другого", edit)
    await olga.send("Пример позднего")
    shown = (await olga.read())["text"]
    assert "тем временем изменили" in shown
    assert "Пример другого" in shown
    assert (await stage.plan())["1"].text == "Пример другого"


async def test_a_coordinator_acts_on_the_own_side_only(stage: Stage, ivan: Person, olga: Person) -> None:
    """One of the other side is refused at every button; an official sees nothing there."""
    yana = await stage.here.passer_by(Grant(Role.COORDINATOR, side=Side.BELARUS))
    commitment, deadline = (await stage.plan())["1"], await stage.deadline()
    for data in (
        *(deed(commitment.id, one) for one in CommitmentDeed),
        act(deadline.id, DeadlineDeed.MOVE),
        act(deadline.id, DeadlineDeed.REOPEN),
        ToggleSector(commitment_id=commitment.id, sector="bas").pack(),
        DropOwner(commitment_id=commitment.id, version=1, place=0).pack(),
    ):
        assert (await stage.tap(yana, data)).text == "Это для координаторов стороны, за которой мероприятие."
        assert (await stage.tap(ivan, data)).text == answer_of("gone")
    assert (await stage.plan())["1"] == commitment
    both = (await stage.plan())["2"]
    assert (await stage.tap(yana, deed(both.id, CommitmentDeed.EDIT))).text == ""
    await stage.tap(olga, act(deadline.id, DeadlineDeed.REOPEN))
    assert (await stage.deadline()).state is DeadlineState.OPEN


async def test_a_whole_item_is_removed_and_one_without_dates_closed_and_reopened(stage: Stage, olga: Person) -> None:
    """Every deadline that stands is closed with it; what has none stands by itself."""
    first, bare = (await stage.plan())["1"], (await stage.plan())["3"]
    await stage.tap(olga, deed(first.id, CommitmentDeed.REMOVE))
    await olga.read()
    await olga.send("Отменено решением, пример.")
    assert "снято с контроля" in (await olga.read())["text"]
    removed = (await stage.plan())["1"]
    assert removed.state is CommitmentState.REMOVED
    assert {one.state for one in removed.deadlines} == {DeadlineState.REMOVED}
    await stage.tap(olga, deed(bare.id, CommitmentDeed.CLOSE))
    await olga.read()
    await olga.send("Пример основания.")
    assert "Состояние: исполнено" in (await olga.read())["text"]
    assert (await stage.plan())["3"].state is CommitmentState.DONE
    await stage.tap(olga, deed(bare.id, CommitmentDeed.EDIT))
    await stage.tap(olga, deed(bare.id, CommitmentDeed.REOPEN))
    assert (await stage.plan())["3"].state is CommitmentState.OPEN
    await stage.tap(olga, act(removed.deadlines[0].id, DeadlineDeed.REOPEN))
    assert (await stage.plan())["1"].state is CommitmentState.OPEN


async def test_an_item_is_added(stage: Stage, olga: Person) -> None:
    """Text, deadline as in a plan, responsible of the own side: it stands after the others."""
    await olga.send("/plan")
    shown = await olga.read()
    await olga.tap(shown, "Добавить мероприятие")
    await olga.read()
    for said, answer in [
        ("Пример нового мероприятия", "К какому сроку"),
        ("неизвестно когда", "не понят"),
        ("ежеквартально", "Кто отвечает"),
        ("никто такой", "в реестре нет"),
        ("mzga-407", "Кто отвечает"),
    ]:
        await olga.send(said)
        asked = await olga.read()
        assert answer in asked["text"]
    await olga.tap(asked, "Готово")
    asked = await olga.read_edit(asked)
    assert "вашей стороны" in asked["text"]
    await olga.send("aviastar")
    asked = await olga.read()
    await olga.tap(asked, "Готово")
    assert "Пример нового мероприятия" in (await olga.read_edit(asked))["text"]
    added = (await stage.plan())[""]
    assert (len(added.deadlines), [one.organisation for one in added.responsible]) == (8, ["mzga-407", "aviastar"])
