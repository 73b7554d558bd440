"""Answers one by one, as chair and secretary read them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import AnswerId, InvitationId, PersonId
from bot.domain.invitation import Answer, GivenAnswer, Invitation, Source, Standing
from bot.domain.meeting import MeetingState
from bot.domain.person import Person
from bot.handlers.slack.render.answer_history import (
    NEWEST,
    PAGE,
    answers_message,
    answers_page,
    history_message,
)
from bot.handlers.slack.render.blocks import MESSAGE_WEIGHT, weight
from bot.usecases.facts import AnswerLine, AnswersFacts
from tests.handlers.slack.drawn import COUNCIL, DECEMBER, ENGLISH, GRETA, KARIN, NOW, SWEDISH, in_state, read

HOSTILE = "<!channel> *_~`&" * 60


def line(
    person: Person = GRETA,
    answer: Answer = Answer.DECLINED,
    standing: Standing = Standing.COUNTS,
    *,
    comment: str = "",
    organisation: str = "Ekebybostäder",
    counts: Answer | None = None,
) -> AnswerLine:
    given = GivenAnswer(
        AnswerId(f"answer of {person.id}"), InvitationId("one"), answer, comment, Source.EMAIL, NOW, NOW
    )
    now = counts if counts is not None else answer
    later = NOW + timedelta(minutes=5)
    invitation = Invitation(InvitationId("one"), DECEMBER.id, person.id, now, later, Source.LINK)
    undone_by = KARIN if standing == Standing.UNDONE else None
    return AnswerLine(given, standing, invitation, person, organisation, undone_by)


def answers(*lines: AnswerLine) -> AnswersFacts:
    return AnswersFacts(COUNCIL, DECEMBER, lines)


def crowd(count: int) -> AnswersFacts:
    """As much as people can type into every field."""
    people = [Person(PersonId(f"{number:032}"), HOSTILE) for number in range(count)]
    return answers(*(line(one, comment=HOSTILE, organisation=HOSTILE) for one in people))


def test_message_tells_who_answered_what_how_and_when() -> None:
    drawn = answers_message(answers(line(comment="På kurs\nhela veckan")), SWEDISH)
    assert drawn.text == "Svar via e-post och länk: Brottsförebyggande rådet · Greta Nyqvist: Kommer inte"
    assert read(drawn) == [
        "Svar via e-post och länk: Brottsförebyggande rådet",
        "Fredag 15 december 2017 kl. 10.00–12.00",
        "*Greta Nyqvist* (Ekebybostäder): Kommer inte",
        "”På kurs hela veckan”",
        "via e-post, ons 11 okt. 2017 13.00",
        "[Ångra]",
        "{Alla svar från …}",
        "[Alla svar]",
    ]


@pytest.mark.parametrize(
    ("standing", "counts", "said"),
    [
        pytest.param(
            Standing.UNDONE,
            Answer.NONE,
            ["~Declined~ (taken back by Karin Ahlgren; now: Not answered)", "[Restore]"],
            id="undone",
        ),
        pytest.param(
            Standing.REPLACED,
            Answer.ACCEPTED,
            ["~Declined~ (answered again; now: Accepted, by link, Wed 11 Oct 2017 13:05)"],
            id="replaced",
        ),
        pytest.param(Standing.OUTDATED, Answer.NONE, ["~Declined~ (to an earlier time)"], id="outdated"),
    ],
)
def test_answer_that_does_not_count_says_why(standing: Standing, counts: Answer, said: list[str]) -> None:
    lines = read(history_message(answers(line(standing=standing, counts=counts)), ENGLISH))
    source = "by e-mail, Wed 11 Oct 2017 13:00"
    assert lines[2:] == [f"*Greta Nyqvist* (Ekebybostäder): {said[0]}", source, *said[1:]]


def test_nothing_is_undone_when_the_meeting_is_over() -> None:
    over = replace(answers(line()), meeting=in_state(MeetingState.HELD))
    assert "[Undo]" not in read(answers_message(over, ENGLISH))
    assert "[Undo]" in read(answers_message(answers(line()), ENGLISH))


def test_newest_stand_in_the_message_and_the_rest_behind_a_button() -> None:
    lines = read(answers_message(crowd(100), ENGLISH))
    assert f"… and {100 - NEWEST} more" in lines
    assert lines.count("[Undo]") == NEWEST
    assert lines[-1] == "[All answers]"


def plain_crowd(count: int, comment: str = "På kurs") -> AnswersFacts:
    people = [Person(PersonId(f"{number:032}"), f"Nr {number}") for number in range(count)]
    return answers(*(line(one, comment=comment) for one in people))


def test_comment_is_whole_among_all_answers_and_cut_in_the_overview() -> None:
    """As long as one can come by mail."""
    said = "Jag kan inte komma, för " + "x" * 1970 + " slut"
    found = answers(line(comment=said))
    assert f"”{said[:249]}…”" in read(answers_message(found, SWEDISH))
    for drawn in (answers_page(found, 0, SWEDISH), history_message(replace(found, of=GRETA), SWEDISH)):
        assert f"”{said}”" in read(drawn)


def test_comment_too_long_for_the_block_of_its_answer_has_its_own() -> None:
    said = "x&" * 450
    shown = read(answers_page(answers(line(comment=said, organisation=HOSTILE)), 0, SWEDISH))
    assert f"”{said}”" in shown


def test_long_comments_make_shorter_pages_that_miss_nobody() -> None:
    found, start, seen = plain_crowd(30, "x" * 2000), 0, list[str]()
    while True:
        drawn = answers_page(found, start, ENGLISH)
        assert weight(list(drawn.blocks)) <= MESSAGE_WEIGHT
        assert len(drawn.blocks) <= 50
        seen += [line.split("*")[1] for line in read(drawn) if line.startswith("*Nr ")]
        turns = [one for one in drawn.blocks[-1]["elements"] if one["action_id"].endswith(".older")]
        if not turns:
            break
        start = int(turns[0]["value"].split("|")[2])
    assert seen == [f"Nr {number}" for number in range(30)]


@pytest.mark.parametrize("start", [0, 50, 90])
def test_a_hundred_answers_are_turned_page_by_page(start: int) -> None:
    lines = read(answers_page(plain_crowd(100), start, ENGLISH))
    assert f"{start + 1}–{start + PAGE} of 100" in lines
    turning = [one for one in lines if one in {"[Newer]", "[Older]"}]
    assert turning == {0: ["[Older]"], 50: ["[Newer]", "[Older]"], 90: ["[Newer]"]}[start]


def test_whatever_people_typed_fits_what_slack_takes() -> None:
    many = crowd(100)
    for drawn in (
        answers_message(many, SWEDISH),
        answers_page(many, 40, SWEDISH),
        history_message(replace(many, of=many.lines[0].person), SWEDISH),
    ):
        assert weight(list(drawn.blocks)) <= MESSAGE_WEIGHT
        assert "<!channel>" not in str(
            [block["text"] for block in drawn.blocks if block["type"] == "section"]
        )


def test_nothing_yet_is_said_in_words() -> None:
    assert "No answer has come this way." in read(answers_message(answers(), ENGLISH))
    assert "Nobody has answered yet." in read(answers_page(answers(), 0, ENGLISH))
    assert "Nothing has been answered." in read(history_message(answers(), ENGLISH))
