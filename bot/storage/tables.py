"""The tables. A column has the name of the dataclass field it keeps."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.domain.committee import Role
from bot.domain.delivery import DeliveryKind, DeliveryState, Route
from bot.domain.held_mail import Doubt, HeldKind, Outcome
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import MeetingState
from bot.domain.poll import PollState, Vote
from bot.domain.proposal import DateState, ProposalState
from bot.domain.received import Fault
from bot.domain.record import ActionState
from bot.domain.topic import TopicKind, TopicState
from bot.storage.types import Choice, Choices, Instant

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
    Column("shares_calendar", Boolean, nullable=False),
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
    Column("previous_end", Instant),
    Column("open_until", Instant),
    Column("nudged_at", Instant),
    Column("ended_by_itself", Boolean, nullable=False),
    Column("asked_sequence", Integer, nullable=False),
    Index("ix_meetings_committee_id_start", "committee_id", "start"),
    Index("ix_meetings_state_end", "state", "end"),
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
    Column("undone_by", ID),
    Index("ix_answers_invitation_id", "invitation_id"),
)

papers = Table(
    "papers",
    metadata,
    _id(),
    _of("meeting_id", "meetings"),
    Column("name", Text, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    _of("added_by", "people"),
    Column("added_at", Instant, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_papers_meeting_id", "meeting_id"),
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

date_proposals = Table(
    "date_proposals",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    Column("state", Choice(ProposalState), nullable=False),
    _of("made_by", "people"),
    Column("made_at", Instant, nullable=False),
    Column("of_meeting", Boolean, nullable=False),
    Column("unread", Text, nullable=False),
    _of("put_by", "people", required=False),
    Column("put_at", Instant),
    Column("deadline", Instant),
    Column("edition", Integer, nullable=False),
    _of("settled_by", "people", required=False),
    Column("settled_at", Instant),
    Index("ix_date_proposals_committee_id_state", "committee_id", "state"),
    Index("ix_date_proposals_state_deadline", "state", "deadline"),
)

proposed_dates = Table(
    "proposed_dates",
    metadata,
    _id(),
    _of("proposal_id", "date_proposals"),
    Column("state", Choice(DateState), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("place", Text, nullable=False),
    Column("link", Text, nullable=False),
    _of("meeting_id", "meetings", required=False),
    _of("settled_by", "people", required=False),
    Column("settled_at", Instant),
    Index("ix_proposed_dates_proposal_id", "proposal_id"),
    Index("ix_proposed_dates_meeting_id", "meeting_id"),
    Index("ix_proposed_dates_state", "state"),
)

objections = Table(
    "objections",
    metadata,
    _id(),
    _of("date_id", "proposed_dates"),
    _of("person_id", "people"),
    Column("reason", Text, nullable=False),
    Column("suggestion", Text, nullable=False),
    Column("source", Choice(Source), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("taken_back_at", Instant),
    Index("ix_objections_date_id", "date_id"),
)

asked = Table(
    "asked",
    metadata,
    _id(),
    Column("subject_id", ID, nullable=False),
    _of("person_id", "people"),
    Column("asked_at", Instant, nullable=False),
    Column("seen_at", Instant),
    Column("answered_at", Instant),
    Column("source", Choice(Source)),
    Column("left_at", Instant),
    Column("reached_by", Choice(Route)),
    Column("reached_at", Instant),
    UniqueConstraint("subject_id", "person_id"),
)

polls = Table(
    "polls",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    Column("state", Choice(PollState), nullable=False),
    Column("needs_chair", Boolean, nullable=False),
    Column("needs_each_organisation", Boolean, nullable=False),
    Column("quorum", Integer),
    Column("hides_votes", Boolean, nullable=False),
    Column("deadline", Instant, nullable=False),
    _of("asked_by", "people"),
    Column("asked_at", Instant, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("decided_at", Instant),
    _of("decided_by", "people", required=False),
    _of("meeting_id", "meetings", required=False),
    Index("ix_polls_committee_id_state", "committee_id", "state"),
)

alternatives = Table(
    "alternatives",
    metadata,
    _id(),
    _of("poll_id", "polls"),
    Column("position", Integer, nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("place", Text, nullable=False),
    Column("link", Text, nullable=False),
    Index("ix_alternatives_poll_id", "poll_id"),
)

ballots = Table(
    "ballots",
    metadata,
    _id(),
    _of("alternative_id", "alternatives"),
    _of("person_id", "people"),
    Column("vote", Choice(Vote), nullable=False),
    UniqueConstraint("alternative_id", "person_id"),
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
    Column("sent_to", Text, nullable=False),
    Column("automatic_reply_at", Instant),
    Index("ix_deliveries_state_due_at", "state", "due_at"),
    Index("ix_deliveries_meeting_id", "meeting_id"),
    Index("ix_deliveries_subject_id", "subject_id"),
    Index("ix_deliveries_receipt", "receipt"),
)

held_mails = Table(
    "held_mails",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    Column("kind", Choice(HeldKind), nullable=False),
    Column("heard_at", Instant, nullable=False),
    Column("writer_name", Text, nullable=False),
    Column("writer_address", Text, nullable=False),
    Column("vouched", Boolean, nullable=False),
    Column("subject", Text, nullable=False),
    Column("beginning", Text, nullable=False),
    Column("doubts", Choices(Doubt), nullable=False),
    _of("meeting_id", "meetings", required=False),
    _of("person_id", "people", required=False),
    Column("attendee_name", Text, nullable=False),
    Column("attendee_address", Text, nullable=False),
    Column("stands_for", Text, nullable=False),
    Column("answer", Choice(Answer)),
    Column("comment", Text, nullable=False),
    Column("given_at", Instant),
    Column("about_start", Instant),
    Column("about_end", Instant),
    Column("start", Instant),
    Column("end", Instant),
    Column("delegate_name", Text, nullable=False),
    Column("delegate_address", Text, nullable=False),
    Column("fault", Choice(Fault)),
    Column("outcome", Choice(Outcome), nullable=False),
    _of("settled_by", "people", required=False),
    Column("settled_at", Instant),
    Index("ix_held_mails_committee_id_heard_at", "committee_id", "heard_at"),
)

bounces = Table(
    "bounces",
    metadata,
    _id(),
    _of("committee_id", "committees"),
    _of("meeting_id", "meetings", required=False),
    _of("person_id", "people"),
    _of("delivery_id", "deliveries"),
    Column("address", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("heard_at", Instant, nullable=False),
    _of("again_by", "people", required=False),
    Column("again_at", Instant),
    Index("ix_bounces_person_id", "person_id"),
    Index("ix_bounces_delivery_id", "delivery_id"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("committee_id", ID, ForeignKey("committees.id"), primary_key=True),
    Column("address", String(320), primary_key=True),
    _of("person_id", "people"),
    _of("vouched_by", "people"),
    Column("since", Instant, nullable=False),
    Index("ix_aliases_person_id", "person_id"),
)

feeds = Table(
    "feeds",
    metadata,
    _id(),
    Column("fingerprint", String(64), nullable=False, unique=True),
    _of("committee_id", "committees", required=False),
    _of("person_id", "people", required=False),
    Column("made_at", Instant, nullable=False),
    Column("version", String(64), nullable=False),
    Column("changed_at", Instant),
    UniqueConstraint("committee_id"),
    UniqueConstraint("person_id"),
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
