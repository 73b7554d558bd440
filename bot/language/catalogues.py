"""The gettext catalogues: English is the source, every other language is a folder of .po files under `locales`.

The .po files are read as they are: nothing to compile, nothing compiled to go stale.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"


def languages() -> tuple[str, ...]:
    """The languages people can choose from, the source language first."""
    return (SOURCE_LANGUAGE, *sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


def spoken(locale: str) -> str:
    """The language we answer `locale` in: "sv-SE" → "sv"; a language we do not speak → English."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if language in languages() else SOURCE_LANGUAGE


@cache
def catalogue(language: str) -> Catalog:
    """All areas' .po files of a language as one catalogue."""
    merged = Catalog(locale=language)
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
    return merged


@cache
def translations(language: str) -> NullTranslations:
    """What looks messages up; a message without a translation comes back in English."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
