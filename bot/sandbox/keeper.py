"""Saves the workspace a moment after each change, so that it is there again at the next start."""

import threading
from pathlib import Path

from bot.sandbox import snapshot
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.uploads import Uploads
from bot.sandbox.workspace import Workspace

GATHERING_SECONDS = 0.3
"""Changes within so short a time are written together."""


class Keeper:
    def __init__(self, directory: Path, workspace: Workspace, mailbox: Mailbox, uploads: Uploads) -> None:
        self._directory = directory
        self._workspace, self._mailbox, self._uploads = workspace, mailbox, uploads
        self._stopping = threading.Event()
        self._saved = -1
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def load(self) -> bool:
        return snapshot.load(self._directory, self._workspace, self._mailbox, self._uploads)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        with self._workspace.news.changed:
            self._workspace.news.changed.notify_all()
        self._thread.join()
        self.save()

    def save(self) -> None:
        self._saved = self._workspace.news.number
        snapshot.save(self._directory, self._workspace, self._mailbox, self._uploads)

    def _keep(self) -> None:
        news = self._workspace.news
        while not self._stopping.is_set():
            news.wait(lambda: self._stopping.is_set() or news.number > self._saved, 60)
            if not self._stopping.wait(GATHERING_SECONDS) and news.number > self._saved:
                self.save()
