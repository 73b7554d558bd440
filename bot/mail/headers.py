"""Headers with text that people typed, written so that every reader gets back what went in.

The standard library folds long names wrongly: it drops the quotes around a long name with a comma in it, so that one
recipient becomes several, and loses blanks between encoded words (seen in Python 3.11). So these headers fold themselves,
with RFC 2047's encoded words. An address with other than ASCII characters stands as it is (RFC 6532).
"""

import re
from email.header import Header
from functools import lru_cache

from bot.calendar.text import display_name

SHORT_ENOUGH = 60  # characters; the name of the header and the address come beside it
LINE_LENGTH = 76
WORDS = re.compile(r"[A-Za-z0-9'-]+( [A-Za-z0-9'-]+)*")


@lru_cache(maxsize=256)
def text_header(name: str, text: str) -> str:
    """A Subject: what is put in is text, though it may look like an encoded word."""
    return f"{name}: {text if _is_simple(text) else _encoded(text, name)}\n"


@lru_cache(maxsize=256)
def mailbox_header(name: str, shown: str, address: str) -> str:
    """From or To, with one mailbox."""
    return f"{name}: {_mailbox(display_name(shown), address, name)}\n"


def _mailbox(shown: str, address: str, header: str) -> str:
    if not shown:
        return address
    if not _is_simple(shown):
        return f"{_encoded(shown, header)}\n <{address}>"
    return f"{shown} <{address}>" if WORDS.fullmatch(shown) else f'"{shown}" <{address}>'


def _is_simple(text: str) -> bool:
    """Whether it can stand on one line as it is, and is not taken for an encoded word."""
    return text.isascii() and len(text) <= SHORT_ENOUGH and "=?" not in text


def _encoded(text: str, header: str) -> str:
    return Header(text, "utf-8", maxlinelen=LINE_LENGTH, header_name=header).encode()
