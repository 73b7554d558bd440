"""Who must be able to come for a time of a poll to do: the same words wherever it is asked."""

from bot.domain.poll import Needs
from bot.language.words import Words


def who_must_come(needs: Needs, words: Words) -> str:
    """A sentence; "" when nobody in particular."""
    parts = [
        words.t("the chair or the vice chair") if needs.chair else "",
        words.t("somebody of each organisation") if needs.each_organisation else "",
        words.n("at least {count} person", "at least {count} people", needs.quorum) if needs.quorum else "",
    ]
    wanted = words.listed([part for part in parts if part])
    return words.t("Must be able to come: {who}.", who=wanted) if wanted else ""
