"""A real mail server: answers delivered to it take effect once, and the mailbox is left tidy."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.invitation import Answer, Source
from bot.domain.meeting import Meeting
from bot.domain.received import Received
from bot.mail import receive
from bot.mail.imap_server import ImapEncryption, ImapServer
from bot.mail.inbox import MAILBOX_ERRORS, Inbox, open_inbox
from bot.mail.receive import MailReceiver
from bot.storage import DatabaseAway, Storage
from bot.usecases.answers import answer_invitation
from bot.usecases.holding import Folder
from bot.usecases.incoming import take_mail
from tests.mail.dovecot import Dovecot, running_dovecot
from tests.mail.inbound_mails import OUR_ADDRESS, OUR_SERVER, raw
from tests.mail.mailserver import client_side
from tests.ports import free_port
from tests.town import NOW, POLICE, confirmed, id_of
from tests.usecases.mails import counting

PATIENCE_SECONDS = 20.0
ACCEPTED = (Answer.ACCEPTED, Source.EMAIL, "")
DONE, HELD = "Kallelse/Done", "Kallelse/Held"


@pytest.fixture(scope="module")
def one_for_all() -> Iterator[Dovecot]:
    with running_dovecot() as running:
        yield running


@pytest.fixture
def dovecot(one_for_all: Dovecot) -> Dovecot:
    return one_for_all.with_new_mailbox()


def answer_to(meeting: Meeting, name: str = "method-in-calendar-only") -> bytes:
    return raw(name).replace(b"m1@kallelse", meeting.uid.encode())


def receiver(dovecot: Dovecot, storage: Storage) -> MailReceiver:
    return MailReceiver(dovecot.server, storage, lambda: NOW, our_address=OUR_ADDRESS, our_server=OUR_SERVER)


def look(dovecot: Dovecot, storage: Storage) -> bool:
    """One round, as a bot does that has just been started."""
    with open_inbox(dovecot.server) as inbox:
        return receiver(dovecot, storage).look(inbox)


@contextmanager
def receiving(dovecot: Dovecot, storage: Storage) -> Iterator[MailReceiver]:
    running = receiver(dovecot, storage)
    running.start()
    try:
        yield running
    finally:
        assert running.stop()


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not so():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)


def test_answer_is_heard_as_soon_as_it_comes(dovecot: Dovecot, town: Storage) -> None:
    """The server has IDLE: nobody waits for the next look."""
    meeting, lena = confirmed(town), id_of(town, POLICE)
    with receiving(dovecot, town) as running:
        until(lambda: running.last_seen is not None)
        began = time.monotonic()
        dovecot.deliver(answer_to(meeting))
        until(lambda: dovecot.in_folder(DONE) == ["Accepted"])
        assert time.monotonic() - began < receive.LONGEST_WAIT / 10
    assert counting(town, meeting, lena) == ACCEPTED
    assert (dovecot.in_folder("INBOX"), dovecot.in_folder(HELD)) == ([], [])


def test_mailbox_is_left_tidy_and_nothing_is_deleted(dovecot: Dovecot, town: Storage) -> None:
    meeting = confirmed(town)
    forged = (
        answer_to(meeting)
        .replace(b"Subject: Accepted", b"Subject: forged")
        .replace(b"dmarc=pass", b"dmarc=fail")
    )
    dovecot.deliver(answer_to(meeting), forged, raw("out-of-office-exchange"), raw("by-hand"), raw("winmail"))
    assert look(dovecot, town)
    assert dovecot.in_folder("INBOX") == []
    assert dovecot.in_folder(DONE) == ["Accepted", "Autosvar: Inbjudan: BRA"]
    assert dovecot.in_folder(HELD) == ["forged", "Sv: Inbjudan: BRA", "Accepterat: BRA"]


def test_mail_is_acted_on_once_though_the_bot_dies_before_putting_it_away(
    dovecot: Dovecot, town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    dovecot.deliver(answer_to(meeting))

    def dies(*_: object) -> None:
        raise SystemExit  # between the commit and the move

    with monkeypatch.context() as patched:
        patched.setattr(Inbox, "put_away", dies)
        with pytest.raises(SystemExit):
            look(dovecot, town)
    assert (counting(town, meeting, lena), dovecot.in_folder("INBOX")) == (ACCEPTED, ["Accepted"])
    later = NOW + timedelta(minutes=5)
    answer_invitation(town, meeting.id, POLICE, Answer.DECLINED, later)
    look(dovecot, town)
    assert counting(town, meeting, lena) == (Answer.DECLINED, Source.SLACK, "")
    assert (dovecot.in_folder("INBOX"), dovecot.in_folder(DONE)) == ([], ["Accepted"])


def test_mail_is_acted_on_though_the_bot_dies_before_remembering_it(
    dovecot: Dovecot, town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    dovecot.deliver(answer_to(meeting))

    def dies(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.requests.Requests.remember", dies)
        with pytest.raises(SystemExit):
            look(dovecot, town)
    assert counting(town, meeting, lena)[0] == Answer.NONE
    look(dovecot, town)
    assert (counting(town, meeting, lena), dovecot.in_folder(DONE)) == (ACCEPTED, ["Accepted"])


def test_mail_that_breaks_us_holds_up_no_other_and_is_held_in_the_end(
    dovecot: Dovecot, town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)

    def breaks(storage: Storage, mail: Received, now: object) -> Folder:
        if mail.subject == "Nyhetsbrev":
            raise ZeroDivisionError("Lena kommer inte")
        return take_mail(storage, mail, now)  # type: ignore[arg-type]  # the clock's

    monkeypatch.setattr(receive, "take_mail", breaks)
    dovecot.deliver(raw("newsletter"), answer_to(meeting))
    running = receiver(dovecot, town)
    with capture_logs() as logs, open_inbox(dovecot.server) as inbox:
        rounds = [running.look(inbox) for _ in range(receive.MOST_TRIES)]
    assert rounds == [False, False, True]
    assert counting(town, meeting, lena) == ACCEPTED
    assert (dovecot.in_folder(DONE), dovecot.in_folder(HELD)) == (["Accepted"], ["Nyhetsbrev"])
    assert [line["tries"] for line in logs if line["event"] == "a mail could not be acted on"] == [1, 2, 3]


class Waiting:
    """A mailbox with one mail, as far as a round goes."""

    def __init__(self) -> None:
        self.put: list[str] = []

    def waiting(self) -> list[bytes]:
        return [b"1"]

    def read(self, _uid: bytes, _most: int) -> bytes:
        return raw("by-hand")

    def put_away(self, _uid: bytes, folder: str) -> None:
        self.put.append(folder)


def breaking(storage: Storage, monkeypatch: pytest.MonkeyPatch, in_the_end: Exception) -> MailReceiver:
    def breaks(error: Exception) -> Callable[..., Folder]:
        def broken(*_: object) -> Folder:
            raise error

        return broken

    monkeypatch.setattr(receive, "take_mail", breaks(ZeroDivisionError()))
    monkeypatch.setattr(receive, "hold_what_broke", breaks(in_the_end))
    server = ImapServer("localhost", 1, ImapEncryption.NONE, "", "")
    return MailReceiver(server, storage, lambda: NOW, our_address=OUR_ADDRESS, our_server=OUR_SERVER)


def test_mail_that_cannot_even_be_shown_holds_up_no_other(
    town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, mailbox = breaking(town, monkeypatch, ValueError("NUL")), Waiting()
    rounds = [running.look(mailbox) for _ in range(receive.MOST_TRIES)]  # type: ignore[arg-type]  # a fake one
    assert (rounds, mailbox.put) == ([False, False, True], ["Held"])


def test_mail_is_not_put_away_unseen_while_the_database_is_away(
    town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = breaking(town, monkeypatch, DatabaseAway("SELECT 1", {}, Exception()))
    mailbox = Waiting()
    rounds = [running.look(mailbox) for _ in range(receive.MOST_TRIES - 1)]  # type: ignore[arg-type]  # a fake one
    with pytest.raises(DatabaseAway):
        running.look(mailbox)  # type: ignore[arg-type]  # a fake one
    assert (rounds, mailbox.put) == ([False, False], [])


def test_mail_that_stays_closed_is_told_in_the_log_without_its_words(dovecot: Dovecot, town: Storage) -> None:
    secret = b"hemlighet" * 200_000
    dovecot.deliver(b"From: Lena <lena@ekeby.example>\r\nSubject: hemlighet\r\n\r\n" + secret[:1_500_000])
    with capture_logs() as logs:
        look(dovecot, town)
    (closed,) = [line for line in logs if line["event"] == "a mail stays closed"]
    assert (closed["fault"], closed["log_level"]) == ("too_large", "warning")
    assert "hemlighet" not in str(logs)
    assert "ekeby" not in str(logs)
    assert dovecot.in_folder(HELD) == ["hemlighet"]


def test_receiver_comes_back_when_the_server_does(town: Storage) -> None:
    port = free_port()
    meeting, lena = confirmed(town), id_of(town, POLICE)
    with running_dovecot(port=port) as first:
        running = receiver(first, town)
        running.start()
        until(lambda: running.last_seen is not None)
    until(lambda: running.trouble != "")
    with running_dovecot(port=port) as second:
        second.deliver(answer_to(meeting))
        until(lambda: counting(town, meeting, lena) == ACCEPTED)
        until(lambda: running.trouble == "")
        assert running.stop()


def test_receiver_stops_within_seconds(dovecot: Dovecot, town: Storage) -> None:
    running = receiver(dovecot, town)
    running.start()
    until(lambda: running.last_seen is not None)
    began = time.monotonic()
    assert running.stop()
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("options", "folder", "left"),
    [
        pytest.param(
            {"prefix": "INBOX.", "separator": "."}, "INBOX.Kallelse.Done", [], id="folders below INBOX"
        ),
        pytest.param({"extra": "imap_capability = IMAP4rev1 UIDPLUS NAMESPACE"}, DONE, [], id="no MOVE"),
        pytest.param(
            {"extra": "imap_capability = IMAP4rev1"}, DONE, ["Accepted"], id="no MOVE and no UIDPLUS"
        ),
    ],
)
def test_every_kind_of_server_is_left_tidy(
    town: Storage, options: dict[str, str], folder: str, left: list[str]
) -> None:
    """Where one message alone cannot be expunged, the one in INBOX stays, marked, and is not looked at again."""
    meeting = confirmed(town)
    with running_dovecot(**options) as dovecot:  # type: ignore[arg-type]  # texts, all of them
        dovecot.deliver(answer_to(meeting))
        assert look(dovecot, town)
        assert (dovecot.in_folder(folder), dovecot.in_folder("INBOX")) == (["Accepted"], left)
        with open_inbox(dovecot.server) as inbox:
            assert inbox.waiting() == []


def test_server_without_idle_is_asked_again(town: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.mail.inbox.POLL_EVERY", 1.0)
    meeting, lena = confirmed(town), id_of(town, POLICE)
    with (
        running_dovecot(extra="imap_capability = IMAP4rev1 MOVE") as dovecot,
        receiving(dovecot, town) as running,
    ):
        until(lambda: running.last_seen is not None)
        dovecot.deliver(answer_to(meeting))
        until(lambda: counting(town, meeting, lena) == ACCEPTED)
        assert counting(town, meeting, lena) == ACCEPTED


def test_mailbox_is_read_encrypted_and_only_from_whom_we_trust(dovecot: Dovecot) -> None:
    for scheme, port in (("imaps", dovecot.imaps_port), ("imap+starttls", dovecot.imap_port)):
        with open_inbox(dovecot.reached_by(scheme, port), client_side()) as inbox:
            assert inbox.waiting() == []
        with pytest.raises(MAILBOX_ERRORS), open_inbox(dovecot.reached_by(scheme, port)):
            pass
