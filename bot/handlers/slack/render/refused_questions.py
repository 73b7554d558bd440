"""Why something cannot be put to the members, answered or settled any more."""

from collections.abc import Callable
from typing import Any

from bot.domain.errors import KallelseError
from bot.domain.poll import (
    FEWEST_ALTERNATIVES,
    MOST_ALTERNATIVES,
    PollOver,
    PollState,
    TooManyNeeded,
    WrongNumber,
)
from bot.domain.proposal import (
    MOST_DATES,
    AlreadyPut,
    DateSettled,
    DateState,
    NothingToPut,
    ProposalSettled,
    ProposalState,
    ReasonNeeded,
    TooManyDates,
    UnreadLines,
)
from bot.handlers.slack.render.blocks import clip, one_line
from bot.language.plan_lines import as_written
from bot.language.words import Words
from bot.usecases.asking import NotAsked


def _poll_over(error: PollOver, words: Words) -> str:
    return {
        PollState.OPEN: words.t("The time to answer is over; chair or secretary picks."),
        PollState.DECIDED: words.t("A time has been picked already."),
        PollState.WITHDRAWN: words.t("The poll has been withdrawn."),
    }[error.poll.state]


def _proposal_settled(error: ProposalSettled, words: Words) -> str:
    if error.proposal.put_at is None:
        return {
            ProposalState.CLOSED: words.t("This plan has been confirmed: its meetings stand."),
            ProposalState.WITHDRAWN: words.t("This plan has become a poll, or was thrown away."),
        }.get(error.proposal.state, words.t("These dates have not been put to the members yet."))
    return {
        ProposalState.OPEN: words.t("These dates stand before the members already."),
        ProposalState.WAITING: words.t("These dates stand before the members already."),
        ProposalState.CLOSED: words.t("These dates are settled: the time to object is over."),
        ProposalState.WITHDRAWN: words.t("These dates have been withdrawn."),
    }[error.proposal.state]


def _unread_lines(error: UnreadLines, words: Words) -> str:
    return words.n(
        "Nobody is told of the plan yet: I could not read {count} of its lines, “{first}”. Write it otherwise or leave it "
        "out first.",
        "Nobody is told of the plan yet: I could not read {count} of its lines, the first is “{first}”. Write them "
        "otherwise or leave them out first.",
        len(error.lines),
        first=one_line(clip(as_written(error.lines[0]), 100)),
    )


def _date_settled(error: DateSettled, words: Words) -> str:
    return {
        DateState.OPEN: words.t("That date stands before the members: nobody has objected in time yet."),
        DateState.ADOPTED: words.t("That date is adopted already."),
        DateState.OBJECTED: words.t("Somebody objected to that date: chair and secretary decide about it."),
        DateState.WITHDRAWN: words.t("That date is no longer proposed."),
    }[error.date.state]


QUESTIONS: dict[type[KallelseError], Callable[[Any, Words], str]] = {
    ProposalSettled: _proposal_settled,
    DateSettled: _date_settled,
    TooManyDates: lambda _, words: words.t(
        "A plan holds at most {count} dates. Put these to the members first, or strike some.",
        count=MOST_DATES,
    ),
    UnreadLines: _unread_lines,
    NothingToPut: lambda _, words: words.t("The plan has no dates that are not struck. Add some first."),
    ReasonNeeded: lambda _, words: words.t(
        "An objection needs a reason, for example: We have our own meeting then."
    ),
    AlreadyPut: lambda _, words: words.t("That meeting's date stands before the members already."),
    NotAsked: lambda error, words: words.t(
        "Only those with a seat in {committee} are asked.",
        committee=one_line(error.committee),
    ),
    PollOver: _poll_over,
    TooManyNeeded: lambda error, words: words.n(
        "{count} person is asked, so {quorum} cannot be needed.",
        "{count} people are asked, so {quorum} cannot be needed.",
        error.asked,
        quorum=error.quorum,
    ),
    WrongNumber: lambda error, words: words.t(
        "A poll has {fewest} to {most} times to choose from; these are {count}.",
        fewest=FEWEST_ALTERNATIVES,
        most=MOST_ALTERNATIVES,
        count=error.count,
    ),
}
