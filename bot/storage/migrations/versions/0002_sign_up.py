"""sign-up: age, arrival, profile; unfinished answers; tallies; messages that leave no trace"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NUMBERED = ("people", "outbox")



def columns() -> dict[str, list[sa.Column[Any]]]:
    """By table, made anew at each call: a column belongs to the table it was added to."""
    return {
        "people": [
            sa.Column("age_band", sa.String(5)),
            sa.Column("age_asked_at", TIME),
            sa.Column("arrival", sa.String(64)),
            sa.Column("source", sa.String(64)),
            sa.Column("source_at", TIME),
            sa.Column("registered_at", TIME),
            sa.Column("university", sa.String(32)),
            sa.Column("city", sa.String(32)),
            sa.Column("study_year", sa.String(8)),
            sa.Column("interests", sa.SmallInteger, nullable=False, server_default="0"),
            sa.Column("muted", sa.SmallInteger, nullable=False, server_default="0"),
            sa.Column("counted", sa.SmallInteger, nullable=False, server_default="0"),
        ],
        "dialogs": [
            sa.Column("partial", sa.JSON),
            sa.Column("left", sa.Boolean, nullable=False, server_default=sa.false()),
        ],
        "outbox": [sa.Column("traceless", sa.Boolean, nullable=False, server_default=sa.false())],
    }


def upgrade() -> None:
    for table, added in columns().items():
        # Rebuilt on SQLite, so that it never gives a number of people or outbox a second time.
        rebuilt = op.get_bind().dialect.name == "sqlite" and table in NUMBERED
        with op.batch_alter_table(
            table,
            recreate="always" if rebuilt else "auto",
            table_kwargs={"sqlite_autoincrement": True} if rebuilt else {},
        ) as batch:
            for column in added:
                batch.add_column(column)
    op.create_table(
        "tallies",
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("dimension", sa.String(16), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("stage", "dimension", "value", name="pk_tallies"),
    )


def downgrade() -> None:
    op.drop_table("tallies")
    for table, added in columns().items():
        with op.batch_alter_table(table) as batch:
            for column in added:
                batch.drop_column(column.name)
