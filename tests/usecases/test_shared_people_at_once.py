"""People who sit in two committees: what is changed in one while somebody acts in the other, on both kinds of database."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.ids import CommitteeId, PersonId
from bot.domain.meeting import Meeting
from bot.storage import Storage
from bot.storage.meetings import Meetings
from bot.storage.people import Committees
from bot.usecases.access import Where
from bot.usecases.changing import confirm_meeting, move_meeting
from bot.usecases.committee_file import CommitteeFile, Member
from bot.usecases.committee_import import import_committee
from bot.usecases.facts import MeetingFacts
from bot.usecases.invitations import invite_guest
from bot.usecases.meetings import plan_meeting
from tests.threads import A_MOMENT, Meanwhile, at_once
from tests.town import CHAIR, CHANNEL, COUNCIL, DECEMBER, FEBRUARY, NOW, TEAM, confirmed, sent_all

HENRIK = Member("Henrik Boman", "henrik.boman@ekeby.example", "kommunkontoret", Role.SECRETARY, "U0HENRIK")
KARIN = Member("Karin Ahlgren", "karin.ahlgren@ekeby.example", "kommunstyrelsen", Role.CHAIR, "U0KARIN")
GRETA = Member("Greta Nyqvist", "greta.nyqvist@ekebybostader.example", "Ekebybostäder", Role.MEMBER)
SARA = Member("Sara Lind", "sara.lind@region.example", "regionen", Role.MEMBER)
COUNCIL_FILE = CommitteeFile(COUNCIL, CHANNEL, (KARIN, HENRIK, GRETA))
YOUTH = replace(COUNCIL, name="Ungdomsrådet", short_name="UR")
YOUTH_FILE = CommitteeFile(YOUTH, "C0UNGA", (KARIN, HENRIK, SARA))


@pytest.fixture
def meeting(town: Storage) -> Meeting:
    """The council's, in December. Greta sits there, Sara in the youth council; each is a guest of the other's meeting."""
    import_committee(town, COUNCIL_FILE, NOW, workspace=TEAM)
    import_committee(town, YOUTH_FILE, NOW, workspace=TEAM)
    theirs = plan_meeting(town, Where(TEAM, "C0UNGA"), CHAIR, FEBRUARY, NOW).meeting
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
    assert (after.start.day, after.sequence) == (18, 2)


@pytest.mark.usefixtures("meeting")
def test_two_committees_correct_addresses_of_each_others_people(
    town: Storage, monkeypatch: pytest.MonkeyPatch
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
    at_once(
        lambda: import_committee(town, corrected(COUNCIL_FILE, GRETA), NOW, workspace=TEAM),
        lambda: import_committee(town, corrected(YOUTH_FILE, SARA), NOW, workspace=TEAM),
    )
    with town.reading() as transaction:
        addresses = {one.email for one in transaction.people._where()}
    assert {f"ny.{GRETA.email}", f"ny.{SARA.email}"} <= addresses
