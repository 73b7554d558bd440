"""Small checks out of which the rules of blocks and views are put together.

A check looks at one value and says what is wrong with it, in Slack's words, each with the place where it is wrong.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]
"""A value and the JSON pointer to it → what is wrong."""

PLAIN = frozenset({"plain_text"})
ANY_TEXT = frozenset({"plain_text", "mrkdwn"})


def wrong(what: str, at: str) -> str:
    return f"{what} [json-pointer:{at}]"


def string(longest: int, shortest: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must be a string", at)
        elif len(value) < shortest:
            yield wrong(f"must be more than {shortest - 1} characters", at)
        elif len(value) > longest:
            yield wrong(f"must be less than {longest + 1} characters", at)

    return check


def boolean(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield wrong("must be a boolean", at)


def anything(_value: Any, _at: str) -> Iterator[str]:
    yield from ()


def integer(least: int, most: int) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong("must be an integer", at)
        elif not least <= value <= most:
            yield wrong(f"must be {least} to {most}", at)

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield wrong(f"must be one of {', '.join(allowed)}", at)

    return check


def matching(pattern: str, example: str) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield wrong(f"must look like {example}", at)

    return check


def items(check_one: Check, most: int, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must provide an array", at)
            return
        if len(value) < least:
            yield wrong(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", at)
        for number, item in enumerate(value):
            yield from check_one(item, f"{at}/{number}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these keys and no others; `type` is let through, because by_type has looked at it."""
    known = {"type": anything, **required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must provide an object", at)
            return
        for key in required:
            if key not in value:
                yield wrong(f"missing required field: {key}", at)
        for key, part in value.items():
            if key not in known:
                yield wrong(f"invalid additional property: {key}", at)
            elif part is None and key not in required:
                continue
            else:
                yield from known[key](part, f"{at}/{key}")

    return check


def by_type(shapes: Mapping[str, Check]) -> Check:
    """Objects of several kinds, told apart by `type`."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must provide an object", at)
        elif "type" not in value:
            yield wrong("missing required field: type", at)
        elif value["type"] not in shapes:
            yield wrong(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from shapes[value["type"]](value, at)

    return check


def text(longest: int, kinds: frozenset[str] = PLAIN) -> Check:
    """A text object of one of these kinds."""
    of_kind = {
        "plain_text": shape({"text": string(longest)}, {"emoji": boolean}),
        "mrkdwn": shape({"text": string(longest)}, {"verbatim": boolean}),
    }
    allowed = by_type({kind: of_kind[kind] for kind in kinds})

    def check(value: Any, at: str) -> Iterator[str]:
        yield from allowed(value, at)

    return check


def all_of(*checks: Check) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        for one in checks:
            yield from one(value, at)

    return check
