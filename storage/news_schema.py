"""The schema of how news were judged, a part of ``schema.py``'s document."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.columns import Moment, json, wide, word
from storage.news_records import Outcome, TrustSort
from storage.schema import metadata

# What each publication was found to be when it came in; an article without a row came in before they were kept.
# What is out has no article: its identity stays here for a while so that it is not judged at every poll, and why,
# for whoever asks where a publication is (News.forget_outside). why: reasons as bot/news/relevance.py gives them.
judgements = Table(
    "judgements",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("identity", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("outcome", word(Outcome, "outcome"), nullable=False),
    Column("score", Integer, nullable=False),
    Column("why", json(), nullable=False),
    Column("judged_at", Moment, nullable=False),
    UniqueConstraint("identity"),  # News.known, News.save
    Index(None, "judged_at"),  # News.forget_outside
    sqlite_autoincrement=True,
)

# What a person decided of a story that was borderline. identities: the articles whose judgement was borderline then,
# to be so again when the decision is taken back. A story that is not ours is read by nobody (News._read).
news_decisions = Table(
    "news_decisions",
    metadata,
    Column("story_id", wide(), ForeignKey("stories.id"), primary_key=True, autoincrement=False),
    Column("ours", Boolean, nullable=False),
    Column("identities", json(), nullable=False),
    Column("decided_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("decided_at", Moment, nullable=False),
)

# Words and outlets that decide what is borderline. value: folded, it is what is compared; written: as it was said.
news_trust = Table(
    "news_trust",
    metadata,
    Column("id", wide(), primary_key=True, autoincrement=True),
    Column("sort", word(TrustSort, "sort"), nullable=False),
    Column("value", String(200), nullable=False),
    Column("written", Text, nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("said_by", wide(), ForeignKey("users.id"), nullable=True),
    Column("said_at", Moment, nullable=False),
    UniqueConstraint("sort", "value"),  # NewsDesk.trust
    sqlite_autoincrement=True,
)
