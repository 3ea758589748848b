"""Reports and requests made, and decided, by a deputy: in whose place.

What is written here stays as it was, whatever becomes of the schemas of ``storage``.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.columns import wide

revision: str = "0016"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the columns, empty: until now everybody acted for themselves."""
    for table in ("reports", "extensions"):
        for name in ("instead_of", "decided_instead_of"):
            op.add_column(table, sa.Column(name, wide(), nullable=True))
