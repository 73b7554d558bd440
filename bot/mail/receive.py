"""The mailbox that answers come back to, read as long as the bot runs: each mail is acted on once and put away."""

import ssl
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import structlog

from bot.domain.received import Received, Unreadable
from bot.mail.imap_server import ImapServer
from bot.mail.inbox import MAILBOX_ERRORS, Inbox, open_inbox
from bot.mail.receiving.opening import LARGEST
from bot.mail.receiving.reading import closed_mail, read_mail
from bot.storage import DatabaseAway, Storage
from bot.usecases.holding import Folder
from bot.usecases.incoming import hold_what_broke, take_mail

log = structlog.get_logger()
FOLDERS = {Folder.DONE: "Done", Folder.HELD: "Held"}
LONGEST_WAIT = 240.0  # seconds: some routers forget a connection after five minutes
AGAIN_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
MOST_TRIES = 3
STOP_POLITELY = 2.0


class MailReceiver:
    """Reads one mailbox in a thread of its own. `last_seen` is when it was last there, None until it has been; `trouble`
    says what keeps us out, "" while nothing does.
    """

    def __init__(
        self,
        server: ImapServer,
        storage: Storage,
        clock: Callable[[], datetime],
        *,
        our_address: str,
        our_server: str | None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._storage = storage
        self._clock = clock
        self._our_address = our_address
        self._our_server = our_server
        self._ssl_context = ssl_context
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="receive-mail", daemon=True)
        self._inbox: Inbox | None = None
        self._tries: Counter[str] = Counter()
        self.last_seen: datetime | None = None
        self.trouble = ""

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float = 10) -> bool:
        """The mail at hand is finished; a server that says nothing is not waited for. False when that took too long."""
        self._stopping.set()
        self._thread.join(min(seconds, STOP_POLITELY))
        inbox = self._inbox
        if self._thread.is_alive() and inbox is not None:
            inbox.abort()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """The server may be away for an hour, and what is in its mailbox is still there when it is back."""
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            seen_before = self.last_seen
            try:
                self._visit()
            except MAILBOX_ERRORS as error:
                if not self._stopping.is_set():
                    log.warning(
                        "the mailbox cannot be read", reason=type(error).__name__, host=self._server.host
                    )
                self.trouble = type(error).__name__
            except Exception as error:  # the database may be away
                log.exception("reading the mailbox stumbled")
                self.trouble = type(error).__name__
            pause = FIRST_PAUSE if self.last_seen != seen_before else min(2 * pause, LONGEST_PAUSE)
            self._stopping.wait(pause)

    def _visit(self) -> None:
        """One connection, as long as it lasts."""
        with open_inbox(self._server, self._ssl_context) as inbox:
            self._inbox = inbox
            try:
                while not self._stopping.is_set():
                    all_done = self.look(inbox)
                    self._is_there()
                    inbox.wait(LONGEST_WAIT if all_done else AGAIN_SECONDS, self._is_there)
            finally:
                self._inbox = None

    def _is_there(self) -> bool:
        self.last_seen, self.trouble = self._clock(), ""
        return not self._stopping.is_set()

    def look(self, inbox: Inbox) -> bool:
        """Everything that waits, one after another. False when something is to be tried again."""
        all_done = True
        for uid in inbox.waiting():
            if self._stopping.is_set():
                return False
            raw = inbox.read(uid, LARGEST + 1)
            if raw is None:
                continue  # somebody else took it away
            folder = self._take(raw)
            if folder is None:
                all_done = False
                continue
            inbox.put_away(uid, FOLDERS[folder])
        return all_done

    def _take(self, raw: bytes) -> Folder | None:
        """Where the mail goes; None when it is to be tried again. One that breaks us time after time is held."""
        mail = self._read(raw)
        try:
            folder = take_mail(self._storage, mail, self._clock())
        except Exception:
            self._tries[mail.digest] += 1
            tries = self._tries[mail.digest]
            log.exception("a mail could not be acted on", mail=_name(mail), tries=tries)
            if tries < MOST_TRIES:
                return None
            folder = self._hold(mail)
        self._tries.pop(mail.digest, None)
        about = {"says": type(mail.says).__name__, "vouched": mail.writer.vouched, "folder": folder}
        log.info("mail taken", mail=_name(mail), **about)
        return folder

    def _hold(self, mail: Received) -> Folder:
        """Shown when that can be, put into its folder in any case. Only a database that is away is waited for."""
        try:
            return hold_what_broke(self._storage, mail, self._clock())
        except DatabaseAway:
            raise
        except Exception:
            log.exception("a mail that broke us could not be shown", mail=_name(mail))
            return Folder.HELD

    def _read(self, raw: bytes) -> Received:
        try:
            mail = read_mail(raw, our_address=self._our_address, our_server=self._our_server)
        except Exception:  # a fault of ours: the mail is kept for people to look at
            log.exception("a mail could not be read", octets=len(raw))
            mail = closed_mail(raw)
        if isinstance(mail.says, Unreadable):
            log.warning("a mail stays closed", mail=_name(mail), fault=mail.says.fault, octets=len(raw))
        return mail


def _name(mail: Received) -> str:
    """What operators find it by in the log, and nobody else in the world."""
    return mail.digest[:12]
