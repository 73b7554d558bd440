"""The real bot, started as an operator starts it, and started again when it dies."""

import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from bot.sandbox.files import write_atomically

OURS = ("SLACK_", "KALLELSE_")
STOP_SECONDS = 15.0
RESTART_SECONDS = 1.0
SLOWEST_RESTART_SECONDS = 10.0
LAST_WORDS_BYTES = 2000


class BotProcess:
    """`command` is what comes before "run", "migrate" and so on; what the bot says goes to `log`, its process id stands
    beside it in bot.pid.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._command = list(command)
        self._log = log
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self._environment = {**kept, **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None

    def does(self, *words: str) -> None:
        """Runs one of the bot's other commands to its end. Raises CalledProcessError with what it said."""
        subprocess.run(  # noqa: S603  - our own program
            [*self._command, *words], env=self._environment, check=True, capture_output=True
        )

    def start(self, died: Callable[[int, str], None]) -> None:
        """`died` is told the exit code and the last words each time the bot ends by itself; then it starts again."""
        self._process = self._begin()
        self._watcher = threading.Thread(target=self._watch, args=(died,), name="bot", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Lets the bot finish what it has in hand; kills it when that takes too long."""
        self._stopping.set()
        if not self._process or not self._watcher:
            return
        self._process.terminate()
        self._watcher.join(STOP_SECONDS)
        if self._watcher.is_alive():
            self._process.kill()
            self._watcher.join()

    def _begin(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            process = self._popen(log)
        write_atomically(self._log.with_name("bot.pid"), f"{process.pid}\n".encode())
        return process

    def _popen(self, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        # In a session of its own, so that Ctrl-C reaches the sandbox alone and the bot is stopped in order.
        return subprocess.Popen(  # noqa: S603  - our own program
            [*self._command, "run"],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def _watch(self, died: Callable[[int, str], None]) -> None:
        pause = RESTART_SECONDS
        while self._process:
            code = self._process.wait()
            if self._stopping.is_set():
                return
            died(code, self.last_words())
            if self._stopping.wait(pause):
                return
            pause = min(pause * 2, SLOWEST_RESTART_SECONDS)
            self._process = self._begin()

    def last_words(self) -> str:
        said = self._log.read_bytes()[-LAST_WORDS_BYTES:].decode(errors="replace")
        return "\n".join(said.splitlines()[-10:])
