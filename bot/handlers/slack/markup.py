"""What Slack makes of a message, turned back into what was typed."""

import re
from collections.abc import Callable

# https://docs.slack.dev/messaging/formatting-message-text: <@U1>, <#C1|name>, <!here>, <https://a.example|a.example>
ENTITY = re.compile(r"<([^<>|\s]+)(?:\|([^<>]*))?>")


def as_typed(text: str, name_of: Callable[[str], str]) -> str:
    """Mentions and links as their reader sees them, and &, < and > as they were typed; `name_of` names an account."""

    def typed(entity: re.Match[str]) -> str:
        target, label = entity[1], entity[2] or ""
        kind, rest = target[0], target[1:]
        if kind == "@":
            return f"@{label or name_of(rest)}"
        if kind == "#":
            return f"#{label or rest}"
        if kind == "!":
            return label or f"@{rest.partition('^')[0]}"
        return _address(target, label)

    plain = ENTITY.sub(typed, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _address(target: str, label: str) -> str:
    """A link as typed: alone, or when something else was typed for it, with the address behind."""
    address = target.removeprefix("mailto:")
    bare = address.removeprefix("https://").removeprefix("http://").rstrip("/")
    if not label or label in {address, target, bare}:
        return label or address
    return f"{label} ({address})"
