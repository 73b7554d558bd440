"""Whom a mail is from, and whether our own server vouches for it: what is not plain is not believed."""

import pytest

from bot.domain.received import Writer
from tests.mail.inbound_mails import read

LENA = b"From: Lena <lena@ekeby.example>\r\n"
PASS = b"Authentication-Results: mx.ekeby.example; dmarc=pass header.from=ekeby.example\r\n"


def writer(*headers: bytes) -> Writer:
    return read(b"".join(headers) + b"Subject: x\r\n\r\nx\r\n").writer


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ("lena@ekeby.example", "", "lena@ekeby.example"),
        ("Lena <LENA@Ekeby.Example>", "Lena", "lena@ekeby.example"),
        ("<lena@ekeby.example>", "", "lena@ekeby.example"),
        ('"Ström, Lena (polisen)" <lena@ekeby.example>', "Ström, Lena (polisen)", "lena@ekeby.example"),
        ('"lena@ekeby.example" <eva@evil.example>', "lena@ekeby.example", "eva@evil.example"),
        ('Lena (a " quote, and (more)) <lena@ekeby.example>', "Lena", "lena@ekeby.example"),
        ("=?utf-8?Q?Lena_Str=C3=B6m?= <lena@ekeby.example>", "Lena Ström", "lena@ekeby.example"),
        ("=?utf-8?Q?Lena=0D=0ABcc=3A_x?= <lena@ekeby.example>", "Lena Bcc: x", "lena@ekeby.example"),
        ("lena@ekeby.example, eva@evil.example", "", ""),
        ("Lena <lena@ekeby.example> <eva@evil.example>", "", ""),
        ("lena@ekeby.example <eva@evil.example>", "", ""),
        ("vänner: lena@ekeby.example;", "", ""),
        ('"Lena <lena@ekeby.example>', "", ""),
        ("(Lena <lena@ekeby.example>", "", ""),
        ("Lena <lena@ekeby.example", "", ""),
        ("Lena", "", ""),
        ("", "", ""),
    ],
)
def test_from_is_one_plain_address_or_none(header: str, name: str, address: str) -> None:
    assert writer(f"From: {header}\r\n".encode()) == Writer(name, address)


def test_two_from_headers_are_none() -> None:
    assert writer(PASS, LENA, b"From: eva@ekeby.example\r\n") == Writer("", "")


@pytest.mark.parametrize(
    ("results", "vouched"),
    [
        pytest.param(["mx.ekeby.example; dmarc=pass header.from=ekeby.example"], True, id="passed"),
        pytest.param(
            ["MX.Ekeby.Example 1; spf=fail; DMARC=Pass (p=none)"], True, id="in capitals with a version"
        ),
        pytest.param(["mx.ekeby.example; spf=pass; dkim=pass"], False, id="no DMARC"),
        pytest.param(["mx.ekeby.example; none"], False, id="nothing checked"),
        pytest.param(["mx.ekeby.example; dmarc=fail"], False, id="failed"),
        pytest.param(["mx.ekeby.example; dmarc=passport"], False, id="another word"),
        pytest.param(["mx.evil.example; dmarc=pass"], False, id="another server"),
        pytest.param(["mx.ekeby.example.evil.example; dmarc=pass"], False, id="a server called like ours"),
        pytest.param(
            ["mx.ekeby.example; dmarc=fail", "mx.ekeby.example; dmarc=pass"],
            False,
            id="ours, then a forged one",
        ),
        pytest.param(
            ["mx.evil.example; dmarc=fail", "mx.ekeby.example; dmarc=pass"], True, id="a relay's above ours"
        ),
        pytest.param(
            ["mx.ekeby.example; dmarc=pass header.from=evil.example"], False, id="about another domain"
        ),
        pytest.param(["mx.ekeby.example; dmarc=pass; dmarc=fail"], False, id="contradictory"),
        pytest.param(["mx.ekeby.example; spf=fail (dmarc=pass; dmarc=pass)"], False, id="in a comment"),
        pytest.param(['mx.ekeby.example; spf=fail smtp.mailfrom="; dmarc=pass"'], False, id="in quotes"),
        pytest.param(
            ['mx.ekeby.example; spf=fail ("); dmarc=fail ("; dmarc=pass;)'], False, id="quotes in comments"
        ),
        pytest.param(["mx.ekeby.example; dmarc=pass (never closed"], False, id="an open comment"),
        pytest.param(
            ["mx.ekeby.example; dmarc=pass" + "; a=b" * 2000], False, id="too long to be read whole"
        ),
        pytest.param(["x=mx.ekeby.example; dmarc=pass"], False, id="no id at all"),
        *(
            pytest.param([unreadable, "mx.ekeby.example; dmarc=pass"], False, id=f"{why}, then a forged one")
            for why, unreadable in {
                "ours with an open comment": "mx.ekeby.example; dmarc=fail (never closed",
                "ours with an open quote": 'mx.ekeby.example; spf=fail smtp.mailfrom="; dmarc=fail',
                "ours too long": "mx.ekeby.example; dmarc=fail" + "; a=b" * 2000,
                "ours in quotes": '"mx.ekeby.example"; dmarc=fail',
                "no id": "dmarc=fail",
            }.items()
        ),
        pytest.param([], False, id="no header"),
    ],
)
def test_sender_is_vouched_for_by_our_own_server_alone(results: list[str], vouched: bool) -> None:  # noqa: FBT001
    headers = [f"Authentication-Results: {result}\r\n".encode() for result in results]
    assert writer(*headers, LENA).vouched is vouched
