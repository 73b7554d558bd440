"""Mail that waits, told by mail; and the answer to whoever proposed another time."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.calendar.check import check
from bot.domain.committee import Role
from bot.domain.delivery import Route
from bot.domain.held_mail import Doubt, HeldKind
from bot.domain.meeting import Meeting, MeetingState
from bot.mail.held_mail import bounce_letter, held_mail_letter
from bot.mail.letter import Letter
from bot.storage import Storage
from bot.usecases.deliveries import claim_due
from bot.usecases.held_mails import keep_time
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from tests.handlers.slack.drawn import DECEMBER, ENGLISH, KARIN, SWEDISH
from tests.handlers.slack.letters import BY_HAND, COUNTER, DELEGATION, MAIL, came_back, waiting
from tests.mail.test_notifier import Postbox, event_in
from tests.town import CHAIR, NOW, SECRETARY, confirmed, ledger
from tests.usecases.mails import LENA, counter, mail, only_held, reply, took

LATER = NOW + timedelta(hours=1)


def rows(letter: Letter) -> dict[str, str]:
    return {row.label: row.text for row in letter.rows}


def test_letter_says_who_wrote_what_and_what_is_missing() -> None:
    assert rows(held_mail_letter(waiting(), SWEDISH, KARIN, None)) == {
        "Från": "Greta, greta@hemma.example",
        "Gäller": "Greta Nyqvist",
        "Möte": "fredag 15 december 2017 kl. 10.00–12.00",
        "Skriver": "Jag blir sen.",
        "Saknas": "Det kommer från en annan adress än den som är inbjuden.",
    }


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (COUNTER, ("Proposed time", "Friday 15 December 2017, 11:00–13:00")),
        (DELEGATION, ("Sends instead", "Siv Dahl")),
        (BY_HAND, ("Says", "Jag kan inte komma. Tyvärr.")),
        (replace(MAIL, kind=HeldKind.UNREADABLE, doubts=()), ("Missing", "It is broken.")),
    ],
    ids=["counter-proposal", "delegation", "by hand", "unreadable"],
)
def test_letter_says_what_is_particular(kind: object, row: tuple[str, str]) -> None:
    assert row in rows(held_mail_letter(waiting(kind), ENGLISH, KARIN, None)).items()  # type: ignore[arg-type]  # a mail


def test_letter_about_a_meeting_that_was_moved_since_names_both_times() -> None:
    mail = replace(MAIL, about_start=DECEMBER.start, about_end=DECEMBER.end)
    moved = replace(DECEMBER, start=DECEMBER.start + timedelta(days=7), end=DECEMBER.end + timedelta(days=7))
    told = rows(held_mail_letter(waiting(mail, meeting=moved), SWEDISH, KARIN, None))
    assert (told["Möte"], told["Flyttat sedan dess till"]) == (
        "fredag 15 december 2017 kl. 10.00–12.00",
        "fredag 22 december 2017 kl. 10.00–12.00",
    )


def test_letter_about_a_cancelled_meeting_says_that_it_is_off() -> None:
    off = replace(DECEMBER, state=MeetingState.CANCELLED)
    told = rows(
        held_mail_letter(waiting(replace(MAIL, doubts=(Doubt.NOT_OPEN,)), meeting=off), SWEDISH, KARIN, None)
    )
    assert (told["Möte"], told["Saknas"]) == (
        "fredag 15 december 2017 kl. 10.00–12.00 (inställt)",
        "Mötet är inställt.",
    )


def test_letter_about_a_mail_that_came_back_names_the_address() -> None:
    assert rows(bounce_letter(came_back(), ENGLISH, KARIN, None)) == {
        "Person": "Greta Nyqvist",
        "E-mail address": "greta@ekebybostader.example",
        "Meeting": "Friday 15 December 2017, 10:00–12:00",
        "Reason": "5.1.1",
    }


def test_officer_without_an_account_is_told_by_mail(town: Storage) -> None:
    with town.reading() as transaction:
        (committee,) = transaction.committees.every()
    chair = Mailbox("Vera Holm", "vera.holm@ekeby.example")
    add_seat(town, committee.id, SECRETARY, chair, SeatText("kommunstyrelsen", Role.SECRETARY), NOW)
    meeting = confirmed(town)
    Postbox(town).empty(NOW)
    took(town, mail(reply(meeting), vouched=False))
    assert ("held_mail", "email", "Vera Holm", 0) in ledger(town)
    assert str(Postbox(town).empty(LATER)["vera.holm@ekeby.example"]["Subject"]).startswith(
        "Ett svar som inte räknas än"
    )


def declined(storage: Storage) -> tuple[Meeting, EmailMessage]:
    """Lena proposed an hour later, and the chair kept the time."""
    meeting = confirmed(storage)
    Postbox(storage).empty(NOW)
    took(storage, mail(counter(meeting, meeting.start + timedelta(hours=1))))
    keep_time(storage, only_held(storage).id, CHAIR, LATER)
    return meeting, Postbox(storage).empty(LATER)[LENA]


def test_proposer_hears_that_the_time_stands(town: Storage) -> None:
    """RFC 5546 section 3.2.8; the postbox has asked our linter."""
    meeting, letter = declined(town)
    method, event = event_in(letter)
    assert (method, str(event["UID"]), int(event["SEQUENCE"])) == (
        "DECLINECOUNTER",
        meeting.uid,
        meeting.sequence,
    )
    assert [str(one) for one in [event["ATTENDEE"]]] == [f"mailto:{LENA}"]
    assert event["DTSTART"].dt == meeting.start
    assert str(letter["Subject"]) == "Tiden står fast: Brottsförebyggande rådet, fredag 15 december 2017"


def test_declining_leaves_only_when_our_linter_finds_nothing(town: Storage) -> None:
    _, letter = declined(town)
    whole = letter.as_bytes(policy=policy.SMTP)
    assert check(whole) == []
    assert message_from_bytes(whole)["Auto-Submitted"] == "auto-generated"


def test_nobody_hears_of_a_time_that_has_changed_meanwhile(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(counter(meeting, meeting.start + timedelta(hours=1))))
    keep_time(town, only_held(town).id, CHAIR, LATER)
    with town.transaction() as transaction:
        current = transaction.meetings.get(meeting.id)
        slot = replace(
            current.slot, start=current.start + timedelta(days=1), end=current.end + timedelta(days=1)
        )
        transaction.meetings.put(current.moved_to(slot, LATER))
    told = []
    while due := claim_due(town, Route.EMAIL, "worker", LATER):
        told.append(due.delivery.kind.value)
    assert "counter_declined" not in told
