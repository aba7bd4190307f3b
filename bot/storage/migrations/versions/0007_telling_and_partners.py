"""What participants are told and reminded of, and whose managers people are.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    for table in ("people", "invitations"):
        op.add_column(table, sa.Column("organization_id", sa.BigInteger))
    op.add_column("events", sa.Column("known", sa.JSON))
    op.add_column("events", sa.Column("tell_at", TIME))
    op.add_column("events", sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("events", sa.Column("asked_for", TIME))
    op.add_column("events", sa.Column("remind_at", TIME))
    op.add_column("participations", sa.Column("knows", sa.Integer, nullable=False, server_default="0"))
    for column in ("yes_at", "yes_for"):
        op.add_column("participations", sa.Column(column, TIME))
    op.drop_index("ix_participations_answer", "participations")
    op.create_index(
        "ix_participations_answer", "participations", ["event_id", "answer", "line", "person_id"]
    )
    op.create_index("ix_events_tell_at", "events", ["tell_at"])
    op.create_index("ix_events_remind_at", "events", ["remind_at"])
    op.execute("UPDATE participations SET yes_at = answered_at WHERE answer = 'going'")
    # The schedule looks at what is due, and finds out when the next reminder is.
    op.execute("UPDATE events SET remind_at = changed_at WHERE phase = 'public'")


def downgrade() -> None:
    op.drop_index("ix_participations_answer", "participations")
    op.create_index("ix_participations_answer", "participations", ["event_id", "answer", "line"])
    op.drop_index("ix_events_remind_at", "events")
    op.drop_index("ix_events_tell_at", "events")
    for table, columns in (
        ("participations", ("yes_for", "yes_at", "knows")),
        ("events", ("remind_at", "asked_for", "urgent", "tell_at", "known")),
        ("invitations", ("organization_id",)),
        ("people", ("organization_id",)),
    ):
        for column in columns:
            op.drop_column(table, column)
