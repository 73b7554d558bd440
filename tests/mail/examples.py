"""An invented council's mails."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.calendar.entry import Mailbox
from bot.mail.compose import compose
from bot.mail.invitation import AgendaLine, InvitationMail, MailKind
from bot.mail.message import Mail
from tests.calendar.examples import ANNA, MEETING

SENT_AT = datetime(2017, 10, 11, 13, 5, tzinfo=UTC)
FIRST_ID = "<7.0.anna@alvnas.example>"
INVITATION = InvitationMail(
    recipient_name=ANNA.name,
    recipient_address=ANNA.address,
    language="sv",
    committee_name="Trygghetsrådet i Älvnäs",
    kind=MailKind.INVITATION,
    meeting_title="Möte med Trygghetsrådet",
    entry=replace(MEETING, link="https://video.example/rum/42", description=""),
    agenda=(
        AgendaLine("1", "Mötet öppnas"),
        AgendaLine("2", "Lägesbild från polisen", minutes=20),
        AgendaLine("3", "Överenskommelsen om samverkan", minutes=30),
        AgendaLine("4", "Besök av länsstyrelsen", tentative=True, minutes=15),
        AgendaLine("5", "Övriga frågor"),
    ),
    ask=Mailbox("Eva Lind", "eva.lind@alvnas.example"),
)
MOVED = replace(
    INVITATION,
    kind=MailKind.MOVED,
    entry=replace(INVITATION.entry, sequence=1),
    previous_start=MEETING.start.replace(day=8),
)
CANCELLED = replace(
    INVITATION,
    kind=MailKind.CANCELLED,
    entry=replace(INVITATION.entry, sequence=2),
    reason="Ordföranden är sjuk. Nytt datum kommer i januari.",
)


def composed(mail: InvitationMail, number: str = "7.0") -> Mail:
    first = None if mail.kind is MailKind.INVITATION else FIRST_ID
    return compose(
        mail, message_id=f"<{number}.anna@alvnas.example>", sent_at=SENT_AT, first_message_id=first
    )
