"""Alembic's environment: runs on the connection that `Database` hands over."""

from typing import Literal

from alembic import context
from sqlmodel import SQLModel

from models import tables
from models.columns import Sealed

assert tables.ALL, "importing the tables fills the metadata"


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a sealed column as what the database sees of it: bytes."""
    return "sa.LargeBinary()" if kind == "type" and isinstance(item, Sealed) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
