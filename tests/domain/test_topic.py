"""Topics: from proposed to settled, recognised when they come twice, moved on the agenda."""

from collections.abc import Callable

import pytest

from bot.domain.ids import TopicId
from bot.domain.topic import Topic, TopicSettled, TopicState, TopicText, find_same, same_words, swapped
from tests.domain.samples import topic

OPEN = {TopicState.PROPOSED, TopicState.ACCEPTED, TopicState.DISCUSSED, TopicState.POSTPONED}
ACTS: dict[str, tuple[Callable[[Topic], Topic], set[TopicState]]] = {
    "accept": (lambda one: one.accepted(3), {TopicState.PROPOSED}),
    "decline": (lambda one: one.declined("nej"), OPEN),
    "withdraw": (lambda one: one.withdrawn(), OPEN),
    "change": (lambda one: one.worded(TopicText("annat")), OPEN),
    "mark tentative": (lambda one: one.marked_tentative(tentative=True), OPEN),
}


@pytest.mark.parametrize("state", TopicState)
@pytest.mark.parametrize("wanted", ACTS)
def test_act_fits_the_state_or_is_refused(wanted: str, state: TopicState) -> None:
    act, allowed = ACTS[wanted]
    if state in allowed:
        act(topic("Enkäten", state))
        return
    with pytest.raises(TopicSettled):
        act(topic("Enkäten", state))


@pytest.mark.parametrize(
    "other",
    [
        "Trygghetsundersökningen.",
        "  trygghetsundersökningen ",
        "TRYGGHETSUNDERSÖKNINGEN",
        "Trygghetsundersökningen!?",
    ],
)
def test_case_spacing_and_closing_marks_do_not_make_another_topic(other: str) -> None:
    assert same_words(other) == same_words("Trygghetsundersökningen")


def test_other_words_make_another_topic() -> None:
    assert same_words("Trygghetsundersökningen 2018") != same_words("Trygghetsundersökningen")


def test_settled_topic_can_be_proposed_anew() -> None:
    declined, waiting = topic("Enkäten", TopicState.DECLINED), topic("enkäten.")
    assert find_same("Enkäten", [declined]) is None
    assert find_same("Enkäten", [declined, waiting]) == waiting


@pytest.mark.parametrize(
    ("moved", "step", "order"),
    [
        ("b", -1, ["b", "a", "c"]),
        ("b", 1, ["a", "c", "b"]),
        ("a", -1, ["a", "b", "c"]),
        ("c", 1, ["a", "b", "c"]),
    ],
)
def test_moving_changes_places_with_the_neighbour(moved: str, step: int, order: list[str]) -> None:
    agenda = [topic(title, TopicState.ACCEPTED, position) for position, title in enumerate("abc")]
    changed = {one.id: one for one in swapped(agenda, TopicId(moved), step)}
    after = sorted((changed.get(one.id, one) for one in agenda), key=lambda one: one.position)
    assert [one.title for one in after] == order
