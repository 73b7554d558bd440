"""The register's search: every word, any case, Swedish letters, and no letter has a second meaning."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.storage import Storage
from bot.usecases.actions import ActionText, record_action
from bot.usecases.decisions import DecisionText, record_decision
from tests.town import HERE, NOW, SECRETARY, begun, council

TEXTS = (
    "Överenskommelsen förlängs första halvåret 2018",
    "Åtgärderna ÄR en stående punkt",
    "Budgeten höjs med 100 %",
    "Budgeten höjs med 100 kronor",
    "filen plan_2018.docx läggs fram",
    "filen planX2018.docx läggs fram",
    r"sökvägen är C:\möten",
)


@pytest.fixture
def committee_id(storage: Storage) -> str:
    committee = council(storage)
    meeting = begun(storage)
    for text in TEXTS:
        record_decision(storage, HERE, SECRETARY, DecisionText(text), meeting.start)
    return committee.id


SEARCHES = {
    "överenskommelsen": [0],
    "ÅTGÄRDERNA": [1],
    "är": [1, 6],
    "halvåret förlängs": [0],
    "halvåret budgeten": [],
    "100 %": [2],
    "plan_2018": [4],
    r"c:\möten": [6],
    "  ": list(range(len(TEXTS))),
}
"""What is asked for → which texts have every word of it."""


def test_search_finds_every_word_in_any_case_and_order(storage: Storage, committee_id: str) -> None:
    with storage.reading() as transaction:
        pages = {
            words: transaction.decisions.search(committee_id, words, start=0, size=10) for words in SEARCHES
        }
    found = {words: sorted(TEXTS.index(one.text) for one in page.items) for words, page in pages.items()}
    assert found == SEARCHES


def test_search_is_split_into_pages(storage: Storage, committee_id: str) -> None:
    with storage.reading() as transaction:
        pages = [
            transaction.decisions.search(committee_id, "", start=start, size=3) for start in (0, 3, 6, 9)
        ]
    assert [(len(page.items), page.start, page.total) for page in pages] == [
        (3, 0, 7),
        (3, 3, 7),
        (1, 6, 7),
        (0, 9, 7),
    ]
    assert len({one.id for page in pages for one in page.items}) == 7


def test_search_stays_in_its_committee(storage: Storage, committee_id: str) -> None:
    with storage.reading() as transaction:
        assert transaction.decisions.search("another", "budgeten", start=0, size=10).total == 0
        assert transaction.decisions.search(committee_id, "budgeten", start=0, size=10).total == 2


def test_search_follows_a_changed_text(storage: Storage, committee_id: str) -> None:
    with storage.transaction() as transaction:
        (found,) = transaction.decisions.search(committee_id, "halvåret", start=0, size=10).items
        transaction.decisions.put(replace(found, text="ÖRNAR"))
        assert transaction.decisions.search(committee_id, "halvåret", start=0, size=10).total == 0
        assert transaction.decisions.search(committee_id, "örnar", start=0, size=10).total == 1


def test_actions_are_found_the_same_way(storage: Storage, committee_id: str) -> None:
    record_action(storage, HERE, SECRETARY, ActionText("Bjud in ÖSTBERG"), NOW + timedelta(days=66))
    with storage.reading() as transaction:
        assert transaction.actions.search(committee_id, "östberg", start=0, size=10).total == 1
