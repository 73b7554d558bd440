"""Which address a mail went to, and when a machine answered it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("deliveries") as batch:
        batch.add_column(sa.Column("sent_to", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("automatic_reply_at", sa.DateTime(timezone=True), nullable=True))
