"""Reports that a mail of ours did not arrive: RFC 3464, and what servers write that do not keep to it."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

from bot.calendar.text import one_line
from bot.domain.received import Bounced, Failure
from bot.mail.receiving.opening import Opened, Part, inner_messages

STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
ID = r"<[^<>\s\x00-\x1f\x7f]+@[^<>\s\x00-\x1f\x7f]+>"
MESSAGE_ID = re.compile(rf"(?im)^(?:Original-|X-Original-)?Message-ID:\s*({ID})")
MACHINES = re.compile(r"^(mailer-daemon|postmaster|microsoftexchange[0-9a-f]+)@", re.IGNORECASE)
RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
STATUS_REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
MOST_FAILURES = 100
LONGEST_TEXT = 50_000
FINAL, PERMANENT = "failed", "5"


def bounced(mail: Opened, sender: str) -> Bounced | None:
    """What a mail server reports, None when this is no such report. `sender` is the address the mail is from."""
    parts = list(mail.parts())
    reports = [part for part in parts if part.kind in STATUS_REPORTS]
    if reports:
        failures = [failure for report in reports for failure in _failures(report)]
    elif MACHINES.match(sender) or mail.headers("Return-Path")[:1] == ["<>"]:
        failures = list(_guessed(mail))
    else:
        return None
    if not (failures or reports):
        return None
    return Bounced(tuple(failures[:MOST_FAILURES]), tuple(_message_ids(parts)))


def _failures(report: Part) -> Iterator[Failure]:
    """Each recipient that is named: what stands between two empty lines, the first of which is about the whole mail."""
    for block in inner_messages(report.message)[1 : MOST_FAILURES + 1]:
        action, status = _field(block, "Action").lower(), STATUS.search(_field(block, "Status"))
        address = _address(_field(block, "Original-Recipient")) or _address(_field(block, "Final-Recipient"))
        if address and action in {FINAL, "delayed"}:
            yield Failure(address, status.group() if status else "", final=action == FINAL)


def _guessed(mail: Opened) -> Iterator[Failure]:
    """Servers with a form of their own: Exchange's old one, qmail's, Exim's."""
    temporary, permanent = all_failures(message_from_bytes(mail.raw[:LONGEST_TEXT]))
    text = "\n".join(part.text()[:LONGEST_TEXT] for part in mail.parts() if part.kind == "text/plain")
    status = STATUS.search(text)
    for addresses, final in ((permanent, True), (temporary, False)):
        for address in sorted(addresses):
            plain = one_line(address.decode("utf-8", "replace").lower())
            yield Failure(plain, status.group() if status and final else "", final=final)


def _message_ids(parts: list[Part]) -> Iterator[str]:
    """Of the mail that comes back with the report: whole, as headers alone, or as text."""
    for part in parts:
        if part.kind in RETURNED:
            returned = next(iter(inner_messages(part.message)), None)
            if returned is not None and (found := re.findall(ID, str(returned["Message-ID"] or ""))):
                yield found[0]
                continue
        if part.kind in RETURNED or part.kind == "text/plain":
            yield from MESSAGE_ID.findall(part.text()[:LONGEST_TEXT])
    for part in parts:
        if part.kind in STATUS_REPORTS:
            yield from MESSAGE_ID.findall(part.message.as_string()[:LONGEST_TEXT])


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())[:500]


def _address(field: str) -> str:
    """The mailbox in "rfc822; anna@example.org"."""
    kind, _, address = field.rpartition(";")
    plain = address.strip().strip("<>").lower()
    return plain if kind.strip().lower() in {"", "rfc822", "utf-8"} and plain.isprintable() else ""
