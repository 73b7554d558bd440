"""What the command line says of a committee file, in plain text."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from unicodedata import category, combining, east_asian_width

from bot.domain.errors import KallelseError
from bot.domain.roster import LastOfficer
from bot.handlers.roles import role_name
from bot.handlers.told_anew import mails_owed
from bot.language.words import Words
from bot.usecases.committee_file import CommitteeFileError, FileFlaw, Problem
from bot.usecases.committee_import import ImportReport, ImportRow, NoSuchCommittee, Outcome
from bot.usecases.committees import RANGES, Flaw
from bot.usecases.people import AddressTaken
from bot.usecases.readdressed import WhichPerson

GAP = "  "
INDENT = "    "


def import_table(report: ImportReport, words: Words, *, rehearsed: bool = False) -> str:
    """What an import did, one line for each row, or when `rehearsed` what it would do."""
    heading = [
        words.t("Did"),
        words.t("Name"),
        words.t("Organisation"),
        words.t("Role"),
        words.t("Changed"),
    ]
    table = aligned([heading, *(_cells(row, words) for row in report.rows)])
    untouched = words.t("Nothing has been changed: this is what would be done.") if rehearsed else ""
    return "\n".join(part for part in (table, *mails_owed(report.mails, words), untouched) if part)


def refusal(error: KallelseError, words: Words) -> str:
    """Why a file was not imported or exported. KeyError for an error that has nothing to do with it."""
    return REFUSALS[type(error)](error, words)


def problems(error: CommitteeFileError, words: Words) -> str:
    """All that is wrong with a file: the line, what is wrong there, and a right example."""
    return "\n".join(_problem(problem, words) for problem in error.problems)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell on a terminal."""
    plain = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*plain, strict=True)]
    lines = (
        GAP.join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        for row in plain
    )
    return "\n".join(line.rstrip() for line in lines)


def width(text: str) -> int:
    """How many columns it takes (Unicode Standard Annex 11)."""
    return sum(
        0 if combining(one) or category(one) == "Cf" else 1 + (east_asian_width(one) in "WF") for one in text
    )


def one_line(text: str) -> str:
    """Without what would move the terminal's cursor."""
    return "".join(" " if category(one) == "Cc" else one for one in text)


def _cells(row: ImportRow, words: Words) -> list[str]:
    did = {
        Outcome.ADDED: words.t("added"),
        Outcome.CHANGED: words.t("changed"),
        Outcome.ENDED: words.t("ended"),
        Outcome.UNCHANGED: words.t("unchanged"),
    }
    role = role_name(row.role, words) if row.role else ""
    return [did[row.outcome], row.name, row.organisation, role, ", ".join(_changed(row, words))]


def _changed(row: ImportRow, words: Words) -> Iterator[str]:
    """What the file's keys stand for; a corrected address is told whole, since it moves somebody's invitations."""
    for key in row.fields:
        if key == "email" and row.also_in:
            yield words.t(
                "new address, for {committees} too (earlier {address})",
                committees=", ".join(row.also_in),
                address=row.earlier_address,
            )
        elif key == "email" and row.earlier_address:
            yield words.t("new address (earlier {address})", address=row.earlier_address)
        else:
            yield KEYS[key](words)


def _problem(problem: Problem, words: Words) -> str:
    said = words.t("Line {line}: {wrong}", line=problem.line, wrong=_wrong(problem, words))
    if problem.nearest:
        said += " " + words.t("Did you mean {nearest}?", nearest=problem.nearest)
    elif problem.choices:
        said += " " + words.t("There are: {choices}.", choices=", ".join(problem.choices))
    return "\n".join([said, *([INDENT + problem.example] if problem.example else [])])


def _wrong(problem: Problem, words: Words) -> str:
    least, most = RANGES.get(problem.key, (0, 0))
    values = {
        "key": problem.key,
        "given": one_line(problem.given),
        "other": problem.other_line,
        "least": least,
        "most": most,
    }
    return WRONG[problem.flaw](words).format(**values)


KEYS: dict[str, Callable[[Words], str]] = {
    "name": lambda words: words.t("name"),
    "short_name": lambda words: words.t("short name"),
    "language": lambda words: words.t("language"),
    "timezone": lambda words: words.t("time zone"),
    "place": lambda words: words.t("usual place"),
    "duration_minutes": lambda words: words.t("usual length"),
    "accepts_topics_at_once": lambda words: words.t("whether proposals go onto the agenda at once"),
    "hides_attendees": lambda words: words.t("whether invitations show who else is invited"),
    "alarm_minutes": lambda words: words.t("reminder in calendars"),
    "silence_days": lambda words: words.t("days to object to proposed dates"),
    "days_off": lambda words: words.t("days without meetings"),
    "shares_calendar": lambda words: words.t("shared calendar"),
    "email": lambda words: words.t("e-mail address"),
    "slack": lambda words: words.t("Slack account"),
    "organisation": lambda words: words.t("organisation"),
    "role": lambda words: words.t("role"),
    "starts": lambda words: words.t("first day"),
    "ends": lambda words: words.t("last day"),
}


WRONG: dict[Flaw | FileFlaw, Callable[[Words], str]] = {
    FileFlaw.NOT_UTF8: lambda words: words.t("the file is not text in UTF-8. Save it as UTF-8."),
    FileFlaw.NOT_TOML: lambda words: words.t("this cannot be read: {given}"),
    FileFlaw.UNKNOWN_KEY: lambda words: words.t("{given} is not known here."),
    FileFlaw.MISSING: lambda words: words.t("{key} is missing."),
    FileFlaw.NOT_A_TABLE: lambda words: words.t("{key} must be a section of its own."),
    FileFlaw.NOT_A_LIST: lambda words: words.t("{key} must be sections, one for each seat."),
    FileFlaw.NOT_LINES: lambda words: words.t("{key} must be a list of texts in quotation marks."),
    FileFlaw.NOT_TEXT: lambda words: words.t("{key} must be text in quotation marks, not {given}."),
    FileFlaw.NOT_A_NUMBER: lambda words: words.t(
        "{key} must be a whole number without quotation marks, not {given}."
    ),
    FileFlaw.NOT_YES_OR_NO: lambda words: words.t("{key} must be true or false, not {given}."),
    FileFlaw.NOT_A_DATE: lambda words: words.t("{key} must be a date without quotation marks, not {given}."),
    FileFlaw.NOT_AN_ADDRESS: lambda words: words.t("“{given}” is not an e-mail address."),
    FileFlaw.NOT_A_SLACK_ID: lambda words: words.t("“{given}” is not a Slack id for {key}."),
    FileFlaw.UNKNOWN_ROLE: lambda words: words.t("there is no role “{given}”."),
    FileFlaw.UNREACHABLE: lambda words: words.t(
        "{given} has neither email nor slack, so nothing reaches them."
    ),
    FileFlaw.ENDS_BEFORE_START: lambda words: words.t("the last day, {given}, is before the first."),
    FileFlaw.LISTED_TWICE: lambda words: words.t("{given} stands on line {other} with the same role."),
    FileFlaw.CONTRADICTION: lambda words: words.t(
        "the same person stands on line {other} with another {key} than “{given}”."
    ),
    FileFlaw.NO_OFFICER: lambda words: words.t("nobody is chair, vice_chair or secretary."),
    Flaw.EMPTY: lambda words: words.t("{key} is empty."),
    Flaw.TOO_LONG: lambda words: words.t("{key} is too long."),
    Flaw.SEVERAL_WORDS: lambda words: words.t("{key} must be one word, not “{given}”."),
    Flaw.CONTROL_CHARACTERS: lambda words: words.t("{key} has characters that cannot be shown."),
    Flaw.UNKNOWN_ZONE: lambda words: words.t("there is no time zone “{given}”."),
    Flaw.UNKNOWN_LANGUAGE: lambda words: words.t("the language “{given}” is not spoken here."),
    Flaw.OUT_OF_RANGE: lambda words: words.t("{key} must be between {least} and {most}, not {given}."),
    Flaw.NOT_DAYS: lambda words: words.t("“{given}” names no days."),
    Flaw.NO_SUCH_DAY: lambda words: words.t("“{given}” names a day that is not in the calendar."),
    Flaw.NO_SUCH_WEEK: lambda words: words.t("“{given}” names a week that is not in the calendar."),
    Flaw.BACKWARDS: lambda words: words.t("in “{given}” the last comes before the first."),
}

REFUSALS: dict[type[KallelseError], Callable[[Any, Words], str]] = {
    CommitteeFileError: problems,
    LastOfficer: lambda error, words: words.t(
        "From {day} nobody would be chair, vice chair or secretary of {committee}.",
        day=words.date(error.day),
        committee=error.committee,
    ),
    AddressTaken: lambda error, words: words.t(
        "The address {email} belongs to {name}, who is somebody else than the Slack id says. Leave out one of the two.",
        email=error.person.email,
        name=error.person.name,
    ),
    WhichPerson: lambda error, words: words.t(
        "The file has {given} for {name}, and so far there was {earlier}: it is not plain who is who. Give their Slack ids "
        "in the file, or correct the addresses in Slack first, under “Members”.",
        given=words.listed(error.given),
        name=error.name,
        earlier=words.listed(error.earlier),
    ),
    NoSuchCommittee: lambda error, words: words.t(
        "No committee is called {called}. There are: {names}.",
        called=error.called,
        names=", ".join(error.names) or "–",
    ),
}
