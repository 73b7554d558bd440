"""From the ledger to the mail server: a council's meeting is confirmed, moved, cancelled, and the mail is right."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from bot.calendar.check import check
from bot.delivery import DeliveryError
from bot.domain.committee import Role
from bot.domain.delivery import Route
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.mail.message import Mail
from bot.mail.notifier import MailNotifier
from bot.mail.send import SmtpMailer
from bot.mail.server import Encryption, MailServer
from bot.storage import Storage
from bot.usecases.actions import ActionText, record_action
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.decisions import DecisionText, record_decision
from bot.usecases.deliveries import claim_due
from bot.usecases.due import Due
from bot.usecases.facts import InvitationFacts
from bot.usecases.invitations import invite_guest, uninvite_guest
from bot.usecases.owing_invitations import EDITING
from bot.usecases.people import Mailbox
from bot.usecases.roster import change_seat, end_seat, roster
from bot.usecases.seating import SeatText
from bot.usecases.summaries import post_summary
from tests import town
from tests.calendar.readers import libical
from tests.databases import SqliteFiles
from tests.mail.mailserver import Post, mail_server
from tests.settling import settle_failed, settle_sent

SENDER = "kallelse@ekeby.example"
LATER = town.NOW + timedelta(hours=1)
A_MINUTE_ON = LATER + EDITING
CHAIR, SECRETARY, ULF = (
    "karin.ahlgren@ekeby.example",
    "henrik.boman@ekeby.example",
    "ulf.ostberg@ekeby.example",
)
EVERYBODY = {
    CHAIR,
    SECRETARY,
    ULF,
    "ali.rahimi@ekeby.example",
    "lena.strom@ekeby.example",
    "greta.nyqvist@ekebybostader.example",
}
GUEST = "sara.wik@lansstyrelsen.example"


@dataclass
class Postbox:
    """What is owed by mail, claimed and paid as the worker does; what came out of it, newest for each address."""

    storage: Storage
    sent: dict[str, EmailMessage] = field(default_factory=dict)

    def empty(self, now: datetime = LATER) -> dict[str, EmailMessage]:
        self.sent = {}
        notifier = MailNotifier(SENDER, self._hand_in)
        while due := claim_due(self.storage, Route.EMAIL, "test", now):
            settle_sent(self.storage, due, notifier.send(due), now)
        return self.sent

    def _hand_in(self, mail: Mail) -> str:
        assert check(mail.content) == [] or b"text/calendar" not in mail.content
        self.sent[mail.recipient] = message_from_bytes(mail.content, policy=policy.default)
        return mail.message_id


def calendar_in(mail: EmailMessage) -> bytes:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def event_in(mail: EmailMessage) -> tuple[str, Event]:
    calendar = Calendar.from_ical(calendar_in(mail))
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def attendees(mail: EmailMessage) -> dict[str, str]:
    found = event_in(mail)[1]["ATTENDEE"]
    return {
        str(one).removeprefix("mailto:"): str(one.params["PARTSTAT"])
        for one in (found if isinstance(found, list) else [found])
    }


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")


@pytest.fixture
def database(sqlite_files: SqliteFiles, tmp_path: Path) -> str:
    """One kind is enough here: what the ledger answers is tested on both elsewhere."""
    return sqlite_files.copy_to(tmp_path / "kallelse.db")


@pytest.fixture
def meeting(storage: Storage) -> Meeting:
    town.council(storage)
    return town.confirmed(storage)


@pytest.fixture
def postbox(storage: Storage, meeting: Meeting) -> Postbox:
    """With the first invitations delivered."""
    box = Postbox(storage)
    assert box.empty().keys() == EVERYBODY
    assert {str(event_in(mail)[1]["UID"]) for mail in box.sent.values()} == {meeting.uid}
    return box


def test_confirming_invites_everybody_in_their_language(storage: Storage, meeting: Meeting) -> None:
    sent = Postbox(storage).empty()
    assert {address: mail["Subject"] for address, mail in sent.items()} == dict.fromkeys(
        EVERYBODY, "Inbjudan: Brottsförebyggande rådet, fredag 15 december 2017"
    ) | {ULF: "Invitation: Brottsförebyggande rådet, Friday 15 December 2017"}
    assert {mail["From"] for mail in sent.values()} == {f"Brottsförebyggande rådet <{SENDER}>"}
    for address, mail in sent.items():
        method, event = event_in(mail)
        assert [one.addr_spec for one in mail["To"].addresses] == [address]
        assert (method, event["UID"], event["SEQUENCE"]) == ("REQUEST", meeting.uid, 0)
        assert (event.start, event.end) == (meeting.start, meeting.end)
        assert attendees(mail) == dict.fromkeys(EVERYBODY, "NEEDS-ACTION")


@pytest.mark.usefixtures("meeting")
def test_reader_abroad_is_told_the_hour_there(storage: Storage) -> None:
    sent = Postbox(storage).empty()
    assert "10:00–12:00 Central European Standard Time (09:00–11:00 where you are)" in text_of(sent[ULF])
    assert "Tid: fredag 15 december 2017 kl. 10.00–12.00\n" in text_of(sent[CHAIR])
    assert "Tid: fredag 15 december 2017 kl. 10.00–12.00 (centraleuropeisk normaltid)" in text_of(
        sent["greta.nyqvist@ekebybostader.example"]
    )


def test_move_updates_the_same_entry_under_the_same_mail(postbox: Postbox, meeting: Meeting) -> None:
    first = postbox.sent[CHAIR]
    wish = town.Wish(datetime.fromisoformat("2017-12-18T13:00"), place="Stora salen")
    moved = move_meeting(postbox.storage, meeting.id, town.CHAIR, wish, LATER).meeting
    mail = postbox.empty(A_MINUTE_ON)[CHAIR]
    method, event = event_in(mail)
    assert mail["Subject"] == "Ny tid: Brottsförebyggande rådet, måndag 18 december 2017"
    assert (method, event["UID"], event["SEQUENCE"], event.start) == ("REQUEST", meeting.uid, 1, moved.start)
    assert (mail["In-Reply-To"], mail["References"]) == (first["Message-ID"], first["Message-ID"])
    assert "Tidigare tid: fredag 15 december 2017 kl. 10.00–12.00" in text_of(mail)
    assert "Tidigare plats: Eksalen, kommunhuset" in text_of(mail)
    assert "Plats: Stora salen" in text_of(mail)


def test_answers_stand_in_the_next_update(postbox: Postbox, meeting: Meeting) -> None:
    answer_invitation(postbox.storage, meeting.id, town.POLICE, Answer.DECLINED, LATER)
    move_meeting(postbox.storage, meeting.id, town.CHAIR, replace(town.DECEMBER, place="Stora salen"), LATER)
    sent = postbox.empty(A_MINUTE_ON)
    assert attendees(sent[CHAIR]) == dict.fromkeys(EVERYBODY, "NEEDS-ACTION") | {
        "lena.strom@ekeby.example": "DECLINED"
    }
    assert "Du har tackat nej, och det gäller fortfarande." in text_of(sent["lena.strom@ekeby.example"])
    assert "Svara med knapparna" in text_of(sent[CHAIR])


def test_cancelling_takes_the_entry_away_and_says_why(postbox: Postbox, meeting: Meeting) -> None:
    cancel_meeting(postbox.storage, meeting.id, town.CHAIR, "Många är sjuka.", LATER)
    sent = postbox.empty()
    assert sent.keys() == EVERYBODY
    method, event = event_in(sent[ULF])
    assert (method, event["UID"], event["SEQUENCE"], event["STATUS"]) == (
        "CANCEL",
        meeting.uid,
        1,
        "CANCELLED",
    )
    assert "Reason: Många är sjuka." in text_of(sent[ULF])
    assert set(attendees(sent[ULF])) >= {ULF}


def test_guest_comes_and_goes(postbox: Postbox, meeting: Meeting) -> None:
    facts = invite_guest(
        postbox.storage, meeting.id, town.SECRETARY, GUEST, "Sara Wik", "Länsstyrelsen", LATER
    )
    sent = postbox.empty()
    assert "Henrik Boman har bjudit in dig som gäst hos Brottsförebyggande rådet." in text_of(sent[GUEST])
    assert attendees(sent[GUEST]).keys() == {*EVERYBODY, GUEST}
    [guest] = facts.guests
    uninvite_guest(postbox.storage, meeting.id, town.SECRETARY, guest.person_id, LATER)
    sent = postbox.empty(A_MINUTE_ON)
    assert (event_in(sent[GUEST])[0], attendees(sent[GUEST]).keys()) == ("CANCEL", {GUEST})
    assert sent[GUEST]["Subject"] == "Återtagen inbjudan: Brottsförebyggande rådet, fredag 15 december 2017"
    assert (event_in(sent[CHAIR])[0], attendees(sent[CHAIR]).keys()) == ("REQUEST", EVERYBODY)
    assert "Sara Wik deltar inte längre." in text_of(sent[CHAIR])


GRETA = "greta.nyqvist@ekebybostader.example"


def moved_unheard(postbox: Postbox, meeting: Meeting) -> None:
    """Whoever is told by mail has not heard of the new time and place yet."""
    wish = replace(town.FEBRUARY, place="Stora salen")
    move_meeting(postbox.storage, meeting.id, town.CHAIR, wish, LATER)


def taken_away(postbox: Postbox, address: str, meeting: Meeting) -> EmailMessage:
    """The mail that does it, at once: it names nothing that its reader has not heard."""
    mail = postbox.empty()[address]
    method, event = event_in(mail)
    assert (method, event.start, event.end) == ("CANCEL", meeting.start, meeting.end)
    assert str(event["LOCATION"]) == "Eksalen, kommunhuset"
    page = mail.get_body(("html",))
    assert page is not None
    for words in (mail["Subject"], text_of(mail), page.get_content()):
        assert "fredag 15 december 2017" in words
        assert "februari" not in words
        assert "Stora salen" not in words
    return mail


def test_cancellation_names_the_time_that_its_reader_was_told(postbox: Postbox, meeting: Meeting) -> None:
    moved_unheard(postbox, meeting)
    cancel_meeting(postbox.storage, meeting.id, town.CHAIR, "", LATER)
    mail = taken_away(postbox, GRETA, meeting)
    assert mail["Subject"] == "Inställt: Brottsförebyggande rådet, fredag 15 december 2017"


def test_guest_taken_back_reads_the_time_that_they_were_told(postbox: Postbox, meeting: Meeting) -> None:
    invite_guest(postbox.storage, meeting.id, town.SECRETARY, GUEST, "Sara Wik", "", LATER)
    postbox.empty()
    moved_unheard(postbox, meeting)
    uninvite_guest(postbox.storage, meeting.id, town.SECRETARY, person(postbox.storage, GUEST).id, LATER)
    assert taken_away(postbox, GUEST, meeting)["Subject"].startswith("Återtagen inbjudan: ")


def test_mailbox_that_was_left_reads_the_time_that_it_was_told(postbox: Postbox, meeting: Meeting) -> None:
    moved_unheard(postbox, meeting)
    readdress(postbox.storage, "greta@ekebybostader.example")
    taken_away(postbox, GRETA, meeting)
    _, event = event_in(postbox.sent["greta@ekebybostader.example"])
    assert event.start.month == 2


def test_taking_away_is_later_than_what_was_sent_and_earlier_than_what_comes(
    postbox: Postbox, meeting: Meeting
) -> None:
    """RFC 5546 section 3.2.5: a CANCEL has a SEQUENCE of its own. Both mailboxes may be one calendar."""
    move_meeting(postbox.storage, meeting.id, town.CHAIR, town.FEBRUARY, LATER)
    postbox.empty(A_MINUTE_ON)
    readdress(postbox.storage, "greta@ekebybostader.example")
    postbox.empty(A_MINUTE_ON)
    assert sequence_in(postbox, GRETA) == ("CANCEL", 2)
    assert sequence_in(postbox, "greta@ekebybostader.example") == ("REQUEST", 3)
    readdress(postbox.storage, GRETA, known="greta@ekebybostader.example")
    postbox.empty(A_MINUTE_ON)
    assert sequence_in(postbox, "greta@ekebybostader.example") == ("CANCEL", 4)
    assert sequence_in(postbox, GRETA) == ("REQUEST", 5)


def test_who_is_no_longer_invited_gets_a_later_sequence_than_they_were_sent(
    postbox: Postbox, meeting: Meeting
) -> None:
    invite_guest(postbox.storage, meeting.id, town.SECRETARY, GUEST, "Sara Wik", "", LATER)
    postbox.empty()
    move_meeting(postbox.storage, meeting.id, town.CHAIR, town.FEBRUARY, LATER)
    postbox.empty(A_MINUTE_ON)
    uninvite_guest(
        postbox.storage, meeting.id, town.SECRETARY, person(postbox.storage, GUEST).id, A_MINUTE_ON
    )
    lines = roster(postbox.storage, town.HERE, town.CHAIR, LATER).lines
    seat = next(line.seat for line in lines if line.person.email == GRETA)
    end_seat(postbox.storage, seat.id, town.CHAIR, A_MINUTE_ON)
    postbox.empty(A_MINUTE_ON)
    assert (sequence_in(postbox, GUEST), sequence_in(postbox, GRETA)) == (("CANCEL", 2), ("CANCEL", 3))


@pytest.mark.judge
def test_libical_takes_what_takes_an_unheard_move_away(postbox: Postbox, meeting: Meeting) -> None:
    """An older time under a newer sequence: to the mailbox that was left, to a guest taken back, and to everybody."""
    invite_guest(postbox.storage, meeting.id, town.SECRETARY, GUEST, "Sara Wik", "", LATER)
    postbox.empty()
    moved_unheard(postbox, meeting)
    readdress(postbox.storage, "greta@ekebybostader.example")
    uninvite_guest(postbox.storage, meeting.id, town.SECRETARY, person(postbox.storage, GUEST).id, LATER)
    sent = postbox.empty()
    taken = [sent[GRETA], sent[GUEST]]
    cancel_meeting(postbox.storage, meeting.id, town.CHAIR, "", LATER)
    taken.append(postbox.empty()[CHAIR])
    with libical() as judge:
        judged = judge([calendar_in(mail) for mail in taken])
    assert [one["broken"] for one in judged] == [[], [], []]


def sequence_in(postbox: Postbox, address: str) -> tuple[str, int]:
    method, event = event_in(postbox.sent[address])
    return method, event["SEQUENCE"]


def test_cancellation_after_a_move_that_was_told_names_the_new_time(
    postbox: Postbox, meeting: Meeting
) -> None:
    moved_unheard(postbox, meeting)
    postbox.empty(A_MINUTE_ON)
    cancel_meeting(postbox.storage, meeting.id, town.CHAIR, "", A_MINUTE_ON)
    mail = postbox.empty(A_MINUTE_ON)[GRETA]
    assert mail["Subject"] == "Inställt: Brottsförebyggande rådet, fredag 16 februari 2018"
    assert "Stora salen" in text_of(mail)


def person(storage: Storage, address: str) -> Person:
    with storage.reading() as transaction:
        found = transaction.people.with_email(address)
    assert found is not None
    return found


def readdress(storage: Storage, address: str, *, known: str = GRETA) -> None:
    lines = roster(storage, town.HERE, town.CHAIR, LATER).lines
    seat = next(line.seat for line in lines if line.person.email == known)
    text = SeatText("Ekebybostäder", Role.MEMBER)
    change_seat(storage, seat.id, town.CHAIR, text, LATER, mailbox=Mailbox("Greta Nyqvist", address))


@pytest.mark.usefixtures("meeting")
def test_retry_is_the_same_message(storage: Storage) -> None:
    tried: list[tuple[str, bytes]] = []

    def lost(mail: Mail) -> str:
        tried.append((mail.recipient, mail.content))
        raise DeliveryError(permanent=False, reason="content SMTPServerDisconnected", in_doubt=True)

    for now in (LATER, LATER + timedelta(hours=1)):
        while due := claim_due(storage, Route.EMAIL, "test", now):
            with pytest.raises(DeliveryError) as failed:
                MailNotifier(SENDER, lost).send(due)
            settle_failed(storage, due, failed.value.reason, now, permanent=False, in_doubt=True)
    assert (len(tried), len(set(tried))) == (2 * len(EVERYBODY), len(EVERYBODY))


@pytest.mark.usefixtures("meeting")
def test_somebody_without_an_address_is_a_permanent_failure(storage: Storage) -> None:
    due = claim_due(storage, Route.EMAIL, "test", LATER)
    assert isinstance(due, Due)
    assert due.person is not None
    with pytest.raises(DeliveryError) as failed:
        MailNotifier(SENDER, lambda mail: mail.message_id).send(
            replace(due, person=replace(due.person, email=None))
        )
    assert (failed.value.permanent, failed.value.reason) == (True, "no e-mail address")


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe"])
def test_zone_we_do_not_know_stops_no_mail(storage: Storage, zone: str) -> None:
    due = claim_due(storage, Route.EMAIL, "test", LATER)
    assert isinstance(due, Due)
    assert isinstance(due.facts, InvitationFacts)
    assert due.person is not None
    abroad = replace(due.person, language="sv-SE", zone=zone)
    sent: list[EmailMessage] = []

    def keep(mail: Mail) -> str:
        sent.append(message_from_bytes(mail.content, policy=policy.default))
        return mail.message_id

    MailNotifier(SENDER, keep).send(replace(due, person=abroad, facts=replace(due.facts, person=abroad)))
    assert "10.00–12.00 (centraleuropeisk normaltid)" in text_of(sent[0])


def test_summary_goes_to_those_who_have_no_channel(storage: Storage) -> None:
    town.council(storage)
    meeting = town.begun(storage)
    record_decision(
        storage,
        meeting.id,
        town.SECRETARY,
        DecisionText("Överenskommelsen förlängs.", proposed_by="Lena Ström", valid_to=date(2018, 6, 30)),
        meeting.start,
    )
    record_action(storage, meeting.id, town.SECRETARY, ActionText("Bjud in hatbrottsgruppen."), meeting.start)
    town.end_meeting(storage, meeting.id, town.SECRETARY, meeting.end)
    postbox = Postbox(storage)
    postbox.empty(meeting.end)
    post_summary(storage, meeting.id, town.SECRETARY, meeting.end)
    sent = postbox.empty(meeting.end)
    assert sent.keys() == {"greta.nyqvist@ekebybostader.example"}
    [mail] = sent.values()
    assert mail["Subject"] == "Sammanfattning av beslut: Brottsförebyggande rådet, fredag 15 december 2017"
    assert "Överenskommelsen förlängs. (På förslag av Lena Ström. Gäller till och med" in text_of(mail)
    assert "Bjud in hatbrottsgruppen." in text_of(mail)


@pytest.mark.usefixtures("meeting")
def test_invitations_arrive_at_a_real_mail_server(storage: Storage) -> None:
    post = Post()
    with mail_server(post) as port, SmtpMailer(MailServer("127.0.0.1", port, Encryption.NONE)) as mailer:
        notifier = MailNotifier(SENDER, mailer.send)
        while due := claim_due(storage, Route.EMAIL, "test", LATER):
            settle_sent(storage, due, notifier.send(due), LATER)
    assert {received.recipients for received in post.received} == {(address,) for address in EVERYBODY}
    assert {received.sender for received in post.received} == {SENDER}
    assert [check(received.content) for received in post.received] == [[]] * len(EVERYBODY)
