"""What happens because its hour has come, though nobody asks for it just then."""

from collections.abc import Callable
from datetime import datetime

from bot.storage import Storage
from bot.usecases.adopting import close_proposals, confirm_adopted, let_go_of_overtaken
from bot.usecases.forgotten import end_forgotten_meetings
from bot.usecases.going_on import each

DUTIES: tuple[Callable[[Storage, datetime], None], ...] = (
    end_forgotten_meetings,
    let_go_of_overtaken,
    close_proposals,
    confirm_adopted,
)
"""Each asks one cheap question when nothing is due, and does what is due one by one, each in a transaction of its own."""


def keep_time(storage: Storage, now: datetime) -> None:
    """A duty that breaks holds up none of the others."""
    each(DUTIES, lambda duty: duty(storage, now))
