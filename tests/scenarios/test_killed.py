"""SIGKILL at any moment of the story: nothing is lost, and nothing reaches anybody in Slack twice."""

import random
import time
from collections import Counter
from contextlib import suppress

import pytest
from sqlalchemy import make_url

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.sandbox.driver import NotSeenError
from bot.storage import Storage
from bot.storage.tables import deliveries
from bot.usecases.deliveries import LEASE
from tests.scenarios.bot_process import BotProcess
from tests.scenarios.mails import invitations
from tests.scenarios.story import STORY, Step, Town

LONGEST_LIFE_SECONDS = 0.25
KILLED_AT = {"socket": 0, "http": 1}
"""Every other step, so that the two runs together are killed at each."""
PATIENCE_SECONDS = 30.0
NOT_YET = (DeliveryKind.REMINDER, DeliveryKind.WHO_COMES)
"""Owed for the days before the next meeting, which the story does not reach."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("server", "transport"),
    [("sqlite", "socket"), ("postgresql", "http")],
    indirect=["server"],
    ids=["sqlite-socket", "postgresql-http"],
)
def test_killed_after_every_step_nothing_is_lost_or_sent_twice(
    town: Town, bot: BotProcess, database: str, transport: str
) -> None:
    moments = random.Random(f"{make_url(database).drivername} {transport}")  # noqa: S311  no secret, only variety
    for number, step in enumerate(STORY):
        if number % 2 == KILLED_AT[transport]:
            town.patience = 3
            do_in_spite_of_a_kill(step, town, bot, moments.uniform(0, LONGEST_LIFE_SECONDS))
        else:
            town.patience = 20
            do(step, town)
    storage = Storage(database)
    settle(town, storage)
    rows = ledger(storage)
    storage.close()
    unpaid = [row.key for row in rows if row.state not in {DeliveryState.SENT, DeliveryState.VOID}]
    assert unpaid == []
    assert Counter(posted(town)) == Counter(sent(rows))
    assert not invitations_that_differ(town)


def do_in_spite_of_a_kill(step: Step, town: Town, bot: BotProcess, lives_on_for: float) -> None:
    """The bot is killed shortly after the step; the person does it again only when they see nothing of it."""
    with suppress(NotSeenError):  # the modal or button it needs may have been lost with the bot
        step.do(town)
    time.sleep(lives_on_for)
    bot.kill()
    bot.start()
    for _ in range(3):
        if is_seen(step, town) or is_seen_later(step, town):
            return
        town.patience = 20
        with suppress(NotSeenError):
            step.do(town)
    step.seen(town)


def do(step: Step, town: Town) -> None:
    step.do(town)
    if not is_seen(step, town) and not is_seen_later(step, town):
        step.seen(town)


def is_seen(step: Step, town: Town) -> bool:
    try:
        step.seen(town)
    except NotSeenError:
        return False
    return True


def is_seen_later(step: Step, town: Town) -> bool:
    """What the dead bot had claimed, nobody else sends before its lease has run out."""
    town.sandbox.clock.advance(LEASE.total_seconds())
    return is_seen(step, town)


def settle(town: Town, storage: Storage) -> None:
    """Time passes until no lease of a dead worker holds anything back and everything owed has been sent."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while owed := [row.key for row in ledger(storage) if row.state == DeliveryState.OWED]:
        assert time.monotonic() < deadline, owed
        town.sandbox.clock.advance(LEASE.total_seconds())
        time.sleep(0.5)


def ledger(storage: Storage) -> list[Delivery]:
    with storage.reading() as transaction:
        return transaction.deliveries._where(deliveries.c.kind.not_in(NOT_YET))


def sent(rows: list[Delivery]) -> list[str]:
    """The deliveries that are a message of their own in Slack."""
    return [
        row.id
        for row in rows
        if row.route == Route.SLACK
        and row.kind != DeliveryKind.TOPIC_MARK
        and row.state == DeliveryState.SENT
    ]


def posted(town: Town) -> list[str]:
    """The deliveries that stand in Slack, one for each message."""
    marks = (message.metadata for message in town.sandbox.workspace.messages.all() if message.metadata)
    return [mark["event_payload"]["delivery"] for mark in marks]


def invitations_that_differ(town: Town) -> list[str]:
    """Mail may be repeated, but then it is the same message: same recipient, UID and SEQUENCE mean one Message-ID."""
    identities: dict[tuple[str, ...], set[str]] = {}
    for one in invitations(town):
        identities.setdefault((one.to, one.method, one.uid, one.sequence), set()).add(one.message_id)
    return [str(key) for key, ids in identities.items() if len(ids) > 1]
