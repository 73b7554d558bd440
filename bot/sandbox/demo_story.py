"""What has happened in Ekeby's council before somebody opens the demo: one meeting held a month ago, one coming.

Everything is done as people do it. To change the demo, change STORY: each step is something somebody does and how it
shows that it was done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.demo import (
    CHAIR,
    COUNCIL,
    GUEST,
    MEMBERS,
    OFFICER,
    POLICE,
    RESCUE,
    SCHOOLS,
    SECRETARY,
    TECHNICAL,
    WELFARE,
    Member,
    committee_file,
)
from bot.sandbox.driver import Person, wait_for_mails
from bot.sandbox.server import Sandbox

LASTS = timedelta(days=45)
"""How long before the present the story begins."""
HELD_DAYS_AGO, COMING_IN_DAYS = 30, 24
PATIENCE_SECONDS = 20.0
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip

EXTENSION = "Överenskommelsen om samverkan gäller ett halvår till"
REPORT = "Polisens lägesbild redovisas vid varje möte"
ACTION = "Bjuda in gruppen mot hatbrott till nästa möte"
VISIT = "Besök av polisens grupp mot hatbrott"
SURVEY = "Trygghetsundersökningen"
HOLIDAYS = "Beredskap under loven"
LIGHTS = "Belysningen vid gångtunneln"
PROJECT = "Projektet Vuxna på stan"


@dataclass(frozen=True, slots=True)
class Council:
    """The workspace, and the days of the story on the town's clock."""

    sandbox: Sandbox
    now: datetime

    @property
    def held(self) -> datetime:
        return _working_day(self.now - timedelta(days=HELD_DAYS_AGO)).replace(hour=10, minute=0)

    @property
    def coming(self) -> datetime:
        return _working_day(self.now + timedelta(days=COMING_IN_DAYS)).replace(hour=10, minute=0)

    def person(self, member: Member) -> Person:
        return self.sandbox.person(member.user or member.name)

    def says(self, member: Member, line: str) -> None:
        self.person(member).command(line, COUNCIL)

    def sees(self, member: Member, text: str) -> None:
        self.person(member).sees(text, PATIENCE_SECONDS)

    def mail_reaches_everybody(self, count: int) -> None:
        """Until each member has so many mails."""
        for member in MEMBERS:
            wait_for_mails(self.sandbox.mailbox, member.email, "", count, PATIENCE_SECONDS)

    def wait_until(self, moment: datetime) -> None:
        if moment > self.sandbox.clock.now():
            self.sandbox.move_clock_to(moment)


def _working_day(day: datetime) -> datetime:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def day_in_words(day: datetime) -> str:
    """As the bot writes a day in Swedish, without its weekday."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _plan(council: Council, day: datetime) -> None:
    council.says(SECRETARY, f"/meeting new {day:%Y-%m-%d} 10:00-12:00")
    council.sees(SECRETARY, day_in_words(day))


def _confirm(council: Council, day: datetime) -> None:
    council.says(SECRETARY, "/meeting confirm")
    council.sees(WELFARE, day_in_words(day))


def plan_the_first_meeting(council: Council) -> None:
    _plan(council, council.held)
    _confirm(council, council.held)
    council.mail_reaches_everybody(1)


def invite_a_guest(council: Council) -> None:
    council.says(SECRETARY, f'/meeting invite {GUEST.email} "{GUEST.name}, {GUEST.organisation}"')
    council.sees(SECRETARY, GUEST.name)


def hold_it(council: Council) -> None:
    council.wait_until(council.held)
    council.says(CHAIR, "/meeting start")
    council.says(SECRETARY, f"/decide {EXTENSION}")
    council.sees(SECRETARY, f"{council.held.year}:1")
    council.says(SECRETARY, f"/decide {REPORT}")
    council.sees(SECRETARY, f"{council.held.year}:2")


def record_an_action(council: Council) -> None:
    said = council.person(POLICE).types(f"{ACTION}, det gör jag.", COUNCIL)
    secretary = council.person(SECRETARY)
    secretary.shortcut("record_action", said)
    owner = {"text": ACTION, "owner": POLICE.name, "due": f"{council.coming:%Y-%m-%d}"}
    secretary.submits(owner, timeout=PATIENCE_SECONDS)
    council.sees(SECRETARY, ACTION)


def end_it(council: Council) -> None:
    council.wait_until(council.held + timedelta(hours=2))
    council.says(CHAIR, "/meeting end")
    council.sees(CHAIR, EXTENSION)
    council.person(CHAIR).clicks("summary_post", timeout=PATIENCE_SECONDS)
    council.sees(WELFARE, EXTENSION)


def plan_the_next_meeting(council: Council) -> None:
    council.wait_until(council.held + timedelta(days=5))
    _plan(council, council.coming)
    _confirm(council, council.coming)
    council.mail_reaches_everybody(2)


def propose_topics(council: Council) -> None:
    council.wait_until(council.now - timedelta(days=6))
    council.says(POLICE, f"/propose {VISIT}")
    council.wait_until(council.now - timedelta(days=4))
    council.person(SCHOOLS).types(f"föreslå {SURVEY}")
    council.wait_until(council.now - timedelta(days=3))
    thread = council.person(TECHNICAL).types("Tunneln vid stationen är mörk igen.", COUNCIL)
    council.person(RESCUE).types(f"@kallelse föreslå {LIGHTS}", COUNCIL, thread)
    council.says(WELFARE, f"/propose {HOLIDAYS}")
    council.sees(CHAIR, HOLIDAYS)


def accept_most(council: Council) -> None:
    council.wait_until(council.now - timedelta(days=2))
    for title in (VISIT, SURVEY, LIGHTS):
        council.person(CHAIR).clicks("topic_accept", within=title, timeout=PATIENCE_SECONDS)


def propose_one_in_english(council: Council) -> None:
    council.wait_until(council.now - timedelta(days=1))
    council.says(OFFICER, f"/propose {PROJECT}")
    council.sees(OFFICER, PROJECT)


STORY: tuple[Callable[[Council], None], ...] = (
    plan_the_first_meeting,
    invite_a_guest,
    hold_it,
    record_an_action,
    end_it,
    plan_the_next_meeting,
    propose_topics,
    accept_most,
    propose_one_in_english,
)


def tell_story(sandbox: Sandbox, bot: BotProcess, directory: Path, now: datetime) -> None:
    """Takes in the council's roster, then plays the story; the sandbox's clock must stand before it begins."""
    file = directory / "council.toml"
    file.write_text(committee_file(), encoding="utf-8")
    bot.does("committee", "import", str(file))
    council = Council(sandbox, now)
    for step in STORY:
        step(council)
    council.wait_until(now)
