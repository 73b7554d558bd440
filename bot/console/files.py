"""Files that a person names at the terminal."""

from pathlib import Path

from bot.console.errors import NoSuchFile


def content_of(path: Path, at_most: int = -1) -> bytes:
    """All of it, or no more octets than that. Raises NoSuchFile."""
    try:
        with path.open("rb") as file:
            return file.read(at_most)
    except OSError as err:
        raise NoSuchFile(str(path), err.strerror or type(err).__name__, err.errno or 0) from err
