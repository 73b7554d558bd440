"""What people send from the sandbox's mailboxes, the bot reads as they meant it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.domain.invitation import Answer
from bot.domain.received import (
    Asked,
    Automatic,
    Bounced,
    Failure,
    Participant,
    Received,
    Response,
    Scheduling,
    Writer,
    WrittenByHand,
)
from bot.mail.receiving.reading import read_mail
from bot.sandbox.correspondent import Correspondent, Honesty
from bot.sandbox.server import Sandbox
from tests.sandbox.guestbook import MANIFEST
from tests.sandbox.test_correspondent import GRETA, from_the_bot
from tests.sandbox.test_mailbox import send

NOW = datetime(2017, 12, 1, 8, 0, tzinfo=UTC)
GENUINE = Writer("Greta Öst", GRETA, vouched=True)
OTHER_DAY = datetime(2017, 12, 18, 12, 30, tzinfo=UTC)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(MANIFEST, at=NOW) as sandbox:
        yield sandbox


@pytest.fixture
def greta(sandbox: Sandbox) -> Correspondent:
    """With an invitation from the bot in her mailbox."""
    send(sandbox, from_the_bot(), GRETA)
    return sandbox.correspondent(GRETA)


def read(sandbox: Sandbox) -> Received:
    (filed,) = sandbox.mailbox.imap.folders()["INBOX"]
    mailbox = sandbox.mailbox
    return read_mail(filed.raw, our_address=mailbox.bot_address, our_server=mailbox.server_name)


def response(received: Received) -> Response:
    assert isinstance(received.says, Scheduling)
    (found,) = received.says.responses
    return found


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [("accepted", Answer.ACCEPTED), ("maybe", Answer.TENTATIVE), ("declined", Answer.DECLINED)],
)
def test_answer_is_a_reply_that_the_server_vouches_for(
    sandbox: Sandbox, greta: Correspondent, pressed: str, answer: Answer
) -> None:
    (mail,) = greta.mails()
    greta.answers(mail, pressed, "Jag är sen; tåget")
    received = read(sandbox)
    stamp = response(received).stamp
    assert stamp is not None
    assert (stamp - NOW).total_seconds() < 60
    assert (received.writer, received.about) == (GENUINE, ("<kallelse-7@ekeby.example>",))
    assert received.says == Scheduling(
        Asked.REPLY,
        (
            Response(
                "7@example.org", 2, stamp, (Participant(GRETA, "Greta Öst", answer),), "Jag är sen; tåget"
            ),
        ),
    )


@pytest.mark.parametrize("honesty", [Honesty.FORGED, Honesty.UNCHECKED])
def test_answer_that_somebody_else_may_have_sent_is_not_vouched_for(
    sandbox: Sandbox, greta: Correspondent, honesty: Honesty
) -> None:
    (mail,) = greta.mails()
    greta.answers(mail, "accepted", honesty=honesty)
    assert read(sandbox).writer == Writer("Greta Öst", GRETA, vouched=False)


def test_proposed_time_is_read(sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    greta.proposes(mail, OTHER_DAY)
    received = read(sandbox)
    assert isinstance(received.says, Scheduling)
    assert (received.says.asked, response(received).start) == (Asked.COUNTER, OTHER_DAY)


def test_delegation_names_who_comes_instead(sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    greta.delegates(mail, "vera@bostader.example")
    (participant,) = response(read(sandbox)).participants
    assert (participant.address, participant.delegate) == (
        GRETA,
        "vera@bostader.example",
    )


def test_wish_for_the_current_state_is_read(sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    greta.asks_again(mail)
    received = read(sandbox)
    assert isinstance(received.says, Scheduling)
    assert (received.says.asked, response(received).uid) == (Asked.REFRESH, "7@example.org")


def test_words_are_a_letter_without_what_they_quote(sandbox: Sandbox, greta: Correspondent) -> None:
    (mail,) = greta.mails()
    greta.replies(mail, "Finns det hiss?")
    received = read(sandbox)
    assert (received.says, received.beginning) == (WrittenByHand(), "Finns det hiss?")


def test_automatic_reply_is_known_for_one(sandbox: Sandbox) -> None:
    sandbox.correspondent(GRETA).is_away()
    send(sandbox, from_the_bot(), GRETA)
    assert read(sandbox).says == Automatic("Auto-Submitted")


def test_delivery_report_names_the_address_and_the_mail(sandbox: Sandbox) -> None:
    sandbox.correspondent(GRETA).bounces()
    send(sandbox, from_the_bot(), GRETA)
    failure = Failure(GRETA, "5.1.1", final=True)
    assert read(sandbox).says == Bounced((failure,), ("<kallelse-7@ekeby.example>",))
