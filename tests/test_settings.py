"""Settings come from the environment or from files, and a wrong one is named without being shown."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import (
    EXAMPLES,
    FILE,
    BadSetting,
    Flaw,
    Settings,
    check_can_run,
    console_locale,
    read_settings,
)

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s3cret", "KALLELSE_HTTP_PORT": "8080"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name + FILE, raising=False)


def given(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def refused(monkeypatch: pytest.MonkeyPatch, **variables: str) -> tuple[str, Flaw]:
    with pytest.raises(BadSetting) as caught:
        check_can_run(given(monkeypatch, **variables))
    return caught.value.variable, caught.value.flaw


def test_settings_have_a_field_for_each_variable_and_no_other() -> None:
    assert {name.upper() for name in Settings.model_fields} == set(EXAMPLES)


def test_settings_without_any_variable_have_their_defaults() -> None:
    settings = read_settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.kallelse_database_url == SecretStr("sqlite:///kallelse.db")
    assert settings.kallelse_http_port is None
    assert settings.kallelse_log == "json"


def test_every_example_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, **EXAMPLES)
    check_can_run(settings)
    held = {name: getattr(settings, name.lower()) for name in EXAMPLES}
    shown = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in held.items()
    }
    assert shown == EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_setting_can_come_from_a_file(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "held").write_text(EXAMPLES[name] + "\n")
    from_file = given(monkeypatch, **{name + FILE: str(tmp_path / "held")})
    monkeypatch.delenv(name + FILE)
    assert from_file == given(monkeypatch, **{name: EXAMPLES[name]})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-A-2"),
        ("SLACK_APP_TOKEN", "xoxb-1-2"),
        ("SLACK_API_URL", "slack.com/api"),
        ("KALLELSE_DATABASE_URL", "mysql://u:p4ss@h/d"),
        ("KALLELSE_SMTP_URL", "mail.example.org"),
        ("KALLELSE_SMTP_URL", "smtp://u:p4ss@h:port"),
        ("KALLELSE_CALDAV_URL", "cloud.example.org/moten"),
        ("KALLELSE_CALDAV_URL", "https://cloud.example.org/moten"),
        ("KALLELSE_MAIL_FROM", "Rådet <council@example.org>"),
        ("KALLELSE_MAIL_FROM", "mailto:council@example.org"),
        ("KALLELSE_MAIL_FROM", "council;safety@example.org"),
        ("KALLELSE_MAIL_FROM", "council@safety@example.org"),
        ("KALLELSE_MAIL_FROM", "council@example..org"),
        ("KALLELSE_MAIL_FROM", "council.@example.org"),
        ("KALLELSE_MAIL_FROM", "council@"),
        ("KALLELSE_MAIL_FROM", "@example.org"),
        ("KALLELSE_IMAP_URL", "pop3://u:p4ss@h"),
        ("KALLELSE_IMAP_URL", "imaps://mail.example.org"),
        ("KALLELSE_IMAP_URL", "imaps://u:p4ss@h:port"),
        ("KALLELSE_MAIL_AUTHSERV", "mx.example.org; dmarc=pass"),
        ("KALLELSE_HTTP_PORT", "http"),
        ("KALLELSE_HTTP_PORT", "80800"),
        ("KALLELSE_HTTP_PROXIES", "-1"),
        ("KALLELSE_HTTP_PROXIES", "many"),
        ("KALLELSE_PUBLIC_URL", "kallelse.example.org"),
        ("KALLELSE_LOG", "xml"),
    ],
)
def test_wrong_setting_is_named_and_not_shown(name: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting) as caught:
        given(monkeypatch, **{name: wrong})
    assert (caught.value.variable, caught.value.flaw) == (name, Flaw.WRONG)
    assert caught.value.__cause__ is None
    assert wrong not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize("address", ["r&d+bra@example.org", "råd@älvnäs.example", "kallelse@localhost"])
def test_mail_from_takes_any_plain_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, KALLELSE_MAIL_FROM=address).kallelse_mail_from == address


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, SLACK_APP_TOKEN="", KALLELSE_HTTP_PORT="") == read_settings()
    assert read_settings().slack_app_token is None


def test_setting_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, SLACK_BOT_TOKEN="xoxb-1", SLACK_BOT_TOKEN_FILE="/run/secrets/token") == (
        "SLACK_BOT_TOKEN",
        Flaw.TWICE,
    )


def test_file_that_cannot_be_read_is_named_with_a_right_example(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting) as caught:
        given(monkeypatch, SLACK_BOT_TOKEN_FILE="/nowhere/token")
    assert caught.value.flaw == Flaw.FILE_UNREADABLE
    assert caught.value.example == "SLACK_BOT_TOKEN_FILE=/run/secrets/slack_bot_token"


def test_running_needs_a_bot_token_and_a_way_to_hear_from_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch) == ("SLACK_BOT_TOKEN", Flaw.MISSING)
    assert refused(monkeypatch, SLACK_BOT_TOKEN="xoxb-1") == ("SLACK_APP_TOKEN", Flaw.MISSING)
    assert refused(monkeypatch, SLACK_SIGNING_SECRET="s3cret") == ("KALLELSE_HTTP_PORT", Flaw.MISSING)


@pytest.mark.parametrize("variables", [SOCKET, HTTP], ids=["socket mode", "http"])
def test_running_needs_no_mail_but_a_mail_server_needs_a_sender(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_can_run(given(monkeypatch, **variables))
    mail = {"KALLELSE_SMTP_URL": "smtp://localhost"}
    assert refused(monkeypatch, **variables, **mail) == ("KALLELSE_MAIL_FROM", Flaw.MISSING)


def test_secrets_are_all_that_must_not_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, **SOCKET, KALLELSE_SMTP_URL="smtp://u:p4ss@localhost")
    assert set(settings.secrets()) == {"xoxb-1", "xapp-1", "sqlite:///kallelse.db", "smtp://u:p4ss@localhost"}
    assert "p4ss" not in repr(settings)


def test_api_address_ends_in_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        given(monkeypatch, SLACK_API_URL="http://127.0.0.1:8765/api").slack_api_url
        == "http://127.0.0.1:8765/api/"
    )


@pytest.mark.parametrize(
    ("variables", "locale"),
    [
        ({}, "C"),
        ({"LANG": "sv_SE.UTF-8"}, "sv_SE"),
        ({"LANG": "sv_SE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en_GB"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "sv_SE"}, "sv_SE"),
    ],
)
def test_console_speaks_as_posix_says(
    variables: dict[str, str], locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert console_locale() == locale
