"""A plan in the making: what is read, what is asked about, what is warned of, and what comes of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.ids import DateProposalId
from bot.domain.meeting import MeetingState
from bot.domain.permission import NotAllowed
from bot.domain.proposal import NothingToPut, ProposalSettled, ProposalState, TooManyDates, UnreadLines
from bot.domain.schedule import Clash, InThePast
from bot.domain.warning import Warn
from bot.storage import Storage
from bot.usecases.committees import CommitteeText, set_up_committee
from bot.usecases.confirming_plans import confirm_plan
from bot.usecases.keeping_time import keep_time
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.plans import (
    add_to_plan,
    choose_meaning,
    move_date,
    plan_seen_by,
    plan_to_put,
    plans_of,
    restore_date,
    rewrite_line,
    strike_date,
    throw_away,
)
from bot.usecases.proposal_facts import Plan
from bot.usecases.putting import put_to_members
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from tests.town import (
    CHAIR,
    HERE,
    NOW,
    POLICE,
    RESCUE,
    SECRETARY,
    STRANGER,
    TEAM,
    all_meetings,
    id_of,
    ledger,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
YEAR = "första onsdagen varje månad utom juli, kl 13-15, 2018"


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def shown(plan: Plan) -> list[str]:
    """The dates that are not struck, on the committee's clock."""
    return [f"{date.start.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" for date in plan.wanted]


def warned(plan: Plan) -> dict[str, list[Warn]]:
    """By date, for those that are warned of."""
    found = {f"{date.start.astimezone(STOCKHOLM):%Y-%m-%d}": plan.warnings[date.id] for date in plan.wanted}
    return {day: [one.kind for one in warnings] for day, warnings in found.items() if warnings}


def written(storage: Storage, text: str, usual: str = "") -> Plan:
    return add_to_plan(storage, HERE, SECRETARY, text, NOW, usual=usual)


def test_a_rule_becomes_its_dates_on_the_wall_clock(town: Storage) -> None:
    plan = written(town, YEAR)
    assert shown(plan) == [
        f"2018-{day} 13:00"
        for day in (
            "01-03", "02-07", "03-07", "04-04", "05-02", "06-06", "08-01", "09-05", "10-03", "11-07", "12-05",
        )
    ]  # fmt: skip
    assert {date.end - date.start for date in plan.dates} == {timedelta(hours=2)}
    assert {f"{date.start:%H}" for date in plan.dates} == {"11", "12"}  # UTC, summer and winter


def test_what_cannot_be_read_for_sure_is_kept_beside_the_rest(town: Storage) -> None:
    plan = written(town, "fredag 15 december kl 10\nnån gång i mars\ntorsdag 16 februari 2018 kl 9\n3 april")
    assert shown(plan) == ["2017-12-15 10:00"]
    assert [line.text for line in plan.lines] == [
        "nån gång i mars",
        "torsdag 16 februari 2018 kl 9",
        "3 april",
    ]


def test_a_meaning_that_is_chosen_settles_its_line_once(town: Storage) -> None:
    plan = written(town, "torsdag 16 februari 2018 kl 9")
    (line,) = plan.lines
    for _ in range(2):
        plan = choose_meaning(town, plan.proposal.id, SECRETARY, line.text, line.choices[0], NOW)
    assert (shown(plan), plan.lines) == (["2018-02-16 09:00"], ())


def test_a_rule_without_an_end_asks_until_when(town: Storage) -> None:
    plan = written(town, "första onsdagen varje månad kl 13-15")
    (line,) = plan.lines
    assert shown(plan) == []
    plan = choose_meaning(town, plan.proposal.id, SECRETARY, line.text, line.choices[0], NOW)
    assert shown(plan) == ["2017-11-01 13:00", "2017-12-06 13:00"]


def test_a_line_written_otherwise_takes_its_place_and_an_empty_one_leaves_it_out(town: Storage) -> None:
    plan = written(town, "nån gång i mars\nvem vet")
    plan = rewrite_line(town, plan.proposal.id, CHAIR, "nån gång i mars", "1 mars kl 10", NOW)
    assert (shown(plan), [line.text for line in plan.lines]) == (["2018-03-01 10:00"], ["vem vet"])
    plan = rewrite_line(town, plan.proposal.id, CHAIR, "vem vet", "", NOW)
    assert plan.lines == ()


def test_lines_without_a_time_take_the_usual_one(town: Storage) -> None:
    plan = written(town, "1 mars\n5 april kl 9", usual="kl 13-15")
    assert shown(plan) == ["2018-03-01 13:00", "2018-04-05 09:00"]


def test_several_days_on_one_line_are_a_date_each(town: Storage) -> None:
    plan = written(town, "3, 10 och 17 februari 2018 kl 9-11\n5/3 och 9/4 2018", usual="kl 13-15")
    assert (shown(plan), plan.lines) == (
        ["2018-02-03 09:00", "2018-02-10 09:00", "2018-02-17 09:00", "2018-03-05 13:00", "2018-04-09 13:00"],
        (),
    )


def test_one_of_several_days_that_is_doubtful_keeps_the_line_back(town: Storage) -> None:
    lines = ("3, 10 och 30 februari kl 9", "1 eller 2 mars kl 9", "10 och 30 oktober kl 9")
    plan = written(town, "\n".join(lines))
    assert (shown(plan), tuple(line.text for line in plan.lines)) == ([], lines)


def test_an_hour_that_the_clock_skips_is_asked_about(town: Storage) -> None:
    plan = written(town, "varje söndag kl 02.30 från 18 mars 2018 till 2 april 2018")
    assert shown(plan) == ["2018-03-18 02:30", "2018-04-01 02:30"]
    assert [line.text for line in plan.lines] == ["2018-03-25 02:30"]


def test_writing_the_same_again_adds_nothing(town: Storage) -> None:
    written(town, YEAR)
    assert len(written(town, YEAR).dates) == 11


def test_a_plan_holds_sixty_dates(town: Storage) -> None:
    written(town, "varje onsdag kl 9 från 1 januari 2018 till 20 december 2018")
    with pytest.raises(TooManyDates):
        written(town, "varje torsdag kl 9 från 1 januari 2018 till 20 december 2018")
    assert len(written(town, "").dates) == 51


def test_dates_are_moved_struck_and_restored(town: Storage) -> None:
    plan = written(town, "1 mars kl 10-12\n5 april kl 10-12")
    first, second = plan.dates
    plan = strike_date(town, first.id, SECRETARY, NOW)
    assert shown(plan) == ["2018-04-05 10:00"]
    plan = restore_date(town, first.id, CHAIR, NOW)
    plan = move_date(town, second.id, CHAIR, Wish(wall("2018-04-06T13:00"), place="Rådhuset"), NOW)
    assert shown(plan) == ["2018-03-01 10:00", "2018-04-06 13:00"]
    assert [date.place for date in plan.dates] == ["Eksalen, kommunhuset", "Rådhuset"]
    assert plan.dates[1].slot.length == timedelta(hours=2)


def test_draft_is_kept_and_is_chairs_and_secretarys_alone(town: Storage) -> None:
    plan = written(town, YEAR)
    for who in (CHAIR, SECRETARY):
        draft = plans_of(town, HERE, who, NOW).draft
        assert draft is not None
        assert draft.proposal == plan.proposal
    assert plans_of(town, HERE, POLICE, NOW).draft is None
    for who in (POLICE, STRANGER):
        with pytest.raises(NotAllowed):
            plan_seen_by(town, plan.proposal.id, who, NOW)
        with pytest.raises(NotAllowed):
            strike_date(town, plan.dates[0].id, who, NOW)
        with pytest.raises(NotAllowed):
            add_to_plan(town, HERE, who, YEAR, NOW)


def test_thrown_away_draft_is_gone(town: Storage) -> None:
    plan = written(town, YEAR)
    throw_away(town, plan.proposal.id, SECRETARY, NOW)
    assert plans_of(town, HERE, SECRETARY, NOW).draft is None
    with pytest.raises(ProposalSettled):
        strike_date(town, plan.dates[0].id, SECRETARY, NOW)
    assert ledger(town) == []


WARNINGS = {
    "a holiday": ("6 juni 2018 kl 10", [Warn.HOLIDAY]),
    "a day that everybody has off": ("22 juni 2018 kl 10", [Warn.HOLIDAY]),
    "a squeeze day": ("11 maj 2018 kl 10", [Warn.SQUEEZE]),
    "the day before": ("29 mars 2018 kl 13", [Warn.HALF_DAY]),
    "the day before, over by two": ("29 mars 2018 kl 10", None),
    "a weekend": ("3 februari 2018 kl 10", [Warn.WEEKEND]),
    "the committee's own days off": ("28 februari 2018 kl 10", [Warn.COMMITTEE_OFF]),
    "an hour that comes twice": ("2017-10-29 02:15", [Warn.WEEKEND, Warn.REPEATED_HOUR]),
    "an ordinary day": ("7 februari 2018 kl 10", None),
}


@pytest.mark.parametrize(("text", "kinds"), WARNINGS.values(), ids=WARNINGS)
def test_preview_warns_of(town: Storage, committee: Committee, text: str, kinds: list[Warn] | None) -> None:
    with town.transaction() as transaction:
        transaction.committees.put(replace(committee, days_off="2018-02-26–2018-03-02 Sportlov"))
    plan = written(town, text)
    for line in plan.lines:
        plan = choose_meaning(town, plan.proposal.id, SECRETARY, line.text, line.choices[0], NOW)
    assert list(warned(plan).values()) == ([kinds] if kinds else [])


def test_date_that_has_passed_while_the_draft_lay_is_warned_of(town: Storage) -> None:
    plan = written(town, "12 oktober kl 9\n1 mars kl 9")
    later = plan_seen_by(town, plan.proposal.id, SECRETARY, NOW + timedelta(days=2))
    assert warned(later) == {"2017-10-12": [Warn.PAST]}
    with pytest.raises(InThePast):
        confirm_plan(town, plan.proposal.id, CHAIR, NOW + timedelta(days=2))


def test_clash_within_the_plan_and_with_own_meetings_is_warned_of_and_refused(town: Storage) -> None:
    plan_meeting(town, HERE, SECRETARY, Wish(wall("2018-03-01T11:00")), NOW)
    plan = written(town, "1 mars kl 10-12\n5 april kl 10-12\n5 april kl 11-13")
    assert warned(plan) == {"2018-03-01": [Warn.OWN_MEETING], "2018-04-05": [Warn.SAME_PLAN]}
    with pytest.raises(Clash):
        confirm_plan(town, plan.proposal.id, CHAIR, NOW)
    assert len(all_meetings(town)) == 1


def other_committee(storage: Storage, *, shared: bool) -> Committee:
    """The rescue service's own, where Ali sits, and Henrik too if they share it."""
    text = CommitteeText("Olycksrådet", "OLY", "sv", "Europe/Stockholm", "Brandstationen", 60)
    other = set_up_committee(storage, TEAM, "C0OLY", RESCUE, text, NOW).asker.committee
    if shared:
        add_seat(storage, other.id, RESCUE, SECRETARY, SeatText("kommunen", Role.MEMBER), NOW)
    plan_meeting(storage, other.id, RESCUE, Wish(wall("2018-03-01T09:00"), wall("2018-03-01T11:00")), NOW)
    return other


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "not shared"])
def test_members_expected_elsewhere_are_named_and_the_committee_only_to_those_who_share_it(
    town: Storage, *, shared: bool
) -> None:
    other = other_committee(town, shared=shared)
    plan = written(town, "1 mars kl 10-12\n1 mars kl 13-15")
    first, second = plan.dates
    (warning,) = plan.warnings[first.id]
    people = ("Ali Rahimi", "Henrik Boman") if shared else ("Ali Rahimi",)
    assert (warning.kind, warning.people) == (Warn.ELSEWHERE, people)
    assert warning.committee == (other if shared else None)
    assert plan.warnings[second.id] == ()


def test_whoever_left_the_other_committee_is_not_told_its_name(town: Storage) -> None:
    other = other_committee(town, shared=True)
    with town.transaction() as transaction:
        for seat in transaction.seats.of_person(id_of(town, SECRETARY)):
            if seat.committee_id == other.id:
                transaction.seats.put(replace(seat, ends=other.today(NOW) - timedelta(days=1)))
    plan = written(town, "1 mars kl 10-12")
    (warning,) = plan.warnings[plan.dates[0].id]
    assert (warning.people, warning.committee) == (("Ali Rahimi",), None)


def test_confirming_at_once_sends_the_invitations_by_itself(town: Storage) -> None:
    plan = written(town, "1 mars kl 10-12\n5 april kl 10-12\n3 maj kl 10-12")
    strike_date(town, plan.dates[1].id, SECRETARY, NOW)
    decided = confirm_plan(town, plan.proposal.id, CHAIR, NOW)
    assert (decided.meetings, decided.people) == (2, 6)
    keep_time(town, NOW)
    assert [one.state for one in all_meetings(town)] == [MeetingState.CONFIRMED] * 2
    assert [debt[0] for debt in ledger(town)].count("invitation") == 2 * 11
    before = ledger(town)
    keep_time(town, NOW + timedelta(seconds=1))
    assert ledger(town) == before
    with pytest.raises(ProposalSettled):
        confirm_plan(town, plan.proposal.id, SECRETARY, NOW)


def test_nobody_is_told_of_a_plan_with_a_line_that_could_not_be_read(town: Storage) -> None:
    plan = written(town, "1 mars kl 10-12\nnån gång i april")
    for tell in (plan_to_put, put_to_members, confirm_plan):
        with pytest.raises(UnreadLines) as refused:
            tell(town, plan.proposal.id, CHAIR, NOW)
        assert refused.value.lines == ("nån gång i april",)
    assert (all_meetings(town), ledger(town)) == ([], [])
    rewrite_line(town, plan.proposal.id, CHAIR, "nån gång i april", "", NOW)
    assert confirm_plan(town, plan.proposal.id, CHAIR, NOW).meetings == 1


def test_a_plan_of_struck_dates_is_no_plan(town: Storage) -> None:
    plan = written(town, "1 mars kl 10-12")
    strike_date(town, plan.dates[0].id, SECRETARY, NOW)
    with pytest.raises(NothingToPut):
        confirm_plan(town, plan.proposal.id, CHAIR, NOW)
    with town.reading() as transaction:
        kept = transaction.date_proposals.get(DateProposalId(plan.proposal.id))
    assert kept.state == ProposalState.DRAFT


def test_history_says_what_was_adopted_and_by_whom(town: Storage) -> None:
    plan = written(town, "1 mars kl 10-12")
    confirm_plan(town, plan.proposal.id, CHAIR, NOW)
    (adopted,) = plans_of(town, HERE, POLICE, NOW).adopted
    assert (adopted.name(adopted.proposal.settled_by), adopted.proposal.settled_at) == ("Karin Ahlgren", NOW)
