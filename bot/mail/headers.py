"""Headers with text that people typed, written so that every reader gets back what went in.

The standard library folds long names wrongly: it drops the quotes around a long name with a comma in it, so that one
recipient becomes several, and loses blanks between encoded words (seen in Python 3.11). So these headers fold themselves,
with RFC 2047's encoded words.
"""

import re
from email.header import Header
from email.headerregistry import Address, HeaderRegistry, UniqueAddressHeader, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any

from bot.calendar.text import display_name

SHORT_ENOUGH = 60  # characters; the name of the header and the address come beside it
LINE_LENGTH = 76
WORDS = re.compile(r"[A-Za-z0-9'-]+( [A-Za-z0-9'-]+)*")


class Text(UniqueUnstructuredHeader):
    """A Subject: what is put in is text, though it may look like an encoded word."""

    name: str

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: EmailPolicy) -> str:
        text = str(self)
        written = text if _is_simple(text) else _encoded(text, self.name)
        return _ended(f"{self.name}: {written}", policy)


class Mailboxes(UniqueAddressHeader):
    """From or To."""

    name: str
    addresses: tuple[Address, ...]

    def fold(self, *, policy: EmailPolicy) -> str:
        written = ",\n ".join(_mailbox(address, self.name) for address in self.addresses)
        return _ended(f"{self.name}: {written}", policy)


def policy_for(*addresses: str) -> "EmailPolicy[EmailMessage]":
    """How a message to and from these addresses is written: with raw UTF-8 only where one of them needs it (RFC 6532)."""
    registry = HeaderRegistry()
    for name, kind in {"subject": Text, "from": Mailboxes, "to": Mailboxes}.items():
        registry.map_to_type(name, kind)  # type: ignore[arg-type]  # the registry itself adds BaseHeader to it
    return SMTP.clone(header_factory=registry, utf8=not all(address.isascii() for address in addresses))


def mailbox(name: str, address: str) -> Address:
    """A name and an address for From or To."""
    local, _, domain = address.rpartition("@")
    return Address(display_name=display_name(name), username=local, domain=domain)


def _mailbox(address: Address, header: str) -> str:
    name = address.display_name
    if not name:
        return address.addr_spec
    if not _is_simple(name):
        return f"{_encoded(name, header)}\n <{address.addr_spec}>"
    return f"{name} <{address.addr_spec}>" if WORDS.fullmatch(name) else f'"{name}" <{address.addr_spec}>'


def _is_simple(text: str) -> bool:
    """Whether it can stand on one line as it is, and is not taken for an encoded word."""
    return text.isascii() and len(text) <= SHORT_ENOUGH and "=?" not in text


def _encoded(text: str, header: str) -> str:
    return Header(text, "utf-8", maxlinelen=LINE_LENGTH, header_name=header).encode()


def _ended(written: str, policy: EmailPolicy) -> str:
    return f"{written}\n".replace("\n", policy.linesep)
