"""A group can be muted until a moment."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema up."""
    op.add_column("chat_group", sa.Column("muted_until", sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_column("chat_group", "muted_until")
