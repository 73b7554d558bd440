"""What Slack makes of a message reads again as it was typed."""

import pytest

from bot.handlers.slack.markup import as_typed

TYPED = {
    "plain text": ("Belysningen", "Belysningen"),
    "escaped marks": ("a &lt;b&gt; &amp; c &amp;lt;", "a <b> & c &lt;"),
    "a person": ("Be <@U0LENA> komma", "Be @Lena Ström komma"),
    "a person with a label": ("Be <@U0LENA|lena> komma", "Be @lena komma"),
    "a channel": ("Se <#C0BRA|brå> och <#C0X>", "Se #brå och #C0X"),
    "everybody": ("<!here> och <!subteam^S1|@rådet> <!channel>", "@here och @rådet @channel"),
    "an address": (
        "Läs <https://a.example/x?a=1&amp;b=2>",
        "Läs https://a.example/x?a=1&b=2",
    ),
    "an address typed without https": ("Läs <http://a.example|a.example>", "Läs a.example"),
    "words with an address behind": ("<https://a.example/x|rapporten>", "rapporten (https://a.example/x)"),
    "a mail address": ("<mailto:a@b.example|a@b.example>", "a@b.example"),
    "a mail address alone": ("<mailto:a@b.example>", "a@b.example"),
    "no entity after all": ("1 &lt; 2 <> | >", "1 < 2 <> | >"),
}


@pytest.mark.parametrize(("sent", "typed"), TYPED.values(), ids=TYPED)
def test_message_reads_as_typed(sent: str, typed: str) -> None:
    assert as_typed(sent, {"U0LENA": "Lena Ström"}.__getitem__) == typed
