"""A real mail server in a folder of its own: mail goes in over LMTP, and is read over IMAP."""

import grp
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from imap_tools import MailBoxUnencrypted

from bot.mail.imap_server import ImapServer, imap_server
from tests.mail.mailserver import CERTIFICATE
from tests.needs import dovecot
from tests.ports import free_port

PASSWORD = "hemligt"
USER = "council@ekeby.example"
PATIENCE_SECONDS = 20.0
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
{extra}
namespace inbox {{
  inbox = yes
  prefix = {prefix}
  separator = {separator}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
  }}
}}
service lmtp {{
  unix_listener lmtp {{
    mode = 0666
  }}
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  auth_username_format = %u
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    folder: Path
    imap_port: int
    imaps_port: int
    user: str = USER

    @property
    def server(self) -> ImapServer:
        return self.reached_by("imap", self.imap_port)

    def reached_by(self, scheme: str, port: int) -> ImapServer:
        return imap_server(f"{scheme}://{self.user.replace('@', '%40')}:{PASSWORD}@localhost:{port}")

    def with_new_mailbox(self) -> "Dovecot":
        """The same server, and a mailbox that nobody has used yet."""
        return replace(self, user=f"council-{uuid4().hex[:8]}@ekeby.example")

    def deliver(self, *mails: bytes) -> None:
        """As the outside world does."""
        with smtplib.LMTP(str(self.folder / "run" / "lmtp")) as lmtp:
            for mail in mails:
                lmtp.sendmail("sender@ekeby.example", [self.user], mail)

    def in_folder(self, name: str) -> list[str]:
        """The subjects of the mails there, the oldest first."""
        with MailBoxUnencrypted("127.0.0.1", self.imap_port).login(self.user, PASSWORD, None) as box:
            if not box.folder.exists(name):
                return []
            box.folder.set(name, readonly=True)
            return [mail.subject for mail in box.fetch(mark_seen=False)]

    def folders(self) -> set[str]:
        with MailBoxUnencrypted("127.0.0.1", self.imap_port).login(self.user, PASSWORD, None) as box:
            return {folder.name for folder in box.folder.list()}


@contextmanager
def running_dovecot(
    *, prefix: str = "", separator: str = "/", extra: str = "", port: int | None = None
) -> Iterator[Dovecot]:
    """Started, answering, and stopped afterwards. `extra` goes into its configuration."""
    with tempfile.TemporaryDirectory(prefix="dovecot-") as folder:  # the path of a socket must be short
        server = Dovecot(Path(folder), port or free_port(), free_port())
        configuration = Path(folder) / "dovecot.conf"
        configuration.write_text(_configuration(server, prefix, separator, extra))
        with _started(server, configuration):
            yield server


@contextmanager
def _started(server: Dovecot, configuration: Path) -> Iterator[None]:
    program = dovecot()
    process = subprocess.Popen(
        [program, "-F", "-c", configuration], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait_for(server, process)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)
        if process.stderr:
            process.stderr.close()


def _configuration(server: Dovecot, prefix: str, separator: str, extra: str) -> str:
    """As root it runs under the users that Debian's package made; else under our own."""
    ours = pwd.getpwuid(os.geteuid())
    is_root = ours.pw_uid == 0
    keeper = pwd.getpwnam("mail") if is_root else ours
    folder = server.folder
    mails = folder / "mail"
    mails.mkdir()
    if is_root:
        shutil.chown(mails, keeper.pw_uid, keeper.pw_gid)
        folder.chmod(0o755)
    return CONFIGURATION.format(
        folder=folder,
        internal="dovecot" if is_root else ours.pw_name,
        internal_group="dovecot" if is_root else grp.getgrgid(ours.pw_gid).gr_name,
        login="dovenull" if is_root else ours.pw_name,
        uid=keeper.pw_uid,
        gid=keeper.pw_gid,
        prefix=prefix,
        separator=separator,
        password=PASSWORD,
        imap_port=server.imap_port,
        imaps_port=server.imaps_port,
        certificate=CERTIFICATE,
        extra=extra,
    )


def _wait_for(server: Dovecot, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            said = process.stderr.read().decode() if process.stderr else ""
            log = server.folder / "log"
            raise AssertionError(f"dovecot did not start: {said} {log.read_text() if log.exists() else ''}")
        with socket.socket() as knock:
            lmtp = server.folder / "run" / "lmtp"
            if lmtp.exists() and knock.connect_ex(("127.0.0.1", server.imap_port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("dovecot does not answer")
