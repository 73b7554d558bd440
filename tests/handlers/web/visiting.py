"""Answer pages as somebody with a link meets them: the town's council, its December meeting, and Greta, who has e-mail only."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.domain.delivery import Route
from bot.domain.ids import PersonId
from bot.domain.invitation import GivenAnswer, Invitation
from bot.domain.meeting import Meeting
from bot.handlers.web.link_acts import link_acts
from bot.handlers.web.links import LinkDoors
from bot.handlers.web.site import build_site
from bot.storage import Storage
from bot.usecases.deliveries import claim_batch
from bot.usecases.links import Links, Purpose
from tests.settling import settle_sent
from tests.town import HOUSING, NOW, confirmed

PUBLIC = "https://kallelse.ekeby.example"
SOMEWHERE = "192.0.2.7"
CLOCK = re.compile(r'<span class="clock">(.*?)</span>')
TAGS = re.compile(r"<(style|title)>.*?</\1>|<[^>]+>", re.DOTALL)


@dataclass
class Clock:
    """Stands still until a test moves it."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class Visit:
    """The site with its clock and one meeting, and a browser that sits at an address."""

    storage: Storage
    meeting: Meeting
    clock: Clock = field(default_factory=Clock)
    address: str = SOMEWHERE
    links: Links = field(default_factory=lambda: Links("secret", PUBLIC))
    proxies: int = 0

    def __post_init__(self) -> None:
        self.site: Flask = build_site(
            {},
            links=LinkDoors(self.links, link_acts(self.storage, self.clock), self.clock),
            proxies=self.proxies,
        )
        self.browser: FlaskClient = self.site.test_client()
        self.greta = person_id(self.storage, HOUSING.email)

    def path(self, person: PersonId | None = None, meeting_id: str = "") -> str:
        address = self.links.address(Purpose.INVITATION, meeting_id or self.meeting.id, person or self.greta)
        return address.removeprefix(PUBLIC)

    def gets(self, path: str = "", **headers: str) -> TestResponse:
        return self.browser.get(
            path or self.path(), headers=headers, environ_overrides={"REMOTE_ADDR": self.address}
        )

    def posts(self, path: str = "", **filled: str) -> TestResponse:
        return self.browser.post(
            path or self.path(), data=filled, environ_overrides={"REMOTE_ADDR": self.address}
        )

    def follows(self, answer: TestResponse) -> TestResponse:
        """Where the answer sends the browser, which resolves a relative address as any does."""
        assert answer.status_code == 303
        return self.gets(f"/answer/{answer.headers['Location']}")

    def invitation(self) -> Invitation:
        with self.storage.reading() as transaction:
            found = transaction.invitations.of(self.meeting.id, self.greta)
        assert found is not None
        return found

    def history(self) -> list[GivenAnswer]:
        with self.storage.reading() as transaction:
            return transaction.answers.to([self.invitation().id])


def told(storage: Storage, now: datetime) -> None:
    """Every mail that is due by then arrives."""
    while batch := claim_batch(storage, Route.EMAIL, "worker", now, most=100):
        for due in batch:
            settle_sent(storage, due, "receipt", now)


def visit(storage: Storage) -> Visit:
    return Visit(storage, confirmed(storage))


def person_id(storage: Storage, address: str) -> PersonId:
    with storage.reading() as transaction:
        person = transaction.people.with_email(address)
    assert person is not None
    return person.id


def words(answer: TestResponse) -> list[str]:
    """What the page says, line by line, as somebody reads it."""
    text = unescape(TAGS.sub("\n", CLOCK.sub(r"\1", answer.text)))
    return [line.strip() for line in text.splitlines() if line.strip()]


def later(**time: int) -> datetime:
    return NOW + timedelta(**time)
