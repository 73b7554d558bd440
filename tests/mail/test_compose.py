import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.calendar.check import check
from bot.calendar.entry import Role
from bot.calendar.text import display_name, one_line
from bot.domain.delivery import mail_name
from bot.domain.invitation import Answer
from bot.mail.compose import BrokenInvitation, compose
from bot.mail.invitation import InvitationMail, MailKind
from bot.mail.letter import calendar_text
from bot.mail.message import Mail, message_id
from tests.calendar.examples import ANNA, BO, cancellation, request
from tests.mail.examples import CANCELLED, FIRST_ID, INVITATION, MOVED, SENT_AT, composed

LINE_END = re.compile(r"\r?\n")
ANY_TEXT = st.text(max_size=150) | st.sampled_from(
    [
        "Åsa Öst\r\nBcc: alla@alvnas.example",
        "=?utf-8?q?lurad?=",
        'Ek, Anna "Ankan" (ordf.) <anna@x.example>; @:',
        "\u202eomvänt\u202c\x00\x1b",
        "ordförande " * 30,
        "Anna, Bo, Cecilia (alla) " * 10,
        "å" * 300,
        "x" * 300,
        "👩‍👩‍👧‍👦" * 20,
    ]
)


def received(mail: InvitationMail) -> EmailMessage:
    """The mail as a mail program gets it."""
    return opened(composed(mail))


def opened(mail: Mail) -> EmailMessage:
    return message_from_bytes(mail.content, policy=policy.default)


def calendars(mail: EmailMessage) -> list[bytes]:
    return [
        part.get_payload(decode=True)
        for part in mail.walk()
        if part.get_content_subtype() in {"calendar", "ics"}
    ]


def raw_header(sent: bytes, name: str) -> str:
    return LINE_END.sub("", str(message_from_bytes(sent)[name]))


def decoded(text: str) -> str:
    """By the library's older reader: its newer one puts blanks between encoded words in a name."""
    return str(make_header(decode_header(text)))


def parties(sent: bytes, header: str) -> list[tuple[str, str]]:
    return [(decoded(name), address) for name, address in getaddresses([raw_header(sent, header)])]


def outline(part: EmailMessage) -> object:
    if part.is_multipart():
        return part.get_content_subtype(), [outline(inner) for inner in part.iter_parts()]
    return part["Content-Type"], part["Content-Transfer-Encoding"], part["Content-Disposition"]


@pytest.mark.parametrize(
    ("mail", "method"),
    [(INVITATION, "REQUEST"), (MOVED, "REQUEST"), (CANCELLED, "CANCEL")],
    ids=["invitation", "moved", "cancelled"],
)
def test_mail_is_laid_out_as_every_mail_program_reads_it(mail: InvitationMail, method: str) -> None:
    assert outline(received(mail)) == (
        "mixed",
        [
            (
                "alternative",
                [
                    ('text/plain; charset="utf-8"', "quoted-printable", None),
                    ('text/html; charset="utf-8"', "quoted-printable", None),
                    (f'text/calendar; charset="utf-8"; method="{method}"', "base64", None),
                ],
            ),
            ('application/ics; name="invite.ics"', "base64", 'attachment; filename="invite.ics"'),
        ],
    )


def test_both_calendar_parts_are_the_entry() -> None:
    entry = replace(INVITATION.entry, description=calendar_text(INVITATION))
    assert calendars(received(INVITATION)) == [request(entry), request(entry)]
    entry = replace(CANCELLED.entry, description=calendar_text(CANCELLED))
    assert calendars(received(CANCELLED)) == [cancellation(entry), cancellation(entry)]


def test_headers_of_an_invitation() -> None:
    headers = {name: value for name, value in received(INVITATION).items() if name != "Content-Type"}
    assert headers == {
        "From": "Trygghetsrådet i Älvnäs <kallelse@alvnas.example>",
        "To": "Anna Ekdahl <anna.ekdahl@alvnas.example>",
        "Subject": "Inbjudan: Möte med Trygghetsrådet, fredag 15 december 2017",
        "Date": "Wed, 11 Oct 2017 13:05:00 +0000",
        "Message-ID": "<7.0.anna@alvnas.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "MIME-Version": "1.0",
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_texts_name_their_language(language: str) -> None:
    mail = received(replace(INVITATION, language=language))
    assert [mail.get_body((kind,))["Content-Language"] for kind in ("plain", "html")] == [language, language]


def test_updates_stand_under_the_invitation() -> None:
    moved = opened(composed(MOVED, "7.1"))
    assert (moved["Message-ID"], moved["In-Reply-To"], moved["References"]) == (
        "<7.1.anna@alvnas.example>",
        FIRST_ID,
        FIRST_ID,
    )
    again = opened(compose(INVITATION, message_id=FIRST_ID, sent_at=SENT_AT, first_message_id=FIRST_ID))
    assert (again["In-Reply-To"], again["References"]) == (None, None)


def test_same_facts_give_same_bytes() -> None:
    assert composed(MOVED).content == composed(replace(MOVED)).content


def test_message_id_is_the_same_for_the_same_delivery() -> None:
    first = message_id(mail_name("invitation:email:7:anna:0"), "kallelse@alvnas.example")
    assert first == message_id(mail_name("invitation:email:7:anna:0"), "kallelse@alvnas.example")
    assert first != message_id(mail_name("invitation:email:7:anna:1"), "kallelse@alvnas.example")
    assert "anna" not in first
    assert first.endswith("@alvnas.example>")
    assert opened(compose(INVITATION, message_id=first, sent_at=SENT_AT))["Message-ID"] == first


@pytest.mark.parametrize(
    "wrong", ["7@alvnas.example", "<7>", "<7@a>\r\nBcc: x@y.example", "<å@b>", "<a b@c>"]
)
def test_message_ids_cannot_break_out(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        compose(INVITATION, message_id=wrong, sent_at=SENT_AT)


@settings(deadline=None, max_examples=60)
@given(name=ANY_TEXT, committee=ANY_TEXT, title=ANY_TEXT, reason=ANY_TEXT)
def test_text_of_people_comes_through_every_header_and_breaks_none(
    name: str, committee: str, title: str, reason: str
) -> None:
    mail = replace(
        CANCELLED, recipient_name=name, committee_name=committee, meeting_title=title, reason=reason
    )
    sent = composed(mail).content
    shown = one_line(title) if len(one_line(title)) <= 120 else one_line(title)[:119].rstrip() + "…"
    assert parties(sent, "From") == [(display_name(committee), "kallelse@alvnas.example")]
    assert parties(sent, "To") == [(display_name(name), "anna.ekdahl@alvnas.example")]
    assert decoded(raw_header(sent, "Subject")) == f"Inställt: {shown}, fredag 15 december 2017"
    assert set(message_from_bytes(sent).keys()) == set(received(CANCELLED).keys())
    assert max(len(line) for line in sent.partition(b"\r\n\r\n")[0].split(b"\r\n")) <= 78


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_mail_passes_our_linter(kind: MailKind, language: str) -> None:
    mail = replace(CANCELLED, kind=kind, language=language, previous_start=MOVED.previous_start)
    assert check(composed(mail).content) == []


def test_broken_invitation_does_not_leave() -> None:
    stranger = replace(INVITATION, recipient_address="cecilia@lst.example")
    with pytest.raises(BrokenInvitation) as stopped:
        composed(stranger)
    assert (stopped.value.reason, stopped.value.permanent, stopped.value.in_doubt) == (
        "calendar check: recipient",
        True,
        False,
    )
    assert [(finding.rule, finding.found) for finding in stopped.value.findings] == [
        ("recipient", "cecilia@lst.example")
    ]


def test_calendar_says_what_the_letter_says() -> None:
    [event] = Calendar.from_ical(calendars(received(INVITATION))[0]).walk("VEVENT")
    assert str(event["DESCRIPTION"]) == (
        "Videolänk: https://video.example/rum/42\n\n"
        "Dagordning\n"
        "1. Mötet öppnas\n"
        "2. Lägesbild från polisen\n"
        "3. Överenskommelsen om samverkan\n"
        "4. Ev. Besök av länsstyrelsen\n"
        "5. Övriga frågor\n\n"
        "Frågor till: Eva Lind, eva.lind@alvnas.example"
    )


def test_cancelled_calendar_says_why() -> None:
    [event] = Calendar.from_ical(calendars(received(CANCELLED))[0]).walk("VEVENT")
    assert str(event["DESCRIPTION"]) == (
        "Skäl: Ordföranden är sjuk. Nytt datum kommer i januari.\n\nFrågor till: Eva Lind, eva.lind@alvnas.example"
    )


def test_answer_link_is_personal_and_stays_out_of_the_calendar() -> None:
    link = "https://kallelse.example/svar/abc"
    mail = received(replace(INVITATION, answer_link=link))
    assert all(link.encode() not in calendar for calendar in calendars(mail))
    assert link in str(mail.get_body(("plain",)).get_content())


def test_answers_of_all_are_kept_in_an_update() -> None:
    people = (replace(ANNA, answer=Answer.ACCEPTED), replace(BO, answer=Answer.TENTATIVE, role=Role.OPTIONAL))
    mail = replace(MOVED, kind=MailKind.CHANGED, entry=replace(MOVED.entry, attendees=people))
    [event] = Calendar.from_ical(calendars(received(mail))[0]).walk("VEVENT")
    assert [one.params["PARTSTAT"] for one in event["ATTENDEE"]] == ["ACCEPTED", "TENTATIVE"]


def test_date_is_the_one_given() -> None:
    later = opened(compose(INVITATION, message_id=FIRST_ID, sent_at=SENT_AT + timedelta(hours=1)))
    assert later["Date"] == "Wed, 11 Oct 2017 14:05:00 +0000"


def test_long_name_with_commas_stays_one_recipient() -> None:
    """The standard library alone makes many of it."""
    sent = composed(replace(INVITATION, recipient_name="Anna, Bo, Cecilia (alla) " * 10)).content
    assert parties(sent, "To") == [(("Anna, Bo, Cecilia (alla) " * 10).strip(), ANNA.address)]


def test_blanks_between_encoded_words_are_kept() -> None:
    """The standard library alone loses some."""
    sent = composed(replace(INVITATION, committee_name="ordförande " * 15)).content
    assert parties(sent, "From") == [(("ordförande " * 15).strip(), "kallelse@alvnas.example")]


def test_international_addresses_stand_as_they_are() -> None:
    abroad = "åsa@alvnäs.example"
    mail = replace(
        INVITATION,
        recipient_name="Åsa Ekdahl",
        recipient_address=abroad,
        entry=replace(INVITATION.entry, attendees=(replace(ANNA, address=abroad),)),
    )
    head = composed(mail).content.partition(b"\r\n\r\n")[0]
    assert f"\r\n <{abroad}>\r\n" in head.decode()


def test_every_line_of_the_mail_ends_with_crlf() -> None:
    sent = composed(replace(MOVED, committee_name="å" * 200, recipient_name="å" * 200)).content
    assert sent.count(b"\n") == sent.count(b"\r\n") == sent.count(b"\r")


def test_title_that_looks_like_an_encoded_word_stays_as_typed() -> None:
    sent = composed(replace(INVITATION, meeting_title="=?utf-8?q?x?=")).content
    assert decoded(raw_header(sent, "Subject")) == "Inbjudan: =?utf-8?q?x?=, fredag 15 december 2017"
