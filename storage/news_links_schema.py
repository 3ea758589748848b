"""The schema of what editors are about to add and of what stories hang on, a part of ``schema.py``'s document."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint

from storage.columns import Moment, json, wide, word
from storage.news_links_records import LinkKind, LinkState
from storage.schema import metadata

# A publication that an editor sent in and has not decided on; article: its fields. It is a row so that the buttons
# under its preview outlive a restart; old ones are forgotten (NewsDrafts.forget).
news_drafts = Table(
    "news_drafts",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("user_id", wide(), ForeignKey("users.id"), nullable=False),
    Column("article", json(), nullable=False),
    Column("made_at", Moment, nullable=False),
    Index(None, "made_at"),  # NewsDrafts.forget
    sqlite_autoincrement=True,
)

# What a story hangs on, or may: offered once, then attached or declined; what was taken back is declined. ref: the
# slug of an agreement or a project, or the number of a commitment. why: organisations, sectors and words in common.
# decided_at NULL exactly while it is offered; decided_by NULL then, or when that person was erased.
story_links = Table(
    "story_links",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("story_id", wide(), ForeignKey("stories.id"), nullable=False),
    Column("kind", word(LinkKind, "kind"), nullable=False),
    Column("ref", String(48), nullable=False),
    Column("state", word(LinkState, "state"), nullable=False),
    Column("why", json(), nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("decided_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    UniqueConstraint("story_id", "kind", "ref"),  # StoryLinks.offer
    Index(None, "kind", "ref"),  # StoryLinks.stories_of
    sqlite_autoincrement=True,
)
