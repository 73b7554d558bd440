"""Mails as facts, to hand to the use cases; as if they had just been read."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.domain.bounce import Bounce
from bot.domain.held_mail import HeldMail
from bot.domain.ids import PersonId
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import Meeting
from bot.domain.received import (
    Asked,
    Bounced,
    Failure,
    Participant,
    Received,
    Response,
    Says,
    Scheduling,
    Writer,
    WrittenByHand,
)
from bot.storage import Storage
from bot.usecases.holding import Folder
from bot.usecases.incoming import take_mail
from tests.town import NOW

LENA = "lena.strom@ekeby.example"
GRETA = "greta.nyqvist@ekebybostader.example"
SIV = "siv.dahl@ekeby.example"


def mail(
    says: Says, *, by: str = LENA, name: str = "Lena Ström", vouched: bool = True, about: tuple[str, ...] = ()
) -> Received:
    digest = sha256(repr((says, by, vouched, about)).encode()).hexdigest()
    return Received(
        digest=digest,
        writer=Writer(name, by, vouched),
        subject="Sv: Inbjudan",
        says=says,
        about=about,
        beginning="Jag kan inte komma.",
    )


def response(meeting: Meeting, *participants: Participant, **changed: object) -> Response:
    """To the meeting as it stands, written just now."""
    plain = Response(meeting.uid, meeting.sequence, NOW, participants)
    return replace(plain, **changed)  # type: ignore[arg-type]  # fields by name


def reply(
    meeting: Meeting, answer: Answer = Answer.ACCEPTED, *, attendee: str = LENA, **changed: object
) -> Scheduling:
    return Scheduling(Asked.REPLY, (response(meeting, Participant(attendee, "", answer), **changed),))


def counter(meeting: Meeting, start: datetime | None, **changed: object) -> Scheduling:
    one = response(meeting, Participant(LENA, "", Answer.TENTATIVE), start=start, **changed)
    return Scheduling(Asked.COUNTER, (one,))


def refresh(meeting: Meeting) -> Scheduling:
    return Scheduling(Asked.REFRESH, (response(meeting, Participant(LENA)),))


def delegation(meeting: Meeting) -> Scheduling:
    sent = Participant(SIV, "Siv Dahl", stands_for=LENA)
    return Scheduling(Asked.REPLY, (response(meeting, Participant(LENA, delegate=SIV), sent),))


def bounce(*message_ids: str, address: str = GRETA, status: str = "5.1.1", final: bool = True) -> Bounced:
    return Bounced((Failure(address, status, final),), message_ids)


BY_HAND = WrittenByHand()


def took(storage: Storage, one: Received, now: datetime = NOW) -> Folder | None:
    return take_mail(storage, one, now)


def held(storage: Storage) -> list[HeldMail]:
    with storage.reading() as transaction:
        return transaction.held_mails._where(order=[transaction.held_mails.table.c.heard_at])


def only_held(storage: Storage) -> HeldMail:
    (one,) = held(storage)
    return one


def bounces(storage: Storage) -> list[Bounce]:
    with storage.reading() as transaction:
        return transaction.bounces._where()


def counting(storage: Storage, meeting: Meeting, person_id: PersonId) -> tuple[Answer, Source | None, str]:
    """The answer that counts, how it came, and its comment."""
    with storage.reading() as transaction:
        invitation = transaction.invitations.of(meeting.id, person_id)
    assert invitation is not None
    return invitation.answer, invitation.source, invitation.comment


def person_with(storage: Storage, address: str) -> PersonId:
    with storage.reading() as transaction:
        found = transaction.people.with_addresses([address])
    return found[address].id
