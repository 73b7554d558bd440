"""The settings: environment variables, read here and nowhere else. Each can also come from a file, named by …_FILE."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.caldav.address import BadSharedCalendar, shared_calendar
from bot.domain.errors import KallelseError
from bot.mail.imap_server import imap_server
from bot.mail.server import BadMailServer, mail_server

NOT_IN_A_MAILBOX = ' ,;:<>()[]"\\'
SERVER_NAME = re.compile(r"[^\s;=\"()]+")
FILE = "_FILE"

EXAMPLES: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": "xoxb-1234567890-abcdefghijkl",
    "SLACK_APP_TOKEN": "xapp-1-A0123456789-abcdef",
    "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
    "SLACK_API_URL": "https://slack.com/api/",
    "KALLELSE_DATABASE_URL": "sqlite:///kallelse.db",
    "KALLELSE_SMTP_URL": "smtp+starttls://user:password@mail.example.org:587",
    "KALLELSE_MAIL_FROM": "council@example.org",
    "KALLELSE_IMAP_URL": "imaps://user:password@mail.example.org",
    "KALLELSE_MAIL_AUTHSERV": "mx.example.org",
    "KALLELSE_CALDAV_URL": "https://user:password@cloud.example.org/calendars/kallelse/meetings/",
    "KALLELSE_HTTP_HOST": "127.0.0.1",
    "KALLELSE_HTTP_PORT": "8080",
    "KALLELSE_HTTP_PROXIES": "1",
    "KALLELSE_PUBLIC_URL": "https://kallelse.example.org",
    "KALLELSE_LOG": "json",
    "KALLELSE_CLOCK": "/var/lib/kallelse/clock.json",
}
"""For each variable one value that is right."""


class Flaw(StrEnum):
    MISSING = "missing"
    WRONG = "wrong"
    FILE_UNREADABLE = "file unreadable"
    TWICE = "twice"  # the variable and its …_FILE are both set


@dataclass(eq=False)
class BadSetting(KallelseError):
    """An environment variable is missing or cannot be used. What it holds is not told: it may be a secret."""

    variable: str
    flaw: Flaw

    @property
    def example(self) -> str:
        """A line that would be right."""
        name = self.variable.removesuffix(FILE)
        value = f"/run/secrets/{name.lower()}" if self.variable.endswith(FILE) else EXAMPLES[name]
        return f"{self.variable}={value}"


class Settings(BaseSettings):
    """A field has the name of its variable, in small letters. An empty variable counts as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    kallelse_database_url: SecretStr = SecretStr("sqlite:///kallelse.db")
    kallelse_smtp_url: SecretStr | None = None
    kallelse_mail_from: str | None = None
    kallelse_imap_url: SecretStr | None = None
    kallelse_mail_authserv: str | None = None
    kallelse_caldav_url: SecretStr | None = None
    kallelse_http_host: str = "127.0.0.1"
    kallelse_http_port: int | None = None
    kallelse_http_proxies: int = 0
    kallelse_public_url: str | None = None
    kallelse_log: Literal["json", "console"] = "json"
    kallelse_clock: Path | None = None

    def secrets(self) -> list[str]:
        """Everything that must never be seen: passwords inside addresses, too."""
        held = [value for _, value in self if isinstance(value, SecretStr)]
        return [secret.get_secret_value() for secret in held]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic names these
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, _NamedFiles(settings_cls)

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _starting(token, "xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _starting(token, "xapp-")

    @field_validator("kallelse_database_url")
    @classmethod
    def _is_database(cls, url: SecretStr) -> SecretStr | None:
        return _starting(url, "sqlite:///", "postgresql://", "postgresql+psycopg://")

    @field_validator("kallelse_imap_url")
    @classmethod
    def _is_imap(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            try:
                imap_server(url.get_secret_value())
            except BadMailServer as err:
                raise ValueError(err.part) from err
        return url

    @field_validator("kallelse_mail_authserv")
    @classmethod
    def _is_server_name(cls, name: str | None) -> str | None:
        if name is not None and not SERVER_NAME.fullmatch(name):
            raise ValueError("not a server's name")
        return name

    @field_validator("kallelse_smtp_url")
    @classmethod
    def _is_mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            try:
                mail_server(url.get_secret_value())
            except BadMailServer as err:
                raise ValueError(err.part) from err
        return url

    @field_validator("kallelse_caldav_url")
    @classmethod
    def _is_shared_calendar(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            try:
                shared_calendar(url.get_secret_value())
            except BadSharedCalendar as err:
                raise ValueError(err.part) from err
        return url

    @field_validator("slack_api_url", "kallelse_public_url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        return _web_address(url)

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_a_slash(cls, url: str) -> str:
        return url.rstrip("/") + "/"

    @field_validator("kallelse_mail_from")
    @classmethod
    def _is_mailbox(cls, address: str | None) -> str | None:
        if address is not None and not _looks_like_a_mailbox(address):
            raise ValueError("not an address")
        return address

    @field_validator("kallelse_http_proxies")
    @classmethod
    def _is_a_number_of_proxies(cls, proxies: int) -> int:
        if proxies not in range(10):
            raise ValueError("not a number of proxies")
        return proxies

    @field_validator("kallelse_http_port")
    @classmethod
    def _is_port(cls, port: int | None) -> int | None:
        if port is not None and port not in range(65536):
            raise ValueError("not a port")
        return port


def read_settings() -> Settings:
    """What the environment says now. Raises BadSetting for the first variable that cannot be used."""
    for name in EXAMPLES:
        if os.environ.get(name) and os.environ.get(name + FILE):
            raise BadSetting(name, Flaw.TWICE)
    try:
        return Settings()
    except ValidationError as err:
        wrong = str(err.errors()[0]["loc"][0]).upper()
    raise BadSetting(wrong, Flaw.WRONG)


def check_can_run(settings: Settings) -> None:
    """What `kallelse run` cannot do without. Raises BadSetting."""
    if settings.slack_bot_token is None:
        raise BadSetting("SLACK_BOT_TOKEN", Flaw.MISSING)
    if settings.slack_app_token is None:
        _check_can_listen(settings)
    uses_mail = settings.kallelse_smtp_url is not None or settings.kallelse_imap_url is not None
    if uses_mail and settings.kallelse_mail_from is None:
        raise BadSetting("KALLELSE_MAIL_FROM", Flaw.MISSING)


def _check_can_listen(settings: Settings) -> None:
    """Without Socket Mode, Slack comes to us: signed, and to a port."""
    if settings.slack_signing_secret is None:
        raise BadSetting("SLACK_APP_TOKEN", Flaw.MISSING)
    if settings.kallelse_http_port is None:
        raise BadSetting("KALLELSE_HTTP_PORT", Flaw.MISSING)


def console_locale() -> str:
    """The locale that the person at the terminal has asked for, by POSIX's order of variables."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.split(".", maxsplit=1)[0]
    return "C"


class _NamedFiles(PydanticBaseSettingsSource):
    """SLACK_BOT_TOKEN_FILE=/run/secrets/token: the value is what the file holds, without the last line break."""

    def get_field_value(self, _field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        variable = field_name.upper() + FILE
        path = os.environ.get(variable)
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, ValueError):
            raise BadSetting(variable, Flaw.FILE_UNREADABLE) from None

    def __call__(self) -> dict[str, Any]:
        values = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in values.items() if value}


def _starting(secret: SecretStr | None, *prefixes: str) -> SecretStr | None:
    if secret is not None and not secret.get_secret_value().startswith(prefixes):
        raise ValueError("not of that kind")
    return secret


def _web_address(url: str | None) -> str | None:
    if url is not None and not url.startswith(("http://", "https://")):
        raise ValueError("not a web address")
    return url


def _looks_like_a_mailbox(address: str) -> bool:
    """One plain `local@domain`: it is written after "mailto:" in calendars and as the sender of mails, where any other
    mark would need quoting or mean something else.
    """
    local, _, domain = address.partition("@")
    plain = "@" not in domain and address.isprintable() and not set(address) & set(NOT_IN_A_MAILBOX)
    return plain and all(local.split(".")) and all(domain.split("."))
