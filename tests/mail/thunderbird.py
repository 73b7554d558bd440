"""A real Thunderbird: it is handed our mails, and says what its calendar then holds."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.calendar.entry import Mailbox
from bot.mail.message import Mail
from tests import needs
from tests.mail.marionette import Marionette

ACTS = (Path(__file__).parent / "thunderbird.js").read_text()
STARTS_WITHIN, STOPS_WITHIN = 60, 10  # seconds
ACCEPT, ACCEPT_SILENTLY = "imipAcceptButton_Accept", "imipAcceptButton_AcceptDontSend"
REMOVE = "imipDeleteButton"
# Nothing fetched from anywhere, and no question at the first start.
PREFERENCES: dict[str, object] = {
    "marionette.port": 0,
    "app.donation.eoy.version.viewed": 999,
    "app.update.disabledForTesting": True,
    "browser.search.update": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mailnews.start_page.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail as its reader sees it: headers in clear text, names beside addresses, and the buttons that are offered for
    its calendar part.
    """

    subject: str
    sender: tuple[str, str]
    recipient: tuple[str, str]
    buttons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    address: str
    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class Held:
    """An entry as it stands in the calendar, with its times in UTC."""

    uid: str
    title: str
    place: str
    description: str
    start: datetime
    end: datetime
    status: str
    organizer: str
    attendees: frozenset[Person]


class Thunderbird:
    """One person's mail program and calendar."""

    def __init__(self, marionette: Marionette) -> None:
        self._marionette = marionette

    def set_up(self, owner: Mailbox, smtp_port: int) -> None:
        self._does("setUp", owner.address, owner.name, smtp_port)

    def opens(self, mail: Mail) -> Opened:
        opened = self._does("opens", mail.content.decode("latin-1"))
        [sender], [recipient] = opened["senders"], opened["recipients"]
        return Opened(opened["subject"], tuple(sender), tuple(recipient), tuple(opened["buttons"]))

    def presses(self, button: str) -> None:
        self._does("presses", button)

    def holds(self) -> list[Held]:
        return [_held(item) for item in self._does("holds")]

    def forgets(self) -> None:
        self._does("forgets")

    def reads(self, files: Iterable[bytes]) -> list[tuple[datetime, datetime]]:
        """Start and end of each calendar file, in UTC."""
        found = self._does("reads", [file.decode() for file in files])
        return [(_moment(start), _moment(end)) for start, end in found]

    def _does(self, act: str, *arguments: object) -> Any:
        return self._marionette.run(ACTS, act, *arguments)


@contextmanager
def thunderbird(profile: Path) -> Iterator[Thunderbird]:
    """A running one in an empty folder of its own."""
    settings = (f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(settings))
    command = [needs.thunderbird(), "--headless", "--marionette", "--remote-allow-system-access"]
    with (profile / "output").open("wb") as output:
        process = subprocess.Popen(
            [*command, "--no-remote", "--profile", profile],
            env={**os.environ, "HOME": str(profile)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # it has children, which go with it
        )
    try:
        with closing(Marionette(_port(process, profile))) as marionette:
            yield Thunderbird(marionette)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOPS_WITHIN)


def _port(process: "subprocess.Popen[bytes]", profile: Path) -> int:
    """It chooses one, and writes it into its profile."""
    told = profile / "MarionetteActivePort"
    until = time.monotonic() + STARTS_WITHIN
    while not told.exists() or not told.read_text().strip():
        if time.monotonic() > until or process.poll() is not None:
            raise RuntimeError((profile / "output").read_text()[-2000:])
        time.sleep(0.02)
    return int(told.read_text())


def _held(item: dict[str, Any]) -> Held:
    times = {name: _moment(item[name]) for name in ("start", "end")}
    people = frozenset(Person(**attendee) for attendee in item["attendees"])
    return Held(**{**item, **times, "attendees": people})


def _moment(written: str) -> datetime:
    return datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
