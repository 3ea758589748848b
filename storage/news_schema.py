"""The schema of how news were judged, a part of ``schema.py``'s document."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Moment, json, wide, word
from storage.news_records import Outcome
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
