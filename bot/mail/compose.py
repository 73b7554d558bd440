"""One person's mail about one meeting: facts in, a whole message out. Pure: the same facts give the same bytes.

The MIME layout is the one that Outlook, Gmail, Apple and Thunderbird all read, RFC 6047 section 4:
mixed( alternative( text/plain, text/html, text/calendar; method=… ), invite.ics ). The calendar comes last among the
alternatives, and once more as a file because some clients look at attachments only.
"""

from base64 import encodebytes
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from markupsafe import escape

from bot.calendar.check import Finding, check, check_people
from bot.calendar.entry import Attendee, CalendarEntry, Frame, Mailbox, Method, frame, people
from bot.delivery import DeliveryError
from bot.domain.delivery import HELD_BACK
from bot.mail.invitation import InvitationMail
from bot.mail.letter import calendar_text, letter
from bot.mail.message import Envelope, Mail, Written, base64_part, mail, written

LINK = "https://answer.link.invalid/"
"""Stands in a letter that several people share where each has a link of their own."""
ICS = "invite.ics"


@dataclass(eq=False, kw_only=True)
class BrokenInvitation(DeliveryError):
    """Our own linter found something in the mail; it stays here, and the findings say why."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Invite:
    """A calendar as it stands in a mail: once among the alternatives, once as a file. `addresses` are in lower case."""

    frame: Frame
    lines: bytes
    addresses: frozenset[str]
    alternative: bytes
    attachment: bytes


@dataclass(frozen=True, slots=True)
class Common:
    """What readers of one language, zone and answer have in common."""

    letter: Written
    frame: Frame


@dataclass(slots=True)
class Shared:
    """What mails about one meeting share, kept between them: a thousand readers have a handful of letters and calendars,
    and only the first of each is made, and checked, from the beginning. Threads may share it.
    """

    common: dict[InvitationMail, Common] = field(default_factory=dict)
    frames: dict[tuple[CalendarEntry, Method], Frame] = field(default_factory=dict)
    invites: dict[Frame, Invite] = field(default_factory=dict)
    checked: set[Frame] = field(default_factory=set)
    turn: Lock = field(default_factory=Lock)


def compose(
    invitation: InvitationMail,
    *,
    message_id: str,
    sent_at: datetime,
    first_message_id: str | None = None,
    files: tuple[bytes, ...] = (),
    shared: Shared | None = None,
) -> Mail:
    """The message, ready to be sent. `first_message_id` is that of the invitation which an update belongs under; `files`
    are attached as they are. `shared` is for mails that have their attendees in common, or have one each.

    From is the ORGANIZER: answers go to the mailbox we read (nextcloud/server#17496). Raises BrokenInvitation, so that
    nothing leaves that a calendar would read wrong.
    """
    shared = shared or Shared()
    envelope = Envelope(
        sender=Mailbox(invitation.committee_name, invitation.entry.organizer.address),
        recipient=Mailbox(invitation.recipient_name, invitation.recipient_address),
        message_id=message_id,
        sent_at=sent_at,
        first_message_id=first_message_id,
    )
    with shared.turn:
        common = _common(invitation, shared)
        invite = _invite(invitation, common.frame, shared)
        letter_of_own = _linked(common.letter, invitation.answer_link)
        message = mail(envelope, letter_of_own, calendar=invite.alternative, files=[invite.attachment])
        _check(message, invite, invitation.kind.method, shared)
    if not files:
        return message
    return mail(envelope, letter_of_own, calendar=invite.alternative, files=[invite.attachment, *files])


def _common(invitation: InvitationMail, shared: Shared) -> Common:
    entry = replace(invitation.entry, attendees=())
    key = replace(
        invitation,
        recipient_name="",
        recipient_address="",
        entry=entry,
        answer_link=invitation.answer_link and LINK,
    )
    if key not in shared.common:
        described, method = replace(entry, description=calendar_text(key)), key.kind.method
        if (described, method) not in shared.frames:
            shared.frames[described, method] = frame(described, method)
        shared.common[key] = Common(written(letter(key)), shared.frames[described, method])
    return shared.common[key]


def _linked(common: Written, link: str | None) -> Written:
    """With the reader's own link in the place of everybody's."""
    if not link:
        return common
    return replace(
        common,
        plain=common.plain.replace(LINK, link),
        html=common.html.replace(LINK, str(escape(link))),
    )


def _invite(invitation: InvitationMail, around: Frame, shared: Shared) -> Invite:
    """One for all, or each reader's own where nobody sees the others."""
    attendees, method = invitation.entry.attendees, invitation.kind.method
    if len(attendees) == 1:
        return _made(attendees, around, method)
    if around not in shared.invites:
        shared.invites[around] = _made(attendees, around, method)
    return shared.invites[around]


def _made(attendees: tuple[Attendee, ...], around: Frame, method: Method) -> Invite:
    lines = people(attendees, method)
    addresses = frozenset(one.address.lower() for one in attendees)
    return Invite(around, lines, addresses, *_parts(around.around(lines), method))


def _parts(calendar: bytes, method: str) -> tuple[bytes, bytes]:
    """A calendar as the last of the alternatives, and as a file."""
    alternative = f'Content-Type: text/calendar; charset="utf-8"; method="{method}"\n'
    attachment = (
        f'Content-Type: application/ics; name="{ICS}"\nContent-Disposition: attachment; filename="{ICS}"\n'
    )
    encoded = encodebytes(calendar)
    return base64_part(alternative, encoded), base64_part(attachment, encoded)


def with_calendar(envelope: Envelope, words: Written, calendar: bytes, method: str) -> Mail:
    """A letter with a calendar that nobody else gets. Raises BrokenInvitation."""
    alternative, attachment = _parts(calendar, str(method))
    message = mail(envelope, words, calendar=alternative, files=[attachment])
    _must_be_right(check(message.content))
    return message


def _check(message: Mail, invite: Invite, method: Method, shared: Shared) -> None:
    """The first mail around a calendar is checked as a whole, those after it for what is not the same: its people."""
    if invite.frame not in shared.checked or message.recipient.lower() not in invite.addresses:
        findings = check(message.content)
    elif len(invite.addresses) == 1:
        findings = check_people(invite.lines, method.value, message.sender)
    else:
        findings = []
    _must_be_right(findings)
    shared.checked.add(invite.frame)


def _must_be_right(findings: list[Finding]) -> None:
    if findings:
        rules = ", ".join(sorted({finding.rule for finding in findings}))
        raise BrokenInvitation(
            permanent=True, held_back=True, reason=f"{HELD_BACK}: {rules}", findings=tuple(findings)
        )
