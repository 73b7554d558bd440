"""The command line, as somebody types it."""

import json
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import __main__ as command_line
from bot.__main__ import kallelse
from bot.calendar.check import SIZE
from bot.handlers.slack.manifest import manifest, manifest_yaml
from bot.sandbox.server import Sandbox
from bot.settings import EXAMPLES, FILE
from tests.databases import SqliteFiles
from tests.scenarios.council import accounts, channels, committee_file

CPU_SECONDS_FOR_HELP = 0.5
ICS = Path(__file__).parent / "ics"

Typed = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name + FILE, raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs `kallelse …` in this process; the exit code and all that it wrote."""
    # `run` arranges the log of its own process; here that is the tests' process.
    monkeypatch.setattr("bot.logs.set_up_logs", lambda _style, _secrets: None)

    def run(*words: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["kallelse", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            command_line.main()
        written = capsys.readouterr()
        return int(ended.value.code or 0), written.out + written.err

    return run


@pytest.fixture
def database(sqlite_files: SqliteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = sqlite_files.copy_to(tmp_path / "kallelse.db")
    monkeypatch.setenv("KALLELSE_DATABASE_URL", address)
    return address


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """With all settings for it."""
    with Sandbox(manifest(), people=accounts(), channels=channels()) as sandbox:
        monkeypatch.setenv("SLACK_BOT_TOKEN", sandbox.app.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", sandbox.app.app_token)
        monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
        monkeypatch.setenv("KALLELSE_SMTP_URL", sandbox.mailbox.url)
        monkeypatch.setenv("KALLELSE_MAIL_FROM", "kallelse@ekeby.example")
        yield sandbox


def test_help_is_there_at_once() -> None:
    assert min(cpu_seconds_for_help() for _ in range(3)) < CPU_SECONDS_FOR_HELP


def cpu_seconds_for_help() -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    helped = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "Usage: kallelse" in helped.stdout
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_version_is_said(typed: Typed) -> None:
    assert typed("--version") == (0, "kallelse 0.1.0\n")


def test_every_command_explains_itself() -> None:
    for words in ([], ["try"], ["run"], ["migrate"], ["committee", "import"], ["committee", "export"]):
        assert CliRunner().invoke(kallelse, [*words, "--help"]).exit_code == 0


def test_setting_that_is_missing_is_named_with_an_example(typed: Typed) -> None:
    assert typed("run") == (
        1,
        f"SLACK_BOT_TOKEN is not set. An example of a right one: SLACK_BOT_TOKEN={EXAMPLES['SLACK_BOT_TOKEN']}\n",
    )


def test_terminal_is_spoken_to_in_its_language(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    assert typed("calendar", "check", ICS / "good-request.ics") == (0, "Inget att anmärka på.\n")
    assert typed("calendar", "check", ICS / "time-floating.ics") == (
        1,
        "rad 25: time-floating: Varje tid ska ha en tidszon eller vara i UTC. I filen: 20171215T100000\n",
    )
    (tmp_path / "tom.ics").write_bytes(b"")
    assert typed("calendar", "check", tmp_path / "tom.ics") == (1, f"{tmp_path / 'tom.ics'} är tom.\n")
    assert typed("calendar", "check", "finns.ics") == (1, "finns.ics går inte att läsa: filen finns inte.\n")


def test_manifest_is_printed(typed: Typed) -> None:
    assert typed("manifest") == (0, manifest_yaml())
    address = "https://kallelse.example.org"
    assert typed("manifest", "--url", address) == (0, manifest_yaml(address))


def test_calendar_check_tells_each_finding_in_a_line(typed: Typed) -> None:
    code, written = typed("calendar", "check", ICS / "zone-form.ics")
    assert (code, written.count("\n")) == (1, 1)
    assert written.startswith("line 17: zone-form: ")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "{path} is empty."),
        (b"\r\n", "{path} is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "{path} is not a calendar file but looks like PNG."),
        (b"%PDF-1.7\n", "{path} is not a calendar file but looks like PDF."),
        ("BEGIN:VCALENDAR".encode("utf-16"), "{path} is not a calendar file but looks like UTF-16."),
        (
            b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
            "{path} is not a calendar file but looks like ELF.",
        ),
        (
            "Möte på fredag: kl. 10\n".encode(),
            "{path} is not a calendar file: it neither begins with BEGIN:VCALENDAR nor is it a mail.",
        ),
        (
            b"Subject: Hello\n\nHello\n",
            "line 1: no-calendar: The mail should have a calendar part. Found: text/plain",
        ),
        (
            b"\xef\xbb\xbfSubject: Hello\n\nHello\n",
            "line 1: no-calendar: The mail should have a calendar part. Found: text/plain",
        ),
        (bytes(25_000_001), f"line 1: size: {SIZE.promise} Found: 25000001 B"),
    ],
    ids=[
        "empty",
        "an empty line",
        "a picture",
        "a document",
        "UTF-16",
        "a program",
        "words",
        "a mail",
        "a mail with a byte-order mark",
        "larger than any mail",
    ],
)
def test_calendar_check_answers_in_a_line_what_is_no_calendar(
    typed: Typed, tmp_path: Path, content: bytes, line: str
) -> None:
    file = tmp_path / "anything.ics"
    file.write_bytes(content)
    assert typed("calendar", "check", file) == (1, f"{line.format(path=file)}\n")


def test_calendar_check_reads_no_more_of_an_endless_file_than_a_mail_can_have(typed: Typed) -> None:
    code, written = typed("calendar", "check", "/dev/zero")
    assert (code, written.count("\n"), written.split(":")[1]) == (1, 1, " size")


def test_calendar_check_takes_a_whole_mail(typed: Typed) -> None:
    assert typed("calendar", "check", ICS / "good-request.eml") == (0, "Nothing to complain of.\n")
    code, written = typed("calendar", "check", ICS / "sender.eml")
    assert (code, written.count("\n")) == (1, 1)
    assert written.startswith("line 34: sender: ")


def test_folder_is_told_in_a_line(typed: Typed, tmp_path: Path) -> None:
    assert typed("calendar", "check", tmp_path) == (1, f"{tmp_path} cannot be read: it is a directory.\n")


def test_file_that_is_not_there_is_told_in_a_line(typed: Typed) -> None:
    assert typed("calendar", "check", "nowhere.ics") == (
        1,
        "nowhere.ics cannot be read: there is no such file.\n",
    )


def test_date_in_words_is_said_back(typed: Typed) -> None:
    now = ("--now", "2017-10-11T09:00")
    assert typed("when", "Friday", "15", "December", "10-12", *now) == (
        0,
        "Friday 15 December 2017, 10:00–12:00\n",
    )
    code, written = typed("when", "Friday 15 December 10-12", "--json", *now)
    assert (code, json.loads(written)["start"]) == (0, "2017-12-15T10:00")


def test_date_in_words_is_read_by_a_known_clock(typed: Typed) -> None:
    assert typed("when", "tomorrow", "--zone", "Europe/Ekeby") == (
        1,
        "There is no time zone Europe/Ekeby. A right one: --zone Europe/Stockholm\n",
    )
    assert typed("when", "tomorrow", "--now", "yesterday") == (
        1,
        "--now yesterday is not a time. A right one: --now 2026-11-04T09:30\n",
    )


def test_sandbox_is_not_started_at_a_time_that_is_none(typed: Typed) -> None:
    assert typed("try", "--at", "soon") == (
        1,
        "--at soon is not a time. A right one: --at 2017-10-11T09:00\n",
    )


def test_sandbox_says_when_its_port_is_taken(typed: Typed, sandbox: Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    assert typed("try", "--port", str(port)) == (
        1,
        (
            f"Port {port} is taken: something else uses it. Choose another with --port, "
            f"for example: kallelse try --port {port + 1}\n"
        ),
    )


def test_database_is_migrated_once(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert typed("migrate") == (0, "The database is up to date now.\n")
    assert typed("migrate") == (0, "The database is up to date already.\n")


@pytest.mark.usefixtures("sandbox")
def test_nothing_runs_on_a_database_that_does_not_fit(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KALLELSE_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    advice = "The database does not fit this version of Kallelse. Stop the bot, make a backup and run: kallelse migrate\n"
    assert typed("run") == (1, advice)
    assert typed("committee", "export", "BRÅ") == (1, advice)


@pytest.mark.usefixtures("sandbox")
def test_database_of_a_version_that_was_never_released_is_told(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KALLELSE_DATABASE_URL", f"sqlite:///{tmp_path / 'old.db'}")
    typed("migrate")
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0017'")
    advice = (
        "The database was made by a version of Kallelse that was never released, or by a newer one (revision 0017), and "
        "this version cannot go on with it. Start anew: set KALLELSE_DATABASE_URL to a new database and run: "
        "kallelse migrate\n"
    )
    for command in (["migrate"], ["run"], ["committee", "export", "BRÅ"]):
        assert typed(*command) == (1, advice)
    assert "NOT OK  schema: made by a version unknown to this one: start anew" in typed("doctor")[1]


def test_database_that_is_not_there_is_told(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_DATABASE_URL", "sqlite:////nowhere/kallelse.db")
    assert typed("migrate") == (
        1,
        "The database does not answer (unable to open database file). Look at KALLELSE_DATABASE_URL.\n",
    )


@pytest.mark.usefixtures("database")
def test_bot_without_its_port_says_which_setting_to_change(
    typed: Typed, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = sandbox.url.rpartition(":")[2]
    monkeypatch.setenv("KALLELSE_HTTP_PORT", port)
    code, written = typed("run")
    assert (code, written.splitlines()[-1]) == (
        1,
        (
            f"127.0.0.1:{port} cannot be listened on: something else may use it. "
            "Choose another with KALLELSE_HTTP_PORT."
        ),
    )


@pytest.mark.usefixtures("database", "sandbox")
def test_committee_goes_in_and_out_again(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "council.toml"
    file.write_text(committee_file(), encoding="utf-8")
    code, first = typed("committee", "import", file)
    assert (code, first.split("\n", 1)[0].split()) == (0, ["Did", "Name", "Organisation", "Role", "Changed"])
    code, exported = typed("committee", "export", "BRÅ")
    assert code == 0
    (tmp_path / "again.toml").write_text(exported, encoding="utf-8")
    code, again = typed("committee", "import", tmp_path / "again.toml")
    assert code == 0
    assert {line.split()[0] for line in again.splitlines()[1:]} == {"unchanged"}


@pytest.mark.usefixtures("database", "sandbox")
def test_committee_file_is_tried_without_doing_anything(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "council.toml"
    file.write_text(committee_file(), encoding="utf-8")
    code, tried = typed("committee", "import", file, "--dry-run")
    assert (code, tried.splitlines()[-1]) == (0, "Nothing has been changed: this is what would be done.")
    assert typed("committee", "export", "BRÅ") == (1, "No committee is called BRÅ. There are: –.\n")
    _, done = typed("committee", "import", file)
    assert tried.splitlines()[:-1] == done.splitlines()


@pytest.mark.usefixtures("database", "sandbox")
def test_committee_file_with_a_mistake_is_not_imported(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "council.toml"
    file.write_text(committee_file().replace("Europe/Stockholm", "Europe/Ekeby"), encoding="utf-8")
    code, written = typed("committee", "import", file)
    assert (code, written.startswith("Line 6: ")) == (1, True)
    assert typed("committee", "export", "BRÅ") == (1, "No committee is called BRÅ. There are: –.\n")


@pytest.mark.usefixtures("database")
def test_committee_is_not_imported_when_slack_refuses(
    typed: Typed, tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sandbox
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-revoked")
    (tmp_path / "council.toml").write_text(committee_file(), encoding="utf-8")
    assert typed("committee", "import", tmp_path / "council.toml") == (
        1,
        "Slack did not answer (invalid_auth). Look at SLACK_BOT_TOKEN, or run: kallelse doctor\n",
    )


def test_fault_of_ours_is_one_line_too(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.console.dates.read_out", lambda *_args, **_more: {}["survey"])
    code, written = typed("when", "tomorrow")
    assert (code, written.count("\n")) == (1, 1)
    assert written.startswith("This is a fault in Kallelse; please report it: KeyError in ")
