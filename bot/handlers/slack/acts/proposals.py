"""Dates that stand before the members: answers, and what chair and secretary do with them."""

from collections.abc import Callable

from bot.domain.ids import DateProposalId, ProposedDateId
from bot.domain.invitation import Source
from bot.domain.proposal import ASKING, ProposedDate
from bot.handlers.slack.acts.late import late, never_too_late, what_became, what_was_asked
from bot.handlers.slack.acts.plans import deadline_in
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.plan import plan_message
from bot.handlers.slack.render.plan_forms import (
    change_date_form,
    deadline_form,
    objection_form,
    unread_text,
)
from bot.handlers.slack.render.plan_outcomes import put_message
from bot.handlers.slack.render.proposal_waits import waits_message
from bot.handlers.slack.render.proposals import question_message
from bot.handlers.slack.request import Answer, AskOn, Filled, Redraw, Request, View
from bot.handlers.times import Unclear, WhichTime, read_wish
from bot.usecases.meetings import Wish
from bot.usecases.plan_gathering import usual_deadline
from bot.usecases.plans import plans_of
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposals import (
    Reply,
    answer_proposal,
    ask_unreached_again,
    go_ahead,
    mark_seen,
    proposal_to_change,
    set_deadline,
    withdraw_proposal,
)
from bot.usecases.settling import back_to_plan, change_date, date_to_settle, drop_date, keep_date


def press_fine(request: Request, parts: list[str]) -> Answer:
    return Redraw(question_message(_answered(request, parts[0], Reply(Source.SLACK)), request.words))


def press_object(request: Request, parts: list[str]) -> View:
    """Whoever opens it has seen the dates, so nobody need remind them."""
    facts = mark_seen(request.storage, DateProposalId(parts[0]), request.who, request.now)
    return objection_form(facts, request.words)


def submit_objection(request: Request, filled: Filled) -> Answer:
    """Dates that were taken out of the choice suit after all; all of them taken out, everything does."""
    (proposal_id,) = parts_of(filled.about)
    reply = Reply(
        Source.SLACK,
        frozenset(ProposedDateId(one) for one in _objected(request, filled, proposal_id)),
        filled.text("reason"),
        filled.text("suggestion"),
    )
    said = question_message(_answered(request, proposal_id, reply), request.words)
    return Redraw(said, said)


def press_deadline(request: Request, parts: list[str]) -> View:
    facts = proposal_to_change(request.storage, DateProposalId(parts[0]), request.who, request.now)
    facts.proposal.must_be(*ASKING)
    return deadline_form(facts, request.words)


def submit_deadline(request: Request, filled: Filled) -> Answer:
    (proposal_id,) = parts_of(filled.about)
    facts = set_deadline(
        request.storage, DateProposalId(proposal_id), request.who, deadline_in(filled), request.now
    )
    said = put_message(facts, request.words)
    return Redraw(said, said)


def press_change(request: Request, parts: list[str]) -> View:
    """With the first of the suggestions that names a date and a time: what cannot be read stands above the field alone."""
    facts, date = date_to_settle(request.storage, ProposedDateId(parts[0]), request.who, request.now)
    suggested = (one.suggestion for one in facts.objections_to(date.id))
    readable = (one for one in suggested if isinstance(_wish(one, facts, date), Wish))
    closes = usual_deadline(facts.committee, request.now)
    return change_date_form(facts, date, closes, request.words, typed=next(readable, ""))


def submit_change(request: Request, filled: Filled) -> Answer:
    (date_id,) = parts_of(filled.about)
    facts, date = date_to_settle(request.storage, ProposedDateId(date_id), request.who, request.now)
    typed = filled.text("when")
    wish = _wish(typed, facts, date)
    if not isinstance(wish, Wish):
        closes = usual_deadline(facts.committee, request.now)
        wrong = unread_text(wish, request.words)
        return AskOn(change_date_form(facts, date, closes, request.words, typed=typed, wrong=wrong))
    anew = change_date(request.storage, date.id, request.who, wish, request.now, deadline=deadline_in(filled))
    left = proposal_to_change(request.storage, facts.proposal.id, request.who, request.now)
    return Redraw(waits_message(left, request.words), put_message(anew, request.words, wish.assumed))


def press_officer(act: Callable[..., ProposalFacts]) -> Callable[[Request, list[str]], Answer]:
    """What chair and secretary do with all of it; what still waits for them is drawn again."""

    def press(request: Request, parts: list[str]) -> Answer:
        facts = act(request.storage, DateProposalId(parts[0]), request.who, request.now)
        return Redraw(waits_message(facts, request.words), to_the_bottom=True)

    return press


def press_date(act: Callable[..., ProposalFacts]) -> Callable[[Request, list[str]], Answer]:
    def press(request: Request, parts: list[str]) -> Answer:
        facts = act(request.storage, ProposedDateId(parts[0]), request.who, request.now)
        return Redraw(waits_message(facts, request.words))

    return press


def press_back_to_plan(request: Request, parts: list[str]) -> Answer:
    """What still waits is drawn again; the plan is said beside it, to be looked through and asked about."""
    facts = back_to_plan(request.storage, ProposedDateId(parts[0]), request.who, request.now)
    plans = plans_of(request.storage, facts.committee.id, request.who, request.now)
    beside = plan_message(plans.draft, request.words) if plans.draft else None
    return Redraw(waits_message(facts, request.words), beside=beside)


def _wish(typed: str, facts: ProposalFacts, date: ProposedDate) -> Wish | WhichTime | Unclear:
    """What is meant instead of that date; what is not said is as it was."""
    zone = facts.committee.zone
    usual = date.start.astimezone(zone).replace(tzinfo=None)
    return read_wish(typed, now=facts.now, zone=zone, usual=usual)


def _answered(request: Request, proposal_id: str, reply: Reply) -> ProposalFacts:
    return answer_proposal(request.storage, DateProposalId(proposal_id), request.who, reply, request.now)


def _objected(request: Request, filled: Filled, proposal_id: str) -> list[str]:
    """The dates chosen; where there is one alone, that one."""
    if filled.names("objected"):
        return filled.all_chosen("objected")
    facts = mark_seen(request.storage, DateProposalId(proposal_id), request.who, request.now)
    return [date.id for date in facts.dates if date.is_open]


ACTS = never_too_late(
    Acts(
        presses={
            Press.FINE_BY_ME: late(press_fine, what_was_asked),
            Press.WITHDRAW_PROPOSAL: press_officer(withdraw_proposal),
            Press.GO_AHEAD: press_officer(go_ahead),
            Press.ASK_AGAIN: press_officer(ask_unreached_again),
            Press.KEEP_DATE: press_date(keep_date),
            Press.DROP_DATE: press_date(drop_date),
            Press.BACK_TO_PLAN: press_back_to_plan,
        },
        press_forms={
            Press.OBJECT: late(press_object, what_was_asked),
            Press.MOVE_DEADLINE: press_deadline,
            Press.CHANGE_DATE: press_change,
        },
        submissions={
            Form.OBJECT: Submission(late(submit_objection, what_was_asked)),
            Form.MOVE_DEADLINE: Submission(submit_deadline),
            Form.CHANGE_DATE: Submission(submit_change),
        },
    ),
    what_became,
)
