"""Logs for operators: what happened, never who said what. JSON lines, or lines to read on a terminal.

Three nets, one behind the other: fields that may hold what people wrote are emptied by name; an exception is told by its
type and the places it came through, its message only when that cannot quote anybody; and whatever looks like a secret
or an address is struck out of what is left.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "…"
WRITTEN_BY_PEOPLE = frozenset(
    {"address", "blocks", "body", "email", "message", "name", "payload", "text", "title", "value", "view"}
)
SECRETS = re.compile(
    r"""
      xox[a-z]-[\w-]+ | xapp-[\w-]+          # Slack's tokens
    | (?<=://)[^/\s@]+(?=@)                  # user:password in an address
    | (?<=Bearer\ )\S+
    | (?<=/calendar/)[^/.\s]+                # the secret address of a calendar
    | (?<=ticket=)[^&\s]+                    # the way into Socket Mode
    | (?<=/answer/)[\w.-]+                   # the link that one person answers by
    | hooks\.slack\.com/\S+ | /response/\S+  # a response_url is a key to a channel
    """,
    re.VERBOSE,
)
ADDRESS = re.compile(r"[^\s<>\"'(),;:=\[\]{}]+@[^\s<>\"'(),;:=\[\]{}]+")
QUOTED = re.compile(r"\{.*\}", re.DOTALL)
# Their messages are about names in programs and about files, not about what people wrote.
HARMLESS = (OSError, ImportError, AttributeError, NameError, TypeError, NotImplementedError)
# We do give both: Bolt takes the token from the environment by itself.
KNOWN = "As you gave `client` as well, `token` will be unused."
QUIET = ("alembic", "slack_bolt", "slack_sdk", "urllib3", "waitress", "werkzeug")


def set_up_logs(style: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """From now on all logs of the process go to `stream` (standard error) in the style "json" or "console". `secrets`
    are struck out wherever they turn up.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(style, secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    handler.addFilter(lambda record: record.getMessage() != KNOWN)
    structlog.configure(
        processors=[*_beginning(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _beginning() -> list[Processor]:
    return [
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]


def _formatter(style: str, secrets: Iterable[str]) -> logging.Formatter:
    last: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if style == "console"
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            _without_quotations,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            told_by_type,
            without_what_people_wrote,
            Strike(secrets),
            last,
        ],
    )


def without_what_people_wrote(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Fields that hold names, addresses or texts are emptied, should somebody ever log one."""
    for key in event.keys() & WRITTEN_BY_PEOPLE:
        event[key] = HIDDEN
    return event


def told_by_type(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception as its type and the places it came through, the cause first."""
    error = _error_in(event.pop("exc_info", None))
    if error is not None:
        event["exception"] = told(error)
    event.pop("stack_info", None)
    return event


class Strike:
    """Strikes secrets and addresses out of every text of an event, however deep."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> MutableMapping[str, Any]:
        return {key: self._struck(value) for key, value in event.items()}

    def _struck(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {str(key): self._struck(one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._struck(one) for one in value]
        return self._struck_text(str(value))

    def _struck_text(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return ADDRESS.sub(HIDDEN, SECRETS.sub(HIDDEN, text))


def _without_quotations(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Libraries put whole payloads into their messages, as dictionaries."""
    event["event"] = QUOTED.sub("{…}", str(event["event"]))
    return event


def told(error: BaseException) -> str:
    """An exception in one line that quotes nobody."""
    return " → ".join(_told(one) for one in _chain(error))


def _error_in(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.insert(0, current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain


def _told(error: BaseException) -> str:
    places = " > ".join(_places(error))
    return f"{type(error).__name__}{_said(error)}" + (f" in {places}" if places else "")


def _places(error: BaseException) -> list[str]:
    """Where it came through our own code, and where it began."""
    frames = [(_module(frame.filename), frame) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [pair for pair in frames if pair[0].startswith("bot/") or pair is frames[-1]]
    return [f"{frame.name} ({module}:{frame.lineno})" for module, frame in ours]


def _module(filename: str) -> str:
    for root in ("/site-packages/", "/lib/"):
        filename = filename.rpartition(root)[2]
    found = filename.rpartition("/bot/")
    return f"bot/{found[2]}" if found[1] else filename


def _said(error: BaseException) -> str:
    """What Slack called the error, what the database driver said of its connection; and harmless messages whole."""
    response = getattr(error, "response", None)
    if response is not None and hasattr(response, "get"):
        return f" [{response.get('error')}]"
    if type(error).__name__ == "OperationalError":  # of whichever driver; others quote the row
        return f" [{str(getattr(error, 'orig', error)).splitlines()[0]}]"
    return f" [{error}]" if isinstance(error, HARMLESS) else ""
