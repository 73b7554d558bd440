"""Proposed dates answered by the link in the mail: Greta has an address only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.invitation import Source
from bot.domain.proposal import Objection
from bot.storage import Storage
from bot.usecases.adopting import close_proposals
from bot.usecases.links import Purpose
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposals import proposal_of_asked
from bot.usecases.roster import end_seat, roster
from tests.databases import SqliteFiles
from tests.handlers.web.visiting import PUBLIC, Visit, visit, words
from tests.town import CHAIR, HERE, NOW, council
from tests.usecases.silences import DEADLINE, delivered, put

UNLESS = (
    "Antas om ingen invänder senast onsdag 18 oktober 2017 kl. 18.00. Den som inte säger något samtycker. "
    "En invändning stoppar bara den tiden."
)


@pytest.fixture
def asked(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[tuple[Visit, ProposalFacts]]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    facts = put(opened, "1 mars 2018 kl 10-12\n5 april 2018 kl 10-12")
    delivered(opened)
    yield visit(opened), facts
    opened.close()


def path(visiting: Visit, facts: ProposalFacts) -> str:
    return visiting.links.address(Purpose.PROPOSAL, facts.proposal.id, visiting.greta).removeprefix(PUBLIC)


def objections(visiting: Visit, facts: ProposalFacts) -> tuple[Objection, ...]:
    return _seen(visiting, facts).own_objections


def _seen(visiting: Visit, facts: ProposalFacts) -> ProposalFacts:
    return proposal_of_asked(visiting.storage, facts.proposal.id, visiting.greta, visiting.clock())


def choices(facts: ProposalFacts, *answers: str) -> dict[str, str]:
    return {f"date.{date.id}": answer for date, answer in zip(facts.dates, answers, strict=True)}


def test_page_shows_each_date_the_deadline_and_what_silence_means(asked: tuple[Visit, ProposalFacts]) -> None:
    visiting, facts = asked
    page = words(visiting.gets(path(visiting, facts)))
    assert page[:4] == [
        "Förslag på tider",
        "Brottsförebyggande rådet",
        UNLESS,
        "Torsdag 1 mars 2018 kl. 10.00–12.00",
    ]
    assert page.count("Passar mig") == 2
    assert "Skicka svaret" in page


def test_page_names_a_place_that_is_not_the_usual_one(sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    facts = put(opened, "1 mars 2018 kl 10-12 i Rådhuset\n5 april 2018 kl 10-12")
    delivered(opened)
    visiting = visit(opened)
    page = words(visiting.gets(path(visiting, facts)))
    assert [one for one in page if "kl. 10" in one] == [
        "Torsdag 1 mars 2018 kl. 10.00–12.00, Rådhuset",
        "Torsdag 5 april 2018 kl. 10.00–12.00",
    ]
    visiting.clock.moment = DEADLINE
    close_proposals(opened, DEADLINE)
    assert "Rådhuset" in words(visiting.gets(path(visiting, facts)))
    opened.close()


def test_looking_is_not_seeing_since_scanners_look_too(asked: tuple[Visit, ProposalFacts]) -> None:
    visiting, facts = asked
    visiting.gets(path(visiting, facts))
    own = _seen(visiting, facts).own
    assert own is not None
    assert own.has_seen is False


def test_one_date_is_objected_to_and_the_mind_changed(asked: tuple[Visit, ProposalFacts]) -> None:
    visiting, facts = asked
    where = path(visiting, facts)
    sent = visiting.posts(
        where, **choices(facts, "fine", "object"), reason="Flyttdag", suggestion="veckan efter"
    )
    assert "Tack: ditt svar är noterat." in words(visiting.follows(sent))
    assert [(one.date_id, one.reason, one.suggestion, one.source) for one in objections(visiting, facts)] == [
        (facts.dates[1].id, "Flyttdag", "veckan efter", Source.LINK)
    ]
    assert "Flyttdag" in visiting.gets(where).text
    visiting.posts(where, **choices(facts, "fine", "fine"))
    assert objections(visiting, facts) == ()


def test_objection_without_a_reason_is_sent_back_with_what_was_filled_in(
    asked: tuple[Visit, ProposalFacts],
) -> None:
    visiting, facts = asked
    answer = visiting.posts(
        path(visiting, facts), **choices(facts, "object", "fine"), suggestion="veckan efter"
    )
    assert "En invändning behöver ett skäl" in " ".join(words(answer))
    assert "veckan efter" in answer.text
    assert objections(visiting, facts) == ()


def test_page_tells_the_outcome_once_the_time_is_over(asked: tuple[Visit, ProposalFacts]) -> None:
    visiting, facts = asked
    close_proposals(visiting.storage, DEADLINE)
    visiting.clock.moment = DEADLINE
    page = words(visiting.gets(path(visiting, facts)))
    assert page[2:6] == [
        "De här tiderna går inte längre att svara på.",
        "Antagen",
        "Torsdag 1 mars 2018 kl. 10.00–12.00",
        "Antagen",
    ]
    late = visiting.posts(path(visiting, facts), **choices(facts, "object", "fine"), reason="Sent")
    assert "Skicka svaret" not in words(late if late.status_code != 303 else visiting.follows(late))
    assert objections(visiting, facts) == ()


def test_link_of_somebody_who_was_not_asked_leads_nowhere(asked: tuple[Visit, ProposalFacts]) -> None:
    visiting, facts = asked
    address = visiting.links.address(Purpose.PROPOSAL, facts.proposal.id, type(visiting.greta)("nobody"))
    assert visiting.gets(address.removeprefix(PUBLIC)).status_code in {404, 410}


def test_who_has_left_sees_none_of_the_times(asked: tuple[Visit, ProposalFacts]) -> None:
    visiting, facts = asked
    [seat] = [
        line.seat
        for line in roster(visiting.storage, HERE, CHAIR, NOW).lines
        if line.person.id == visiting.greta
    ]
    end_seat(visiting.storage, seat.id, CHAIR, NOW)
    page = visiting.gets(path(visiting, facts))
    assert (page.status_code, [one for one in words(page) if "2017" in one or "2018" in one]) == (410, [])
