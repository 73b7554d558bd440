"""What `kallelse when` prints, for programs and for people."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.language.when import When, read_when
from bot.language.when.report import as_json, as_text
from bot.language.words import Words

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SWEDISH, ENGLISH = Words("sv", STOCKHOLM), Words("en", STOCKHOLM)


def _read(words: str, now: str = "2017-10-11T13:00") -> When:
    return read_when(words, now=datetime.fromisoformat(now).replace(tzinfo=STOCKHOLM), zone=STOCKHOLM)


def test_json_of_a_meeting_holds_all_that_was_said() -> None:
    found = _read("Fredagen den 15 december, klockan 10.00 -12.00 i Kronobergsrummet, kommunhuset.")
    assert as_json(found) == {
        "status": "understood",
        "start": "2017-12-15T10:00",
        "end": "2017-12-15T12:00",
        "rrule": None,
        "place": "Kronobergsrummet, kommunhuset",
        "assumed": [],
        "question": None,
    }


def test_json_of_a_day_has_no_time() -> None:
    assert as_json(_read("3 juni")) == {
        "status": "understood",
        "start": "2018-06-03",
        "end": None,
        "rrule": None,
        "place": None,
        "assumed": [{"code": "year", "value": 2018}],
        "question": None,
    }


def test_json_of_a_question_holds_what_each_answer_means() -> None:
    found = as_json(_read("v. 50 i Kronobergsrummet"))
    assert (found["status"], found["start"], found["place"]) == ("ask", None, "Kronobergsrummet")
    assert found["question"]["code"] == "which_day"
    assert found["question"]["alternatives"][0] == {
        "start": "2017-12-11",
        "end": None,
        "rrule": None,
        "place": "Kronobergsrummet",
    }


def test_json_tells_the_second_of_two_equal_hours() -> None:
    found = as_json(_read("29 oktober kl 02.30"))
    assert [one.get("fold", 0) for one in found["question"]["alternatives"]] == [0, 1]


def test_json_of_something_else_has_nothing_but_its_status() -> None:
    found = as_json(_read("hej"))
    assert found.pop("status") == "not understood"
    assert found == {
        "start": None,
        "end": None,
        "rrule": None,
        "place": None,
        "assumed": [],
        "question": None,
    }


def test_json_can_be_written() -> None:
    for words in ("varannan tisdag till juni", "12/15/2017", "hej", "lunch", "29 oktober kl 02.30"):
        assert json.loads(json.dumps(as_json(_read(words)))) == as_json(_read(words))


def test_text_says_the_whole_date_back() -> None:
    found = _read("15/12 10-12 i Kronobergsrummet")
    assert as_text(found, SWEDISH) == "fredag 15 december 2017 kl. 10.00–12.00, Kronobergsrummet"
    assert as_text(found, ENGLISH) == "Friday 15 December 2017, 10:00–12:00, Kronobergsrummet"


def test_text_of_a_rule_names_its_first_occasions_and_what_was_assumed() -> None:
    assert as_text(_read("varannan tisdag till juni"), ENGLISH).splitlines() == [
        "Tuesday 17 October 2017",
        "  And again: Tue 31 Oct 2017, Tue 14 Nov 2017, Tue 28 Nov 2017 … (FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20180531)",
        "  Assumed: up to and including Thursday 31 May 2018",
        "  Assumed: the first one is on Tuesday 17 October 2017",
    ]


def test_text_of_a_question_lists_what_can_be_meant() -> None:
    assert as_text(_read("torsdag 15 december"), SWEDISH).splitlines() == [
        "Datumet infaller inte på den veckodagen. Vilket är rätt?",
        "  fredag 15 december 2017",
        "  torsdag 14 december 2017",
        "  torsdag 21 december 2017",
    ]


def test_text_of_something_else_shows_what_would_be_right() -> None:
    assert as_text(_read("tisdag eftermiddag någon gång"), SWEDISH).splitlines()[0] == ("Vilken dag?")
    assert as_text(_read("hejsan"), SWEDISH).splitlines() == [
        "Det gick inte att läsa som datum eller tid. Rätt är till exempel:",
        "  torsdag 9 november kl. 10-12",
        "  torsdag nästa vecka kl. 14",
        "  2017-11-09 10:00-12:00",
    ]
