"""Mail that waits for chair or secretary, mail that came back, and the addresses people answer from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _held_mails()
    _bounces()
    _aliases()
    with op.batch_alter_table("deliveries") as batch:
        batch.create_index("ix_deliveries_receipt", ["receipt"])
    with op.batch_alter_table("meetings") as batch:
        batch.add_column(sa.Column("asked_sequence", sa.Integer(), nullable=False, server_default="0"))
    # Which sequence gave them their time is not known: only answers to the latest are sure to be to it.
    op.execute("UPDATE meetings SET asked_sequence = sequence")


def _held_mails() -> None:
    op.create_table(
        "held_mails",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("committee_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=False),
        sa.Column("writer_address", sa.Text(), nullable=False),
        sa.Column("vouched", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("beginning", sa.Text(), nullable=False),
        sa.Column("doubts", sa.String(length=200), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("attendee_name", sa.Text(), nullable=False),
        sa.Column("attendee_address", sa.Text(), nullable=False),
        sa.Column("stands_for", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delegate_name", sa.Text(), nullable=False),
        sa.Column("delegate_address", sa.Text(), nullable=False),
        sa.Column("fault", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_held_mails_committee_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_held_mails_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_held_mails_person_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_held_mails_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_mails")),
    )
    with op.batch_alter_table("held_mails") as batch:
        batch.create_index("ix_held_mails_committee_id_heard_at", ["committee_id", "heard_at"])


def _bounces() -> None:
    op.create_table(
        "bounces",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("committee_id", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("delivery_id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("again_by", sa.String(length=32), nullable=True),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_bounces_committee_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_bounces_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bounces_person_id")),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_bounces_delivery_id")),
        sa.ForeignKeyConstraint(["again_by"], ["people.id"], name=op.f("fk_bounces_again_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounces")),
    )
    with op.batch_alter_table("bounces") as batch:
        batch.create_index("ix_bounces_person_id", ["person_id"])
        batch.create_index("ix_bounces_delivery_id", ["delivery_id"])


def _aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("committee_id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("vouched_by", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_aliases_committee_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_aliases_person_id")),
        sa.ForeignKeyConstraint(["vouched_by"], ["people.id"], name=op.f("fk_aliases_vouched_by")),
        sa.PrimaryKeyConstraint("committee_id", "address", name=op.f("pk_aliases")),
    )
    with op.batch_alter_table("aliases") as batch:
        batch.create_index("ix_aliases_person_id", ["person_id"])
