"""The two Web API clients. Neither repeats a call by itself when the connection breaks: the first may have been heard.

slack_sdk's default is to repeat (slack_sdk.http_retry.builtin_handlers.ConnectionErrorRetryHandler), which would post
a message twice when only Slack's answer was lost.
"""

from slack_sdk import WebClient
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

TIMEOUT_SECONDS = 15


def listener_client(token: str, base_url: str) -> WebClient:
    """For answers: waits once when Slack asks for it, because a listener's thread sleeps meanwhile."""
    retry: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=1)]
    return WebClient(token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=retry)


def worker_client(token: str, base_url: str) -> WebClient:
    """For the ledger, which knows itself when to try again."""
    return WebClient(token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
