"""A real CalDAV server of our own, Radicale, with one user and one calendar; and what can go wrong on the way to it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from icalendar import Calendar, Event

from bot.caldav.address import SharedCalendar, shared_calendar
from tests.ports import free_port

CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""
PATIENCE_SECONDS = 30.0


@dataclass
class Radicale:
    """`setting` is what an operator would set for the calendar."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def setting(self) -> str:
        return f"http://kallelse:l%C3%B6senord@127.0.0.1:{self.port}/kallelse/moten/"

    @property
    def calendar(self) -> SharedCalendar:
        return shared_calendar(self.setting)

    def asks(self, method: str, name: str = "", body: bytes = b"", **headers: str) -> requests.Response:
        auth = (b"kallelse", "lösenord".encode())
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return requests.request(
            method, self.calendar.url + name, data=body, auth=auth, headers=named, timeout=10
        )

    def events(self) -> list[Event]:
        """Everything in the calendar, as a program that subscribes to all of it reads it."""
        whole = Calendar.from_ical(self.asks("GET").content)
        return sorted(whole.events, key=lambda event: event.start)

    def names(self) -> list[str]:
        """The files that the calendar is kept in."""
        kept = self.folder / "collections" / "collection-root" / "kallelse" / "moten"
        return sorted(path.name for path in kept.glob("*.ics"))


@contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """Started on a port of its own, stopped at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "users").write_text("kallelse:lösenord\n", encoding="utf-8")
    port = free_port()
    config = folder / "config"
    config.write_text(CONFIG.format(port=port, folder=folder), encoding="utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "radicale", "--config", config], stderr=log)
    server = Radicale(port, folder, process)
    try:
        _wait_for(server)
        assert server.asks("MKCALENDAR").status_code == 201
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(server: Radicale) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
        except OSError:
            assert time.monotonic() < deadline, (server.folder / "log").read_text()
            time.sleep(0.05)
        else:
            return
