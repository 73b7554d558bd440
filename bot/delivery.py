"""What can go wrong between us and one recipient."""

from dataclasses import dataclass

from bot.domain.errors import KallelseError


@dataclass(eq=False, kw_only=True)
class DeliveryError(KallelseError):
    """One message did not reach one recipient. `permanent`: trying again will not help. `in_doubt`: it may have arrived.

    `reason` is for operators and the secretary, without addresses, secrets or message text; `retry_after` is in seconds.
    """

    permanent: bool
    reason: str
    retry_after: float | None = None
    in_doubt: bool = False
