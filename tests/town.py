"""An invented town's crime-prevention council, built the way people would: through the use cases."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.committee import Committee, Role
from bot.domain.delivery import DeliveryState, Route
from bot.domain.ids import PersonId
from bot.domain.meeting import Meeting
from bot.domain.person import Account
from bot.storage import Storage
from bot.usecases.access import Where, Who
from bot.usecases.changing import confirm_meeting
from bot.usecases.committees import CommitteeText, set_up_committee
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.owing import GATHERING
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat
from bot.usecases.seating import Roster, SeatText
from bot.usecases.under_way import end_meeting, start_meeting

TEAM = "T0EKEBY"
CHANNEL = "C0BRA"
HERE = Where(TEAM, CHANNEL)
DIRECT = Where(TEAM, None)
NOW = datetime(2017, 10, 11, 7, 0, tzinfo=UTC)
"""Wednesday morning, nine o'clock where the council sits."""


def slack_person(user: str, name: str, *, language: str = "sv-SE", zone: str = "Europe/Stockholm") -> Who:
    address = name.casefold().translate(str.maketrans("åäöé ", "aaoe."))
    return Who(Account("slack", TEAM, user), name, f"{address}@ekeby.example", language, zone)


CHAIR = slack_person("U0KARIN", "Karin Ahlgren")
SECRETARY = slack_person("U0HENRIK", "Henrik Boman")
POLICE = slack_person("U0LENA", "Lena Ström")
RESCUE = slack_person("U0ALI", "Ali Rahimi")
SCHOOLS = slack_person("U0ULF", "Ulf Östberg", language="en-GB", zone="Europe/London")
HOUSING = Mailbox("Greta Nyqvist", "greta.nyqvist@ekebybostader.example")
STRANGER = slack_person("U0TOVE", "Tove Lind")

COUNCIL = CommitteeText(
    name="Brottsförebyggande rådet",
    short_name="BRÅ",
    language="sv",
    timezone="Europe/Stockholm",
    place="Eksalen, kommunhuset",
    duration_minutes=120,
)
SEATS: tuple[tuple[Who | Mailbox, SeatText], ...] = (
    (CHAIR, SeatText("kommunstyrelsen", Role.CHAIR)),
    (POLICE, SeatText("Polismyndigheten", Role.MEMBER)),
    (RESCUE, SeatText("räddningstjänsten", Role.MEMBER)),
    (SCHOOLS, SeatText("utbildningsförvaltningen", Role.SUBSTITUTE)),
    (HOUSING, SeatText("Ekebybostäder", Role.MEMBER)),
)

DECEMBER = Wish(datetime(2017, 12, 15, 10, 0))  # noqa: DTZ001  wall-clock time, on the committee's clock
FEBRUARY = Wish(datetime(2018, 2, 16, 10, 0))  # noqa: DTZ001


def bare_council(storage: Storage, text: CommitteeText = COUNCIL, now: datetime = NOW) -> Committee:
    """Just set up: only its secretary has a seat."""
    return set_up_committee(storage, TEAM, CHANNEL, SECRETARY, text, now).asker.committee


def council(storage: Storage, now: datetime = NOW) -> Committee:
    """With everybody in their seats: five with an account in the workspace and one with an address only."""
    committee = bare_council(storage, now=now)
    for newcomer, text in SEATS:
        add_seat(storage, committee.id, SECRETARY, newcomer, text, now)
    return committee


def planned(storage: Storage, wish: Wish = DECEMBER, now: datetime = NOW) -> Meeting:
    return plan_meeting(storage, HERE, SECRETARY, wish, now).meeting


def confirmed(storage: Storage, wish: Wish = DECEMBER, now: datetime = NOW) -> Meeting:
    return confirm_meeting(storage, planned(storage, wish, now).id, CHAIR, now).meeting


def begun(storage: Storage, wish: Wish = DECEMBER) -> Meeting:
    """Confirmed at `NOW`, and marked as begun on its hour."""
    meeting = confirmed(storage, wish)
    return start_meeting(storage, meeting.id, CHAIR, meeting.start).meeting


def held(storage: Storage, wish: Wish = DECEMBER) -> Meeting:
    """Begun and ended on time; nothing recorded, no summary posted."""
    meeting = begun(storage, wish)
    return end_meeting(storage, meeting.id, SECRETARY, meeting.end).meeting


def all_meetings(storage: Storage) -> list[Meeting]:
    """In the order of their dates."""
    with storage.reading() as transaction:
        return transaction.meetings._where(order=[transaction.meetings.table.c.start])


Debt = tuple[str, str, str, int]
"""What is owed: kind, route, the recipient's name ("" for the channel), and the sequence."""


def ledger(storage: Storage, state: str | None = "owed") -> list[Debt]:
    """All that is owed (or in another state; None: in any), sorted."""
    with storage.reading() as transaction:
        rows = transaction.deliveries._where()
        people = transaction.people.named(row.person_id for row in rows)
        return sorted(
            (
                row.kind.value,
                row.route.value,
                people[row.person_id].name if row.person_id else "",
                row.sequence,
            )
            for row in rows
            if state is None or row.state == state
        )


def sent_all(storage: Storage, now: datetime = NOW) -> None:
    """Everything that is owed by then has arrived; what is due later stays owed."""
    with storage.transaction() as transaction:
        for row in transaction.deliveries._where():
            if row.state == DeliveryState.OWED and row.due_at <= now + GATHERING:
                person = transaction.people.find(row.person_id or "")
                mailbox = row.address or (person.email if person else None) or ""
                transaction.deliveries.put(
                    replace(
                        row,
                        state=DeliveryState.SENT,
                        shown=row.wanted,
                        receipt=f"receipt of {row.id}",
                        settled_at=now,
                        sent_to=mailbox if row.route == Route.EMAIL else "",
                    )
                )


def id_of(storage: Storage, who: Who) -> PersonId:
    """Somebody who has been stored."""
    with storage.reading() as transaction:
        person = transaction.people.with_account(who.account)
    assert person is not None
    return person.id


def names(roster: Roster) -> list[str]:
    return [line.person.name for line in roster.lines]
