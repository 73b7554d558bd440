"""Whether a committee's meetings are written to the shared calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("committees") as batch:
        batch.add_column(
            sa.Column("shares_calendar", sa.Boolean(), nullable=False, server_default=sa.false())
        )
