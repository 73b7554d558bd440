"""Words for people: all of them, in both languages, and examples that can be typed just as they stand."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.when import Assumption, Doubt, Example, Fact, Form, Question, read_when
from bot.language.when.words import assumption_text, example_text, question_text
from bot.language.words import Words

ZONE = ZoneInfo("Europe/Stockholm")
DAY = date(2026, 12, 15)
WORDS = [Words(language, ZONE) for language in ("sv", "en")]

nows = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  aware by `timezones`


@pytest.mark.parametrize("doubt", Doubt)
def test_question_is_asked_in_each_language(doubt: Doubt) -> None:
    texts = {question_text(Question(doubt), words) for words in WORDS}
    assert len(texts) == len(WORDS)
    assert all("{" not in text for text in texts)


@pytest.mark.parametrize("assumption", Assumption)
def test_assumption_is_said_in_each_language(assumption: Assumption) -> None:
    texts = {assumption_text(Fact(assumption, DAY), words) for words in WORDS}
    assert len(texts) == len(WORDS)
    assert all("{" not in text for text in texts)


@pytest.mark.parametrize("form", Form)
@settings(max_examples=40, deadline=None)
@given(now=nows)
def test_example_is_understood_when_it_is_given(form: Form, now: datetime) -> None:
    today = now.astimezone(ZONE).date()
    given_day = read_when("hej", now=now, zone=ZONE).examples[0].day
    for words in WORDS:
        text = example_text(Example(form, given_day), words)
        found = read_when(text, now=now, zone=ZONE)
        assert (text, found.understood) == (text, True)
        assert (text, found.start is not None and _day(found.start) > today) == (text, True)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("varje gång vi kan", Form.RULE),
        ("vecka femtio kanske", Form.WEEK),
        ("den femtonde möjligen", Form.NTH_WEEKDAY),
        ("på torsdag typ", Form.NEXT_WEEK),
        ("december möjligen", Form.DATE_AND_TIME),
    ],
)
def test_nearest_example_is_of_the_kind_that_was_tried(words: str, form: Form) -> None:
    found = read_when(words, now=datetime(2026, 11, 4, 9, 30, tzinfo=UTC), zone=ZONE)
    assert found.examples[0].form is form
