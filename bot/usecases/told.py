"""What a message about a meeting has told its reader: as it stands now, and as the ledger keeps it."""

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from bot.domain.told import Told
from bot.usecases.facts import MeetingFacts


def what_is_told(facts: MeetingFacts, now: datetime) -> Told:
    meeting, committee = facts.meeting, facts.committee
    agenda = json.dumps([[topic.title, topic.tentative, topic.minutes] for topic in facts.agenda])
    return Told(
        as_of=now,
        start=meeting.start,
        end=meeting.end,
        place=meeting.place,
        link=meeting.link,
        title=committee.name,
        alarm=committee.alarm_minutes,
        hidden=committee.hides_attendees,
        agenda=sha256(agenda.encode()).hexdigest()[:16],
        papers=tuple(f"{paper.id} {paper.name}" for paper in facts.papers),
    )


def written_told(told: Told) -> str:
    """For the ledger."""
    return json.dumps(asdict(told), default=datetime.isoformat, ensure_ascii=False)


def read_told(kept: str) -> Told | None:
    """None for a message of which nothing was kept."""
    if not kept:
        return None
    values = json.loads(kept)
    moments = {name: datetime.fromisoformat(values[name]) for name in ("as_of", "start", "end")}
    return Told(**{**values, **moments, "papers": tuple(values["papers"])})
