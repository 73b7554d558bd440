"""What was read, assumed or asked, in words for people; examples that can be typed just as they stand."""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import islice

from babel.dates import format_datetime
from dateutil.rrule import rrulestr

from bot.language.example_days import first_in_month_after
from bot.language.when.result import (
    Alternative,
    Assumption,
    Doubt,
    Example,
    Fact,
    Form,
    Moment,
    Question,
    When,
)
from bot.language.words import Words

FEW = 3


def moment_text(start: Moment, end: Moment | None, words: Words) -> str:
    """The whole day and the times: "Friday 15 December 2017, 10:00–12:00"."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.date() == end.date():
            return words.t("{day}, {clock}", day=words.date(start.date()), clock=words.clock(start, end))
        return f"{_one(start, words)} – {_one(end, words)}"
    return f"{_one(start, words)} – {_one(end, words)}" if end is not None else _one(start, words)


def _one(moment: Moment, words: Words) -> str:
    if not isinstance(moment, datetime):
        return words.date(moment)
    return words.t("{day}, {clock}", day=words.date(moment.date()), clock=words.time(moment))


def alternative_text(one: Alternative, words: Words) -> str:
    """What choosing it would mean, short enough for a button most of the time."""
    parts = [moment_text(one.start, one.end, words)] if one.start is not None else []
    if isinstance(one.start, datetime) and one.start.fold:
        parts.append(words.t("the second time that night"))
    if one.rrule is not None:
        parts.append(one.rrule)
    if one.place is not None:
        parts.append(one.place)
    return ", ".join(parts)


def assumed_text(facts: Iterable[Fact], words: Words) -> str:
    """All that was taken for granted, in a line: "Assumed: in the afternoon"; "" when nothing was."""
    told = "; ".join(assumption_text(one, words) for one in facts)
    return f"{words.t('Assumed')}: {told}" if told else ""


def assumption_text(fact: Fact, words: Words) -> str:
    """One thing that was taken for granted."""
    written = words.date(fact.value) if isinstance(fact.value, date) else str(fact.value or "")
    return _assumed(fact.code, words).replace("{day}", written)


def _assumed(code: Assumption, words: Words) -> str:
    texts = {
        Assumption.TODAY: words.t("no day was given, so today"),
        Assumption.SAME_DAY: words.t("no day was given, so the same day"),
        Assumption.YEAR: words.t("the year is {day}"),
        Assumption.MONTH: words.t("the next such day, {day}"),
        Assumption.AFTERNOON: words.t("in the afternoon"),
        Assumption.MORNING: words.t("in the morning"),
        Assumption.MONTH_FIRST: words.t("the month stands first, since there are only twelve: {day}"),
        Assumption.FIRST_DAY: words.t("the first one is on {day}"),
        Assumption.NO_FIRST_DAY: words.t("it was not said which day"),
        Assumption.NOT_INTO_MONTH: words.t("up to and including {day}"),
        Assumption.TERM: words.t("the term begins on {day}"),
        Assumption.UP_TO: words.t("up to and including {day}"),
        Assumption.DEADLINE: words.t("that is the last day or time possible"),
    }
    return texts[code]


def question_text(question: Question, words: Words) -> str:
    """What we ask; the alternatives are written by `alternative_text`."""
    texts = {
        Doubt.WEEKDAY_DISAGREES: words.t("That date does not fall on that weekday. Which one is right?"),
        Doubt.WEEK_DISAGREES: words.t("That date is not in that week. Which one is right?"),
        Doubt.PASSED: words.t("That time has passed. Which one do you mean?"),
        Doubt.WHICH_DAY: words.t("On which day?"),
        Doubt.WHICH_WEEK: words.t("In which week?"),
        Doubt.WHICH_TIME: words.t("At what time?"),
        Doubt.MORNING_OR_EVENING: words.t("Morning or evening?"),
        Doubt.SKIPPED_HOUR: words.t(
            "The clocks go forward that night, so that time does not exist. When instead?"
        ),
        Doubt.REPEATED_HOUR: words.t("The clocks go back that night, so that time comes twice. Which one?"),
        Doubt.END_BEFORE_START: words.t("It would end before it begins. What do you mean?"),
        Doubt.NO_SUCH_DAY: words.t("There is no such day. Which one do you mean?"),
        Doubt.NO_SUCH_TIME: words.t("There is no such time of day. When do you mean?"),
        Doubt.SEVERAL_READINGS: words.t("That can be read in more than one way. Which one is right?"),
        Doubt.ONE_AT_A_TIME: words.t("Those are several times. Which one?"),
        Doubt.SEVERAL_DAYS: words.t("Those are several days. Which one?"),
        Doubt.ROUGHLY: words.t("That is only roughly when. Exactly when?"),
        Doubt.BEFORE: words.t("Before that: which is the last day or time possible?"),
        Doubt.WHICH_RHYTHM: words.t("How often, and on which days?"),
        Doubt.WHICH_END: words.t("When is the last one?"),
        Doubt.OTHER_ZONE: words.t(
            "That is the name of another clock than the one used here. What time is it here?"
        ),
        Doubt.IS_THAT_THE_PLACE: words.t("Is that where it is held?"),
    }
    return texts[question.code]


def example_text(example: Example, words: Words) -> str:
    """Something that can be typed as it stands."""
    day = datetime(example.day.year, example.day.month, example.day.day)  # noqa: DTZ001  a day has no zone
    texts = {
        Form.DATE_AND_TIME: words.t("{weekday} {date} 10:00-12:00"),
        Form.NUMBERS: words.t("{day}/{month} at 14:00"),
        Form.ISO: words.t("{iso} 10:00-12:00"),
        Form.NEXT_WEEK: words.t("{weekday} next week at 14:00"),
        Form.AHEAD: words.t("in two weeks at 14:00"),
        Form.WEEK: words.t("{weekday} week {week} at 14:00"),
        Form.NTH_WEEKDAY: words.t("the first {weekday} in {month_name} at 14:00"),
        Form.RULE: words.t("every other {weekday} at 14:00 until {date}"),
        Form.PLACE: words.t("{weekday} {date} at 14:00 in the town hall"),
    }
    return texts[example.form].format(
        weekday=format_datetime(day, "EEEE", locale=words.locale),
        date=format_datetime(day, "d MMMM", locale=words.locale),
        month_name=format_datetime(first_in_month_after(day), "MMMM", locale=words.locale),
        day=day.day,
        month=day.month,
        iso=example.day.isoformat(),
        week=day.isocalendar().week,
    )


def said_back(when: When, words: Words) -> str:
    """The whole of what was understood but its rule, in one line."""
    return alternative_text(Alternative(when.start, when.end, None, when.place), words)


def following_days(when: When) -> list[date]:
    """The next few days of a rule after its first."""
    if when.rrule is None or when.start is None:
        return []
    start = when.start if isinstance(when.start, datetime) else datetime.combine(when.start, time())
    days = islice(iter(rrulestr(when.rrule, dtstart=start)), 1, 1 + FEW)
    return [day.date() for day in days]
