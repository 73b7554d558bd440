"""Polls: asked with the dates of a plan, answered time by time, decided by chair or secretary."""

from bot.domain.ids import AlternativeId, DateProposalId, PollId
from bot.domain.poll import Need, Needs, PollOver, Vote
from bot.handlers.slack.acts.late import late, never_too_late, what_became, what_was_asked
from bot.handlers.slack.acts.meetings import asked_at
from bot.handlers.slack.acts.plans import deadline_in
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.plan import plan_message
from bot.handlers.slack.render.poll_forms import keep_open_form, poll_form, polls_message
from bot.handlers.slack.render.poll_picking import poll_waits_message
from bot.handlers.slack.render.polls import asked_message, poll_message
from bot.handlers.slack.request import Answer, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.usecases.plans import add_to_plan, plan_to_put, plans_of
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import (
    PollText,
    keep_open,
    mark_seen,
    pick_time,
    poll_plan,
    poll_seen_by,
    poll_to_change,
    polls_of,
    vote,
    withdraw_poll,
)


def poll(request: Request, command: Command) -> Answer:
    """With times in words they join the plan in the making, from which the members are asked. Without, what is open."""
    at = asked_at(request, command)
    if command.rest:
        return plan_message(
            add_to_plan(request.storage, at, request.who, command.rest, request.now), request.words
        )
    plans = plans_of(request.storage, at, request.who, request.now)
    found = polls_of(request.storage, plans.committee.id, request.who, request.now)
    if plans.draft is not None and not found:
        return plan_message(plans.draft, request.words)
    return polls_message(found, plans.committee.id, request.words, for_officer=plans.for_officer)


def press_form(request: Request, parts: list[str]) -> View:
    found = plan_to_put(request.storage, DateProposalId(parts[0]), request.who, request.now)
    return poll_form(found, request.words)


def submit_poll(request: Request, filled: Filled) -> Answer:
    (proposal_id,) = parts_of(filled.about)
    needs, quorum = filled.all_chosen("needs"), filled.text("quorum")
    text = PollText(
        Needs(
            chair=Need.CHAIR in needs,
            each_organisation=Need.EACH_ORGANISATION in needs,
            quorum=int(quorum) if quorum else None,
        ),
        hides_votes=filled.checked("hidden"),
        deadline=deadline_in(filled),
    )
    facts = poll_plan(request.storage, DateProposalId(proposal_id), request.who, text, request.now)
    said = asked_message(facts, request.words)
    return Redraw(said, said, to_the_bottom=True)


def press_answer(request: Request, parts: list[str]) -> Answer:
    """From the channel's card: the question, for the person's own eyes. Whoever asks for it has seen the times."""
    facts = mark_seen(request.storage, PollId(parts[0]), request.who, request.now)
    return poll_message(facts, request.words)


def press_vote(request: Request, parts: list[str]) -> Answer:
    poll_id, position, given = parts
    seen = poll_seen_by(request.storage, PollId(poll_id), request.who, request.now)
    voted = {one.id: Vote(given) for one in seen.alternatives if str(one.position) == position}
    facts = vote(request.storage, seen.poll.id, request.who, voted, request.now)
    return Redraw(poll_message(facts, request.words))


def press_rest(request: Request, parts: list[str]) -> Answer:
    """The same for every time that has no vote of theirs yet."""
    seen = poll_seen_by(request.storage, PollId(parts[0]), request.who, request.now)
    given = Vote(parts[1])
    rest = {one.id: given for one in seen.alternatives if one.id not in seen.own_votes}
    facts = vote(request.storage, seen.poll.id, request.who, rest, request.now)
    return Redraw(poll_message(facts, request.words))


def press_show(request: Request, parts: list[str]) -> Answer:
    facts = poll_to_change(request.storage, PollId(parts[0]), request.who, request.now)
    return poll_waits_message(facts, request.words)


def press_pick(request: Request, parts: list[str]) -> Answer:
    poll_id, alternative_id = parts
    facts = pick_time(
        request.storage, PollId(poll_id), AlternativeId(alternative_id), request.who, request.now
    )
    return Redraw(poll_waits_message(facts, request.words), to_the_bottom=True)


def press_withdraw(request: Request, parts: list[str]) -> Answer:
    facts = withdraw_poll(request.storage, PollId(parts[0]), request.who, request.now)
    return Redraw(poll_waits_message(facts, request.words), to_the_bottom=True)


def press_keep_open(request: Request, parts: list[str]) -> View:
    facts = poll_to_change(request.storage, PollId(parts[0]), request.who, request.now)
    if not facts.poll.is_open:
        raise PollOver(facts.poll)
    return keep_open_form(facts, request.words)


def submit_keep_open(request: Request, filled: Filled) -> Answer:
    (poll_id,) = parts_of(filled.about)
    facts: PollFacts = keep_open(
        request.storage, PollId(poll_id), request.who, deadline_in(filled), request.now
    )
    said = asked_message(facts, request.words)
    return Redraw(poll_waits_message(facts, request.words), said)


ACTS = never_too_late(
    Acts(
        commands={Verb.POLL: poll},
        presses={
            Press.POLL_ANSWER: press_answer,
            Press.POLL_VOTE: late(press_vote, what_was_asked),
            Press.POLL_REST: late(press_rest, what_was_asked),
            Press.POLL_SHOW: press_show,
            Press.POLL_PICK: press_pick,
            Press.POLL_WITHDRAW: press_withdraw,
        },
        press_forms={Press.ASK_POLL: press_form, Press.POLL_KEEP_OPEN: press_keep_open},
        submissions={
            Form.POLL: Submission(submit_poll),
            Form.POLL_KEEP_OPEN: Submission(submit_keep_open),
        },
    ),
    what_became,
)
