"""people, dialogs, inbox, outbox"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("telegram_id", sa.BigInteger, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("consent_version", sa.SmallInteger),
        sa.Column("consented_at", TIME),
        sa.Column("name", sa.String(64)),
        sa.Column("stopped_at", TIME),
        sa.Column("unreachable_at", TIME),
        sa.Column("burst_began_at", TIME),
        sa.Column("burst_count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("telegram_id", name="uq_people_telegram_id"),
    )
    op.create_table(
        "dialogs",
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("flow", sa.String(32), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "flow", name="pk_dialogs"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_dialogs_person_id", ondelete="CASCADE"),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_table(
        "outbox",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("lane", sa.SmallInteger, nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("body", sa.JSON),
        sa.Column("edits", sa.BigInteger),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("not_before", TIME),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("claimed_by", sa.String(32)),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("error", sa.String(64)),
        sa.Column("settled_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    for name, state, columns in (
        ("ix_outbox_waiting", "waiting", ["lane", "id"]),
        ("ix_outbox_claimed", "claimed", ["claimed_by"]),
    ):
        only = sa.text(f"state = '{state}'")
        op.create_index(name, "outbox", columns, sqlite_where=only, postgresql_where=only)
    op.create_index("ix_outbox_chat", "outbox", ["chat_id", "edits"])
    op.create_index("ix_outbox_settled", "outbox", ["settled_at"])


def downgrade() -> None:
    for table in ("outbox", "inbox", "dialogs", "people"):
        op.drop_table(table)
