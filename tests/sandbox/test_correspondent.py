"""People answer from their mailboxes as mail programs do, and mailboxes can be away, gone or forged."""

import json
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.sandbox.correspondent import Correspondent, Honesty
from bot.sandbox.habits import Gone
from bot.sandbox.mail_facts import calendar_part
from bot.sandbox.mail_writing import read
from bot.sandbox.server import BOT_ADDRESS, Sandbox
from tests.sandbox.test_mailbox import INVITATION, asked, send

GRETA = "greta@bostader.example"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def from_the_bot(to: str = GRETA, method: str = "REQUEST") -> EmailMessage:
    calendar = INVITATION.replace("council@example.org", BOT_ADDRESS).replace(
        "METHOD:REQUEST", f"METHOD:{method}"
    )
    message = EmailMessage()
    message["From"] = f"Rådet <{BOT_ADDRESS}>"
    message["To"] = f"Greta Öst <{to}>"
    message["Subject"] = "Kallelse: rådet fredag 15 december"
    message["Message-ID"] = "<kallelse-7@ekeby.example>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("Välkommen.\nTa med papper.\n")
    message.add_alternative(
        calendar.replace("eva@example.org", to), subtype="calendar", params={"method": method}
    )
    return message


@pytest.fixture
def greta(empty_sandbox: Sandbox) -> Correspondent:
    """With an invitation from the bot in her mailbox."""
    send(empty_sandbox, from_the_bot(), GRETA)
    return empty_sandbox.correspondent(GRETA)


def to_the_bot(sandbox: Sandbox) -> EmailMessage:
    (filed,) = sandbox.mailbox.imap.folders()["INBOX"]
    return read(filed.raw)


def calendar_of(message: EmailMessage) -> Calendar:
    part = calendar_part(message)
    assert part is not None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar


def lines_of(calendar: Calendar) -> set[str]:
    """The event's lines, unfolded."""
    return set(calendar.events[0].to_ical().decode().replace("\r\n ", "").splitlines())


@pytest.mark.parametrize(
    ("answer", "language", "partstat", "title"),
    [
        ("accepted", "sv", "ACCEPTED", "Accepterat: Rådet"),
        ("maybe", "sv", "TENTATIVE", "Preliminärt: Rådet"),
        ("declined", "en", "DECLINED", "Declined: Rådet"),
    ],
)
def test_answer_is_a_reply_to_the_organizer_about_the_same_entry(
    empty_sandbox: Sandbox, greta: Correspondent, answer: str, language: str, partstat: str, title: str
) -> None:
    (mail,) = greta.mails()
    empty_sandbox.correspondent(GRETA, language).answers(mail, answer, "Jag kommer sent; ni vet, tåget")
    message = to_the_bot(empty_sandbox)
    part = calendar_part(message)
    assert part is not None
    assert (
        str(message["From"]),
        str(message["To"]),
        str(message["Subject"]),
        str(message["In-Reply-To"]),
    ) == (
        f"Greta Öst <{GRETA}>",
        f"Rådet <{BOT_ADDRESS}>",
        title,
        "<kallelse-7@ekeby.example>",
    )
    assert part.get_param("method") == "REPLY"
    calendar = calendar_of(message)
    stamp = calendar.events[0]["DTSTAMP"].dt
    assert abs((empty_sandbox.clock.now() - stamp).total_seconds()) < 60
    assert calendar["METHOD"] == "REPLY"
    assert lines_of(calendar) == {
        "BEGIN:VEVENT",
        "UID:7@example.org",
        "SEQUENCE:2",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        "DTSTART;TZID=Europe/Stockholm:20171215T100000",
        "DTEND;TZID=Europe/Stockholm:20171215T120000",
        "SUMMARY:Rådet",
        "LOCATION:Stora salen\\, rådhuset",
        f"ORGANIZER;CN=Rådet:mailto:{BOT_ADDRESS}",
        f'ATTENDEE;CN="Greta Öst";PARTSTAT={partstat}:mailto:{GRETA}',
        "COMMENT:Jag kommer sent\\; ni vet\\, tåget",
        "END:VEVENT",
    }


def test_answer_is_believed_and_remembered_on_the_invitation(
    empty_sandbox: Sandbox, greta: Correspondent
) -> None:
    (mail,) = greta.mails()
    greta.answers(mail, "accepted")
    assert str(to_the_bot(empty_sandbox)["Authentication-Results"]) == (
        "mx.ekeby.example; spf=pass smtp.mailfrom=bostader.example; dkim=pass header.d=bostader.example;"
        " dmarc=pass header.from=bostader.example"
    )
    assert asked(empty_sandbox, f"/sandbox/mails/{mail['id']}")["answered"] == "ACCEPTED"


def test_forged_answer_says_so(empty_sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    greta.answers(mail, "accepted", honesty=Honesty.FORGED)
    message = to_the_bot(empty_sandbox)
    assert str(message["From"]) == f"Greta Öst <{GRETA}>"
    assert "dmarc=fail header.from=bostader.example" in str(message["Authentication-Results"])


def test_answer_that_nobody_checked_has_no_verdict(empty_sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    greta.answers(mail, "accepted", honesty=Honesty.UNCHECKED)
    assert to_the_bot(empty_sandbox)["Authentication-Results"] is None


def test_proposal_of_another_time_keeps_the_length_and_the_zone(
    empty_sandbox: Sandbox, greta: Correspondent
) -> None:
    (mail,) = greta.mails()
    greta.proposes(mail, datetime(2018, 7, 2, 7, 30, tzinfo=UTC), "Hellre i sommar")
    calendar = calendar_of(to_the_bot(empty_sandbox))
    event = calendar.events[0]
    assert calendar["METHOD"] == "COUNTER"
    assert (event.start, event.end) == (
        datetime(2018, 7, 2, 9, 30, tzinfo=STOCKHOLM),
        datetime(2018, 7, 2, 11, 30, tzinfo=STOCKHOLM),
    )
    assert {
        "UID:7@example.org",
        "SEQUENCE:2",
        "DTSTART;TZID=Europe/Stockholm:20180702T093000",
        "COMMENT:Hellre i sommar",
        f'ATTENDEE;CN="Greta Öst";PARTSTAT=TENTATIVE:mailto:{GRETA}',
    } <= lines_of(calendar)


def test_asking_for_the_invitation_again_says_which_and_nothing_more(
    empty_sandbox: Sandbox, greta: Correspondent
) -> None:
    (mail,) = greta.mails()
    greta.asks_again(mail)
    calendar = calendar_of(to_the_bot(empty_sandbox))
    assert (calendar["METHOD"], set(calendar.events[0])) == (
        "REFRESH",
        {"UID", "ORGANIZER", "ATTENDEE", "DTSTAMP"},
    )


def test_reply_in_words_quotes_what_it_answers(empty_sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    greta.replies(mail, "Jag är sjuk.")
    message = to_the_bot(empty_sandbox)
    body = message.get_body(("plain",))
    assert body is not None
    assert (str(message["Subject"]), body.get_content().replace("\r\n", "\n")) == (
        "Re: Kallelse: rådet fredag 15 december",
        "Jag är sjuk.\n\n> Välkommen.\n> Ta med papper.\n",
    )
    assert calendar_part(message) is None


def test_cancelled_meeting_is_taken_out_of_the_calendar_without_telling_anybody(
    empty_sandbox: Sandbox,
) -> None:
    send(empty_sandbox, from_the_bot(method="CANCEL"), GRETA)
    greta = empty_sandbox.correspondent(GRETA)
    (mail,) = greta.mails()
    greta.removes(mail)
    assert asked(empty_sandbox, f"/sandbox/mails/{mail['id']}")["answered"] == "REMOVED"
    assert empty_sandbox.mailbox.imap.folders() == {"INBOX": []}


def test_address_that_is_gone_is_refused_until_it_is_back(empty_sandbox: Sandbox) -> None:
    greta = empty_sandbox.correspondent(GRETA)
    greta.bounces(Gone.REFUSED)
    for _ in range(2):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
            send(empty_sandbox, from_the_bot(), GRETA)
        assert refusal.value.recipients[GRETA] == (550, b"5.1.1 No such person here")
    greta.is_back()
    send(empty_sandbox, from_the_bot(), GRETA)
    assert len(greta.mails()) == 1


def test_address_that_is_gone_may_send_a_delivery_report_later(empty_sandbox: Sandbox) -> None:
    empty_sandbox.correspondent(GRETA).bounces()
    send(empty_sandbox, from_the_bot(), GRETA)
    report = to_the_bot(empty_sandbox)
    _, status, returned = report.iter_parts()
    assert (report.get_content_type(), report.get_param("report-type"), str(report["Auto-Submitted"])) == (
        "multipart/report",
        "delivery-status",
        "auto-replied",
    )
    of_mail, of_recipient = (dict(part.items()) for part in status.get_payload())
    assert of_mail["Reporting-MTA"] == "dns; mx.bostader.example"
    assert of_recipient == {
        "Original-Recipient": f"rfc822;{GRETA}",
        "Final-Recipient": f"rfc822;{GRETA}",
        "Action": "failed",
        "Status": "5.1.1",
        "Diagnostic-Code": "smtp; 550 5.1.1 No such person here",
    }
    assert "<kallelse-7@ekeby.example>" in returned.as_string()
    assert "dmarc=none" in str(report["Authentication-Results"])
    assert empty_sandbox.mailbox.mails(GRETA) == []


def test_reader_who_is_away_answers_every_mail_and_no_machine(empty_sandbox: Sandbox) -> None:
    greta, eva = empty_sandbox.correspondent(GRETA), empty_sandbox.correspondent("eva@example.org", "en")
    greta.is_away("Jag läser min post på måndag.")
    eva.is_away()
    send(empty_sandbox, from_the_bot(), GRETA)
    answer = to_the_bot(empty_sandbox)
    assert (str(answer["Subject"]), str(answer["Auto-Submitted"]), answer.get_content().strip()) == (
        "Automatiskt svar: Kallelse: rådet fredag 15 december",
        "auto-replied",
        "Jag läser min post på måndag.",
    )
    assert "dmarc=pass header.from=bostader.example" in str(answer["Authentication-Results"])
    (mail,) = greta.mails()
    greta.replies(mail, "Hej")
    assert len(greta.mails()) == 1


def test_two_who_are_away_do_not_answer_each_other_for_ever(empty_sandbox: Sandbox) -> None:
    greta, eva = empty_sandbox.correspondent(GRETA), empty_sandbox.correspondent("eva@example.org")
    greta.is_away()
    eva.is_away()
    note = EmailMessage()
    note["From"], note["To"], note["Subject"] = "eva@example.org", GRETA, "Hej"
    note.set_content("Hej")
    send(empty_sandbox, note, GRETA)
    assert [mail["subject"] for mail in eva.mails()] == ["Automatiskt svar: Hej"]
    assert [mail["subject"] for mail in greta.mails()] == ["Hej"]


# The same in the browser


def posted(sandbox: Sandbox, path: str, body: dict[str, Any]) -> Any:
    request = Request(  # noqa: S310
        f"{sandbox.url}/sandbox/{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=5) as answer:  # noqa: S310
        return json.load(answer)


def test_buttons_of_the_mail_program_do_the_same(empty_sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    path = f"mails/{mail['id']}"
    posted(empty_sandbox, f"{path}/answer", {"answer": "declined", "comment": "Nej", "language": "en"})
    posted(empty_sandbox, f"{path}/counter", {"start": "2017-12-18T12:00:00Z", "language": "sv"})
    posted(empty_sandbox, f"{path}/reply", {"text": "Hej", "honesty": "forged"})
    assert [mail["subject"] for mail in empty_sandbox.correspondent(BOT_ADDRESS).mails()] == [
        "Re: Kallelse: rådet fredag 15 december",
        "Ny tid föreslagen: Rådet",
        "Declined: Rådet",
    ]
    assert asked(empty_sandbox, f"/sandbox/{path}")["answered"] == "COUNTER"


def test_habits_are_changed_and_listed(empty_sandbox: Sandbox) -> None:
    posted(empty_sandbox, "habits", {"address": GRETA.upper(), "gone": "refused"})
    assert asked(empty_sandbox, "/sandbox/mails")["habits"] == {
        GRETA: {"gone": "refused", "away": "", "language": "sv"}
    }
    posted(empty_sandbox, "habits", {"address": GRETA})
    assert asked(empty_sandbox, "/sandbox/mails")["habits"][GRETA]["gone"] is None


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("answer", {"answer": "perhaps"}, "invalid_arguments"),
        ("answer", {"answer": "accepted", "honesty": "half"}, "invalid_arguments"),
        ("answer", {"answer": "accepted", "language": "la"}, "invalid_arguments"),
        ("counter", {"start": "soon"}, "invalid_arguments"),
        ("counter", {"start": "2017-12-18T12:00"}, "invalid_arguments"),
        ("reply", {"text": ""}, "invalid_arguments"),
    ],
)
def test_what_the_mail_program_cannot_send_is_refused(
    empty_sandbox: Sandbox, greta: Correspondent, path: str, body: dict[str, Any], error: str
) -> None:
    (mail,) = greta.mails()
    with pytest.raises(HTTPError) as refusal:
        posted(empty_sandbox, f"mails/{mail['id']}/{path}", body)
    assert json.load(refusal.value)["error"] == error
    assert empty_sandbox.mailbox.imap.folders() == {"INBOX": []}


def test_letter_without_an_invitation_has_nothing_to_answer(empty_sandbox: Sandbox) -> None:
    note = EmailMessage()
    note["From"], note["To"], note["Subject"] = BOT_ADDRESS, GRETA, "Hej"
    note.set_content("Hej")
    send(empty_sandbox, note, GRETA)
    (mail,) = empty_sandbox.correspondent(GRETA).mails()
    with pytest.raises(HTTPError) as refusal:
        posted(empty_sandbox, f"mails/{mail['id']}/answer", {"answer": "accepted"})
    assert json.load(refusal.value)["error"] == "no_invitation"
