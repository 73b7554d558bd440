"""People who sit in two committees: what is changed in one while somebody acts in the other, on both kinds of database."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.ids import CommitteeId, PersonId
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.person import Account
from bot.storage import Storage
from bot.storage.meetings import Meetings
from bot.storage.people import Committees
from bot.usecases.access import Where, Who
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import confirm_meeting, move_meeting
from bot.usecases.committee_file import CommitteeFile, Member
from bot.usecases.committee_import import import_committee
from bot.usecases.facts import MeetingFacts
from bot.usecases.invitations import invite_guest
from bot.usecases.meetings import plan_meeting
from tests.threads import A_MOMENT, Meanwhile, at_once
from tests.town import CHAIR, CHANNEL, COUNCIL, DECEMBER, FEBRUARY, HERE, NOW, TEAM, confirmed, sent_all

HENRIK = Member("Henrik Boman", "henrik.boman@ekeby.example", "kommunkontoret", Role.SECRETARY, "U0HENRIK")
KARIN = Member("Karin Ahlgren", "karin.ahlgren@ekeby.example", "kommunstyrelsen", Role.CHAIR, "U0KARIN")
GRETA = Member("Greta Nyqvist", "greta.nyqvist@ekebybostader.example", "Ekebybostäder", Role.MEMBER)
SARA = Member("Sara Lind", "sara.lind@region.example", "regionen", Role.MEMBER)
COUNCIL_FILE = CommitteeFile(COUNCIL, CHANNEL, (KARIN, HENRIK, GRETA))
YOUTH = replace(COUNCIL, name="Ungdomsrådet", short_name="UR")
YOUTH_HERE = Where(TEAM, "C0UNGA")
YOUTH_FILE = CommitteeFile(YOUTH, "C0UNGA", (KARIN, HENRIK, SARA))


@pytest.fixture
def meeting(town: Storage) -> Meeting:
    """The council's, in December. Greta sits there, Sara in the youth council; each is a guest of the other's meeting."""
    import_committee(town, COUNCIL_FILE, NOW, workspace=TEAM)
    import_committee(town, YOUTH_FILE, NOW, workspace=TEAM)
    theirs = plan_meeting(town, YOUTH_HERE, CHAIR, FEBRUARY, NOW).meeting
    confirm_meeting(town, theirs.id, CHAIR, NOW)
    ours = confirmed(town)
    invite_guest(town, theirs.id, CHAIR, GRETA.email or "", GRETA.name, "", NOW)
    invite_guest(town, ours.id, CHAIR, SARA.email or "", SARA.name, "", NOW)
    sent_all(town)
    return ours


def corrected(file: CommitteeFile, member: Member) -> CommitteeFile:
    """With another address for them."""
    mended = replace(member, email=f"ny.{member.email}")
    return replace(file, members=tuple(mended if one == member else one for one in file.members))


def test_address_corrected_in_one_committee_undoes_no_move_in_another(
    town: Storage, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = replace(DECEMBER, start=DECEMBER.start.replace(day=18))
    moves = Meanwhile(lambda: move_meeting(town, meeting.id, CHAIR, later, NOW))
    read = Meetings.coming_for

    def overtaken(self: Meetings, person_id: PersonId, now: datetime, *, most: int) -> list[Meeting]:
        found = read(self, person_id, now, most=most)
        if person_id == sara.id:
            moves()
        return found

    with town.reading() as transaction:
        sara = transaction.people.with_email(SARA.email or "")
    assert sara is not None
    monkeypatch.setattr(Meetings, "coming_for", overtaken)
    import_committee(town, corrected(YOUTH_FILE, SARA), NOW, workspace=TEAM)
    assert isinstance(moves.result(), MeetingFacts)
    with town.reading() as transaction:
        after = transaction.meetings.get(meeting.id)
    assert (after.start.day, after.sequence) == (18, 3)


def imports(town: Storage) -> list[Callable[[], object]]:
    """A new address for somebody in each committee."""
    changed = (corrected(COUNCIL_FILE, GRETA), corrected(YOUTH_FILE, SARA))
    return [lambda file=file: import_committee(town, file, NOW, workspace=TEAM) for file in changed]


def presses(town: Storage) -> list[Callable[[], object]]:
    """The first that somebody in each does in Slack, where they have an account now."""
    greta, sara = (Who(Account("slack", TEAM, f"U0{one.name}"), one.name, one.email) for one in (GRETA, SARA))
    return [
        lambda: answer_invitation(town, HERE, greta, Answer.ACCEPTED, NOW),
        lambda: answer_invitation(town, YOUTH_HERE, sara, Answer.ACCEPTED, NOW),
    ]


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("acts", [imports, presses], ids=["new addresses", "first presses"])
def test_two_committees_reach_each_others_people_otherwise(
    town: Storage, monkeypatch: pytest.MonkeyPatch, acts: Callable[[Storage], list[Callable[[], object]]]
) -> None:
    """Each holds its first lock until the other has one, too, or evidently waits."""
    lock, both, here = Committees.for_change, threading.Barrier(2), threading.local()

    def slowly(self: Committees, committee_id: CommitteeId) -> Committee:
        committee = lock(self, committee_id)
        if not hasattr(here, "has_one"):
            here.has_one = True
            with suppress(threading.BrokenBarrierError):
                both.wait(A_MOMENT)
        return committee

    monkeypatch.setattr(Committees, "for_change", slowly)
    at_once(*acts(town))
    with town.reading() as transaction:
        reached = {(one.email, one.user) for one in transaction.people._where()}
    known = {(GRETA.email, None), (SARA.email, None)}
    assert not reached & known
