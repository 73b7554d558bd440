"""Polls as they are drawn: as many times and people as there can be, and why a time ranks where it does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.asking import Asked
from bot.domain.committee import Role, Seat
from bot.domain.ids import AlternativeId, AskedId, BallotId, PersonId, PollId, SeatId
from bot.domain.invitation import Source
from bot.domain.person import Person
from bot.domain.poll import MOST_ALTERNATIVES, Alternative, Ballot, Needs, Poll, PollState, Vote
from bot.domain.warning import Warn, Warning  # noqa: A004  as there
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.poll_forms import keep_open_form, polls_message
from bot.handlers.slack.render.poll_picking import poll_waits_message
from bot.handlers.slack.render.poll_words import why
from bot.handlers.slack.render.polls import (
    asked_message,
    poll_card,
    poll_message,
    poll_reminder_message,
)
from bot.language.words import Words
from bot.usecases.poll_facts import PollFacts
from tests.handlers.slack.drawn import COUNCIL, DECEMBER, ENGLISH, LONDON, NOW, SWEDISH, read

ABROAD = Words("en", LONDON)

POLL = PollId("p" * 32)
LONG = "Wilhelmina von Långnamn-Översättare & <Söner> " * 4
CROWD = 60
SIGNS = {"y": Vote.YES, "?": Vote.IF_NEED_BE, "n": Vote.NO}
ORGANISATIONS = (
    "polisen",
    "skolan",
    "biblioteket",
    "räddningstjänsten",
    "Ekebybostäder",
    "kyrkan",
    "föreningarna",
)


def person(number: int, name: str = "") -> Person:
    return Person(PersonId(f"p{number}"), name or f"Person {number}", f"p{number}@ekeby.example")


def poll(
    *columns: str,
    organisations: tuple[str, ...] = ORGANISATIONS,
    name: str = "",
    warnings: tuple[Warning, ...] = (),
    **changed: object,
) -> PollFacts:
    """Each column is what everybody says of one time, one sign a person, the chair's first; "-" is nothing."""
    count = len(columns[0])
    people = [person(number, name and f"{name} {number}") for number in range(count)]
    times = [time_(number, name) for number in range(len(columns))]
    asked_about = Poll(
        POLL,
        COUNCIL.id,
        PollState.OPEN,
        False,
        False,
        None,
        False,
        NOW + timedelta(days=7),
        people[0].id,
        NOW,
    )
    return PollFacts(
        committee=replace(COUNCIL, name=name[:150] or COUNCIL.name),
        poll=replace(asked_about, **changed),  # type: ignore[arg-type]
        alternatives=tuple(times),
        ballots=tuple(
            Ballot(BallotId(f"{column}-{row}"), times[column].id, people[row].id, SIGNS[sign])
            for column, signs in enumerate(columns)
            for row, sign in enumerate(signs)
            if sign != "-"
        ),
        asked=tuple(answered(row, people[row], columns) for row in range(count)),
        seats=tuple(
            Seat(
                SeatId(one.id),
                COUNCIL.id,
                one.id,
                organisations[row % len(organisations)],
                (Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER)[min(row, 2)],
            )
            for row, one in enumerate(people)
        ),
        meeting=None,
        people={one.id: one for one in people},
        warnings={one.id: warnings for one in times},
        failed=frozenset(),
        now=NOW,
        asker=people[0],
        role=Role.CHAIR,
    )


def time_(number: int, place: str) -> Alternative:
    start = DECEMBER.start + timedelta(days=number)
    return Alternative(AlternativeId(f"{number:032}"), POLL, number, start, start + timedelta(hours=2), place)


def answered(row: int, one: Person, columns: tuple[str, ...]) -> Asked:
    asked = Asked(AskedId(one.id), "poll", one.id, NOW)
    return asked if any(signs[row] == "-" for signs in columns) else asked.answered(Source.SLACK, NOW)


def crowded(*, answers: bool = True, name: str = LONG, **changed: object) -> PollFacts:
    signs = "".join("y?n-"[number % 4] for number in range(CROWD)) if answers else "-" * CROWD
    return poll(
        *[signs] * MOST_ALTERNATIVES,
        organisations=tuple(f"{name} org {number}" for number in range(20)),
        name=name,
        needs_chair=True,
        needs_each_organisation=True,
        quorum=40,
        warnings=(Warning(Warn.COMMITTEE_OFF, name), *[Warning(Warn.ELSEWHERE, people=(name,) * 40)] * 20),
        **changed,
    )


DRAWINGS: dict[str, Callable[[PollFacts, Words], Message]] = {
    "question": poll_message,
    "reminder": poll_reminder_message,
    "card": poll_card,
    "what waits": poll_waits_message,
    "said back": asked_message,
    "one poll": lambda facts, words: polls_message([facts], "council", words, for_officer=True),
    "five polls": lambda facts, words: polls_message([facts] * 5, "council", words, for_officer=False),
}


@pytest.mark.parametrize(
    "name", [LONG, "x" * 300, "&<>" * 100, "👩‍👩‍👧🙂" * 60], ids=["long", "one word", "escapes", "emoji"]
)
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_twenty_times_and_sixty_people_fit(drawing: str, name: str) -> None:
    for words in (ENGLISH, SWEDISH, ABROAD):
        for facts in (
            crowded(name=name),
            crowded(name=name, answers=False),
            crowded(name=name, hides_votes=True),
        ):
            for asker in (facts.asker, None):
                shown = replace(facts, asker=asker, role=facts.role if asker else None)
                assert read(DRAWINGS[drawing](shown, words))


def test_deadline_form_fits() -> None:
    for words in (ENGLISH, SWEDISH):
        assert read(keep_open_form(crowded(), words))


NEEDS = Needs(chair=True, each_organisation=True)


@pytest.mark.parametrize(
    ("signs", "needs", "said"),
    [
        ("yyyyyyy", NEEDS, "All 7 organisations can; the chair can. 7 yes"),
        (
            "?yyyyyy",
            Needs(),
            "All 7 organisations can, polisen if need be; the chair if need be. 6 yes · 1 if need be",
        ),
        ("yyyyy?n", Needs(), "6 of 7 organisations can. 5 yes · 1 if need be · 1 no"),
        (
            "nyyyyyy",
            NEEDS,
            "⚠️ 6 of 7 organisations can, missing: polisen; the chair cannot, the vice chair can. 6 yes · 1 no",
        ),
        (
            "-yyyyyy",
            NEEDS,
            "⚠️ 6 of 7 organisations can, not answered: polisen; the chair has not answered, the vice chair can. 6 yes · 1 not answered",
        ),
        (
            "ynnnnnn",
            Needs(quorum=2),
            "⚠️ 1 of 7 organisations can; too few can. 1 yes · 6 no",
        ),
    ],
    ids=[
        "everybody",
        "chair if need be",
        "one cannot and need not",
        "vice chair instead of the chair",
        "chair silent",
        "too few",
    ],
)
def test_rank_is_explained(signs: str, needs: Needs, said: str) -> None:
    facts = poll(
        signs, needs_chair=needs.chair, needs_each_organisation=needs.each_organisation, quorum=needs.quorum
    )
    assert why(facts.ranking[0], facts, ENGLISH) == said


def test_rank_is_explained_in_swedish() -> None:
    facts = poll("?yyyyyy")
    assert why(facts.ranking[0], facts, SWEDISH) == (
        "Alla 7 organisationer kan, polisen om det behövs; ordföranden om det behövs. 6 ja · 1 om det behövs"
    )


def test_what_speaks_against_a_time_stands_below_it_wherever_times_rank() -> None:
    facts = poll(
        "yy", "nn", warnings=(Warning(Warn.WEEKEND), Warning(Warn.ELSEWHERE, people=("Greta Nyqvist",)))
    )
    for drawn in (poll_waits_message(facts, ENGLISH), poll_card(facts, ENGLISH)):
        assert read(drawn).count("      ⚠️ a weekend; Greta Nyqvist in another meeting") == 2
    assert "a weekend" not in " ".join(read(poll_message(facts, ENGLISH)))


def test_hidden_answers_are_not_on_the_card() -> None:
    facts = replace(poll("yyn", "nny", hides_votes=True), asker=None, role=None)
    drawn = " ".join(read(poll_card(facts, ENGLISH)))
    assert "3 of 3 have answered." in drawn
    assert "yes" not in drawn
    assert "Person" not in drawn


def test_silent_people_are_named_to_chair_and_secretary() -> None:
    drawn = " ".join(read(poll_waits_message(poll("y--", "n--"), ENGLISH)))
    assert "Not answered: Person 1, Person 2." in drawn
