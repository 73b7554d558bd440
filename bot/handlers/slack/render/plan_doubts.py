"""What is asked about a line of a plan that could not be read for sure, in words."""

from datetime import date

from bot.language.plan_lines import PlanDoubt, PlanLine, last_day_of
from bot.language.when import Alternative, Doubt, Example, Form, Question
from bot.language.when.words import alternative_text, example_text, question_text
from bot.language.words import Words


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
    if last and (line.doubt is PlanDoubt.UNTIL_WHEN or _asks(line, Doubt.WHICH_END)):
        return words.t("until {day}", day=words.day(last))
    return alternative_text(Alternative(meant.start, meant.end, None, meant.place), words)


def _asks(line: PlanLine, *doubts: Doubt) -> bool:
    return isinstance(line.doubt, Question) and line.doubt.code in doubts


def example_of(line: PlanLine, today: date, words: Words) -> str:
    found = next(iter(line.examples), None)
    if line.doubt in {PlanDoubt.TOO_MANY, PlanDoubt.WHICH_DAY} or _asks(
        line, Doubt.WHICH_END, Doubt.WHICH_RHYTHM
    ):
        found = Example(Form.RULE, today)
    return example_text(found or Example(Form.DATE_AND_TIME, today), words)
