"""What an act on a meeting made of it, said back with the whole date, and what can be done next."""

from collections.abc import Iterable

from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.answers import own_answer, own_answer_block, own_answer_in_full
from bot.handlers.slack.render.blocks import Block, Message, actions, button, context, one_line, section
from bot.handlers.slack.render.meeting import confirm_button, propose_button
from bot.handlers.slack.render.meeting_words import place_of, sentence, short, spoken_time_and_place, when_of
from bot.handlers.slack.render.time_warnings import warning_lines
from bot.language.when import Fact
from bot.language.when.words import assumed_text
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

SAID_BACK = "said"
"""What a button of `answered_message` carries, so that it is drawn again."""


def planned_message(facts: MeetingFacts, words: Words, assumed: Iterable[Fact] = ()) -> Message:
    """Planned, or planned anew, what was taken for granted in reading the time, and what speaks against it: nobody has
    been told.
    """
    said = words.t("Planned for {committee}:", committee=one_line(facts.committee.name))
    untold = words.t("Nobody has been told yet. Invitations go out when the meeting is confirmed.")
    return _said(
        facts,
        words,
        said,
        untold,
        confirm_button(facts, words),
        _put_button(facts, words),
        _move_button(facts, words),
        _cancel_button(facts, words),
        assumed=assumed_text(assumed, words),
    )


def confirmed_message(facts: MeetingFacts, words: Words) -> Message:
    invited = words.n(
        "The invitation is on its way to {count} person, by Slack and e-mail.",
        "Invitations are on their way to {count} people, by Slack and e-mail.",
        len(facts.invitations),
    )
    return _said(
        facts,
        words,
        words.t("Confirmed for {committee}:", committee=one_line(facts.committee.name)),
        invited,
        _distribution_button(facts, words),
        propose_button(facts.committee.id, words),
        _guest_button(facts, words),
    )


def moved_message(facts: MeetingFacts, words: Words, assumed: Iterable[Fact] = ()) -> Message:
    if facts.meeting.state == MeetingState.PLANNED:
        return planned_message(facts, words, assumed)
    return _said(
        facts,
        words,
        words.t("This is what stands now for {committee}:", committee=one_line(facts.committee.name)),
        _told_of_move(facts, words),
        _distribution_button(facts, words),
        _move_button(facts, words),
        _cancel_button(facts, words),
    )


def _told_of_move(facts: MeetingFacts, words: Words) -> str:
    """Another beginning or end takes new answers; another place or link leaves those there are."""
    if facts.meeting.previous_start is not None:
        return words.t("Everybody invited gets the new time and is asked again.")
    if facts.count(Answer.NONE) < len(facts.invitations):
        return words.t("Everybody invited is told. Their answers still count.")
    return words.t("Everybody invited is told.")


def cancelled_message(facts: MeetingFacts, words: Words, *, dropped: bool = False, asked: int = 0) -> Message:
    """`asked` people were asked about its date. Topics that wait for the next meeting are said to, so that nobody proposes them anew."""
    when = f"~{sentence(when_of(facts, words))}~"
    said = words.t("Cancelled for {committee}:", committee=one_line(facts.committee.name))
    lines = [f"{said}\n{when}"]
    if facts.meeting.cancel_reason:
        lines.append(words.t("Reason: {reason}", reason=short(facts.meeting.cancel_reason, 500)))
    count = len(facts.own_topics)
    notes = [_told_of_cancelling(facts, words, asked)]
    if count and dropped:
        notes.append(
            words.n(
                "Its {count} topic is dropped; whoever proposed it is told.",
                "Its {count} topics are dropped; those who proposed them are told.",
                count,
            )
        )
    elif count:
        notes.append(
            words.n(
                "Its {count} topic waits for the next meeting.",
                "Its {count} topics wait for the next meeting.",
                count,
            )
        )
    plan = button(words.t("Plan a meeting"), Press.NEW_MEETING, value(facts.committee.id))
    return Message(" ".join(lines), (section("\n".join(lines)), context(" ".join(notes)), actions(plan)))


def _told_of_cancelling(facts: MeetingFacts, words: Words, asked: int) -> str:
    if facts.invitations:
        return words.t("Everybody invited is told.")
    if asked:
        return words.n(
            "{count} member was asked about the date: the question shows that it is cancelled.",
            "{count} members were asked about the date: the question shows that it is cancelled.",
            asked,
        )
    return words.t("Nobody had been invited, so nobody is told.")


def started_message(facts: MeetingFacts, words: Words) -> Message:
    began = (facts.meeting.started_at or facts.meeting.start).astimezone(facts.committee.zone)
    said = words.t(
        "The meeting of {committee} began at {time}. Record what is decided as it happens.",
        committee=f"*{one_line(facts.committee.name)}*",
        time=words.time(began),
    )
    carried = value(facts.meeting.id)
    buttons = actions(
        button(words.t("Record a decision"), Press.RECORD_DECISION, carried, style="primary"),
        button(words.t("Record an action"), Press.RECORD_ACTION, carried),
        button(words.t("End the meeting"), Press.END_MEETING, carried),
    )
    return Message(said, (section(said), buttons))


def answered_message(facts: MeetingFacts, words: Words) -> Message:
    """To somebody who has answered from where their answer does not show."""
    if facts.own is None:
        return Message(own_answer(Answer.NONE, words))
    answer, when = own_answer(facts.own.answer, words), when_of(facts, words)
    name = one_line(facts.committee.name)
    shown = own_answer_block(facts.own, words, SAID_BACK, about=f"*{sentence(when)}*\n{name}")
    return Message(f"{answer} {name}, {when}", (shown,))


def commented_message(facts: MeetingFacts, words: Words) -> Message:
    said = own_answer_in_full(facts.own, words) if facts.own else own_answer(Answer.NONE, words)
    return Message(said, (section(said),))


def _said(
    facts: MeetingFacts, words: Words, said: str, note: str, *buttons: Block, assumed: str = ""
) -> Message:
    when = sentence(when_of(facts, words))
    place = place_of(facts.meeting, words)
    start, zone = facts.meeting.start, facts.committee.zone
    warned = warning_lines(facts.warnings, start, zone, words) if not facts.meeting.is_announced else []
    shown = "\n".join(line for line in (said, f"*{when}*", place, assumed, *warned) if line)
    return Message(
        " ".join(
            part
            for part in (
                f"{said} {spoken_time_and_place(facts, words)}.",
                assumed and f"{assumed}.",
                *warned,
                note,
            )
            if part
        ),
        (section(shown), context(note), actions(*buttons)),
    )


def _put_button(facts: MeetingFacts, words: Words) -> Block:
    return button(words.t("Put to the members …"), Press.PUT_MEETING, value(facts.meeting.id))


def _move_button(facts: MeetingFacts, words: Words) -> Block:
    return button(words.t("Change"), Press.MOVE_MEETING, value(facts.meeting.id))


def _cancel_button(facts: MeetingFacts, words: Words) -> Block:
    return button(
        words.t("Cancel the meeting"), Press.CANCEL_MEETING, value(facts.meeting.id), style="danger"
    )


def _distribution_button(facts: MeetingFacts, words: Words) -> Block:
    return button(words.t("Who got what"), Press.DISTRIBUTION, value(facts.meeting.id))


def _guest_button(facts: MeetingFacts, words: Words) -> Block:
    return button(words.t("Invite a guest"), Press.INVITE_GUEST, value(facts.meeting.id))
