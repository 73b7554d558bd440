"""Why a planned date should be looked at again, and what is asked about a line, in words."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.proposal import ProposedDate
from bot.handlers.slack.render.answers import shortened
from bot.handlers.slack.render.blocks import one_line
from bot.handlers.slack.render.meeting_words import short
from bot.language.free_days import free_day
from bot.language.plan_lines import PlanDoubt, PlanLine, last_day_of
from bot.language.when import Alternative, Example, Form
from bot.language.when.words import alternative_text, example_text, question_text
from bot.language.words import Words
from bot.usecases.proposal_facts import Warn, Warning  # noqa: A004  the word people use

NAME_MOST = 80


def warning_text(warning: Warning, planned: ProposedDate, zone: ZoneInfo, words: Words) -> str:
    if warning.kind is Warn.ELSEWHERE:
        return _elsewhere(warning, words)
    free = free_day(planned.start.astimezone(zone).date(), zone, words.language)
    off = short(warning.name, NAME_MOST) or words.t("the committee has that day off")
    return {
        Warn.PAST: words.t("has passed: move it or strike it"),
        Warn.SAME_PLAN: words.t("at the same time as another date of the plan: move one or strike it"),
        Warn.OWN_MEETING: words.t("the committee meets then already: move it or strike it"),
        Warn.IN_POLL: words.t("held by a poll that is open"),
        Warn.COMMITTEE_OFF: off,
        Warn.HOLIDAY: free.name if free else "",
        Warn.HALF_DAY: free.name if free else "",
        Warn.SQUEEZE: words.t("between a holiday and a weekend"),
        Warn.WEEKEND: words.t("a weekend"),
        Warn.REPEATED_HOUR: words.t("the clocks go back that night: the first of the two hours is meant"),
    }[warning.kind]


def _elsewhere(warning: Warning, words: Words) -> str:
    names = shortened(list(warning.people), words, most=200)
    if warning.committee is None:
        return words.t("{names} in another meeting", names=names)
    return words.t("{names} in {committee}", names=names, committee=one_line(warning.committee.short_name))


def doubt_text(line: PlanLine, words: Words) -> str:
    """What is asked about the line."""
    if not isinstance(line.doubt, PlanDoubt):
        return question_text(line.doubt, words) if line.doubt else ""
    return {
        PlanDoubt.NOT_UNDERSTOOD: words.t("I could not read a date there."),
        PlanDoubt.UNTIL_WHEN: words.t("Until when?"),
        PlanDoubt.TOO_MANY: words.t("Those are more dates than a plan holds. Until when?"),
        PlanDoubt.WHICH_TIME: words.t("At what time?"),
        PlanDoubt.WHICH_DAY: words.t("On which day?"),
        PlanDoubt.NO_DATES: words.t("There is no such date."),
    }[line.doubt]


def meaning_text(line: PlanLine, meant: Alternative, words: Words) -> str:
    """One of the meanings that a line is asked about, short enough for a button."""
    last = last_day_of(meant.rrule)
    if line.doubt is PlanDoubt.UNTIL_WHEN and last:
        return words.t("until {day}", day=words.day(last))
    return alternative_text(Alternative(meant.start, meant.end, None, meant.place), words)


def example_of(line: PlanLine, today: date, words: Words) -> str:
    found = next(iter(line.examples), None)
    if isinstance(line.doubt, PlanDoubt) and line.doubt in {PlanDoubt.TOO_MANY, PlanDoubt.WHICH_DAY}:
        found = Example(Form.RULE, today)
    return example_text(found or Example(Form.DATE_AND_TIME, today), words)
