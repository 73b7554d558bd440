"""Asks a program of Mozilla's to run scripts inside itself, over the protocol that its own tests use.

A message is its length, a colon, and JSON: [0, number, command, parameters] there, [1, number, error, result] back
(https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html). The published client would bring fourteen
packages with it to drive browsers with.
"""

import json
import socket
from itertools import count
from typing import Any

SCRIPT_WITHIN = 60  # seconds; on a busy machine it takes its time


class Marionette:
    """A session that runs scripts with the rights of the program itself."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SCRIPT_WITHIN + 10)
        self._incoming = self._socket.makefile("rb")
        self._numbers = count(1)
        self._read()  # its greeting
        self._ask("WebDriver:NewSession")
        self._ask("WebDriver:SetTimeouts", script=SCRIPT_WITHIN * 1000)
        self._ask("Marionette:SetContext", value="chrome")

    def run(self, script: str, *arguments: object) -> Any:
        """What the script returns, as JSON; the arguments are its `arguments`. Promises are waited for."""
        return self._ask("WebDriver:ExecuteScript", script=script, args=arguments)["value"]

    def close(self) -> None:
        self._incoming.close()
        self._socket.close()

    def _ask(self, command: str, **parameters: object) -> Any:
        asked = json.dumps([0, next(self._numbers), command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(asked), asked))
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{error['message']}\n{error['stacktrace']}")
        return result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            octet = self._incoming.read(1)
            if not octet:
                raise EOFError
            length += octet
        return json.loads(self._incoming.read(int(length[:-1])))
