"""Which meeting is meant: named by its day, before where it goes or why it is called off."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handlers.naming import Named, meeting_named_first, meeting_to_move
from tests.domain.samples import STOCKHOLM, meeting

NOW = datetime(2017, 10, 11, 7, 0, tzinfo=UTC)
DECEMBER = meeting()
FEBRUARY = replace(
    DECEMBER,
    id="february",  # type: ignore[arg-type]
    start=datetime(2018, 2, 16, 9, 0, tzinfo=UTC),
    end=datetime(2018, 2, 16, 11, 0, tzinfo=UTC),
)
AFTERNOON = replace(
    DECEMBER,
    id="afternoon",  # type: ignore[arg-type]
    start=DECEMBER.start + timedelta(hours=4),
    end=DECEMBER.end + timedelta(hours=4),
)
ALL = (DECEMBER, FEBRUARY)

MOVES = {
    "15/12 till 18/12 kl 10": Named((DECEMBER,), "18/12 kl 10"),
    "15/12 to 18/12": Named((DECEMBER,), "18/12"),
    "from 15/12 to 18/12": Named((DECEMBER,), "18/12"),
    "från fredag 15 december till måndag 18 december kl 10": Named((DECEMBER,), "måndag 18 december kl 10"),
    "15 Dec to 18 Dec at 2pm": Named((DECEMBER,), "18 Dec at 2pm"),
    "16 februari -> 19 februari": Named((FEBRUARY,), "19 februari"),
    "från 15/12 till kl 14": Named((DECEMBER,), "kl 14"),
    "fredag 15/12 kl 10": Named(ALL, "fredag 15/12 kl 10"),
    "15/12 10 till 12": Named(ALL, "15/12 10 till 12"),
    "till 18/12 kl 10": Named(ALL, "18/12 kl 10"),
    "i Lilla salen": Named(ALL, "i Lilla salen"),
    "to": Named(ALL, "to"),
    "": Named(ALL, ""),
    "from 1/12 to 2/12": Named(ALL, "2/12", date(2017, 12, 1)),
    "1/12 till 2/12": Named(ALL, "2/12", date(2017, 12, 1)),
    "1/12 till 18/12 kl 10": Named(ALL, "18/12 kl 10", date(2017, 12, 1)),
    "15/12 kl 10 till 15/12 kl 12": Named((DECEMBER,), "15/12 kl 12"),
    "1/12 kl 10 till 1/12 kl 12": Named(ALL, "1/12 kl 10 till 1/12 kl 12"),
    "15/12 i Stora salen": Named((DECEMBER,), "15/12 i Stora salen"),
    "16 februari en vecka": Named((FEBRUARY,), "en vecka"),
    "16 februari en timme": Named((FEBRUARY,), "en timme"),
    "15/12 en timme senare": Named((DECEMBER,), "en timme senare"),
    "1/12 en vecka": Named(ALL, "1/12 en vecka"),
    "1/12 i Stora salen": Named(ALL, "1/12 i Stora salen"),
    "15/12 kl 14 i Stora salen": Named(ALL, "15/12 kl 14 i Stora salen"),
}


@pytest.mark.parametrize("typed", MOVES)
def test_meeting_to_move(typed: str) -> None:
    assert meeting_to_move(typed, ALL, now=NOW, zone=STOCKHOLM) == MOVES[typed]


CANCELLATIONS = {
    "15/12 för få anmälda": Named((DECEMBER,), "för få anmälda"),
    "fredag 15 december kl 10: sjukdom": Named((DECEMBER,), "sjukdom"),
    "mötet den 16 februari, ordföranden är sjuk": Named((FEBRUARY,), "ordföranden är sjuk"),
    "the meeting on 15 December – too few": Named((DECEMBER,), "too few"),
    "15/12 i Kronobergsrummet är vattenläcka": Named((DECEMBER,), "i Kronobergsrummet är vattenläcka"),
    "15/12": Named((DECEMBER,), ""),
    "för få anmälda": Named(ALL, "för få anmälda"),
    "10 anmälda är för få": Named(ALL, "10 anmälda är för få"),
    "May is ill": Named(ALL, "May is ill"),
    "Strömavbrott i kommunhuset": Named(ALL, "Strömavbrott i kommunhuset"),
    "": Named(ALL, ""),
    "18/12 sjukdom": Named(ALL, "18/12 sjukdom", date(2017, 12, 18)),
}


@pytest.mark.parametrize("typed", CANCELLATIONS)
def test_meeting_to_cancel(typed: str) -> None:
    assert meeting_named_first(typed, ALL, now=NOW, zone=STOCKHOLM) == CANCELLATIONS[typed]


def test_an_hour_tells_two_meetings_on_one_day_apart() -> None:
    found = [
        meeting_named_first(typed, (DECEMBER, AFTERNOON), now=NOW, zone=STOCKHOLM).meetings
        for typed in ("15/12 sjukdom", "15/12 kl 14 sjukdom")
    ]
    assert found == [(DECEMBER, AFTERNOON), (AFTERNOON,)]
