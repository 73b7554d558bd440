"""Every answer that was given, keys of our own, and how a committee wants its invitations and dates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keys",
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("secret", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("purpose", name=op.f("pk_keys")),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_answers_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers") as batch:
        batch.create_index("ix_answers_invitation_id", ["invitation_id"])
    with op.batch_alter_table("invitations") as batch:
        batch.add_column(sa.Column("comment", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("committees") as batch:
        batch.add_column(
            sa.Column("hides_attendees", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("alarm_minutes", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("silence_days", sa.Integer(), nullable=False, server_default="7"))
        batch.add_column(sa.Column("days_off", sa.Text(), nullable=False, server_default=""))
    _keep_answers_given_so_far()


def _keep_answers_given_so_far() -> None:
    """They become the first lines of the history; each has its invitation's id, of which there is one."""
    op.execute(
        "INSERT INTO answers (id, invitation_id, answer, comment, source, given_at, heard_at) "
        "SELECT id, id, answer, '', source, answered_at, answered_at FROM invitations "
        "WHERE answered_at IS NOT NULL AND source IS NOT NULL"
    )
