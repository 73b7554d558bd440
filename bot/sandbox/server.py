"""The workspace as one thing that can be started and stopped."""

import logging
import socket
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from bot.sandbox.app import App
from bot.sandbox.client_acting import acting_doors
from bot.sandbox.client_doors import only_from_here
from bot.sandbox.client_reading import reading_doors
from bot.sandbox.client_world import world_doors
from bot.sandbox.clock import Clock
from bot.sandbox.correspondent import Correspondent
from bot.sandbox.driver import Person
from bot.sandbox.keeper import Keeper
from bot.sandbox.mail_acting import mail_acting_doors
from bot.sandbox.mail_doors import mail_doors
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.manifest import read_manifest
from bot.sandbox.model import Account, Channel
from bot.sandbox.refusal import Refused
from bot.sandbox.signed_http import SignedHttp
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.web_front import bot_doors
from bot.sandbox.workspace import BOT_USER_ID, Workspace

BOT_ADDRESS = "kallelse@ekeby.example"
"""What mail to the bot is addressed to; its mailbox can be read over IMAP."""

STOP_SECONDS = 0.1
"""How often the server looks whether it should stop."""


@dataclass(eq=False)
class PortTakenError(Exception):
    """Another program listens on the port."""

    port: int


class Sandbox:
    """A workspace with people and channels, and one app installed by its manifest.

    Port 0 takes any free one. `data` is where the workspace is kept from one run to the next; `at` sets the clock of a
    new one, and moves a kept one forward. Over Socket Mode the bot connects by itself; for signed HTTP call
    `reach_over_http` with the address of its events endpoint.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        people: Iterable[Account] = (),
        channels: Iterable[Channel] = (),
        port: int = 0,
        at: datetime | None = None,
        data: Path | None = None,
        clock_file: Path | None = None,
        team_name: str = "Sandbox",
    ) -> None:
        self.clock = Clock(clock_file)
        self.workspace = Workspace(self.clock, team_name)
        self.app = App(read_manifest(manifest), self.workspace)
        self.mailbox = Mailbox(self.clock, self.workspace.news, self.app.faults, BOT_ADDRESS)
        self._keeper = Keeper(data, self.workspace, self.mailbox, self.app.uploads) if data else None
        self.is_resumed = self._keeper.load() if self._keeper else False
        self._set_clock(at)
        self._settle([*people, self._bot_account()], channels)
        self._socket_mode = SocketMode(self.workspace.news)
        self.app.link = self._socket_mode
        self._port = port
        self._server: BaseWSGIServer | None = None

    def _set_clock(self, at: datetime | None) -> None:
        if at and not self.is_resumed:
            self.clock.start_at(at)
        elif at and at > self.clock.now():
            self.clock.move_to(at)
        self.clock.publish()

    def _settle(self, people: Iterable[Account], channels: Iterable[Channel]) -> None:
        """Everybody and every channel that is not here from an earlier run."""
        self.workspace.add_accounts(one for one in people if one.id not in self.workspace.accounts)
        for channel in channels:
            if channel.id not in self.workspace.channels:
                self.workspace.add_channel(channel)

    def _bot_account(self) -> Account:
        name = self.app.manifest.bot_name
        return Account(BOT_USER_ID, name.lower(), name, is_bot=True, locale="en-US")

    def start(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = self._listen()
        self.app.url = f"http://127.0.0.1:{self._server.port}"
        threading.Thread(
            target=self._server.serve_forever, args=(STOP_SECONDS,), name="http", daemon=True
        ).start()
        self._socket_mode.start()
        self.mailbox.start()
        if self._keeper:
            self._keeper.start()

    def _listen(self) -> BaseWSGIServer:
        try:
            # Bound here, because werkzeug ends the whole program when a port is taken.
            bound = socket.create_server(("127.0.0.1", self._port))
        except OSError as err:
            raise PortTakenError(self._port) from err
        with bound:
            return make_server("127.0.0.1", 0, self._web(), threaded=True, fd=bound.fileno())

    def _web(self) -> Flask:
        web = Flask(__name__, static_folder=None)
        web.before_request(only_from_here)
        for doors in (
            bot_doors(self.app),
            reading_doors(self.app, self.mailbox),
            acting_doors(self.app),
            world_doors(self.app),
            mail_doors(self.mailbox),
            mail_acting_doors(self.mailbox),
        ):
            web.register_blueprint(doors)
        return web

    def stop(self) -> None:
        self.app.stop()
        self.mailbox.stop()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        if self._keeper:
            self._keeper.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def reach_over_http(self, request_url: str) -> None:
        """From now on payloads are POSTed and signed."""
        self.app.link = SignedHttp(request_url, self.app.signing_secret)

    def move_clock_to(self, when: datetime) -> None:
        """Forward only; whoever watches is told."""
        self.clock.move_to(when)
        self.workspace.news.tell("clock")

    def wait_for_bot(self, seconds: float = 10) -> bool:
        return self.workspace.news.wait(self.app.is_connected, seconds)

    def wait_until_quiet(self, seconds: float = 5) -> bool:
        """Whether the bot has acknowledged everything sent to it so far."""
        return self.app.wait_until_quiet(seconds)

    def wait_until_still(self, still_seconds: float = 0.3, seconds: float = 10) -> bool:
        """Whether the bot has also stopped calling by itself; for what it does after its acks."""
        return self.app.wait_until_still(still_seconds, seconds)

    def disconnect_bot(self) -> None:
        """Ends the bot's connections, as a network would; it may come back."""
        self._socket_mode.disconnect()

    def refresh_connections(self) -> None:
        """Asks the bot to connect anew, as Slack does every few hours."""
        self._socket_mode.refresh()

    def person(self, name: str) -> Person:
        """The person with this name, handle or id, ready to act."""
        for account in self.workspace.accounts.values():
            if name in (account.id, account.name, account.real_name, account.real_name.split()[0]):
                return Person(self.app, self.mailbox, account.id)
        raise LookupError(name)

    def correspondent(self, address: str, language: str = "sv") -> Correspondent:
        """Whoever has this address, at their mail program; they need no account here."""
        return Correspondent(self.mailbox, address, language)

    @property
    def url(self) -> str:
        return self.app.url

    @property
    def api_url(self) -> str:
        return f"{self.app.url}/api/"

    @property
    def smtp_url(self) -> str:
        return self.mailbox.url

    @property
    def imap_url(self) -> str:
        """The bot's own mailbox."""
        return self.mailbox.imap.url

    @property
    def refusals(self) -> list[Refused]:
        """Everything the bot did that Slack would have refused; a test ends by asserting that it is empty."""
        with self.workspace.news.changed:
            return list(self.app.refused)
