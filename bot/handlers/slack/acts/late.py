"""A press, or a form, that comes too late: instead of a refusal it is answered with what stands now, and that takes the place
of the message it came from, whose buttons lead nowhere any more.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TypeVar

from bot.domain.errors import KallelseError
from bot.domain.poll import PollOver
from bot.domain.proposal import AlreadyPut, DateProposal, DateSettled, ProposalSettled, ProposalState
from bot.handlers.slack.listening import Acts
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.plan_outcomes import proposal_stands_message
from bot.handlers.slack.render.poll_picking import poll_waits_message
from bot.handlers.slack.render.polls import poll_message
from bot.handlers.slack.render.proposal_waits import waits_message
from bot.handlers.slack.render.proposals import question_message
from bot.handlers.slack.request import Redraw, Request
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import poll_seen_by, polls_of
from bot.usecases.proposals import proposal_seen_by

TOO_LATE = (ProposalSettled, DateSettled, AlreadyPut, PollOver)
Given = TypeVar("Given")
Answered = TypeVar("Answered")
Show = Callable[[Request, KallelseError], Message]


def late(
    act: Callable[[Request, Given], Answered], show: Show
) -> Callable[[Request, Given], Answered | Redraw]:
    @wraps(act)
    def acting(request: Request, given: Given) -> Answered | Redraw:
        try:
            return act(request, given)
        except TOO_LATE as error:
            said = what_stands(request, error, show)
            return Redraw(said, said, to_the_bottom=True)

    return acting


def what_stands(request: Request, error: KallelseError, show: Show) -> Message:
    """Why it was not done, and below it what it was about as that stands now."""
    shown = show(request, error)
    lead = explain(error, request.words).text
    return Message(f"{lead} {shown.text}", (section(lead), *shown.blocks))


def never_too_late(acts: Acts, show: Show) -> Acts:
    """All that a module answers to, but for commands."""
    return replace(
        acts,
        presses={press: late(act, show) for press, act in acts.presses.items()},
        press_forms={press: late(form, show) for press, form in acts.press_forms.items()},
        submissions={form: replace(one, act=late(one.act, show)) for form, one in acts.submissions.items()},
    )


def what_became(request: Request, error: KallelseError) -> Message:
    """For chair and secretary: of a plan, of a date that somebody objected to, of a poll."""
    if isinstance(error, PollOver):
        return poll_waits_message(_poll(request, error), request.words)
    if isinstance(error, DateSettled):
        facts = proposal_seen_by(request.storage, error.date.proposal_id, request.who, request.now)
        return waits_message(facts, request.words)
    assert isinstance(error, ProposalSettled | AlreadyPut)  # noqa: S101  by TOO_LATE
    if poll := _poll_made_of(request, error.proposal):
        return poll_waits_message(poll, request.words)
    facts = proposal_seen_by(request.storage, error.proposal.id, request.who, request.now)
    return proposal_stands_message(facts, request.words)


def what_was_asked(request: Request, error: KallelseError) -> Message:
    """For a member: the question as it stands, with their own answer."""
    if isinstance(error, PollOver):
        return poll_message(_poll(request, error), request.words)
    assert isinstance(error, ProposalSettled)  # noqa: S101  what a member's answer can meet
    facts = proposal_seen_by(request.storage, error.proposal.id, request.who, request.now)
    return question_message(facts, request.words)


def _poll(request: Request, error: PollOver) -> PollFacts:
    return poll_seen_by(request.storage, error.poll.id, request.who, request.now)


def _poll_made_of(request: Request, plan: DateProposal) -> PollFacts | None:
    """A plan that becomes a poll is withdrawn at that moment."""
    if plan.state != ProposalState.WITHDRAWN:
        return None
    polls = polls_of(request.storage, plan.committee_id, request.who, request.now)
    return next((one for one in polls if one.poll.asked_at == plan.settled_at), None)
