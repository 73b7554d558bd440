"""Requests that have been served: the same one coming again has no second effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import Connection, delete, insert, select

from bot.storage.rows import Rows
from bot.storage.tables import requests

REMEMBERED_FOR = timedelta(days=7)


class Kept(Protocol):
    @property
    def id(self) -> str: ...


Made = TypeVar("Made", bound=Kept)


@dataclass(frozen=True, slots=True)
class Requests:
    connection: Connection

    def once(self, request: str | None, rows: Rows[Made], make: Callable[[], Made], now: datetime) -> Made:
        """What an earlier coming of this request made, or what is made now that it is new."""
        done = self.outcome_of(request)
        if done is not None:
            return rows.get(done)
        made = make()
        self.remember(request, made.id, now)
        return made

    def outcome_of(self, request: str | None) -> str | None:
        """The id of what an earlier coming of this request made, or None when it is new."""
        if request is None:
            return None
        return self.connection.execute(
            select(requests.c.outcome).where(requests.c.id == request)
        ).scalar_one_or_none()

    def remember(self, request: str | None, outcome: str, now: datetime) -> None:
        if request is None:
            return
        self.connection.execute(insert(requests).values(id=request, made_at=now, outcome=outcome))

    def forget_old(self, now: datetime) -> None:
        self.connection.execute(delete(requests).where(requests.c.made_at < now - REMEMBERED_FOR))
