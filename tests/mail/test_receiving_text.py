"""What people type into comments and names comes out as it went in, whatever it is."""

from email.header import Header
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, vCalAddress

from bot.calendar.reply import LONGEST_COMMENT
from bot.calendar.text import display_name, paragraphs
from bot.domain.received import Received, Scheduling
from tests.mail.inbound_mails import read

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def reply(comment: str, name: str, encoding: str) -> bytes:
    """A reply as a careful program writes it, with a name in its From."""
    attendee = vCalAddress("mailto:lena@ekeby.example")
    attendee.params["PARTSTAT"] = "ACCEPTED"
    event = Event()
    event.add("uid", "m1@kallelse")
    event.add("comment", comment)
    event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("method", "REPLY")
    calendar.add_component(event)
    mail = EmailMessage()
    mail.set_content(calendar.to_ical(), "text", "calendar", cte=encoding, params={"charset": "utf-8"})
    written = Header(name, "utf-8", header_name="From").encode()
    return f"From: {written} <lena@ekeby.example>\r\n".encode() + mail.as_bytes()


def said(mail: Received) -> str:
    assert isinstance(mail.says, Scheduling), mail.says
    return mail.says.responses[0].comment


@settings(max_examples=60, deadline=None)
@given(TEXT, st.sampled_from(["base64", "quoted-printable"]))
def test_comment_is_what_was_typed(typed: str, encoding: str) -> None:
    assert said(read(reply(typed, "Lena", encoding))) == paragraphs(typed)[:LONGEST_COMMENT]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60))
def test_name_is_what_was_typed(typed: str) -> None:
    assert read(reply("", typed, "base64")).writer.name == display_name(typed)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_as_something(octets: bytes) -> None:
    assert read(octets).digest == read(octets).digest
