"""Mail that comes back: who is marked, who is told, and what clears the mark."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.committee import Role
from bot.domain.delivery import DeliveryState, Route
from bot.domain.held_mail import AlreadySettled, HeldKind
from bot.domain.ids import PersonId
from bot.domain.invitation import Answer, Source
from bot.domain.permission import NotAllowed
from bot.domain.received import Automatic, Says
from bot.storage import Storage
from bot.usecases.answers import Spoken, answer_as
from bot.usecases.bounces import send_bounced_again
from bot.usecases.deliveries import LEASE, claim_due
from bot.usecases.holding import Folder
from bot.usecases.invitations import distribution
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat, change_seat
from bot.usecases.seating import SeatText
from tests.settling import settle_failed, settle_sent
from tests.town import CHAIR, HERE, NOW, POLICE, SECRETARY, confirmed, ledger, sent_all
from tests.usecases.mails import GRETA, bounce, bounces, mail, only_held, person_with, took

LATER = NOW + timedelta(hours=1)
DAEMON = "mailer-daemon@bostader.example"
TOLD = [("bounce", "slack", "Henrik Boman", 0), ("bounce", "slack", "Karin Ahlgren", 0)]


def receipt_of(storage: Storage, person_id: PersonId) -> str:
    """The Message-ID of the invitation that was sent to them."""
    with storage.reading() as transaction:
        sent = transaction.deliveries._where()
    mine = (one for one in sent if (one.person_id, one.route) == (person_id, Route.EMAIL))
    return next(one.receipt for one in mine if one.kind == "invitation")


def came_back(storage: Storage, **how: object) -> Folder | None:
    """Everybody has been sent their invitation, and Greta's comes back."""
    confirmed(storage)
    sent_all(storage)
    receipt = receipt_of(storage, person_with(storage, GRETA))
    return took(storage, mail(bounce(receipt, **how), by=DAEMON, vouched=False))  # type: ignore[arg-type]


def told(storage: Storage) -> list[tuple[str, str, str, int]]:
    return [debt for debt in ledger(storage) if debt[0] == "bounce"]


def marked(storage: Storage) -> dict[str, str]:
    """Who is marked under "who got what", and why."""
    found = distribution(storage, HERE, CHAIR, LATER)
    return {one.person.name: one.bounce.status for one in found.recipients if one.bounce}


def state_of_mail(storage: Storage) -> tuple[DeliveryState, str]:
    with storage.reading() as transaction:
        greta = person_with(storage, GRETA)
        (one,) = [
            one
            for one in transaction.deliveries._where()
            if one.person_id == greta and one.kind == "invitation"
        ]
    return one.state, one.error


def test_mail_that_comes_back_is_told_and_marks_its_recipient(town: Storage) -> None:
    assert came_back(town) is Folder.DONE
    assert state_of_mail(town) == (DeliveryState.FAILED, "bounced 5.1.1")
    assert (marked(town), told(town)) == ({"Greta Nyqvist": "5.1.1"}, TOLD)


@pytest.mark.parametrize(
    "says",
    [lambda name, to: bounce(name, address=to), lambda _name, _to: Automatic("Auto-Submitted")],
    ids=["comes back", "out of office"],
)
def test_answer_of_a_machine_that_is_faster_than_our_ledger_is_looked_at_again(
    town: Storage, says: Callable[[str, str], Says]
) -> None:
    """The mail is out, and the worker that sent it has not said so yet."""
    confirmed(town)
    due = claim_due(town, Route.EMAIL, "worker", NOW)
    assert due is not None
    assert due.person is not None
    address = str(due.person.email)
    name = f"<{due.delivery.mail_name}@ekeby.example>"
    answer = mail(says(name, address), by=address, vouched=False, about=(name,))
    assert took(town, answer) is None
    settle_sent(town, due, name, NOW)
    assert took(town, answer) is Folder.DONE
    found = {one.person.name: one for one in distribution(town, HERE, CHAIR, LATER).recipients}[
        due.person.name
    ]
    assert found.bounce or found.automatic_reply_at


def test_answer_of_a_machine_to_a_mail_left_in_doubt_is_not_waited_with(town: Storage) -> None:
    """Whoever was to say whether the mail is out has died, or nobody sends mail any more."""
    confirmed(town)
    due = claim_due(town, Route.EMAIL, "worker", NOW)
    assert due is not None
    name = f"<{due.delivery.mail_name}@ekeby.example>"
    answer = mail(bounce(name, address=GRETA), by=GRETA, vouched=False, about=(name,))
    assert took(town, answer, NOW) is None
    assert took(town, answer, NOW + LEASE) is Folder.HELD


def test_delay_is_nobodys_business(town: Storage) -> None:
    assert came_back(town, status="4.4.1", final=False) is Folder.DONE
    assert (state_of_mail(town)[0], marked(town), told(town)) == (DeliveryState.SENT, {}, [])


def test_recipient_may_have_had_it_forwarded(town: Storage) -> None:
    """The Message-ID is ours, the address that failed is not one we know."""
    came_back(town, address="greta@annorstades.example")
    assert marked(town) == {"Greta Nyqvist": "5.1.1"}


@pytest.mark.parametrize("message_ids", [(), ("<other@evil.example>",)], ids=["none", "a stranger's"])
def test_report_that_names_no_mail_of_ours_marks_nobody_and_is_shown(
    town: Storage, message_ids: tuple[str, ...]
) -> None:
    """Anybody can write that somebody cannot be reached."""
    confirmed(town)
    sent_all(town)
    assert took(town, mail(bounce(*message_ids), by="eva@evil.example", vouched=False)) is Folder.HELD
    assert (marked(town), told(town), state_of_mail(town)) == ({}, [], (DeliveryState.SENT, ""))
    kept = only_held(town)
    assert (kept.kind, kept.person_id) == (HeldKind.REPORT, person_with(town, GRETA))
    assert ("held_mail", "slack", "Henrik Boman", 0) in ledger(town)


def test_report_about_no_mail_of_ours_is_kept(town: Storage) -> None:
    confirmed(town)
    sent_all(town)
    stranger = bounce("<other@evil.example>", address="eva@evil.example")
    assert took(town, mail(stranger, by=DAEMON)) is Folder.HELD
    assert (marked(town), told(town)) == ({}, [])


def test_same_failure_reported_twice_is_told_once(town: Storage) -> None:
    came_back(town)
    receipt = receipt_of(town, person_with(town, GRETA))
    took(town, mail(bounce(receipt, status="5.0.0"), by=DAEMON))
    assert (len(bounces(town)), told(town)) == (1, TOLD)


def test_corrected_address_clears_the_mark(town: Storage) -> None:
    came_back(town)
    with town.transaction() as transaction:
        greta = transaction.people.get(person_with(town, GRETA))
        transaction.people.put(replace(greta, email="greta@ekebybostader.example"))
    assert marked(town) == {}


def moved_to_another_mailbox(storage: Storage) -> None:
    """Greta has had her invitation, and her address is corrected afterwards."""
    confirmed(storage)
    sent_all(storage)
    greta = person_with(storage, GRETA)
    with storage.reading() as transaction:
        (seat,) = (one for one in transaction.seats._where() if one.person_id == greta)
    moved = Mailbox("Greta Nyqvist", "greta@nytt.example")
    change_seat(storage, seat.id, SECRETARY, SeatText(seat.organisation, seat.role), LATER, mailbox=moved)
    sent_all(storage, LATER)


@pytest.mark.parametrize("kind", ["invitation", "mailbox_left"])
def test_mail_that_comes_back_from_the_old_mailbox_does_not_mark_the_new_one(
    town: Storage, kind: str
) -> None:
    moved_to_another_mailbox(town)
    with town.reading() as transaction:
        old = [one for one in transaction.deliveries._where() if one.sent_to == GRETA and one.kind == kind]
    assert took(town, mail(bounce(old[0].receipt), by=DAEMON), LATER) is Folder.DONE
    assert (marked(town), told(town), bounces(town)) == ({}, [], [])


@pytest.mark.parametrize(
    ("source", "left"), [(Source.EMAIL, {}), (Source.LINK, {}), (Source.SLACK, {"Greta Nyqvist": "5.1.1"})]
)
def test_answer_that_came_by_mail_clears_the_mark(
    town: Storage, source: Source, left: dict[str, str]
) -> None:
    """An answer in chat says nothing about the mailbox."""
    came_back(town)
    with town.reading() as transaction:
        (meeting,) = transaction.meetings._where()
    answer_as(town, meeting.id, person_with(town, GRETA), Spoken(Answer.ACCEPTED, source), LATER)
    assert marked(town) == left


def test_mail_is_sent_again_once_and_the_others_see_by_whom(town: Storage) -> None:
    came_back(town)
    (one,) = bounces(town)
    facts = send_bounced_again(town, one.id, SECRETARY, LATER)
    assert (state_of_mail(town), facts.again_by and facts.again_by.name) == (
        (DeliveryState.OWED, ""),
        "Henrik Boman",
    )
    with pytest.raises(AlreadySettled):
        send_bounced_again(town, one.id, CHAIR, LATER)


def test_mail_that_comes_back_again_is_told_again(town: Storage) -> None:
    came_back(town)
    send_bounced_again(town, bounces(town)[0].id, SECRETARY, LATER)
    sent_all(town, LATER)
    receipt = receipt_of(town, person_with(town, GRETA))
    took(town, mail(bounce(receipt, status="5.2.2"), by=DAEMON), LATER)
    assert (len(bounces(town)), marked(town)) == (2, {"Greta Nyqvist": "5.2.2"})


def test_letter_about_a_bounce_that_bounces_is_not_told_by_another_letter(town: Storage) -> None:
    """An officer who has only mail, and an address that is gone: no mail must follow upon mail for ever."""
    with town.reading() as transaction:
        (committee,) = transaction.committees.every()
    vera = Mailbox("Vera Holm", "vera.holm@ekeby.example")
    add_seat(town, committee.id, SECRETARY, vera, SeatText("kommunstyrelsen", Role.CHAIR), NOW)
    came_back(town)
    assert ("bounce", "email", "Vera Holm", 0) in told(town)
    sent_all(town)
    with town.reading() as transaction:
        letter = next(
            one for one in transaction.deliveries._where() if (one.kind, one.route) == ("bounce", "email")
        )
    took(town, mail(bounce(letter.receipt, address=vera.email), by=DAEMON), LATER)
    assert {(one.address, one.person_id == letter.person_id) for one in bounces(town)} >= {(vera.email, True)}
    assert told(town) == TOLD


def test_member_may_not_send_again(town: Storage) -> None:
    came_back(town)
    with pytest.raises(NotAllowed):
        send_bounced_again(town, bounces(town)[0].id, POLICE, LATER)


@pytest.mark.parametrize(
    ("reason", "status"), [("rcpt 550 5.1.1", "5.1.1"), ("rcpt 550", "")], ids=["with a status", "without"]
)
def test_address_that_the_mail_server_refuses_is_told_like_mail_that_comes_back(
    town: Storage, reason: str, status: str
) -> None:
    confirmed(town)
    sent = []
    while due := claim_due(town, Route.EMAIL, "test", NOW):
        refused = due.person is not None and due.person.email == GRETA
        if refused:
            settle_failed(town, due, reason, NOW, permanent=True, in_doubt=False)
        else:
            settle_sent(town, due, f"<{due.delivery.id}@ekeby.example>", NOW)
        sent.append(refused)
    assert (sent.count(True), told(town), marked(town)) == (1, TOLD, {"Greta Nyqvist": status})


@pytest.mark.parametrize(
    ("reason", "permanent"),
    [("rcpt 451 4.7.1", False), ("content 554 5.7.1", True), ("no e-mail address", True)],
    ids=["for the moment", "the mail itself", "nowhere to send it"],
)
def test_other_failures_mark_nobody(town: Storage, reason: str, *, permanent: bool) -> None:
    confirmed(town)
    due = claim_due(town, Route.EMAIL, "test", NOW)
    assert due is not None
    settle_failed(town, due, reason, NOW, permanent=permanent, in_doubt=False)
    assert (told(town), marked(town)) == ([], {})
