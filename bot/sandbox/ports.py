"""A port of this machine that stays the same for as long as nobody else takes it."""

import socket
from contextlib import suppress
from pathlib import Path

from bot.sandbox.files import write_atomically

PORTS = range(1, 65536)


def kept_port(path: Path) -> int:
    """The port noted in the file if it is free, else another one, which is noted. Links in old mails point there."""
    noted = 0
    with suppress(OSError, ValueError):
        noted = int(path.read_text())
    port = (noted in PORTS and _bound(noted)) or _bound(0)
    write_atomically(path, f"{port}\n".encode())
    return port


def _bound(port: int) -> int:
    """What was free a moment ago; 0 when it is taken."""
    try:
        with socket.create_server(("127.0.0.1", port)) as found:
            return int(found.getsockname()[1])
    except OSError:
        return 0
