"""What the command line says of a committee file."""

from dataclasses import fields, replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, PersonId
from bot.domain.person import Person
from bot.domain.roster import LastOfficer
from bot.handlers.console import KEYS, WRONG, aligned, import_table, problems, refusal, width
from bot.language.words import Words
from bot.usecases.committee_file import CommitteeFileError, FileFlaw, Member, Problem
from bot.usecases.committee_import import ImportReport, ImportRow, NoSuchCommittee, Outcome
from bot.usecases.committees import CommitteeText, Flaw
from bot.usecases.mails_owed import MailsOwed, Told
from bot.usecases.people import AddressTaken
from bot.usecases.readdressed import WhichPerson

ZONE = ZoneInfo("Europe/Stockholm")
SWEDISH, ENGLISH = Words("sv", ZONE), Words("en", ZONE)
COMMITTEE = Committee(CommitteeId("1"), "Rådet", "RÅ", "C0RA", "sv", "Europe/Stockholm", "", 60)
REPORT = ImportReport(
    COMMITTEE,
    (
        ImportRow(Outcome.CHANGED, "Rådet", fields=("place",)),
        ImportRow(Outcome.ADDED, "Åsa Öberg", "Polisen", Role.VICE_CHAIR),
        ImportRow(Outcome.ENDED, "Bo\nEk", "", Role.MEMBER),
        ImportRow(Outcome.UNCHANGED, "👩\u200d👧 Li", "a\u0301", Role.ADJUNCT),
    ),
)


def test_import_is_told_in_one_table() -> None:
    assert import_table(REPORT, SWEDISH).splitlines() == [
        "Gjort       Namn       Organisation  Roll             Ändrat",
        "ändrat      Rådet                                     vanlig plats",
        "lagt till   Åsa Öberg  Polisen       vice ordförande",
        "avslutat    Bo Ek                    ledamot",
        "oförändrat  👩\u200d👧 Li    a\u0301             adjungerad",
    ]


def test_corrected_address_is_told_with_the_one_before() -> None:
    changed = ImportRow(
        Outcome.CHANGED, "Eva", "", Role.MEMBER, ("email", "role"), earlier_address="eva@x.example"
    )
    assert import_table(ImportReport(COMMITTEE, (changed,)), SWEDISH).endswith(
        "ny adress (tidigare eva@x.example), roll"
    )


def test_corrected_address_is_told_with_the_other_committees_that_use_it() -> None:
    changed = ImportRow(
        Outcome.CHANGED,
        "Eva",
        "",
        Role.MEMBER,
        ("email",),
        earlier_address="eva@x.example",
        also_in=("KS", "UR"),
    )
    assert import_table(ImportReport(COMMITTEE, (changed,)), SWEDISH).endswith(
        "ny adress, även för KS, UR (tidigare eva@x.example)"
    )


def test_everything_that_can_change_has_a_word() -> None:
    told = {field.name for text in (CommitteeText, Member) for field in fields(text)}
    assert sorted(KEYS) == sorted(told)


def test_import_says_how_many_get_what_and_that_it_was_only_tried() -> None:
    mails = MailsOwed(
        invited=Told(2, 1), updated=Told(12, 3), cancelled=Told(1, 3), left=Told(1, 1), asked=Told(2, 0)
    )
    assert import_table(replace(REPORT, mails=mails), SWEDISH, rehearsed=True).splitlines()[-6:] == [
        "2 personer får en inbjudan till 1 möte med e-post.",
        "12 personer får en uppdaterad inbjudan till 3 möten med e-post.",
        "1 person får en avbokning av 3 möten med e-post.",
        "1 tidigare adress får en avbokning av 1 möte med e-post.",
        "2 personer får en fråga om datum med e-post.",
        "Inget är ändrat: det här är vad som skulle göras.",
    ]


def test_import_is_told_in_english() -> None:
    lines = import_table(REPORT, ENGLISH).splitlines()
    assert lines[0].split() == ["Did", "Name", "Organisation", "Role", "Changed"]
    assert [line.split()[0] for line in lines[1:]] == ["changed", "added", "ended", "unchanged"]


@pytest.mark.parametrize(
    ("text", "columns"), [("åäö", 3), ("a\u0301", 1), ("日本", 4), ("", 0), ("a\u200db", 2)]
)
def test_width_is_what_the_terminal_takes(text: str, columns: int) -> None:
    assert width(text) == columns


def test_names_do_not_move_the_cursor() -> None:
    assert aligned([["\x1b[31mEva", "x"], ["B", "\r\n"]]) == " [31mEva  x\nB"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem(
                12, FileFlaw.UNKNOWN_ROLE, "role", "chef", 'role = "chair"', "chair", ("chair", "member")
            ),
            'Rad 12: det finns ingen roll ”chef”. Menade du chair?\n    role = "chair"',
        ),
        (
            Problem(3, FileFlaw.UNKNOWN_KEY, "x", "x", "", "", ("name", "role")),
            "Rad 3: x finns inte här. Det finns: name, role.",
        ),
        (
            Problem(20, FileFlaw.LISTED_TWICE, "role", "Eva", 'role = "member"', other_line=10),
            'Rad 20: Eva står på rad 10 med samma roll.\n    role = "member"',
        ),
    ],
)
def test_problem_is_told_with_its_line_and_a_right_example(problem: Problem, said: str) -> None:
    assert problems(CommitteeFileError((problem,)), SWEDISH) == said


def test_braces_in_a_file_are_shown_as_they_are() -> None:
    said = problems(CommitteeFileError((Problem(1, FileFlaw.NOT_TOML, given="{name} = {"),)), ENGLISH)
    assert said == "Line 1: this cannot be read: {name} = {"


@pytest.mark.parametrize("flaw", [*Flaw, *FileFlaw])
def test_every_flaw_has_its_words_in_both_languages(flaw: Flaw | FileFlaw) -> None:
    english, swedish = (WRONG[flaw](words) for words in (ENGLISH, SWEDISH))
    assert english != swedish


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            CommitteeFileError((Problem(2, FileFlaw.NOT_UTF8),)),
            "Rad 2: filen är inte text i UTF-8. Spara den som UTF-8.",
        ),
        (
            LastOfficer("BRÅ", date(2017, 10, 11)),
            "Från onsdag 11 oktober 2017 skulle ingen vara ordförande, vice ordförande eller sekreterare i BRÅ.",
        ),
        (
            AddressTaken(Person(PersonId("1"), "Eva", "eva@example.org")),
            "Adressen eva@example.org tillhör Eva, som är någon annan än Slack-id:t säger. Ta bort det ena.",
        ),
        (
            WhichPerson("Eva", ("eva@x.example",), ("eva@ny.example", "eva2@ny.example")),
            (
                "Filen har eva@ny.example och eva2@ny.example för Eva, och hittills fanns eva@x.example: det går inte att "
                "avgöra vem som är vem. Ange deras Slack-id i filen, eller rätta adresserna i Slack först, under ”Ledamöter”."
            ),
        ),
        (NoSuchCommittee("RÅ", ("C0BRA/BRÅ",)), "Inget råd heter RÅ. Det finns: C0BRA/BRÅ."),
        (NoSuchCommittee("RÅ", ()), "Inget råd heter RÅ. Det finns: –."),
    ],
    ids=["a bad file", "no officer", "two people", "two of one name", "no such name", "no committees"],
)
def test_refusal_says_why(error: KallelseError, said: str) -> None:
    assert refusal(error, SWEDISH) == said
