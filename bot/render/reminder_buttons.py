"""What the buttons of reminders mean; the rules of ``buttons`` hold: they live for ever and may be forged."""

from enum import StrEnum
from typing import Annotated, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.render.buttons import Id, Page, renamed
from storage.reminding_records import StepSet

HOURS = (7, 8, 9, 10, 11, 12)
"""At which local hours one may be reminded."""


class Later(StrEnum):
    """For how long something is put off; in one letter."""

    TOMORROW = "1"
    THREE_DAYS = "3"

    @property
    def days(self) -> int:
        """Return how many days that are."""
        return int(self.value)


class ReminderPage(CallbackData, prefix="rp"):
    """Show a page of the reminder again, as it stands now; pages count from 0."""

    page: Page = 0


class OpenDue(CallbackData, prefix="rwd"):
    """Show one item of a reminder with what can be done about it; ``page`` is the way back."""

    deadline_id: Id
    page: Page = 0

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read what the button means, also under the prefix it once shared."""
        return super().unpack(renamed(value, "rd", cls.__prefix__))


class PutOff(CallbackData, prefix="rz"):
    """Be told of an item again later, and not before."""

    deadline_id: Id
    later: Later
    page: Page = 0


class OpenReminderSettings(CallbackData, prefix="rs"):
    """Show when and how often one is reminded."""


class ChooseReminderHour(CallbackData, prefix="rwh"):
    """Be reminded at this local hour."""

    hour: Annotated[int, Field(ge=HOURS[0], le=HOURS[-1])]

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read what the button means, also under the prefix it once shared."""
        return super().unpack(renamed(value, "rh", cls.__prefix__))


class ChooseSteps(CallbackData, prefix="rws"):
    """Be reminded so often; ``None``: as each plan has it."""

    steps: StepSet | None = None

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read what the button means, also under the prefix it once shared."""
        return super().unpack(renamed(value, "rt", cls.__prefix__))


class AskForDays(CallbackData, prefix="rwa"):
    """Ask how many days before a deadline one is to be reminded."""


class AskForPlanDays(CallbackData, prefix="rwp"):
    """Ask it for a plan; named as in :class:`ChoosePlanSteps`."""

    plan: Annotated[int, Field(ge=0, le=2**32 - 1)]


class OpenPlanSteps(CallbackData, prefix="ps"):
    """Show how often each plan is told of, or one of them: its place in the list, counted from 0."""

    place: Page | None = None


class ChoosePlanSteps(CallbackData, prefix="pt"):
    """Tell of a plan so often; the plan is named by the CRC-32 of its slug, which is too long for a button."""

    plan: Annotated[int, Field(ge=0, le=2**32 - 1)]
    steps: StepSet


class ChooseEscalation(CallbackData, prefix="rwe"):
    """Tell coordinators, and later administrators, of what is so many days overdue."""

    coordinators: Annotated[int, Field(ge=1, le=60)]
    administrators: Annotated[int, Field(ge=1, le=120)]

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read what the button means, also under the prefix it once shared."""
        return super().unpack(renamed(value, "pe", cls.__prefix__))


class EndDeputyship(CallbackData, prefix="rwx"):
    """Let nobody stand in for the one who taps any more."""

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read what the button means, also under the prefix it once shared."""
        return super().unpack(renamed(value, "dx", cls.__prefix__))


class NameDeputy(CallbackData, prefix="dn"):
    """Name this person as the deputy for so many days from today on; 0 days: the days are still to be chosen."""

    user_id: Id
    days: Annotated[int, Field(ge=0, le=366)] = 0
