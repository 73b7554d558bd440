"""What is owed to people in Slack: posted once, kept up to date, and looked for before it is posted again."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.delivery import DeliveryError
from bot.domain.committee import Committee
from bot.domain.delivery import DeliveryKind
from bot.domain.person import Person
from bot.handlers.slack.render import (
    answer_history,
    bounce,
    forgotten,
    held_mail,
    invitation,
    mail_news,
    meeting,
    polls,
    proposal_waits,
    proposals,
    records,
    summary,
    summary_preview,
    topics,
)
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.poll_picking import poll_waits_message
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.usecases.due import Due
from bot.usecases.facts import TopicFacts

METADATA_TYPE = "kallelse_delivery"
MARK = "memo"
CLOCK_SKEW = timedelta(minutes=5)
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500

BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Whoever runs us can put it right: what is owed then goes out by itself.
# https://docs.slack.dev/reference/methods/chat.postMessage#errors
NO_ACCESS = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "missing_scope",
        "org_login_required",
        "no_permission",
        "access_denied",
        "ekm_access_denied",
        "team_access_not_granted",
    },
)
# The recipient or the content will be refused the next time too; anything else that Slack refuses is tried again.
PERMANENT = frozenset(
    {
        "user_not_found",
        "users_not_found",
        "user_not_visible",
        "user_disabled",
        "cannot_dm_bot",
        "invalid_users",
        "is_archived",
        "cant_update_message",
        "edit_window_closed",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_attachments",
        "invalid_arguments",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "metadata_too_large",
        "markdown_text_conflict",
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
    },
)
# "It's possible some aspect of the operation succeeded before the error was raised."
# https://docs.slack.dev/reference/methods/chat.postMessage#errors
UNCERTAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})

RENDER: dict[DeliveryKind, Callable[[Any, Words], Message]] = {
    DeliveryKind.CARD: meeting.card,
    DeliveryKind.INVITATION: invitation.invitation_message,
    DeliveryKind.REMINDER: invitation.reminder_message,
    DeliveryKind.ANSWERS: answer_history.answers_message,
    DeliveryKind.TOPIC_WAITING: topics.topic_waiting_message,
    DeliveryKind.TOPIC_SETTLED: topics.topic_settled_message,
    DeliveryKind.ACTION_GIVEN: records.action_given_message,
    DeliveryKind.SUMMARY: summary.summary_message,
    DeliveryKind.SUMMARY_CHANGED: summary.summary_change_message,
    DeliveryKind.PROGRESS: mail_news.progress_message,
    DeliveryKind.HELD_BACK: mail_news.held_back_message,
    DeliveryKind.PROPOSAL: proposals.question_message,
    DeliveryKind.PROPOSAL_REMINDER: proposals.proposal_reminder_message,
    DeliveryKind.PROPOSAL_CARD: proposals.proposal_card,
    DeliveryKind.PROPOSAL_OUTCOME: proposals.outcome_message,
    DeliveryKind.PROPOSAL_WAITS: proposal_waits.waits_message,
    DeliveryKind.POLL: polls.poll_message,
    DeliveryKind.POLL_REMINDER: polls.poll_reminder_message,
    DeliveryKind.POLL_CARD: polls.poll_card,
    DeliveryKind.POLL_WAITS: poll_waits_message,
    DeliveryKind.STILL_GOING: forgotten.still_going_message,
    DeliveryKind.ENDED_BY_ITSELF: summary_preview.preview_message,
    DeliveryKind.HELD_MAIL: held_mail.held_mail_message,
    DeliveryKind.BOUNCE: bounce.bounce_message,
}


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands: the receipt of a delivery, kept as JSON."""

    channel: str
    ts: str

    def receipt(self) -> str:
        return json.dumps({"channel": self.channel, "ts": self.ts})


def posted(receipt: str) -> Posted | None:
    if not receipt:
        return None
    kept = json.loads(receipt)
    return Posted(kept["channel"], kept["ts"])


@dataclass(frozen=True, slots=True)
class SlackNotifier:
    client: WebClient

    def send(self, due: Due) -> str:
        with _slack_errors():
            if due.delivery.kind == DeliveryKind.TOPIC_MARK:
                return self._mark(due)
            message = RENDER[due.delivery.kind](due.facts, words_of(due.person, due.committee))
            return self._show(due, message).receipt()

    def _show(self, due: Due, message: Message) -> Posted:
        there = posted(due.delivery.receipt)
        if there is not None:
            return self._update(due, there, message)
        channel = self._channel(due)
        thread = posted(due.thread)
        if due.is_in_doubt:
            found = self._find(due, channel, thread)
            if found is not None:
                return self._update(due, found, message)
        return self._post(due, channel, thread, message)

    def _post(self, due: Due, channel: str, thread: Posted | None, message: Message) -> Posted:
        answer = self.client.chat_postMessage(
            channel=channel,
            thread_ts=thread.ts if thread else None,
            text=message.text,
            blocks=list(message.blocks),
            metadata=_metadata(due),
            unfurl_links=False,
            unfurl_media=False,
        )
        return Posted(str(answer["channel"]), str(answer["ts"]))

    def _update(self, due: Due, there: Posted, message: Message) -> Posted:
        try:
            self.client.chat_update(
                channel=there.channel,
                ts=there.ts,
                text=message.text,
                blocks=list(message.blocks),
                metadata=_metadata(due),
            )
        except SlackApiError as error:
            if error.response.get("error") != "message_not_found":
                raise
            # Somebody deleted it. What has changed since is worth telling them all the same.
            return self._post(due, there.channel, posted(due.thread), message)
        return there

    def _find(self, due: Due, channel: str, thread: Posted | None) -> Posted | None:
        """The message of an earlier attempt whose answer we never got, by the mark that each of ours carries."""
        since = (due.delivery.attempted_at or due.delivery.created_at) - CLOCK_SKEW
        look = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": 200,
        }
        if thread is None:
            pages = self.client.conversations_history(**look)  # type: ignore[arg-type]  # its keywords, by name
        else:
            pages = self.client.conversations_replies(ts=thread.ts, **look)  # type: ignore[arg-type]  # the same
        for page in pages:
            for candidate in page.get("messages", []):
                payload = (candidate.get("metadata") or {}).get("event_payload") or {}
                if payload.get("delivery") == due.delivery.id:
                    return Posted(channel, str(candidate["ts"]))
        return None

    def _channel(self, due: Due) -> str:
        if due.person is None:
            return due.committee.channel
        if due.person.user is None:
            raise DeliveryError(permanent=True, reason="no account in the workspace")
        opened = self.client.conversations_open(users=due.person.user)
        return str(opened["channel"]["id"])

    def _mark(self, due: Due) -> str:
        """A reaction on the message that a topic was made from. A nicety: where it cannot be, it is left out."""
        if not isinstance(due.facts, TopicFacts):
            return ""
        channel, _, ts = due.facts.topic.message.partition(":")
        try:
            self.client.reactions_add(channel=channel, timestamp=ts, name=MARK)
        except SlackApiError as error:
            if _is_busy(error) or _reason(error) in NO_ACCESS:
                raise
        return Posted(channel, ts).receipt()


def words_of(person: Person | None, committee: Committee) -> Words:
    """A person's own language and zone; in the channel the committee's."""
    language = (person.language if person else None) or committee.language
    return Words(spoken(language), zone_named(person.zone if person else None) or committee.zone)


def _metadata(due: Due) -> dict[str, Any]:
    return {"event_type": METADATA_TYPE, "event_payload": {"delivery": due.delivery.id}}


@contextmanager
def _slack_errors() -> Iterator[None]:
    """Slack's refusals and the network's faults as DeliveryError: what is sure not to have happened, and what is not."""
    try:
        yield
    except SlackApiError as error:
        raise _refusal(error) from error
    except (SlackClientError, HTTPException, OSError) as error:
        raise DeliveryError(
            permanent=False, in_doubt=True, reason=f"no answer from Slack ({type(error).__name__})"
        ) from error


def _refusal(error: SlackApiError) -> DeliveryError:
    reason = _reason(error)
    if _is_busy(error):
        waits = error.response.headers.get("Retry-After")
        return DeliveryError(permanent=False, reason=reason, retry_after=float(waits) if waits else None)
    in_doubt = reason in UNCERTAIN or error.response.status_code >= SERVER_ERROR
    return DeliveryError(permanent=reason in PERMANENT, in_doubt=in_doubt, reason=reason)


def _reason(error: SlackApiError) -> str:
    return str(error.response.get("error", "")) or f"HTTP {error.response.status_code}"


def _is_busy(error: SlackApiError) -> bool:
    return error.response.status_code == TOO_MANY_REQUESTS or _reason(error) in BUSY
