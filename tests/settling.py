"""What became of one claimed delivery, written down as a sender does."""

from datetime import datetime

from bot.storage import Storage
from bot.usecases.deliveries import NotSent, Sent, settle
from bot.usecases.due import Due


def settle_sent(storage: Storage, due: Due, receipt: str, now: datetime) -> None:
    """It arrived."""
    settle(storage, [Sent(due, receipt)], now)


def settle_failed(
    storage: Storage,
    due: Due,
    reason: str,
    now: datetime,
    *,
    permanent: bool,
    in_doubt: bool,
    retry_after: float | None = None,
) -> None:
    """It did not arrive, or may not have."""
    failed = NotSent(due=due, reason=reason, permanent=permanent, in_doubt=in_doubt, retry_after=retry_after)
    settle(storage, [failed], now)
