"""several processes: what is open of a chat's replies is looked up by chat"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'claimed')")


def upgrade() -> None:
    op.create_index("ix_outbox_open", "outbox", ["chat_id", "id"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_outbox_open", "outbox")
