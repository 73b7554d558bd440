"""The command line. Nothing heavy is imported before a command runs: `kallelse --help` must be there at once."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.calendar.kinds import Kind

kallelse = typer.Typer(
    help="Kallelse carries a committee's meetings through their whole life in Slack.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
committee = typer.Typer(help="Committees and their rosters, as files.", no_args_is_help=True)
calendar = typer.Typer(help="Calendar files.", no_args_is_help=True)
kallelse.add_typer(committee, name="committee")
kallelse.add_typer(calendar, name="calendar")


def main() -> None:
    """What cannot be done is said in one line, in the terminal's language; the exit code is 1 then."""
    try:
        kallelse(prog_name="kallelse")
    except Exception as error:  # noqa: BLE001  nobody at a terminal wants a traceback
        from bot.console.words import console_words, explained

        typer.echo(explained(error, console_words()), err=True)
        sys.exit(1)


def _say_version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kallelse {version('kallelse')}")
        raise typer.Exit


@kallelse.callback()
def start(
    context: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda wanted: _say_version(wanted=wanted),
            is_eager=True,
            help="Say which version this is.",
        ),
    ] = False,
) -> None:
    """Kallelse carries a committee's meetings through their whole life in Slack."""
    if context.invoked_subcommand != "run":
        logging.disable()  # a command says itself what went wrong
        context.call_on_close(lambda: logging.disable(logging.NOTSET))


@kallelse.command("try")
def try_out(
    *,
    port: Annotated[int, typer.Option(metavar="N", help="The port of the page to open.")] = 8765,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep everything there, and go on from it next time.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="Set the clock, for example 2017-10-11T09:00.")
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Leave out the demo committee.")] = False,
) -> None:
    """Start a small Slack workspace on this machine with the bot in it."""
    from bot.console.trying import try_out as run_sandbox
    from bot.console.words import console_words

    run_sandbox(console_words(), typer.echo, port=port, data=data, at=at, empty=empty)


@kallelse.command()
def run() -> None:
    """Run the bot until it is told to stop."""
    from bot.app import run as run_bot
    from bot.logs import set_up_logs
    from bot.settings import read_settings

    settings = read_settings()
    set_up_logs(settings.kallelse_log, settings.secrets())
    raise typer.Exit(run_bot(settings))


@kallelse.command()
def migrate() -> None:
    """Make the database fit this version of Kallelse."""
    from bot.console.committees import bring_up_to_date
    from bot.console.words import console_words
    from bot.settings import read_settings

    typer.echo(bring_up_to_date(read_settings(), console_words()))


@kallelse.command()
def when(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="A date in words, Swedish or English.")],
    *,
    now: Annotated[
        str | None, typer.Option(metavar="TIME", help="As if it were then, for example 2026-11-04T09:30.")
    ] = None,
    zone: Annotated[str, typer.Option(metavar="ZONE", help="By whose clock.")] = "Europe/Stockholm",
    json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
) -> None:
    """Say what a date in words is read as."""
    from bot.console.dates import read_out
    from bot.console.words import console_words

    typer.echo(read_out(" ".join(words), console_words(), now=now, zone=zone, in_json=json))


@kallelse.command()
def doctor() -> None:
    """Look whether everything the bot needs is right; say what to do where it is not."""
    from bot.console.words import console_words, explained
    from bot.doctor import examine

    words = console_words()
    well = True
    for finding in examine(words, explained):
        mark = words.t("ok") if finding.ok else words.t("NOT OK")
        typer.echo(f"{mark}  {finding.about}: {finding.said}")
        well &= finding.ok
    raise typer.Exit(0 if well else 1)


@kallelse.command()
def manifest(
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The bot's public address, for HTTP instead of Socket Mode."),
    ] = None,
) -> None:
    """Print the manifest to make the Slack app from."""
    from bot.handlers.slack.manifest import manifest_yaml

    typer.echo(manifest_yaml(url), nl=False)


@committee.command("import")
def import_committee(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The committee and its roster.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be done, and change nothing.")
    ] = False,
) -> None:
    """Make a committee and its roster what a file says, and show what was done."""
    from bot.console.committees import import_file
    from bot.console.words import console_words
    from bot.settings import read_settings

    typer.echo(import_file(read_settings(), file, console_words(), rehearsed=dry_run))


@committee.command("export")
def export_committee(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The committee's name or short name.")],
) -> None:
    """Write a committee and its roster as a file."""
    from bot.console.committees import export_file
    from bot.settings import read_settings

    typer.echo(export_file(read_settings(), name), nl=False)


@calendar.command("check")
def check_calendar(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An .ics file, or a whole mail that carries an invitation.")
    ],
    *,
    kind: Annotated[
        Kind, typer.Option("--as", help="What an .ics file is: sent to people, stored, or subscribed to.")
    ] = Kind.MESSAGE,
) -> None:
    """Look for what calendar programs read wrong; one line for each finding."""
    from bot.console.calendars import check_file
    from bot.console.words import console_words

    words = console_words()
    findings = check_file(file, kind, words)
    for finding in findings:
        typer.echo(finding)
    if findings:
        raise typer.Exit(1)
    typer.echo(words.t("Nothing to complain of."))


if __name__ == "__main__":
    main()
