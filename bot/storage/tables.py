"""The tables. A column has the name of the dataclass field it keeps."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.domain.committee import Role
from bot.domain.delivery import DeliveryKind, DeliveryState, Route
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import MeetingState
from bot.domain.record import ActionState
from bot.domain.topic import TopicKind, TopicState
from bot.storage.types import Choice, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    },
)

ID = String(32)


def _id() -> Column[str]:
    return Column("id", ID, primary_key=True)


def _of(name: str, table: str, *, required: bool = True) -> Column[str]:
    return Column(name, ID, ForeignKey(f"{table}.id"), nullable=not required)


people = Table(
    "people",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("platform", String(20)),
    Column("workspace", String(40)),
    Column("user", String(40)),
    Column("language", String(20)),
    Column("zone", String(64)),
    UniqueConstraint("platform", "workspace", "user"),
    Index("ix_people_email", "email"),
)

committees = Table(
    "committees",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("short_name", String(80), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("language", String(20), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("place", Text, nullable=False),
    Column("duration_minutes", Integer, nullable=False),
    Column("workspace", String(40), nullable=False),
    Column("accepts_topics_at_once", Boolean, nullable=False),
    Column("hides_attendees", Boolean, nullable=False),
    Column("alarm_minutes", Integer),
    Column("silence_days", Integer, nullable=False),
    Column("days_off", Text, nullable=False),
    Index("ix_committees_channel", "channel"),
)

seats = Table(
    "seats",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    _of("person_id", "people"),
    Column("organisation", Text, nullable=False),
    Column("role", Choice(Role), nullable=False),
    Column("starts", Date),
    Column("ends", Date),
    Index("ix_seats_committee_id", "committee_id"),
    Index("ix_seats_person_id", "person_id"),
)

meetings = Table(
    "meetings",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    Column("state", Choice(MeetingState), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("place", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("uid", String(120), nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("revised_at", Instant, nullable=False),
    _of("planned_by", "people"),
    Column("cancel_reason", Text, nullable=False),
    Column("previous_start", Instant),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Index("ix_meetings_committee_id_start", "committee_id", "start"),
)

guests = Table(
    "guests",
    metadata,
    _id(),
    _of("meeting_id", "meetings"),
    _of("person_id", "people"),
    Column("organisation", Text, nullable=False),
    _of("host_id", "people"),
    _of("topic_id", "topics", required=False),
    UniqueConstraint("meeting_id", "person_id"),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    _of("meeting_id", "meetings"),
    _of("person_id", "people"),
    Column("answer", Choice(Answer), nullable=False),
    Column("answered_at", Instant),
    Column("source", Choice(Source)),
    Column("comment", Text, nullable=False),
    Column("asked_at", Instant),
    Column("withdrawn_at", Instant),
    UniqueConstraint("meeting_id", "person_id"),
    Index("ix_invitations_person_id", "person_id"),
)

answers = Table(
    "answers",
    metadata,
    _id(),
    _of("invitation_id", "invitations"),
    Column("answer", Choice(Answer), nullable=False),
    Column("comment", Text, nullable=False),
    Column("source", Choice(Source), nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("heard_at", Instant, nullable=False),
    Column("undone_at", Instant),
    Index("ix_answers_invitation_id", "invitation_id"),
)

standing_items = Table(
    "standing_items",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    Column("title", Text, nullable=False),
    Column("decision_id", ID),
    Index("ix_standing_items_committee_id", "committee_id"),
)

topics = Table(
    "topics",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    _of("meeting_id", "meetings", required=False),
    Column("state", Choice(TopicState), nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("kind", Choice(TopicKind), nullable=False),
    Column("presenter", Text, nullable=False),
    Column("minutes", Integer),
    Column("tentative", Boolean, nullable=False),
    _of("proposed_by", "people"),
    Column("proposed_at", Instant, nullable=False),
    Column("decline_reason", Text, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("message", String(80), nullable=False),
    _of("standing_item_id", "standing_items", required=False),
    Index("ix_topics_committee_id_state", "committee_id", "state"),
    Index("ix_topics_meeting_id", "meeting_id"),
    Index("ix_topics_proposed_by", "proposed_by"),
)

decisions = Table(
    "decisions",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    _of("meeting_id", "meetings"),
    _of("topic_id", "topics", required=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("proposed_by", Text, nullable=False),
    _of("recorded_by", "people"),
    Column("recorded_at", Instant, nullable=False),
    Column("valid_to", Date),
    Column("permalink", Text, nullable=False),
    Column("withdrawn_at", Instant),
    UniqueConstraint("committee_id", "year", "number"),
    Index("ix_decisions_meeting_id", "meeting_id"),
)

actions = Table(
    "actions",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    _of("meeting_id", "meetings"),
    _of("topic_id", "topics", required=False),
    Column("text", Text, nullable=False),
    Column("search", Text, nullable=False),
    _of("owner_id", "people", required=False),
    Column("due", Date),
    Column("state", Choice(ActionState), nullable=False),
    _of("recorded_by", "people"),
    Column("recorded_at", Instant, nullable=False),
    Column("permalink", Text, nullable=False),
    Index("ix_actions_committee_id_state", "committee_id", "state"),
    Index("ix_actions_meeting_id", "meeting_id"),
    Index("ix_actions_owner_id", "owner_id"),
)

summaries = Table(
    "summaries",
    metadata,
    Column("meeting_id", ID, ForeignKey("meetings.id"), primary_key=True),
    Column("note", Text, nullable=False),
    Column("posted_at", Instant),
    Column("changed_at", Instant),
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", Choice(DeliveryKind), nullable=False),
    Column("route", Choice(Route), nullable=False),
    _of("committee_id", "committees"),
    _of("meeting_id", "meetings", required=False),
    _of("person_id", "people", required=False),
    Column("subject_id", String(80), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", Choice(DeliveryState), nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("attempted_at", Instant),
    Column("leased_to", String(80)),
    Column("leased_until", Instant),
    Column("receipt", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("settled_at", Instant),
    Column("address", Text, nullable=False),
    Column("told", Text, nullable=False),
    Index("ix_deliveries_state_due_at", "state", "due_at"),
    Index("ix_deliveries_meeting_id", "meeting_id"),
    Index("ix_deliveries_subject_id", "subject_id"),
)

keys = Table(
    "keys",
    metadata,
    Column("purpose", String(40), primary_key=True),
    Column("secret", String(80), nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("outcome", String(80), nullable=False),
    Index("ix_requests_made_at", "made_at"),
)
