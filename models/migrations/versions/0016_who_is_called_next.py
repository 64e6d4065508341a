"""A call for the chief goes to the next person if nobody answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema up."""
    op.add_column("chief_call", sa.Column("called", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("chief_call", sa.Column("next_at", sqltypes.UTCDateTime(), nullable=True))
    op.create_index("ix_chief_call_at", "chief_call", ["at"])
    op.create_index("ix_chief_call_next_at", "chief_call", ["next_at"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_chief_call_next_at", table_name="chief_call")
    op.drop_index("ix_chief_call_at", table_name="chief_call")
    op.drop_column("chief_call", "next_at")
    op.drop_column("chief_call", "called")
