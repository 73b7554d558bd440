"""Papers attached to a meeting and taken away again: who may, who hears of it, and that nothing happens twice."""

from datetime import timedelta

import pytest

from bot.domain.errors import KallelseError
from bot.domain.ids import PaperId
from bot.domain.meeting import Meeting, WrongState
from bot.domain.paper import BadPaper, Flaw, Offered
from bot.domain.permission import Act, NotAllowed
from bot.storage import Storage
from bot.usecases.access import Gone, Who
from bot.usecases.changing import cancel_meeting, confirm_meeting, move_meeting
from bot.usecases.facts import Change, MeetingFacts
from bot.usecases.invitations import invite_guest
from bot.usecases.owing_invitations import EDITING
from bot.usecases.papers import add_papers, contents_of, paper_for, papers_seen_by, remove_paper
from tests.town import CHAIR, FEBRUARY, NOW, POLICE, SECRETARY, STRANGER, confirmed, ledger, planned
from tests.usecases.test_telling import changes, mails

SECOND = timedelta(seconds=1)
AGREEMENT = Offered("Avtal å.pdf", b"%PDF-1.7 agreement")
MAP = Offered("karta.png", b"\x89PNG\r\n\x1a\nmap")


def names(facts: MeetingFacts) -> list[str]:
    return [paper.name for paper in facts.papers]


@pytest.fixture
def meeting(town: Storage) -> Meeting:
    """Confirmed, and everybody has been told an hour ago."""
    meeting = confirmed(town, now=NOW - timedelta(hours=1))
    assert len(mails(town, NOW - timedelta(hours=1))) == 6
    return meeting


def test_papers_are_kept_as_they_came(town: Storage) -> None:
    meeting = planned(town)
    facts = add_papers(town, meeting.id, SECRETARY, [AGREEMENT, MAP], NOW)
    assert [(one.name, one.media_type, one.size) for one in facts.papers] == [
        ("Avtal å.pdf", "application/pdf", 18),
        ("karta.png", "image/png", 11),
    ]
    found = contents_of(town, [one.id for one in facts.papers])
    assert [found[one.id] for one in facts.papers] == [AGREEMENT.content, MAP.content]


def test_nobody_hears_of_papers_before_the_meeting_is_confirmed(town: Storage) -> None:
    meeting = planned(town)
    facts = add_papers(town, meeting.id, SECRETARY, [AGREEMENT], NOW)
    assert (ledger(town), facts.meeting) == ([], meeting)
    confirm_meeting(town, meeting.id, CHAIR, NOW)
    told = mails(town, NOW)
    assert {tuple(names(one.facts)) for one in told.values()} == {("Avtal å.pdf",)}
    assert (len(told), changes(told)) == (6, {Change.INVITED})


def test_later_papers_and_a_move_are_one_mail(town: Storage, meeting: Meeting) -> None:
    add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW)
    add_papers(town, meeting.id, CHAIR, [MAP], NOW + SECOND)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW + 30 * SECOND)
    assert mails(town, NOW + EDITING - SECOND) == {}
    told = mails(town, NOW + EDITING)
    assert {(one.sequence, one.change, tuple(names(one.facts))) for one in told.values()} == {
        (3, Change.MOVED, ("Avtal å.pdf", "karta.png"))
    }
    assert len(told) == 6


def test_removed_paper_is_gone_and_told_of(town: Storage, meeting: Meeting) -> None:
    (paper,) = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW).papers
    mails(town, NOW + EDITING)
    facts = remove_paper(town, meeting.id, paper.id, SECRETARY, NOW + 2 * EDITING)
    assert (facts.papers, contents_of(town, [paper.id])) == ((), {})
    told = mails(town, NOW + 3 * EDITING)
    before = {one.changes.before.papers for one in told.values() if one.changes}
    assert (len(told), changes(told), before) == (6, {Change.CHANGED}, {(f"{paper.id} Avtal å.pdf",)})


def test_paper_that_came_and_went_within_the_minute_is_no_news(town: Storage, meeting: Meeting) -> None:
    (paper,) = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW).papers
    remove_paper(town, meeting.id, paper.id, CHAIR, NOW + SECOND)
    assert mails(town, NOW + EDITING) == {}


def test_removing_twice_is_removing_once(town: Storage, meeting: Meeting) -> None:
    (paper,) = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW).papers
    first = remove_paper(town, meeting.id, paper.id, CHAIR, NOW)
    assert remove_paper(town, meeting.id, paper.id, CHAIR, NOW) == first


def test_same_request_attaches_once(town: Storage, meeting: Meeting) -> None:
    first = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW, request="form:1")
    assert add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW, request="form:1") == first
    again = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW + SECOND, request="form:2")
    assert names(again) == ["Avtal å.pdf", "Avtal å (2).pdf"]


def test_one_refused_file_keeps_all_of_them_out(town: Storage, meeting: Meeting) -> None:
    with pytest.raises(BadPaper) as refused:
        add_papers(town, meeting.id, CHAIR, [AGREEMENT, Offered("../x.pdf", b"MZ")], NOW)
    assert (refused.value.name, refused.value.flaw) == ("x.pdf", Flaw.CONTENT)
    assert papers_seen_by(town, meeting.id, CHAIR, NOW).papers == ()
    assert mails(town, NOW + EDITING) == {}


def test_eleventh_paper_is_refused(town: Storage, meeting: Meeting) -> None:
    add_papers(town, meeting.id, CHAIR, [MAP] * 10, NOW)
    with pytest.raises(BadPaper) as refused:
        add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW)
    assert (refused.value.name, refused.value.flaw) == (AGREEMENT.name, Flaw.TOO_MANY)


@pytest.mark.parametrize("who", [POLICE, STRANGER], ids=["member", "stranger"])
def test_only_officers_change_papers(town: Storage, meeting: Meeting, who: Who) -> None:
    (paper,) = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW).papers
    with pytest.raises(NotAllowed) as refused:
        add_papers(town, meeting.id, who, [MAP], NOW)
    assert refused.value.act == Act.CHANGE_PAPERS
    with pytest.raises(NotAllowed):
        remove_paper(town, meeting.id, paper.id, who, NOW)
    assert names(papers_seen_by(town, meeting.id, CHAIR, NOW)) == ["Avtal å.pdf"]


def test_papers_are_for_those_with_a_seat_or_an_invitation(town: Storage, meeting: Meeting) -> None:
    (paper,) = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW).papers
    assert paper_for(town, meeting.id, paper.id, POLICE, NOW).content == AGREEMENT.content
    with pytest.raises(NotAllowed) as refused:
        paper_for(town, meeting.id, paper.id, STRANGER, NOW)
    assert refused.value.act == Act.SEE_PAPERS
    with pytest.raises(NotAllowed):
        papers_seen_by(town, meeting.id, STRANGER, NOW)
    invite_guest(town, meeting.id, CHAIR, STRANGER.email or "", STRANGER.name, "", NOW)
    assert paper_for(town, meeting.id, paper.id, STRANGER, NOW).content == AGREEMENT.content


def test_paper_of_another_meeting_is_not_reached_through_this_one(town: Storage, meeting: Meeting) -> None:
    other = planned(town, FEBRUARY)
    (paper,) = add_papers(town, other.id, CHAIR, [AGREEMENT], NOW).papers
    with pytest.raises(Gone):
        paper_for(town, meeting.id, paper.id, POLICE, NOW)
    remove_paper(town, meeting.id, paper.id, CHAIR, NOW)
    assert names(papers_seen_by(town, other.id, CHAIR, NOW)) == ["Avtal å.pdf"]


def refusal(storage: Storage, meeting: Meeting, paper_id: PaperId) -> set[type[KallelseError]]:
    found: set[type[KallelseError]] = set()
    for act in (
        lambda: add_papers(storage, meeting.id, CHAIR, [MAP], NOW),
        lambda: remove_paper(storage, meeting.id, paper_id, CHAIR, NOW),
    ):
        with pytest.raises(KallelseError) as refused:
            act()
        found.add(refused.type)
    return found


def test_papers_of_a_cancelled_meeting_stay_as_they_are(town: Storage, meeting: Meeting) -> None:
    (paper,) = add_papers(town, meeting.id, CHAIR, [AGREEMENT], NOW).papers
    mails(town, NOW + EDITING)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW + 2 * EDITING)
    assert changes(mails(town, NOW + 2 * EDITING)) == {Change.CANCELLED}
    assert refusal(town, meeting, paper.id) == {WrongState}
    assert names(papers_seen_by(town, meeting.id, POLICE, NOW)) == ["Avtal å.pdf"]
