"""Where a meeting's end was moved from, and how a meeting that nobody ended comes to its end."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        for name in ("previous_end", "open_until", "nudged_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("ended_by_itself", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_index("ix_meetings_state_end", ["state", "end"], unique=False)
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.alter_column("ended_by_itself", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index("ix_meetings_state_end")
        for name in ("ended_by_itself", "nudged_at", "open_until", "previous_end"):
            batch_op.drop_column(name)
