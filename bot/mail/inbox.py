"""Our own mailbox over IMAP: what came in is read, and put into a folder. Nothing is ever deleted."""

import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from imaplib import IMAP4

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from bot.mail.imap_server import ImapEncryption, ImapServer

TIMEOUT = 30.0  # seconds without a word from the server
LOOK_EVERY = 1.0  # seconds
POLL_EVERY = 20.0
OUR_FOLDER = "Kallelse"
INBOX = "INBOX"
PERSONAL_NAMESPACE = re.compile(rb'^\(\("((?:[^"\\]|\\.)*)" (?:"(.)"|NIL)\)')

MAILBOX_ERRORS = (ImapToolsError, IMAP4.error, OSError)
"""What a mailbox raises when it is away, lets nobody in, or does not do what it was asked."""


@contextmanager
def open_inbox(server: ImapServer, ssl_context: ssl.SSLContext | None = None) -> Iterator["Inbox"]:
    """Connected, logged in, INBOX selected. Raises MAILBOX_ERRORS. Certificates are verified."""
    box = _connected(server, ssl_context or ssl.create_default_context())
    try:
        _log_in(box, server)
        yield Inbox(box)
    finally:
        box.client.shutdown()


class Inbox:
    """The mails that wait, and the folders they go to. Raises MAILBOX_ERRORS."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box
        # What it can do is told anew once somebody has logged in (RFC 3501 section 6.2.3), and imaplib does not ask again.
        box.client.capabilities = tuple(box.client.capability()[1][0].decode().upper().split())
        self._prefix, self._delimiter = self._namespace()
        self._there: set[str] = set()

    def waiting(self) -> list[str]:
        """The UIDs of all that has not been put away, the oldest first."""
        return self._box.uids("UNDELETED")

    def read(self, uid: str, most: int) -> bytes | None:
        """The mail as it is, or as much of it as that; None when it is gone. It stays unread."""
        status, answer = self._box.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{most}>)")
        if status != "OK":
            raise IMAP4.error("FETCH")
        return next((bytes(item[1]) for item in answer if isinstance(item, tuple)), None)

    def put_away(self, uid: str, name: str) -> None:
        """Into the folder of that name, which is made when it is missing."""
        folder = self._folder(name)
        if "MOVE" in self._box.client.capabilities:
            self._box.move(uid, folder)
            return
        self._box.copy(uid, folder)
        # A plain EXPUNGE would also take what somebody else has marked (RFC 4315). Where it cannot be told which is
        # meant, the copy in INBOX stays marked, and is not looked at again.
        self._command("STORE", uid, "+FLAGS", r"(\Deleted)")
        if "UIDPLUS" in self._box.client.capabilities:
            self._command("EXPUNGE", uid)

    def wait(self, seconds: float, goes_on: Callable[[], bool]) -> None:
        """Until something came, so many seconds have passed, or `goes_on` says no, which is asked about every second. A
        server with IDLE (RFC 2177) says at once when something comes; of another one we do not know.
        """
        until = time.monotonic() + seconds
        if "IDLE" not in self._box.client.capabilities:
            until = time.monotonic() + min(seconds, POLL_EVERY)
            while goes_on() and time.monotonic() < until:
                time.sleep(LOOK_EVERY)
            return
        with self._box.idle as idle:
            while goes_on() and time.monotonic() < until:
                asked_at = time.monotonic()
                came_early = bool(idle.poll(LOOK_EVERY)) or time.monotonic() - asked_at < LOOK_EVERY / 2
                if came_early:  # news; or the server has hung up, which leaving IDLE then finds out
                    break

    def abort(self) -> None:
        """From another thread: whatever is being waited for ends at once, with an error."""
        self._box.client.shutdown()

    def _folder(self, name: str) -> str:
        parent = f"{self._prefix}{OUR_FOLDER}"
        folder = f"{parent}{self._delimiter}{name}"
        if folder not in self._there and not self._box.folder.exists(folder):
            self._box.folder.create(folder)
            self._box.folder.subscribe(folder, value=True)
        self._there.add(folder)
        return folder

    def _namespace(self) -> tuple[str, str]:
        """How names of folders begin, and what stands between a folder and one in it (RFC 2342)."""
        if "NAMESPACE" in self._box.client.capabilities:
            _, answer = self._box.client.namespace()
            found = PERSONAL_NAMESPACE.match(answer[0] or b"") if answer else None
            if found:
                return found[1].decode(), (found[2] or b" ").decode()
        listed = self._box.folder.list("", INBOX)
        delimiter = listed[0].delim if listed else "/"
        return "", " " if delimiter == "NIL" else delimiter

    def _command(self, *arguments: str) -> None:
        status, _ = self._box.client.uid(*arguments)
        if status != "OK":
            raise IMAP4.error(arguments[0])


def _connected(server: ImapServer, context: ssl.SSLContext) -> BaseMailBox:
    if server.encryption is ImapEncryption.FROM_THE_START:
        return MailBox(server.host, server.port, timeout=TIMEOUT, ssl_context=context)
    if server.encryption is ImapEncryption.STARTTLS:
        return MailBoxStartTls(server.host, server.port, timeout=TIMEOUT, ssl_context=context)
    return MailBoxUnencrypted(server.host, server.port, timeout=TIMEOUT)


def _log_in(box: BaseMailBox, server: ImapServer) -> None:
    """LOGIN takes plain letters only."""
    plain = server.user.isascii() and server.password.isascii()
    (box.login if plain else box.login_utf8)(server.user, server.password, INBOX)
