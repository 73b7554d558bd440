import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from bot.delivery import DeliveryError
from bot.mail.message import Mail
from bot.mail.send import SmtpMailer
from bot.mail.server import Encryption, MailServer
from tests.mail.mailserver import PASSWORD, Post, Received, client_side, logged_in, mail_server, server_side
from tests.ports import free_port

SENDER = "kallelse@alvnas.example"
ANNA = "anna@alvnas.example"


def message(number: int = 1, recipient: str = ANNA) -> Mail:
    identity = f"<{number}@alvnas.example>"
    content = f"Subject: Hemligt\r\nMessage-ID: {identity}\r\n\r\nVälkommen.\r\n.\r\n..två punkter\r\n"
    return Mail(SENDER, recipient, identity, content.encode())


def mailer(port: int, *, timeout: float = 5) -> SmtpMailer:
    return SmtpMailer(MailServer("127.0.0.1", port, Encryption.NONE), timeout=timeout)


@contextmanager
def mailer_to(post: Post) -> Iterator[SmtpMailer]:
    with mail_server(post) as port, mailer(port) as sender:
        yield sender


def failing(sender: SmtpMailer, recipient: str = ANNA) -> tuple[str, bool, bool]:
    """Why sending fails, whether for good, and whether it may have arrived."""
    with pytest.raises(DeliveryError) as failed:
        sender.send(message(recipient=recipient))
    return failed.value.reason, failed.value.permanent, failed.value.in_doubt


def test_send_hands_in_the_message_as_it_is_and_returns_its_id() -> None:
    post, sent = Post(), message()
    with mailer_to(post) as sender:
        assert sender.send(sent) == "<1@alvnas.example>"
    assert post.received == [Received(SENDER, (ANNA,), sent.content)]


def test_send_keeps_one_connection_for_many_messages() -> None:
    post = Post()
    with mailer_to(post) as sender:
        for number in range(20):
            sender.send(message(number))
    assert (len(post.received), post.connections) == (20, 1)


def test_send_connects_again_when_the_server_has_hung_up_meanwhile() -> None:
    post = Post()
    with mailer_to(post) as sender:
        sender.send(message(1))
        post.hang_up()
        sender.send(message(2))
    assert (len(post.received), post.connections) == (2, 2)


def test_send_connects_again_when_the_server_has_had_its_fill() -> None:
    post = Post()
    with mailer_to(post) as sender:
        sender.send(message(1))
        post.mail_answers = ["421 4.7.0 Too many messages in this session"]
        sender.send(message(2))
    assert (len(post.received), post.connections) == (2, 2)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("550 5.1.1 <anna@alvnas.example> no such user", ("rcpt 550 5.1.1", True, False)),
        ("553 no", ("rcpt 553", True, False)),
        ("450 4.2.0 Greylisted, come back in 300 seconds", ("rcpt 450 4.2.0", False, False)),
        ("452 4.2.2 Mailbox full", ("rcpt 452 4.2.2", False, False)),
    ],
)
def test_refused_recipient_is_told_apart_and_does_not_stop_the_next(
    answer: str, failure: tuple[str, bool, bool]
) -> None:
    post = Post(rcpt_answers={ANNA: answer})
    with mailer_to(post) as sender:
        assert failing(sender) == failure
        sender.send(message(recipient="bo@bostad.example"))
    assert [received.recipients for received in post.received] == [("bo@bostad.example",)]
    assert post.connections == 1


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("554 5.7.1 Spam", ("content 554 5.7.1", True, False)),
        ("451 4.3.0 Try again later", ("content 451 4.3.0", False, False)),
    ],
)
def test_refused_content_is_told_apart_and_does_not_stop_the_next(
    answer: str, failure: tuple[str, bool, bool]
) -> None:
    post = Post(content_answers=[answer])
    with mailer_to(post) as sender:
        assert failing(sender) == failure
        sender.send(message())
    assert (len(post.received), post.connections) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("550 5.7.1 You may not send as that", ("mail 550 5.7.1", True, False)),
        ("451 4.3.2 Not now", ("mail 451 4.3.2", False, False)),
    ],
)
def test_refused_sender_is_told_apart(answer: str, failure: tuple[str, bool, bool]) -> None:
    with mailer_to(Post(mail_answers=[answer])) as sender:
        assert failing(sender) == failure


@pytest.mark.parametrize(
    ("step", "failure"),
    [
        ("mail", ("mail SMTPServerDisconnected", False, False)),
        ("rcpt", ("rcpt SMTPServerDisconnected", False, False)),
        ("content", ("content SMTPServerDisconnected", False, True)),
    ],
)
def test_lost_connection_is_in_doubt_only_once_the_content_is_on_its_way(
    step: str, failure: tuple[str, bool, bool]
) -> None:
    post = Post(hang_up_at=step)
    with mailer_to(post) as sender:
        assert failing(sender) == failure
        post.hang_up_at = ""
        sender.send(message(2))
    assert post.received[-1].content.count(b"<2@alvnas.example>") == 1


def test_no_server_is_a_temporary_failure() -> None:
    port = free_port()
    assert failing(mailer(port)) == ("connect ConnectionRefusedError", False, False)


@pytest.mark.parametrize("host", ["nosuchhost.invalid", "a..b", "x" * 300])
def test_unknown_server_is_a_temporary_failure(host: str) -> None:
    reason, permanent, in_doubt = failing(SmtpMailer(MailServer(host, 25, Encryption.NONE)))
    assert (reason.split()[0], permanent, in_doubt) == ("connect", False, False)


def test_silent_server_does_not_hold_us_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        sender = mailer(silent.getsockname()[1], timeout=0.2)
        assert failing(sender) == ("connect SMTPServerDisconnected", False, False)


@pytest.mark.parametrize(
    ("replies", "failure"),
    [
        (["554 go away"], ("connect 554", False, False)),
        (["220 hi", "250 ok", "250 ok", "250 ok", "451 no space"], ("data 451", False, False)),
        (["220 hi", "250 ok", "250 ok", "250 ok"], ("data SMTPServerDisconnected", False, False)),
        (["220 hi", "250 ok", "250 ok", "250 ok", "354 go", "nonsense"], ("content -1", False, True)),
    ],
    ids=[
        "refused at the door",
        "refused before the content",
        "lost before the content",
        "unreadable last word",
    ],
)
def test_server_that_breaks_off(replies: list[str], failure: tuple[str, bool, bool]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=play, args=(listening, replies), daemon=True).start()
        assert failing(mailer(listening.getsockname()[1])) == failure


def play(listening: socket.socket, replies: list[str]) -> None:
    """One conversation: a reply for each thing said, then nothing."""
    connection, _ = listening.accept()
    with connection:
        for number, reply in enumerate(replies):
            connection.sendall(reply.encode() + b"\r\n")
            if number + 1 < len(replies) or reply[0] in "23":
                connection.recv(100_000)


def test_send_over_starttls_verifies_the_server() -> None:
    post = Post()
    with mail_server(post, tls_context=server_side(), require_starttls=True) as port:
        server = MailServer("localhost", port, Encryption.STARTTLS)
        with SmtpMailer(server, ssl_context=client_side()) as trusting:
            trusting.send(message())
        with SmtpMailer(server) as unknowing:
            assert failing(unknowing) == ("connect SSLCertVerificationError", False, False)
    assert len(post.received) == 1


def test_send_over_tls_verifies_the_server() -> None:
    post = Post()
    with mail_server(post, ssl_context=server_side()) as port:
        server = MailServer("localhost", port, Encryption.FROM_THE_START)
        with SmtpMailer(server, ssl_context=client_side()) as trusting:
            trusting.send(message())
        with SmtpMailer(server) as unknowing:
            assert failing(unknowing) == ("connect SSLCertVerificationError", False, False)
    assert len(post.received) == 1


def test_send_never_falls_back_to_clear_text() -> None:
    post = Post()
    with mail_server(post) as port:
        server = MailServer("localhost", port, Encryption.STARTTLS, "kallelse", PASSWORD)
        with SmtpMailer(server, ssl_context=client_side()) as sender:
            assert failing(sender) == ("connect SMTPNotSupportedError", False, False)
    assert post.received == []


def test_send_logs_in() -> None:
    post = Post()
    with mail_server(
        post, tls_context=server_side(), require_starttls=True, auth_required=True, authenticator=logged_in
    ) as port:
        right = MailServer("localhost", port, Encryption.STARTTLS, "kallelse", PASSWORD)
        wrong = MailServer("localhost", port, Encryption.STARTTLS, "kallelse", "gissat")
        with SmtpMailer(right, ssl_context=client_side()) as sender:
            sender.send(message())
        with SmtpMailer(wrong, ssl_context=client_side()) as sender:
            assert failing(sender) == ("connect 535", False, False)
    assert len(post.received) == 1


def test_check_says_whether_the_server_takes_us() -> None:
    with mailer_to(Post()) as sender:
        sender.check()
    port = free_port()
    with pytest.raises(DeliveryError):
        mailer(port).check()


def test_international_address_needs_a_server_that_takes_it() -> None:
    abroad, post = "åsa@alvnäs.example", Post()
    with mail_server(post, enable_SMTPUTF8=True) as port, mailer(port) as sender:
        sender.send(message(recipient=abroad))
    assert [received.recipients for received in post.received] == [(abroad,)]
    with mail_server(Post(), enable_SMTPUTF8=False) as port, mailer(port) as sender:
        assert failing(sender, abroad) == ("mail 550 5.6.7", True, False)


def test_threads_share_a_mailer() -> None:
    post = Post()
    with mailer_to(post) as sender, ThreadPoolExecutor(4) as pool:
        receipts = set(pool.map(lambda number: sender.send(message(number)), range(40)))
    assert receipts == {f"<{number}@alvnas.example>" for number in range(40)}
    assert len(post.received) == 40
    assert 1 <= post.connections <= 4


def test_failure_tells_no_address_secret_or_text() -> None:
    post = Post(rcpt_answers={ANNA: f"550 5.1.1 <{ANNA}> is not here, Hemligt ärende"})
    with mailer_to(post) as sender, pytest.raises(DeliveryError) as failed:
        sender.send(message())
    assert vars(failed.value) == {
        "permanent": True,
        "reason": "rcpt 550 5.1.1",
        "retry_after": None,
        "in_doubt": False,
        "held_back": False,
        "needless": False,
    }
    assert failed.value.__cause__ is None
