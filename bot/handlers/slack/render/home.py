"""The home page: what is mine, and for chair and secretary what waits for them."""

from collections.abc import Sequence

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.poll import Alternative, Poll
from bot.domain.proposal import ProposedDate
from bot.domain.topic import TopicState
from bot.handlers.roles import role_name
from bot.handlers.slack.ids import Place, Press, value
from bot.handlers.slack.render.answers import answer_buttons, own_answer
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    divider,
    fitted,
    fitted_line,
    header,
    menu,
    option,
    section,
    strong,
)
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.slack.render.proposal_words import stands_unless
from bot.handlers.slack.render.topics import about_topic, title_of
from bot.language.words import Words
from bot.usecases.home import Home, OwnAction, OwnCommittee, OwnMeeting, OwnQuestion, OwnTopic

NAME_MOST = 150
TEXT_MOST = 500
DATES_MOST = 4
LATER_MOST = 10
BLOCKS_MOST = 100
MOST = {
    "questions": 4,
    "waiting": 8,
    "unconfirmed": 4,
    "meetings": 6,
    "actions": 10,
    "proposals": 8,
    "committees": 6,
}
"""Of each kind; together with their buttons they stay below the hundred blocks of a page, and leave room for an answer."""


def home_view(home: Home, words: Words, notice: Message | None) -> Block:
    """`notice` is the answer to what was just done on the page."""
    page = _page(home, words)
    above = [*notice.blocks[: BLOCKS_MOST - len(page) - 1], divider()] if notice else []
    return {"type": "home", "blocks": [*above, *page]}


def _page(home: Home, words: Words) -> list[Block]:
    if not home.committees and not home.meetings:
        return _newcomer(words)
    blocks = [*_questions(home, words), *_for_officers(home, words)]
    blocks += _part(words.t("My meetings"), _meetings(home, words), words.t("No meeting is coming up."))
    if home.committees:
        blocks.append(_calendar(words))
    blocks += _part(words.t("My actions"), _actions(home, words), words.t("You have nothing left to do."))
    blocks += _part(
        words.t("My proposals"),
        _proposals(home, words),
        words.t("You have not proposed any topic. /propose does, or a message's menu: Add to agenda."),
    )
    blocks += _part(
        words.t("My committees"), _committees(home, words), words.t("You have no seat in any committee.")
    )
    return blocks


def _part(title: str, rows: Sequence[Block], empty: str) -> list[Block]:
    return [header(title), *(rows or [section(empty)])]


def _newcomer(words: Words) -> list[Block]:
    return [
        header(words.t("Welcome")),
        section(
            words.t(
                "I carry a committee's meetings: dates, invitations, agenda, decisions and actions. "
                "You have no seat in any committee yet."
            )
        ),
        section(
            words.t(
                "*To start one:* go to its channel, invite me there (`/invite @kallelse`) and write `/meeting setup`.\n"
                "*To join one:* ask its secretary for a seat."
            )
        ),
    ]


def _questions(home: Home, words: Words) -> list[Block]:
    """Only while something waits for an answer."""
    rows = [block for one in home.questions[: MOST["questions"]] for block in _question(one, words)]
    return [header(words.t("Waits for your answer")), *rows] if rows else []


def _question(one: OwnQuestion, words: Words) -> list[Block]:
    shown = [f"• {_when(date, one.committee, words)}" for date in one.dates[:DATES_MOST]]
    if left := len(one.dates) - len(shown):
        shown.append(words.n("… and {count} more", "… and {count} more", left))
    carried = value(one.about.id)
    if isinstance(one.about, Poll):
        deadline = words.instant(one.about.deadline, one.committee.zone)
        asked = words.t("Which of these times suit you? Answer by {deadline}.", deadline=deadline)
        presses = [button(words.t("Answer"), Press.POLL_ANSWER, carried, style="primary")]
    else:
        asked = stands_unless(one.about, one.committee, words)
        presses = [
            button(words.t("Fine by me"), Press.FINE_BY_ME, carried),
            button(words.t("I object …"), Press.OBJECT, carried),
        ]
    return [section("\n".join([strong(_name(one.committee)), *shown, asked])), actions(*presses)]


def _for_officers(home: Home, words: Words) -> list[Block]:
    """Only for those who have a chair's or secretary's seat somewhere."""
    if not home.is_officer:
        return []
    rows = [block for one in home.unconfirmed[: MOST["unconfirmed"]] for block in _unconfirmed(one, words)]
    rows += [block for one in home.waiting[: MOST["waiting"]] for block in _waiting(one, words)]
    return _part(words.t("Waits for you"), rows, words.t("Nothing waits for you."))


def _unconfirmed(one: OwnCommittee, words: Words) -> list[Block]:
    if one.next_meeting is None:
        return []
    meeting = one.next_meeting
    text = words.t(
        "{when} is planned, but not confirmed: nobody is invited yet.",
        when=_when(meeting, one.committee, words),
    )
    press = button(words.t("Confirm the meeting"), Press.CONFIRM_MEETING, value(meeting.id), style="primary")
    return [section(f"{strong(_name(one.committee))}\n{text}", accessory=press)]


def _waiting(one: OwnTopic, words: Words) -> list[Block]:
    title = strong(title_of(one.topic, words))
    about = f"{_name(one.committee)} · {about_topic(one.topic, words, one.proposer.name)}"
    carried = value(one.topic.id, Place.HOME)
    return [
        section(f"{title}\n{about}"),
        actions(
            button(words.t("Put on the agenda"), Press.ACCEPT_TOPIC, carried, style="primary"),
            button(words.t("Decline …"), Press.DECLINE_TOPIC, carried),
            button(words.t("Change …"), Press.EDIT_TOPIC, carried),
        ),
    ]


def _calendar(words: Words) -> Block:
    show = button(words.t("Calendar"), Press.CALENDAR, value(""))
    return section(words.t("They can be in Outlook, Google or Apple Calendar too."), accessory=show)


def _meetings(home: Home, words: Words) -> list[Block]:
    near, later = home.meetings[: MOST["meetings"]], home.meetings[MOST["meetings"] :]
    blocks = [block for one in near for block in _meeting(one, words)]
    return [*blocks, _later(later, words)] if later else blocks


def _later(meetings: Sequence[OwnMeeting], words: Words) -> Block:
    """A line each, as many as there is room for; the calendar has them all."""
    shown = [
        f"• {_when(one.meeting, one.committee, words)} · {_name(one.committee)}"
        for one in meetings[:LATER_MOST]
    ]
    if left := len(meetings) - len(shown):
        shown.append(
            words.n(
                "… and {count} more, in your calendar: `/meeting calendar`",
                "… and {count} more, in your calendar: `/meeting calendar`",
                left,
            )
        )
    return section("\n".join([words.t("*Later*"), *shown]))


def _meeting(one: OwnMeeting, words: Words) -> list[Block]:
    when = strong(_when(one.meeting, one.committee, words))
    place = fitted_line(one.meeting.place, NAME_MOST)
    where = " · ".join(part for part in (_name(one.committee), place) if part)
    show = button(words.t("Show"), Press.SHOW_MEETING, value(one.meeting.id))
    blocks = [section(f"{when}\n{where}", accessory=show)]
    if one.meeting.state == MeetingState.CONFIRMED:
        answer = own_answer(one.invitation.answer, words)
        blocks = [section(f"{when}\n{where}\n{answer}", accessory=show)]
        day = words.day(one.meeting.start.astimezone(one.committee.zone).date())
        blocks.append(actions(*answer_buttons(one.meeting, day, words, own=one.invitation.answer)))
    return blocks


def _actions(home: Home, words: Words) -> list[Block]:
    return [_action(one, home, words) for one in home.actions[: MOST["actions"]]]


def _action(one: OwnAction, home: Home, words: Words) -> Block:
    parts = [_name(one.committee)]
    if one.action.due:
        due = words.t("by {day}", day=words.day(one.action.due))
        late = one.action.is_overdue(one.committee.today(home.now))
        parts.append(f":warning: {due} · {words.t('overdue')}" if late else due)
    text = f"{fitted(one.action.text.strip(), TEXT_MOST)}\n{' · '.join(parts)}"
    done = button(words.t("Mark as done"), Press.ACTION_DONE, value(one.action.id, Place.HOME))
    return section(text, accessory=done)


def _proposals(home: Home, words: Words) -> list[Block]:
    return [_proposal(one, words) for one in home.proposals[: MOST["proposals"]]]


def _proposal(one: OwnTopic, words: Words) -> Block:
    text = f"{strong(title_of(one.topic, words))}\n{_name(one.committee)} · {_state(one, words)}"
    if not one.topic.is_open:
        return section(text)
    carried = value(one.topic.id, Place.HOME)
    return section(
        text,
        accessory=menu(
            Press.TOPIC_MENU,
            [
                option(words.t("Change …"), f"{Press.EDIT_TOPIC} {carried}"),
                option(words.t("Withdraw"), f"{Press.WITHDRAW_TOPIC} {carried}"),
            ],
        ),
    )


def _state(one: OwnTopic, words: Words) -> str:
    topic = one.topic
    if topic.state == TopicState.DECLINED and topic.decline_reason:
        return words.t("declined: {reason}", reason=fitted_line(topic.decline_reason, TEXT_MOST))
    return {
        TopicState.PROPOSED: words.t("waits for chair or secretary"),
        TopicState.ACCEPTED: words.t("on the agenda"),
        TopicState.DECLINED: words.t("declined"),
        TopicState.WITHDRAWN: words.t("withdrawn"),
        TopicState.DISCUSSED: words.t("discussed"),
        TopicState.POSTPONED: words.t("postponed"),
    }[topic.state]


def _committees(home: Home, words: Words) -> list[Block]:
    return [block for one in home.committees[: MOST["committees"]] for block in _committee(one, words)]


def _committee(one: OwnCommittee, words: Words) -> list[Block]:
    if one.next_meeting is None:
        coming = words.t("No meeting is planned.")
    else:
        meeting = one.next_meeting
        when = words.when(meeting.start, meeting.end, one.committee.zone)
        coming = words.t("Next meeting: {when}", when=when)
    text = f"{strong(_name(one.committee))} · {role_name(one.role, words)}\n{coming}"
    committee = value(one.committee.id)
    return [
        section(text),
        actions(
            button(words.t("Agenda"), Press.OPEN_AGENDA, committee),
            button(words.t("Propose a topic"), Press.PROPOSE, committee),
        ),
    ]


def _when(held: Meeting | ProposedDate | Alternative, committee: Committee, words: Words) -> str:
    return sentence(words.when(held.start, held.end, committee.zone))


def _name(committee: Committee) -> str:
    return fitted_line(committee.name, NAME_MOST)
