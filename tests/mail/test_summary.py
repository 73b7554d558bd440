"""The summary by mail."""

from dataclasses import replace

from bot.domain.meeting import MeetingState
from bot.domain.proposal import DateState, ProposalState
from bot.mail.render import plain
from bot.mail.summary import summary_letter
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
