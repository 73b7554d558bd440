"""Who a mail is from, and whether our own mail server vouches for it (RFC 8601).

Both are read strictly. What could be read in two ways is read in none: somebody may have written it so.
"""

import re
from dataclasses import dataclass

from bot.calendar.text import display_name
from bot.domain.received import Writer
from bot.mail.receiving.opening import LONGEST_HEADER, Opened, decoded

ADDRESS = r"[^\s<>()\[\]\\,;:@\"\0]+@[^\s<>()\[\]\\,;:@\"\0]+"
NAMED = re.compile(rf"(?P<name>[^<>@,;:()\"]*)<(?P<address>{ADDRESS})>")
ALONE = re.compile(ADDRESS)
ID = re.compile(r"\s*([^\s;=]+)(?:\s+\d+)?\s*")
RESULT = re.compile(r"\s*dmarc\s*(?:/\s*\d+\s*)?=\s*([a-z]+)\b(.*)", re.IGNORECASE)
FROM_DOMAIN = re.compile(r"\bheader\s*\.\s*from\s*=\s*([^\s;]+)", re.IGNORECASE)
PASSED = "pass"
QUOTED = "\0"
"""Stands for a quoted text; no header that comes through a mail server holds one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What our server says of a mail's sender: the result of DMARC, and the domain it is about ("" when unsaid)."""

    dmarc: str = ""
    domain: str = ""


def writer_of(mail: Opened, our_server: str | None) -> Writer:
    """`our_server` is the authserv-id of our own mail server; without it nobody is vouched for."""
    written = mail.headers("From")
    if len(written) != 1:
        return Writer("", "")
    name, address = _mailbox(written[0])
    verdict = verdict_of(mail, our_server)
    domain = address.rpartition("@")[2]
    passed = verdict.dmarc == PASSED and verdict.domain in {"", domain}
    return Writer(name, address, vouched=bool(address) and passed)


def verdict_of(mail: Opened, our_server: str | None) -> Verdict:
    """Only the topmost header with our server's id counts: it wrote that one itself. One further down came with the mail,
    as did any with another id. One whose id cannot be read may be ours, so nothing below it is looked at.
    """
    for header in mail.headers("Authentication-Results") if our_server else ():
        bare, _ = _bare(header)
        identity, _, results = bare.partition(";")
        found = ID.fullmatch(identity)
        if found is None or QUOTED in found[1]:
            return Verdict()
        if our_server and found[1].lower() == our_server.lower():
            return _verdict(results)
    return Verdict()


def _verdict(results: str) -> Verdict:
    """Pass only where every DMARC result that stands there is one."""
    found = [match for result in results.split(";") if (match := RESULT.fullmatch(result))]
    if not found:
        return Verdict()
    said = {match[1].lower() for match in found}
    domains = {domain[1].lower() for match in found if (domain := FROM_DOMAIN.search(match[2]))}
    if len(said) > 1 or len(domains) > 1:
        return Verdict("contradictory")
    return Verdict(said.pop(), domains.pop() if domains else "")


def _mailbox(header: str) -> tuple[str, str]:
    """Name and address; without an address when it holds several, a group, or something that only looks like one."""
    bare, quoted = _bare(header)
    if alone := ALONE.fullmatch(bare.strip()):
        return "", alone.group().lower()
    named = NAMED.fullmatch(bare.strip())
    if named is None:
        return "", ""
    name = named["name"].replace(QUOTED, f" {' '.join(quoted)} ")
    return display_name(decoded(name.strip())), named["address"].lower()


def _bare(header: str) -> tuple[str, list[str]]:
    """The header without its comments, a mark for each quoted text, and those texts. Read character by character, as
    RFC 5322 section 3.2 has it: a quote means nothing within a comment, nor a bracket within quotes. One that never ends
    makes the whole unreadable: "". So does one that was cut, since nobody knows what it went on to say.
    """
    bare: list[str] = []
    quoted: list[str] = []
    depth, inside, escaped = 0, False, False
    for character in header:
        if escaped or (character == "\\" and (inside or depth)):
            if inside and escaped:
                quoted[-1] += character
            escaped = not escaped
        elif inside:
            inside = character != '"'
            quoted[-1] += character if inside else ""
        elif character in "()":
            depth = max(0, depth + 1 if character == "(" else depth - 1)
        elif character == '"' and not depth:
            inside = True
            quoted.append("")
            bare.append(QUOTED)
        elif not depth:
            bare.append(character)
    broken = inside or depth or len(header) >= LONGEST_HEADER
    return ("", []) if broken else ("".join(bare), quoted)
