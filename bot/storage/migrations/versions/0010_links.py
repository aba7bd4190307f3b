"""Ambassadors, named links, and what is counted for them.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TIME = sa.DateTime(timezone=True)
ROW = sa.BigInteger().with_variant(sa.Integer, "sqlite")
BROUGHT = sa.text("source IS NOT NULL")
# As SQLite keeps times, and as PostgreSQL counts with them.
UNTIL = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', source_at, '+30 days')",
    "postgresql": "source_at + INTERVAL '30 days'",
}
# Consent was asked for again when its text changed: who signed up had given it before.
AGREED = "CASE WHEN registered_at < consented_at THEN registered_at ELSE consented_at END"


def upgrade() -> None:
    op.add_column("people", sa.Column("source_until", TIME))
    op.add_column("people", sa.Column("code", sa.String(16)))
    op.add_column("people", sa.Column("agreed_at", TIME))
    op.execute(f"UPDATE people SET agreed_at = {AGREED} WHERE consented_at IS NOT NULL")  # noqa: S608 ours
    until = UNTIL[op.get_bind().dialect.name]
    op.execute(f"UPDATE people SET source_until = {until} WHERE source_at IS NOT NULL")  # noqa: S608 ours
    op.create_index(
        "ix_people_source", "people", ["source", "source_at"], sqlite_where=BROUGHT, postgresql_where=BROUGHT
    )
    op.create_table(
        "ambassadors",
        sa.Column("person_id", ROW, sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("standing", sa.String(12), nullable=False),
        sa.Column("asked_at", TIME),
        sa.Column("decided_at", TIME),
        sa.Column("appointed_at", TIME),
        sa.Column("trained_on", sa.Date),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("thanked", sa.Integer, nullable=False),
    )
    op.create_table(
        "sources",
        sa.Column("id", ROW, primary_key=True),
        sa.Column("code", sa.String(33), nullable=False, unique=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("folded", sa.String(192), nullable=False, unique=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("archived_at", TIME),
        sqlite_autoincrement=True,
    )
    _name_sources()
    op.create_table(
        "footprints",
        sa.Column("mark", sa.String(4), primary_key=True),
        sa.Column("counted", sa.SmallInteger, nullable=False),
        sa.Column("left_at", TIME, nullable=False),
    )
    op.create_index("ix_footprints_left_at", "footprints", ["left_at"])


def _name_sources() -> None:
    """Links that were made up before, like ?start=sposter, go on counting: under what they say."""
    made_up = sa.text(
        "SELECT source, min(source_at) AS since FROM people "
        "WHERE source LIKE 's%' AND source NOT LIKE 'sivd20__' GROUP BY source ORDER BY since, source"
    ).columns(since=TIME)
    add = sa.text(
        "INSERT INTO sources (code, name, folded, created_at) VALUES (:code, :name, :folded, :since)"
    ).bindparams(sa.bindparam("since", type_=TIME))
    taken: set[str] = set()
    for source, since in op.get_bind().execute(made_up).all():
        number, name = 1, source[1:]
        while (folded := name.casefold()) in taken:
            number += 1
            name = f"{source[1:]} {number}"
        taken.add(folded)
        of = {"code": source, "name": name, "folded": folded, "since": since}
        op.get_bind().execute(add, of)


def downgrade() -> None:
    for table in ("footprints", "sources", "ambassadors"):
        op.drop_table(table)
    op.drop_index("ix_people_source", "people")
    for name in ("agreed_at", "code", "source_until"):
        op.drop_column("people", name)
