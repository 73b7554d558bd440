"""Facts of a plan in the making out of a transaction."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.deadline import deadline_after
from bot.domain.ids import ProposedDateId
from bot.domain.proposal import DateProposal, ProposedDate
from bot.domain.warning import Warning  # noqa: A004  the word people use
from bot.language.free_days import is_day_off
from bot.language.plan_lines import Reader
from bot.storage import Transaction
from bot.usecases.access import Asker
from bot.usecases.asking import seated_between
from bot.usecases.proposal_facts import Plan
from bot.usecases.time_warnings import Considered, warnings_of


def usual_deadline(committee: Committee, now: datetime) -> datetime:
    """So long do dates stand before they are adopted, as the committee has it."""
    return deadline_after(
        now, committee.silence_days, committee.zone, lambda day: is_day_off(day, committee.zone)
    )


def plan_facts(transaction: Transaction, asker: Asker, draft: DateProposal, now: datetime) -> Plan:
    dates = transaction.proposed_dates.of([draft.id])
    deadline = usual_deadline(asker.committee, now)
    committee = asker.committee
    asked = seated_between(asker.seats, committee.today(now), committee.today(deadline))
    members = transaction.people.named(asked).values()
    reader = Reader(now, committee.zone)
    return Plan(
        committee,
        draft,
        tuple(dates),
        _warnings(transaction, asker, [date for date in dates if date.is_open], now),
        tuple(reader.line(text) for text in draft.unread_lines),
        tuple(sorted(members, key=lambda one: one.name)),
        deadline,
    )


def _warnings(
    transaction: Transaction, asker: Asker, wanted: Sequence[ProposedDate], now: datetime
) -> dict[ProposedDateId, tuple[Warning, ...]]:
    times = [Considered(date.slot, date.meeting_id) for date in wanted]
    found = warnings_of(transaction, asker.committee, times, asker.person.id, now, all_wanted=True)
    return {date.id: warnings for date, warnings in zip(wanted, found, strict=True)}
