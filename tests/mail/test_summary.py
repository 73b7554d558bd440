"""The summary by mail."""

from dataclasses import replace

from bot.domain.ids import PersonId, PollId
from bot.domain.meeting import MeetingState
from bot.domain.poll import Poll, PollState
from bot.domain.proposal import DateState, ProposalState
from bot.handlers.slack.render.summary import summary_message
from bot.mail.render import plain
from bot.mail.summary import summary_letter
from bot.usecases.picked_times import PickedTime
from tests.handlers.slack.drawn import KARIN, SWEDISH
from tests.handlers.slack.recorded import action, decision, summary
from tests.handlers.slack.test_render_proposals import facts


def test_it_says_what_the_channel_reads() -> None:
    proposed = facts("-", ProposalState.CLOSED, DateState.ADOPTED)
    adopted = replace(proposed, objections=(), dates=proposed.dates[:2])
    told = plain(summary_letter(replace(summary([decision()], [action()]), adopted=(adopted,)), SWEDISH))
    for words in (
        "Överenskommelsen förlängs.",
        "Bjuda in hatbrottsgruppen",
        "Tider för kommande möten: torsdag 19 oktober 2017 kl. 13.00–15.00; torsdag 26 oktober 2017 kl. 13.00–15.00",
        "Antaget, ingen har invänt senast onsdag 18 oktober 2017 kl. 13.00.",
        "Nästa möte: fredag 15 december 2017 kl. 10.00–12.00",
    ):
        assert words in told


def test_it_says_who_kept_a_date_that_somebody_objected_to() -> None:
    proposed = facts("-", ProposalState.CLOSED, DateState.ADOPTED)
    silent, other = proposed.dates[:2]
    some = replace(proposed, dates=(silent, replace(other, settled_by=KARIN.id)))
    told = plain(summary_letter(replace(summary(), adopted=(some,)), SWEDISH))
    assert (
        "torsdag 19 oktober 2017 kl. 13.00–15.00; "
        "torsdag 26 oktober 2017 kl. 13.00–15.00 (Karin Ahlgren behöll den ändå)"
    ) in told
    assert "Antaget, utom det som någon invände mot senast onsdag 18 oktober 2017 kl. 13.00." in told


def test_next_meeting_that_is_only_planned_is_called_that() -> None:
    found = summary([], [])
    assert found.next_meeting is not None
    planned = replace(found, next_meeting=replace(found.next_meeting, state=MeetingState.PLANNED))
    said = "Nästa möte: fredag 15 december 2017 kl. 10.00–12.00"
    assert "inte bekräftat ännu" in plain(summary_letter(planned, SWEDISH)).split(said)[1].splitlines()[0]
    assert "inte bekräftat ännu" not in plain(summary_letter(found, SWEDISH))


def test_time_that_was_picked_in_a_poll_is_quoted_among_the_others_in_order() -> None:
    proposed = facts("-", ProposalState.CLOSED, DateState.ADOPTED)
    adopted = replace(proposed, objections=(), dates=proposed.dates[:1])
    december = summary([], []).next_meeting
    assert december is not None
    poll = Poll(
        PollId("poll"),
        adopted.committee.id,
        PollState.DECIDED,
        needs_chair=False,
        needs_each_organisation=False,
        quorum=None,
        hides_votes=False,
        deadline=december.start,
        asked_by=PersonId("karin"),
        asked_at=december.start,
    )
    picked = PickedTime(poll, december, "Karin Ahlgren")
    quoting = replace(summary([], []), adopted=(adopted,), picked=(picked,))
    told = plain(summary_letter(quoting, SWEDISH))
    said = "Tider för kommande möten: fredag 15 december 2017 kl. 10.00–12.00"
    assert "Vald i en omröstning av Karin Ahlgren." in told.split(said)[1]
    drawn = str(summary_message(quoting, SWEDISH).blocks)
    assert drawn.index("19 oktober") < drawn.index("_Antaget") < drawn.index("_Vald i en omröstning av Karin")
