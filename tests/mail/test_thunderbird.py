"""Our mails in a real client: what it offers its reader, and what then stands in the calendar.

The mail program and its calendar are Anna's. Each test starts with an empty calendar and has a meeting of its own.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from itertools import count

import pytest
from icalendar import Calendar

from bot.calendar.entry import Mailbox
from bot.calendar.text import display_name, one_line, paragraphs
from bot.mail.invitation import InvitationMail, MailKind
from bot.mail.letter import calendar_text, letter
from tests.calendar.examples import ANNA, BO, HOSTILE, STOCKHOLM, every_week, instants, request
from tests.mail.examples import CANCELLED, INVITATION, MOVED, composed
from tests.mail.mailserver import Post, Received, mail_server
from tests.mail.thunderbird import (
    ACCEPT,
    ACCEPT_SILENTLY,
    REMOVE,
    Held,
    Opened,
    Person,
    Thunderbird,
    thunderbird,
)

pytestmark = pytest.mark.judge
ANSWERS = ("imipAcceptButton", "imipTentativeButton", "imipDeclineButton", "imipMoreButton")
NOTHING_TO_DO = ("imipDetailsButton",)
MEETINGS = count(1)
HAS_ARRIVED_WITHIN = 10  # seconds


@pytest.fixture(scope="module")
def post() -> Post:
    """The mail server that Anna's answers are handed in to."""
    return Post()


@pytest.fixture(scope="module")
def running(post: Post, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Thunderbird]:
    with mail_server(post) as port, thunderbird(tmp_path_factory.mktemp("thunderbird")) as program:
        program.set_up(Mailbox(ANNA.name, ANNA.address), port)
        yield program


@pytest.fixture
def client(running: Thunderbird) -> Thunderbird:
    """It takes seconds to start: one for all, emptied for each."""
    running.forgets()
    return running


@pytest.fixture
def uid() -> str:
    return f"meeting-{next(MEETINGS)}@alvnas.example"


def about(uid: str, mail: InvitationMail) -> InvitationMail:
    return replace(mail, entry=replace(mail.entry, uid=uid))


def accepts(client: Thunderbird, mail: InvitationMail) -> None:
    assert client.opens(composed(mail)).buttons == ANSWERS
    client.presses(ACCEPT_SILENTLY)


def held(mail: InvitationMail) -> Held:
    """What should stand in the calendar of somebody who has accepted it."""
    entry = mail.entry
    start, end = instants(entry)
    return Held(
        uid=entry.uid,
        title=one_line(entry.title),
        place=one_line(entry.place or ""),
        description=paragraphs(calendar_text(mail)),
        start=start,
        end=end,
        status="CONFIRMED",
        organizer=display_name(entry.organizer.name),
        attendees=frozenset(
            Person(
                f"mailto:{one.address}",
                display_name(one.name),
                "ACCEPTED" if one.address == ANNA.address else "NEEDS-ACTION",
            )
            for one in entry.attendees
        ),
    )


def test_invitation_is_read_as_written(client: Thunderbird, uid: str) -> None:
    opened = client.opens(composed(about(uid, INVITATION)))
    assert opened == Opened(
        subject="Inbjudan: Möte med Trygghetsrådet, fredag 15 december 2017",
        sender=("Trygghetsrådet i Älvnäs", "kallelse@alvnas.example"),
        recipient=("Anna Ekdahl", "anna.ekdahl@alvnas.example"),
        buttons=ANSWERS,
    )


def test_invitation_adds_one_entry_at_its_time(client: Thunderbird, uid: str) -> None:
    mail = about(uid, INVITATION)
    accepts(client, mail)
    assert client.holds() == [held(mail)]
    assert client.holds()[0].start == datetime(2017, 12, 15, 9, tzinfo=UTC)


def test_update_moves_the_one_entry(client: Thunderbird, uid: str) -> None:
    accepts(client, about(uid, INVITATION))
    start, end = (datetime(2018, 4, 13, hour, 30, tzinfo=STOCKHOLM) for hour in (13, 15))
    moved = about(uid, replace(MOVED, entry=replace(MOVED.entry, start=start, end=end, place="Åsalen; 2 tr")))
    accepts(client, moved)
    assert client.holds() == [held(moved)]
    assert client.holds()[0].start == datetime(2018, 4, 13, 11, 30, tzinfo=UTC)


def test_stale_sequence_is_ignored(client: Thunderbird, uid: str) -> None:
    moved = about(uid, MOVED)
    accepts(client, moved)
    stale = replace(INVITATION.entry, start=MOVED.entry.start.replace(hour=8))
    assert client.opens(composed(about(uid, replace(INVITATION, entry=stale)))).buttons == NOTHING_TO_DO
    assert client.holds() == [held(moved)]


def test_same_mail_again_is_ignored(client: Thunderbird, uid: str) -> None:
    mail = about(uid, INVITATION)
    accepts(client, mail)
    assert client.opens(composed(mail)).buttons == NOTHING_TO_DO
    assert client.holds() == [held(mail)]


@pytest.mark.parametrize("kind", [MailKind.CANCELLED, MailKind.WITHDRAWN, MailKind.READDRESSED])
def test_cancellation_removes_the_entry_and_no_other(client: Thunderbird, uid: str, kind: MailKind) -> None:
    other = about(f"other-than-{uid}", INVITATION)
    accepts(client, other)
    accepts(client, about(uid, INVITATION))
    gone = replace(CANCELLED, kind=kind, entry=replace(CANCELLED.entry, attendees=(ANNA,)))
    assert client.opens(composed(about(uid, gone))).buttons == (REMOVE,)
    client.presses(REMOVE)
    assert client.holds() == [held(other)]


def test_cancellation_of_an_unknown_meeting_does_nothing(client: Thunderbird, uid: str) -> None:
    assert client.opens(composed(about(uid, CANCELLED))).buttons == ()
    assert client.holds() == []


def test_answer_comes_back_to_our_mailbox(client: Thunderbird, uid: str, post: Post) -> None:
    mail = about(uid, INVITATION)
    client.opens(composed(mail))
    client.presses(ACCEPT)
    answer = arrived(post)
    reply = next(part for part in message_from_bytes(answer.content).walk() if part.get_param("method"))
    [event] = Calendar.from_ical(reply.get_payload(decode=True)).walk("VEVENT")
    assert (answer.sender, answer.recipients) == (ANNA.address, (mail.entry.organizer.address,))
    assert (reply.get_param("method"), str(event["UID"]), int(event["SEQUENCE"])) == ("REPLY", uid, 0)
    assert (str(event["ATTENDEE"]), event["ATTENDEE"].params["PARTSTAT"]) == (
        f"mailto:{ANNA.address}",
        "ACCEPTED",
    )


def arrived(post: Post) -> Received:
    until = time.monotonic() + HAS_ARRIVED_WITHIN
    while not post.received and time.monotonic() < until:
        time.sleep(0.02)
    return post.received.pop()


def test_hostile_text_comes_through(client: Thunderbird) -> None:
    """Each of the texts in every field, and in the headers that show it."""
    mails = [with_texts(f"hostile-{turn}", *HOSTILE[turn:], *HOSTILE[:turn]) for turn in range(len(HOSTILE))]
    for mail in mails:
        opened = client.opens(composed(mail))
        assert opened.sender == (display_name(mail.committee_name), "kallelse@alvnas.example")
        assert opened.recipient == (display_name(mail.recipient_name), ANNA.address)
        assert opened.subject == letter(mail).subject
        client.presses(ACCEPT_SILENTLY)
    assert sorted(client.holds(), key=lambda one: one.uid) == sorted(
        map(held, mails), key=lambda one: one.uid
    )


def with_texts(
    uid: str, title: str, place: str, about: str, committee: str, name: str, *_: str
) -> InvitationMail:
    entry = replace(
        INVITATION.entry,
        uid=uid,
        title=title,
        place=place,
        description=about,
        organizer=replace(INVITATION.entry.organizer, name=committee),
        attendees=(replace(ANNA, name=name), replace(BO, name=title)),
    )
    return replace(
        INVITATION, entry=entry, meeting_title=title, committee_name=committee, recipient_name=name
    )


def test_client_reads_the_same_instant_all_year(client: Thunderbird) -> None:
    """By its own knowledge of the zones; by our description of them: tests/calendar/test_readers.py, every week."""
    entries = every_week()[::6]
    assert client.reads(request(entry) for entry in entries) == [instants(entry) for entry in entries]
