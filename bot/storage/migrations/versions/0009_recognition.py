"""Who came, what they got for it, and what they said.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TIME = sa.DateTime(timezone=True)
ROW = sa.BigInteger().with_variant(sa.Integer, "sqlite")
CAME = sa.text("presence = 'came'")


def _person() -> sa.Column[int]:
    return sa.Column("person_id", ROW, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


def _event() -> sa.Column[int]:
    return sa.Column("event_id", ROW, sa.ForeignKey("events.id"), nullable=False)


def upgrade() -> None:
    op.add_column("people", sa.Column("guesses", sa.SmallInteger, nullable=False, server_default="0"))
    op.add_column("people", sa.Column("guessed_at", TIME))
    op.add_column("events", sa.Column("thanks", sa.JSON))
    op.add_column("events", sa.Column("after_at", TIME))
    op.create_index("ix_events_after_at", "events", ["after_at"])
    for name, kind in (
        ("presence", sa.String(12)),
        ("came_at", TIME),
        ("minutes", sa.Integer),
        ("told", sa.Integer),
        ("stars", sa.SmallInteger),
        ("comment", sa.String(500)),
    ):
        op.add_column("participations", sa.Column(name, kind))
    op.create_index(
        "ix_participations_came",
        "participations",
        ["person_id", "event_id"],
        sqlite_where=CAME,
        postgresql_where=CAME,
    )
    op.create_table(
        "milestones",
        _person(),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("reached_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "name"),
    )
    op.create_table(
        "praises",
        sa.Column("id", ROW, primary_key=True),
        _person(),
        _event(),
        sa.Column("author", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_praises_person_id", "praises", ["person_id", "id"])
    op.create_index("uq_praises_event_id", "praises", ["event_id", "person_id", "author"], unique=True)
    op.create_table(
        "certificates",
        sa.Column("id", ROW, primary_key=True),
        sa.Column("code", sa.String(32), nullable=False, unique=True),
        _person(),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("issued_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_certificates_person_id", "certificates", ["person_id"])
    op.create_table(
        "bygones",
        sa.Column("event_id", ROW, sa.ForeignKey("events.id"), primary_key=True),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("came", "alike", "minutes", "rated", "stars")
        ),
    )
    op.create_table(
        "doors",
        _event(),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(48), nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("minute", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "chat_id"),
    )
    # The schedule looks at what has ended, and finds out what is to be done after it.
    op.execute(
        "UPDATE events SET after_at = ends_at WHERE phase = 'public' AND ends_at > CURRENT_TIMESTAMP"
    )


def downgrade() -> None:
    for table in ("doors", "bygones", "certificates", "praises", "milestones"):
        op.drop_table(table)
    # Who came had said yes, as far as the version before can tell.
    op.execute("UPDATE participations SET answer = 'going' WHERE answer = 'walk-in'")
    op.drop_index("ix_participations_came", "participations")
    for name in ("comment", "stars", "told", "minutes", "came_at", "presence"):
        op.drop_column("participations", name)
    op.drop_index("ix_events_after_at", "events")
    for table, name in (
        ("events", "after_at"),
        ("events", "thanks"),
        ("people", "guessed_at"),
        ("people", "guesses"),
    ):
        op.drop_column(table, name)
