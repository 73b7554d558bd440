"""Everything that can be asked for is in the help, and what is in the help can be asked for."""

import pytest

from bot.handlers.slack.commands import SLASH
from bot.handlers.slack.render.help import Line, chapters, help_message
from bot.handlers.text import Command, NotUnderstood, Verb, noted, understand, with_name
from bot.language.words import Words
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.drawn import ENGLISH, NOW, SWEDISH, read

LINES = {
    f"{words.language} {line.verb}": line
    for words in (ENGLISH, SWEDISH)
    for _, lines in chapters(words, NOW)
    for line in lines
}


@pytest.mark.parametrize("words", [ENGLISH, SWEDISH], ids=["english", "swedish"])
def test_help_names_every_verb_once(words: Words) -> None:
    told = [line.verb for _, lines in chapters(words, NOW) for line in lines]
    assert sorted(told) == sorted(Verb)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_every_example_in_the_help_is_understood(line: Line) -> None:
    command, _, rest = line.example.partition(" ")
    meant: Command | NotUnderstood | None
    if line.example.startswith("#"):
        meant = noted(line.example)
    else:
        verb = SLASH[command]
        meant = understand(rest, []) if verb is None else with_name(verb, rest, [])
    assert isinstance(meant, Command)
    assert meant.verb == line.verb


def test_help_for_somebody_new_begins_with_the_first_step() -> None:
    lines = read(help_message(SWEDISH, NOW, has_committee=False, in_channel=True))
    assert lines[1].startswith(
        "*Ny här?* Inget råd håller till i den här kanalen ännu. Skriv `/meeting setup`"
    )
    assert "*Ny här?*" not in str(read(help_message(SWEDISH, NOW, has_committee=True, in_channel=True)))


def test_help_is_given_where_it_is_asked_for(town: Town) -> None:
    town.ulf.command("/meeting help", f"#{CHANNEL}")
    town.ulf.sees("What you can ask Kallelse for")
    town.lena.types("hjälp")
    town.lena.sees("Det här kan du be Kallelse om")
    town.tove.types("hjälp")
    town.tove.sees("Du har ingen plats i något råd ännu.")


def test_what_is_misspelt_is_answered_with_the_nearest(town: Town) -> None:
    town.lena.command("/meeting confrim", f"#{CHANNEL}")
    town.lena.sees("Jag känner inte till ”confrim”. Menar du ”meeting confirm”?")
