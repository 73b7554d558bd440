"""Every kind of mail that comes back is read for what it is."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.invitation import Answer
from bot.domain.received import (
    Asked,
    Automatic,
    Bounced,
    Failure,
    Fault,
    NotForUs,
    Participant,
    Response,
    Says,
    Scheduling,
    Unreadable,
    Writer,
    WrittenByHand,
)
from tests.mail.inbound_mails import names, raw, read

LENA = "lena.strom@ekeby.example"
SIV = "siv.dahl@ekeby.example"
GRETA = "greta.nyqvist@ekebybostader.example"
OURS = "<0123456789abcdef0123456789abcdef@ekeby.example>"


def at(hour: int, minute: int = 0, second: int = 0, *, month: int = 10, day: int = 11) -> datetime:
    return datetime(2017, month, day, hour, minute, second, tzinfo=UTC)


STAMP = at(8, 1, 2)


def reply(answer: Answer, comment: str = "", *, name: str = "", sequence: int = 0) -> Scheduling:
    one = Response("m1@kallelse", sequence, STAMP, (Participant(LENA, name, answer),), comment)
    return Scheduling(Asked.REPLY, (one,))


def bounce(status: str, *, final: bool = True) -> Bounced:
    return Bounced((Failure(GRETA, status, final),), (OURS,))


ACCEPTED = reply(Answer.ACCEPTED)
DECLINED_AT_LENGTH = "Är på kurs, men hälsa\nalla; jag läser protokollet"

SAYS: dict[str, Says] = {
    "exchange-accepts": reply(
        Answer.ACCEPTED, "Jag kommer en kvart för sent.", name="Lena Ström", sequence=2
    ),
    "outlook-declines": reply(Answer.DECLINED, DECLINED_AT_LENGTH),
    "outlook-proposes": Scheduling(
        Asked.COUNTER,
        (
            Response(
                "m1@kallelse",
                0,
                STAMP,
                (Participant(LENA, "", Answer.TENTATIVE),),
                "Går det en timme senare?",
                start=at(10, month=12, day=15),
                end=at(12, month=12, day=15),
            ),
        ),
    ),
    "gmail-accepts": reply(Answer.ACCEPTED, name="Lena Strom"),
    "apple-tentative": reply(Answer.TENTATIVE, "kanske, om tåget går", name="Lena Ström"),
    "thunderbird-accepts": reply(Answer.ACCEPTED, name="Ström, Lena"),
    "nextcloud-declines": reply(Answer.DECLINED, name="Lena Strom"),
    "zimbra-accepts": reply(Answer.ACCEPTED, name="Lena Strom"),
    "fastmail-accepts": ACCEPTED,
    "method-in-header-only": ACCEPTED,
    "method-in-calendar-only": ACCEPTED,
    "file-only": ACCEPTED,
    "auto-accept": ACCEPTED,
    "charset-windows-1252": reply(Answer.ACCEPTED, "Åker då – sedan"),
    "charset-utf-16": reply(Answer.ACCEPTED, "på väg"),
    "charset-unknown": reply(Answer.ACCEPTED, "på väg"),
    "several-events": Scheduling(
        Asked.REPLY,
        (
            Response("m1@kallelse", 0, at(8, 15), (Participant(LENA, "", Answer.DECLINED),)),
            Response("m2@kallelse", 3, STAMP, (Participant(LENA, "", Answer.TENTATIVE),)),
        ),
    ),
    "delegated": Scheduling(
        Asked.REPLY,
        (
            Response(
                "m1@kallelse",
                0,
                STAMP,
                (Participant(LENA, delegate=SIV), Participant(SIV, "Siv Dahl", stands_for=LENA)),
            ),
        ),
    ),
    "delegate-accepts": Scheduling(
        Asked.REPLY,
        (
            Response(
                "m1@kallelse",
                0,
                STAMP,
                (Participant(SIV, "Siv Dahl", Answer.ACCEPTED, stands_for=LENA),),
            ),
        ),
    ),
    "refresh": Scheduling(Asked.REFRESH, (Response("m1@kallelse", 0, STAMP, (Participant(LENA),)),)),
    "invites-us": NotForUs("METHOD:REQUEST"),
    "winmail": Unreadable(Fault.TNEF),
    "by-hand": WrittenByHand(),
    "by-hand-html": WrittenByHand(),
    "out-of-office-exchange": Automatic("Auto-Submitted"),
    "out-of-office-gmail": Automatic("Precedence"),
    "out-of-office-by-subject": Automatic("Subject"),
    "out-of-office-null-path": Automatic("Return-Path"),
    "newsletter": Automatic("Precedence"),
    "read-receipt": Automatic("Content-Type"),
    "bounce-postfix": bounce("5.1.1"),
    "bounce-exchange": bounce("5.2.2"),
    "bounce-gmail": bounce("5.1.1"),
    "bounce-qmail": bounce("5.1.1"),
    "bounce-delayed": bounce("4.4.1", final=False),
}


@pytest.mark.parametrize("name", names())
def test_mail_is_read_for_what_it_says(name: str) -> None:
    assert read(raw(name)).says == SAYS[name]


@pytest.mark.parametrize("name", names())
def test_line_ends_make_no_difference(name: str) -> None:
    lf_only = raw(name).replace(b"\r\n", b"\n")
    assert read(lf_only) == replace(read(raw(name)), digest=read(lf_only).digest)


def test_mail_by_hand_is_told_by_its_own_first_lines() -> None:
    mail = read(raw("by-hand"))
    assert (mail.writer, mail.subject, mail.beginning, mail.about) == (
        Writer("Lena Strom", LENA, vouched=True),
        "Sv: Inbjudan: BRA",
        "Hej!\n\nJag kan tyvärr inte komma på fredag.",
        (OURS, "<first@ekeby.example>"),
    )
    assert read(raw("by-hand-html")).beginning == "I cannot come,\nsorry & all"


def test_headers_with_raw_letters_are_read() -> None:
    mail = read(raw("outlook-declines"))
    assert (mail.writer.name, mail.subject) == ("Ström, Lena", "Avböjt: Brottsförebyggande rådet")


def test_same_bytes_have_the_same_digest_and_others_have_not() -> None:
    once, again, other = (read(raw(name)).digest for name in ("by-hand", "by-hand", "refresh"))
    assert once == again != other


def test_our_own_mail_is_not_for_us() -> None:
    ours = raw("by-hand").replace(b"From: Lena Strom <lena.strom@", b"From: BRA <Council@")
    assert read(ours).says == NotForUs("our own mail", is_ours=True)


def test_reply_is_never_read_for_a_time() -> None:
    (response,) = [
        one
        for says in [read(raw("exchange-accepts")).says]
        if isinstance(says, Scheduling)
        for one in says.responses
    ]
    assert (response.start, response.end) == (None, None)


COUNTERED = b"BEGIN:VCALENDAR\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:m1@kallelse\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("times", "proposed"),
    [
        pytest.param(b"DTSTART:20171215T100000Z\r\nDURATION:PT1H30M", (10, 11.5), id="with a duration"),
        pytest.param(b"DTSTART:20171215T100000Z", (10, None), id="without an end"),
        pytest.param(b"DTSTART:20171215T100000", None, id="floating"),
        pytest.param(b"DTSTART;VALUE=DATE:20171215", None, id="a whole day"),
        pytest.param(b"DTSTART;TZID=Ekeby:20171215T100000", None, id="in a zone nobody knows"),
        pytest.param(b"DTSTART;TZID=../../etc/passwd:20171215T100000", None, id="in a zone that is a path"),
        pytest.param(b"DTSTART:20171399T100000Z", None, id="on no day"),
        pytest.param(
            b"DTSTART:20171215T100000Z\r\nDTEND:20171215T090000Z", (10, None), id="ending before it begins"
        ),
    ],
)
def test_proposed_time_is_read_only_when_it_is_plain(
    times: bytes, proposed: tuple[int, float | None] | None
) -> None:
    says = read(b"From: a@b.example\r\nContent-Type: text/calendar\r\n\r\n" + COUNTERED % times).says
    assert isinstance(says, Scheduling)
    found = [
        None if one is None else one.hour + one.minute / 60
        for one in (says.responses[0].start, says.responses[0].end)
    ]
    assert found == list(proposed or (None, None))


def test_message_ids_with_control_characters_are_none() -> None:
    """A database may refuse them: that would be a mail that nobody can be rid of."""
    answering = read(b"From: a@b.example\r\nIn-Reply-To: <a\0b@x.example> <fine@x.example>\r\n\r\nx\r\n")
    assert answering.about == ("<fine@x.example>",)
    returned = read(raw("bounce-postfix").replace(b"Message-ID: <", b"Message-ID: <\0")).says
    assert isinstance(returned, Bounced)
    assert [one for one in returned.message_ids if not one.isprintable()] == []


def test_attendee_who_is_no_mail_address_has_answered_all_the_same() -> None:
    written = re.sub(rb"(?i)mailto:lena[^\r\n]*", b"invalid:nomail", raw("method-in-calendar-only"))
    says = read(written).says
    assert isinstance(says, Scheduling)
    (response,) = says.responses
    assert [(one.address, one.answer) for one in response.participants] == [("", Answer.ACCEPTED)]
