"""No two organizations have the same name, in whatever case.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("organizations", sa.Column("folded", sa.String(192), nullable=False, server_default=""))
    op.execute("UPDATE organizations SET folded = lower(name)")
    op.create_index("uq_organizations_folded", "organizations", ["folded"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_organizations_folded", "organizations")
    op.drop_column("organizations", "folded")
