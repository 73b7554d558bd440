"""Mails about a meeting that nobody ended, to officers who have no account in the workspace."""

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from bot.domain.committee import Role
from bot.domain.delivery import Route
from bot.mail.message import Mail
from bot.mail.notifier import MailNotifier
from bot.storage import Storage
from bot.usecases.deliveries import claim_due
from bot.usecases.forgotten import end_forgotten_meetings
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from tests import town
from tests.settling import settle_sent

HOUR = timedelta(hours=1)
SIV = Mailbox("Siv Åberg", "siv.aberg@ekeby.example")


def mails(storage: Storage, *after: timedelta) -> list[EmailMessage]:
    """To somebody who is secretary too, when it is looked so long after the meeting's hours."""
    committee = town.council(storage)
    add_seat(
        storage, committee.id, town.SECRETARY, SIV, SeatText("kommunstyrelsen", Role.SECRETARY), town.NOW
    )
    meeting = town.begun(storage)
    town.sent_all(storage, meeting.start)
    sent: list[EmailMessage] = []

    def hand_in(mail: Mail) -> str:
        assert mail.recipient == SIV.email
        sent.append(message_from_bytes(mail.content, policy=default))
        return mail.message_id

    notifier = MailNotifier("kallelse@ekeby.example", hand_in)
    for now in (meeting.end + one for one in after):
        end_forgotten_meetings(storage, now)
        while due := claim_due(storage, Route.EMAIL, "test", now):
            settle_sent(storage, due, notifier.send(due), now)
    return sent


def read(mail: EmailMessage) -> tuple[str, str]:
    text = mail.get_body(("plain",))
    assert text is not None
    return str(mail["Subject"]), text.get_content().replace("\r\n", "\n").split("\n\n")[1]


def test_whether_it_is_still_going_on(storage: Storage) -> None:
    (mail,) = mails(storage, 2 * HOUR)
    assert read(mail) == (
        "Inte avslutat: Brottsförebyggande rådet, fredag 15 december 2017",
        (
            "Ingen har avslutat det här mötet. Är det över, avsluta det med /meeting end i rådets "
            "kanal, eller be någon där att göra det. Det avslutas av sig självt fre 15 dec. 2017 16.00."
        ),
    )


def test_that_it_ended_by_itself(storage: Storage) -> None:
    _, mail = mails(storage, 2 * HOUR, 4 * HOUR)
    subject, text = read(mail)
    assert subject == "Avslutades av sig självt: Brottsförebyggande rådet, fredag 15 december 2017"
    assert text.startswith("Mötet avslutades av sig självt, eftersom ingen hade avslutat det.")
