"""What stories hang on: offered to coordinators, attached by them, taken back.

::

    OFFERED ─decide(attach)─▶ ATTACHED ─decide(not)─▶ DECLINED ─decide(attach)─▶ ATTACHED
       └─────decide(not)────────────────────────────────▲
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, select, update

from storage.audit import Change, note
from storage.database import Database
from storage.news_links_records import Bond, LinkKind, LinkState, StoryLink
from storage.news_links_schema import story_links
from storage.news_schema import news_decisions
from storage.outbox_rows import write_rows
from storage.records import NewDelivery
from storage.schema import stories, ticks
from storage.upsert import insert

_HIDDEN = exists().where(news_decisions.c.story_id == story_links.c.story_id, ~news_decisions.c.ours)


class StoryLinks:
    """What stories hang on. Links of stories that are out of sight are not shown."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def offer(
        self,
        bonds: Sequence[Bond],
        now: datetime,
        *,
        most: int,
        tick: str,
        telling: Callable[[Sequence[StoryLink]], Sequence[NewDelivery]],
    ) -> tuple[StoryLink, ...]:
        """Offer the first ``most`` of what was never offered before, and return that; the ``tick`` moves to now.

        ``telling`` are the deliveries that tell of it; they are written with it.
        """

        def write(connection: Connection) -> tuple[StoryLink, ...]:
            self._database.alone_on(connection, "story links")
            made: list[int] = []
            for bond in bonds:
                row = {"story_id": bond.story_id, "kind": bond.kind, "ref": bond.ref, "why": dict(bond.why)}
                new = insert(story_links, self._database).values(**row, state=LinkState.OFFERED, offered_at=now)
                fresh = new.on_conflict_do_nothing(index_elements=["story_id", "kind", "ref"])
                made += connection.execute(fresh.returning(story_links.c.id)).scalars()
                if len(made) == most:
                    break
            moved = insert(ticks, self._database).values(name=tick, done_until=now)
            connection.execute(moved.on_conflict_do_update(index_elements=["name"], set_={"done_until": now}))
            found = connection.execute(_known().where(story_links.c.id.in_(made))).all() if made else ()
            offered = tuple(_link(row) for row in found)
            rows = telling(offered) if offered else ()
            if rows:
                write_rows(connection, self._database, rows, now)
            return offered

        return await self._database.write_whole(write)

    async def decide(self, link_id: int, *, attach: bool, by: int, now: datetime) -> StoryLink | None:
        """Attach, or decline or take back; return the link as it is then, ``None`` when there is none."""

        def write(connection: Connection) -> StoryLink | None:
            before = connection.execute(_known().where(story_links.c.id == link_id)).first()
            if before is None:
                return None
            state = LinkState.ATTACHED if attach else LinkState.DECLINED
            if before.state is not state:
                decided = {"state": state, "decided_by": by, "decided_at": now}
                connection.execute(update(story_links).where(story_links.c.id == link_id).values(decided))
                subject = f"story:{before.story_id}"
                old, new = (f"{one.value} {before.kind.value}:{before.ref}" for one in (before.state, state))
                note(connection, [Change("story link", subject, old, new)], by, now)
            return _link(connection.execute(_known().where(story_links.c.id == link_id)).one())

        return await self._database.write_whole(write)

    async def get(self, link_id: int) -> StoryLink | None:
        """Return one link, whatever became of it."""
        found = await self._read(_known().where(story_links.c.id == link_id))
        return found[0] if found else None

    async def offered(self) -> tuple[StoryLink, ...]:
        """Return what waits for a decision, the newest story first."""
        return await self._read(_known().where(story_links.c.state == LinkState.OFFERED))

    async def attached(self, story_ids: Collection[int]) -> tuple[StoryLink, ...]:
        """Return what these stories are attached to."""
        if not story_ids:
            return ()
        its = story_links.c.story_id.in_(list(story_ids))
        return await self._read(_known().where(its, story_links.c.state == LinkState.ATTACHED))

    async def stories_of(self, kind: LinkKind, ref: str, limit: int) -> tuple[StoryLink, ...]:
        """Return the stories attached to an agreement, a commitment or a project, the newest first."""
        its = (story_links.c.kind == kind, story_links.c.ref == ref, story_links.c.state == LinkState.ATTACHED)
        return await self._read(_known().where(*its).limit(limit))

    async def _read(self, query: Select[Any]) -> tuple[StoryLink, ...]:
        async with self._database.reading() as connection:
            return tuple(_link(row) for row in (await connection.execute(query)).all())


def _known() -> Select[Any]:
    named = story_links.join(stories, stories.c.id == story_links.c.story_id)
    shown = select(story_links, stories.c.title, stories.c.published_at).select_from(named).where(~_HIDDEN)
    return shown.order_by(stories.c.published_at.desc(), story_links.c.id)


def _link(row: Row[Any]) -> StoryLink:
    bond = Bond(row.story_id, row.kind, row.ref, row.why)
    return StoryLink(row.id, bond, row.state, row.title, row.published_at, row.decided_by)
