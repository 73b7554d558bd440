"""Plans for the year, dates put to the members, what they object to, and who is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _date_proposals()
    _proposed_dates()
    _objections()
    _asked()


def _date_proposals() -> None:
    op.create_table(
        "date_proposals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("committee_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("of_meeting", sa.Boolean(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.Column("put_by", sa.String(length=32), nullable=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_date_proposals_committee_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_date_proposals_made_by")),
        sa.ForeignKeyConstraint(["put_by"], ["people.id"], name=op.f("fk_date_proposals_put_by")),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_date_proposals_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_proposals")),
    )
    op.create_index("ix_date_proposals_committee_id_state", "date_proposals", ["committee_id", "state"])
    op.create_index("ix_date_proposals_state_deadline", "date_proposals", ["state", "deadline"])


def _proposed_dates() -> None:
    op.create_table(
        "proposed_dates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["date_proposals.id"], name=op.f("fk_proposed_dates_proposal_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_proposed_dates_meeting_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_proposed_dates_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_dates")),
    )
    op.create_index("ix_proposed_dates_proposal_id", "proposed_dates", ["proposal_id"])
    op.create_index("ix_proposed_dates_meeting_id", "proposed_dates", ["meeting_id"])
    op.create_index("ix_proposed_dates_state", "proposed_dates", ["state"])


def _objections() -> None:
    op.create_table(
        "objections",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("date_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["date_id"], ["proposed_dates.id"], name=op.f("fk_objections_date_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_objections_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    op.create_index("ix_objections_date_id", "objections", ["date_id"])


def _asked() -> None:
    op.create_table(
        "asked",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_by", sa.String(length=20), nullable=True),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_asked_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked")),
        sa.UniqueConstraint("subject_id", "person_id", name=op.f("uq_asked_subject_id_person_id")),
    )
