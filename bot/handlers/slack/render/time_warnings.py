"""Why a time should be looked at again, in the same words wherever somebody thinks of one."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.warning import Warn, Warning  # noqa: A004  the word people use
from bot.handlers.slack.render.answers import shortened
from bot.handlers.slack.render.blocks import one_line
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.language.free_days import free_day
from bot.language.words import Words

NAME_MOST = 80
NAMES_MOST = 200
FORBIDS = frozenset({Warn.PAST, Warn.SAME_PLAN, Warn.OWN_MEETING})
"""A plan with such a date cannot be put as it stands."""


def warned_of(warnings: Iterable[Warning], start: datetime, zone: ZoneInfo, words: Words) -> str:
    """Below one of several times: in one line, "" when nothing speaks against it."""
    found = "; ".join(warning_text(one, start, zone, words) for one in warnings)
    return f"⚠️ {found}" if found else ""


def warning_lines(warnings: Iterable[Warning], start: datetime, zone: ZoneInfo, words: Words) -> list[str]:
    """Below the only time that is spoken of: each in a line of its own."""
    return [f"⚠️  {sentence(warning_text(one, start, zone, words))}" for one in warnings]


def warning_text(warning: Warning, start: datetime, zone: ZoneInfo, words: Words) -> str:
    if warning.kind is Warn.ELSEWHERE:
        return _elsewhere(warning, words)
    free = free_day(start.astimezone(zone).date(), zone, words.language)
    called = free.name if free else ""
    return {
        Warn.PAST: words.t("has passed"),
        Warn.SAME_PLAN: words.t("at the same time as another date of the plan"),
        Warn.OWN_MEETING: words.t("the committee meets then already"),
        Warn.IN_POLL: words.t("held by a poll that is open"),
        Warn.COMMITTEE_OFF: _off(warning, words),
        Warn.HOLIDAY: words.t("a day off: {name}", name=called),
        Warn.HALF_DAY: words.t("a half day: {name}", name=called),
        Warn.SQUEEZE: words.t("between a holiday and a weekend"),
        Warn.WEEKEND: words.t("a weekend"),
        Warn.REPEATED_HOUR: words.t("the clocks go back that night: the first of the two hours is meant"),
    }[warning.kind]


def _off(warning: Warning, words: Words) -> str:
    if not warning.name:
        return words.t("the committee has that day off")
    return words.t("the committee is off: {name}", name=short(warning.name, NAME_MOST))


def _elsewhere(warning: Warning, words: Words) -> str:
    names = shortened(list(warning.people), words, most=NAMES_MOST)
    if warning.committee is None:
        return words.t("{names} in another meeting", names=names)
    return words.t("{names} in {committee}", names=names, committee=one_line(warning.committee.short_name))
