"""Ids are ours: made here before anything is stored, never shown to people."""

from typing import NewType
from uuid import uuid4

CommitteeId = NewType("CommitteeId", str)
PersonId = NewType("PersonId", str)
SeatId = NewType("SeatId", str)
MeetingId = NewType("MeetingId", str)
GuestId = NewType("GuestId", str)
InvitationId = NewType("InvitationId", str)
AnswerId = NewType("AnswerId", str)
TopicId = NewType("TopicId", str)
PollId = NewType("PollId", str)
AlternativeId = NewType("AlternativeId", str)
BallotId = NewType("BallotId", str)
StandingItemId = NewType("StandingItemId", str)
DecisionId = NewType("DecisionId", str)
ActionId = NewType("ActionId", str)
FeedId = NewType("FeedId", str)
HeldMailId = NewType("HeldMailId", str)
BounceId = NewType("BounceId", str)
DeliveryId = NewType("DeliveryId", str)
DateProposalId = NewType("DateProposalId", str)
ProposedDateId = NewType("ProposedDateId", str)
ObjectionId = NewType("ObjectionId", str)
AskedId = NewType("AskedId", str)
PaperId = NewType("PaperId", str)


def new_id() -> str:
    """A random id, 32 hexadecimal digits; wrap it in the NewType it is for."""
    return uuid4().hex
