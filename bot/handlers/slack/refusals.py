"""Every error as a message: what is wrong, who may, and what to do next. Part of the words stand in render/refused_….py."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bot.domain.errors import KallelseError
from bot.domain.held_mail import AlreadySettled
from bot.domain.meeting import ChangedMeanwhile, Meeting, MeetingState, TooEarly, WrongState
from bot.domain.paper import BadPaper
from bot.domain.permission import Act
from bot.domain.topic import SameTopic, TopicSettled, TopicState
from bot.handlers.slack import ids
from bot.handlers.slack.fetching import NotFetched
from bot.handlers.slack.files import MayNotUpload
from bot.handlers.slack.render.blocks import Block, Message, actions, button, context, one_line, section
from bot.handlers.slack.render.papers import what_is_wrong
from bot.handlers.slack.render.refused_committee import COMMITTEE
from bot.handlers.slack.render.refused_questions import QUESTIONS
from bot.handlers.slack.render.refused_times import TIMES
from bot.language.words import Words
from bot.usecases.access import Gone, NoCommitteeHere, NoMeetingBegun, NoMeetingComing, WhichMeeting
from bot.usecases.actions import SameAction
from bot.usecases.answers import NotAnswered, NotInvited, Outdated
from bot.usecases.decisions import SameDecision
from bot.usecases.invitations import AlreadyInvited
from bot.usecases.summaries import EmptyText


def explain(error: KallelseError, words: Words) -> Message:
    """The error as a message to the person who met it; one without words of its own is a mistake of ours."""
    text = SAY[type(error)](error, words)
    return Message(text, (section(text), *_next_step(error, words)))


def _next_step(error: KallelseError, words: Words) -> tuple[Block, ...]:
    """A button for what to do next, where there is one thing to do."""
    if isinstance(error, NoCommitteeHere) and error.channel:
        press = button(
            words.t("Set up a committee"), ids.Press.SETUP, ids.value(error.channel), style="primary"
        )
        return (actions(press),)
    if isinstance(error, WhichMeeting):
        return (actions(*_meetings_to_choose(error, words)), *_those_left(error, words))
    if isinstance(error, NoMeetingComing):
        committee = error.committee.id
        plan = button(words.t("Plan a meeting"), ids.Press.NEW_MEETING, ids.value(committee))
        propose = button(words.t("Propose a topic"), ids.Press.PROPOSE, ids.value(committee))
        return (actions(plan, propose),)
    return ()


def _meetings_to_choose(error: WhichMeeting, words: Words) -> Iterator[Block]:
    """A button each; what was typed goes with it, so that nothing has to be written again."""
    in_words = error.act == Act.MOVE_MEETING and error.typed
    press = ids.Press.MOVE_WORDS if in_words else PRESS_FOR[error.act]
    for number, one in enumerate(error.meetings[:MOST_OFFERED]):
        carried = ids.value(one.id, ids.room_for(error.typed, ROOM_FOR_TYPED))
        yield button(words.moment(one.start), f"{press}.{number}", carried)


def _those_left(error: WhichMeeting, words: Words) -> Iterator[Block]:
    """How many there is no button for, and how the first of them is named."""
    if left := error.meetings[MOST_OFFERED:]:
        day = left[0].start.astimezone(words.zone).date()
        example = NAMED_BY_DAY[error.act].format(day=day, later=day + timedelta(days=7))
        yield context(
            words.n(
                "… and {count} more. Its day names it, for example: `{example}`",
                "… and {count} more. Their days name them, for example: `{example}`",
                len(left),
                example=example,
            )
        )


def _wrong_state(error: WrongState, words: Words) -> str:
    when = words.when(error.meeting.start, error.meeting.end, words.zone)
    return f"{_state(error.meeting, words).format(when=when)} {_then(error, words)}".strip()


def _state(meeting: Meeting, words: Words) -> str:
    return {
        MeetingState.PLANNED: words.t("The meeting {when} is planned, but not confirmed yet."),
        MeetingState.CONFIRMED: words.t("The meeting {when} is confirmed already."),
        MeetingState.IN_PROGRESS: words.t("The meeting {when} is under way."),
        MeetingState.HELD: words.t("The meeting {when} is over."),
        MeetingState.CLOSED: words.t("The meeting {when} is closed."),
        MeetingState.CANCELLED: words.t("The meeting {when} is cancelled."),
    }[meeting.state]


def _then(error: WrongState, words: Words) -> str:
    if error.meeting.state == MeetingState.PLANNED:
        return words.t("Chair or secretary confirm it with /meeting confirm.")
    if error.meeting.state == MeetingState.CONFIRMED and error.wanted in {"end", "summarise"}:
        return words.t("It has not begun: /meeting start marks that it has.")
    if error.meeting.state == MeetingState.IN_PROGRESS:
        return words.t("/meeting end marks that it is over.")
    return ""


def _which_meeting(error: WhichMeeting, words: Words) -> str:
    if error.day is None:
        return words.t("There is more than one meeting to come. Which is meant?")
    day = words.date(error.day)
    return words.t("No meeting that can be changed is on {day}. Which is meant?", day=day)


def _topic_settled(error: TopicSettled, words: Words) -> str:
    title = one_line(error.topic.title)
    return {
        TopicState.ACCEPTED: words.t("“{title}” is on the agenda already."),
        TopicState.DECLINED: words.t("“{title}” has been declined already."),
        TopicState.WITHDRAWN: words.t("“{title}” has been withdrawn by its proposer."),
    }.get(error.topic.state, words.t("“{title}” has been dealt with already.")).format(title=title)


MOST_OFFERED = 10
ROOM_FOR_TYPED = 1800
"""Of the 2000 characters that a button can carry."""
PRESS_FOR = {
    Act.CONFIRM_MEETING: ids.Press.CONFIRM_MEETING,
    Act.MOVE_MEETING: ids.Press.MOVE_MEETING,
    Act.CANCEL_MEETING: ids.Press.CANCEL_MEETING,
    Act.CHANGE_PAPERS: ids.Press.PAPERS,
}
NAMED_BY_DAY = {
    Act.CONFIRM_MEETING: "/meeting confirm {day}",
    Act.MOVE_MEETING: "/meeting move {day} -> {later}",
    Act.CANCEL_MEETING: "/meeting cancel {day}",
    Act.CHANGE_PAPERS: "/meeting papers {day}",
}

Say = Callable[[Any, Words], str]

SAY: dict[type[KallelseError], Say] = {
    **TIMES,
    **COMMITTEE,
    **QUESTIONS,
    WrongState: _wrong_state,
    TooEarly: lambda error, words: words.t(
        "The next meeting is {when}; it can be started from 12 hours before. Is another meeting meant?",
        when=words.when(error.meeting.start, error.meeting.end, words.zone),
    ),
    TopicSettled: _topic_settled,
    SameTopic: lambda error, words: words.t(
        "“{title}” has been proposed already.", title=one_line(error.existing.title)
    ),
    WhichMeeting: _which_meeting,
    ChangedMeanwhile: lambda _, words: words.t(
        "Somebody has changed the meeting since you were asked, so nothing was done. This is how it stands now:"
    ),
    NoMeetingComing: lambda error, words: words.t(
        "{committee} has no meeting planned.",
        committee=one_line(error.committee.name),
    ),
    NoMeetingBegun: lambda error, words: words.t(
        "{committee} has no meeting under way and none held, so there is nothing to record for. "
        "/meeting start marks that one has begun.",
        committee=one_line(error.committee.name),
    ),
    MayNotUpload: lambda _, words: words.t(
        "I may not send files here yet. Whoever runs Kallelse pastes the output of `kallelse manifest` into the app's "
        "manifest and installs the app again.",
    ),
    Gone: lambda _, words: words.t(
        "What this was about is no longer there. /meeting help shows what can be done."
    ),
    NotInvited: lambda error, words: (
        words.t(
            "This cannot count as an answer of {name}, who is not invited to the meeting at that time.",
            name=one_line(error.person.name),
        )
        if error.person
        else words.t(
            "You are not invited to the meeting {when}. Its chair or secretary can give you a seat or invite you as a guest.",
            when=words.when(error.meeting.start, error.meeting.end, words.zone),
        )
    ),
    NotAnswered: lambda _, words: words.t("There is no answer of yours to comment on: answer first."),
    Outdated: lambda error, words: words.t(
        "The meeting has changed since then: it is {when}. Answer again to what stands now.",
        when=words.when(error.meeting.start, error.meeting.end, words.zone),
    ),
    AlreadyInvited: lambda error, words: words.t(
        "{name} is invited to this meeting already.",
        name=one_line(error.person.name),
    ),
    AlreadySettled: lambda error, words: words.t(
        "{name} has dealt with that already: nothing was done twice.", name=one_line(error.by)
    ),
    SameDecision: lambda error, words: words.t(
        "That is decision {label} already; nothing was recorded twice.",
        label=error.decision.label,
    ),
    SameAction: lambda _, words: words.t("That action is recorded already; nothing was recorded twice."),
    BadPaper: lambda error, words: f"{what_is_wrong(error, words)} {words.t('Nothing has been attached.')}",
    NotFetched: lambda error, words: words.t(
        "Slack did not give me {name}, so nothing has been attached. Choose the file from your own computer, not from another "
        "service, and try again. If it still fails, whoever runs Kallelse looks at whether the app has the scope files:read.",
        name=one_line(error.name),
    ),
    EmptyText: lambda _, words: words.t(
        "A decision or an action needs words; to take one away, withdraw it."
    ),
}
