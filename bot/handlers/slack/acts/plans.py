"""A plan for the year: written, looked through, put to the members or confirmed at once."""

from collections.abc import Callable
from datetime import date, datetime

from bot.domain.ids import CommitteeId, DateProposalId, MeetingId, ProposedDateId
from bot.domain.proposal import ProposedDate
from bot.handlers.slack.acts.late import never_too_late, what_became
from bot.handlers.slack.acts.meetings import asked_at
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.blocks import modal
from bot.handlers.slack.render.plan import plan_message, plan_page
from bot.handlers.slack.render.plan_forms import (
    move_date_form,
    plan_form,
    put_meeting_form,
    put_plan_form,
    rewrite_form,
    unread_text,
)
from bot.handlers.slack.render.plan_outcomes import (
    decided_message,
    plans_page,
    put_message,
    thrown_away_message,
)
from bot.handlers.slack.request import Answer, AskOn, Filled, Redraw, Request, View
from bot.handlers.slack.surfaces import APP_NAME
from bot.handlers.text import Command, Verb
from bot.handlers.times import at_clock, read_wish, read_written
from bot.language.when import Alternative
from bot.usecases.access import Where
from bot.usecases.confirming_plans import confirm_plan
from bot.usecases.meetings import Wish, committees_to_plan_for
from bot.usecases.plans import (
    add_to_plan,
    choose_meaning,
    date_of_draft,
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
from bot.usecases.putting import meeting_to_put, put_meeting, put_to_members


def plan(request: Request, command: Command) -> Answer:
    """With dates or rules in words."""
    found = add_to_plan(request.storage, asked_at(request, command), request.who, command.rest, request.now)
    return plan_message(found, request.words)


def plan_view(request: Request, command: Command) -> View:
    """Without words: the draft to go on with; else what stands and what was adopted; else the form for a new one."""
    return _view(request, asked_at(request, command))


def press_open(request: Request, parts: list[str]) -> View:
    return _view(request, CommitteeId(parts[0]))


def press_write(request: Request, parts: list[str]) -> View:
    found = committees_to_plan_for(request.storage, CommitteeId(parts[0]), request.who, request.now)
    return plan_form(found[0], request.words)


def press_earlier(request: Request, parts: list[str]) -> View:
    """While a draft is there, what came before it stands on a page of its own."""
    found = plans_of(request.storage, CommitteeId(parts[0]), request.who, request.now)
    shown = plans_page(found, request.words)
    return modal(Form.DONE, APP_NAME, shown.blocks, close=request.words.t("Close"))


def submit_plan(request: Request, filled: Filled) -> Answer:
    """From an empty table it becomes the page; from the page the page is drawn again."""
    (committee_id,) = parts_of(filled.about)
    usual = " ".join(filled.text("usual").split())
    found = add_to_plan(
        request.storage,
        CommitteeId(committee_id),
        request.who,
        filled.text("dates"),
        request.now,
        usual=usual,
    )
    return _redrawn(request, found)


def press_move(request: Request, parts: list[str]) -> View:
    planned, found = _date(request, parts[0])
    return move_date_form(planned, found, request.words)


def submit_move(request: Request, filled: Filled) -> Answer:
    date_id, _ = parts_of(filled.about)
    planned, found = _date(request, date_id)
    usual = planned.start.astimezone(found.committee.zone).replace(tzinfo=None)
    wish = read_wish(filled.text("when"), now=request.now, zone=found.committee.zone, usual=usual)
    if not isinstance(wish, Wish):
        wrong = unread_text(wish, request.words)
        return AskOn(move_date_form(planned, found, request.words, typed=filled.text("when"), wrong=wrong))
    moved = move_date(request.storage, planned.id, request.who, wish, request.now, typed=filled.text("when"))
    return _redrawn(request, moved)


def press_date(change: Callable[..., Plan]) -> Callable[[Request, list[str]], Answer]:
    def press(request: Request, parts: list[str]) -> Answer:
        found = change(request.storage, ProposedDateId(parts[0]), request.who, request.now)
        return Redraw(plan_page(found, request.words, request.now), is_page=True)

    return press


def press_meaning(request: Request, parts: list[str]) -> Answer:
    proposal_id, line, start, end, rule, place = parts
    meant = Alternative(_moment(start), read_written(end), rule or None, place or None)
    found = choose_meaning(
        request.storage, DateProposalId(proposal_id), request.who, line, meant, request.now
    )
    return Redraw(plan_page(found, request.words, request.now), is_page=True)


def press_rewrite(request: Request, parts: list[str]) -> View:
    plan_seen_by(request.storage, DateProposalId(parts[0]), request.who, request.now)
    return rewrite_form(parts[0], parts[1], request.words)


def submit_rewrite(request: Request, filled: Filled) -> Answer:
    proposal_id, line = parts_of(filled.about)
    return _redrawn(request, _rewritten(request, proposal_id, line, filled.text("dates")))


def press_leave_out(request: Request, parts: list[str]) -> Answer:
    found = _rewritten(request, parts[0], parts[1], "")
    return Redraw(plan_page(found, request.words, request.now), is_page=True)


def press_put(request: Request, parts: list[str]) -> View:
    found = plan_to_put(request.storage, DateProposalId(parts[0]), request.who, request.now)
    return put_plan_form(found, request.words)


def submit_put(request: Request, filled: Filled) -> Answer:
    (proposal_id,) = parts_of(filled.about)
    facts = put_to_members(
        request.storage,
        DateProposalId(proposal_id),
        request.who,
        request.now,
        deadline=deadline_in(filled),
    )
    said = put_message(facts, request.words)
    return Redraw(said, said, to_the_bottom=True)


def press_put_meeting(request: Request, parts: list[str]) -> View:
    meeting, committee, deadline = meeting_to_put(
        request.storage, MeetingId(parts[0]), request.who, request.now
    )
    return put_meeting_form(meeting, committee, deadline, request.words)


def submit_put_meeting(request: Request, filled: Filled) -> Answer:
    (meeting_id,) = parts_of(filled.about)
    facts = put_meeting(
        request.storage, MeetingId(meeting_id), request.who, request.now, deadline=deadline_in(filled)
    )
    said = put_message(facts, request.words)
    return Redraw(said, said, to_the_bottom=True)


def press_confirm(request: Request, parts: list[str]) -> Answer:
    decided = confirm_plan(request.storage, DateProposalId(parts[0]), request.who, request.now)
    return Redraw(decided_message(decided, request.words), to_the_bottom=True)


def press_throw_away(request: Request, parts: list[str]) -> Answer:
    gone = throw_away(request.storage, DateProposalId(parts[0]), request.who, request.now)
    return Redraw(thrown_away_message(gone, request.words), to_the_bottom=True)


def deadline_in(filled: Filled) -> datetime:
    """The form's deadline on the committee's wall clock."""
    return at_clock(filled.date("day"), filled.time("clock"))


def _view(request: Request, at: CommitteeId | Where) -> View:
    words = request.words
    found = plans_of(request.storage, at, request.who, request.now)
    if found.draft is not None:
        page = plan_page(found.draft, words, request.now)
    elif found.for_officer and not found.asking and not found.adopted:
        return plan_form(found.committee, words)
    else:
        page = plans_page(found, words)
    return modal(Form.DONE, APP_NAME, page.blocks, close=words.t("Close"))


def _date(request: Request, date_id: str) -> tuple[ProposedDate, Plan]:
    return date_of_draft(request.storage, ProposedDateId(date_id), request.who, request.now)


def _rewritten(request: Request, proposal_id: str, line: str, anew: str) -> Plan:
    return rewrite_line(request.storage, DateProposalId(proposal_id), request.who, line, anew, request.now)


def _redrawn(request: Request, found: Plan) -> Redraw:
    page = plan_page(found, request.words, request.now)
    return Redraw(page, page, is_page=True)


def _moment(written: str) -> date | datetime | None:
    if not written:
        return None
    return read_written(written) if "T" in written else date.fromisoformat(written)


ACTS = never_too_late(
    Acts(
        commands={Verb.PLAN: plan},
        forms={Verb.PLAN: plan_view},
        opens=lambda command: not command.rest,
        presses={
            Press.STRIKE_DATE: press_date(strike_date),
            Press.RESTORE_DATE: press_date(restore_date),
            Press.CHOOSE_MEANING: press_meaning,
            Press.LEAVE_OUT_LINE: press_leave_out,
            Press.CONFIRM_PLAN: press_confirm,
            Press.THROW_AWAY_PLAN: press_throw_away,
        },
        press_forms={
            Press.OPEN_PLAN: press_open,
            Press.WRITE_PLAN: press_write,
            Press.EARLIER_DATES: press_earlier,
            Press.MOVE_DATE: press_move,
            Press.REWRITE_LINE: press_rewrite,
            Press.PUT_PLAN: press_put,
            Press.PUT_MEETING: press_put_meeting,
        },
        submissions={
            Form.PLAN: Submission(submit_plan),
            Form.MOVE_DATE: Submission(submit_move),
            Form.REWRITE_LINE: Submission(submit_rewrite),
            Form.PUT_PLAN: Submission(submit_put),
            Form.PUT_MEETING: Submission(submit_put_meeting),
        },
    ),
    what_became,
)
