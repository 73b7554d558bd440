"""Somebody's own invitation as it stands in their chat, to draw it again at once when they press something in it."""

from datetime import datetime

from bot.domain.delivery import DeliveryKind, Route
from bot.storage import Storage
from bot.usecases.facts import InvitationFacts, MeetingFacts
from bot.usecases.telling import invitations_told


def own_invitation(storage: Storage, facts: MeetingFacts, now: datetime) -> InvitationFacts | None:
    """What the newest message to the asker tells of the meeting, with what has changed since the one before it; None when
    they have got none.
    """
    if facts.asker is None:
        return None
    meeting_id, person_id = facts.meeting.id, facts.asker.id
    with storage.reading() as transaction:
        owed = transaction.deliveries.sent_to(meeting_id, [person_id], [DeliveryKind.INVITATION], Route.SLACK)
        sent = [one for one in owed if one.was_tried]
        if not sent:
            return None
        newest = max(sent, key=lambda one: (one.sequence, one.created_at))
        return invitations_told(transaction, facts.committee, [newest], now).get(newest.id)
