"""Nothing lost, nothing sent twice: the worker dies, Slack's answers get lost, and people still get each message once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery import Notifier, deliver_due
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.invitation import Answer
from bot.handlers.slack.clients import worker_client
from bot.handlers.slack.notifier import SlackNotifier
from bot.sandbox.faults import Fault
from bot.sandbox.model import Channel
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import BOT_USER_ID, TEAM_ID
from bot.storage import Storage
from bot.usecases.access import Where
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting, confirm_meeting
from bot.usecases.deliveries import MOST_ATTEMPTS, claim_due, pause_after
from bot.usecases.due import Due
from bot.usecases.meetings import plan_meeting
from tests import at_work, town

HERE = Where(TEAM_ID, at_work.CHANNEL_ID)
CHAIR = at_work.who(town.CHAIR)
MEMBERS = tuple(account.id for account in at_work.accounts())


class Crash(BaseException):
    """The process is gone: nothing after this line happens."""


class DiesAfterSending:
    """A worker that sends and is killed before it can write that down."""

    def __init__(self, notifier: SlackNotifier) -> None:
        self._notifier = notifier

    def send(self, due: Due) -> str:
        self._notifier.send(due)
        raise Crash


class DiesBeforeSending:
    def __init__(self, _notifier: SlackNotifier) -> None:
        pass

    def send(self, _due: Due) -> str:
        raise Crash


class Workspace:
    """A sandbox with a confirmed meeting that everybody is owed."""

    def __init__(self, sandbox: Sandbox, storage: Storage) -> None:
        self.sandbox = sandbox
        self.storage = storage
        self.notifier = SlackNotifier(worker_client(sandbox.app.bot_token, sandbox.api_url))
        at_work.set_up(storage, self.now())
        planned = plan_meeting(storage, HERE, CHAIR, town.DECEMBER, self.now())
        self.meeting_id = confirm_meeting(storage, planned.meeting.id, CHAIR, self.now()).meeting.id

    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def pays(self, notifier: Notifier | None = None) -> None:
        deliver_due(self.storage, Route.SLACK, notifier or self.notifier, "worker", self.now)

    def pays_everything(self) -> None:
        """Round after round, as time goes by: half a day."""
        for _ in range(12):
            self.pays()
            self.sandbox.clock.advance(3600)

    def goes_wrong(self, kind: str, about: str, times: int = 1) -> None:
        self.sandbox.app.faults.plan(Fault(kind, about, times))

    def posted(self) -> Counter[str]:
        """How many messages stand in each conversation."""
        return Counter(message.channel for message in self.sandbox.workspace.messages.all())

    def rows(self) -> list[Delivery]:
        with self.storage.reading() as transaction:
            return transaction.deliveries.of_meeting(
                self.meeting_id, [DeliveryKind.CARD, DeliveryKind.INVITATION]
            )

    def states(self) -> Counter[DeliveryState]:
        return Counter(row.state for row in self.rows() if row.route == Route.SLACK)


EVERYBODY_AND_THE_CHANNEL = 6  # five members with an account, and the card


@pytest.fixture
def workspace(storage: Storage) -> Iterator[Workspace]:
    with Sandbox(
        at_work.MANIFEST,
        people=at_work.accounts(),
        channels=[Channel(at_work.CHANNEL_ID, at_work.CHANNEL, (*MEMBERS, BOT_USER_ID))],
        at=town.NOW,
    ) as sandbox:
        yield Workspace(sandbox, storage)


def test_everybody_gets_one_message_and_the_channel_its_card(workspace: Workspace) -> None:
    workspace.pays()
    assert len(workspace.posted()) == EVERYBODY_AND_THE_CHANNEL
    assert set(workspace.posted().values()) == {1}
    assert workspace.states() == {DeliveryState.SENT: EVERYBODY_AND_THE_CHANNEL}


@pytest.mark.parametrize(
    "notifier", [DiesBeforeSending, DiesAfterSending], ids=["before sending", "after sending"]
)
def test_a_worker_killed_at_every_message_leaves_one_of_each(
    workspace: Workspace, notifier: type[DiesBeforeSending | DiesAfterSending]
) -> None:
    dying = notifier(workspace.notifier)
    for _ in range(EVERYBODY_AND_THE_CHANNEL):
        with pytest.raises(Crash):
            workspace.pays(dying)
    workspace.pays_everything()
    assert len(workspace.posted()) == EVERYBODY_AND_THE_CHANNEL
    assert set(workspace.posted().values()) == {1}
    assert workspace.states() == {DeliveryState.SENT: EVERYBODY_AND_THE_CHANNEL}


def test_nobody_else_sends_what_a_living_worker_holds(workspace: Workspace) -> None:
    first = claim_due(workspace.storage, Route.SLACK, "one", workspace.now())
    second = claim_due(workspace.storage, Route.SLACK, "two", workspace.now())
    assert first is not None
    assert second is not None
    assert first.delivery.id != second.delivery.id


@pytest.mark.parametrize("kind", ["lost_response", "server_error", "rate_limited"])
def test_a_fault_of_slack_leaves_one_message_each(workspace: Workspace, kind: str) -> None:
    workspace.goes_wrong(kind, "chat.postMessage", times=4)
    workspace.pays_everything()
    assert len(workspace.posted()) == EVERYBODY_AND_THE_CHANNEL
    assert set(workspace.posted().values()) == {1}
    assert workspace.states() == {DeliveryState.SENT: EVERYBODY_AND_THE_CHANNEL}


def test_a_lost_answer_followed_by_rate_limits_is_still_looked_for(workspace: Workspace) -> None:
    workspace.goes_wrong("lost_response", "chat.postMessage")
    workspace.goes_wrong("rate_limited", "conversations.history", times=2)
    workspace.pays_everything()
    assert set(workspace.posted().values()) == {1}


def test_an_answer_redraws_the_messages_that_are_there(workspace: Workspace) -> None:
    workspace.pays()
    before = workspace.posted()
    answer_invitation(
        workspace.storage, workspace.meeting_id, at_work.who(town.POLICE), Answer.ACCEPTED, workspace.now()
    )
    workspace.pays_everything()
    assert workspace.posted() == before


def test_what_is_cancelled_before_it_was_sent_is_never_sent(workspace: Workspace) -> None:
    cancel_meeting(workspace.storage, workspace.meeting_id, CHAIR, "sjukdom", workspace.now())
    workspace.pays_everything()
    assert workspace.posted() == {}
    assert workspace.states().keys() == {DeliveryState.VOID}


def test_a_refusal_for_good_is_given_up_visibly_and_stops_nobody_else(workspace: Workspace) -> None:
    with workspace.storage.transaction() as transaction:
        someone = transaction.people.with_account(at_work.who(town.POLICE).account)
        assert someone is not None
        transaction.people.put(replace(someone, user="U0NOBODY"))
    workspace.pays_everything()
    failed = [row for row in workspace.rows() if row.state == DeliveryState.FAILED]
    assert [(row.route, bool(row.error)) for row in failed] == [(Route.SLACK, True)]
    assert workspace.states()[DeliveryState.SENT] == EVERYBODY_AND_THE_CHANNEL - 1


def test_pauses_grow_to_a_quarter_of_an_hour_and_no_further() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert pauses[0] == timedelta(seconds=5)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(minutes=15)
