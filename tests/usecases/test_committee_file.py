"""A committee file: read with every problem at its line, and written back."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.committee import Role
from bot.usecases.committee_file import (
    CommitteeFile,
    CommitteeFileError,
    FileFlaw,
    Member,
    Problem,
    toml_string,
    written,
)
from bot.usecases.committee_file_reader import parsed, read_committee_file
from bot.usecases.committees import CommitteeText, Flaw

EXAMPLES = Path(__file__).parents[2] / "config" / "examples"

RIGHT = """\
[committee]
name = "Brottsförebyggande rådet"
short_name = "BRÅ"
channel = "C0BRA"
language = "sv"
timezone = "Europe/Stockholm"
place = "Eksalen"
duration_minutes = 120

[[members]]
name = "Karin Ahlgren"
email = "karin@ekeby.example"
organisation = "kommunstyrelsen"
role = "chair"

# Den som har två roller står två gånger.
[[members]]
name = "Karin Ahlgren"
email = "Karin@ekeby.example"
role = "member"
slack = "U0KARIN"
starts = 2017-01-01
ends = 2017-12-31
"""


def problems_in(text: str) -> tuple[Problem, ...]:
    with pytest.raises(CommitteeFileError) as refused:
        parsed(text)
    return refused.value.problems


def test_file_is_read() -> None:
    assert parsed(RIGHT) == CommitteeFile(
        CommitteeText("Brottsförebyggande rådet", "BRÅ", "sv", "Europe/Stockholm", "Eksalen", 120),
        "C0BRA",
        (
            Member("Karin Ahlgren", "karin@ekeby.example", "kommunstyrelsen", Role.CHAIR),
            Member(
                "Karin Ahlgren",
                "Karin@ekeby.example",
                "",
                Role.MEMBER,
                "U0KARIN",
                date(2017, 1, 1),
                date(2017, 12, 31),
            ),
        ),
    )


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.name)
def test_example_is_right(path: Path) -> None:
    file = read_committee_file(path.read_bytes())
    assert read_committee_file(written(file).encode()) == file


@pytest.mark.parametrize(
    "data",
    [RIGHT.encode(), b"\xef\xbb\xbf" + RIGHT.encode(), RIGHT.replace("\n", "\r\n").encode()],
    ids=["plain", "from Notepad", "from Windows"],
)
def test_file_of_any_editor_is_read(data: bytes) -> None:
    assert read_committee_file(data) == parsed(RIGHT)


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        pytest.param(
            'name = "Brottsförebyggande rådet"',
            'name = ""',
            Problem(2, Flaw.EMPTY, "name", "", 'name = "Brottsförebyggande rådet"'),
            id="an empty name",
        ),
        pytest.param(
            'short_name = "BRÅ"',
            'short_name = "Två ord"',
            Problem(3, Flaw.SEVERAL_WORDS, "short_name", "Två ord", 'short_name = "BRÅ"'),
            id="a short name of two words",
        ),
        pytest.param(
            'channel = "C0BRA"',
            'channel = "#bra"',
            Problem(4, FileFlaw.NOT_A_SLACK_ID, "channel", "#bra", 'channel = "C0BRA"'),
            id="a channel's name for its id",
        ),
        pytest.param(
            'language = "sv"',
            'language = "swe"',
            Problem(5, Flaw.UNKNOWN_LANGUAGE, "language", "swe", 'language = "sv"', "", ("en", "sv")),
            id="a language we do not speak",
        ),
        pytest.param(
            "Europe/Stockholm",
            "europe/stokholm",
            Problem(
                6,
                Flaw.UNKNOWN_ZONE,
                "timezone",
                "europe/stokholm",
                'timezone = "Europe/Stockholm"',
                "Europe/Stockholm",
            ),
            id="a misspelt zone",
        ),
        pytest.param(
            "Europe/Stockholm",
            "Europe/Ekeby",
            Problem(6, Flaw.UNKNOWN_ZONE, "timezone", "Europe/Ekeby", 'timezone = "Europe/Stockholm"'),
            id="a zone that is near to none",
        ),
        pytest.param(
            "duration_minutes = 120",
            'duration_minutes = "120"',
            Problem(8, FileFlaw.NOT_A_NUMBER, "duration_minutes", '"120"', "duration_minutes = 120"),
            id="a number in quotation marks",
        ),
        pytest.param(
            "duration_minutes = 120",
            "duration_minutes = 2",
            Problem(8, Flaw.OUT_OF_RANGE, "duration_minutes", "2", "duration_minutes = 120"),
            id="hours for minutes",
        ),
        pytest.param(
            "duration_minutes = 120",
            'duration_minutes = 120\naccepts_topics_at_once = "yes"',
            Problem(
                9, FileFlaw.NOT_YES_OR_NO, "accepts_topics_at_once", '"yes"', "accepts_topics_at_once = false"
            ),
            id="yes for true",
        ),
        pytest.param(
            "duration_minutes = 120",
            'duration_minutes = 120\ndays_off = [\n    "v. 8 Sportlov",\n    "Jul",\n]',
            Problem(
                11,
                Flaw.NOT_DAYS,
                "days_off",
                "Jul",
                'days_off = ["2027-02-15–2027-02-19 Sportlov", "v. 44 Höstlov"]',
            ),
            id="a line that names no days is told at its own line",
        ),
        pytest.param(
            "duration_minutes = 120",
            "duration_minutes = 120\nsilence_days = 90",
            Problem(9, Flaw.OUT_OF_RANGE, "silence_days", "90", "silence_days = 7"),
            id="a quarter of a year to object in",
        ),
        pytest.param(
            "duration_minutes = 120",
            "",
            Problem(1, FileFlaw.MISSING, "duration_minutes", "", "duration_minutes = 120"),
            id="a key that is missing is told at its section",
        ),
        pytest.param(
            'place = "Eksalen"',
            "place = 7",
            Problem(7, FileFlaw.NOT_TEXT, "place", "7", 'place = "Eksalen, kommunhuset"'),
            id="a number for text",
        ),
        pytest.param(
            'email = "karin@ekeby.example"',
            'email = "karin"',
            Problem(12, FileFlaw.NOT_AN_ADDRESS, "email", "karin", 'email = "eva.holm@example.org"'),
            id="half an address",
        ),
        pytest.param(
            'organisation = "kommunstyrelsen"',
            'organization = "kommunstyrelsen"',
            Problem(
                13,
                FileFlaw.UNKNOWN_KEY,
                "organization",
                "organization",
                'organisation = "Polismyndigheten"',
                "organisation",
                ("name", "email", "organisation", "role", "slack", "starts", "ends"),
            ),
            id="a misspelt key",
        ),
        pytest.param(
            'role = "chair"',
            'role = "chairman"',
            Problem(
                14,
                FileFlaw.UNKNOWN_ROLE,
                "role",
                "chairman",
                'role = "chair"',
                "chair",
                ("chair", "vice_chair", "secretary", "member", "substitute", "adjunct"),
            ),
            id="a role there is not",
        ),
        pytest.param(
            'slack = "U0KARIN"',
            'slack = "@karin"',
            Problem(21, FileFlaw.NOT_A_SLACK_ID, "slack", "@karin", 'slack = "U012AB3CD"'),
            id="a Slack name for the id",
        ),
        pytest.param(
            "starts = 2017-01-01",
            'starts = "2017-01-01"',
            Problem(22, FileFlaw.NOT_A_DATE, "starts", '"2017-01-01"', "starts = 2026-01-01"),
            id="a date in quotation marks",
        ),
        pytest.param(
            "ends = 2017-12-31",
            "ends = 2016-12-31",
            Problem(23, FileFlaw.ENDS_BEFORE_START, "ends", "2016-12-31", "ends = 2026-12-31"),
            id="the last day before the first",
        ),
        pytest.param(
            'role = "member"',
            'role = "chair"',
            Problem(20, FileFlaw.LISTED_TWICE, "role", "Karin Ahlgren", 'role = "member"', other_line=10),
            id="the same person twice in a role",
        ),
        pytest.param(
            '[[members]]\nname = "Karin Ahlgren"\nemail = "Karin',
            '[[members]]\nname = "Karin Algren"\nemail = "Karin',
            Problem(
                18, FileFlaw.CONTRADICTION, "name", "Karin Algren", 'name = "Karin Ahlgren"', other_line=10
            ),
            id="the same person by two names",
        ),
        pytest.param(
            'role = "chair"',
            'role = "substitute"',
            Problem(10, FileFlaw.NO_OFFICER, "members", "", "[[members]]"),
            id="nobody who may act",
        ),
        pytest.param(
            "[committee]",
            "[settings]\n[committee]",
            Problem(1, FileFlaw.UNKNOWN_KEY, "settings", "settings", "", "", ("committee", "members")),
            id="a section there is not",
        ),
        pytest.param(
            'place = "Eksalen"',
            "place = Eksalen",
            Problem(7, FileFlaw.NOT_TOML, given="place = Eksalen", example='name = "Eva Holm"'),
            id="no quotation marks",
        ),
        pytest.param(
            'place = "Eksalen"',
            'place = """',
            Problem(23, FileFlaw.NOT_TOML, given="ends = 2017-12-31", example='name = "Eva Holm"'),
            id="quotation marks that never close",
        ),
    ],
)
def test_problem_is_told_at_its_line(right: str, wrong: str, problem: Problem) -> None:
    assert right in RIGHT
    assert problems_in(RIGHT.replace(right, wrong, 1)) == (problem,)


def test_all_problems_are_told_at_once_by_line() -> None:
    text = RIGHT.replace("C0BRA", "bra").replace("2017-01-01", "true").replace("karin@", "karin ")
    found = [(one.line, one.flaw) for one in problems_in(text)]
    assert found == [
        (4, FileFlaw.NOT_A_SLACK_ID),
        (12, FileFlaw.NOT_AN_ADDRESS),
        (22, FileFlaw.NOT_A_DATE),
    ]


def test_somebody_who_cannot_be_reached_is_told() -> None:
    text = RIGHT.replace('email = "karin@ekeby.example"\n', "", 1)
    assert problems_in(text) == (
        Problem(10, FileFlaw.UNREACHABLE, "email", "Karin Ahlgren", 'email = "eva.holm@example.org"'),
    )


def test_lines_are_right_after_values_of_several_lines() -> None:
    text = RIGHT.replace('"Eksalen"', '"""\nEk\n[[members]]\nsalen"""').replace(
        "[[members]]", "[[ members ]]", 1
    )
    assert problems_in(text.replace('role = "member"', 'role = "x"'))[0].line == 23


def test_lines_are_right_in_the_other_way_of_writing_tables() -> None:
    text = 'members = [\n  {name = "A", email = "a@b.se", role = "chair"},\n  {name = "B", email = "b", role = "member"},\n]\n'
    text += RIGHT[: RIGHT.index("[[members]]")]
    assert [(one.line, one.flaw) for one in problems_in(text)] == [(1, FileFlaw.NOT_AN_ADDRESS)]


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("", [FileFlaw.MISSING, FileFlaw.NO_OFFICER]),
        ("committee = 1\nmembers = [1]", [FileFlaw.NOT_A_TABLE, FileFlaw.NOT_A_LIST]),
        ("[committee]\n[members]\nname = 'Eva'", [FileFlaw.MISSING] * 7 + [FileFlaw.NOT_A_LIST]),
    ],
    ids=["an empty file", "no sections", "one section for all seats"],
)
def test_file_of_another_shape_is_refused(text: str, flaws: list[FileFlaw]) -> None:
    assert [one.flaw for one in problems_in(text)] == flaws


def test_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(CommitteeFileError) as refused:
        read_committee_file(RIGHT.encode("latin-1"))
    assert refused.value.problems == (Problem(2, FileFlaw.NOT_UTF8),)


def test_very_long_file_is_read_quickly() -> None:
    member = '[[members]]\nname = "Person {n}"\nemail = "p{n}@ekeby.example"\nrole = "secretary"\n'
    text = RIGHT[: RIGHT.index("[[members]]")] + "".join(member.format(n=n) for n in range(200))
    assert len(parsed(text).members) == 200


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)
MEMBERS = st.builds(
    Member,
    name=WORDS,
    email=st.integers(0, 10**6).map(lambda number: f"person{number}@ekeby.example"),
    organisation=WORDS,
    role=st.just(Role.SECRETARY),
    starts=st.none() | st.dates(),
)
FILES = st.builds(
    CommitteeFile,
    st.builds(
        CommitteeText,
        WORDS,
        WORDS.map(lambda text: text.replace(" ", "")),
        st.sampled_from(["sv", "en"]),
        st.sampled_from(["Europe/Stockholm", "UTC", "America/New_York"]),
        WORDS,
        st.integers(5, 1440),
        st.booleans(),
        shares_calendar=st.none() | st.booleans(),
    ),
    st.just("C0BRA"),
    st.lists(MEMBERS, min_size=1, max_size=4, unique_by=lambda member: member.email).map(tuple),
)


@given(FILES)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_as_the_same(file: CommitteeFile) -> None:
    assert parsed(written(file)) == file


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=100, deadline=None)
def test_any_string_is_written_as_toml(text: str) -> None:
    assert tomllib.loads(f"key = {toml_string(text)}") == {"key": text}
