"""By what reminders are decided at a moment: calendars, steps, when to escalate, who stands in; read from the store."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.plan.escalations import ESCALATION_SETTING, EscalationRule, read_rule
from bot.plan.occasions import Occasions
from bot.plan.reminders import Telling
from bot.plan.standing_in import StandingIn
from bot.plan.steps import PLAN_STEPS_SETTING, read_plan_steps
from bot.working_days import working_calendars
from storage.store import Store

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """By what one planning decides: days and steps, when to escalate, who stands in."""

    telling: Telling
    escalation: EscalationRule
    standing_in: StandingIn

    @property
    def occasions(self) -> Occasions:
        """The days of both countries."""
        return self.telling.occasions


async def read_occasions(store: Store) -> Occasions:
    """Return the working calendars as they stand, ready to be asked."""
    return Occasions(await working_calendars(store))


async def read_standing_in(store: Store, day: date) -> StandingIn:
    """Return who stands in for whom on a day or later."""
    deputyships = await store.reminding.deputyships(day)
    numbers = {number for one in deputyships for number in (one.user_id, one.deputy_id)}
    people = await store.reminding.reminded(numbers) if numbers else ()
    return StandingIn(deputyships, {one.user.id: one for one in people})


async def read_rules(store: Store, now: datetime) -> Rules:
    """Return by what reminders are decided now."""
    today = now.date()
    telling = Telling(
        occasions=await read_occasions(store),
        plan_steps=read_plan_steps(await store.settings.get(PLAN_STEPS_SETTING)),
        oldest=await store.reminding.oldest_date() or today,
    )
    rule = read_rule(await store.settings.get(ESCALATION_SETTING))
    return Rules(telling, rule, await read_standing_in(store, today - _DAY))
