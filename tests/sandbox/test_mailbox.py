"""Mail sent to the sandbox is there for its reader, with the invitation as the reader's calendar shows it."""

import json
import smtplib
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from bot.sandbox.driver import wait_for_mails
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox

INVITATION = """BEGIN:VCALENDAR\r
PRODID:-//example//EN\r
VERSION:2.0\r
METHOD:REQUEST\r
BEGIN:VTIMEZONE\r
TZID:Europe/Stockholm\r
BEGIN:STANDARD\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:19810329T020000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:7@example.org\r
DTSTAMP:20171101T080000Z\r
DTSTART;TZID=Europe/Stockholm:20171215T100000\r
DTEND;TZID=Europe/Stockholm:20171215T120000\r
SEQUENCE:2\r
STATUS:CONFIRMED\r
SUMMARY:Rådet\r
LOCATION:Stora salen\\, rådhuset\r
ORGANIZER;CN=Rådet:mailto:council@example.org\r
ATTENDEE;CN=Eva Lindqvist;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:eva@example.org\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
DESCRIPTION:Rådet\r
TRIGGER:-P1D\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
"""


def invitation(to: str = "eva@example.org", sender: str = "council@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"Rådet <{sender}>"
    message["To"] = f"Eva Lindqvist <{to}>"
    message["Subject"] = "Kallelse: rådet fredag 15 december"
    message.set_content("Välkommen.\n")
    message.add_alternative("<p>Välkommen.</p>\n", subtype="html")
    message.add_alternative(INVITATION, subtype="calendar", params={"method": "REQUEST"})
    message.add_attachment(INVITATION.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return message


def send(sandbox: Sandbox, message: EmailMessage, to: str = "eva@example.org") -> None:
    port = urlsplit(sandbox.smtp_url).port or 0
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as connection:
        connection.send_message(message, to_addrs=[to])


def asked(sandbox: Sandbox, path: str) -> Any:
    with urlopen(sandbox.url + path, timeout=5) as answer:  # noqa: S310
        return json.load(answer)


def test_invitation_is_read_as_a_calendar_program_reads_it(empty_sandbox: Sandbox) -> None:
    send(empty_sandbox, invitation())
    (mail,) = empty_sandbox.person("Eva").mails("rådet")
    assert mail["calendar"] == {
        "method": "REQUEST",
        "uid": "7@example.org",
        "sequence": 2,
        "status": "CONFIRMED",
        "summary": "Rådet",
        "description": None,
        "location": "Stora salen, rådhuset",
        "start": "2017-12-15T10:00:00+01:00",
        "end": "2017-12-15T12:00:00+01:00",
        "timezone": "Europe/Stockholm",
        "organizer": {"name": "Rådet", "email": "council@example.org"},
        "attendees": [
            {
                "name": "Eva Lindqvist",
                "email": "eva@example.org",
                "partstat": "NEEDS-ACTION",
                "rsvp": True,
                "role": "REQ-PARTICIPANT",
            }
        ],
        "url": None,
        "alarms": ["-P1D"],
    }
    assert (mail["text"], mail["html"]) == ("Välkommen.\n", "<p>Välkommen.</p>\n")
    assert mail["problems"] == []


def test_mailbox_lists_newest_first_and_remembers_what_was_opened(empty_sandbox: Sandbox) -> None:
    send(empty_sandbox, invitation())
    plain = EmailMessage()
    plain["From"], plain["To"], plain["Subject"] = "council@example.org", "eva@example.org", "A note"
    plain.set_content("Hello")
    send(empty_sandbox, plain)
    mails = asked(empty_sandbox, "/sandbox/mails?to=EVA@example.org")["mails"]
    assert [(m["subject"], m["has_calendar"], m["method"], m["read"]) for m in mails] == [
        ("A note", False, None, False),
        ("Kallelse: rådet fredag 15 december", True, "REQUEST", False),
    ]
    asked(empty_sandbox, f"/sandbox/mails/{mails[0]['id']}")
    assert [m["read"] for m in asked(empty_sandbox, "/sandbox/mails")["mails"]] == [True, False]
    assert asked(empty_sandbox, "/sandbox/workspace?as=U0EVA")["unread_mails"] == 1


def test_invitation_and_mail_can_be_downloaded(empty_sandbox: Sandbox) -> None:
    send(empty_sandbox, invitation())
    (mail,) = asked(empty_sandbox, "/sandbox/mails")["mails"]
    listed = asked(empty_sandbox, f"/sandbox/mails/{mail['id']}")["attachments"]
    assert [(a["name"], a["type"]) for a in listed] == [
        ("invite.ics", "application/ics"),
        ("invitation.ics", "text/calendar"),
    ]
    with urlopen(empty_sandbox.url + listed[1]["url"], timeout=5) as answer:  # noqa: S310
        assert answer.read().decode().startswith("BEGIN:VCALENDAR")
    with urlopen(f"{empty_sandbox.url}/sandbox/mails/{mail['id']}/raw", timeout=5) as answer:  # noqa: S310
        assert b"Subject:" in answer.read()


def test_people_without_an_account_are_known_by_their_mail(empty_sandbox: Sandbox) -> None:
    send(empty_sandbox, invitation("guest@example.org"), "guest@example.org")
    wait_for_mails(empty_sandbox.mailbox, "guest@example.org", "rådet", 1, 5)
    drawn = asked(empty_sandbox, "/sandbox/workspace?as=U0EVA")
    assert drawn["people_without_slack"] == [{"name": "Eva Lindqvist", "email": "guest@example.org"}]


def test_invitation_that_would_show_no_buttons_is_told(empty_sandbox: Sandbox) -> None:
    send(empty_sandbox, invitation("guest@example.org", sender="noreply@example.org"), "guest@example.org")
    (mail,) = wait_for_mails(empty_sandbox.mailbox, "guest@example.org", "rådet", 1, 5)
    assert mail["problems"] == [
        "the organizer council@example.org is not the sender noreply@example.org",
        "guest@example.org is not among the attendees",
    ]


@pytest.mark.parametrize(("fault", "code"), [("refuse_recipient", 550), ("greylist", 451)])
def test_mail_server_refuses_a_recipient_as_often_as_it_was_told(
    empty_sandbox: Sandbox, fault: str, code: int
) -> None:
    empty_sandbox.app.faults.plan(Fault(fault, "eva@example.org"))
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        send(empty_sandbox, invitation())
    assert refusal.value.recipients["eva@example.org"][0] == code
    send(empty_sandbox, invitation())
    assert len(empty_sandbox.person("Eva").mails()) == 1


def test_mail_server_may_take_a_mail_and_hang_up_before_it_says_so(empty_sandbox: Sandbox) -> None:
    empty_sandbox.app.faults.plan(Fault("drop_after_data", "eva@example.org"))
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(empty_sandbox, invitation())
    assert len(empty_sandbox.person("Eva").mails()) == 1
