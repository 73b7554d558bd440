"""`kallelse try`: the workspace, the mailbox and the real bot, until somebody says stop."""

import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from subprocess import CalledProcessError
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox import demo, demo_story
from bot.sandbox.acts import ActFailedError
from bot.sandbox.bot_process import BotProcess
from bot.sandbox.ports import kept_port
from bot.sandbox.server import Sandbox

BOT = (sys.executable, "-m", "bot")
CONNECT_SECONDS = 90.0
TOWN_CLOCK = ZoneInfo("Europe/Stockholm")


class Moment(StrEnum):
    """What the person at the terminal is told of."""

    STORY = "story"  # the demo is being played
    STORY_BROKE = "story broke"  # words; people can go on from where it broke
    READY = "ready"  # address
    BOT_DIED = "bot died"  # code, words; it is started again
    STOPPING = "stopping"


@dataclass(eq=False)
class BotDoesNotStartError(Exception):
    """The bot could not be brought up; `words` is the end of what it said."""

    words: str


Tell = Callable[[Moment, Mapping[str, Any]], None]


def start(
    manifest: Mapping[str, Any],
    tell: Tell,
    *,
    port: int = 8765,
    data: Path | None = None,
    at: datetime | None = None,
    empty: bool = False,
    bot_command: Sequence[str] = BOT,
) -> None:
    """Runs until SIGINT or SIGTERM. A time without zone is the demo town's.

    Raises PortTakenError and BotDoesNotStartError.
    """
    _stop_on_signals(tell)
    with suppress(_StopError), _place(data) as directory:
        workplace = at_work(manifest, tell, directory, port=port, at=at, empty=empty, bot_command=bot_command)
        with workplace as sandbox:
            tell(Moment.READY, {"address": sandbox.url})
            threading.Event().wait()


class _StopError(BaseException):
    """Somebody said stop; everything that was begun is taken down on its way out."""


def _stop_on_signals(tell: Tell) -> None:
    """The first signal stops, wherever we are; a second one does not disturb the stopping."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        tell(Moment.STOPPING, {})
        raise _StopError

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


@contextmanager
def at_work(
    manifest: Mapping[str, Any],
    tell: Tell,
    directory: Path,
    *,
    port: int = 0,
    at: datetime | None = None,
    empty: bool = False,
    bot_command: Sequence[str] = BOT,
) -> Iterator[Sandbox]:
    """The sandbox with the bot connected, and the demo's story told if it is a new one."""
    now = _aware(at) if at else datetime.now(TOWN_CLOCK)
    sandbox = _sandbox(manifest, directory, port, at)
    is_new = not sandbox.is_resumed and not empty
    if is_new:
        sandbox.clock.start_at(now - demo_story.LASTS)
    with sandbox:
        bot = BotProcess(bot_command, environment(sandbox, directory), directory / "bot.log")
        try:
            _bring_up(bot, sandbox, tell)
            if is_new:
                _play(sandbox, bot, tell, directory, now)
                if at is None:
                    sandbox.clock.catch_up()
            yield sandbox
        finally:
            bot.stop()


def _play(sandbox: Sandbox, bot: BotProcess, tell: Tell, directory: Path, now: datetime) -> None:
    """The demo's story; if it breaks off, people can go on from there."""
    tell(Moment.STORY, {})
    try:
        demo_story.tell_story(sandbox, bot, directory, now)
    except (AssertionError, ActFailedError, CalledProcessError) as err:
        tell(Moment.STORY_BROKE, {"words": str(err)})


def _sandbox(manifest: Mapping[str, Any], directory: Path, port: int, at: datetime | None) -> Sandbox:
    return Sandbox(
        manifest,
        people=demo.people(),
        channels=demo.channels(),
        port=port,
        at=_aware(at) if at else None,
        data=directory,
        clock_file=directory / "clock.json",
        team_name=demo.TEAM_NAME,
    )


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=TOWN_CLOCK)


def environment(sandbox: Sandbox, directory: Path) -> dict[str, str]:
    """What an operator would set for this workspace, this mail server, and links that people on this machine follow."""
    port = kept_port(directory / "bot.port")
    return {
        "SLACK_BOT_TOKEN": sandbox.app.bot_token,
        "SLACK_APP_TOKEN": sandbox.app.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "KALLELSE_SMTP_URL": sandbox.smtp_url,
        "KALLELSE_MAIL_FROM": sandbox.mailbox.bot_address,
        "KALLELSE_IMAP_URL": sandbox.imap_url,
        "KALLELSE_MAIL_AUTHSERV": sandbox.mailbox.server_name,
        "KALLELSE_HTTP_HOST": "127.0.0.1",
        "KALLELSE_HTTP_PORT": str(port),
        "KALLELSE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "KALLELSE_DATABASE_URL": f"sqlite:///{directory / 'kallelse.db'}",
        "KALLELSE_CLOCK": str(directory / "clock.json"),
    }


def _bring_up(bot: BotProcess, sandbox: Sandbox, tell: Tell) -> None:
    """A bot that dies before it ever was here is not waited for; one that dies later is started again."""
    news, early_words = sandbox.workspace.news, list[str]()

    def died(code: int, words: str) -> None:
        if was_here.is_set():
            tell(Moment.BOT_DIED, {"code": code, "words": words})
        else:
            early_words.append(words)
            news.tell("workspace")

    was_here = threading.Event()
    _prepare(bot)
    bot.start(died)
    news.wait(lambda: sandbox.app.is_connected() or bool(early_words), CONNECT_SECONDS)
    if not sandbox.app.is_connected():
        raise BotDoesNotStartError(bot.last_words())
    was_here.set()


def _prepare(bot: BotProcess) -> None:
    try:
        bot.does("migrate")
    except CalledProcessError as err:
        raise BotDoesNotStartError((err.stderr or b"").decode(errors="replace").strip()) from err


@contextmanager
def _place(data: Path | None) -> Iterator[Path]:
    """Where everything is kept; without a directory of one's own, one that is gone afterwards."""
    if data:
        data.mkdir(parents=True, exist_ok=True)
        yield data.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="kallelse-", ignore_cleanup_errors=True) as directory:
            yield Path(directory)
