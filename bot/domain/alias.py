"""Another address of somebody's, which they answer from."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import PersonId


@dataclass(frozen=True, slots=True)
class Alias:
    """`address` in lower case; `vouched_by` is who said that it is theirs."""

    address: str
    person_id: PersonId
    vouched_by: PersonId
    since: datetime
