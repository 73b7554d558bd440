"""Both languages say the same things, the page uses no other words, and it fetches nothing from elsewhere."""

import re
from pathlib import Path

from bot.sandbox.client_reading import CLIENT

KEY = re.compile(r'^    "?([\w-]+)"?: "(.*)",$', re.MULTILINE)
USED = re.compile(r'\bt\(\s*"([\w-]+)"')


def strings() -> dict[str, dict[str, str]]:
    english, swedish = (CLIENT / "strings.js").read_text("utf-8").split("\n  sv: {\n")
    return {"en": dict(KEY.findall(english)), "sv": dict(KEY.findall(swedish))}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    both = strings()
    assert len(both["en"]) > 100
    assert list(both["en"]) == list(both["sv"])


def test_both_languages_have_the_same_placeholders() -> None:
    both = strings()
    holes = {
        language: {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in words.items()}
        for language, words in both.items()
    }
    assert holes["en"] == holes["sv"]


def test_every_word_that_the_page_asks_for_exists() -> None:
    asked = {key for module in CLIENT.glob("*.js") for key in USED.findall(module.read_text("utf-8"))}
    assert asked - strings()["en"].keys() == set()


def test_every_word_is_asked_for() -> None:
    modules = [module for module in CLIENT.glob("*.js") if module.name != "strings.js"]
    code = "".join(module.read_text("utf-8") for module in modules)
    built = re.compile(r"(?:method|answer|answering|answered|trouble|face|habit|habitDetail|honesty)_")
    unused = {key for key in strings()["en"] if f'"{key}"' not in code and not built.match(key)}
    # A record's key may also be a word: LEAPS in clock.js.
    assert {key for key in unused if not re.search(rf"\b{key}:", code)} == set()


def test_modules_are_short() -> None:
    long = {
        module.name for module in CLIENT.glob("*.js") if len(module.read_text("utf-8").splitlines()) > 250
    }
    assert long == {"strings.js"}


def test_nothing_is_fetched_from_elsewhere() -> None:
    fetched = re.compile(r"(?:src|href|import|url\()\s*[=(]?\s*[\"'(]?\s*https?://")
    found = [file.name for file in CLIENT.iterdir() if fetched.search(file.read_text("utf-8"))]
    assert found == []


def test_nothing_that_people_wrote_is_read_as_markup() -> None:
    dangerous = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
    found = [
        module.name for module in Path(CLIENT).glob("*.js") if dangerous.search(module.read_text("utf-8"))
    ]
    assert found == []
