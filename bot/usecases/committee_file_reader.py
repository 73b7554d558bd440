"""Reads a committee file: all of it or nothing, with every problem told at its line."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from bot.domain.committee import OFFICERS, Role
from bot.language.catalogues import languages
from bot.usecases.committee_file import (
    EXAMPLES,
    CommitteeFile,
    CommitteeFileError,
    FileFlaw,
    Member,
    Problem,
)
from bot.usecases.committees import CommitteeText, flaw_of_words, flaws_in, tidy
from bot.usecases.people import BadAddress, checked_address
from bot.usecases.toml_lines import line_of_error, lines_in
from bot.usecases.toml_table import Table

LONGEST = {"name": 150, "organisation": 150}
LONGEST_ADDRESS = 254
CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{1,38}")
USER_ID = re.compile(r"[UW][A-Z0-9]{1,38}")
TABLES = {"committee": "[committee]", "members": "[[members]]"}
ROLES = [role.value for role in Role]


def read_committee_file(data: bytes) -> CommitteeFile:
    """What the file says. Raises CommitteeFileError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CommitteeFileError((Problem(line, FileFlaw.NOT_UTF8),)) from error
    return parsed(text.replace("\r\n", "\n"))


def parsed(text: str) -> CommitteeFile:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of_error(error, text)
        given = text.split("\n")[line - 1].strip()
        problem = Problem(line, FileFlaw.NOT_TOML, given=given, example='name = "Eva Holm"')
        raise CommitteeFileError((problem,)) from error
    problems: list[Problem] = []
    file = _file(Table((), content, lines_in(text), problems, TABLES))
    if problems:
        raise CommitteeFileError(tuple(sorted(problems, key=lambda one: one.line)))
    return file


def _file(whole: Table) -> CommitteeFile:
    """Goes on after a problem, with something harmless in its place, so that all are told at once."""
    whole.refuse_unknown()
    committee = whole.table("committee", EXAMPLES["committee"])
    return CommitteeFile(_text(committee), _channel(committee), tuple(_members(whole)))


def _text(committee: Table) -> CommitteeText:
    committee.refuse_unknown()
    text = CommitteeText(
        name=committee.required("name", str, "-"),
        short_name=committee.required("short_name", str, "-"),
        language=committee.required("language", str, "en"),
        timezone=committee.required("timezone", str, "UTC"),
        place=committee.required("place", str, ""),
        duration_minutes=committee.required("duration_minutes", int, 60),
        accepts_topics_at_once=committee.optional("accepts_topics_at_once", bool) or False,
        hides_attendees=committee.optional("hides_attendees", bool) or False,
        alarm_minutes=committee.optional("alarm_minutes", int),
        silence_days=_given(committee.optional("silence_days", int), otherwise=7),
        days_off="\n".join(committee.lines_of("days_off")),
        shares_calendar=committee.optional("shares_calendar", bool),
    )
    choices = {"language": languages(), "timezone": available_timezones()}
    for bad in flaws_in(tidy(text)):
        if bad.field in choices:
            committee.no_such(bad.field, bad.flaw, bad.given, choices[bad.field])
        elif bad.line:
            committee.wrong_line(bad.field, bad.line - 1, bad.flaw, bad.given)
        else:
            committee.wrong(bad.field, bad.flaw, bad.given)
    return tidy(text)


def _given(number: int | None, *, otherwise: int) -> int:
    return otherwise if number is None else number


def _channel(committee: Table) -> str:
    channel = committee.required("channel", str, "C0")
    if not CHANNEL_ID.fullmatch(channel):
        committee.wrong("channel", FileFlaw.NOT_A_SLACK_ID, channel)
    return channel


def _members(whole: Table) -> list[Member]:
    rows = whole.tables("members", EXAMPLES["members"])
    members = [_member(row) for row in rows]
    for later, row in enumerate(rows):
        for earlier in range(later):
            _compare(members[earlier], rows[earlier], members[later], row)
    listed = rows or not whole.values.get("members")
    understood = listed and all(row.values.get("role") in ROLES for row in rows)
    if understood and not any(member.role in OFFICERS for member in members):
        whole.wrong("members", FileFlaw.NO_OFFICER)
    return members


def _member(row: Table) -> Member:
    row.refuse_unknown()
    member = Member(
        name=_words(row, "name", row.required("name", str, "-"), required=True),
        email=_email(row),
        organisation=_words(row, "organisation", row.optional("organisation", str) or "", required=False),
        role=_role(row),
        slack=row.optional("slack", str),
        starts=row.optional("starts", date),
        ends=row.optional("ends", date),
    )
    if member.slack is not None and not USER_ID.fullmatch(member.slack):
        row.wrong("slack", FileFlaw.NOT_A_SLACK_ID, member.slack)
    if not {"email", "slack"} & row.values.keys():
        row.wrong("email", FileFlaw.UNREACHABLE, member.name)
    if member.starts and member.ends and member.ends < member.starts:
        row.wrong("ends", FileFlaw.ENDS_BEFORE_START, member.ends)
    return member


def _words(row: Table, key: str, given: str, *, required: bool) -> str:
    words = " ".join(given.split())
    flaw = flaw_of_words(words, LONGEST[key], required=required)
    if flaw is not None:
        row.wrong(key, flaw, given)
    return words


def _email(row: Table) -> str | None:
    given = row.optional("email", str)
    if given is None:
        return None
    try:
        address = checked_address(given)
    except BadAddress:
        address = ""
    if not 0 < len(address) <= LONGEST_ADDRESS:
        row.wrong("email", FileFlaw.NOT_AN_ADDRESS, given)
        return None
    return address


def _role(row: Table) -> Role:
    given = row.required("role", str, Role.MEMBER.value)
    if given in ROLES:
        return Role(given)
    row.no_such("role", FileFlaw.UNKNOWN_ROLE, given, ROLES)
    return Role.MEMBER


def _compare(one: Member, first: Table, other: Member, row: Table) -> None:
    """The same person may stand in several rows, with another role in each; name and ways to reach them agree."""
    same = {key for key, (a, b) in _identity(one, other).items() if a is not None and a == b}
    if not same & {"email", "slack"}:
        return
    for key, (a, b) in _identity(one, other).items():
        if a != b and (key == "name" or (a is not None and b is not None)):
            row.contradicts(key, getattr(other, key), getattr(one, key), first.line)
            return
    if first.values.get("role") == row.values.get("role") and _overlap(one, other):
        row.wrong("role", FileFlaw.LISTED_TWICE, other.name, other_line=first.line)


def _identity(one: Member, other: Member) -> Mapping[str, tuple[Any, Any]]:
    return {
        "name": (one.name, other.name),
        "email": (one.email and one.email.lower(), other.email and other.email.lower()),
        "slack": (one.slack, other.slack),
    }


def _overlap(one: Member, other: Member) -> bool:
    starts, ends = date.min, date.max
    return (one.starts or starts) <= (other.ends or ends) and (other.starts or starts) <= (one.ends or ends)
