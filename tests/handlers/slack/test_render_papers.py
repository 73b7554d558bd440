"""The papers of a meeting as they are drawn, in both languages and with any name."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.domain.ids import PaperId
from bot.domain.meeting import MeetingState
from bot.domain.paper import Paper
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.meeting import card, meeting_answer
from bot.handlers.slack.render.papers import papers_form, papers_message
from bot.usecases.facts import MeetingFacts
from tests.handlers.slack.drawn import (
    ALI,
    DECEMBER,
    ENGLISH,
    KARIN,
    NOW,
    SWEDISH,
    facts,
    in_state,
    read,
)


def with_papers(*names: str, **changed: object) -> MeetingFacts:
    """Seen by the chair."""
    papers = (
        Paper(PaperId(name[:9]), DECEMBER.id, name, "application/pdf", 1_234_567, KARIN.id, NOW)
        for name in names
    )
    return replace(facts(asker=KARIN), papers=tuple(papers), **changed)


def test_form_lists_papers_and_asks_for_more() -> None:
    assert read(papers_form(with_papers("Avtal å.pdf"), ENGLISH)) == [
        "Brottsförebyggande rådet",
        "*Friday 15 December 2017, 10:00–12:00*",
        "Avtal å.pdf · 1.2 MB",
        "[Remove]",
        "New papers",
        "{}",  # where the files go
        "At most 5 MB each and 15 MB together; PDF is read everywhere.",
        "Everybody invited gets a mail about what is attached or removed, a minute after the first change.",
    ]


def test_form_about_a_planned_meeting_says_when_they_go_out() -> None:
    planned = with_papers(meeting=in_state(MeetingState.PLANNED))
    assert read(papers_form(planned, SWEDISH))[-1] == "De går ut med kallelsen när mötet är bekräftat."


def test_full_form_asks_for_no_more() -> None:
    form = papers_form(with_papers(*(f"{number}.pdf" for number in range(10))), ENGLISH)
    assert "There is room for no more: a meeting has at most 10 papers." in read(form)
    assert ("submit" in form, "New papers" in read(form)) == (False, False)


def test_members_get_papers_and_officers_change_them() -> None:
    found = with_papers("Avtal å.pdf")
    listed = [
        "Papers",
        "Brottsförebyggande rådet",
        "*Friday 15 December 2017, 10:00–12:00*",
        "Avtal å.pdf · 1.2 MB",
    ]
    member = replace(facts(asker=ALI), papers=found.papers)
    assert read(papers_message(member, ENGLISH)) == [*listed, "[Get it]"]
    assert read(papers_message(found, ENGLISH)) == [*listed, "[Get it]", "[Attach or remove]"]


def test_meeting_without_papers_says_so_to_officers_alone() -> None:
    assert "[Papers]" in read(meeting_answer(facts(asker=KARIN), ENGLISH, NOW))
    assert "[Papers]" not in read(meeting_answer(facts(asker=ALI), ENGLISH, NOW))
    assert "[Papers]" not in read(card(facts(), ENGLISH))


def test_cancelled_meeting_names_no_papers() -> None:
    off = with_papers("Avtal å.pdf", meeting=in_state(MeetingState.CANCELLED))
    assert "Avtal å.pdf" not in read(card(off, ENGLISH))
    assert "Avtal å.pdf" in read(card(with_papers("Avtal å.pdf"), ENGLISH))


def marked_up(drawn: Any) -> Iterator[str]:
    """The texts in which Slack looks for mentions."""
    if isinstance(drawn, Message):
        yield from (drawn.text, *marked_up(drawn.blocks))
    elif isinstance(drawn, dict) and drawn.get("type") == "mrkdwn":
        yield drawn["text"]
    elif isinstance(drawn, dict | list | tuple):
        for part in drawn.values() if isinstance(drawn, dict) else drawn:
            yield from marked_up(part)


def test_any_name_is_drawn_as_a_name() -> None:
    found = with_papers(*(f"{number}<!channel> *å* {'&' * 60}.pdf" for number in range(10)))
    for drawn in (papers_form(found, ENGLISH), papers_message(found, ENGLISH), card(found, ENGLISH)):
        assert not any("<!channel>" in text for text in marked_up(drawn))
        assert any("9<!channel>" in line for line in read(drawn))
