"""Signed addresses: only ours are read, each for one purpose, one thing and one person."""

import pytest

from bot.domain.ids import PersonId
from bot.storage import Storage
from bot.usecases.links import BadLink, Link, Links, Purpose, links_at

PUBLIC = "https://kallelse.ekeby.example"
GRETA = PersonId("greta")


def token_of(address: str) -> str:
    return address.removeprefix(f"{PUBLIC}/answer/")


def test_address_is_read_as_what_it_was_made_for() -> None:
    links = Links("secret", f"{PUBLIC}/")
    address = links.address(Purpose.INVITATION, "a meeting", GRETA)
    assert address.startswith(f"{PUBLIC}/answer/")
    assert links.read(token_of(address)) == Link(Purpose.INVITATION, "a meeting", GRETA)


def test_every_change_of_a_character_is_noticed() -> None:
    links = Links("secret", PUBLIC)
    token = token_of(links.address(Purpose.INVITATION, "a meeting", GRETA))
    for place, character in enumerate(token[:-1]):  # the last one carries bits that count for nothing
        changed = f"{token[:place]}{'A' if character != 'A' else 'B'}{token[place + 1 :]}"
        with pytest.raises(BadLink):
            links.read(changed)


@pytest.mark.parametrize("token", ["", ".", "a.b", "x" * 10_000, "å.ä", "W10.", "e30"])
def test_what_we_did_not_make_is_refused(token: str) -> None:
    with pytest.raises(BadLink):
        Links("secret", PUBLIC).read(token)


def test_another_secret_reads_nothing() -> None:
    address = Links("other", PUBLIC).address(Purpose.INVITATION, "a meeting", GRETA)
    with pytest.raises(BadLink):
        Links("secret", PUBLIC).read(token_of(address))


def test_secret_is_made_once_and_stays(storage: Storage) -> None:
    first, second = links_at(storage, PUBLIC), links_at(storage, PUBLIC)
    assert first is not None
    assert second is not None
    address = first.address(Purpose.INVITATION, "a meeting", GRETA)
    assert second.read(token_of(address)).person_id == GRETA


def test_without_a_public_address_there_are_no_links(storage: Storage) -> None:
    assert links_at(storage, None) is None
