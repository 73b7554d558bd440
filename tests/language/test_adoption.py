"""How proposed dates were adopted, said as it was: in silence, by somebody, at once, or in spite of an objection."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.ids import CommitteeId, DateProposalId, MeetingId, PersonId, ProposedDateId
from bot.domain.proposal import DateProposal, DateState, ProposalState, ProposedDate
from bot.language.adoption import how_adopted, was_kept
from bot.language.words import Words

NOW = datetime(2017, 10, 11, 11, 0, tzinfo=UTC)
ENGLISH = Words("en", ZoneInfo("Europe/Stockholm"))
KARIN = PersonId("karin")
SILENT = DateProposal(
    DateProposalId("plan"), CommitteeId("bra"), ProposalState.CLOSED, KARIN, NOW, put_at=NOW, settled_at=NOW
)
GONE_AHEAD = replace(SILENT, settled_by=KARIN)
AT_ONCE = replace(GONE_AHEAD, put_at=None)
ADOPTED = ProposedDate(
    ProposedDateId("d"),
    SILENT.id,
    DateState.ADOPTED,
    NOW,
    NOW + timedelta(hours=2),
    "",
    "",
    MeetingId("m"),
    settled_at=NOW,
)
KEPT = replace(ADOPTED, settled_by=KARIN)


@pytest.mark.parametrize(
    ("proposal", "dates", "objected", "said"),
    [
        (AT_ONCE, [KEPT], False, "Decided by Karin."),
        (SILENT, [ADOPTED], False, "Adopted, nobody objected by Wednesday."),
        (SILENT, [ADOPTED], True, "Adopted, but for what somebody objected to by Wednesday."),
        (SILENT, [KEPT], True, "Objected to by Wednesday."),
        (GONE_AHEAD, [ADOPTED], False, "Adopted by Karin though not everybody was reached by Wednesday."),
        (
            GONE_AHEAD,
            [ADOPTED, KEPT],
            True,
            "Adopted by Karin though not everybody was reached, but for what somebody objected to by Wednesday.",
        ),
        (GONE_AHEAD, [KEPT], True, "Objected to by Wednesday."),
    ],
    ids=[
        "at once",
        "in silence",
        "some objected to",
        "kept alone",
        "not all reached",
        "not all reached, some kept",
        "not all reached, kept alone",
    ],
)
def test_adoption_is_said_as_it_was(
    proposal: DateProposal, dates: list[ProposedDate], said: str, *, objected: bool
) -> None:
    told = how_adopted(proposal, dates, ENGLISH, by="Karin", deadline="Wednesday", objected=objected)
    assert told == said


def test_kept_is_what_somebody_decided_about_after_it_was_put() -> None:
    assert [was_kept(SILENT, one) for one in (ADOPTED, KEPT, replace(KEPT, state=DateState.WITHDRAWN))] == [
        False,
        True,
        False,
    ]
    assert not was_kept(AT_ONCE, KEPT)
