"""What the receiving mail server has found out about a sender, written on top of the mail (RFC 8601)."""

import re
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses

FIELD = re.compile(rb"authentication-results[ \t]*:[ \t]*([^;\s]*)", re.IGNORECASE)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def stamped(raw: bytes, server: str, sender: str, *, signed: bool) -> bytes:
    """The mail with the server's verdict on top, and without what claims to be one already (section 5).

    `sender` is the envelope's, `signed` whether the domain in From has signed the mail (DKIM). DMARC passes when one of
    the two vouches for that domain.
    """
    author = author_domain(raw)
    results = [f"spf={'pass' if sender else 'none'} smtp.mailfrom={domain_of(sender) or 'postmaster'}"]
    results += [f"dkim=pass header.d={author}"] if signed else ["dkim=none"]
    results += [f"dmarc={_dmarc(author, sender, signed=signed)} header.from={author}"]
    header = f"Authentication-Results: {server};\r\n " + ";\r\n ".join(results) + "\r\n"
    return header.encode() + without_results_of(server, raw)


def author_domain(raw: bytes) -> str:
    headers = BytesHeaderParser(policy=policy.default).parsebytes(raw)
    return next((domain_of(email) for _, email in getaddresses([str(headers["From"] or "")])), "")


def _dmarc(author: str, sender: str, *, signed: bool) -> str:
    if signed or domain_of(sender) == author:
        return "pass"
    return "fail" if sender else "none"


def without_results_of(server: str, raw: bytes) -> bytes:
    head, gap, body = _halves(raw)
    fields = re.split(rb"(?<=\n)(?![ \t])", head)
    kept = [field for field in fields if not _is_verdict_of(server, field)]
    return b"".join(kept) + gap + body


def _halves(raw: bytes) -> tuple[bytes, bytes, bytes]:
    end = re.search(rb"(?<=\n)\r?\n", raw)
    return (raw[: end.start()], end.group(), raw[end.end() :]) if end else (raw, b"", b"")


def _is_verdict_of(server: str, field: bytes) -> bool:
    found = FIELD.match(field)
    return found is not None and found[1].decode(errors="replace").lower() == server.lower()
