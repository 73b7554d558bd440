"""A plan in the making: as a message in short, and on a page where each date can be moved, struck and restored."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.poll import FEWEST_ALTERNATIVES, MOST_ALTERNATIVES
from bot.domain.proposal import ProposedDate
from bot.handlers.slack.ids import Press, room_for, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    confirmation,
    context,
    fitted_line,
    header,
    menu,
    one_line,
    option,
    section,
)
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.handlers.slack.render.plan_doubts import doubt_text, example_of, meaning_text
from bot.handlers.slack.render.proposal_words import in_sections
from bot.handlers.slack.render.time_warnings import FORBIDS, warned_of
from bot.handlers.times import written
from bot.language.example_days import example_day
from bot.language.plan_lines import PlanLine
from bot.language.when import Alternative
from bot.language.when.words import assumed_text
from bot.language.words import Words
from bot.usecases.proposal_facts import Plan

MOST_LINES = 12
MOST_CHOICES = 4
LINE_MOST, PLACE_MOST, ASSUMED_MOST = 240, 200, 2000


def plan_message(plan: Plan, words: Words) -> Message:
    """In short: every date with its warnings, the lines that are to be settled, and what can be done: to settle them, and
    to confirm the dates at once, takes a look at the page.
    """
    title = words.t("Plan for {committee}", committee=one_line(plan.committee.name))
    blocks = [
        header(words.t("Plan for {committee}", committee=plan.committee.name)),
        section(_summary(plan, words)),
        *_assumed(plan, words),
        *in_sections((_line(date, plan, words) for date in plan.wanted), words),
        *_unsettled_in_short(plan, words),
        actions(
            button(
                words.t("Look through and change"), Press.OPEN_PLAN, value(plan.committee.id), style="primary"
            ),
            *_asking_buttons(plan, words),
        ),
        context(_untold(words)),
    ]
    return Message(f"{title}: {_summary(plan, words)}", tuple(blocks))


def plan_page(plan: Plan, words: Words, now: datetime) -> Message:
    """On a page of its own: up to sixty dates, each with its menu, below the lines that are still to be settled."""
    blocks: list[Block] = [
        header(words.t("Plan for {committee}", committee=plan.committee.name)),
        context(_untold(words)),
    ]
    for number, line in enumerate(plan.lines[:MOST_LINES]):
        blocks += _unsettled(number, line, plan, words, now)
    if (left := len(plan.lines) - MOST_LINES) > 0:
        blocks.append(
            context(
                words.n(
                    "… and {count} more line, when these are settled",
                    "… and {count} more lines, when these are settled",
                    left,
                )
            )
        )
    if plan.lines:
        blocks.append(context(_settle_first(words)))
    blocks.append(section(_summary(plan, words)))
    blocks += _assumed(plan, words)
    blocks += [_date(number, date, plan, words) for number, date in enumerate(plan.dates)]
    blocks.append(
        actions(
            *_closing_buttons(plan, words),
            button(words.t("Add dates …"), Press.WRITE_PLAN, value(plan.committee.id)),
            button(words.t("Earlier dates"), Press.EARLIER_DATES, value(plan.committee.id)),
            _throw_away_button(plan, words),
        )
    )
    if plan.out_of_reach:
        names = words.listed([short(one.name, 60) for one in plan.out_of_reach[:10]])
        blocks.append(
            context(
                words.t("Neither account nor e-mail address, so they cannot be asked: {names}", names=names)
            )
        )
    return Message(_summary(plan, words), tuple(blocks))


def _summary(plan: Plan, words: Words) -> str:
    parts = [words.n("{count} date", "{count} dates", len(plan.wanted))]
    if struck := len(plan.dates) - len(plan.wanted):
        parts.append(words.n("{count} struck", "{count} struck", struck))
    if warned := sum(bool(found) for found in plan.warnings.values()):
        parts.append(words.n("{count} to look at again", "{count} to look at again", warned))
    if plan.lines:
        parts.append(words.n("{count} line to settle", "{count} lines to settle", len(plan.lines)))
    return f"*{' · '.join(parts)}*"


def _assumed(plan: Plan, words: Words) -> list[Block]:
    """What was taken for granted in the lines that were just read."""
    told = [
        f"{words.t('“{text}”', text=fitted_line(text, 120))}: {assumed_text(facts, words)}"
        for text, facts in plan.assumed[:MOST_LINES]
    ]
    if left := len(plan.assumed) - len(told):
        told.append(words.n("… and {count} more", "… and {count} more", left))
    return [context(clip("\n".join(told), ASSUMED_MOST))] if told else []


def _untold(words: Words) -> str:
    return words.t("Nobody has been told yet. The plan is kept: /meeting plan shows it again.")


def _line(date: ProposedDate, plan: Plan, words: Words) -> str:
    when = sentence(words.when(date.start, date.end, plan.committee.zone))
    warnings = plan.warnings.get(date.id, ())
    forbidding = [one for one in warnings if one.kind in FORBIDS]
    others = [one for one in warnings if one.kind not in FORBIDS]
    zone = plan.committee.zone
    found = [warned_of(forbidding, date.start, zone, words), warned_of(others, date.start, zone, words)]
    if forbidding:
        found[0] = words.t("{warning}: move it or strike it", warning=found[0])
    place = "" if date.place == plan.committee.place else f" · {short(date.place, PLACE_MOST)}"
    return "\n      ".join([f"• *{when}*{place}", *filter(None, found)])


def _date(number: int, date: ProposedDate, plan: Plan, words: Words) -> Block:
    """Two of the same kind stand below each other, so each has an ending of its own."""
    change = option(words.t("Another time or place …"), f"{Press.MOVE_DATE} {value(date.id)}")
    if not date.is_open:
        when = sentence(words.when(date.start, date.end, plan.committee.zone))
        restore = option(words.t("Restore"), f"{Press.RESTORE_DATE} {value(date.id)}")
        return section(f"~{when}~", menu(f"{Press.PLAN_MENU}.{number}", [restore, change]))
    strike = option(words.t("Strike"), f"{Press.STRIKE_DATE} {value(date.id)}")
    return section(_line(date, plan, words), menu(f"{Press.PLAN_MENU}.{number}", [change, strike]))


def _unsettled(number: int, line: PlanLine, plan: Plan, words: Words, now: datetime) -> Iterator[Block]:
    """The line as written, what is asked about it, a button for each thing it may mean."""
    written_line = fitted_line(line.text, LINE_MOST)
    zone = plan.committee.zone
    example = example_of(line, example_day(now.astimezone(zone).date(), zone), words)
    asked = words.t("{question} For example: `{example}`", question=doubt_text(line, words), example=example)
    yield section(
        f"*?* {words.t('“{text}”', text=written_line)}\n{asked if not line.choices else doubt_text(line, words)}"
    )
    carried = value(plan.proposal.id, room_for(line.kept, 900))
    choices = [
        button(
            clip(sentence(meaning_text(line, meant, words)), 75),
            f"{Press.CHOOSE_MEANING}.{number}_{at}",
            _meaning(line, meant, plan),
        )
        for at, meant in enumerate(line.choices[:MOST_CHOICES])
    ]
    yield actions(
        *choices,
        button(words.t("Write it otherwise …"), f"{Press.REWRITE_LINE}.{number}", carried),
        button(words.t("Leave it out"), f"{Press.LEAVE_OUT_LINE}.{number}", carried),
    )


def _meaning(line: PlanLine, meant: Alternative, plan: Plan) -> str:
    start = written(meant.start) if isinstance(meant.start, datetime) else str(meant.start or "")
    end = written(meant.end) if isinstance(meant.end, datetime) else ""
    return value(
        plan.proposal.id,
        room_for(line.kept, 900),
        start,
        end,
        meant.rrule or "",
        room_for(meant.place or "", PLACE_MOST),
    )


def _unsettled_in_short(plan: Plan, words: Words) -> Iterator[Block]:
    if plan.lines:
        lines = "\n".join(
            f"*?* {words.t('“{text}”', text=fitted_line(line.text, 120))} {doubt_text(line, words)}"
            for line in plan.lines[:MOST_LINES]
        )
        yield section(lines)
        yield context(_settle_first(words))


def _settle_first(words: Words) -> str:
    return words.t("When each of these lines is written otherwise or left out, the members can be asked.")


def _closing_buttons(plan: Plan, words: Words) -> Iterator[Block]:
    yield from _asking_buttons(plan, words)
    if plan.can_be_put:
        yield _confirm_button(plan, words)


def _asking_buttons(plan: Plan, words: Words) -> Iterator[Block]:
    """A poll is for several dates of which one is wanted."""
    if not plan.can_be_put:
        return
    yield button(words.t("Put to the members …"), Press.PUT_PLAN, value(plan.proposal.id), style="primary")
    if FEWEST_ALTERNATIVES <= len(plan.wanted) <= MOST_ALTERNATIVES:
        yield button(words.t("Ask which one suits …"), Press.ASK_POLL, value(plan.proposal.id))


def _confirm_button(plan: Plan, words: Words) -> Block:
    invited = words.n(
        "Each of {count} person gets {meetings} invitations at once, without having been asked.",
        "Each of {count} people gets {meetings} invitations at once, without having been asked.",
        len(plan.members),
        meetings=len(plan.wanted),
    )
    sure = confirmation(
        words.n("Confirm {count} meeting?", "Confirm {count} meetings?", len(plan.wanted)),
        invited,
        words.t("Confirm them"),
        words.t("Not yet"),
    )
    return button(words.t("Confirm at once"), Press.CONFIRM_PLAN, value(plan.proposal.id), confirm=sure)


def _throw_away_button(plan: Plan, words: Words) -> Block:
    sure = confirmation(
        words.t("Throw the plan away?"),
        words.t("Its dates are gone. Nobody has been told of them."),
        words.t("Throw it away"),
        words.t("Keep the plan"),
    )
    return button(
        words.t("Throw away"), Press.THROW_AWAY_PLAN, value(plan.proposal.id), style="danger", confirm=sure
    )
