"""Run by Alembic with the connection that `bot.storage.schema` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from bot.storage.tables import metadata


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration must not depend on our own types: they change, it does not."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=plain_type,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
