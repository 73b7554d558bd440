"""Times that a person gives at the terminal."""

from datetime import datetime

from bot.console.errors import BadMoment


def moment_in(option: str, given: str, example: str) -> datetime:
    """An ISO time, naive unless it names its offset. Raises BadMoment."""
    try:
        return datetime.fromisoformat(given)
    except ValueError as err:
        raise BadMoment(option, given, example) from err
