"""The story of a meeting, from the roster to the next meeting's agenda: each step as its people do it, and how they see
that it was done. A step that has not been seen can be done again: that is what people do when nothing happens."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.driver import NotSeenError, Person
from bot.sandbox.model import Message, View
from bot.sandbox.onlooker import plain
from bot.sandbox.server import Sandbox
from bot.sandbox.visible import words_of
from tests.scenarios.council import (
    CHAIR,
    CHANNEL,
    GUEST,
    OFFICER,
    POLICE,
    RESCUE,
    SAFETY,
    SCHOOLS,
    SECRETARY,
    TECHNICAL,
    Member,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EXTENSION = "Överenskommelsen gäller även första halvåret 2018"
STANDING = "Tisdagsgruppens förslag redovisas vid varje möte"
ACTION = "Bjuda in gruppen mot hatbrott till nästa möte"
TOPICS = (
    "Besök av gruppen mot hatbrott",
    "Trygghetsundersökningen",
    "Beredskap och schema vid jul och nyår",
    "Fyrverkerier i fel händer",
    "Projektet Upp i rök",
)


@dataclass
class Town:
    """The workspace, and everybody in it by their place in the council."""

    sandbox: Sandbox
    patience: float = 20.0
    """Seconds that people wait for an answer before they try again."""

    def person(self, member: Member) -> Person:
        assert member.user is not None
        return self.sandbox.person(member.user)

    def says(self, member: Member, line: str) -> None:
        self.person(member).command(line, CHANNEL)

    def words_of(self, shown: Message | View) -> str:
        """What somebody reads there, emphasis left out."""
        blocks = shown.blocks or []
        return plain("\n".join(words_of(blocks, self.sandbox.workspace)))

    def settle(self, quiet_seconds: float = 2) -> None:
        """Waits until no mail has come for a while."""
        count = -1
        while count != len(self.sandbox.mailbox.mails()):
            count = len(self.sandbox.mailbox.mails())
            time.sleep(quiet_seconds)

    def clock_to(self, wall: str) -> None:
        """The committee's own clock: "2017-10-11 14:00"."""
        when = datetime.fromisoformat(wall).replace(tzinfo=STOCKHOLM)
        if when > self.sandbox.clock.now():
            self.sandbox.clock.move_to(when)


@dataclass(frozen=True)
class Step:
    """`seen` raises NotSeenError while there is nothing to see of it."""

    name: str
    do: Callable[[Town], None]
    seen: Callable[[Town], object]


def sees(member: Member, text: str) -> Callable[[Town], object]:
    return lambda town: town.person(member).sees(text, timeout=town.patience)


def in_channel(text: str) -> Callable[[Town], object]:
    """Everybody can read it in the council's channel."""

    def look(town: Town) -> object:
        found = town.person(SAFETY).sees(text, timeout=town.patience)
        if getattr(found, "ephemeral_to", None):
            raise NotSeenError(text)
        return found

    return look


def plan_first(town: Town) -> None:
    town.says(SECRETARY, "/meeting new 2017-10-11 14:00-16:00")


def confirm(town: Town) -> None:
    town.says(SECRETARY, "/meeting confirm")


def invite_guest(town: Town) -> None:
    town.says(SECRETARY, f'/meeting invite {GUEST.email} "{GUEST.name}, {GUEST.organisation}"')


def start(town: Town) -> None:
    town.settle()  # by then the invitations have long arrived
    town.clock_to("2017-10-11 14:00")
    town.says(CHAIR, "/meeting start")


def decide_extension(town: Town) -> None:
    town.says(SECRETARY, f"/decide {EXTENSION}")


def decide_standing(town: Town) -> None:
    secretary = town.person(SECRETARY)
    town.says(SECRETARY, "/decide")
    secretary.submits({"text": STANDING, "proposed_by": POLICE.name, "standing": True})


def record_action(town: Town) -> None:
    said = town.person(POLICE).types(ACTION, CHANNEL)
    secretary = town.person(SECRETARY)
    secretary.shortcut("record_action", said)
    secretary.submits({"owner": POLICE.name, "due": "2017-12-15"})


def end(town: Town) -> None:
    town.clock_to("2017-10-11 16:00")
    town.says(CHAIR, "/meeting end")


def post_summary(town: Town) -> None:
    town.person(CHAIR).clicks("summary_post")


def plan_second(town: Town) -> None:
    town.says(SECRETARY, "/meeting new fredagen den 15 december klockan 10.00 -12.00")


def propose_by_command(town: Town) -> None:
    town.says(POLICE, f"/propose {TOPICS[0]}")


def propose_in_form(town: Town) -> None:
    town.says(SCHOOLS, "/propose")
    town.person(SCHOOLS).submits({"title": TOPICS[1], "minutes": "20"})


def propose_in_thread(town: Town) -> None:
    thread = town.person(SAFETY).types("Vad gör vi i mellandagarna?", CHANNEL)
    town.person(TECHNICAL).types(f"@kallelse föreslå {TOPICS[2]}", CHANNEL, thread)


def propose_in_direct_message(town: Town) -> None:
    town.person(RESCUE).types(f"föreslå {TOPICS[3]}")


def propose_by_shortcut(town: Town) -> None:
    said = town.person(SAFETY).types(TOPICS[4], CHANNEL)
    officer = town.person(OFFICER)
    officer.shortcut("add_to_agenda", said)
    officer.submits({"tentative": True})


def accept(title: str) -> Callable[[Town], None]:
    return lambda town: town.person(CHAIR).clicks("topic_accept", within=title)


def told_its_number(member: Member, number: int) -> Callable[[Town], object]:
    """The proposer hears what became of the topic, in their language."""
    words = "as number" if member.locale.startswith("en") else "som punkt"
    return sees(member, f"{words} {number}")


def proposal(number: int, do: Callable[[Town], None]) -> Step:
    """Done when the chair is asked about it: the words alone stand in what the proposer typed, too."""
    return Step(f"propose {number + 1}", do, sees(CHAIR, f"{TOPICS[number]} Information"))


STORY: tuple[Step, ...] = (
    Step("plan the first meeting", plan_first, sees(SECRETARY, "11 oktober 2017 kl. 14.00–16.00")),
    Step("confirm it", confirm, in_channel("11 oktober 2017 kl. 14.00–16.00")),
    Step("invite a guest", invite_guest, sees(SECRETARY, GUEST.name)),
    Step("start", start, sees(CHAIR, "14.00")),
    Step("decide the extension", decide_extension, sees(SECRETARY, "2017:1")),
    Step("decide the standing item", decide_standing, sees(SECRETARY, "2017:2")),
    Step("record an action", record_action, sees(SECRETARY, ACTION)),
    Step("plan the second meeting", plan_second, sees(SECRETARY, "15 december 2017 kl. 10.00–12.00")),
    Step("end", end, sees(CHAIR, EXTENSION)),
    Step("post the summary", post_summary, in_channel(EXTENSION)),
    Step("confirm the second", confirm, in_channel("15 december 2017 kl. 10.00–12.00")),
    proposal(0, propose_by_command),
    proposal(1, propose_in_form),
    proposal(2, propose_in_thread),
    proposal(3, propose_in_direct_message),
    proposal(4, propose_by_shortcut),
    *(
        Step(f"accept {number - 1}", accept(TOPICS[number - 2]), told_its_number(member, number))
        for number, member in enumerate((POLICE, SCHOOLS, TECHNICAL, RESCUE, OFFICER), start=2)
    ),
)
