"""A meeting as people ask for it, and as its channel sees it."""

import json
from collections.abc import Iterator
from datetime import datetime

from bot.domain.committee import OFFICERS
from bot.domain.ids import CommitteeId
from bot.domain.meeting import OVER, Meeting, MeetingState
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.answers import (
    answer_buttons,
    answer_comments,
    answer_counts,
    answer_names,
    own_answer_block,
)
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    one_line,
    section,
)
from bot.handlers.slack.render.meeting_menu import meeting_menu
from bot.handlers.slack.render.meeting_words import (
    agenda_text,
    sentence,
    spoken_time_and_place,
    state_of,
    time_and_place,
    until_of,
    waiting_text,
    when_of,
)
from bot.handlers.slack.render.papers import has_papers_button, papers_button, papers_line
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts, NextMeeting

IN_ANSWER = "answer"
"""What an answer button of `meeting_answer` carries, so that it is drawn again."""
MOST_BLOCKS, MOST_LETTERS = 46, 10_000


def next_meetings_answer(found: list[NextMeeting], words: Words, now: datetime) -> Message:
    """Each committee's next meeting in full, as long as one message holds them; the others in a line each."""
    blocks: list[Block] = []
    for one in found:
        whole = _next_meeting(one, words, now)
        blocks += [divider()] if blocks else []
        blocks += whole if _fits([*blocks, *whole]) else [_in_short(one, words)]
    return Message("\n".join(_spoken_next(one, words, now) for one in found), tuple(blocks[:MOST_BLOCKS]))


def meeting_answer(facts: MeetingFacts, words: Words, now: datetime) -> Message:
    """All about one meeting, for the person who asks."""
    blocks = [
        header(facts.committee.name),
        section(time_and_place(facts, words, until=until_of(facts.meeting, words, now))),
        context(_standing(facts, words)),
    ]
    if facts.meeting.state != MeetingState.CANCELLED:
        blocks += [section(agenda_text(facts, words)), *papers_line(facts, words)]
        blocks += _answers(facts, words)
    if offered := list(_buttons_for_asker(facts, words)):
        blocks.append(actions(*offered))
    return Message(_spoken(facts, words, now), tuple(blocks))


def card(facts: MeetingFacts, words: Words) -> Message:
    """The channel's card: the same for all who read it, so in the committee's words and without anybody's name."""
    blocks = [
        header(facts.committee.name),
        section(time_and_place(facts, words)),
        context(_standing(facts, words)),
    ]
    if facts.meeting.state != MeetingState.CANCELLED:
        blocks += [section(agenda_text(facts, words)), *papers_line(facts, words)]
        if counts := answer_counts(facts, words):
            blocks.append(context(counts))
    blocks.append(actions(*_buttons_for_all(facts, words), meeting_menu(facts.meeting, words)))
    return Message(spoken_card(facts, words), tuple(blocks))


def spoken_card(facts: MeetingFacts, words: Words) -> str:
    """The card in a line, for notifications and screen readers."""
    when = spoken_time_and_place(facts, words)
    committee = one_line(facts.committee.name)
    if facts.meeting.state == MeetingState.CANCELLED:
        return words.t("Cancelled: {committee}, {when}", committee=committee, when=when)
    if facts.meeting.state in OVER:
        return words.t("{committee} has met: {when}", committee=committee, when=when)
    return words.t("{committee} meets {when}", committee=committee, when=when)


def file_button(meeting: Meeting, words: Words) -> Block:
    return button(words.t("Calendar file"), Press.MEETING_FILE, value(meeting.id))


def propose_button(committee_id: CommitteeId, words: Words) -> Block:
    return button(words.t("Propose a topic"), Press.PROPOSE, value(committee_id))


def _next_meeting(found: NextMeeting, words: Words, now: datetime) -> list[Block]:
    if found.meeting is not None:
        return list(meeting_answer(found.meeting, words, now).blocks)
    offered = [propose_button(found.committee.id, words)] if found.role else []
    if found.role in OFFICERS:
        plan = button(
            words.t("Plan a meeting"), Press.NEW_MEETING, value(found.committee.id), style="primary"
        )
        offered.insert(0, plan)
    return [section(_none_planned(found, words)), *([actions(*offered)] if offered else [])]


def _none_planned(found: NextMeeting, words: Words) -> str:
    said = words.t("*{committee}* has no meeting planned.", committee=one_line(found.committee.name))
    if found.role in OFFICERS:
        return f"{said} {words.t('Topics can be proposed already; they join the next meeting.')}"
    if found.role:
        return f"{said} {words.t('You can propose topics already; they join the next meeting.')}"
    return said


def _in_short(found: NextMeeting, words: Words) -> Block:
    if found.meeting is None:
        return section(_none_planned(found, words))
    show = button(words.t("Show"), Press.SHOW_MEETING, value(found.meeting.meeting.id))
    when = sentence(when_of(found.meeting, words))
    return section(f"*{one_line(found.committee.name)}*\n{when}", show)


def _fits(blocks: list[Block]) -> bool:
    return len(blocks) <= MOST_BLOCKS and len(json.dumps(blocks, ensure_ascii=False)) <= MOST_LETTERS


def _standing(facts: MeetingFacts, words: Words) -> str:
    return " · ".join(part for part in (state_of(facts, words), waiting_text(facts, words)) if part)


def _answers(facts: MeetingFacts, words: Words) -> Iterator[Block]:
    """Who has answered what, by name for chair and secretary, by number for the others; then the asker's own."""
    said = answer_names(facts, words) if facts.for_officer else answer_counts(facts, words)
    if said:
        yield section(said if facts.for_officer else f"*{words.t('Answers')}*\n{said}")
    if facts.for_officer and (comments := answer_comments(facts, words)):
        yield section(comments)
    if facts.own is not None:
        yield own_answer_block(facts.own, words, IN_ANSWER if facts.meeting.is_announced else "")


def _buttons_for_asker(facts: MeetingFacts, words: Words) -> Iterator[Block]:
    meeting = facts.meeting
    if facts.for_officer and meeting.state == MeetingState.PLANNED:
        yield confirm_button(facts, words)
    if facts.own is not None and meeting.is_announced:
        day = words.day(meeting.start.astimezone(facts.committee.zone).date())
        yield from answer_buttons(meeting, day, words, stands_in=IN_ANSWER, own=facts.own.answer)
    if meeting.is_coming and facts.role is not None:
        yield propose_button(facts.committee.id, words)
    if meeting.is_announced and (facts.role is not None or facts.own is not None):
        yield file_button(meeting, words)
    if has_papers_button(facts, for_officer=facts.for_officer) and (facts.role or facts.own):
        yield papers_button(facts, words)
    if facts.for_officer:
        yield meeting_menu(meeting, words)


def confirm_button(facts: MeetingFacts, words: Words) -> Block:
    return button(
        words.t("Confirm and send invitations"),
        Press.CONFIRM_MEETING,
        value(facts.meeting.id),
        style="primary",
    )


def _buttons_for_all(facts: MeetingFacts, words: Words) -> Iterator[Block]:
    if facts.meeting.is_announced:
        day = words.day(facts.meeting.start.astimezone(facts.committee.zone).date())
        yield from answer_buttons(facts.meeting, day, words)
        yield propose_button(facts.committee.id, words)
        yield file_button(facts.meeting, words)
        if has_papers_button(facts):
            yield papers_button(facts, words)


def _spoken_next(found: NextMeeting, words: Words, now: datetime) -> str:
    if found.meeting is None:
        return _none_planned(found, words)
    return _spoken(found.meeting, words, now)


def _spoken(facts: MeetingFacts, words: Words, now: datetime) -> str:
    until = until_of(facts.meeting, words, now)
    return f"{spoken_card(facts, words)} ({until})" if until else spoken_card(facts, words)
