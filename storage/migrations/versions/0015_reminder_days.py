"""Days before a deadline of one's own choosing, beside the sets of them. Whoever chose a set keeps it.

What is written here stays as it was, whatever becomes of ``storage/reminding_schema.py``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import json

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("reminder_wishes", sa.Column("days", json(none_as_null=True), nullable=True))
