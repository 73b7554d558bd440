"""`kallelse doctor`: one question after another, each answered with ok or what to do."""

import re
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.app import NoDatabase, open_storage
from bot.caldav.address import shared_calendar
from bot.clock import system_clock
from bot.delivery import DeliveryError
from bot.domain.errors import KallelseError
from bot.handlers.slack.lookup import Lookup, SlackRefused
from bot.handlers.slack.manifest import SCOPES
from bot.language.words import Words
from bot.mail.imap_server import imap_server
from bot.mail.inbox import MAILBOX_ERRORS, open_inbox
from bot.mail.send import SmtpMailer
from bot.mail.server import mail_server
from bot.settings import BadSetting, Settings, check_can_run, read_settings
from bot.storage.schema import SchemaUnknown, check_is_ours, is_current

MOST_SKEW = timedelta(seconds=60)
OLDEST_ZONES = 3  # years: governments change their clocks, usually with less notice than that
SMTP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is right, and what was seen or is to be done."""

    about: str
    ok: bool
    said: str


Look = Callable[[Words], Finding]


def examine(words: Words, explain: Callable[[KallelseError, Words], str]) -> Iterator[Finding]:
    """Every finding as soon as it is there; without usable settings there is nothing else to look at."""
    about = words.t("settings")
    try:
        settings = read_settings()
        check_can_run(settings)
    except BadSetting as error:
        yield Finding(about, ok=False, said=explain(error, words))
        return
    yield Finding(about, ok=True, said=_transport(settings, words))
    for look in _looks(settings):
        yield look(words)


def _looks(settings: Settings) -> list[Look]:
    lookup = Lookup(_revealed(settings.slack_bot_token), settings.slack_api_url)
    return [
        partial(database, settings),
        partial(schema, settings),
        partial(slack, lookup),
        partial(scopes, lookup),
        *([partial(line, lookup, _revealed(settings.slack_app_token))] if settings.slack_app_token else []),
        partial(mail, settings),
        partial(mailbox, settings),
        *([partial(calendar, settings)] if settings.kallelse_caldav_url else []),
        partial(clock, lookup),
        zones,
    ]


def database(settings: Settings, words: Words) -> Finding:
    about = words.t("database")
    try:
        storage = open_storage(settings)
    except NoDatabase as error:
        todo = words.t("{reason}: look at KALLELSE_DATABASE_URL", reason=error.reason)
        return Finding(about, ok=False, said=todo)
    kind = storage.engine.dialect.name
    storage.close()
    return Finding(about, ok=True, said=kind)


def schema(settings: Settings, words: Words) -> Finding:
    about = words.t("schema")
    try:
        storage = open_storage(settings)
    except NoDatabase:
        return Finding(about, ok=False, said=words.t("cannot be seen without the database"))
    try:
        check_is_ours(storage)
        current = is_current(storage)
    except SchemaUnknown:
        return Finding(about, ok=False, said=words.t("made by a version unknown to this one: start anew"))
    finally:
        storage.close()
    said = words.t("up to date") if current else words.t("run: kallelse migrate")
    return Finding(about, ok=current, said=said)


def slack(lookup: Lookup, words: Words) -> Finding:
    about = words.t("Slack")
    try:
        introduction = lookup.introduction
    except SlackRefused as refused:
        todo = words.t("{reason}: look at SLACK_BOT_TOKEN and SLACK_API_URL", reason=refused.reason)
        return Finding(about, ok=False, said=todo)
    return Finding(about, ok=True, said=words.t("workspace {name}", name=introduction.workspace_name))


def scopes(lookup: Lookup, words: Words) -> Finding:
    about = words.t("scopes")
    try:
        missing = SCOPES.keys() - lookup.introduction.scopes
    except SlackRefused:
        return Finding(about, ok=False, said=words.t("cannot be seen without Slack"))
    if not missing:
        return Finding(about, ok=True, said=words.t("all that are needed"))
    todo = words.t(
        "missing: {scopes}. Paste the output of `kallelse manifest` into the app's manifest and install it again",
        scopes=", ".join(sorted(missing)),
    )
    return Finding(about, ok=False, said=todo)


def line(lookup: Lookup, app_token: str, words: Words) -> Finding:
    about = words.t("Socket Mode")
    try:
        lookup.can_open_line(app_token)
    except SlackRefused as refused:
        todo = words.t(
            "{reason}: look at SLACK_APP_TOKEN; it needs the scope connections:write", reason=refused.reason
        )
        return Finding(about, ok=False, said=todo)
    return Finding(about, ok=True, said=words.t("lets us in"))


def mail(settings: Settings, words: Words) -> Finding:
    """Connects, says hello and logs in, as sending would; sends nothing."""
    about = words.t("mail")
    if settings.kallelse_smtp_url is None:
        todo = words.t("no mail server: invitations by mail wait until KALLELSE_SMTP_URL is set")
        return Finding(about, ok=False, said=todo)
    server = mail_server(_revealed(settings.kallelse_smtp_url))
    try:
        with SmtpMailer(server, timeout=SMTP_SECONDS) as mailer:
            mailer.check()
    except DeliveryError as error:
        todo = words.t("{host}: {reason}. Look at KALLELSE_SMTP_URL", host=server.host, reason=error.reason)
        return Finding(about, ok=False, said=todo)
    return Finding(about, ok=True, said=words.t("{host} lets us in", host=server.host))


def calendar(settings: Settings, words: Words) -> Finding:
    """Asks what the shared calendar is, as writing to it would; writes nothing."""
    about = words.t("shared calendar")
    server = shared_calendar(_revealed(settings.kallelse_caldav_url))
    try:
        from bot.caldav.shelf import Shelf
    except ImportError:
        return Finding(about, ok=False, said=words.t("install the extra: pip install 'kallelse[caldav]'"))
    try:
        Shelf(server).look()
    except DeliveryError as error:
        todo = words.t("{host}: {reason}. Look at KALLELSE_CALDAV_URL", host=server.host, reason=error.reason)
        return Finding(about, ok=False, said=todo)
    return Finding(about, ok=True, said=words.t("{host} lets us in", host=server.host))


def mailbox(settings: Settings, words: Words) -> Finding:
    """Logs in and looks, as receiving would; reads no mail."""
    about = words.t("answers by mail")
    if settings.kallelse_imap_url is None:
        todo = words.t("nobody reads them: set KALLELSE_IMAP_URL to the mailbox that invitations come from")
        return Finding(about, ok=False, said=todo)
    server = imap_server(_revealed(settings.kallelse_imap_url))
    try:
        with open_inbox(server) as inbox:
            waiting = len(inbox.waiting())
    except MAILBOX_ERRORS as error:
        reason = type(error).__name__
        todo = words.t("{host}: {reason}. Look at KALLELSE_IMAP_URL", host=server.host, reason=reason)
        return Finding(about, ok=False, said=todo)
    if settings.kallelse_mail_authserv is None:
        todo = words.t(
            "none is believed, and each is held: set KALLELSE_MAIL_AUTHSERV to the name that your own mail server gives "
            "itself in Authentication-Results"
        )
        return Finding(about, ok=False, said=todo)
    said = words.n(
        "{host} lets us in, {count} mail waits",
        "{host} lets us in, {count} mails wait",
        waiting,
        host=server.host,
    )
    return Finding(about, ok=True, said=said)


def clock(lookup: Lookup, words: Words) -> Finding:
    """Slack refuses requests, and we refuse Slack's, when the clocks are minutes apart."""
    about = words.t("clock")
    asked = system_clock()
    try:
        skew = asked - lookup.introduction.at
    except SlackRefused:
        return Finding(about, ok=False, said=words.t("cannot be compared without Slack"))
    seconds = round(abs(skew.total_seconds()))
    if abs(skew) <= MOST_SKEW:
        return Finding(
            about,
            ok=True,
            said=words.n("{count} second from Slack's", "{count} seconds from Slack's", seconds),
        )
    todo = words.n(
        "{count} second from Slack's: set this machine's clock",
        "{count} seconds from Slack's: set this machine's clock",
        seconds,
    )
    return Finding(about, ok=False, said=todo)


def zones(words: Words) -> Finding:
    """Meetings are held by a town's clock: its rules must be known, and not be old."""
    about = words.t("time zones")
    try:
        zoneinfo.ZoneInfo("Europe/Stockholm")
    except zoneinfo.ZoneInfoNotFoundError:
        return Finding(about, ok=False, said=words.t("there are none: install the package tzdata"))
    version = zone_data_version()
    year = int(version[:4]) if version else None
    if year is not None and year < system_clock().year - OLDEST_ZONES:
        todo = words.t("from {version}: upgrade the package tzdata, or the system's", version=version)
        return Finding(about, ok=False, said=todo)
    return Finding(about, ok=True, said=version or words.t("the system's"))


def zone_data_version() -> str | None:
    """Which edition of the IANA data is in use, such as 2026a: the system's comes first; it may not say."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "Europe/Stockholm").exists():
            return _edition(folder)
    import tzdata  # type: ignore[import-untyped]  # no type information published

    return str(tzdata.IANA_VERSION)


def _edition(folder: Path) -> str | None:
    for name in ("tzdata.zi", "+VERSION"):
        if (folder / name).exists():
            with (folder / name).open(encoding="utf-8") as data:
                found = re.search(r"\d{4}[a-z]+", data.readline())
            return found.group() if found else None
    return None


def _transport(settings: Settings, words: Words) -> str:
    if settings.slack_app_token:
        return words.t("complete; Slack is reached over Socket Mode")
    return words.t("complete; Slack comes over HTTP to port {port}", port=settings.kallelse_http_port)


def _revealed(setting: SecretStr | None) -> str:
    return setting.get_secret_value() if setting else ""
