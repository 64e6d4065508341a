"""What waits for a superior's yes is found without looking through every open ticket."""

from collections.abc import Sequence

from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema up."""
    op.create_index("ix_ticket_awaiting", "ticket", ["awaiting", "number"])


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_ticket_awaiting", table_name="ticket")
