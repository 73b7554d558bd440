"""Proposed dates by mail: the question with its link, the reminder, and what became of them."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from bot.domain.delivery import DeliveryKind, Route
from bot.mail.message import Mail
from bot.mail.notifier import MailNotifier
from bot.storage import Storage
from bot.usecases.changing import cancel_meeting, confirm_meeting
from bot.usecases.deliveries import claim_due
from bot.usecases.keeping_time import keep_time
from bot.usecases.links import Links
from bot.usecases.proposals import set_deadline, withdraw_proposal
from bot.usecases.putting import put_meeting
from tests.settling import settle_sent
from tests.town import NOW, POLICE, SECRETARY, council, planned
from tests.usecases.silences import DEADLINE, REMINDER, delivered, objects, put

LINKS = Links("secret", "https://kallelse.ekeby.example")


def mails(storage: Storage, now: datetime, links: Links | None = LINKS) -> list[tuple[str, str]]:
    """What Greta gets by then: subject and text, invitations left out."""
    sent: list[EmailMessage] = []

    def hand_in(mail: Mail) -> str:
        sent.append(message_from_bytes(mail.content, policy=default))
        return mail.message_id

    notifier = MailNotifier("kallelse@ekeby.example", hand_in, links)
    while due := claim_due(storage, Route.EMAIL, "test", now):
        receipt = notifier.send(due)
        settle_sent(storage, due, receipt, now)
        if due.delivery.kind == DeliveryKind.INVITATION:
            sent.pop()
    letters = [(str(one["Subject"]), one.get_body(("plain",))) for one in sent]
    return [(subject, body.get_content()) for subject, body in letters if body]


def test_question_has_every_date_the_deadline_and_a_link(storage: Storage) -> None:
    council(storage)
    put(storage, "1 mars 2018 kl 10-12\n5 april 2018 kl 10-12")
    ((subject, text),) = mails(storage, NOW)
    assert subject == "Passar tiderna: Brottsförebyggande rådet"
    for told in (
        "Antas om ingen invänder senast onsdag 18 oktober 2017 kl. 18.00.",
        "torsdag 1 mars 2018 kl. 10.00–12.00",
        "torsdag 5 april 2018 kl. 10.00–12.00",
        "https://kallelse.ekeby.example/answer/",
    ):
        assert told in " ".join(text.split())


def test_without_a_public_address_the_mail_says_whom_to_write_to(storage: Storage) -> None:
    council(storage)
    put(storage, "1 mars 2018 kl 10-12")
    ((subject, text),) = mails(storage, NOW, None)
    assert subject == "Passar tiden: Brottsförebyggande rådet"
    assert "Vill du invända, skriv till Henrik Boman." in " ".join(text.split())
    assert "http" not in text


def test_reminder_and_outcome(storage: Storage) -> None:
    council(storage)
    facts = put(storage, "1 mars 2018 kl 10-12\n5 april 2018 kl 10-12")
    mails(storage, NOW)
    delivered(storage)
    objects(storage, facts, POLICE, 1, reason="Semester")
    ((subject, text),) = mails(storage, REMINDER)
    assert subject == "Du har inte hört av dig ännu: Brottsförebyggande rådet"
    assert "/answer/" in text
    keep_time(storage, DEADLINE)
    ((subject, text),) = mails(storage, DEADLINE)
    said = " ".join(text.split())
    assert subject == "Antagna tider: Brottsförebyggande rådet"
    assert "Antaget, utom det som någon invände mot senast onsdag 18 oktober 2017 kl. 18.00." in said
    assert "Lena Ström: Semester" in said
    assert "Inbjudningar till de antagna tiderna går ut av sig själva." in said


def test_another_deadline_is_told_with_a_subject_that_says_so(storage: Storage) -> None:
    council(storage)
    facts = put(storage, "1 mars 2018 kl 10-12\n5 april 2018 kl 10-12")
    mails(storage, NOW)
    set_deadline(storage, facts.proposal.id, SECRETARY, datetime(2017, 10, 25, 12, 0), NOW)  # noqa: DTZ001
    ((subject, text),) = mails(storage, NOW)
    assert subject == "Ny sista svarstid – passar tiderna: Brottsförebyggande rådet"
    assert "25 oktober 2017 kl. 12.00" in text


def test_outcome_of_dates_that_were_all_objected_to_says_that_nothing_is_settled_yet(
    storage: Storage,
) -> None:
    council(storage)
    facts = put(storage, "1 mars 2018 kl 10-12")
    mails(storage, NOW)
    delivered(storage)
    objects(storage, facts, POLICE, 0)
    keep_time(storage, DEADLINE)
    ((subject, _),) = mails(storage, DEADLINE)
    assert subject == "Ingen tid antagen ännu: Brottsförebyggande rådet"


def test_dates_that_were_all_settled_otherwise_are_nothing_left_to_answer(storage: Storage) -> None:
    council(storage)
    meeting = planned(storage)
    put_meeting(storage, meeting.id, SECRETARY, NOW)
    mails(storage, NOW)
    confirm_meeting(storage, meeting.id, SECRETARY, NOW)
    keep_time(storage, NOW)
    subjects = [subject for subject, _ in mails(storage, NOW)]
    assert subjects == ["Inget kvar att svara på: Brottsförebyggande rådet"]


def test_date_that_was_cancelled_meanwhile_says_why(storage: Storage) -> None:
    council(storage)
    meeting = planned(storage)
    put_meeting(storage, meeting.id, SECRETARY, NOW)
    mails(storage, NOW)
    cancel_meeting(storage, meeting.id, SECRETARY, "Lokalen är stängd", NOW)
    keep_time(storage, NOW)
    ((_, text),) = mails(storage, NOW)
    assert "inställd under tiden: Lokalen är stängd" in " ".join(text.split())


def test_withdrawal(storage: Storage) -> None:
    council(storage)
    facts = put(storage, "1 mars 2018 kl 10-12")
    mails(storage, NOW)
    withdraw_proposal(storage, facts.proposal.id, SECRETARY, NOW)
    ((subject, text),) = mails(storage, NOW)
    assert subject == "Förslaget är tillbakadraget: Brottsförebyggande rådet"
    assert "Tillbakadraget av Henrik Boman. Du behöver inte göra något." in " ".join(text.split())
