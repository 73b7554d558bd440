"""A poll answered by the link in its mail: Greta has an address only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.invitation import Source
from bot.domain.poll import Needs, Vote
from bot.storage import Storage
from bot.usecases.links import Purpose
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import pick_time, poll_of_asked, vote, withdraw_poll
from bot.usecases.roster import end_seat, roster
from tests.databases import SqliteFiles
from tests.handlers.web.visiting import PUBLIC, Visit, visit, words
from tests.town import CHAIR, HERE, NOW, POLICE, council
from tests.usecases.voting import asked as ask
from tests.usecases.voting import votes

TUESDAY = "Tisdag 14 november 2017 kl. 10.00–12.00"
WEDNESDAY = "Onsdag 15 november 2017 kl. 10.00–12.00"
UNTIL = (
    "Svara senast onsdag 18 oktober 2017 kl. 18.00. Sedan väljer ordföranden eller sekreteraren en av dem. "
    "Svaren visas med namn i kanalen i Slack."
)


@pytest.fixture
def asked(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[tuple[Visit, PollFacts]]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    facts = ask(opened)
    yield visit(opened), facts
    opened.close()


def path(visiting: Visit, facts: PollFacts) -> str:
    return visiting.links.address(Purpose.POLL, facts.poll.id, visiting.greta).removeprefix(PUBLIC)


def seen(visiting: Visit, facts: PollFacts) -> PollFacts:
    return poll_of_asked(visiting.storage, facts.poll.id, visiting.greta, visiting.clock())


def choices(facts: PollFacts, signs: str) -> dict[str, str]:
    return {f"time.{one}": given.value for one, given in votes(facts, signs).items()}


def test_page_shows_each_time_with_three_answers_and_the_deadline(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    vote(visiting.storage, facts.poll.id, POLICE, votes(facts, "yyn"), visiting.clock())
    page = words(visiting.gets(path(visiting, facts)))
    assert page[:7] == [
        "Vilka av de här tiderna passar dig?",
        "Brottsförebyggande rådet",
        UNTIL,
        TUESDAY,
        "Ja",
        "Om det behövs",
        "Nej",
    ]
    assert page.count("Om det behövs") == 3
    assert "Skicka svaret" in page
    assert "Lena" not in " ".join(page)


def test_page_says_who_must_be_able_to_come_who_sees_the_answers_and_where(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    times = "14/11 kl 10 i Rådhuset; 15/11 kl 10"
    facts = ask(opened, times, Needs(chair=True, quorum=3), hides_votes=True)
    visiting = visit(opened)
    page = words(visiting.gets(path(visiting, facts)))
    assert page[2].endswith(
        "Måste kunna komma: ordföranden eller vice ordföranden och minst 3 personer. "
        "Bara ordförande, vice ordförande och sekreterare ser vem som svarar vad."
    )
    assert [one for one in page if "november" in one] == [f"{TUESDAY}, Rådhuset", WEDNESDAY]
    visiting.clock.moment = facts.poll.deadline
    assert "Rådhuset" in words(visiting.gets(path(visiting, facts)))
    opened.close()


def test_looking_is_not_seeing_since_scanners_look_too(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    visiting.gets(path(visiting, facts))
    own = seen(visiting, facts).own
    assert own is not None
    assert own.has_seen is False


def test_times_are_answered_and_the_mind_changed(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    where = path(visiting, facts)
    sent = visiting.posts(where, **choices(facts, "y?n"))
    page = words(visiting.follows(sent))
    assert "Tack: ditt svar är noterat." in page
    assert "Ändra svaret" in page
    own = seen(visiting, facts)
    assert own.own is not None
    assert (own.own_votes, own.own.source) == (votes(facts, "y?n"), Source.LINK)
    visiting.posts(where, **choices(facts, "nnn"))
    assert seen(visiting, facts).own_votes == votes(facts, "nnn")


def test_time_left_out_leaves_the_question_open(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    sent = visiting.posts(path(visiting, facts), **choices(facts, "y--"))
    page = words(visiting.follows(sent))
    assert "Noterat. Några tider saknar fortfarande svar." in page
    assert "Skicka svaret" in page
    assert visiting.gets(path(visiting, facts)).text.count(" checked") == 1


@pytest.mark.parametrize(
    "filled",
    [{}, {"time.nothing": "perhaps"}, {"time.nothing": "yes"}],
    ids=["nothing chosen", "no answer there is", "a time of another poll"],
)
def test_what_is_no_answer_is_not_taken_for_one(
    asked: tuple[Visit, PollFacts], filled: dict[str, str]
) -> None:
    visiting, facts = asked
    answer = visiting.posts(path(visiting, facts), **filled)
    assert "Välj ett svar för minst en av tiderna." in words(answer)
    own = seen(visiting, facts)
    assert own.own is not None
    assert (own.own_votes, own.own.has_seen) == ({}, False)


def test_page_says_which_time_was_picked(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    pick_time(visiting.storage, facts.poll.id, facts.alternatives[1].id, CHAIR, visiting.clock())
    page = words(visiting.gets(path(visiting, facts)))
    assert page[2:5] == ["En tid är vald. Alla får en inbjudan till den.", "Vald", WEDNESDAY]
    assert TUESDAY not in page
    visiting.posts(path(visiting, facts), **choices(facts, "yyy"))
    assert seen(visiting, facts).own_votes == {}


def test_page_says_that_it_is_over(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    visiting.clock.moment = facts.poll.deadline
    page = words(visiting.gets(path(visiting, facts)))
    assert page[2] == "Svarstiden är ute; ordföranden eller sekreteraren väljer."
    assert TUESDAY in page
    visiting.posts(path(visiting, facts), **choices(facts, "yyy"))
    assert seen(visiting, facts).own_votes == {}
    withdraw_poll(visiting.storage, facts.poll.id, CHAIR, visiting.clock())
    page = words(visiting.gets(path(visiting, facts)))
    assert page[2] == "Du behöver inte svara längre: tiderna det gällde är fria igen."
    assert "Skicka svaret" not in page


def test_link_of_somebody_who_was_not_asked_leads_nowhere(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    address = visiting.links.address(Purpose.POLL, facts.poll.id, type(visiting.greta)("nobody"))
    assert visiting.gets(address.removeprefix(PUBLIC)).status_code in {404, 410}


def test_answer_of_the_page_counts_like_any_other(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    visiting.posts(path(visiting, facts), **choices(facts, "ny?"))
    best = seen(visiting, facts).ranking[0]
    assert (best.alternative.id, best.people[Vote.YES]) == (facts.alternatives[1].id, (visiting.greta,))


def test_who_has_left_sees_none_of_the_times(asked: tuple[Visit, PollFacts]) -> None:
    visiting, facts = asked
    [seat] = [
        line.seat
        for line in roster(visiting.storage, HERE, CHAIR, NOW).lines
        if line.person.id == visiting.greta
    ]
    end_seat(visiting.storage, seat.id, CHAIR, NOW)
    page = visiting.gets(path(visiting, facts))
    assert (page.status_code, [one for one in words(page) if "2017" in one or "2018" in one]) == (410, [])
