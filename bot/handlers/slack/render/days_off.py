"""What is wrong with a line of days off, in words."""

from bot.language.words import Words
from bot.usecases.committees import Flaw


def wrong_line(flaw: Flaw, line: int, given: str, words: Words) -> str:
    """With one right example of each form."""
    wrong = {
        Flaw.NO_SUCH_DAY: words.t("Line {line}, “{given}”: there is no such day in the calendar."),
        Flaw.NO_SUCH_WEEK: words.t("Line {line}, “{given}”: there is no such week in the calendar."),
        Flaw.BACKWARDS: words.t("Line {line}, “{given}”: the last comes before the first."),
    }.get(flaw, words.t("Line {line}, “{given}”, names no days."))
    right = words.t("Right would be: 2027-02-15–2027-02-19 Winter break, or week 44 Autumn break")
    return f"{wrong.format(line=line, given=given)} {right}"
