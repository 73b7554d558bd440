"""What Slack refuses, with its names and its words."""

from collections.abc import Mapping
from typing import Any


def check_message(fields: Mapping[str, Any]) -> None:
    """Raises SlackRefusal."""


def check_view(view: Mapping[str, Any], *, home: bool) -> None:
    """Raises SlackRefusal."""


def check_metadata(metadata: Any) -> None:
    """Raises SlackRefusal."""
