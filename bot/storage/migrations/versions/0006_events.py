"""Partner organizations, events, and who takes part.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "organizations",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organizations"),
        sa.UniqueConstraint("name", name="uq_organizations_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "events",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("organization_id", ROW_ID),
        sa.Column("author", sa.BigInteger, nullable=False),
        sa.Column("phase", sa.String(12), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("titles", sa.JSON, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("starts_at", TIME),
        sa.Column("ends_at", TIME),
        sa.Column("city", sa.String(32)),
        sa.Column("place", sa.String(128)),
        sa.Column("map_url", sa.String(512)),
        sa.Column("contact", sa.String(128)),
        sa.Column("goal", sa.SmallInteger, nullable=False),
        sa.Column("credit", sa.SmallInteger, nullable=False),
        sa.Column("capacity", sa.Integer),
        sa.Column("adults", sa.Boolean, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_events_organization_id_organizations"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_organization_id", "events", ["organization_id"])
    op.create_index("ix_events_coming", "events", ["phase", "starts_at"])
    op.create_table(
        "participations",
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("event_id", ROW_ID, nullable=False),
        sa.Column("answer", sa.String(12), nullable=False),
        sa.Column("answered_at", TIME, nullable=False),
        sa.Column("line", sa.Integer),
        sa.Column("until", TIME),
        sa.PrimaryKeyConstraint("person_id", "event_id", name="pk_participations"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_participations_person_id_people", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_participations_event_id_events"),
    )
    op.create_index("ix_participations_answer", "participations", ["event_id", "answer", "line"])
    op.create_index("ix_participations_until", "participations", ["until"])


def downgrade() -> None:
    for table in ("participations", "events", "organizations"):
        op.drop_table(table)
