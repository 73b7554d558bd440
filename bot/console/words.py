"""What the command line says when something cannot be done, in the language of the person at the terminal."""

from collections.abc import Callable
from errno import EACCES, EISDIR, ENOENT
from typing import Any
from zoneinfo import ZoneInfo

from bot.console.errors import NoSuchFile, NotACalendar
from bot.domain.errors import KallelseError
from bot.language.catalogues import spoken
from bot.language.words import Words
from bot.logs import told
from bot.settings import BadSetting, Flaw, console_locale


def console_words() -> Words:
    return Words(spoken(console_locale()), ZoneInfo("UTC"))


def explained(error: Exception, words: Words) -> str:
    """One line that says what is wrong and what would be right; a committee file gets a line for each problem."""
    from bot.handlers.console import REFUSALS

    ours = EXPLANATIONS.get(type(error).__name__)
    if ours is not None:
        return ours(error, words)
    if not isinstance(error, KallelseError):
        return words.t("This is a fault in Kallelse; please report it: {fault}", fault=told(error))
    if type(error) in REFUSALS:
        return REFUSALS[type(error)](error, words)
    return words.t("That did not work: {error}.", error=type(error).__name__)


def _setting(error: BadSetting, words: Words) -> str:
    wrong = {
        Flaw.MISSING: words.t("{variable} is not set."),
        Flaw.WRONG: words.t("{variable} is not right."),
        Flaw.FILE_UNREADABLE: words.t("The file that {variable} names cannot be read."),
        Flaw.TWICE: words.t("{variable} and {variable}_FILE are both set; keep one."),
    }[error.flaw].format(variable=error.variable)
    return wrong + " " + words.t("An example of a right one: {example}", example=error.example)


def _not_a_calendar(error: NotACalendar, words: Words) -> str:
    if error.kind:
        return words.t(
            "{path} is not a calendar file but looks like {kind}.", path=error.path, kind=error.kind
        )
    return words.t(
        "{path} is not a calendar file: it neither begins with BEGIN:VCALENDAR nor is it a mail.",
        path=error.path,
    )


def _no_such_file(error: NoSuchFile, words: Words) -> str:
    why = {
        ENOENT: words.t("{path} cannot be read: there is no such file."),
        EISDIR: words.t("{path} cannot be read: it is a directory."),
        EACCES: words.t("{path} cannot be read: you may not."),
    }.get(error.number, words.t("{path} cannot be read ({reason})."))
    return why.format(path=error.path, reason=error.reason)


# By name: most of them live in modules that take long to import.
EXPLANATIONS: dict[str, Callable[[Any, Words], str]] = {
    "BadSetting": _setting,
    "NoDatabase": lambda error, words: words.t(
        "The database does not answer ({reason}). Look at KALLELSE_DATABASE_URL.", reason=error.reason
    ),
    "SchemaBehind": lambda _error, words: words.t(
        "The database does not fit this version of Kallelse. Stop the bot, make a backup and run: kallelse migrate"
    ),
    "SchemaUnknown": lambda error, words: words.t(
        "The database was made by a version of Kallelse that was never released, or by a newer one (revision {revision}), "
        "and this version cannot go on with it. Start anew: set KALLELSE_DATABASE_URL to a new database and run: "
        "kallelse migrate",
        revision=error.revision,
    ),
    "ExtraMissing": lambda error, words: words.t(
        "KALLELSE_CALDAV_URL needs what is not installed: pip install 'kallelse[{extra}]'", extra=error.extra
    ),
    "NoPort": lambda error, words: words.t(
        "{host}:{port} cannot be listened on: something else may use it. Choose another with KALLELSE_HTTP_PORT.",
        host=error.host,
        port=error.port,
    ),
    "NoSuchFile": _no_such_file,
    "EmptyFile": lambda error, words: words.t("{path} is empty.", path=error.path),
    "NotACalendar": _not_a_calendar,
    "BadMoment": lambda error, words: words.t(
        "{option} {given} is not a time. A right one: {option} {example}",
        option=error.option,
        given=error.given,
        example=error.example,
    ),
    "UnknownZone": lambda error, words: words.t(
        "There is no time zone {given}. A right one: --zone Europe/Stockholm", given=error.given
    ),
    "SlackRefused": lambda error, words: words.t(
        "Slack did not answer ({reason}). Look at SLACK_BOT_TOKEN, or run: kallelse doctor",
        reason=error.reason,
    ),
    "PortTakenError": lambda error, words: words.t(
        "Port {port} is taken: something else uses it. Choose another with --port, for example: kallelse try --port {next}",
        port=error.port,
        next=error.port + 1,
    ),
    "BotDoesNotStartError": lambda error, words: words.t(
        "The bot does not start: {words}", words=error.words
    ),
}
