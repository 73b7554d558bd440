"""A meeting's papers come out of its mails as they went in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest

from bot.calendar.check import check
from bot.delivery import DeliveryError
from bot.domain.delivery import Route
from bot.domain.ids import PaperId
from bot.domain.meeting import Meeting
from bot.domain.paper import MOST_BYTES, Offered
from bot.mail.message import Mail
from bot.mail.notifier import MailNotifier
from bot.storage import Storage
from bot.usecases.changing import cancel_meeting, confirm_meeting
from bot.usecases.committees import change_committee
from bot.usecases.deliveries import claim_batch
from bot.usecases.invitations import invite_guest
from bot.usecases.owing_invitations import EDITING
from bot.usecases.papers import add_papers, contents_of, remove_paper
from tests import town
from tests.databases import SqliteFiles
from tests.settling import settle_sent

SENDER = "kallelse@ekeby.example"
GRETA, ULF, SARA = (
    "greta.nyqvist@ekebybostader.example",
    "ulf.ostberg@ekeby.example",
    "sara.wik@lansstyrelsen.example",
)
AGREEMENT = Offered("Avtal – åäö.pdf", b"%PDF-1.7\r\n" + bytes(range(256)) * 50)
MAP = Offered("karta (2).png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
LATER = town.NOW + timedelta(hours=1)


@dataclass
class Postbox:
    """The notifier at work; `asked` is how often the contents were looked up."""

    storage: Storage
    sent: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0

    def __post_init__(self) -> None:
        self.notifier = MailNotifier(SENDER, self._hand_in, contents=self._contents)

    def empty(self, now: datetime) -> dict[str, EmailMessage]:
        self.sent = {}
        while batch := claim_batch(self.storage, Route.EMAIL, "test", now, most=100):
            for due in batch:
                settle_sent(self.storage, due, self.notifier.send(due), now)
        return {to: message_from_bytes(content, policy=policy.default) for to, content in self.sent.items()}

    def _contents(self, paper_ids: Collection[PaperId]) -> Mapping[PaperId, bytes]:
        self.asked += 1
        return contents_of(self.storage, paper_ids)

    def _hand_in(self, mail: Mail) -> str:
        assert check(mail.content) == []
        self.sent[mail.recipient] = mail.content
        return mail.message_id


def papers_in(mail: EmailMessage) -> dict[str | None, tuple[str, bytes]]:
    """By name: kind and content; without the calendar."""
    return {
        part.get_filename(): (part.get_content_type(), part.get_payload(decode=True))
        for part in mail.iter_attachments()
        if part.get_content_type() != "application/ics"
    }


def words_of(mail: EmailMessage) -> tuple[str, str]:
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


BOTH = {
    "Avtal – åäö.pdf": ("application/pdf", AGREEMENT.content),
    "karta (2).png": ("image/png", MAP.content),
}


@pytest.fixture
def database(sqlite_files: SqliteFiles, tmp_path: Path) -> str:
    """One kind is enough here: what is owed is tested on both elsewhere."""
    return sqlite_files.copy_to(tmp_path / "kallelse.db")


@pytest.fixture
def meeting(storage: Storage) -> Meeting:
    """Planned."""
    town.council(storage)
    return town.planned(storage)


@pytest.fixture
def postbox(storage: Storage) -> Postbox:
    return Postbox(storage)


def confirmed_with_papers(storage: Storage, meeting: Meeting, *offered: Offered) -> None:
    add_papers(storage, meeting.id, town.CHAIR, offered, town.NOW)
    confirm_meeting(storage, meeting.id, town.CHAIR, town.NOW)


def test_papers_come_out_of_every_invitation_as_they_went_in(
    storage: Storage, meeting: Meeting, postbox: Postbox
) -> None:
    confirmed_with_papers(storage, meeting, AGREEMENT, MAP)
    mails = postbox.empty(town.NOW)
    assert [papers_in(mail) for mail in mails.values()] == [BOTH] * 6
    assert postbox.asked == 1


def test_invitation_names_its_papers_in_text_html_and_calendar(
    storage: Storage, meeting: Meeting, postbox: Postbox
) -> None:
    confirmed_with_papers(storage, meeting, AGREEMENT, MAP)
    mails = postbox.empty(town.NOW)
    assert all("Avtal – åäö.pdf och karta (2).png" in words for words in words_of(mails[GRETA]))
    assert all("Avtal – åäö.pdf and karta (2).png" in words for words in words_of(mails[ULF]))
    (calendar,) = (part for part in mails[ULF].walk() if part.get_content_type() == "text/calendar")
    entry = calendar.get_content().replace("\r\n ", "")
    assert "Papers: Avtal – åäö.pdf and karta (2).png" in entry
    assert "ATTACH" not in entry


def test_guests_and_those_who_see_nobody_get_the_papers_too(
    storage: Storage, meeting: Meeting, postbox: Postbox
) -> None:
    change_committee(
        storage, meeting.committee_id, town.CHAIR, replace(town.COUNCIL, hides_attendees=True), town.NOW
    )
    invite_guest(storage, meeting.id, town.CHAIR, SARA, "Sara Wik", "Länsstyrelsen", town.NOW)
    confirmed_with_papers(storage, meeting, AGREEMENT, MAP)
    mails = postbox.empty(town.NOW)
    assert SARA in mails
    assert [papers_in(mail) for mail in mails.values()] == [BOTH] * 7


def test_update_names_new_papers_and_those_taken_back(
    storage: Storage, meeting: Meeting, postbox: Postbox
) -> None:
    confirmed_with_papers(storage, meeting, AGREEMENT)
    postbox.empty(town.NOW)
    (old,) = add_papers(storage, meeting.id, town.CHAIR, [MAP], LATER).papers[:1]
    remove_paper(storage, meeting.id, old.id, town.CHAIR, LATER)
    mails = postbox.empty(LATER + EDITING)
    assert [papers_in(mail) for mail in mails.values()] == [{"karta (2).png": BOTH["karta (2).png"]}] * 6
    said = "New papers: karta (2).png. Papers taken back: Avtal – åäö.pdf."
    assert all(said in words for words in words_of(mails[ULF]))


def test_paper_put_in_the_place_of_one_with_its_name_is_new(
    storage: Storage, meeting: Meeting, postbox: Postbox
) -> None:
    confirmed_with_papers(storage, meeting, MAP)
    postbox.empty(town.NOW)
    (old,) = add_papers(storage, meeting.id, town.CHAIR, [], LATER).papers
    remove_paper(storage, meeting.id, old.id, town.CHAIR, LATER)
    add_papers(storage, meeting.id, town.CHAIR, [Offered(MAP.name, MAP.content + b"more")], LATER)
    mails = postbox.empty(LATER + EDITING)
    assert papers_in(mails[ULF]) == {MAP.name: ("image/png", MAP.content + b"more")}
    plain, _ = words_of(mails[ULF])
    assert ("New papers: karta (2).png." in plain, "Papers taken back" in plain) == (True, False)


def test_cancellation_carries_no_papers(storage: Storage, meeting: Meeting, postbox: Postbox) -> None:
    confirmed_with_papers(storage, meeting, AGREEMENT, MAP)
    postbox.empty(town.NOW)
    cancel_meeting(storage, meeting.id, town.CHAIR, "", LATER)
    mails = postbox.empty(LATER)
    assert [papers_in(mail) for mail in mails.values()] == [{}] * 6
    assert not any("karta" in words for mail in mails.values() for words in words_of(mail))


def test_as_many_bytes_as_may_be_attached_pass_our_own_check(
    storage: Storage, meeting: Meeting, postbox: Postbox
) -> None:
    largest = [Offered(f"{number}.pdf", b"%PDF".ljust(MOST_BYTES, b"\xff")) for number in range(3)]
    add_papers(storage, meeting.id, town.CHAIR, largest, town.NOW)
    confirm_meeting(storage, meeting.id, town.CHAIR, town.NOW)
    mails = postbox.empty(town.NOW)
    assert [len(content) for _, content in papers_in(mails[ULF]).values()] == [MOST_BYTES] * 3
    assert max(map(len, postbox.sent.values())) < 25_000_000


def test_mail_whose_paper_goes_while_it_is_made_is_made_again(storage: Storage, meeting: Meeting) -> None:
    confirmed_with_papers(storage, meeting, AGREEMENT)
    sent: list[Mail] = []
    notifier = MailNotifier(
        SENDER, lambda mail: str(sent.append(mail)), contents=partial(contents_of, storage)
    )
    due = claim_batch(storage, Route.EMAIL, "test", town.NOW, most=1)[0]
    (paper,) = add_papers(storage, meeting.id, town.CHAIR, [], town.NOW).papers
    remove_paper(storage, meeting.id, paper.id, town.CHAIR, town.NOW)
    with pytest.raises(DeliveryError) as refused:
        notifier.send(due)
    assert (refused.value.permanent, sent) == (False, [])
