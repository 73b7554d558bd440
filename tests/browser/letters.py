"""Mail as a bot for committees sends it, handed to the sandbox's mail server."""

import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

from bot.sandbox.server import Sandbox

INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//showcase//EN
METHOD:{method}
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:7@kallelse.example
SEQUENCE:{sequence}
DTSTAMP:20171011T110000Z
DTSTART;TZID=Europe/Stockholm:20171215T100000
DTEND;TZID=Europe/Stockholm:20171215T120000
SUMMARY:Trygghetsrådet: möte 4/2017
LOCATION:Rådsalen\\, Granviks stadshus
DESCRIPTION:1. Upprop\\n2. Avtalet med Granviksbostäder\\n3. Ev. hatbrottsgruppen
ORGANIZER;CN=Trygghetsrådet:mailto:kallelse@granvik.example
ATTENDEE;CN=Maja Ek;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:maja.ek@granvik.example
ATTENDEE;CN=Oliver Hart;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:oliver.hart@bostader.example
ATTENDEE;CN=Ines Falk;PARTSTAT=DECLINED;RSVP=TRUE;ROLE=OPT-PARTICIPANT:mailto:ines.falk@lansstyrelsen.example
END:VEVENT
END:VCALENDAR
"""

PAGE = """<html><body style="font-family:sans-serif">
<h1>Kallelse</h1><p>Fredag 15 december 2017 kl. 10.00–12.00, Rådsalen.</p>
<script>parent.document.title = "taken"</script><img src="https://tracker.example/pixel.png" onerror="alert(1)">
<p><a href="https://example.org/svar">Svara här</a></p></body></html>"""


ORGANIZER = "kallelse@granvik.example"
QUIET = '<p>Kallelse</p><p><a href="https://example.org/svar">Svara här</a></p>'


def invitation(to: str, *, method: str = "REQUEST", sequence: int = 0, html: str = PAGE) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"Trygghetsrådet <{ORGANIZER}>"
    message["To"] = to
    message["Subject"] = "Kallelse: Trygghetsrådet 15 december"
    message.set_content(
        "Kallelse\n\nFredag 15 december 2017 kl. 10.00–12.00, Rådsalen.\nSvara: https://example.org/svar.\n"
    )
    message.add_alternative(html, subtype="html")
    calendar = INVITATION.format(method=method, sequence=sequence).replace("\n", "\r\n")
    message.add_alternative(calendar, subtype="calendar", params={"method": method})
    message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return message


def sends(sandbox: Sandbox, message: EmailMessage) -> None:
    server = urlsplit(sandbox.mailbox.url)
    with smtplib.SMTP(server.hostname or "", server.port or 0) as smtp:
        smtp.send_message(message)
