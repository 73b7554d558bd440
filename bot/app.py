"""The composition root: settings become a running bot. The only place that knows every part."""

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import structlog
from flask import Request, Response
from pydantic import SecretStr
from slack_bolt import App

from bot import readiness
from bot.caldav.address import shared_calendar
from bot.clock import Clock, shifted_clock, system_clock
from bot.delivery import Notifier
from bot.domain.delivery import Route
from bot.domain.errors import KallelseError
from bot.handlers.slack.app import build_app
from bot.handlers.slack.clients import listener_client, worker_client
from bot.handlers.slack.http import events_door
from bot.handlers.slack.notifier import SlackNotifier
from bot.handlers.slack.request import Site
from bot.handlers.slack.socket_mode import SocketLine
from bot.handlers.web.feeds import FeedDoors
from bot.handlers.web.health import Check
from bot.handlers.web.link_acts import link_acts
from bot.handlers.web.links import LinkDoors
from bot.handlers.web.serving import WebServer
from bot.handlers.web.site import build_site
from bot.lanes import Pace
from bot.mail.imap_server import imap_server
from bot.mail.notifier import MailNotifier
from bot.mail.receive import MailReceiver
from bot.mail.send import SmtpMailer
from bot.mail.server import mail_server
from bot.settings import BadSetting, Flaw, Settings, check_can_run
from bot.storage import Storage
from bot.storage.schema import check_is_ours, is_current
from bot.usecases.links import Links, links_at
from bot.usecases.papers import contents_of
from bot.worker import Worker

log = structlog.get_logger(__name__)
STOP_SECONDS = 10.0
WEB_THREADS = 20
PACES = {Route.EMAIL: Pace(lanes=4, batch=200)}
"""Slack takes about a message a second from us; a mail server takes as many as come."""


@dataclass(eq=False)
class NoDatabase(KallelseError):
    """The database does not answer; `reason` is the driver's, without secrets."""

    reason: str


@dataclass(eq=False)
class SchemaBehind(KallelseError):
    """The database has not the schema that this version of the program knows."""


@dataclass(eq=False)
class NoPort(KallelseError):
    """The web server cannot have its address."""

    host: str
    port: int


@dataclass(eq=False)
class ExtraMissing(KallelseError):
    """A setting asks for what an optional part of the installation does; `extra` is its name."""

    extra: str


@dataclass(frozen=True, slots=True)
class Bot:
    """All that runs. `line` is None when Slack comes over HTTP, `web` when nobody asked for a port, `receiver` when there is
    no mailbox to read.
    """

    storage: Storage
    worker: Worker
    listeners: ThreadPoolExecutor
    line: SocketLine | None
    web: WebServer | None
    receiver: MailReceiver | None

    def start(self) -> None:
        self.worker.start()
        if self.receiver:
            self.receiver.start()
        if self.web:
            self.web.start()
        if self.line:
            self.line.connect_and_watch()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Take nothing new, finish what is in flight, let go. False when something was not finished in that time: what
        is owed is still in the ledger, and Slack repeats what was not acknowledged.
        """
        deadline = time.monotonic() + seconds

        def left() -> float:
            return max(0.1, deadline - time.monotonic())

        working = threading.Thread(target=self.worker.stop, args=(seconds,), daemon=True)
        working.start()
        receiving = threading.Thread(target=self.receiver.stop if self.receiver else bool, daemon=True)
        receiving.start()
        finished = self.line.stop_taking(left()) if self.line else True
        finished &= self.web.stop(left()) if self.web else True
        finished &= _within(left(), self.listeners.shutdown)
        working.join(left())
        receiving.join(left())
        if self.line:
            self.line.hang_up()
        self.storage.close()
        return finished and not working.is_alive() and not receiving.is_alive()


def open_storage(settings: Settings) -> Storage:
    """Raises NoDatabase when it does not answer."""
    try:
        storage = Storage(settings.kallelse_database_url.get_secret_value())
        storage.answers()
    except Exception as err:
        reason = str(getattr(err, "orig", None) or type(err).__name__).splitlines()[0]
        raise NoDatabase(reason) from err
    return storage


def open_current(settings: Settings) -> Storage:
    """Raises NoDatabase, SchemaUnknown, and SchemaBehind while it has to be migrated."""
    storage = open_storage(settings)
    check_is_ours(storage)
    if not is_current(storage):
        raise SchemaBehind
    return storage


def clock_of(settings: Settings) -> Clock:
    if settings.kallelse_clock is None:
        return system_clock
    try:
        return shifted_clock(settings.kallelse_clock)
    except (OSError, ValueError) as err:
        raise BadSetting("KALLELSE_CLOCK", Flaw.WRONG) from err


def run(settings: Settings) -> int:
    """Runs until SIGTERM or SIGINT; the exit code. Raises KallelseError when it cannot start."""
    check_can_run(settings)
    storage = open_current(settings)
    bot = build(settings, storage, clock_of(settings))
    stopping = _on_signals()
    bot.start()
    log.info("running", transport="socket_mode" if bot.line else "http", mail=_sends_mail(settings))
    stopping.wait()
    log.info("stopping")
    if not bot.stop():
        log.warning("stopped before everything was finished")
        os._exit(1)  # a thread that hangs must not hold up the next start
    log.info("stopped")
    return 0


def build(settings: Settings, storage: Storage, clock: Clock) -> Bot:
    """Every part, nothing started. Raises NoPort, ExtraMissing."""
    token = _secret(settings.slack_bot_token)
    app, listeners = build_app(
        storage,
        clock,
        listener_client(token, settings.slack_api_url),
        signing_secret=_secret(settings.slack_signing_secret),
        site=_site(settings),
    )
    links = links_at(storage, settings.kallelse_public_url)
    notifiers = _notifiers(settings, storage, links)
    worker = Worker(storage, notifiers, clock, PACES)
    line = SocketLine(app, _secret(settings.slack_app_token)) if settings.slack_app_token else None
    receiver = _receiver(settings, storage, clock)
    checks = _checks(storage, worker, list(notifiers), clock, line)
    if receiver:
        checks["mailbox"] = partial(readiness.mailbox, receiver, clock)
    doors = LinkDoors(links, link_acts(storage, clock), clock) if links else None
    feeds = FeedDoors(storage, clock, settings.kallelse_public_url)
    web = _web(settings, app, checks, doors, feeds, over_http=line is None)
    return Bot(storage, worker, listeners, line, web, receiver)


def _notifiers(settings: Settings, storage: Storage, links: Links | None) -> dict[Route, Notifier]:
    """Without a mail server, what is owed by mail stays owed until there is one."""
    slack = worker_client(_secret(settings.slack_bot_token), settings.slack_api_url)
    notifiers: dict[Route, Notifier] = {Route.SLACK: SlackNotifier(slack)}
    if settings.kallelse_smtp_url and settings.kallelse_mail_from:
        mailer = SmtpMailer(mail_server(_secret(settings.kallelse_smtp_url)))
        notifiers[Route.EMAIL] = MailNotifier(
            settings.kallelse_mail_from, mailer.send, links, partial(contents_of, storage)
        )
    else:
        log.warning("KALLELSE_SMTP_URL is not set: invitations by mail wait until it is")
    if settings.kallelse_caldav_url:
        notifiers[Route.CALDAV] = _calendar_notifier(
            _secret(settings.kallelse_caldav_url), settings.kallelse_mail_from
        )
    return notifiers


def _calendar_notifier(setting: str, sender: str | None) -> Notifier:
    """What it needs is installed only where somebody wants it. Raises ExtraMissing."""
    try:
        from bot.caldav.notifier import CalDavNotifier
        from bot.caldav.shelf import Shelf
    except ImportError as err:
        raise ExtraMissing("caldav") from err
    return CalDavNotifier(Shelf(shared_calendar(setting)), sender)


def _receiver(settings: Settings, storage: Storage, clock: Clock) -> MailReceiver | None:
    if not (settings.kallelse_imap_url and settings.kallelse_mail_from):
        log.warning("KALLELSE_IMAP_URL is not set: answers by mail are not read")
        return None
    if settings.kallelse_mail_authserv is None:
        log.warning("KALLELSE_MAIL_AUTHSERV is not set: no answer by mail is believed, each is held")
    return MailReceiver(
        imap_server(_secret(settings.kallelse_imap_url)),
        storage,
        clock,
        our_address=settings.kallelse_mail_from,
        our_server=settings.kallelse_mail_authserv,
    )


def _checks(
    storage: Storage, worker: Worker, routes: list[Route], clock: Clock, line: SocketLine | None
) -> dict[str, Check]:
    return {
        "database": partial(readiness.database, storage),
        "schema": partial(readiness.schema, storage),
        "slack": partial(readiness.over_socket_mode, line) if line else readiness.over_http,
        "worker": partial(readiness.worker, worker, routes, clock),
        "deliveries": partial(readiness.deliveries, storage, routes, clock),
    }


def _web(
    settings: Settings,
    app: App,
    checks: Mapping[str, Check],
    doors: LinkDoors | None,
    feeds: FeedDoors,
    *,
    over_http: bool,
) -> WebServer | None:
    port = settings.kallelse_http_port
    if port is None:
        return None
    events: Callable[[Request], Response] | None = events_door(app) if over_http else None
    try:
        site = build_site(checks, events, doors, feeds, proxies=settings.kallelse_http_proxies)
        return WebServer(site, settings.kallelse_http_host, port, threads=WEB_THREADS)
    except OSError as err:
        raise NoPort(settings.kallelse_http_host, port) from err


def _on_signals() -> threading.Event:
    """Set by the first SIGTERM or SIGINT; the second one ends the process at once."""
    stopping = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        stopping.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopping


def _within(seconds: float, work: Callable[[], None]) -> bool:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


def _site(settings: Settings) -> Site:
    calendar = settings.kallelse_caldav_url
    host = shared_calendar(calendar.get_secret_value()).host if calendar else None
    return Site(settings.kallelse_public_url, host)


def _sends_mail(settings: Settings) -> bool:
    return settings.kallelse_smtp_url is not None


def _secret(setting: SecretStr | None) -> str:
    return setting.get_secret_value() if setting else ""
