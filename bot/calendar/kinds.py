"""What a calendar is for decides which rules hold for it."""

from enum import StrEnum


class Kind(StrEnum):
    """What a calendar is for: MESSAGE asks people or tells them, and has a METHOD (RFC 5546); STORED is one object as it
    lies in a file or on a server (RFC 4791 section 4.1); FEED is what people subscribe to.
    """

    MESSAGE = "message"
    STORED = "stored"
    FEED = "feed"
