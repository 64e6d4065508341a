"""The ladder: on which rung a ticket stands and since when, what was said of it, and what is asked for."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TEXT, MOMENT, NUMBER = sqltypes.AutoString(), sqltypes.UTCDateTime(), sa.Integer()
COLUMNS = {
    "request": TEXT,
    "request_days": NUMBER,
    "rung": NUMBER,
    "rung_since": MOMENT,
    "rung_days": NUMBER,
    "step_at": MOMENT,
}


def upgrade() -> None:
    """Bring the schema up; what is in work goes on when it is due."""
    for name, kind in COLUMNS.items():
        op.add_column("ticket", sa.Column(name, kind, nullable=True))
    op.add_column("ticket", sa.Column("rung_told", sa.Float(), nullable=False, server_default="0"))
    op.add_column("ticket", sa.Column("transfers", NUMBER, nullable=False, server_default="0"))
    op.create_index("ix_ticket_step_at", "ticket", ["step_at"])
    op.execute("UPDATE ticket SET step_at = due_at WHERE status IN ('confirmed', 'handling')")
    op.execute("UPDATE ticket SET request = 'close' WHERE awaiting = 'approval'")


def downgrade() -> None:
    """Take the schema back down."""
    op.drop_index("ix_ticket_step_at", table_name="ticket")
    for name in (*COLUMNS, "rung_told", "transfers"):
        op.drop_column("ticket", name)
