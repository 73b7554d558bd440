"""The bot as an operator runs it: a process of its own, that can be stopped nicely or killed at any moment."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from bot.sandbox.server import Sandbox
from tests.ports import free_port

PATIENCE_SECONDS = 60.0  # a busy machine takes long to start a program


@dataclass
class BotProcess:
    """`transport` is "socket" (Socket Mode) or "http" (signed requests); `more` are settings beside the usual ones."""

    sandbox: Sandbox
    database: str
    clock_file: Path
    transport: str
    log: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        app = self.sandbox.app
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "KALLELSE_"))
        }
        chosen = {
            "SLACK_BOT_TOKEN": app.bot_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "KALLELSE_DATABASE_URL": self.database,
            "KALLELSE_SMTP_URL": self.sandbox.mailbox.url,
            "KALLELSE_MAIL_FROM": self.sandbox.mailbox.bot_address,
            "KALLELSE_IMAP_URL": self.sandbox.imap_url,
            "KALLELSE_MAIL_AUTHSERV": self.sandbox.mailbox.server_name,
            "KALLELSE_CLOCK": str(self.clock_file),
            "KALLELSE_HTTP_HOST": "127.0.0.1",
            "KALLELSE_HTTP_PORT": str(self.port),
            "KALLELSE_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
        }
        if self.transport == "socket":
            chosen["SLACK_APP_TOKEN"] = app.app_token
        else:
            chosen["SLACK_SIGNING_SECRET"] = app.signing_secret
        return kept | chosen | self.more

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """As the kernel would: nothing of it gets to say another word."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)
        self.sandbox.disconnect_bot()

    def stop(self) -> int:
        """As an operator would; the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def healthy(self) -> int:
        """What /healthz answers, 0 while nothing does. Not /readyz: what a killed bot left behind is still overdue."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except (OSError, HTTPException):  # somebody else's port, or nobody's
            return 0

    def _wait_until_ready(self) -> None:
        if self.transport == "http":
            self.sandbox.reach_over_http(f"http://127.0.0.1:{self.port}/slack/events")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.healthy() != 200 or not self.sandbox.wait_for_bot(0.1):
            assert self.is_running, f"the bot has stopped:\n{self.log.read_text()[-3000:]}"
            assert time.monotonic() < deadline, f"the bot does not get ready:\n{self.log.read_text()[-3000:]}"
            time.sleep(0.05)
