"""`kallelse try`: the sandbox with the real bot in it, and what the person at the terminal is told meanwhile."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.console.moments import moment_in
from bot.handlers.slack.manifest import manifest
from bot.language.words import Words
from bot.sandbox.start import Moment, start

EXAMPLE = "2017-10-11T09:00"


def try_out(
    words: Words, say: Callable[[str], None], *, port: int, data: Path | None, at: str | None, empty: bool
) -> None:
    """Runs until it is told to stop. Raises BadMoment, and what `bot.sandbox.start.start` raises."""

    def tell(moment: Moment, facts: Mapping[str, Any]) -> None:
        say(_told(moment, facts, words))

    begins = moment_in("--at", at, EXAMPLE) if at else None
    start(manifest(), tell, port=port, data=data, at=begins, empty=empty)


def _told(moment: Moment, facts: Mapping[str, Any], words: Words) -> str:
    return {
        Moment.STORY: words.t("Playing the demo committee's first meeting; a few seconds …"),
        Moment.STORY_BROKE: words.t("The demo broke off ({words}); you can go on from there."),
        Moment.READY: words.t("Kallelse is ready: open {address} in a browser. Stop with Ctrl-C."),
        Moment.BOT_DIED: words.t(
            "The bot ended with code {code} and is started again. Its last words:\n{words}"
        ),
        Moment.STOPPING: words.t("Stopping …"),
    }[moment].format(**facts)
