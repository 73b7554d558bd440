"""The receiving mail server says on top of a mail what it found out about the sender, and believes nobody else's word."""

import pytest

from bot.sandbox.authentication import stamped

LETTER = b"From: Eva Lindqvist <eva@example.org>\r\nSubject: Svar\r\n\r\nHej\r\n"


@pytest.mark.parametrize(
    ("sender", "signed", "verdict"),
    [
        pytest.param("eva@example.org", False, "pass", id="sent by the domain in From"),
        pytest.param("EVA@EXAMPLE.ORG", False, "pass", id="in any case of letters"),
        pytest.param(
            "bounces@lists.example", True, "pass", id="sent by another, signed by the domain in From"
        ),
        pytest.param("eva@elsewhere.example", False, "fail", id="sent by another domain"),
        pytest.param("eva@mail.example.org.evil.example", False, "fail", id="by one that looks alike"),
        pytest.param("", True, "pass", id="sent by a machine, signed"),
        pytest.param("", False, "none", id="sent by a machine"),
    ],
)
def test_dmarc_needs_somebody_who_vouches_for_the_domain_in_from(
    sender: str, *, signed: bool, verdict: str
) -> None:
    head = stamped(LETTER, "mx.ekeby.example", sender, signed=signed).split(b"\r\nFrom:")[0].decode()
    assert head.startswith("Authentication-Results: mx.ekeby.example;\r\n spf=")
    assert head.endswith(f";\r\n dmarc={verdict} header.from=example.org")


def test_verdict_that_the_sender_wrote_in_the_servers_name_is_taken_out() -> None:
    lie = b"authentication-results: MX.ekeby.example;\r\n\tdmarc=pass header.from=example.org\r\n"
    others = b"Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=example.org\r\n"
    raw = stamped(b"X-First: 1\r\n" + lie + others + LETTER, "mx.ekeby.example", "a@b.example", signed=False)
    own, rest = raw.split(b"header.from=example.org\r\n", 1)
    assert b"dmarc=fail" in own
    assert rest == b"X-First: 1\r\n" + others + LETTER


def test_body_that_looks_like_a_verdict_stays() -> None:
    body = b"Authentication-Results: mx.ekeby.example; dmarc=pass\r\n"
    raw = stamped(LETTER + body, "mx.ekeby.example", "eva@example.org", signed=False)
    assert raw.endswith(LETTER + body)
