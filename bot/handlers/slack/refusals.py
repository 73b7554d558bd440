"""Every error's words: what is wrong, who may, and what to do next."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.domain.deadline import DeadlineAfterDate, DeadlinePassed
from bot.domain.errors import KallelseError
from bot.domain.held_mail import AlreadySettled
from bot.domain.meeting import ChangedMeanwhile, Meeting, MeetingState, TooEarly, WrongState
from bot.domain.paper import BadPaper
from bot.domain.permission import OPEN_TO_MEMBERS, Act, NotAllowed
from bot.domain.poll import FEWEST_ALTERNATIVES, MOST_ALTERNATIVES, PollOver, PollState, WrongNumber
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
from bot.domain.roster import AlreadySeated, LastOfficer
from bot.domain.schedule import Clash, EndBeforeStart, InThePast, NoSuchTime, TooLong
from bot.domain.topic import SameTopic, TopicSettled, TopicState
from bot.handlers.slack import ids
from bot.handlers.slack.fetching import NotFetched
from bot.handlers.slack.files import MayNotUpload
from bot.handlers.slack.render.blocks import Block, Message, actions, button, clip, one_line, section
from bot.handlers.slack.render.days_off import wrong_line
from bot.handlers.slack.render.papers import what_is_wrong
from bot.handlers.times import UnclearDay
from bot.language.words import Words
from bot.usecases.access import (
    Gone,
    NoCommitteeHere,
    NoCommitteeOfYours,
    NoMeetingBegun,
    NoMeetingComing,
    WhichCommittee,
    WhichMeeting,
)
from bot.usecases.answers import NotAnswered, NotInvited, Outdated
from bot.usecases.asking import NotAsked
from bot.usecases.committees import BadField, Flaw, SameShortName
from bot.usecases.invitations import AlreadyInvited
from bot.usecases.people import AddressTaken, BadAddress, KnownElsewhere
from bot.usecases.records import SameAction, SameDecision
from bot.usecases.summaries import EmptyText

SOON = timedelta(weeks=4)


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
        return (actions(*_meetings_to_choose(error, words)),)
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


def _no_committee_here(error: NoCommitteeHere, words: Words) -> str:
    if not error.channel:
        return words.t("A committee belongs to a channel: write /meeting setup in the one where it meets.")
    return words.t(
        "No committee meets in this channel yet. Set one up here, or ask in the committee's own channel.",
    )


def _not_allowed(error: NotAllowed, words: Words) -> str:
    if not error.who_may:
        return words.t(
            "This takes the chair or secretary of {committee}, and nobody holds those seats today.",
            committee=one_line(error.committee),
        )
    names = words.listed([one_line(name) for name in error.who_may])
    if error.act in OPEN_TO_MEMBERS:
        return words.t(
            "This is for those with a seat in {committee}. {names} can give you one.",
            committee=one_line(error.committee),
            names=names,
        )
    return words.t(
        "This is for the chair and secretary of {committee}: ask {names}.",
        committee=one_line(error.committee),
        names=names,
    )


def _no_such_time(error: NoSuchTime, words: Words) -> str:
    return words.t(
        "{date} has no {time}: the clocks go forward then. The first time after the change is {next}.",
        date=words.date(error.wall).capitalize(),
        time=words.time(error.wall),
        next=words.time(error.next_time),
    )


def _end_before_start(error: EndBeforeStart, words: Words) -> str:
    return words.t(
        "The meeting would end ({end}) before it starts ({start}). Right would be, for example: {example}",
        start=words.time(error.start),
        end=words.time(error.end),
        example=_two_hours_from(error.start),
    )


def _in_the_past(error: InThePast, words: Words) -> str:
    return words.t(
        "{when} is in the past; now it is {now}. Right would be, for example: {example}",
        when=words.moment(error.start),
        now=words.moment(error.now),
        example=_two_hours_from(error.now.astimezone(words.zone).replace(hour=10, minute=0) + SOON),
    )


def _two_hours_from(start: datetime) -> str:
    """A time as it can be typed: "2027-03-12 10:00-12:00"."""
    return f"{start:%Y-%m-%d %H:%M}-{start + timedelta(hours=2):%H:%M}"


def _clash(error: Clash, words: Words) -> str:
    other = error.other
    return words.t(
        "The committee already has a meeting then: {when}. Choose another time, or move that one.",
        when=words.when(other.start, other.end, words.zone),
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


def _which(error: WhichCommittee, words: Words) -> str:
    names = words.listed([one_line(name) for name in error.short_names])
    return words.t(
        "Several committees can be meant here: {names}. Write which right after the command, as in /agenda {first}",
        names=names,
        first=one_line(error.short_names[0]),
    )


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


def _bad_field(error: BadField, words: Words) -> str:
    given = one_line(error.given[:100])
    if error.line:
        return wrong_line(error.flaw, error.line, given, words)
    return {
        Flaw.EMPTY: words.t("A name is missing. For example: Safety council, short name SAFE."),
        Flaw.TOO_LONG: words.t("“{given} …” is too long; shorten it."),
        Flaw.SEVERAL_WORDS: words.t("The short name “{given}” has several words. One word is right: SAFE."),
        Flaw.CONTROL_CHARACTERS: words.t(
            "“{given}” has characters that cannot be kept. Type it anew, without line breaks."
        ),
        Flaw.UNKNOWN_ZONE: words.t("There is no time zone “{given}”. Write it like this: Europe/Stockholm"),
        Flaw.UNKNOWN_LANGUAGE: words.t("I do not speak “{given}”. Choose Swedish or English."),
        Flaw.OUT_OF_RANGE: _out_of_range(error.field, words),
    }[error.flaw].format(given=given)


def _poll_over(error: PollOver, words: Words) -> str:
    return {
        PollState.OPEN: words.t("The time to answer is over; chair or secretary picks."),
        PollState.DECIDED: words.t("A time has been picked already."),
        PollState.WITHDRAWN: words.t("The poll has been withdrawn."),
    }[error.poll.state]


def _out_of_range(field: str, words: Words) -> str:
    return {
        "alarm_minutes": words.t("Calendars cannot remind {given} minutes before: at most four weeks."),
        "silence_days": words.t("{given} days is no time to object in: from 1 day to 60."),
    }.get(field, words.t("{given} minutes is no length for a meeting: from 5 minutes to 24 hours."))


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
        first=one_line(clip(error.lines[0], 100)),
    )


def _date_settled(error: DateSettled, words: Words) -> str:
    return {
        DateState.OPEN: words.t("That date stands before the members: nobody has objected in time yet."),
        DateState.ADOPTED: words.t("That date is adopted already."),
        DateState.OBJECTED: words.t("Somebody objected to that date: chair and secretary decide about it."),
        DateState.WITHDRAWN: words.t("That date is no longer proposed."),
    }[error.date.state]


MOST_OFFERED = 10
ROOM_FOR_TYPED = 1800
"""Of the 2000 characters that a button can carry."""
PRESS_FOR = {
    Act.CONFIRM_MEETING: ids.Press.CONFIRM_MEETING,
    Act.MOVE_MEETING: ids.Press.MOVE_MEETING,
    Act.CANCEL_MEETING: ids.Press.CANCEL_MEETING,
    Act.CHANGE_PAPERS: ids.Press.PAPERS,
}

Say = Callable[[Any, Words], str]

SAY: dict[type[KallelseError], Say] = {
    NotAllowed: _not_allowed,
    NoSuchTime: _no_such_time,
    EndBeforeStart: _end_before_start,
    TooLong: lambda error, words: words.t(
        "A meeting lasts at most 24 hours. Right would be, for example: {example}",
        example=_two_hours_from(error.start),
    ),
    InThePast: _in_the_past,
    Clash: _clash,
    BadField: _bad_field,
    SameShortName: lambda error, words: words.t(
        "{name} in this channel has the short name {short_name} already. Choose another.",
        name=one_line(error.existing.name),
        short_name=one_line(error.existing.short_name),
    ),
    LastOfficer: lambda error, words: words.t(
        "That would leave {committee} without chair and secretary from {day}. Give somebody else one of those seats first.",
        committee=one_line(error.committee),
        day=words.day(error.day),
    ),
    AlreadySeated: lambda error, words: words.t("{name} has that seat already.", name=one_line(error.name)),
    KnownElsewhere: lambda error, words: words.t(
        "{name} has an account here, or a place in another committee too: name and address are not changed from this "
        "committee. Everything else on the form can be.",
        name=one_line(error.person.name),
    ),
    AddressTaken: lambda error, words: words.t(
        "That address belongs to {name} already.",
        name=one_line(error.person.name),
    ),
    WrongState: _wrong_state,
    TooEarly: lambda error, words: words.t(
        "The next meeting is {when}; it can be started from 12 hours before. Is another meeting meant?",
        when=words.when(error.meeting.start, error.meeting.end, words.zone),
    ),
    TopicSettled: _topic_settled,
    SameTopic: lambda error, words: words.t(
        "“{title}” has been proposed already.", title=one_line(error.existing.title)
    ),
    NoCommitteeHere: _no_committee_here,
    NoCommitteeOfYours: lambda _, words: words.t(
        "You have no seat in any committee I know. Ask in the committee's channel, or ask its secretary for a seat.",
    ),
    WhichCommittee: _which,
    WhichMeeting: _which_meeting,
    ChangedMeanwhile: lambda _, words: words.t(
        "Somebody has changed the meeting since you were asked, so nothing was done. This is how it stands now:"
    ),
    UnclearDay: lambda _, words: words.t("I could not read a date and a time there."),
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
    NotInvited: lambda error, words: words.t(
        "You are not invited to the meeting {when}. Its chair or secretary can give you a seat or invite you as a guest.",
        when=words.when(error.meeting.start, error.meeting.end, words.zone),
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
    BadAddress: lambda error, words: words.t(
        "“{given}” is not an e-mail address. Write it like this: name@example.org",
        given=one_line(error.given),
    ),
    SameDecision: lambda error, words: words.t(
        "That is decision {label} already; nothing was recorded twice.",
        label=error.decision.label,
    ),
    SameAction: lambda _, words: words.t("That action is recorded already; nothing was recorded twice."),
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
    WrongNumber: lambda error, words: words.t(
        "A poll has {fewest} to {most} times to choose from; these are {count}.",
        fewest=FEWEST_ALTERNATIVES,
        most=MOST_ALTERNATIVES,
        count=error.count,
    ),
    DeadlinePassed: lambda error, words: words.t(
        "{deadline} has passed: members need time to answer.", deadline=words.moment(error.deadline)
    ),
    DeadlineAfterDate: lambda error, words: words.t(
        "The deadline {deadline} is after the first date, {start}: choose an earlier one, or strike that date.",
        deadline=words.moment(error.deadline),
        start=words.moment(error.start),
    ),
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
