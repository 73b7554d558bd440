"""Mails made to hurt whoever reads them. As a program, it reads one in a process of its own and says what that cost."""

import base64
import json
import resource
import sys
import time
from collections.abc import Callable

FROM = b"From: Lena <lena@ekeby.example>\r\nTo: council@ekeby.example\r\nMIME-Version: 1.0\r\n"
DAEMON = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@ekeby.example\r\nMIME-Version: 1.0\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
ROOM = 990_000  # bytes: as much as is taken apart at all


def filled(before: bytes, piece: bytes, after: bytes = b"", *, most: int = 10**9) -> bytes:
    """As many pieces as there is room for, just below the largest mail that is looked into."""
    return before + piece * min(most, (ROOM - len(before) - len(after)) // len(piece)) + after


def nested(depth: int) -> bytes:
    levels = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (one, one) for one in range(depth)
    )
    return FROM + levels + b"Content-Type: text/plain\r\n\r\nhej\r\n"


def calendar(inside: bytes, *, header: bytes = b"") -> bytes:
    return (
        FROM
        + header
        + b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        + b"UID:m1@kallelse\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:lena@ekeby.example\r\n"
        + inside
        + b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


MAILS: dict[str, Callable[[], bytes]] = {
    "ten megabytes": lambda: FROM + b"\r\n" + b"hej " * 2_500_000,
    "a thousand parts": lambda: FROM + MIXED + b"--b\r\n\r\nhej\r\n" * 1000 + b"--b--\r\n",
    "many parts": lambda: (
        FROM + MIXED + b"--b\r\nContent-Type: text/calendar\r\n\r\nhej\r\n" * 190 + b"--b--\r\n"
    ),
    "deep parts": lambda: nested(5_000),
    "parts as deep as may be": lambda: nested(29),
    "mails in mails": lambda: FROM + b"Content-Type: message/rfc822\r\n\r\n" * 1000,
    "a header of five megabytes": lambda: FROM + b"X-A: " + b"a" * 5_000_000 + b"\r\n\r\nhej",
    "a hundred thousand headers": lambda: FROM + b"A: b\r\n" * 100_000 + b"\r\nhej",
    "brackets in From": lambda: b"From: " + b"(" * 190_000 + b"\r\n\r\nhej",
    "encoded words in From": lambda: b"From: " + b"=?utf-8?q?=20?= " * 10_000 + b"<a@b.example>\r\n\r\nhej",
    "a charset that is slow": lambda: FROM + b"Subject: =?punycode?q?" + b"a" * 150_000 + b"?=\r\n\r\nhej",
    "a long boundary": lambda: (
        FROM + b"Content-Type: multipart/mixed; boundary=" + b"b" * 190_000 + b"\r\n\r\nhej"
    ),
    "parameters without end": lambda: FROM + b"Content-Type: text/plain" + b'; "' * 60_000 + b"\r\n\r\nhej",
    "a file name in pieces": lambda: (
        FROM + b"Content-Disposition: attachment" + b"; filename*0*=b" * 12_000 + b"\r\n\r\nhej"
    ),
    "results without end": lambda: (
        FROM + b"Authentication-Results: mx.ekeby.example" + b"; dmarc=pass" * 15_000 + b"\r\n\r\nhej"
    ),
    "empty lines": lambda: filled(FROM + b"\r\n", b"\r\n"),
    "one line": lambda: filled(FROM + b"\r\n", b"hej "),
    "quotes": lambda: filled(FROM + b"\r\n", b"on x wrote "),
    "base64": lambda: filled(
        FROM + b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        base64.encodebytes(b"\0" * 57),
        most=11_000,
    ),
    "quoted-printable": lambda: filled(
        FROM + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", b"=41"
    ),
    "HTML that is never closed": lambda: filled(FROM + b"Content-Type: text/html\r\n\r\n", b"<a <!-- <p a='"),
    "FREQ=SECONDLY": lambda: calendar(b"RRULE:FREQ=SECONDLY\r\nRDATE:20200101T000000Z\r\n" * 1_000),
    "a deep calendar": lambda: calendar(b"BEGIN:VALARM\r\n" * 2_900),
    "a calendar of commas": lambda: calendar(b"X-A;a=" + b"," * 59_000 + b":1\r\n"),
    "a calendar of parameters": lambda: calendar(b"X-A" + b";a=b" * 14_000 + b":1\r\n"),
    "a calendar of folds": lambda: calendar(b"X-A:a" + b"\r\n a" * 2_800 + b"\r\n"),
    "many attendees": lambda: calendar(b"ATTENDEE:mailto:x@y.example\r\n" * 1_900),
    "many calendars": lambda: filled(
        FROM + MIXED, b"--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n" + b"A;a=b:1\r\n" * 400
    ),
    "CR and LF in names": lambda: calendar(b"ATTENDEE;CN=a^nBcc: x\rTo:y:mailto:x@y.example\r\n" * 500),
    "a report on everybody": lambda: (
        DAEMON
        + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        + b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" * 950
        + b"--b--\r\n"
    ),
    "a report in no form": lambda: filled(DAEMON + b"\r\n", b"<a@b.example>: host said: 550 failed\r\n"),
    "a report of brackets": lambda: filled(DAEMON + b"\r\n", b"<"),
    "a report of blanks": lambda: filled(DAEMON + b"\r\n", b"   "),
}


def cost(name: str) -> dict[str, object]:
    from tests.mail.inbound_mails import raw, read

    mail = MAILS[name]()
    read(raw("exchange-accepts"))  # everything is imported
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    found = read(mail)
    seconds = time.process_time() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {
        "seconds": seconds,
        "megabytes": grown / 1024,
        "says": type(found.says).__name__,
        "vouched": found.writer.vouched,
    }


if __name__ == "__main__":
    print(json.dumps(cost(sys.argv[1])))  # noqa: T201  what the test reads
