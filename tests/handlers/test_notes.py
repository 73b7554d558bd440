"""An action in one line: who, what, by when."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.ids import PersonId
from bot.handlers.notes import Due, NextMeeting, Owner, Unread, read_due, read_owner, read_owners
from bot.handlers.times import Unclear, WhichTime
from bot.language.when import Doubt
from tests.domain.samples import STOCKHOLM

NOW = datetime(2017, 10, 11, 8, 0, tzinfo=UTC)
LENA, ALI, OTHER_ALI = PersonId("lena"), PersonId("ali"), PersonId("other ali")
PEOPLE = ((LENA, "Lena Ström"), (ALI, "Ali Rahimi"), (OTHER_ALI, "Ali Berg"))
MENTIONED = {"@Lena S": LENA, "@Tove Lind": None}

OWNERS = {
    "@Lena S ringer polisen": (Owner((LENA,), "Lena S"), "ringer polisen"),
    "@Tove Lind ringer": (Owner((), "Tove Lind"), "ringer"),
    "@Lena Ström: ring polisen": (Owner((LENA,), "Lena Ström"), "ring polisen"),
    "lena ringer polisen": (Owner((LENA,), "Lena"), "ringer polisen"),
    "Ali Berg ringer": (Owner((OTHER_ALI,), "Ali Berg"), "ringer"),
    "Ali ringer": (Owner((ALI, OTHER_ALI), "Ali"), "ringer"),
    "@Ali ringer": (Owner((ALI, OTHER_ALI), "Ali"), "ringer"),
    "@Nisse ringer": (Owner((), "Nisse"), "ringer"),
    "Alice ringer": (Owner(), "Alice ringer"),
    "ring polisen": (Owner(), "ring polisen"),
    "@": (Owner((), ""), ""),
}


@pytest.mark.parametrize("written", OWNERS)
def test_whom_it_begins_with(written: str) -> None:
    owner, rest = read_owner(written, PEOPLE, MENTIONED)
    wanted, wanted_rest = OWNERS[written]
    assert (set(owner.people), owner.named.casefold(), rest) == (
        set(wanted.people),
        wanted.named.casefold(),
        wanted_rest,
    )


SEVERAL = {
    "@Lena S and @Tove Lind ringer": (["Lena S", "Tove Lind"], "ringer"),
    "@Lena S @Tove Lind ringer": (["Lena S", "Tove Lind"], "ringer"),
    "Lena, @Ali Berg och @Nisse: ring polisen": (["lena", "ali berg", "Nisse"], "ring polisen"),
    "Lena och gruppen ringer": (["lena"], "och gruppen ringer"),
    "Lena, Ali ska få besked": (["lena"], "Ali ska få besked"),
    "ring Lena och Ali": ([], "ring Lena och Ali"),
}


@pytest.mark.parametrize("written", SEVERAL)
def test_everybody_whom_it_begins_with(written: str) -> None:
    owners, rest = read_owners(written, PEOPLE, MENTIONED)
    wanted, wanted_rest = SEVERAL[written]
    assert ([one.named.casefold() for one in owners], rest) == (
        [one.casefold() for one in wanted],
        wanted_rest,
    )


DAYS: dict[str, tuple[str, Due]] = {
    "bjuder in gruppen senast fredag": ("bjuder in gruppen", date(2017, 10, 13)),
    "bjuder in gruppen senast den 3/11.": ("bjuder in gruppen", date(2017, 11, 3)),
    "bjuder in gruppen till fredag": ("bjuder in gruppen", date(2017, 10, 13)),
    "invites the group by Friday": ("invites the group", date(2017, 10, 13)),
    "invites the group, within two weeks": ("invites the group", date(2017, 10, 25)),
    "bjuder in gruppen inom två veckor": ("bjuder in gruppen", date(2017, 10, 25)),
    "skickar underlaget till Ali senast fredag": ("skickar underlaget till Ali", date(2017, 10, 13)),
    "invites the group by next meeting": ("invites the group", NextMeeting),
    "invites the group before the next meeting": ("invites the group", NextMeeting),
    "bjuder in gruppen senast nästa möte": ("bjuder in gruppen", NextMeeting),
    "bjuder in gruppen till nästa möte": ("bjuder in gruppen till nästa möte", NextMeeting),
    "checks the lights by the station": ("checks the lights by the station", None),
    "skickar underlaget till Ali": ("skickar underlaget till Ali", None),
    "ringer på fredag": ("ringer på fredag", None),
    "calls them by fridayy": ("calls them by fridayy", Unread("by fridayy")),
    "calls them before Decembr": ("calls them before Decembr", Unread("before Decembr")),
    "ringer dem till fredagg.": ("ringer dem till fredagg.", Unread("till fredagg")),
    "ringer dem inom två vekcor": ("ringer dem inom två vekcor", Unread("inom två vekcor")),
    "ringer dem senast i höstas": ("ringer dem senast i höstas", Unread("senast i höstas")),
    "calls them by 35/12": ("calls them by 35/12", Unread("by 35/12")),
    "skickar underlaget till Augusta": ("skickar underlaget till Augusta", None),
    "informerar alla inom förvaltningen": ("informerar alla inom förvaltningen", None),
    "": ("", None),
}


@pytest.mark.parametrize("written", DAYS)
def test_by_when(written: str) -> None:
    assert read_due(written, now=NOW, zone=STOCKHOLM) == DAYS[written]


def test_a_day_that_may_be_two_is_not_guessed_at() -> None:
    text, due = read_due("bjuder in gruppen före fredag", now=NOW, zone=STOCKHOLM)
    assert isinstance(due, Unclear)
    assert due.question is not None
    assert (text, due.question.code) == ("bjuder in gruppen", Doubt.BEFORE)
    assert due.choices == (WhichTime(date(2017, 10, 12)), WhichTime(date(2017, 10, 13)))


def test_a_day_that_has_passed_is_asked_about() -> None:
    _, due = read_due("bjuder in gruppen senast 2017-10-01", now=NOW, zone=STOCKHOLM)
    assert isinstance(due, Unclear)
