"""The tables of the first version."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql import sqltypes

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the schema up."""
    op.create_table(
        "counter",
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("value", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "faq",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sqltypes.AutoString(), nullable=False),
        sa.Column("answer", sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question"),
    )
    op.create_table(
        "grid_node",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("level", sqltypes.AutoString(), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("path", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["grid_node.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    with op.batch_alter_table("grid_node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grid_node_level"), ["level"], unique=False)
        batch_op.create_index(batch_op.f("ix_grid_node_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grid_node_path"), ["path"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("holder", sqltypes.AutoString(), nullable=False),
        sa.Column("fence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delivery_id", sqltypes.AutoString(), nullable=False),
        sa.Column("key", sqltypes.AutoString(), nullable=False),
        sa.Column("chat", sqltypes.AutoString(), nullable=False),
        sa.Column("channel", sqltypes.AutoString(), nullable=False),
        sa.Column("group_id", sqltypes.AutoString(), nullable=True),
        sa.Column("user_id", sqltypes.AutoString(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("mentions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("in_reply_to", sqltypes.AutoString(), nullable=True),
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("created_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("fate", sqltypes.AutoString(), nullable=False),
        sa.Column("next_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sqltypes.AutoString(), nullable=True),
        sa.Column("settled_at", sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery_id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_chat_fate", ["chat", "fate", "id"], unique=False)
        batch_op.create_index("ix_outbox_fate_next", ["fate", "next_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_ticket"), ["ticket"], unique=False)

    op.create_table(
        "quarantine",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sqltypes.AutoString(), nullable=False),
        sa.Column("message_id", sqltypes.AutoString(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("error", sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "receipt",
        sa.Column("channel", sqltypes.AutoString(), nullable=False),
        sa.Column("message_id", sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("channel", "message_id"),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_at"), ["at"], unique=False)

    op.create_table(
        "scheduler_run",
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("finished_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("county_time", sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sqltypes.AutoString(), nullable=False),
        sa.Column("role", sqltypes.AutoString(), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("password_hash", sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "chat_group",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sqltypes.AutoString(), nullable=False),
        sa.Column("group_id", sqltypes.AutoString(), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "group_id"),
    )
    with op.batch_alter_table("chat_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_group_node_id"), ["node_id"], unique=False)

    op.create_table(
        "delivery_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("outcome", sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outbox_id"],
            ["outbox.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("delivery_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_attempt_outbox_id"), ["outbox_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sqltypes.AutoString(), nullable=False),
        sa.Column("body", sqltypes.AutoString(), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("published_at", sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_node_id"), ["node_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("roster", sqltypes.AutoString(), nullable=False),
        sa.Column("code", sqltypes.AutoString(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("name_index", sqltypes.AutoString(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sqltypes.AutoString(), nullable=True),
        sa.Column("unit", sqltypes.AutoString(), nullable=True),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("away", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("roster", "code"),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_index"), ["name_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_node_id"), ["node_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_phone_index"), ["phone_index"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sqltypes.AutoString(), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_node_id"), ["node_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_role"), ["role"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan", sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=False),
        sa.Column("responsible_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("since", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("covered_until", sa.Date(), nullable=False),
        sa.Column("ended_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("end_note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "plan"),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index("ix_enrolment_plan_covered", ["plan", "covered_until"], unique=False)

    op.create_table(
        "group_keeper",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sqltypes.AutoString(), nullable=False),
        sa.Column("since", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["chat_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("group_keeper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_keeper_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_keeper_person_id"), ["person_id"], unique=False)

    op.create_table(
        "identity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sqltypes.AutoString(), nullable=False),
        sa.Column("account", sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "account"),
    )
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_person_id"), ["person_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan", sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqltypes.AutoString(), nullable=False),
        sa.Column("period", sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("responsible_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("done_parts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("status", sqltypes.AutoString(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_step", sqltypes.AutoString(), nullable=True),
        sa.Column("tell_on", sa.Date(), nullable=True),
        sa.Column("tell_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("closed_at", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tell_to_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("plan", "subject", "period"),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_node_id"), ["node_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_task_responsible_status", ["responsible_id", "status"], unique=False)
        batch_op.create_index("ix_task_status_ends", ["status", "ends_on"], unique=False)
        batch_op.create_index("ix_task_status_next", ["status", "next_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_tell_on"), ["tell_on"], unique=False)

    op.create_table(
        "chief_call",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("identity_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chief_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answered_at", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chief_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["identity_id"],
            ["identity.id"],
        ),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("chief_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chief_call_identity_id"), ["identity_id"], unique=False)

    op.create_table(
        "ticket",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sqltypes.AutoString(), nullable=False),
        sa.Column("category", sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqltypes.AutoString(), nullable=False),
        sa.Column("awaiting", sqltypes.AutoString(), nullable=True),
        sa.Column("flags", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("urgency", sqltypes.AutoString(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("node_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("source", sqltypes.AutoString(), nullable=False),
        sa.Column("source_id", sqltypes.AutoString(), nullable=True),
        sa.Column("channel", sqltypes.AutoString(), nullable=True),
        sa.Column("chat_group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("message_id", sqltypes.AutoString(), nullable=True),
        sa.Column("reporter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("handler_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answerable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("requester_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("level_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("accepted_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("resolved_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closed_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("due_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_link", sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answerable_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["chat_group_id"],
            ["chat_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["level_id"],
            ["grid_node.id"],
        ),
        sa.ForeignKeyConstraint(
            ["node_id"],
            ["grid_node.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"],
            ["identity.id"],
        ),
        sa.ForeignKeyConstraint(
            ["requester_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_chat_group_id"), ["chat_group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_handler_id"), ["handler_id"], unique=False)
        batch_op.create_index("ix_ticket_node_status", ["node_id", "status"], unique=False)
        batch_op.create_index("ix_ticket_reporter", ["reporter_id"], unique=False)
        batch_op.create_index("ix_ticket_status_due", ["status", "due_at"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asking", sqltypes.AutoString(), nullable=False),
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("origin", sqltypes.AutoString(), nullable=True),
        sa.Column("asked_at", sqltypes.UTCDateTime(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("next_at", sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closed_at", sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket"],
            ["ticket.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_next_at"), ["next_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_origin"), ["origin"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_ticket"), ["ticket"], unique=False)

    op.create_table(
        "ticket_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("action", sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqltypes.AutoString(), nullable=False),
        sa.Column("actor", sqltypes.AutoString(), nullable=False),
        sa.Column("channel", sqltypes.AutoString(), nullable=False),
        sa.Column("detail", sqltypes.AutoString(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("note_salt", sqltypes.AutoString(), nullable=True),
        sa.Column("note_digest", sqltypes.AutoString(), nullable=True),
        sa.Column("link", sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"],
            ["ticket.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "seq"),
    )
    op.create_table(
        "asked",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question_id", "person_id"),
    )
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asked_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asked_question_id"), ["question_id"], unique=False)

    op.execute("INSERT INTO counter (name, value) VALUES ('ticket', 0)")


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asked_question_id"))
        batch_op.drop_index(batch_op.f("ix_asked_person_id"))

    op.drop_table("asked")
    op.drop_table("ticket_event")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_ticket"))
        batch_op.drop_index(batch_op.f("ix_question_origin"))
        batch_op.drop_index(batch_op.f("ix_question_next_at"))

    op.drop_table("question")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_status_due")
        batch_op.drop_index("ix_ticket_reporter")
        batch_op.drop_index("ix_ticket_node_status")
        batch_op.drop_index(batch_op.f("ix_ticket_handler_id"))
        batch_op.drop_index(batch_op.f("ix_ticket_chat_group_id"))
        batch_op.drop_index(batch_op.f("ix_ticket_category"))

    op.drop_table("ticket")
    with op.batch_alter_table("chief_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chief_call_identity_id"))

    op.drop_table("chief_call")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_tell_on"))
        batch_op.drop_index("ix_task_status_next")
        batch_op.drop_index("ix_task_status_ends")
        batch_op.drop_index("ix_task_responsible_status")
        batch_op.drop_index(batch_op.f("ix_task_person_id"))
        batch_op.drop_index(batch_op.f("ix_task_node_id"))

    op.drop_table("task")
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_person_id"))

    op.drop_table("identity")
    with op.batch_alter_table("group_keeper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_keeper_person_id"))
        batch_op.drop_index(batch_op.f("ix_group_keeper_group_id"))

    op.drop_table("group_keeper")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index("ix_enrolment_plan_covered")

    op.drop_table("enrolment")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_role"))
        batch_op.drop_index(batch_op.f("ix_appointment_person_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_node_id"))

    op.drop_table("appointment")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_phone_index"))
        batch_op.drop_index(batch_op.f("ix_person_node_id"))
        batch_op.drop_index(batch_op.f("ix_person_name_index"))

    op.drop_table("person")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_node_id"))

    op.drop_table("notice")
    with op.batch_alter_table("delivery_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_attempt_outbox_id"))

    op.drop_table("delivery_attempt")
    with op.batch_alter_table("chat_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_group_node_id"))

    op.drop_table("chat_group")
    op.drop_table("account")
    op.drop_table("scheduler_run")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_at"))

    op.drop_table("receipt")
    op.drop_table("quarantine")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_ticket"))
        batch_op.drop_index("ix_outbox_fate_next")
        batch_op.drop_index("ix_outbox_chat_fate")

    op.drop_table("outbox")
    op.drop_table("lease")
    with op.batch_alter_table("grid_node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grid_node_path"))
        batch_op.drop_index(batch_op.f("ix_grid_node_parent_id"))
        batch_op.drop_index(batch_op.f("ix_grid_node_level"))

    op.drop_table("grid_node")
    op.drop_table("faq")
    op.drop_table("counter")
