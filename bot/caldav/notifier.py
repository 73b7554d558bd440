"""A committee's meetings in the shared calendar: one object each, kept as the ledger says it should be.

We remember of each what we wrote and which state of it that was. When somebody else has changed it since, it stays as
it is and the delivery fails, for chair and secretary to see; when they ask for it, ours is written over it. What somebody
else has taken away is written again the next time the meeting changes.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from bot.caldav.shelf import ANY, NONE_YET, Shelf
from bot.calendar.entry import Mailbox
from bot.calendar.published import BrokenCalendar, entry_of, essence, stored
from bot.delivery import DeliveryError
from bot.domain.meeting import Meeting
from bot.language.catalogues import spoken
from bot.language.published import entry_title
from bot.language.words import Words
from bot.usecases.due import Due
from bot.usecases.facts import SharedEntry

CHANGED_BY_OTHERS = "changed by somebody else in the shared calendar"


@dataclass(frozen=True, slots=True)
class Written:
    """The receipt of a delivery, kept as JSON: what we wrote, and the server's name for that state."""

    etag: str
    digest: str

    def receipt(self) -> str:
        return json.dumps(asdict(self))


def read_receipt(receipt: str) -> Written | None:
    return Written(**json.loads(receipt)) if receipt else None


@dataclass(frozen=True, slots=True)
class CalDavNotifier:
    """`sender` is the mailbox that invitations come from, None where none are sent."""

    shelf: Shelf
    sender: str | None = None

    def send(self, due: Due) -> str:
        entry = due.facts
        if not isinstance(entry, SharedEntry):
            raise DeliveryError(permanent=True, reason=f"{due.delivery.kind} does not go to a calendar")
        name, known = f"{entry.meeting.id}.ics", read_receipt(due.delivery.receipt)
        if not entry.stands:
            return self._take_away(name, known)
        return self._write(name, octets_of(entry, self.sender), known).receipt()

    def _write(self, name: str, octets: bytes, known: Written | None) -> Written:
        if known is None or known.etag:
            condition = {"If-Match": known.etag} if known else NONE_YET
            etag = self.shelf.lay(name, octets, condition)
            if etag is not None:
                return self._noted(name, octets, etag)
        return self._write_over(name, octets, known)

    def _write_over(self, name: str, octets: bytes, known: Written | None) -> Written:
        """It is not as we left it, as far as we know how that was: perhaps an answer of the server's was lost."""
        lying = self.shelf.fetch(name)
        if lying is not None and essence(lying.octets) == essence(octets):
            return Written(lying.etag, _digest(octets))
        if lying is not None and known is not None and _digest(lying.octets) != known.digest:
            raise DeliveryError(permanent=True, reason=CHANGED_BY_OTHERS)
        condition = NONE_YET if lying is None else {"If-Match": lying.etag} if lying.etag else ANY
        etag = self.shelf.lay(name, octets, condition)
        if etag is None:
            raise DeliveryError(permanent=False, reason="somebody is changing it at this moment")
        return self._noted(name, octets, etag)

    def _noted(self, name: str, octets: bytes, etag: str) -> Written:
        """A server that keeps it in words of its own tells no ETag with its answer (RFC 4791 section 5.3.4)."""
        lying = None if etag else self.shelf.fetch(name)
        return Written(lying.etag if lying else etag, _digest(octets))

    def _take_away(self, name: str, known: Written | None) -> str:
        condition = {"If-Match": known.etag} if known and known.etag else {}
        if not self.shelf.take_away(name, condition):
            lying = self.shelf.fetch(name)
            if lying is not None and known is not None and _digest(lying.octets) != known.digest:
                raise DeliveryError(permanent=True, reason=CHANGED_BY_OTHERS)
            self.shelf.take_away(name, {})
        return ""


def octets_of(entry: SharedEntry, sender: str | None) -> bytes:
    """In the committee's language; like a feed, without members, agenda and video link. Raises DeliveryError."""
    meeting: Meeting = entry.meeting
    committee = entry.committee
    words = Words(spoken(committee.language), committee.zone)
    title = entry_title(meeting, committee, words)
    organizer = Mailbox(committee.name, sender) if sender else None
    shown = replace(entry_of(meeting, committee, title=title, language=words.language), organizer=organizer)
    try:
        return stored(shown)
    except BrokenCalendar as broken:
        rules = ", ".join(sorted({finding.rule for finding in broken.findings}))
        raise DeliveryError(permanent=True, reason=f"calendar check: {rules}") from broken


def _digest(octets: bytes) -> str:
    return hashlib.sha256(essence(octets).encode()).hexdigest()
