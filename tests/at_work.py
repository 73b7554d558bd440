"""The whole bot at work in a sandbox: real app, real worker, real database, one clock; only the mail server is not."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App

from bot.delivery import DeliveryError
from bot.domain.committee import Committee
from bot.domain.delivery import Route
from bot.domain.person import Account as PersonAccount
from bot.handlers.slack.app import build_app
from bot.handlers.slack.clients import listener_client, worker_client
from bot.handlers.slack.manifest import manifest
from bot.handlers.slack.notifier import SlackNotifier
from bot.handlers.slack.request import Site
from bot.handlers.slack.socket_mode import SocketLine
from bot.sandbox.driver import Person
from bot.sandbox.model import Account, Channel
from bot.sandbox.refusal import Refused
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import BOT_USER_ID, TEAM_ID
from bot.storage import Storage
from bot.usecases.access import Where, Who
from bot.usecases.committees import CommitteeText, set_up_committee
from bot.usecases.deliveries import is_due
from bot.usecases.due import Due
from bot.usecases.owing import GATHERING
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat
from bot.worker import Worker
from tests import town as names

CHANNEL = "brå"
CHANNEL_ID = names.CHANNEL
PATIENCE_SECONDS = 60.0

MANIFEST = manifest()  # the very one people install: a scope that is missing fails here as it would there


@dataclass
class Postbox:
    """Stands where the mail server is: keeps what it is given, and refuses the addresses it is told to."""

    letters: list[Due] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    def send(self, due: Due) -> str:
        address = (due.person.email if due.person else None) or ""
        if address in self.refuses:
            raise DeliveryError(permanent=True, reason="RCPT TO 550 5.1.1")
        self.letters.append(due)
        return f"<{due.delivery.id}@ekeby.example>"

    def told(self) -> list[tuple[str, str]]:
        """Who was sent what, oldest first: name and kind."""
        return [(due.person.name if due.person else "", due.delivery.kind.value) for due in self.letters]


@dataclass
class Town:
    """People by first name, and their council in the channel #brå: Karin has the chair, Henrik is secretary, Lena,
    Ali and Ulf (who reads English, in London) are members, Greta has an e-mail address only, Tove has no seat.
    """

    sandbox: Sandbox
    storage: Storage
    postbox: Postbox
    found: Committee | None
    at_it: set[Future[Any]] = field(default_factory=set)
    """What the bot is still doing about what it has acknowledged."""

    @property
    def committee(self) -> Committee:
        assert self.found is not None, "no committee has been set up"
        return self.found

    def person(self, first_name: str) -> Person:
        return self.sandbox.person(first_name)

    @property
    def karin(self) -> Person:
        return self.person("Karin")

    @property
    def henrik(self) -> Person:
        return self.person("Henrik")

    @property
    def lena(self) -> Person:
        return self.person("Lena")

    @property
    def ali(self) -> Person:
        return self.person("Ali")

    @property
    def ulf(self) -> Person:
        return self.person("Ulf")

    @property
    def tove(self) -> Person:
        return self.person("Tove")

    @property
    def now(self) -> datetime:
        return self.sandbox.clock.now()

    @property
    def here(self) -> Where:
        return Where(TEAM_ID, CHANNEL_ID)

    def move_clock_to(self, when: datetime) -> None:
        self.sandbox.clock.move_to(when)

    def settle(self, after: timedelta = GATHERING + timedelta(seconds=1)) -> None:
        """Lets so much time pass on the clock, and waits until everything that is due by then has been sent."""
        self.wait_until_done()
        self.sandbox.clock.advance(after.total_seconds())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(is_due(self.storage, route, self.now) for route in Route):
            assert time.monotonic() < deadline, "something that is due is not delivered"
            time.sleep(0.02)

    def wait_until_done(self) -> None:
        """Until the bot has acknowledged everything, and done what it does after that."""
        assert self.sandbox.wait_until_quiet()
        assert not wait(list(self.at_it), PATIENCE_SECONDS).not_done

    def channel_messages(self) -> list[str]:
        """What everybody can read in the council's channel, oldest first: the fallback texts."""
        said = self.sandbox.workspace.messages.in_channel(CHANNEL_ID)
        return [message.text for message in said if message.ephemeral_to is None and not message.is_reply]


def who(known: Who) -> Who:
    """A person of `tests.town` as they are known in the sandbox's workspace."""
    return known._replace(account=PersonAccount("slack", TEAM_ID, known.account.user))


EVERYBODY = (names.CHAIR, names.SECRETARY, names.POLICE, names.RESCUE, names.SCHOOLS, names.STRANGER)


def accounts(people: Sequence[Who] = EVERYBODY) -> list[Account]:
    return [
        Account(
            one.account.user,
            one.name.split()[0].casefold(),
            one.name,
            one.email,
            one.language or "sv-SE",
            one.zone or "Europe/Stockholm",
        )
        for one in people
    ]


SITE = Site("https://kallelse.ekeby.example")


@contextmanager
def at_work(
    storage: Storage, *, council: bool = True, at: datetime = names.NOW, site: Site = SITE
) -> Iterator[Town]:
    """The bot connected over Socket Mode; `council` says whether the committee exists already, `site` what is set up. At the end the bot must
    have done nothing that Slack refuses.
    """
    people = accounts()
    members = tuple(one.id for one in people)
    channels = [
        Channel(CHANNEL_ID, CHANNEL, (*members, BOT_USER_ID)),
        Channel("C0FIKA", "fika", (*members, BOT_USER_ID)),
    ]
    with Sandbox(MANIFEST, people=people, channels=channels, at=at) as sandbox:
        committee = set_up(storage, sandbox.clock.now()) if council else None
        town = Town(sandbox, storage, Postbox(), committee)
        client = listener_client(sandbox.app.bot_token, sandbox.api_url)
        app, executor = build_app(storage, sandbox.clock.now, client, site=site)
        _watch(executor, town.at_it)
        worker = Worker(storage, _notifiers(town), sandbox.clock.now)
        worker.start()
        with _connected(sandbox, app):
            yield town
            town.wait_until_done()
        executor.shutdown(wait=True)
        worker.stop()
        assert faults_of_ours(sandbox) == []


def _watch(executor: Executor, at_it: set[Future[Any]]) -> None:
    submit = executor.submit

    def watched(*work: Any, **more: Any) -> Future[Any]:
        future = submit(*work, **more)
        at_it.add(future)
        future.add_done_callback(at_it.discard)
        return future

    executor.submit = watched  # type: ignore[method-assign]


def faults_of_ours(sandbox: Sandbox) -> list[Refused]:
    """What Slack refused and a well-made bot would not have tried. Some refusals are answers that the bot asks for: that
    an address has no account, that an acknowledged view has not arrived yet, that a response_url takes no more answers.
    """
    asked_for = {
        ("users.lookupByEmail", "users_not_found"),
        ("views.update", "not_found"),
        ("response_url", "expired_url"),
        ("response_url", "used_url"),
    }
    return [one for one in sandbox.refusals if (one.what, one.error) not in asked_for]


def set_up(storage: Storage, now: datetime, text: CommitteeText = names.COUNCIL) -> Committee:
    secretary = who(names.SECRETARY)
    roster = set_up_committee(storage, TEAM_ID, CHANNEL_ID, secretary, text, now)
    committee = roster.asker.committee
    for newcomer, seat in names.SEATS:
        seated = newcomer if isinstance(newcomer, Mailbox) else who(newcomer)
        add_seat(storage, committee.id, secretary, seated, replace(seat), now)
    return committee


def _notifiers(town: Town) -> dict[Route, Any]:
    client = worker_client(town.sandbox.app.bot_token, town.sandbox.api_url)
    return {Route.SLACK: SlackNotifier(client), Route.EMAIL: town.postbox}


@contextmanager
def _connected(sandbox: Sandbox, app: App) -> Iterator[None]:
    line = SocketLine(app, sandbox.app.app_token)
    line.connect_and_watch()
    assert sandbox.wait_for_bot()
    try:
        yield
    finally:
        line.stop_taking(PATIENCE_SECONDS)
        line.hang_up()
