"""`kallelse committee import` and `export`, and `kallelse migrate`: what an operator does with the database."""

from pathlib import Path

from pydantic import SecretStr

from bot.app import clock_of, open_current, open_storage
from bot.console.files import content_of
from bot.handlers.console import import_table
from bot.handlers.slack.lookup import Lookup
from bot.language.words import Words
from bot.settings import Settings
from bot.storage.schema import check_is_ours, is_current, migrate
from bot.usecases.committee_file_reader import read_committee_file
from bot.usecases.committee_import import export_committee, import_committee


def bring_up_to_date(settings: Settings, words: Words) -> str:
    """Raises SchemaUnknown and changes nothing when no migration leads from that database to ours."""
    storage = open_storage(settings)
    check_is_ours(storage)
    if is_current(storage):
        return words.t("The database is up to date already.")
    migrate(storage)
    return words.t("The database is up to date now.")


def import_file(settings: Settings, path: Path, words: Words, *, rehearsed: bool = False) -> str:
    """The table of what was done, or when `rehearsed` of what would be. With a bot token, Slack is asked which workspace
    this is and who has which address. Raises KallelseError and changes nothing when the file is wrong.
    """
    file = read_committee_file(content_of(path))
    storage = open_current(settings)
    lookup = _lookup(settings.slack_bot_token, settings.slack_api_url)
    report = import_committee(
        storage,
        file,
        clock_of(settings)(),
        find_account=lookup.account if lookup else None,
        look_up=lookup.who if lookup else None,
        workspace=lookup.workspace if lookup else "",
        rehearsed=rehearsed,
    )
    return import_table(report, words, rehearsed=rehearsed)


def export_file(settings: Settings, called: str) -> str:
    """The committee's file as text. Raises NoSuchCommittee."""
    return export_committee(open_current(settings), called, clock_of(settings)())


def _lookup(token: SecretStr | None, base_url: str) -> Lookup | None:
    return Lookup(token.get_secret_value(), base_url) if token else None
