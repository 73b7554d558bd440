"""The forms about proposed dates: writing a plan, another time, the deadline, an objection."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting
from bot.domain.proposal import ProposedDate
from bot.handlers.slack.ids import Form, value
from bot.handlers.slack.render.blocks import (
    Block,
    clip,
    context,
    date_input,
    field,
    modal,
    multi_select,
    one_line,
    option,
    section,
    text_input,
    time_input,
)
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.handlers.slack.render.proposal_words import (
    deadline_of,
    in_sections,
    objection_lines,
    when_of,
)
from bot.handlers.slack.render.time_fields import unclear_text
from bot.handlers.times import Unclear, WhichTime
from bot.language.plan_lines import as_written
from bot.language.when import Alternative
from bot.language.when.words import alternative_text, example_text
from bot.language.words import Words
from bot.usecases.meetings import Wish
from bot.usecases.proposal_facts import Plan, ProposalFacts

LONGEST_PLAN, LONGEST_LINE, LONGEST_REASON = 3000, 240, 500
MOST_EXAMPLES = 3


def plan_form(committee: Committee, words: Words) -> Block:
    return modal(
        Form.PLAN,
        words.t("Plan the year"),
        [
            field(
                "dates",
                words.t("Dates or rules, one a line"),
                text_input(
                    most=LONGEST_PLAN,
                    multiline=True,
                    placeholder=words.t("the first Wednesday of every month except July, 13-15, 2027"),
                ),
                hint=words.t("As you would write them in a mail. What I cannot read for sure I ask about."),
            ),
            field(
                "usual",
                words.t("Time, where a line says none"),
                text_input(most=LONGEST_LINE, placeholder=words.t("13-15")),
                optional=True,
            ),
            context(words.t("Times are the committee's own: {zone}.", zone=committee.timezone)),
        ],
        submit=words.t("Preview"),
        close=words.t("Close"),
        about=value(committee.id),
    )


def move_date_form(
    date: ProposedDate, plan: Plan, words: Words, *, typed: str = "", wrong: str = ""
) -> Block:
    when = sentence(words.when(date.start, date.end, plan.committee.zone))
    return modal(
        Form.MOVE_DATE,
        words.t("Another time"),
        [section(f"*{when}*\n{short(date.place, 200)}"), *_wrong(wrong), _words_field(words, typed)],
        submit=words.t("Save"),
        close=words.t("Close"),
        about=value(date.id, plan.proposal.id),
    )


def rewrite_form(proposal_id: str, line: str, words: Words) -> Block:
    return modal(
        Form.REWRITE_LINE,
        words.t("Write it otherwise"),
        [
            field(
                "dates",
                words.t("Dates or rules, one a line"),
                text_input(as_written(line), most=LONGEST_PLAN, multiline=True),
            )
        ],
        submit=words.t("Save"),
        close=words.t("Close"),
        about=value(proposal_id, line),
    )


def put_plan_form(plan: Plan, words: Words) -> Block:
    count = words.n("{count} date", "{count} dates", len(plan.wanted))
    return _put_form(Form.PUT_PLAN, plan.proposal.id, plan.committee, plan.deadline, words, f"*{count}*")


def put_meeting_form(meeting: Meeting, committee: Committee, deadline: datetime, words: Words) -> Block:
    when = sentence(words.when(meeting.start, meeting.end, committee.zone))
    return _put_form(Form.PUT_MEETING, meeting.id, committee, deadline, words, f"*{when}*")


def deadline_form(facts: ProposalFacts, words: Words) -> Block:
    deadline = facts.proposal.deadline or facts.now
    lead = words.t("So far members can object until {deadline}.", deadline=deadline_of(facts, words))
    return modal(
        Form.MOVE_DEADLINE,
        words.t("Another deadline"),
        [section(lead), *deadline_fields(deadline, facts.committee.zone, words)],
        submit=words.t("Save"),
        close=words.t("Close"),
        about=value(facts.proposal.id),
    )


def objection_form(facts: ProposalFacts, words: Words) -> Block:
    """Which dates (where there are several), why, and what would suit."""
    own = facts.own_objections
    open_dates = [date for date in facts.dates if date.is_open]
    blocks: list[Block] = []
    if len(open_dates) > 1:
        there = Words(words.language, facts.committee.zone)  # an option has no room for two clocks
        choices = [option(clip(when_of(date, facts, there), 75), date.id) for date in open_dates]
        chosen = [one.date_id for one in own]
        menu = multi_select(choices, chosen, placeholder=words.t("Choose the dates"))
        blocks.append(field("objected", words.t("Which dates do not suit you?"), menu))
    else:
        blocks += in_sections((f"*{when_of(date, facts, words)}*" for date in open_dates), words)
    blocks += [
        field(
            "reason",
            words.t("Why?"),
            text_input(own[0].reason if own else "", most=LONGEST_REASON, multiline=True),
            hint=words.t("Chair and secretary see it at once, the others with the outcome."),
        ),
        field(
            "suggestion",
            words.t("Another date that would suit"),
            text_input(own[0].suggestion if own else "", most=LONGEST_LINE),
            hint=words.t("In your own words, for example: the week after, same time."),
            optional=True,
        ),
        context(words.t("You can change your mind until {deadline}.", deadline=deadline_of(facts, words))),
    ]
    return modal(
        Form.OBJECT,
        words.t("Object"),
        blocks,
        submit=words.t("Object"),
        close=words.t("Close"),
        about=value(facts.proposal.id),
    )


def change_date_form(
    facts: ProposalFacts,
    date: ProposedDate,
    deadline: datetime,
    words: Words,
    *,
    typed: str = "",
    wrong: str = "",
) -> Block:
    """`typed` stands in the field: what is to be mended, or what was suggested and can be read."""
    reasons = "\n".join(objection_lines(date, facts, words))
    return modal(
        Form.CHANGE_DATE,
        words.t("Propose another date"),
        [
            section(f"~{when_of(date, facts, words)}~\n{reasons}"),
            *_wrong(wrong),
            _words_field(words, typed),
            *deadline_fields(deadline, facts.committee.zone, words),
        ],
        submit=words.t("Put to members"),
        close=words.t("Close"),
        about=value(date.id),
    )


def unread_text(asked: Unclear | WhichTime, words: Words) -> str:
    """What is unclear about a time in words, what it may mean, and a right way to write it."""
    if isinstance(asked, WhichTime):
        return words.t("{day}: at what time?", day=sentence(words.date(asked.day)))
    said = one_line(unclear_text(asked, words))
    if asked.question is None:
        examples = [example_text(one, words) for one in asked.examples[:1]]
    else:
        examples = [
            alternative_text(Alternative(one.start, one.end), words)
            for one in asked.choices
            if isinstance(one, Wish)
        ]
    shown = " · ".join(examples[:MOST_EXAMPLES])
    return f"{said} {words.t('For example: `{example}`', example=shown)}" if shown else said


def _put_form(
    form: Form, subject: str, committee: Committee, deadline: datetime, words: Words, what: str
) -> Block:
    said = words.t(
        "Everybody with a seat is asked. Who says nothing by {deadline}, or by another deadline that you set here, consents.",
        deadline=words.instant(deadline, committee.zone),
    )
    return modal(
        form,
        words.t("Put to the members"),
        [
            section(f"{one_line(committee.name)}\n{what}\n{said}"),
            *deadline_fields(deadline, committee.zone, words),
            context(words.t("Times are the committee's own: {zone}.", zone=committee.timezone)),
        ],
        submit=words.t("Put to members"),
        close=words.t("Close"),
        about=value(subject),
    )


def deadline_fields(deadline: datetime, zone: ZoneInfo, words: Words, label: str = "") -> list[Block]:
    here = deadline.astimezone(zone)
    return [
        field("day", label or words.t("Members can object until"), date_input(f"{here:%Y-%m-%d}")),
        field("clock", words.t("At"), time_input(f"{here:%H:%M}")),
    ]


def _words_field(words: Words, typed: str) -> Block:
    return field(
        "when",
        words.t("New time, in words"),
        text_input(typed, most=LONGEST_LINE),
        hint=words.t("For example: Thursday 14-16. What is not said stays."),
    )


def _wrong(text: str) -> Iterable[Block]:
    return [section(f"⚠️ {text}")] if text else []
