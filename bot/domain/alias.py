"""Another address of somebody's, which they answer one committee from."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import CommitteeId, PersonId


@dataclass(frozen=True, slots=True)
class Alias:
    """`address` in lower case; `vouched_by` is who said that it is theirs, which only their own committee takes from them."""

    committee_id: CommitteeId
    address: str
    person_id: PersonId
    vouched_by: PersonId
    since: datetime
