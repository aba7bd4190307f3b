"""broadcasts: staff and what they do, broadcasts and their copies, alarms"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WAITING = sa.text("state = 'waiting'")
REPLIES = sa.text("state = 'waiting' AND lane = 0")
REACHED = sa.text("registered_at IS NOT NULL AND stopped_at IS NULL AND unreachable_at IS NULL")
STAFF = sa.text("role > 0")
COPIES = sa.text("broadcast_id IS NOT NULL")
AUDIENCE = [
    "consent_version",
    "language",
    "city",
    "university",
    "study_year",
    "age_band",
    "interests",
    "goals_read",
    "muted",
    "registered_at",
    "id",
]


def upgrade() -> None:
    op.add_column("people", sa.Column("role", sa.SmallInteger, nullable=False, server_default="0"))
    op.add_column("people", sa.Column("role_at", TIME))
    op.add_column("people", sa.Column("suspended_at", TIME))
    _index("ix_people_audience", "people", AUDIENCE, REACHED)
    _index("ix_people_role", "people", ["role"], STAFF)
    op.add_column("outbox", sa.Column("broadcast_id", sa.BigInteger))
    op.add_column("outbox", sa.Column("language", sa.String(2)))
    for name in ("version", "reaction"):
        op.add_column("outbox", sa.Column(name, sa.SmallInteger, nullable=False, server_default="0"))
    op.drop_index("ix_outbox_due", "outbox")
    op.drop_index("ix_outbox_waiting", "outbox")
    _index("ix_outbox_replies", "outbox", ["id"], REPLIES)
    _index("ix_outbox_due", "outbox", ["lane", "broadcast_id", "not_before", "id"], WAITING)
    _index("ix_outbox_copies", "outbox", ["broadcast_id", "state", "version", "language", "reaction"], COPIES)
    _index("ix_outbox_received", "outbox", ["chat_id", "settled_at"], COPIES)
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String(43), nullable=False),
        sa.Column("role", sa.SmallInteger, nullable=False),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
        sa.Column("used_by", sa.BigInteger),
        sa.PrimaryKeyConstraint("digest", name="pk_invitations"),
    )
    op.create_table(
        "log",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.BigInteger, nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("person", sa.BigInteger),
        sa.Column("about", sa.JSON),
        sa.Column("key", sa.String(96)),
        sa.PrimaryKeyConstraint("id", name="pk_log"),
        sa.UniqueConstraint("key", name="uq_log_key"),
        sqlite_autoincrement=True,
    )
    _only_append("log")
    op.create_table(
        "alarms",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_alarms"),
    )
    op.create_table(
        "broadcasts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("author", sa.BigInteger, nullable=False),
        sa.Column("act", sa.String(12), nullable=False),
        sa.Column("of", sa.BigInteger),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("fallback", sa.String(2)),
        sa.Column("picture", sa.String(256)),
        sa.Column("button", sa.JSON),
        sa.Column("audience", sa.JSON, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("digest", sa.String(43)),
        sa.Column("counted", sa.Integer, nullable=False),
        sa.Column("top", sa.BigInteger, nullable=False),
        sa.Column("cursor", sa.BigInteger, nullable=False),
        *(
            sa.Column(f"{name}_at", TIME)
            for name in ("confirmed", "starts", "began", "spread", "ended", "shown")
        ),
        sa.Column("live_chat", sa.BigInteger),
        sa.Column("live_message", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sqlite_autoincrement=True,
    )
    for column in ("author", "of", "stage", "digest"):
        op.create_index(f"ix_broadcasts_{column}", "broadcasts", [column])
    op.create_table(
        "broadcast_tallies",
        sa.Column("broadcast_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "language", "outcome", name="pk_broadcast_tallies"),
    )


def downgrade() -> None:
    for table in ("broadcast_tallies", "broadcasts", "alarms"):
        op.drop_table(table)
    _let_go("log")
    op.drop_table("log")
    op.drop_table("invitations")
    # An older program does not know which of them are paused, or what they say.
    op.execute("DELETE FROM outbox WHERE broadcast_id IS NOT NULL")
    for name in ("ix_outbox_received", "ix_outbox_copies", "ix_outbox_due"):
        op.drop_index(name, "outbox")
    op.drop_index("ix_outbox_replies", "outbox")
    _index("ix_outbox_waiting", "outbox", ["lane", "id"], WAITING)
    _index("ix_outbox_due", "outbox", ["lane", "not_before", "id"], WAITING)
    for name in ("ix_people_role", "ix_people_audience"):
        op.drop_index(name, "people")
    for table, columns in (
        ("outbox", ("reaction", "version", "language", "broadcast_id")),
        ("people", ("suspended_at", "role_at", "role")),
    ):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)


def _index(name: str, table: str, columns: list[str], only: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def _only_append(table: str) -> None:
    """The database itself refuses to change or delete what stands there."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_only_append() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_append BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_append()"
    )


def _let_go(table: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"DROP TRIGGER {table}_only_append ON {table}")
        op.execute(f"DROP FUNCTION {table}_only_append()")
