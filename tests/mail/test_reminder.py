"""The reminder by mail: below the invitation, with the link, and nothing that a calendar would take for news."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.delivery import deliver_due
from bot.domain.delivery import DeliveryState, Route
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import Meeting
from bot.mail.message import Mail
from bot.mail.notifier import MailNotifier
from bot.storage import Storage
from bot.usecases.answers import Spoken, answer_as
from bot.usecases.changing import move_meeting
from bot.usecases.links import Links
from tests.databases import SqliteFiles
from tests.town import CHAIR, FEBRUARY, HOUSING, NOW, confirmed, council

SENDER = "kallelse@ekeby.example"
LINKS = Links("secret", "https://kallelse.ekeby.example")


@pytest.fixture
def storage(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Storage]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    yield opened
    opened.close()


def mails(storage: Storage, meeting: Meeting, links: Links | None) -> dict[str, list[EmailMessage]]:
    """What everybody has got by mail three days before the meeting."""
    sent: dict[str, list[EmailMessage]] = {}

    def hand_in(mail: Mail) -> str:
        message = message_from_bytes(mail.content, policy=policy.default)
        sent.setdefault(mail.recipient, []).append(message)
        return mail.message_id

    now = meeting.start - timedelta(days=3)
    deliver_due(storage, Route.EMAIL, MailNotifier(SENDER, hand_in, links), "test", lambda: now)
    return sent


def test_reminder_goes_below_the_invitation_with_the_link(storage: Storage) -> None:
    meeting = confirmed(storage)
    sent = mails(storage, meeting, LINKS)
    invitation, reminder = sent.pop(HOUSING.email)
    assert reminder["Subject"] == "Påminnelse: Brottsförebyggande rådet, fredag 15 december 2017"
    assert reminder["In-Reply-To"] == invitation["Message-ID"]
    assert reminder["Message-ID"] != invitation["Message-ID"]
    assert {part.get_content_type() for part in reminder.walk()} == {
        "multipart/alternative",
        "text/plain",
        "text/html",
    }
    text = str(reminder.get_body(("plain",)).get_content())
    assert "Tid: fredag 15 december 2017 kl. 10.00–12.00 (centraleuropeisk normaltid)" in text
    assert "https://kallelse.ekeby.example/answer/" in text
    assert {len(one) for one in sent.values()} == {1}


def test_without_a_link_nobody_is_reminded_and_nothing_counts_as_failed(storage: Storage) -> None:
    """They may have answered by mail, which is not always read."""
    sent = mails(storage, confirmed(storage), None)
    assert {len(one) for one in sent.values()} == {1}
    with storage.reading() as transaction:
        rows = transaction.deliveries._where()
    states = {row.kind: row.state for row in rows if row.route == Route.EMAIL}
    assert states == {"invitation": DeliveryState.SENT, "reminder": DeliveryState.VOID}


def test_reminder_says_that_an_earlier_answer_no_longer_counts(storage: Storage) -> None:
    meeting = confirmed(storage)
    with storage.reading() as transaction:
        greta = transaction.people.with_addresses([HOUSING.email])[HOUSING.email]
    answer_as(storage, meeting.id, greta.id, Spoken(Answer.ACCEPTED, Source.LINK), NOW)
    moved = move_meeting(storage, meeting.id, CHAIR, FEBRUARY, NOW + timedelta(seconds=1)).meeting
    text = str(mails(storage, moved, LINKS)[HOUSING.email][-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert "Svara igen: svaret som du gav tidigare gäller inte längre." in text
    assert "Du har inte svarat ännu" not in text
