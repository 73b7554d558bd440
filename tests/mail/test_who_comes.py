"""Who comes, by mail the day before, to a chair or secretary who has no account in the workspace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.domain.committee import Role
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.invitation import Answer
from bot.mail.message import Mail
from bot.mail.notifier import MailNotifier
from bot.storage import Storage
from bot.usecases.answers import answer_invitation, comment_answer
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.deliveries import claim_due
from bot.usecases.links import Links
from bot.usecases.people import Mailbox
from bot.usecases.roster import change_seat, roster
from bot.usecases.seating import SeatText
from tests.databases import SqliteFiles
from tests.settling import settle_sent
from tests.town import CHAIR, DECEMBER, HERE, HOUSING, NOW, POLICE, RESCUE, SECRETARY, confirmed, council

DAY_BEFORE = datetime.fromisoformat("2017-12-14T08:00+01:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
def storage(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Storage]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    yield opened
    opened.close()


def give_greta(
    storage: Storage,
    role: Role,
    *,
    starts: date | None = None,
    ends: date | None = None,
    mailbox: Mailbox | None = None,
) -> None:
    """She has an address only."""
    seats = {line.person.name: line.seat.id for line in roster(storage, HERE, CHAIR, NOW).lines}
    text = SeatText("Ekebybostäder", role, starts, ends)
    change_seat(storage, seats["Greta Nyqvist"], SECRETARY, text, NOW, mailbox=mailbox)


def mails(storage: Storage, now: datetime = DAY_BEFORE) -> list[EmailMessage]:
    """Who comes, of all that has gone out by then."""
    sent: list[EmailMessage] = []

    def hand_in(mail: Mail) -> str:
        sent.append(message_from_bytes(mail.content, policy=policy.default))
        return mail.message_id

    notifier = MailNotifier(
        "kallelse@ekeby.example", hand_in, Links("secret", "https://kallelse.ekeby.example")
    )
    while due := claim_due(storage, Route.EMAIL, "test", now):
        settle_sent(storage, due, notifier.send(due), now)
        if due.delivery.kind != DeliveryKind.WHO_COMES:
            sent.pop()
    return sent


def test_secretary_with_mail_alone_reads_the_day_before_who_comes(storage: Storage) -> None:
    give_greta(storage, Role.SECRETARY)
    meeting = confirmed(storage)
    answer_invitation(storage, meeting.id, POLICE, Answer.DECLINED, NOW)
    comment_answer(storage, meeting.id, POLICE, "På kurs", NOW + SECOND)
    for who in (CHAIR, RESCUE):
        answer_invitation(storage, meeting.id, who, Answer.ACCEPTED, NOW)
    assert mails(storage, DAY_BEFORE - SECOND) == []
    (mail,) = mails(storage)
    text = mail.get_body(("plain",))
    assert text is not None
    assert (mail["To"].addresses[0].addr_spec, mail["Subject"]) == (
        "greta.nyqvist@ekebybostader.example",
        "Svaren inför mötet: Brottsförebyggande rådet, fredag 15 december 2017",
    )
    assert text.get_content().replace("\r\n", "\n").split("\n\n")[1:3] == [
        "Det här har de inbjudna svarat hittills.",
        (
            "Tid: fredag 15 december 2017 kl. 10.00–12.00 (centraleuropeisk normaltid)\n"
            "Plats: Eksalen, kommunhuset\n"
            "Kommer (2): Ali Rahimi, Karin Ahlgren\n"
            "Kommer inte (1): Lena Ström\n"
            "Har inte svarat (3): Greta Nyqvist, Henrik Boman, Ulf Östberg\n"
            "Lena Ström: På kurs"
        ),
    ]
    assert mails(storage, DAY_BEFORE + timedelta(hours=3)) == []


def test_members_and_officers_with_an_account_get_no_such_mail(storage: Storage) -> None:
    confirmed(storage)
    assert mails(storage) == []


def test_who_becomes_secretary_later_gets_it_and_who_leaves_office_does_not(storage: Storage) -> None:
    confirmed(storage)
    give_greta(storage, Role.SECRETARY)
    give_greta(storage, Role.MEMBER)
    assert mails(storage) == []
    give_greta(storage, Role.CHAIR)
    assert len(mails(storage)) == 1


def test_secretary_whose_seat_begins_later_gets_it_too(storage: Storage) -> None:
    give_greta(storage, Role.SECRETARY, starts=date(2017, 12, 14))
    confirmed(storage)
    assert len(mails(storage)) == 1


def test_who_has_left_office_by_then_gets_none(storage: Storage) -> None:
    give_greta(storage, Role.SECRETARY, ends=date(2017, 12, 13))
    confirmed(storage)
    with storage.reading() as transaction:
        assert DeliveryKind.WHO_COMES not in {one.kind for one in transaction.deliveries._where()}


def test_secretary_who_gets_an_address_gets_it(storage: Storage) -> None:
    give_greta(storage, Role.SECRETARY)
    with storage.transaction() as transaction:
        greta = transaction.people.with_email(HOUSING.email)
        assert greta is not None
        transaction.people.put(replace(greta, email=None))
    confirmed(storage)
    assert mails(storage) == []
    give_greta(storage, Role.SECRETARY, mailbox=HOUSING)
    assert len(mails(storage)) == 1


def test_it_comes_the_day_before_the_meeting_as_it_was_announced_last(storage: Storage) -> None:
    give_greta(storage, Role.SECRETARY)
    meeting = confirmed(storage)
    later = replace(DECEMBER, start=DECEMBER.start + timedelta(days=3))
    move_meeting(storage, meeting.id, CHAIR, later, NOW)
    assert mails(storage) == []
    assert len(mails(storage, DAY_BEFORE + timedelta(days=3))) == 1


def test_nobody_hears_who_comes_to_what_is_off_or_that_soon(storage: Storage) -> None:
    give_greta(storage, Role.SECRETARY)
    meeting = confirmed(storage)
    cancel_meeting(storage, meeting.id, CHAIR, "", NOW)
    assert mails(storage) == []
    confirmed(storage, now=DAY_BEFORE + SECOND)
    assert mails(storage, DAY_BEFORE + timedelta(hours=2)) == []
