"""Topics: proposed by members, settled by officers, in order on the agenda."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.committee import Committee
from bot.domain.ids import TopicId
from bot.domain.permission import Act, NotAllowed
from bot.domain.topic import SameTopic, Topic, TopicKind, TopicSettled, TopicState, TopicText
from bot.storage import Storage
from bot.usecases.access import Gone
from bot.usecases.changing import confirm_meeting
from bot.usecases.committees import change_committee
from bot.usecases.topics import (
    Origin,
    accept_topic,
    agenda,
    change_topic,
    decline_topic,
    mark_tentative,
    move_topic,
    propose_topic,
    topic_seen_by,
    withdraw_topic,
)
from bot.usecases.under_way import start_meeting
from tests.town import (
    CHAIR,
    COUNCIL,
    DIRECT,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    RESCUE,
    SECRETARY,
    STRANGER,
    begun,
    confirmed,
    ledger,
    planned,
    sent_all,
)

SURVEY = TopicText("Trygghetsundersökningen")
WAITING = [("topic_waiting", "slack", name, 0) for name in ("Henrik Boman", "Karin Ahlgren")]
SETTLED = ("topic_settled", "slack", "Lena Ström", 0)
MARK = ("topic_mark", "slack", "", 0)
CARD = ("card", "slack", "", 0)


def proposed(storage: Storage, title: str = SURVEY.title) -> Topic:
    return propose_topic(storage, HERE, POLICE, TopicText(title), NOW).topic


def on_agenda(storage: Storage, *titles: str) -> list[TopicId]:
    return [accept_topic(storage, proposed(storage, title).id, CHAIR, NOW).topic.id for title in titles]


def titles(storage: Storage) -> list[str]:
    (found,) = agenda(storage, HERE, STRANGER, NOW)
    return [topic.title for topic in found.agenda]


def test_proposal_keeps_what_was_said(town: Storage) -> None:
    meeting = planned(town)
    text = TopicText("Upp i rök", "Projektet 2017", TopicKind.DECISION, "Ali Rahimi", 20, tentative=True)
    origin = Origin("https://ekeby.slack.example/p1", "C0BRA:1512.3")
    facts = propose_topic(town, HERE, POLICE, text, NOW, origin=origin)
    assert (facts.topic.text, facts.topic.state, facts.topic.permalink, facts.number) == (
        text,
        TopicState.PROPOSED,
        "https://ekeby.slack.example/p1",
        None,
    )
    assert (facts.meeting, facts.proposer.name) == (meeting, "Lena Ström")


def test_proposal_is_told_to_chair_and_secretary(town: Storage) -> None:
    proposed(town)
    assert ledger(town) == WAITING


def test_officers_own_proposal_is_told_to_the_other(town: Storage) -> None:
    propose_topic(town, HERE, CHAIR, SURVEY, NOW)
    assert ledger(town) == WAITING[:1]


def test_proposal_from_a_message_marks_it(town: Storage) -> None:
    propose_topic(town, HERE, POLICE, SURVEY, NOW, origin=Origin(message="C0BRA:1512.3"))
    assert ledger(town) == [MARK, *WAITING]


def test_proposal_for_a_confirmed_meeting_shows_on_its_card(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    proposed(town)
    assert ledger(town) == [CARD, *WAITING]


def test_proposal_waits_while_no_meeting_is_planned(town: Storage) -> None:
    assert proposed(town).meeting_id is None
    (found,) = agenda(town, HERE, POLICE, NOW)
    assert (found.meeting, [one.title for one in found.waiting]) == (None, [SURVEY.title])


def test_proposal_during_a_meeting_is_for_the_next(town: Storage) -> None:
    meeting = begun(town)
    following = planned(town, FEBRUARY)
    facts = propose_topic(town, HERE, POLICE, SURVEY, meeting.start)
    assert facts.meeting == following


def test_committee_may_accept_at_once(town: Storage) -> None:
    planned(town)
    change_committee(town, HERE, CHAIR, replace(COUNCIL, accepts_topics_at_once=True), NOW)
    facts = propose_topic(town, HERE, POLICE, SURVEY, NOW)
    assert (facts.topic.state, facts.number, ledger(town)) == (TopicState.ACCEPTED, 1, [])


@pytest.mark.parametrize("accepted", [False, True], ids=["waiting", "on the agenda"])
def test_the_same_topic_twice_is_asked_about(town: Storage, *, accepted: bool) -> None:
    planned(town)
    first = proposed(town)
    if accepted:
        accept_topic(town, first.id, CHAIR, NOW)
    with pytest.raises(SameTopic) as refused:
        propose_topic(town, HERE, RESCUE, TopicText(" TRYGGHETSUNDERSÖKNINGEN. "), NOW)
    assert refused.value.existing.id == first.id
    again = propose_topic(town, HERE, RESCUE, TopicText("Trygghetsundersökningen."), NOW, again=True)
    assert again.topic.id != first.id


def test_the_same_request_proposes_once(town: Storage) -> None:
    first, second = (
        propose_topic(town, HERE, POLICE, SURVEY, NOW, request="event 1").topic for _ in range(2)
    )
    assert first == second
    assert ledger(town) == WAITING


def test_strangers_do_not_propose(town: Storage) -> None:
    with pytest.raises(NotAllowed) as refused:
        propose_topic(town, HERE, STRANGER, SURVEY, NOW)
    assert refused.value.act == Act.PROPOSE_TOPIC
    assert ledger(town) == []


def test_member_proposes_in_a_direct_message(town: Storage, committee: Committee) -> None:
    assert propose_topic(town, DIRECT, POLICE, SURVEY, NOW).committee == committee


def test_accepted_topic_comes_last_and_the_proposer_is_told(town: Storage) -> None:
    planned(town)
    on_agenda(town, "Lägesbild")
    topic = proposed(town)
    sent_all(town)
    facts = accept_topic(town, topic.id, CHAIR, NOW)
    assert (facts.topic.state, facts.number) == (TopicState.ACCEPTED, 2)
    assert ledger(town) == [SETTLED, *WAITING]  # the officers' messages show what became of it


def test_declined_topic_keeps_the_reason(town: Storage) -> None:
    topic = proposed(town)
    sent_all(town)
    facts = decline_topic(town, topic.id, SECRETARY, "hör till nämnden", NOW)
    assert (facts.topic.state, facts.topic.decline_reason) == (TopicState.DECLINED, "hör till nämnden")
    assert ledger(town) == [SETTLED, *WAITING]


def test_topic_on_the_agenda_can_still_be_declined(town: Storage) -> None:
    planned(town)
    first, _ = on_agenda(town, "Ett", "Två")
    decline_topic(town, first, CHAIR, "", NOW)
    assert titles(town) == ["Två"]


def test_proposer_withdraws_and_is_not_told_of_it(town: Storage) -> None:
    topic = proposed(town)
    sent_all(town)
    assert withdraw_topic(town, topic.id, POLICE, NOW).topic.state == TopicState.WITHDRAWN
    assert ledger(town) == WAITING


def test_settled_topic_is_not_settled_again(town: Storage) -> None:
    topic = proposed(town)
    accept_topic(town, topic.id, CHAIR, NOW)
    before = ledger(town)
    with pytest.raises(TopicSettled) as refused:
        accept_topic(town, topic.id, SECRETARY, NOW)
    assert (refused.value.topic.state, ledger(town)) == (TopicState.ACCEPTED, before)


def test_proposer_changes_their_own(town: Storage) -> None:
    meeting = confirmed(town)
    topic = proposed(town)
    sent_all(town, meeting.start)
    text = TopicText("Undersökningen 2018", minutes=15)
    assert change_topic(town, topic.id, POLICE, text, NOW).topic.text == text
    assert ledger(town) == [CARD, *WAITING]


def test_officers_change_anybodys(town: Storage) -> None:
    assert change_topic(town, proposed(town).id, SECRETARY, TopicText("Annat"), NOW).topic.title == "Annat"


def test_officers_mark_a_topic_tentative(town: Storage) -> None:
    topic = proposed(town)
    assert mark_tentative(town, topic.id, CHAIR, NOW, tentative=True).topic.tentative
    assert not mark_tentative(town, topic.id, CHAIR, NOW, tentative=False).topic.tentative


def test_topics_move_on_the_agenda(town: Storage) -> None:
    planned(town)
    first, _, third = on_agenda(town, "Ett", "Två", "Tre")
    orders = []
    for topic_id, step in ((third, -1), (first, 1), (first, 1), (first, 1)):
        move_topic(town, topic_id, CHAIR, step, NOW)
        orders.append(titles(town))
    assert orders == [
        ["Ett", "Tre", "Två"],
        ["Tre", "Ett", "Två"],
        ["Tre", "Två", "Ett"],
        ["Tre", "Två", "Ett"],
    ]


def test_waiting_topic_does_not_move(town: Storage) -> None:
    planned(town)
    on_agenda(town, "Ett")
    waiting = proposed(town, "Två")
    found = move_topic(town, waiting.id, CHAIR, -1, NOW)
    assert ([one.title for one in found.agenda], [one.title for one in found.waiting]) == (["Ett"], ["Två"])


def test_members_settle_nothing_of_others(town: Storage) -> None:
    topic = proposed(town)
    acts = {
        Act.SETTLE_TOPIC: [
            lambda: accept_topic(town, topic.id, POLICE, NOW),
            lambda: decline_topic(town, topic.id, RESCUE, "", NOW),
            lambda: withdraw_topic(town, topic.id, RESCUE, NOW),
            lambda: change_topic(town, topic.id, RESCUE, SURVEY, NOW),
        ],
        Act.ORDER_AGENDA: [
            lambda: mark_tentative(town, topic.id, POLICE, NOW, tentative=True),
            lambda: move_topic(town, topic.id, POLICE, 1, NOW),
        ],
    }
    for act, attempts in acts.items():
        for attempt in attempts:
            with pytest.raises(NotAllowed) as refused:
                attempt()
            assert refused.value.act == act
    assert topic_seen_by(town, topic.id, RESCUE, NOW)[0].topic == topic


def test_topic_that_is_gone(town: Storage) -> None:
    gone = TopicId("gone")
    for attempt in (
        lambda: accept_topic(town, gone, CHAIR, NOW),
        lambda: topic_seen_by(town, gone, CHAIR, NOW),
    ):
        with pytest.raises(Gone):
            attempt()


def test_agenda_is_of_the_meeting_under_way(town: Storage) -> None:
    planned(town)
    on_agenda(town, "Ett")
    with town.reading() as transaction:
        (meeting,) = transaction.meetings._where()
    confirm_meeting(town, meeting.id, CHAIR, NOW)
    start_meeting(town, meeting.id, CHAIR, meeting.start)
    planned(town, FEBRUARY)
    (found,) = agenda(town, HERE, POLICE, meeting.end + timedelta(minutes=5))
    assert found.meeting is not None
    assert (found.meeting.id, [one.title for one in found.agenda]) == (meeting.id, ["Ett"])
