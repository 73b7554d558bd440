"""The setting that says where the mailbox is read."""

import pytest

from bot.mail.imap_server import ImapEncryption, ImapServer, imap_server
from bot.mail.server import BadMailServer


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "imaps://council%40example.org:p%2Fw%40rd@mail.example.org",
            ImapServer(
                "mail.example.org", 993, ImapEncryption.FROM_THE_START, "council@example.org", "p/w@rd"
            ),
        ),
        (
            "imap+starttls://u:p@mail.example.org",
            ImapServer("mail.example.org", 143, ImapEncryption.STARTTLS, "u", "p"),
        ),
        ("IMAP://u:p@[::1]:1143", ImapServer("::1", 1143, ImapEncryption.NONE, "u", "p")),
    ],
)
def test_url_says_where_and_how(url: str, server: ImapServer) -> None:
    assert imap_server(url) == server


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("pop3://u:p@h", "scheme"),
        ("imaps://u:p@", "host"),
        ("imaps://u:p@h:many", "port"),
        ("imaps://h", "user"),
        ("imaps://u@h", "user"),
    ],
)
def test_url_that_says_too_little_is_refused_by_its_part(url: str, part: str) -> None:
    with pytest.raises(BadMailServer) as refused:
        imap_server(url)
    assert refused.value.part == part


def test_password_is_not_shown() -> None:
    assert "p4ss" not in repr(imap_server("imaps://u:p4ss@h"))
