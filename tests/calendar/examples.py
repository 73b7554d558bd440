"""An invented council and its meeting, for the tests of calendar and mail."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.calendar.entry import Attendee, CalendarEntry, Mailbox, Role

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ORGANIZER = Mailbox("Trygghetsrådet i Älvnäs", "kallelse@alvnas.example")
ANNA = Attendee("Anna Ekdahl", "anna.ekdahl@alvnas.example", role=Role.CHAIR)
BO = Attendee("Bo Öst, Bostads AB", "bo@bostad.example")
MEETING = CalendarEntry(
    uid="meeting-7@alvnas.example",
    sequence=0,
    stamp=datetime(2017, 10, 11, 13, 5, tzinfo=UTC),
    start=datetime(2017, 12, 15, 10, tzinfo=STOCKHOLM),
    end=datetime(2017, 12, 15, 12, tzinfo=STOCKHOLM),
    title="Möte med Trygghetsrådet",
    place="Ekrummet, kommunhuset",
    link="https://video.example/rum/42?a=1,2",
    description="Dagordning\n1. Mötet öppnas\n2. Lägesbild; trygghet, närvaro",
    organizer=ORGANIZER,
    attendees=(ANNA, BO),
    language="sv",
)
