"""Topics, decisions, actions, summaries and home pages made by hand, to be drawn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.committee import Role, Seat
from bot.domain.ids import ActionId, DecisionId, SeatId, TopicId
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.record import Action, ActionState, Decision, Summary
from bot.domain.topic import Topic, TopicKind, TopicState
from bot.storage import Page
from bot.usecases.access import Asker
from bot.usecases.facts import ActionFacts, Agenda, DecisionFacts, TopicFacts
from bot.usecases.home import Home, OwnAction, OwnCommittee, OwnMeeting, OwnTopic
from bot.usecases.records import Found, RecordingFacts
from bot.usecases.summary_facts import SummaryFacts
from tests.handlers.slack.drawn import (
    ALI,
    COUNCIL,
    DECEMBER,
    KARIN,
    LENA,
    NOW,
    facts,
    in_state,
    topic,
)

OCTOBER = replace(
    in_state(MeetingState.HELD),
    start=DECEMBER.start - timedelta(days=65),
    end=DECEMBER.end - timedelta(days=65),
)
"""Wednesday 11 October 2017, held."""
UNPOSTED = Summary(OCTOBER.id)
SURVEY = replace(
    topic("Trygghetsmätningen", waits=True),
    details="Vad den visar",
    kind=TopicKind.DECISION,
    presenter="Ulf Östberg",
    minutes=20,
)


def asker(role: Role | None = Role.MEMBER) -> Asker:
    """Ali, who holds that seat."""
    seats = (Seat(SeatId("seat"), COUNCIL.id, ALI.id, "räddningstjänsten", role),) if role else ()
    return Asker(ALI, COUNCIL, seats, role, (KARIN.name,))


def about(
    one: Topic = SURVEY,
    *,
    state: TopicState | None = None,
    reason: str = "",
    meeting: Meeting | None = DECEMBER,
    number: int | None = None,
    role: Role | None = None,
) -> TopicFacts:
    settled = replace(one, state=state or one.state, decline_reason=reason)
    return TopicFacts(COUNCIL, settled, LENA, meeting, number, role)


def agenda(
    topics: Sequence[Topic], role: Role | None = Role.MEMBER, meeting: Meeting | None = DECEMBER
) -> Agenda:
    numbered = tuple(replace(one, id=TopicId(f"{number:032}")) for number, one in enumerate(topics))
    return Agenda(asker(role), meeting, numbered, {one.id: one for one in (LENA, ALI, KARIN)})


def decision(text: str = "Överenskommelsen förlängs.", number: int = 1, one: Topic | None = None) -> Decision:
    return Decision(
        id=DecisionId(f"{number:032}"),
        committee_id=COUNCIL.id,
        meeting_id=OCTOBER.id,
        topic_id=one.id if one else None,
        year=2017,
        number=number,
        text=text,
        proposed_by="",
        recorded_by=LENA.id,
        recorded_at=NOW,
    )


def about_decision(one: Decision | None = None) -> DecisionFacts:
    return DecisionFacts(COUNCIL, OCTOBER, one or decision(), None)


def action(text: str = "Bjuda in hatbrottsgruppen", number: int = 1) -> Action:
    return Action(
        id=ActionId(f"{number:032}"),
        committee_id=COUNCIL.id,
        meeting_id=OCTOBER.id,
        topic_id=None,
        text=text,
        owner_id=ALI.id,
        due=date(2017, 12, 1),
        state=ActionState.OPEN,
        recorded_by=LENA.id,
        recorded_at=NOW,
    )


def about_action(one: Action | None = None) -> ActionFacts:
    return ActionFacts(COUNCIL, OCTOBER, one or action(), None, ALI, LENA)


def summary(
    decisions: Sequence[Decision] = (),
    actions: Sequence[Action] = (),
    topics: Sequence[Topic] = (),
    *,
    known: Summary = UNPOSTED,
    following: Meeting | None = DECEMBER,
) -> SummaryFacts:
    return SummaryFacts(
        COUNCIL,
        OCTOBER,
        known,
        tuple(decisions),
        tuple(actions),
        {one.id: one for one in topics},
        {ALI.id: ALI},
        following,
    )


def found(
    items: Sequence[Decision] | Sequence[Action], words: str = "", *, start: int = 0, total: int | None = None
) -> Found:
    page = Page(tuple(items), start, len(items) if total is None else total)
    return Found(asker(), words, page, {OCTOBER.id: OCTOBER}, {ALI.id: ALI.name})


def recording(topics: Sequence[Topic] = ()) -> RecordingFacts:
    return RecordingFacts(asker(), summary(), tuple(topics), ((ALI.id, ALI.name),))


def home(
    *,
    meetings: Sequence[Meeting] = (),
    actions: Sequence[Action] = (),
    proposals: Sequence[Topic] = (),
    waiting: Sequence[Topic] = (),
    unconfirmed: int = 0,
    committees: int = 1,
    role: Role = Role.MEMBER,
) -> Home:
    mine: Invitation = facts(asker=ALI).invitations[2]
    own = OwnCommittee(COUNCIL, role, DECEMBER)
    return Home(
        person=ALI,
        now=NOW,
        meetings=tuple(OwnMeeting(COUNCIL, one, mine) for one in meetings),
        actions=tuple(OwnAction(COUNCIL, one) for one in actions),
        proposals=tuple(OwnTopic(COUNCIL, one, ALI) for one in proposals),
        committees=(own,) * committees,
        waiting=tuple(OwnTopic(COUNCIL, one, LENA) for one in waiting),
        unconfirmed=(own,) * unconfirmed,
    )
