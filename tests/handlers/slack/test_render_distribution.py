"""Who got what, and what failed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.caldav.notifier import CHANGED_BY_OTHERS
from bot.domain.delivery import DeliveryState, Route
from bot.domain.meeting import MeetingState
from bot.domain.person import Person
from bot.handlers.slack.render.distribution import distribution_message
from bot.handlers.slack.render.failure_words import reason_in_words
from tests.handlers.slack.drawn import (
    ALI,
    ENGLISH,
    GRETA,
    KARIN,
    LENA,
    SWEDISH,
    delivery,
    distribution,
    in_state,
    read,
    sent_to,
)

FAILED, OWED = DeliveryState.FAILED, DeliveryState.OWED
BOTH = (delivery(Route.EMAIL), delivery(Route.SLACK))
UNKNOWN = delivery(Route.EMAIL, FAILED, "rcpt 550 5.1.1")


def test_all_delivered_is_one_list() -> None:
    assert read(
        distribution_message(distribution(sent_to(KARIN, *BOTH), sent_to(GRETA, BOTH[0])), SWEDISH)
    ) == [
        "Vem har fått vad: Brottsförebyggande rådet",
        "*Fredag 15 december 2017 kl. 10.00–12.00*",
        "2 av 2 levererade",
        "*Levererat*",
        "✓ Karin Ahlgren – Slack, e-post",
        "✓ Greta Nyqvist – e-post",
        "[Titta igen]",
        "[Bjud in en gäst]",
    ]


def test_failures_come_first_each_with_its_reason_and_button() -> None:
    lines = read(
        distribution_message(
            distribution(
                sent_to(KARIN, *BOTH),
                sent_to(GRETA, UNKNOWN),
                sent_to(LENA, delivery(Route.EMAIL, FAILED, "rcpt 552 5.2.2"), delivery(Route.SLACK)),
                sent_to(ALI),
            ),
            ENGLISH,
        )
    )
    assert lines == [
        "Who got what: Brottsförebyggande rådet",
        "*Friday 15 December 2017, 10:00–12:00*",
        "1 of 4 delivered · 2 failed · 1 cannot be reached",
        "✗ *Greta Nyqvist* – e-mail: the mail server does not know the address (550 5.1.1)",
        "[Send again]",
        "✗ *Lena Ström* – e-mail: the mailbox is full (552 5.2.2)",
        "[Send again]",
        "*Delivered*",
        "✓ Karin Ahlgren – Slack, e-mail",
        "*Neither account nor e-mail address*",
        "Ali Rahimi",
        "[Send again to all who failed]",
        "[Look again]",
        "[Invite a guest]",
    ]


def test_what_is_on_its_way_says_what_holds_it_up() -> None:
    waiting = delivery(Route.EMAIL, OWED, "connect ConnectionRefusedError")
    lines = read(distribution_message(distribution(sent_to(GRETA, waiting), sent_to(ALI, BOTH[1])), ENGLISH))
    assert lines[2:6] == [
        "1 of 2 delivered · 1 on the way",
        "*On the way*",
        "… Greta Nyqvist – e-mail: no connection right now (ConnectionRefusedError)",
        "*Delivered*",
    ]


def test_nothing_has_been_sent_for_a_planned_meeting() -> None:
    planned = distribution(meeting=in_state(MeetingState.PLANNED))
    assert read(distribution_message(planned, ENGLISH))[2] == (
        "Nothing has been sent yet: invitations go out when the meeting is confirmed."
    )


def test_somebody_no_longer_invited_is_marked() -> None:
    gone = sent_to(GRETA, BOTH[0])
    withdrawn = gone.invitation.withdrawn(datetime(2017, 11, 1, tzinfo=UTC))
    lines = read(distribution_message(distribution(replace(gone, invitation=withdrawn)), ENGLISH))
    assert "✓ Greta Nyqvist – e-mail (no longer invited)" in lines


def test_a_hundred_failures_fit_and_say_how_many_more() -> None:
    crowd = [Person(f"p{number}", f"{'Ö' * 90} {number}") for number in range(100)]
    lines = read(distribution_message(distribution(*(sent_to(one, UNKNOWN) for one in crowd)), SWEDISH))
    assert lines[2] == "0 av 100 levererade · 100 misslyckades"
    assert "… och 85 misslyckade till" in lines


def test_a_hundred_delivered_fit_and_say_how_many_more() -> None:
    crowd = [Person(f"p{number}", f"{'Ö' * 90} {number}") for number in range(100)]
    lines = read(distribution_message(distribution(*(sent_to(one, *BOTH) for one in crowd)), SWEDISH))
    shown = sum(line.startswith("✓") for line in lines)
    assert f"… och {100 - shown} till" in lines


REASONS = {
    "rcpt 550 5.1.1": "e-postservern känner inte till adressen (550 5.1.1)",
    "rcpt 550": "e-postservern känner inte till adressen (550)",
    "data 552 5.2.2": "brevlådan är full (552 5.2.2)",
    "data 550 5.2.1": "brevlådan tar inte emot post (550 5.2.1)",
    "data 550 5.7.26": "mottagarens e-postserver släpper inte in vår post (550 5.7.26)",
    "no e-mail address": "e-postadress saknas",
    "user_disabled": "inget konto i arbetsytan, eller så är det avstängt (user_disabled)",
    "account_inactive": (
        "Kallelses egen åtkomst till Slack är inte i ordning: säg till den som driver Kallelse (account_inactive)"
    ),
    "missing_scope": (
        "Kallelses egen åtkomst till Slack är inte i ordning: säg till den som driver Kallelse (missing_scope)"
    ),
    "no answer from Slack (TimeoutError)": "ingen förbindelse just nu (no answer from Slack (TimeoutError))",
    "data 554": "det avvisades (554)",
    "": "det avvisades",
}


@pytest.mark.parametrize(("error", "said"), REASONS.items(), ids=REASONS)
def test_reasons_are_put_into_words(error: str, said: str) -> None:
    assert reason_in_words(error, SWEDISH) == said


SHARED = {
    "written": (delivery(Route.CALDAV), ["*Shared calendar*", "✓ up to date"]),
    "on its way": (delivery(Route.CALDAV, OWED), ["*Shared calendar*", "… on the way"]),
    "trying": (
        delivery(Route.CALDAV, OWED, "caldav 401"),
        [
            "*Shared calendar*",
            "… on the way – Kallelse's own access to the calendar is not in order: tell whoever runs it (caldav 401)",
        ],
    ),
    "changed by others": (
        delivery(Route.CALDAV, FAILED, CHANGED_BY_OTHERS),
        [
            "*Shared calendar*",
            f"✗ somebody else has changed it there, so it was left as it is ({CHANGED_BY_OTHERS})",
            "[Write ours over it]",
        ],
    ),
    "never written": (delivery(Route.CALDAV, DeliveryState.VOID), []),
}


@pytest.mark.parametrize("state", SHARED)
def test_entry_in_the_shared_calendar_has_its_own_line(state: str) -> None:
    shared, told = SHARED[state]
    lines = read(distribution_message(replace(distribution(sent_to(KARIN, *BOTH)), shared=shared), ENGLISH))
    assert lines[5:-2] == told
