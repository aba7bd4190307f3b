"""goals: cards read, quizzes and awareness answered, a goal a week; messages made when they are claimed"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
WAITING = sa.text("state = 'waiting'")
ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def of_a_person(table: str) -> list[Any]:
    return [
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=f"fk_{table}_person_id", ondelete="CASCADE"
        ),
    ]


def upgrade() -> None:
    for name in ("goals_read", "awareness_asked"):
        op.add_column("people", sa.Column(name, sa.SmallInteger, nullable=False, server_default="0"))
    op.add_column("people", sa.Column("menu", sa.String(16)))
    op.add_column("outbox", sa.Column("kind", sa.String(16)))
    op.add_column("outbox", sa.Column("topic", sa.SmallInteger))
    # What waits for no reply is found by when it is due.
    op.execute("UPDATE outbox SET not_before = created_at WHERE lane > 0 AND not_before IS NULL")
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["lane", "not_before", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_table(
        "quiz_answers",
        *of_a_person("quiz_answers"),
        sa.Column("goal", sa.SmallInteger, nullable=False, autoincrement=False),
        sa.Column("choice", sa.SmallInteger, nullable=False),
        sa.Column("answered_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "goal", name="pk_quiz_answers"),
    )
    op.create_index("ix_quiz_answers_goal", "quiz_answers", ["goal", "choice"])
    op.create_table(
        "awareness_answers",
        *of_a_person("awareness_answers"),
        sa.Column("phase", sa.String(6), nullable=False),
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("choice", sa.SmallInteger, nullable=False),
        sa.Column("answered_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "phase", "question", name="pk_awareness_answers"),
    )
    op.create_table(
        "weekly_goals",
        *of_a_person("weekly_goals"),
        sa.Column("slot", sa.SmallInteger, nullable=False),
        sa.Column("goal", sa.SmallInteger, nullable=False),
        sa.Column("planned_at", TIME),
        sa.Column("due_at", TIME),
        sa.PrimaryKeyConstraint("person_id", name="pk_weekly_goals"),
    )
    op.create_index("ix_weekly_goals_due_at", "weekly_goals", ["due_at"])


def downgrade() -> None:
    for table in ("weekly_goals", "awareness_answers", "quiz_answers"):
        op.drop_table(table)
    op.drop_index("ix_outbox_due", "outbox")
    op.execute("DELETE FROM outbox WHERE kind IS NOT NULL")  # an older program would send what they are made of
    for table, columns in (
        ("outbox", ("topic", "kind")),
        ("people", ("menu", "awareness_asked", "goals_read")),
    ):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
