"""What was merged into a ticket is found by an index."""

from collections.abc import Sequence

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema up."""
    op.create_index("ix_ticket_merged_into", "ticket", ["merged_into"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_ticket_merged_into", table_name="ticket")
