"""The meeting's time that a mail was about, which the meeting may lose while the mail waits."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("held_mails") as batch:
        batch.add_column(sa.Column("about_start", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("about_end", sa.DateTime(timezone=True), nullable=True))
