"""What must be so for the bot to do its work, each a question that is answered now."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.delivery import Route
from bot.handlers.slack.socket_mode import SocketLine
from bot.handlers.web.health import Condition
from bot.mail.receive import MailReceiver
from bot.storage import Storage
from bot.storage.schema import is_current
from bot.worker import Worker

LONGEST_ROUND = timedelta(minutes=2)
"""A mail server may take its time over one message."""

LONGEST_OVERDUE = timedelta(minutes=5)
"""A worker that died leaves its lease behind; another one takes over when that has run out."""


def database(storage: Storage) -> Condition:
    return Condition(ok=storage.answers())


def schema(storage: Storage) -> Condition:
    return Condition(ok=is_current(storage))


def over_socket_mode(line: SocketLine) -> Condition:
    silent = line.silent_seconds
    facts = {"transport": "socket_mode", "silent_seconds": None if silent is None else round(silent, 1)}
    return Condition(ok=line.is_alive(), facts=facts)


def over_http() -> Condition:
    """Slack comes when it has something: there is no line that could be down."""
    return Condition(ok=True, facts={"transport": "http"})


def mailbox(receiver: MailReceiver, clock: Clock) -> Condition:
    """When the mailbox that answers come back to was last seen. A server that is away does not make us unready: what is in
    the mailbox waits there, and somebody must look at the server, not at us.
    """
    since = None if receiver.last_seen is None else clock() - receiver.last_seen
    facts: dict[str, object] = {"seconds_since_last_seen": None if since is None else _seconds(since)}
    if receiver.trouble:
        facts["trouble"] = receiver.trouble
    return Condition(ok=receiver.is_alive, facts=facts)


def worker(worker: Worker, routes: list[Route], clock: Clock) -> Condition:
    now = clock()
    since = {route: now - worker.last_round[route] for route in routes if route in worker.last_round}
    recent = all(route in since and since[route] < LONGEST_ROUND for route in routes)
    facts = {route.value: _seconds(passed) for route, passed in since.items()}
    return Condition(ok=recent, facts={"seconds_since_last_round": facts})


def deliveries(storage: Storage, routes: list[Route], clock: Clock) -> Condition:
    """How long what has waited longest should have been sent already. What nobody serves (mail, when no mail server is
    set) is told and does not count.
    """
    now = clock()
    with storage.reading() as transaction:
        overdue = {route: _overdue(transaction.deliveries.next_due(route), now) for route in Route}
    in_time = all(overdue[route] < LONGEST_OVERDUE for route in routes)
    facts = {route.value: _seconds(passed) for route, passed in overdue.items()}
    return Condition(ok=in_time, facts={"oldest_overdue_seconds": facts})


def _overdue(due_at: datetime | None, now: datetime) -> timedelta:
    return max(timedelta(0), now - due_at) if due_at else timedelta(0)


def _seconds(passed: timedelta) -> float:
    return round(passed.total_seconds(), 1)
