"""The store as a whole: one object that holds every group of facts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from storage.absences import Absences
from storage.attachments import Attachments
from storage.audit import Audit
from storage.backups import Backups
from storage.broadcasts import Broadcasts
from storage.calendar_days import CalendarDays
from storage.channels import Channels
from storage.control import Control
from storage.database import LOCK_WAIT, open_database
from storage.deliveries import Deliveries
from storage.dialogues import Dialogues
from storage.digests import Digests
from storage.editing import Editing
from storage.editions import Editions
from storage.gatherings import Gatherings
from storage.groups import Groups
from storage.imports import Imports
from storage.joining import Joining
from storage.leases import Leases
from storage.ledger import Ledger
from storage.migrating import migrate
from storage.moving import Moving
from storage.news import News
from storage.news_desk import NewsDesk
from storage.news_drafts import NewsDrafts
from storage.parting import Parting
from storage.people import People
from storage.plan import PlanFacts
from storage.plan_views import CalendarLinks, PlanViews
from storage.register import RegisterFacts
from storage.register_desk import RegisterDesk
from storage.reminding import Reminding
from storage.search import Search
from storage.settings import Settings
from storage.sources import Sources
from storage.story_links import StoryLinks


@dataclass(frozen=True, slots=True)
class Store:
    """The groups of facts. Each public method of each is one whole transaction.

    Records in, records out; errors are those of ``storage/errors.py``.
    """

    people: People
    register: RegisterFacts
    register_desk: RegisterDesk
    news: News
    news_desk: NewsDesk
    sources: Sources
    news_drafts: NewsDrafts
    story_links: StoryLinks
    channels: Channels
    digests: Digests
    editions: Editions
    plan: PlanFacts
    control: Control
    editing: Editing
    dialogues: Dialogues
    views: PlanViews
    calendars: CalendarLinks
    deliveries: Deliveries
    gatherings: Gatherings
    ledger: Ledger
    broadcasts: Broadcasts
    attachments: Attachments
    leases: Leases
    settings: Settings
    search: Search
    moving: Moving
    backups: Backups
    audit: Audit
    joining: Joining
    parting: Parting
    reminding: Reminding
    groups: Groups
    absences: Absences
    imports: Imports
    calendar_days: CalendarDays


@asynccontextmanager
async def open_store(url: str, *, lock_wait: timedelta = LOCK_WAIT) -> AsyncIterator[Store]:
    """Open the store at ``url``, bring its schema to this version, and close it at the end.

    ``url`` as for :func:`storage.database.open_database`; ``lock_wait`` is how long a call waits for somebody
    else's lock before it is :class:`~storage.errors.StoreBusy`. The register is not filled here. Raises
    :class:`~storage.errors.StoreUnavailable` and :class:`~storage.errors.SchemaTooNew`.
    """
    async with open_database(url, lock_wait) as database:
        await migrate(database)
        yield Store(
            people=People(database),
            register=RegisterFacts(database),
            register_desk=RegisterDesk(database),
            news=News(database),
            news_desk=NewsDesk(database),
            sources=Sources(database),
            news_drafts=NewsDrafts(database),
            story_links=StoryLinks(database),
            channels=Channels(database),
            digests=Digests(database),
            editions=Editions(database),
            plan=PlanFacts(database),
            control=Control(database),
            editing=Editing(database),
            dialogues=Dialogues(database),
            views=PlanViews(database),
            calendars=CalendarLinks(database),
            deliveries=Deliveries(database),
            gatherings=Gatherings(database),
            ledger=Ledger(database),
            broadcasts=Broadcasts(database),
            attachments=Attachments(database),
            leases=Leases(database),
            settings=Settings(database),
            search=Search(database),
            moving=Moving(database),
            backups=Backups(database),
            audit=Audit(database),
            joining=Joining(database),
            parting=Parting(database),
            reminding=Reminding(database),
            groups=Groups(database),
            absences=Absences(database),
            imports=Imports(database),
            calendar_days=CalendarDays(database),
        )
