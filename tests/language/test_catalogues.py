"""Every message is there in every language, says the same things, and is still in use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import bot
from bot.calendar.check import NO_CALENDAR, RULES, SAME_CALENDARS, SIZE
from bot.language.catalogues import LOCALES, languages

SOURCES = Path(bot.__file__).parent
TRANSLATED = [language for language in languages() if language != "en"]
TEMPLATE_MESSAGE = re.compile(r"""\b[tn]\(\s*(["'])(.+?)\1""", re.DOTALL)

Forms = tuple[str, ...]
"""A message, or its singular and plural."""


def said_in_code() -> Iterator[tuple[Forms, str]]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                forms = {"t": 1, "n": 2}.get(node.func.attr, 0)
                said = node.args[:forms]
                if forms and said and all(_is_text(one) for one in said):
                    yield tuple(ast.literal_eval(one) for one in said), f"{path.relative_to(SOURCES)}"


def promised() -> Iterator[tuple[Forms, str]]:
    """What the check of calendars says should be true."""
    for rule in (*RULES, SIZE, NO_CALENDAR, SAME_CALENDARS):
        yield (rule.promise,), f"calendar: {rule.name}"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def said_in_templates() -> Iterator[tuple[Forms, str]]:
    for path in SOURCES.rglob("templates/*"):
        for _, message in TEMPLATE_MESSAGE.findall(path.read_text(encoding="utf-8")):
            yield (message,), f"{path.relative_to(SOURCES)}"


def said() -> dict[Forms, str]:
    return dict([*said_in_code(), *said_in_templates(), *promised()])


def translated(language: str) -> Iterator[tuple[Message, str]]:
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id:
                    yield message, path.name


def forms(value: object) -> Forms:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]  # Babel: text, or its forms


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_code_has_messages_at_all() -> None:
    assert len(said()) > 200


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    known = {forms(message.id) for message, _ in translated(language) if all(forms(message.string))}
    assert [f"{where}: {message}" for message, where in said().items() if message not in known] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_has_outlived_its_message(language: str) -> None:
    used = set(said())
    left = [
        f"{name}: {message.id}" for message, name in translated(language) if forms(message.id) not in used
    ]
    assert left == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_placeholders_of_their_message(language: str) -> None:
    wrong = [
        f"{name}: {message.string}"
        for message, name in translated(language)
        for translation in forms(message.string)
        if placeholders(translation) != placeholders(forms(message.id)[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_areas_agree_when_they_translate_the_same_message(language: str) -> None:
    seen: dict[Forms, tuple[Forms, str]] = {}
    differ = []
    for message, name in translated(language):
        before, other = seen.setdefault(forms(message.id), (forms(message.string), name))
        if before != forms(message.string):
            differ.append(f"{message.id}: {before} in {other}, {message.string} in {name}")
    assert differ == []


def test_swedish_has_swedish_quotes() -> None:
    assert [text for message, _ in translated("sv") for text in forms(message.string) if "“" in text] == []


def test_quotes_stand_in_messages_alone() -> None:
    """Each language has its own, so that none stand around a value in the code."""
    found = [
        f"{path.relative_to(SOURCES)}:{node.lineno}"
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr) and any(_is_text(one) and "“" in one.value for one in node.values)  # type: ignore[attr-defined]  # a text
    ]
    assert found == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_marked_as_doubtful(language: str) -> None:
    assert [f"{name}: {message.id}" for message, name in translated(language) if message.fuzzy] == []
