"""Files that a person names at the terminal."""

from pathlib import Path

from bot.console.errors import NoSuchFile


def content_of(path: Path) -> bytes:
    """Raises NoSuchFile."""
    try:
        return path.read_bytes()
    except OSError as err:
        raise NoSuchFile(str(path), err.strerror or type(err).__name__) from err
