"""Serving the web application in a thread, and stopping without cutting anybody off."""

import socket
import threading
import time
from typing import Any

from flask import Flask
from waitress.server import create_server  # type: ignore[import-untyped]  # no type information published

QUEUE = 128
FLUSH_SECONDS = 1.0


class WebServer:
    """Bound as soon as it is made; raises OSError when the address cannot be had. Port 0 takes any free one."""

    def __init__(self, site: Flask, host: str, port: int, *, threads: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        bound = socket.create_server((host, port), family=family, backlog=QUEUE)
        self.port: int = bound.getsockname()[1]
        self._server: Any = create_server(site, sockets=[bound], threads=threads, ident="kallelse")
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Nothing new is taken; what is being answered gets its answer. False when that took longer."""
        self._server.accepting = False
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=seconds)
        finished = not self._server.task_dispatcher.threads
        self._let_visitors_go()
        self._server.close()
        return finished

    def _let_visitors_go(self) -> None:
        """Connections that are kept open for a next question are closed, once what was answered has left."""
        for channel in list(self._server.active_channels.values()):
            channel.close_when_flushed = True
        self._server.pull_trigger()
        deadline = time.monotonic() + FLUSH_SECONDS
        while self._server.active_channels and time.monotonic() < deadline:
            time.sleep(0.005)

    def _serve(self) -> None:
        try:
            self._server.run()
        except OSError:  # it was waiting on the socket that `stop` closed
            if self._server.accepting:
                raise
