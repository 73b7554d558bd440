"""How the kinds of values we use are kept in a column."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

Chosen = TypeVar("Chosen", bound=StrEnum)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is a mistake and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant must be aware")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Choices(TypeDecorator[tuple[Chosen, ...]], Generic[Chosen]):
    """Several members of a StrEnum, in order, kept as their words with blanks between."""

    impl = String(200)
    cache_ok = True

    def __init__(self, kind: type[Chosen]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: tuple[Chosen, ...] | None, dialect: Dialect) -> str:  # noqa: ARG002
        return " ".join(one.value for one in value or ())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Chosen, ...]:  # noqa: ARG002
        return tuple(self.kind(word) for word in str(value or "").split())


class Choice(TypeDecorator[Chosen], Generic[Chosen]):
    """One member of a StrEnum, kept as its word."""

    impl = String(20)
    cache_ok = True

    def __init__(self, kind: type[Chosen]) -> None:
        super().__init__()
        self.kind = kind
        # Looked up instead of made: a thousand invitations are read with each batch of mails.
        self._members: dict[str, Chosen] = {one.value: one for one in kind}

    def process_bind_param(self, value: Chosen | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Chosen | None:  # noqa: ARG002
        return None if value is None else self._members[value]
