"""Everything that is remembered, and the only place that knows how: SQLAlchemy stays inside."""

from sqlalchemy.exc import OperationalError as DatabaseAway

from bot.storage.records import Page
from bot.storage.storage import Storage, Transaction

__all__ = ["DatabaseAway", "Page", "Storage", "Transaction"]
