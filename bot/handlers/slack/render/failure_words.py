"""Why a message did not arrive, in words a secretary can act on; the server's own code stands in brackets."""

import re
from collections.abc import Callable

from bot.domain.delivery import HELD_BACK
from bot.handlers.slack.render.meeting_words import short
from bot.language.mending import what_to_mend
from bot.language.words import Words

# The first that fits. The numbers are enhanced status codes: RFC 3463 section 3 says what each subject is about.
TROUBLES: tuple[tuple[str, Callable[[Words], str]], ...] = (
    (
        r"^changed by somebody else",
        lambda words: words.t("somebody else has changed it there, so it was left as it is"),
    ),
    (
        r"^caldav 40[1345]|^caldav 409",
        lambda words: words.t("Kallelse's own access to the calendar is not in order: tell whoever runs it"),
    ),
    (
        r"^caldav 5|^somebody is changing",
        lambda words: words.t("the calendar server cannot take it right now"),
    ),
    (r"\b[245]\.6\.7\b", lambda words: words.t("the mail server cannot handle such an address")),
    (r"\b[245]\.2\.2\b", lambda words: words.t("the mailbox is full")),
    (r"\b[245]\.2\.\d", lambda words: words.t("the mailbox takes no mail")),
    (r"\b[245]\.7\.\d", lambda words: words.t("their mail server does not let our mail in")),
    (r"\b[245]\.1\.\d|^rcpt 5", lambda words: words.t("the mail server does not know the address")),
    (r"^no e-mail address", lambda words: words.t("no e-mail address")),
    (
        r"^invalid_auth|^not_authed|^token_|^account_inactive|^missing_scope|^org_login|^no_permission|access_",
        lambda words: words.t("Kallelse's own access to Slack is not in order: tell whoever runs it"),
    ),
    (
        r"^user_disabled|^users?_not_found|^no account",
        lambda words: words.t("no account in the workspace, or it has been switched off"),
    ),
    (
        r"^channel_not_found|^is_archived|^not_in_channel",
        lambda words: words.t("I am not in the channel: invite me there"),
    ),
    (r"^bounced", lambda words: words.t("it came back")),
    (r"^connect\b|^no answer|^ratelimited", lambda words: words.t("no connection right now")),
)

SAID_BY_THE_WORDS = re.compile(
    r"^(bounced|rcpt|mail|data|content|connect|no e-mail address|no account in the workspace)\b\s*"
)
"""What a reason begins with that is no server's code."""


def reason_in_words(error: str, words: Words) -> str:
    if error.startswith(HELD_BACK):
        return words.t("held back. {why}", why=what_to_mend(error, words))
    found = (said for pattern, said in TROUBLES if re.search(pattern, error, re.IGNORECASE))
    said = next(found, lambda words: words.t("it was refused"))
    code = SAID_BY_THE_WORDS.sub("", error)
    return f"{said(words)} ({short(code, 80)})" if code else said(words)
