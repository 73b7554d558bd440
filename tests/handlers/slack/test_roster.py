"""Who sits in a committee, be they six or three hundred."""

import re

import pytest

from bot.domain.committee import Role, Seat
from bot.domain.ids import PersonId, SeatId
from bot.domain.person import Person
from bot.handlers.slack.render.blocks import weight
from bot.handlers.slack.render.roster import roster_message, seat_chooser
from bot.usecases.access import Asker
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat
from bot.usecases.seating import Roster, RosterLine, SeatText
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.drawn import COUNCIL, KARIN, SWEDISH, read
from tests.handlers.slack.meetings import SECRETARY

HERE = f"#{CHANNEL}"


def roster_of(people: int, name: str, organisations: int, role: Role = Role.CHAIR) -> Roster:
    """Seen by somebody in that role."""
    lines = []
    for number in range(people):
        person = Person(PersonId(f"{number:036}"), f"{number} {name}", f"person{number}@ekeby.example")
        organisation = f"Förening {number * organisations // people:03}"
        seat = Seat(SeatId(f"{number:036}"), COUNCIL.id, person.id, organisation, Role.MEMBER)
        lines.append(RosterLine(seat, person))
    return Roster(Asker(KARIN, COUNCIL, (), role, ()), tuple(lines))


@pytest.mark.parametrize("organisations", [1, 7, 300])
@pytest.mark.parametrize("name", ["Eva Nyman", "<&>" * 60], ids=["plain", "marks"])
@pytest.mark.parametrize("role", [Role.CHAIR, Role.MEMBER])
def test_three_hundred_people_fit_in_a_message_that_says_how_many_are_left_out(
    organisations: int, name: str, role: Role
) -> None:
    drawn = roster_message(roster_of(300, name, organisations, role), SWEDISH)
    lines = read(drawn)
    shown = sum(line.startswith("• ") for line in lines)
    rest = [line for line in lines if line.startswith("… och ")]
    assert rest == ([f"… och {300 - shown} platser till"] if shown < 300 else [])
    assert weight(drawn.blocks) + len(drawn.text) <= 12_000
    texts = [block["text"]["text"] for block in drawn.blocks if block["type"] == "section"]
    assert not any(re.search(r"&(?!amp;|lt;|gt;)", text) for text in texts)


def test_everybody_of_a_few_is_shown_with_a_menu_of_their_seats() -> None:
    drawn = roster_message(roster_of(25, "Eva Nyman", 3), SWEDISH)
    assert sum(line.startswith("• ") for line in read(drawn)) == 25
    menus = [one for one in drawn.blocks[-1]["elements"] if one["type"] == "static_select"]
    assert [len(one["options"]) for one in menus] == [25]


def test_every_one_of_three_hundred_seats_can_be_chosen() -> None:
    view = seat_chooser(roster_of(300, "Eva Nyman", 7), SWEDISH)
    read(view)
    groups = view["blocks"][1]["elements"][0]["option_groups"]
    assert [(one["label"]["text"], len(one["options"])) for one in groups] == [
        ("Förening 000 – Förening 002", 100),
        ("Förening 002 – Förening 004", 100),
        ("Förening 004 – Förening 006", 100),
    ]
    assert len({option["value"] for one in groups for option in one["options"]}) == 300


def test_seat_of_many_is_changed_by_way_of_the_chooser(town: Town) -> None:
    for number in range(30):
        newcomer = Mailbox(f"Gäst {number}", f"gast{number}@ekeby.example")
        text = SeatText("Hembygdsföreningen", Role.MEMBER)
        add_seat(town.storage, town.committee.id, SECRETARY, newcomer, text, town.now)
    town.karin.command("/meeting members", HERE)
    town.karin.clicks("Ändra en plats …")
    town.karin.sees("Vems plats? Börja skriva ett namn för att hitta den.")
    town.karin.chooses("Ändra en plats …", "Gäst 29 (ledamot)")
    town.karin.submits({"Organisation": "Idrottsföreningen"})
    town.karin.sees("*Idrottsföreningen*")
