"""The bot's own mailbox is an IMAP server that programs can work with: imap-tools, and imaplib below it."""

import imaplib
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

import pytest
from imap_tools import AND, BaseMailBox, H, MailBoxUnencrypted, MailMessageFlags

from bot.sandbox.imap import Filed, ImapMailbox
from bot.sandbox.server import BOT_ADDRESS, Sandbox
from tests.sandbox.test_mailbox import invitation, send

NOW = datetime(2017, 10, 11, 9, tzinfo=UTC)


def letter(number: int) -> bytes:
    return f"Subject: Svar {number}\r\nMessage-ID: <{number}@example.org>\r\n\r\nHej\r\n".encode()


@pytest.fixture
def mailbox() -> Iterator[ImapMailbox]:
    mailbox = ImapMailbox(BOT_ADDRESS)
    mailbox.start()
    yield mailbox
    mailbox.stop()


@contextmanager
def reading(url: str) -> Iterator[BaseMailBox]:
    address = urlsplit(url)
    box = MailBoxUnencrypted(address.hostname or "", address.port or 0, timeout=5)
    with box.login(unquote(address.username or ""), address.password or "") as logged_in:
        yield logged_in


def test_mail_is_searched_fetched_flagged_moved_and_deleted(mailbox: ImapMailbox) -> None:
    for number in (1, 2, 3):
        mailbox.deliver(letter(number), NOW)
    with reading(mailbox.url) as box:
        (second,) = box.fetch(AND(header=[H("Message-ID", "<2@example.org>")]), mark_seen=False)
        box.folder.create("Klart")
        box.move(second.uid or "", "Klart")
        first, third = box.fetch(AND(seen=False), mark_seen=False)
        box.flag(first.uid or "", MailMessageFlags.SEEN, value=True)
        box.delete(third.uid or "")
        assert [folder.name for folder in box.folder.list()] == ["INBOX", "Klart"]
        assert [mail.subject for mail in box.fetch(AND(seen=True))] == ["Svar 1"]
    assert mailbox.folders() == {
        "INBOX": [Filed(NOW, ("\\Seen",), letter(1))],
        "Klart": [Filed(NOW, (), letter(2))],
    }


def test_server_moves_in_one_step_and_says_so(mailbox: ImapMailbox) -> None:
    mailbox.deliver(letter(1), NOW)
    with reading(mailbox.url) as box:
        told = box.client.capability()[1][0].split()
        assert {b"MOVE", b"IDLE", b"UIDPLUS"} <= set(told)
        box.folder.create("Klart")
        (mail,) = box.fetch(mark_seen=False)
        answer, _ = box.client.uid("MOVE", mail.uid or "", "Klart")
        assert answer == "OK"
    assert {name: len(ones) for name, ones in mailbox.folders().items()} == {"INBOX": 0, "Klart": 1}


def test_reader_who_waits_is_told_of_new_mail_at_once(mailbox: ImapMailbox) -> None:
    with reading(mailbox.url) as box:
        timer = threading.Timer(0.2, mailbox.deliver, (letter(1), NOW))
        timer.start()
        assert b"* 1 EXISTS" in box.idle.wait(timeout=10)
        timer.join()
        assert [mail.subject for mail in box.fetch()] == ["Svar 1"]


def test_nobody_reads_without_the_password(mailbox: ImapMailbox) -> None:
    address = urlsplit(mailbox.url)
    with (
        imaplib.IMAP4("127.0.0.1", address.port or 0, timeout=5) as connection,
        pytest.raises(imaplib.IMAP4.error),
    ):
        connection.login(BOT_ADDRESS, "guessed")


def test_restored_mailbox_holds_what_it_held() -> None:
    held = {"INBOX": [Filed(NOW, ("\\Flagged", "\\Seen"), letter(1))], "Klart": [], "Väntar/Nu": []}
    other = ImapMailbox(BOT_ADDRESS)
    other.restore(held)
    other.start()
    assert other.folders() == held
    other.stop()
    assert other.folders() == held


def test_mail_to_the_bot_lands_in_its_mailbox_and_can_be_seen_in_the_browser(empty_sandbox: Sandbox) -> None:
    send(empty_sandbox, invitation(BOT_ADDRESS), BOT_ADDRESS)
    (kept,) = empty_sandbox.mailbox.mails(BOT_ADDRESS)
    (filed,) = empty_sandbox.mailbox.imap.folders()["INBOX"]
    assert filed.raw == kept.raw
    with reading(empty_sandbox.imap_url) as box:
        assert [mail.subject for mail in box.fetch()] == ["Kallelse: rådet fredag 15 december"]


def test_mail_to_others_does_not(empty_sandbox: Sandbox) -> None:
    send(empty_sandbox, invitation())
    assert len(empty_sandbox.mailbox.mails()) == 1
    assert empty_sandbox.mailbox.imap.folders() == {"INBOX": []}


def test_large_mail_is_taken_whole(empty_sandbox: Sandbox) -> None:
    message = invitation(BOT_ADDRESS)
    message.add_attachment(b"\x00" * 2_000_000, maintype="application", subtype="pdf", filename="bilaga.pdf")
    address = urlsplit(empty_sandbox.smtp_url)
    with smtplib.SMTP(address.hostname or "", address.port or 0, timeout=20) as smtp:
        smtp.send_message(message, to_addrs=[BOT_ADDRESS])
    with reading(empty_sandbox.imap_url) as box:
        (mail,) = box.fetch()
        assert len(mail.attachments[-1].payload) == 2_000_000
