"""What goes into an entry comes out of other people's readers."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.calendar.check import check
from bot.calendar.entry import Attendee
from bot.calendar.text import one_line, paragraphs
from tests.calendar.examples import (
    BO,
    HOSTILE,
    MEETING,
    ORGANIZER,
    cancellation,
    described_by_us_alone,
    every_week,
    instants,
    request,
)
from tests.calendar.readers import Reader, libical, reader, written

ANY_TEXT = st.text(st.characters(), max_size=200) | st.sampled_from(HOSTILE)
ANY_LINK = ANY_TEXT | st.text(st.characters(), max_size=60).map("https://video.example/{}".format)
A_TITLE = ANY_TEXT.filter(one_line)  # that which has none does not leave: the rule "title"
JUDGES = [
    "recurring-ical-events",
    pytest.param("libical", marks=pytest.mark.judge),
    pytest.param("ical.js", marks=pytest.mark.judge),
]


@pytest.fixture(scope="module", params=JUDGES)
def read(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Each reader in turn, running for all that is asked in this file."""
    with reader(request.param) as asked:
        yield asked


def test_reader_finds_the_whole_meeting(read: Reader) -> None:
    entries = [
        MEETING,
        replace(MEETING, attendees=(BO,), place=None, sequence=2),
        replace(MEETING, link=None),
    ]
    assert read([request(entry) for entry in entries]) == [written(entry) for entry in entries]
    assert read([cancellation(MEETING)]) == [written(MEETING)]


def test_reader_gets_hostile_text_as_it_went_in(read: Reader) -> None:
    entries = [
        replace(
            MEETING, title=text, place=text, description=text, link=text, attendees=(replace(BO, name=text),)
        )
        for text in HOSTILE
    ]
    assert read([request(entry) for entry in entries]) == [written(entry) for entry in entries]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=A_TITLE,
    place=ANY_TEXT,
    description=ANY_TEXT,
    link=ANY_LINK,
    names=st.tuples(ANY_TEXT, ANY_TEXT),
    uid=st.text(st.characters(), max_size=50),
)
def test_reader_gets_any_text_as_it_went_in(
    read: Reader, title: str, place: str, description: str, link: str, names: tuple[str, str], uid: str
) -> None:
    """And finds no property that we did not write: nothing that people type breaks out of its line."""
    entry = replace(
        MEETING,
        uid=f"{uid}@alvnas.example",
        title=title,
        place=place,
        link=link,
        description=description,
        organizer=replace(ORGANIZER, name=names[0]),
        attendees=(replace(BO, name=names[1]),),
    )
    data = request(entry)
    assert check(data) == []
    assert read([data]) == [written(entry)]


def test_reader_gets_the_same_instant_every_week(read: Reader) -> None:
    found = read(list(described_by_us_alone()))
    assert [(event.start, event.end) for event in found] == [instants(entry) for entry in every_week()]


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "S", "M")), min_size=1))
def test_visible_text_stays_as_typed(text: str) -> None:
    assert one_line(text) == text
    assert paragraphs(f"{text}\n\n{text}") == f"{text}\n\n{text}"


@pytest.mark.judge
def test_libical_finds_nothing_wrong() -> None:
    people = (*MEETING.attendees, Attendee("Cecilia Ek", "cecilia@lst.example"))
    messages = [
        request(MEETING),
        request(replace(MEETING, attendees=people, place=None, sequence=2)),
        request(replace(MEETING, description="", link=None)),
        cancellation(replace(MEETING, sequence=3)),
    ]
    with libical() as ask:
        assert [judged["broken"] for judged in ask(messages)] == [[], [], [], []]


@pytest.mark.judge
def test_libical_is_a_judge() -> None:
    """It would say so, were something wrong."""
    broken = request(MEETING).replace(b"SEQUENCE:0", b"SEQUENCE:0\r\nSEQUENCE:0").replace(b"UID:", b"X-UID:")
    with libical() as ask:
        [judged] = ask([broken])
    assert len(judged["broken"]) == 2
