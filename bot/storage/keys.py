"""Secrets of our own making: one for each purpose, made when it is first asked for, the same ever after."""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.tables import keys

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    connection: Connection

    def secret_for(self, purpose: str) -> str:
        """The secret as text; two who ask for a new one at the same time get the same."""
        known = self._known(purpose)
        if known is not None:
            return known
        made = {"purpose": purpose, "secret": secrets.token_urlsafe(SECRET_BYTES)}
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(postgresql.insert(keys).values(made).on_conflict_do_nothing())
        else:
            self.connection.execute(sqlite.insert(keys).values(made).on_conflict_do_nothing())
        return self._known(purpose) or made["secret"]

    def _known(self, purpose: str) -> str | None:
        query = select(keys.c.secret).where(keys.c.purpose == purpose)
        return self.connection.execute(query).scalar_one_or_none()
