"""What Slack refuses: for good where the recipient or the content is at fault, for now where we are."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery import DeliveryError
from bot.domain.delivery import DeliveryKind
from bot.handlers.slack.notifier import SlackNotifier, words_of
from bot.usecases.due import Due
from tests.handlers.slack.drawn import ALI, COUNCIL, STOCKHOLM, delivery, facts

OURS = [
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "missing_scope",
    "org_login_required",
    "no_permission",
    "access_denied",
]
THEIRS = [
    "user_not_found",
    "users_not_found",
    "user_disabled",
    "cannot_dm_bot",
    "is_archived",
    "invalid_blocks",
    "msg_too_long",
    "msg_blocks_too_long",
    "no_text",
]


class Refusing(WebClient):
    """A workspace that refuses everything for the same reason."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def api_call(self, api_method: str, **_: Any) -> SlackResponse:
        answer = {"ok": False, "error": self.reason}
        raise SlackApiError(
            "refused",
            SlackResponse(
                client=self,
                http_verb="POST",
                api_url=api_method,
                req_args={},
                data=answer,
                headers={},
                status_code=200,
            ),
        )


def refused(reason: str) -> DeliveryError:
    card = replace(delivery(), kind=DeliveryKind.CARD)
    with pytest.raises(DeliveryError) as caught:
        SlackNotifier(Refusing(reason)).send(Due(card, COUNCIL, facts()))
    return caught.value


@pytest.mark.parametrize("reason", [*OURS, "not_in_channel", "channel_not_found", "ratelimited", "some_news"])
def test_refusal_that_somebody_can_put_right_is_tried_again(reason: str) -> None:
    error = refused(reason)
    assert (error.permanent, error.in_doubt, error.reason) == (False, False, reason)


@pytest.mark.parametrize("reason", THEIRS)
def test_refusal_of_recipient_or_content_is_for_good(reason: str) -> None:
    error = refused(reason)
    assert (error.permanent, error.in_doubt, error.reason) == (True, False, reason)


def test_fault_within_slack_leaves_a_doubt() -> None:
    error = refused("internal_error")
    assert (error.permanent, error.in_doubt) == (False, True)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe", "../etc/passwd", "", None])
def test_person_with_a_zone_we_do_not_know_reads_the_committees_clock(zone: str | None) -> None:
    assert words_of(replace(ALI, zone=zone), COUNCIL).zone == STOCKHOLM
