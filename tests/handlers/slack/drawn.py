"""Facts made by hand, to be drawn; and what a person reads of the drawing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.committee import Committee, Role, Seat
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import (
    CommitteeId,
    DeliveryId,
    GuestId,
    InvitationId,
    MeetingId,
    PersonId,
    SeatId,
    TopicId,
)
from bot.domain.invitation import Answer, Guest, Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.topic import Topic, TopicKind, TopicState
from bot.handlers.slack.render.blocks import Block, Message
from bot.language.words import Words
from bot.sandbox.clock import Clock
from bot.sandbox.strict import check_message, check_view
from bot.sandbox.visible import words_of
from bot.sandbox.workspace import Workspace
from bot.usecases.facts import Change, InvitationFacts, MeetingFacts
from bot.usecases.invitations import Distribution, Recipient

STOCKHOLM, LONDON = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/London")
ENGLISH, SWEDISH = Words("en", STOCKHOLM), Words("sv", STOCKHOLM)
NOW = datetime(2017, 10, 11, 11, 0, tzinfo=UTC)

COUNCIL = Committee(
    id=CommitteeId("council"),
    name="Brottsförebyggande rådet",
    short_name="BRÅ",
    channel="C0BRA",
    language="sv",
    timezone="Europe/Stockholm",
    place="Eksalen",
    duration_minutes=120,
)
DECEMBER = Meeting(
    id=MeetingId("december"),
    committee_id=COUNCIL.id,
    state=MeetingState.CONFIRMED,
    start=datetime(2017, 12, 15, 9, 0, tzinfo=UTC),
    end=datetime(2017, 12, 15, 11, 0, tzinfo=UTC),
    place="Eksalen, kommunhuset",
    link="https://video.example/bra?room=1&lang=sv",
    uid="december@kallelse",
    sequence=0,
    edition=0,
    revised_at=NOW,
    planned_by=PersonId("karin"),
)
KARIN = Person(PersonId("karin"), "Karin Ahlgren", "karin@ekeby.example")
LENA = Person(PersonId("lena"), "Lena Ström", "lena@ekeby.example")
ALI = Person(PersonId("ali"), "Ali Rahimi")
GRETA = Person(PersonId("greta"), "Greta Nyqvist", "greta@ekebybostader.example")
ROLES = {KARIN.id: Role.CHAIR, LENA.id: Role.SECRETARY, ALI.id: Role.MEMBER, GRETA.id: Role.MEMBER}


def topic(title: str, *, tentative: bool = False, presenter: str = "", waits: bool = False) -> Topic:
    return Topic(
        id=TopicId(title[:20]),
        committee_id=COUNCIL.id,
        meeting_id=DECEMBER.id,
        state=TopicState.PROPOSED if waits else TopicState.ACCEPTED,
        position=1,
        title=title,
        details="",
        kind=TopicKind.INFORMATION,
        presenter=presenter,
        minutes=None,
        tentative=tentative,
        proposed_by=LENA.id,
        proposed_at=NOW,
    )


AGENDA = (
    topic("Lägesbild", presenter="Lena Ström"),
    topic("Trygghetsmätningen", tentative=True),
    topic("Belysningen", waits=True),
)
ANSWERS = (
    (KARIN, Answer.ACCEPTED),
    (LENA, Answer.NONE),
    (ALI, Answer.DECLINED),
    (GRETA, Answer.NONE),
)


def facts(
    meeting: Meeting = DECEMBER,
    *,
    committee: Committee = COUNCIL,
    topics: Sequence[Topic] = AGENDA,
    answers: Sequence[tuple[Person, Answer]] = ANSWERS,
    guests: Sequence[tuple[Person, str]] = (),
    asker: Person | None = None,
) -> MeetingFacts:
    """`answers` are those of everybody invited; the council is always the same four people."""
    people = {one.id: one for one in (KARIN, LENA, ALI, GRETA, *(one for one, _ in (*answers, *guests)))}
    return MeetingFacts(
        committee=committee,
        meeting=meeting,
        topics=tuple(topics),
        invitations=tuple(
            Invitation(InvitationId(one.id), meeting.id, one.id, answer) for one, answer in answers
        ),
        guests=tuple(
            Guest(GuestId(one.id), meeting.id, one.id, organisation, KARIN.id) for one, organisation in guests
        ),
        seats=tuple(
            Seat(SeatId(person_id), committee.id, person_id, "", role) for person_id, role in ROLES.items()
        ),
        people=people,
        asker=asker,
        role=ROLES.get(asker.id) if asker else None,
    )


def invitation(
    person: Person = ALI,
    change: Change = Change.INVITED,
    *,
    about: MeetingFacts | None = None,
    answer: Answer = Answer.NONE,
    host: Person | None = None,
) -> InvitationFacts:
    about = about or facts(asker=person)
    own = Invitation(InvitationId(person.id), about.meeting.id, person.id, answer)
    return InvitationFacts(about, person, own, change, LENA, host)


def in_state(state: MeetingState, meeting: Meeting = DECEMBER) -> Meeting:
    began = {MeetingState.IN_PROGRESS, MeetingState.HELD, MeetingState.CLOSED}
    return replace(meeting, state=state, started_at=meeting.start if state in began else None)


def moved(meeting: Meeting = DECEMBER) -> Meeting:
    return replace(meeting, previous_start=meeting.start - timedelta(days=7), sequence=1, edition=1)


def delivery(
    route: Route = Route.SLACK, state: DeliveryState = DeliveryState.SENT, error: str = ""
) -> Delivery:
    return Delivery(
        id=DeliveryId("delivery"),
        key=f"{route}",
        kind=DeliveryKind.INVITATION,
        route=route,
        committee_id=COUNCIL.id,
        meeting_id=DECEMBER.id,
        person_id=None,
        subject_id="",
        sequence=0,
        due_at=NOW,
        created_at=NOW,
        state=state,
        error=error,
    )


def sent_to(person: Person, *deliveries: Delivery) -> Recipient:
    return Recipient(person, Invitation(InvitationId(person.id), DECEMBER.id, person.id), deliveries)


def distribution(*recipients: Recipient, meeting: Meeting = DECEMBER) -> Distribution:
    return Distribution(COUNCIL, meeting, recipients)


def read(drawn: Message | Block) -> list[str]:
    """What stands in it, line by line, after Slack's own checks; buttons in brackets."""
    if isinstance(drawn, Message):
        blocks = list(drawn.blocks)
        check_message({"text": drawn.text, "blocks": blocks})
        assert drawn.text.strip()
    else:
        blocks = drawn["blocks"]
        check_view(drawn, home=drawn["type"] == "home")
    return "\n".join(words_of(blocks, Workspace(Clock()))).split("\n")
