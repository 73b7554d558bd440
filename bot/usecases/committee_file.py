"""A committee and its roster as a TOML file: read with every problem named, and written back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.committee import Role
from bot.domain.errors import KallelseError
from bot.usecases.committees import CommitteeText, Flaw

EXAMPLES = {
    "committee": {
        "name": '"Brottsförebyggande rådet"',
        "short_name": '"BRÅ"',
        "channel": '"C0BRA"',
        "language": '"sv"',
        "timezone": '"Europe/Stockholm"',
        "place": '"Eksalen, kommunhuset"',
        "duration_minutes": "120",
        "accepts_topics_at_once": "false",
        "hides_attendees": "false",
        "alarm_minutes": "60",
        "silence_days": "7",
        "days_off": '["2027-02-15–2027-02-19 Sportlov", "v. 44 Höstlov"]',
        "shares_calendar": "false",
    },
    "members": {
        "name": '"Eva Holm"',
        "email": '"eva.holm@example.org"',
        "organisation": '"Polismyndigheten"',
        "role": '"member"',
        "slack": '"U012AB3CD"',
        "starts": "2026-01-01",
        "ends": "2026-12-31",
    },
}
"""Every key there is, with a right value."""


class FileFlaw(StrEnum):
    """What is wrong in a file, beside what can be wrong with a field of a committee (Flaw)."""

    NOT_UTF8 = "not_utf8"
    NOT_TOML = "not_toml"
    UNKNOWN_KEY = "unknown_key"
    MISSING = "missing"
    NOT_A_TABLE = "not_a_table"
    NOT_A_LIST = "not_a_list"
    NOT_LINES = "not_lines"
    NOT_TEXT = "not_text"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_DATE = "not_a_date"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_SLACK_ID = "not_a_slack_id"
    UNKNOWN_ROLE = "unknown_role"
    UNREACHABLE = "unreachable"
    ENDS_BEFORE_START = "ends_before_start"
    LISTED_TWICE = "listed_twice"
    CONTRADICTION = "contradiction"
    NO_OFFICER = "no_officer"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `given` as it stands in the file, `example` a right line in its place, `nearest` what was
    probably meant, `choices` all that would be right (when they are few), `other_line` what it does not agree with.
    """

    line: int
    flaw: Flaw | FileFlaw
    key: str = ""
    given: str = ""
    example: str = ""
    nearest: str = ""
    choices: tuple[str, ...] = ()
    other_line: int = 0


@dataclass(eq=False)
class CommitteeFileError(KallelseError):
    """The file cannot be used; `problems` are all that is wrong with it, by line."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One [[members]] of the file: a person in a role. Somebody with several roles stands there several times."""

    name: str
    email: str | None
    organisation: str
    role: Role
    slack: str | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class CommitteeFile:
    text: CommitteeText
    channel: str
    members: tuple[Member, ...]


def written(file: CommitteeFile) -> str:
    """The file's text; reading it gives the same file."""
    text = file.text
    committee = {
        "name": text.name,
        "short_name": text.short_name,
        "channel": file.channel,
        "language": text.language,
        "timezone": text.timezone,
        "place": text.place,
        "duration_minutes": text.duration_minutes,
        "accepts_topics_at_once": text.accepts_topics_at_once,
        "hides_attendees": text.hides_attendees,
        "alarm_minutes": text.alarm_minutes,
        "silence_days": text.silence_days,
        "days_off": text.days_off.splitlines(),
        "shares_calendar": text.shares_calendar,
    }
    said = ((key, value) for key, value in committee.items() if value not in (None, []))
    tables = [_table("[committee]", said)]
    for member in file.members:
        values = ((key, getattr(member, key)) for key in EXAMPLES["members"])
        tables.append(_table("[[members]]", ((key, value) for key, value in values if value is not None)))
    return "\n".join(tables)


def toml_string(text: str) -> str:
    """A basic string (TOML 1.0, "String"): JSON's escapes are TOML's, only DEL must be escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(header: str, items: Iterable[tuple[str, object]]) -> str:
    return "\n".join([header, *(f"{key} = {toml_value(value)}" for key, value in items), ""])


def toml_value(value: object) -> str:
    """As it stands in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, list):
        return "\n".join(["[", *(f"    {toml_value(one)}," for one in value), "]"])
    return value.isoformat() if isinstance(value, date) else str(value)
