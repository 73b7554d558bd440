"""Many mails side by side through a real mail server: one of each arrives, whatever goes wrong on the way."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy.exc import OperationalError

from bot.delivery import DeliveryError, Notifier
from bot.domain.committee import Committee, Role
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.meeting import Meeting
from bot.lanes import Pace, deliver_many
from bot.mail.notifier import MailNotifier
from bot.mail.send import SmtpMailer
from bot.mail.server import Encryption, MailServer
from bot.storage import Storage, Transaction
from bot.usecases import distributing
from bot.usecases.changing import move_meeting
from bot.usecases.deliveries import LEASE, claim_batch
from bot.usecases.due import Due
from bot.usecases.facts import HeldBack, Progress
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat, end_seat, roster
from bot.usecases.seating import SeatText
from tests import town as people
from tests.mail.mailserver import Post, Received, mail_server
from tests.ports import free_port

SENDER = "kallelse@ekeby.example"
GRETA = "greta.nyqvist@ekebybostader.example"
EVERYBODY = 6
PACE = Pace(lanes=3, batch=4)
HOUR = timedelta(hours=1)


class Office:
    """A confirmed meeting, a mail server that may be told to behave badly, and a clock."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.now = people.NOW
        self.post = Post()
        self.meeting: Meeting = people.confirmed(storage)

    def clock(self) -> datetime:
        return self.now

    def pays(self, notifier: Notifier, wanted: Callable[[], bool] = lambda: True) -> int:
        return deliver_many(self.storage, Route.EMAIL, notifier, "worker", self.clock, PACE, wanted=wanted)

    def pays_through(self, port: int, rounds: int = 1) -> None:
        """Round after round, five minutes apart."""
        with SmtpMailer(MailServer("127.0.0.1", port, Encryption.NONE), timeout=5) as mailer:
            for _ in range(rounds):
                self.pays(MailNotifier(SENDER, mailer.send))
                self.now += HOUR / 12

    @contextmanager
    def server(self) -> Iterator[int]:
        with mail_server(self.post) as port:
            yield port

    def arrived(self) -> Counter[str]:
        return Counter(one.recipients[0] for one in self.post.received)

    def rows(self) -> list[Delivery]:
        with self.storage.reading() as transaction:
            found = transaction.deliveries.of_meeting(self.meeting.id, [DeliveryKind.INVITATION])
        return [one for one in found if one.route == Route.EMAIL]

    def states(self) -> Counter[DeliveryState]:
        return Counter(one.state for one in self.rows())

    def news(self) -> list[HeldBack | Progress]:
        due = claim_batch(self.storage, Route.SLACK, "worker", self.now + HOUR, most=100)
        return [one.facts for one in due if isinstance(one.facts, HeldBack | Progress)]


@pytest.fixture
def office(town: Storage) -> Office:
    return Office(town)


def test_everybody_gets_one_mail_over_a_few_connections(office: Office) -> None:
    with office.server() as port:
        office.pays_through(port, rounds=3)
    assert (len(office.arrived()), set(office.arrived().values())) == (EVERYBODY, {1})
    assert office.states() == {DeliveryState.SENT: EVERYBODY}
    assert office.post.connections <= PACE.lanes


def test_server_that_is_down_for_an_hour_loses_nothing(office: Office) -> None:
    port = free_port()
    office.pays_through(port, rounds=12)
    assert office.states() == {DeliveryState.OWED: EVERYBODY}
    with office.server() as port:
        office.pays_through(port, rounds=4)
    assert (len(office.arrived()), set(office.arrived().values())) == (EVERYBODY, {1})


def test_greylisted_recipient_comes_later_and_holds_up_nobody(office: Office) -> None:
    office.post.rcpt_answers[GRETA] = "451 4.7.1 Greylisted, come back later"
    with office.server() as port:
        office.pays_through(port)
        assert (office.states()[DeliveryState.SENT], GRETA in office.arrived()) == (EVERYBODY - 1, False)
        office.post.rcpt_answers.clear()
        office.pays_through(port, rounds=2)
    assert (len(office.arrived()), set(office.arrived().values())) == (EVERYBODY, {1})


def test_refused_recipient_is_given_up_and_the_others_are_not(office: Office) -> None:
    office.post.rcpt_answers[GRETA] = "550 5.1.1 No such user"
    with office.server() as port:
        office.pays_through(port, rounds=3)
    assert office.states() == {DeliveryState.SENT: EVERYBODY - 1, DeliveryState.FAILED: 1}
    assert [one.error for one in office.rows() if one.error] == ["rcpt 550 5.1.1"]


def test_connection_lost_after_the_content_sends_the_very_same_mail_again(office: Office) -> None:
    office.post.hang_up_at = "content"
    with office.server() as port:
        office.pays_through(port)
        office.post.hang_up_at = ""
        office.pays_through(port, rounds=3)
    assert office.states() == {DeliveryState.SENT: EVERYBODY}
    assert set(office.arrived().values()) == {2}
    assert len(set(office.post.received)) == EVERYBODY
    assert len({identity(one) for one in office.post.received}) == EVERYBODY


def identity(received: Received) -> str:
    return str(message_from_bytes(received.content)["Message-ID"])


class Slow:
    """Lets one recipient wait until all others have theirs."""

    def __init__(self) -> None:
        self.others = threading.Semaphore(0)
        self.order: list[str] = []

    def send(self, due: Due) -> str:
        address = (due.person.email if due.person else None) or ""
        if address == GRETA:
            for _ in range(EVERYBODY - 1):
                assert self.others.acquire(timeout=30)
        self.order.append(address)
        self.others.release()
        return "receipt"


def test_slow_recipient_holds_up_nobody(office: Office) -> None:
    slow = Slow()
    assert office.pays(slow) == EVERYBODY
    assert (slow.order[-1], len(slow.order)) == (GRETA, EVERYBODY)


class Dies:
    """A worker that is killed at its third mail, before or after it went out."""

    def __init__(self, notifier: Notifier, *, after: bool) -> None:
        self._notifier = notifier
        self._after = after
        self._mails = 0

    def send(self, due: Due) -> str:
        self._mails += 1
        dies = self._mails == 3
        if dies and not self._after:
            raise KeyboardInterrupt
        receipt = self._notifier.send(due)
        if dies:
            raise KeyboardInterrupt
        return receipt


@pytest.mark.parametrize("after", [False, True], ids=["before sending", "after sending"])
def test_worker_that_is_killed_loses_nothing_and_repeats_only_the_same_mail(
    office: Office, *, after: bool
) -> None:
    with office.server() as port, SmtpMailer(MailServer("127.0.0.1", port, Encryption.NONE)) as mailer:
        notifier = MailNotifier(SENDER, mailer.send)
        with pytest.raises(KeyboardInterrupt):
            office.pays(Dies(notifier, after=after))
        office.now += 2 * LEASE
        office.pays(notifier)
    assert office.states() == {DeliveryState.SENT: EVERYBODY}
    assert len({identity(one) for one in office.post.received}) == EVERYBODY
    assert len(set(office.post.received)) == EVERYBODY


def test_what_no_lane_has_begun_with_is_put_back(office: Office) -> None:
    begun: list[Due] = []

    class Keeps:
        def send(self, due: Due) -> str:
            begun.append(due)
            return "receipt"

    before = office.rows()
    office.pays(Keeps(), wanted=iter([True, True, *[False] * 1000]).__next__)
    left = [one for one in office.rows() if one.state == DeliveryState.OWED]
    assert len(begun) + len(left) == EVERYBODY
    assert [one for one in before if one.id in {row.id for row in left}] == left


def test_message_whose_lease_is_nearly_over_is_left_for_the_next_claim(office: Office) -> None:
    class Ages:
        def send(self, due: Due) -> str:
            del due
            office.now += LEASE
            return "receipt"

    assert office.pays(Ages()) >= EVERYBODY
    assert office.states() == {DeliveryState.SENT: EVERYBODY}


class Broken:
    """Our own check finds the same in every mail."""

    def send(self, due: Due) -> str:
        del due
        raise DeliveryError(permanent=True, held_back=True, reason="calendar check: control-character")


def test_mails_that_are_held_back_are_one_message_to_the_secretary(office: Office) -> None:
    office.pays(Broken())
    [held] = office.news()
    assert isinstance(held, HeldBack)
    assert (held.reasons, len(held.names)) == (("calendar check: control-character",), EVERYBODY)


def test_mails_that_are_held_back_reach_a_secretary_without_an_account_by_one_mail(
    office: Office, committee: Committee
) -> None:
    karin = Mailbox("Siv Åberg", "siv@ekeby.example")
    add_seat(
        office.storage,
        committee.id,
        people.CHAIR,
        karin,
        SeatText("kommunstyrelsen", Role.SECRETARY),
        office.now,
    )
    for line in roster(office.storage, committee.id, people.CHAIR, office.now).lines:
        if line.seat.role is Role.SECRETARY and line.person.account:
            end_seat(office.storage, line.seat.id, people.CHAIR, office.now)
    office.now += HOUR
    office.pays(Broken())
    office.now += HOUR
    office.pays(Broken())
    with office.server() as port:
        office.pays_through(port, rounds=2)
    told = [one for one in office.post.received if b"To: Siv" in one.content or "siv@" in one.recipients[0]]
    [subject] = [str(message_from_bytes(one.content, policy=policy.default)["Subject"]) for one in told]
    assert subject == "Kallelser som hålls inne: Brottsförebyggande rådet, fredag 15 december 2017"


def test_mended_mails_are_no_longer_held_back(office: Office, committee: Committee) -> None:
    del committee
    office.pays(Broken())
    assert len(office.news()) == 1
    move_meeting(
        office.storage, office.meeting.id, people.CHAIR, replace(people.DECEMBER, place="Alsalen"), office.now
    )
    with office.server() as port:
        office.pays_through(port)
    assert [one.names for one in office.news() if isinstance(one, HeldBack)] == [()]


def test_many_mails_tell_how_far_they_have_come(town: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.usecases.inviting.MANY", 5)
    office = Office(town)
    assert distributing.MANY > EVERYBODY
    office.post.rcpt_answers[GRETA] = "550 5.1.1 No such user"
    with town.reading() as transaction:
        [line] = transaction.deliveries.of_kinds([DeliveryKind.PROGRESS], [office.meeting.id])
    with office.server() as port:
        office.pays_through(port)
    [progress] = office.news()
    assert isinstance(progress, Progress)
    assert (line.route, progress.every, progress.sent, progress.failed, progress.is_done) == (
        Route.SLACK,
        EVERYBODY,
        EVERYBODY - 1,
        1,
        True,
    )


class Outage:
    """A database that goes away once a mail has gone out, for so many transactions."""

    def __init__(self, storage: Storage, monkeypatch: pytest.MonkeyPatch, refusals: int) -> None:
        self._transaction = storage.transaction
        self.refusals = refusals
        self.begun = False
        self.noticed = threading.Event()
        monkeypatch.setattr(storage, "transaction", self.transaction)
        monkeypatch.setattr("bot.lanes.SETTLE_AGAIN_AFTER", (0.01,) * 5)

    def transaction(self) -> AbstractContextManager[Transaction]:
        if self.begun and self.refusals:
            self.refusals -= 1
            self.noticed.set()
            raise OperationalError("UPDATE deliveries", {}, Exception("the server closed the connection"))
        return self._transaction()


def test_mails_go_out_once_though_the_database_is_away_when_they_are_settled(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    outage = Outage(office.storage, monkeypatch, refusals=4)

    class Notes(MailNotifier):
        def send(self, due: Due) -> str:
            outage.begun = True
            return super().send(due)

    with office.server() as port, SmtpMailer(MailServer("127.0.0.1", port, Encryption.NONE)) as mailer:
        notifier = Notes(SENDER, mailer.send)
        with pytest.raises(OperationalError):
            office.pays(notifier)
        office.now += 2 * LEASE
        office.pays(notifier)
    assert (outage.refusals, office.states()) == (0, {DeliveryState.SENT: EVERYBODY})
    assert (len(office.arrived()), set(office.arrived().values())) == (EVERYBODY, {1})


def test_no_mail_is_begun_once_the_database_is_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    outage = Outage(office.storage, monkeypatch, refusals=1000)
    begun: list[Due] = []

    class Waits:
        def send(self, due: Due) -> str:
            begun.append(due)
            outage.begun = True
            if len(begun) > 1:
                assert outage.noticed.wait(timeout=30)
                time.sleep(0.2)  # until the lanes have heard of it
            return "receipt"

    with pytest.raises(OperationalError):
        deliver_many(
            office.storage, Route.EMAIL, Waits(), "worker", office.clock, Pace(lanes=1, batch=EVERYBODY)
        )
    assert len(begun) == 2
    outage.refusals = 0
    office.now += 2 * LEASE
    assert office.pays(Waits()) == EVERYBODY
