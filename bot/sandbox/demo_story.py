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
PATIENCE_SECONDS = 30.0
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip

PATROLS = "Nattvandringarna i höst"
AGREEMENT = "Överenskommelsen om samverkan"
SUMMER = "Polisens lägesbild"
EXTENSION = "Överenskommelsen om samverkan gäller ett halvår till"
REPORT = "Polisens lägesbild redovisas vid varje möte"
ACTION = "Bjuda in gruppen mot hatbrott till nästa möte"
VISIT = "Besök av polisens grupp mot hatbrott"
SURVEY = "Trygghetsundersökningen"
HOLIDAYS = "Beredskap under loven"
LIGHTS = "Belysningen vid gångtunneln"
PROJECT = "Projektet Vuxna på stan"

COMES, MAY_COME, IS_AWAY = "answer_accepted", "answer_tentative", "answer_declined"
FIRST_ANSWERS = ((CHAIR, COMES), (POLICE, COMES), (RESCUE, COMES), (SCHOOLS, IS_AWAY))
ANSWERS = ((CHAIR, COMES), (OFFICER, COMES), (TECHNICAL, MAY_COME), (WELFARE, IS_AWAY))


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
        """Lets the bot finish what it is at, then moves the clock."""
        self.sandbox.wait_until_still()
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


def _propose(council: Council, member: Member, title: str) -> None:
    council.says(member, f"/propose {title}")
    council.sees(member, title)
    council.sees(CHAIR, title)


def _accept(council: Council, title: str) -> None:
    council.person(CHAIR).clicks("topic_accept", within=title, timeout=PATIENCE_SECONDS)


def _answer(council: Council, answers: tuple[tuple[Member, str], ...], day: datetime) -> None:
    for member, answer in answers:
        english = f"{day.day} {day:%B} {day.year}"
        beside = english if member.locale.startswith("en") else day_in_words(day)
        council.person(member).clicks(answer, within=beside, timeout=PATIENCE_SECONDS)


def plan_the_first_meeting(council: Council) -> None:
    _plan(council, council.held)
    _confirm(council, council.held)
    council.mail_reaches_everybody(1)
    _answer(council, FIRST_ANSWERS, council.held)


def invite_a_guest(council: Council) -> None:
    council.says(SECRETARY, f'/meeting invite {GUEST.email} "{GUEST.name}, {GUEST.organisation}"')
    council.sees(SECRETARY, GUEST.name)


def fill_the_first_agenda(council: Council) -> None:
    for member, title in ((POLICE, SUMMER), (OFFICER, AGREEMENT), (WELFARE, PATROLS)):
        _propose(council, member, title)
        _accept(council, title)


def hold_it(council: Council) -> None:
    council.wait_until(council.held)
    council.says(CHAIR, "/meeting start")
    council.says(SECRETARY, f"/decide {EXTENSION}")
    council.sees(SECRETARY, f"{council.held.year}:1")
    council.says(SECRETARY, "/decide")
    council.person(SECRETARY).submits({"text": REPORT, "standing": True}, timeout=PATIENCE_SECONDS)
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
    _answer(council, ANSWERS, council.coming)


def propose_topics(council: Council) -> None:
    council.wait_until(council.now - timedelta(days=6))
    _propose(council, POLICE, VISIT)
    council.wait_until(council.now - timedelta(days=4))
    council.person(SCHOOLS).types(f"föreslå {SURVEY}")
    council.sees(CHAIR, SURVEY)
    council.wait_until(council.now - timedelta(days=3))
    thread = council.person(TECHNICAL).types("Tunneln vid stationen är mörk igen.", COUNCIL)
    council.person(RESCUE).types(f"@kallelse föreslå {LIGHTS}", COUNCIL, thread)
    council.sees(CHAIR, f"*{LIGHTS}*")


def accept_them(council: Council) -> None:
    council.wait_until(council.now - timedelta(days=2))
    for title in (VISIT, SURVEY, LIGHTS):
        _accept(council, title)


def propose_what_waits_for_the_chair(council: Council) -> None:
    council.wait_until(council.now - timedelta(days=1))
    _propose(council, WELFARE, HOLIDAYS)
    council.says(OFFICER, "/propose")
    council.person(OFFICER).submits({"title": PROJECT, "tentative": True}, timeout=PATIENCE_SECONDS)
    council.sees(CHAIR, PROJECT)


STORY: tuple[Callable[[Council], None], ...] = (
    plan_the_first_meeting,
    invite_a_guest,
    fill_the_first_agenda,
    hold_it,
    record_an_action,
    end_it,
    plan_the_next_meeting,
    propose_topics,
    accept_them,
    propose_what_waits_for_the_chair,
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
    for member in MEMBERS:
        if member.user and sandbox.workspace.views.top(member.user):
            council.person(member).closes(everything=True)
