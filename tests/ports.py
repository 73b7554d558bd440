"""Ports that nobody listens on, for servers that have to be told theirs before they start."""

import random
import socket
from pathlib import Path

HANDED_OUT_BY_THE_KERNEL = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST = 10_000


def free_port() -> int:
    """Not one of those that the kernel hands out to whoever asks for any: it may be gone before it is used."""
    try:
        end = int(HANDED_OUT_BY_THE_KERNEL.read_text().split()[0])
    except FileNotFoundError:  # not on Linux
        end = 32_768
    while True:
        port = random.randrange(LOWEST, max(end, LOWEST + 1_000))  # noqa: S311  no secret
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
