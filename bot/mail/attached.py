"""The papers of a meeting as parts of its mails."""

from base64 import encodebytes
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import encode_rfc2231
from threading import Lock

from bot.delivery import DeliveryError
from bot.domain.ids import PaperId
from bot.domain.paper import Paper
from bot.mail.message import base64_part

Contents = Callable[[Collection[PaperId]], Mapping[PaperId, bytes]]
"""What is in papers, without those that are gone."""


def no_papers(_paper_ids: Collection[PaperId]) -> Mapping[PaperId, bytes]:
    return {}


@dataclass(slots=True)
class Attachments:
    """The parts that were made last are kept: all mails of a meeting carry the same, and there may be a thousand of them.
    Threads may share it.
    """

    _turn: Lock = field(default_factory=Lock)
    _ids: tuple[PaperId, ...] = ()
    _parts: tuple[bytes, ...] = ()

    def of(self, papers: Sequence[Paper], contents: Contents) -> tuple[bytes, ...]:
        """Raises DeliveryError, to be tried again, when one has been taken away since the mail was begun."""
        ids = tuple(paper.id for paper in papers)
        with self._turn:
            if ids != self._ids:
                found = contents(ids)
                if len(found) != len(ids):
                    raise DeliveryError(permanent=False, reason="the papers have changed meanwhile")
                self._parts = tuple(attachment(paper, found[paper.id]) for paper in papers)
                self._ids = ids
            return self._parts


def attachment(paper: Paper, content: bytes) -> bytes:
    """One paper; names that are not ASCII are written as RFC 2231 says."""
    named = (
        f'filename="{paper.name}"'
        if paper.name.isascii()
        else f"filename*={encode_rfc2231(paper.name, 'utf-8')}"
    )
    header = f"Content-Type: {paper.media_type}\nContent-Disposition: attachment;\n {named}\n"
    return base64_part(header, encodebytes(content))
