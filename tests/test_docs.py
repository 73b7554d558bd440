"""The documents name everything there is, and nothing that is not."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

import bot
from bot.__main__ import kallelse
from bot.handlers.slack.manifest import COMMANDS, SHORTCUTS
from bot.handlers.text import Verb
from bot.settings import EXAMPLES, Settings

ROOT = Path(bot.__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ONLY_IN_THE_SANDBOX = {"KALLELSE_CLOCK"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"`([\w./-]+?\.(?:py|toml|yaml|md|po|env|service|lock))(?:::(\w+))?`")


def commands_of(command: object, name: str) -> Iterator[tuple[str, list[str]]]:
    """Every command of the command line in full, with its options."""
    groups = getattr(command, "commands", None)
    if groups is None:
        options = [option for parameter in command.params for option in parameter.opts]  # type: ignore[attr-defined]  # click's
        yield name, [option for option in options if option.startswith("--") and option != "--help"]
    else:
        for word, one in groups.items():
            yield from commands_of(one, f"{name} {word}")


COMMAND_LINE = dict(commands_of(get_command(kallelse), "kallelse"))


@pytest.mark.parametrize("command", [command.command for command in COMMANDS])
def test_readme_has_every_slash_command(command: str) -> None:
    assert re.search(rf"^\| `{command}\b", README, re.MULTILINE)


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb.startswith("meeting ")])
def test_readme_has_everything_a_meeting_can_be_asked(verb: Verb) -> None:
    assert f"`/{verb}" in README


@pytest.mark.parametrize("name", [name for name, _ in SHORTCUTS.values()])
def test_readme_has_every_message_shortcut(name: str) -> None:
    assert f"**{name}**" in README


@pytest.mark.parametrize("variable", EXAMPLES)
def test_readme_has_every_setting_with_its_default(variable: str) -> None:
    row = re.search(rf"^\| `{variable}` \|(.*)\|(.*)\|$", README, re.MULTILINE)
    assert row is not None
    default = Settings.model_fields[variable.lower()].default
    shown = default.get_secret_value() if hasattr(default, "get_secret_value") else default
    told = row[2].strip().strip("`")
    assert told == (shown or "") or variable == "SLACK_BOT_TOKEN"


@pytest.mark.parametrize("command", COMMAND_LINE)
def test_readme_has_every_command_with_its_options(command: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{command}"))
    assert [option for option in COMMAND_LINE[command] if option not in row] == []


def test_example_settings_are_those_there_are() -> None:
    lines = (ROOT / "config" / "example.env").read_text(encoding="utf-8").splitlines()
    given = {line.lstrip("#").partition("=")[0] for line in lines if re.match(r"#?[A-Z_]+=", line)}
    assert given == set(EXAMPLES) - ONLY_IN_THE_SANDBOX


def test_links_lead_somewhere() -> None:
    astray = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not link.startswith("https://") and not leads_somewhere(page, link)
    ]
    assert astray == []


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not heading or heading in headings_of(target))


def headings_of(page: Path) -> set[str]:
    """As GitHub makes anchors of them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_files_and_functions_that_documents_name_are_there() -> None:
    gone = [
        f"{page.relative_to(ROOT)}: {path}{'::' + name if name else ''}"
        for page in PAGES
        for path, name in NAMED.findall(page.read_text(encoding="utf-8"))
        if "/" in path and not path.startswith("render/") and not is_there(ROOT / path, name)
    ]
    assert gone == []


def is_there(path: Path, name: str) -> bool:
    return path.exists() and (not name or name in defined_in(path))


def defined_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_changelog_begins_with_what_is_not_released_or_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    first = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert first is not None
    assert first[1] in {"Unreleased", version}
