"""A town with an example plan in it, for tests of control: its people, its plan, its buttons. All of it is made up."""

from datetime import date, timedelta

from bot.render.control_buttons import DeadlineAct, DeadlineDeed
from storage.records import Commitment, Deadline, NewCommitment, NewPlan, Responsible
from storage.register_records import Side
from tests.person import Message, Person, TapAnswer
from tests.town import Town

SOON, LATER = date(2026, 11, 30), date(2026, 12, 31)
AVIASTAR = Responsible("Авиастар", Side.ULYANOVSK, "aviastar")
MZGA = Responsible("407 завод", Side.BELARUS, "mzga-407")


def row(number: str, *due: date, responsible: tuple[Responsible, ...] = (AVIASTAR,)) -> NewCommitment:
    """An example row of a plan."""
    return NewCommitment(number, f"Пример мероприятия {number}", "Раздел", "до …", due, responsible, ("aviastroenie",))


PLAN = NewPlan(
    "primer",
    "Пример плана",
    date(2025, 1, 1),
    date(2026, 12, 31),
    example=True,
    commitments=(row("1", SOON, LATER), row("2", SOON, responsible=(AVIASTAR, MZGA)), row("3")),
)


class Stage:
    """A town with the plan in it, and its people."""

    def __init__(self, here: Town) -> None:
        """Look at ``here``."""
        self.here = here

    async def plan(self) -> dict[str, Commitment]:
        """Return the plan's commitments by number as they are now."""
        return {one.number: one for one in await self.here.app.store.plan.commitments_of("primer")}

    async def deadline(self, number: str = "1", place: int = 0) -> Deadline:
        """Return one deadline as it is now."""
        return (await self.plan())[number].deadlines[place]

    async def deliver(self) -> None:
        """Let what waits in the outbox be sent."""
        await self.here.pass_time(timedelta(seconds=40))  # what is unasked waits while the chat is busy

    async def tap(self, person: Person, data: str) -> TapAnswer:
        """Tap a button under the newest message of the chat."""
        last = (await person.messages())[-1]
        return await person.tap_data(last["message_id"], data)

    async def notice(self, person: Person) -> Message:
        """Let the outbox send and return what the person reads."""
        await self.deliver()
        return await person.read()

    async def report(self, person: Person, number: str = "1", words: str = "Сделано, пример.") -> Message:
        """Hand a report in; return what the person reads of it."""
        deadline = await self.deadline(number)
        await self.tap(person, act(deadline.id, DeadlineDeed.DONE))
        await person.read()
        await person.send(words)
        asked = await person.read()
        await person.tap(asked, "Готово")
        return await person.read_edit(asked)


def act(deadline_id: int, deed: DeadlineDeed) -> str:
    """Return the data of a button about a deadline."""
    return DeadlineAct(deadline_id=deadline_id, act=deed).pack()
