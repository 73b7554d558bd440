"""The doctor finds what is missing and says what to do about it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import doctor
from bot.console.words import console_words, explained
from bot.doctor import examine
from bot.handlers.slack.manifest import manifest
from bot.sandbox.server import Sandbox
from bot.settings import EXAMPLES, FILE
from tests.caldav.radicale import radicale
from tests.databases import SqliteFiles

SCOPE = "reactions:write"


@pytest.fixture(autouse=True)
def well(sqlite_files: SqliteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """Everything is as it should be."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name + FILE, raising=False)
    with Sandbox(manifest()) as sandbox:
        monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
        monkeypatch.setenv("SLACK_BOT_TOKEN", sandbox.app.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", sandbox.app.app_token)
        monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
        monkeypatch.setenv("KALLELSE_DATABASE_URL", sqlite_files.copy_to(tmp_path / "kallelse.db"))
        monkeypatch.setenv("KALLELSE_SMTP_URL", sandbox.mailbox.url)
        monkeypatch.setenv("KALLELSE_MAIL_FROM", sandbox.mailbox.bot_address)
        monkeypatch.setenv("KALLELSE_IMAP_URL", sandbox.imap_url)
        monkeypatch.setenv("KALLELSE_MAIL_AUTHSERV", sandbox.mailbox.server_name)
        yield sandbox


def complaints() -> dict[str, str]:
    return {finding.about: finding.said for finding in examine(console_words(), explained) if not finding.ok}


def test_doctor_looks_at_everything() -> None:
    findings = list(examine(console_words(), explained))
    assert [(finding.about, finding.ok) for finding in findings] == [
        ("settings", True),
        ("database", True),
        ("schema", True),
        ("Slack", True),
        ("scopes", True),
        ("Socket Mode", True),
        ("mail", True),
        ("answers by mail", True),
        ("clock", True),
        ("time zones", True),
    ]


def test_doctor_asks_the_shared_calendar_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with radicale(tmp_path / "radicale") as server:
        monkeypatch.setenv("KALLELSE_CALDAV_URL", server.setting)
        findings = {one.about: (one.ok, one.said) for one in examine(console_words(), explained)}
        monkeypatch.setenv("KALLELSE_CALDAV_URL", server.setting.replace("l%C3%B6senord", "fel"))
        wrong = complaints()
    assert findings["shared calendar"] == (True, "127.0.0.1 lets us in")
    assert wrong == {"shared calendar": "127.0.0.1: caldav 401. Look at KALLELSE_CALDAV_URL"}


def test_doctor_needs_settings_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    assert complaints() == {
        "settings": "SLACK_APP_TOKEN is not set. An example of a right one: SLACK_APP_TOKEN=xapp-1-A0123456789-abcdef"
    }


def test_doctor_says_how_slack_is_reached_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s3cret")
    monkeypatch.setenv("KALLELSE_HTTP_PORT", "8080")
    findings = {finding.about: finding.said for finding in examine(console_words(), explained)}
    assert findings["settings"] == "complete; Slack comes over HTTP to port 8080"
    assert "Socket Mode" not in findings


def test_doctor_sees_a_database_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_DATABASE_URL", "sqlite:////nowhere/kallelse.db")
    assert complaints() == {
        "database": "unable to open database file: look at KALLELSE_DATABASE_URL",
        "schema": "cannot be seen without the database",
    }


def test_doctor_sees_a_database_without_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert complaints() == {"schema": "run: kallelse migrate"}


def test_doctor_sees_tokens_that_slack_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-revoked")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-revoked")
    assert complaints() == {
        "Slack": "invalid_auth: look at SLACK_BOT_TOKEN and SLACK_API_URL",
        "scopes": "cannot be seen without Slack",
        "Socket Mode": "invalid_auth: look at SLACK_APP_TOKEN; it needs the scope connections:write",
        "clock": "cannot be compared without Slack",
    }


def test_doctor_sees_a_scope_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = manifest()
    asked["oauth_config"]["scopes"]["bot"].remove(SCOPE)
    with Sandbox(asked) as poorer:
        monkeypatch.setenv("SLACK_BOT_TOKEN", poorer.app.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", poorer.app.app_token)
        monkeypatch.setenv("SLACK_API_URL", poorer.api_url)
        assert complaints() == {
            "scopes": f"missing: {SCOPE}. Paste the output of `kallelse manifest` into the app's manifest "
            "and install it again"
        }


def test_doctor_sees_a_mail_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_SMTP_URL", "smtp://127.0.0.1:1")
    assert list(complaints()) == ["mail"]


def test_doctor_says_that_mail_waits_without_a_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KALLELSE_SMTP_URL")
    assert complaints() == {"mail": "no mail server: invitations by mail wait until KALLELSE_SMTP_URL is set"}


def test_doctor_says_that_nobody_reads_answers_without_a_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KALLELSE_IMAP_URL")
    assert complaints() == {
        "answers by mail": "nobody reads them: set KALLELSE_IMAP_URL to the mailbox that invitations come from"
    }


def test_doctor_says_that_no_answer_is_believed_without_our_servers_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KALLELSE_MAIL_AUTHSERV")
    (about,) = complaints().items()
    assert about[0] == "answers by mail"
    assert about[1].startswith("none is believed, and each is held: set KALLELSE_MAIL_AUTHSERV")


def test_doctor_sees_a_mailbox_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_IMAP_URL", "imap://user:p4ss@127.0.0.1:1")
    assert complaints() == {"answers by mail": "127.0.0.1: ConnectionRefusedError. Look at KALLELSE_IMAP_URL"}


def test_doctor_sees_a_clock_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "system_clock", lambda: datetime.now(UTC) - timedelta(minutes=10))
    found = complaints()
    assert list(found) == ["clock"]
    assert found["clock"].endswith("seconds from Slack's: set this machine's clock")


def test_doctor_sees_time_zones_that_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "zone_data_version", lambda: "2019c")
    assert complaints() == {"time zones": "from 2019c: upgrade the package tzdata, or the system's"}
