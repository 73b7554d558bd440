"""The table of phrases, in two halves: by the one the grammar may be improved, by the other it is only measured."""

from collections import Counter

import pytest

from tests.language.when.table import Half, Score, phrases

LEAST_PHRASES = 250
LEAST_RIGHT = {Half.TUNED: 0.98, Half.MEASURED: 0.95}

PHRASES = tuple(phrases())


def test_table_is_large_and_half_of_it_swedish() -> None:
    languages = Counter(phrase.language for phrase in PHRASES)
    assert len(PHRASES) >= LEAST_PHRASES
    assert abs(languages["sv"] - languages["en"]) <= len(PHRASES) * 0.1
    assert len({(phrase.words, phrase.now) for phrase in PHRASES}) == len(PHRASES)


def test_table_is_cut_in_two_by_the_phrases_themselves() -> None:
    halves = Counter(phrase.half for phrase in PHRASES if not phrase.is_later)
    assert abs(halves[Half.TUNED] - halves[Half.MEASURED]) <= halves.total() * 0.1


@pytest.mark.parametrize("half", Half)
def test_no_phrase_is_read_wrong(half: Half) -> None:
    wrong = [phrase for phrase in PHRASES if phrase.half is half and phrase.score() is Score.WRONG]
    assert wrong == []


@pytest.mark.parametrize("half", Half)
def test_most_phrases_are_read_right(half: Half) -> None:
    scores = Counter(phrase.score() for phrase in PHRASES if phrase.half is half)
    assert scores[Score.RIGHT] / scores.total() >= LEAST_RIGHT[half]
