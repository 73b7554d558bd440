"""A person's invitation in their direct messages, and the reminder to answer it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.committee import Role
from bot.domain.invitation import Answer, GivenAnswer
from bot.handlers.slack.render.answers import (
    answer_buttons,
    answer_name,
    own_answer_block,
    source_of,
)
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    context,
    fitted,
    header,
    one_line,
    section,
)
from bot.handlers.slack.render.meeting import file_button, propose_button
from bot.handlers.slack.render.meeting_words import (
    LONGEST_PLACE,
    agenda_text,
    earlier_time,
    short,
    spoken_time_and_place,
    state_of,
    time_and_place,
    when_of,
)
from bot.handlers.slack.render.papers import has_papers_button, papers_button, papers_line
from bot.language.changes import what_changed
from bot.language.words import Words
from bot.usecases.facts import Change, InvitationFacts, MeetingFacts

REMINDER = "reminder"
"""What an answer button of the reminder carries, so that it is drawn again."""
LONGEST_CHANGES = 2500
NO_LONGER = frozenset({Change.CANCELLED, Change.WITHDRAWN})


def invitation_message(facts: InvitationFacts, words: Words) -> Message:
    if facts.change == Change.SUPERSEDED:
        return _superseded(facts, words)
    lead = _lead(facts, words)
    title = _title(facts, words)
    blocks = [
        header(f"{title}: {facts.facts.committee.name}"),
        *([section(lead)] if lead else []),
        section(_time_and_place(facts, words)),
    ]
    if facts.change not in NO_LONGER:
        blocks += [section(agenda_text(facts.facts, words)), *papers_line(facts.facts, words)]
        blocks += [*_answering(facts, words, facts.change)]
    return Message(_spoken(facts, title, words), tuple(blocks))


def reminder_message(facts: InvitationFacts, words: Words) -> Message:
    """Only to those who have not answered; once they have, it shows that."""
    title = words.t("Will you come?")
    blocks = [
        header(f"{title} {facts.facts.committee.name}"),
        section(time_and_place(facts.facts, words)),
        *_answering(facts, words, REMINDER),
    ]
    return Message(_spoken(facts, title, words), tuple(blocks))


def seen_by_asker(facts: MeetingFacts, change: Change) -> InvitationFacts | None:
    """The asker's own invitation out of a meeting's facts, to draw it again at once; None without one."""
    if facts.asker is None or facts.own is None:
        return None
    today = facts.meeting.start.astimezone(facts.committee.zone).date()
    secretaries = (seat for seat in facts.seats if seat.role == Role.SECRETARY and seat.held_on(today))
    hosts = (facts.people[guest.host_id] for guest in facts.guests if guest.person_id == facts.asker.id)
    return InvitationFacts(
        facts,
        facts.asker,
        facts.own,
        change,
        next((facts.people[seat.person_id] for seat in secretaries), None),
        next(hosts, None),
    )


def _title(facts: InvitationFacts, words: Words) -> str:
    if facts.changes and facts.changes.place_alone:
        return words.t("New place")
    return {
        Change.INVITED: words.t("Invitation"),
        Change.MOVED: words.t("New time"),
        Change.CHANGED: words.t("Changed"),
        Change.CANCELLED: words.t("Cancelled"),
        Change.WITHDRAWN: words.t("Invitation withdrawn"),
    }[facts.change]


def _lead(facts: InvitationFacts, words: Words) -> str:
    if facts.change == Change.INVITED and facts.host is not None:
        return words.t(
            "{host} has invited you as a guest of {committee}.",
            host=one_line(facts.host.name),
            committee=one_line(facts.facts.committee.name),
        )
    if facts.change == Change.CANCELLED:
        return state_of(facts.facts, words)
    changed = _what_changed(facts, words)
    return {
        Change.MOVED: f"{words.t('The meeting has been given a new time.')} {changed}".rstrip(),
        Change.CHANGED: changed
        or words.t("The details of the meeting have changed. This is what stands now."),
        Change.WITHDRAWN: words.t("You are no longer invited to this meeting."),
    }.get(facts.change, "")


def _time_and_place(facts: InvitationFacts, words: Words) -> str:
    if facts.change == Change.WITHDRAWN:
        return f"~{when_of(_known(facts), words)}~"
    return "\n".join([time_and_place(_known(facts), words), *_earlier(facts, words)])


def _known(facts: InvitationFacts) -> MeetingFacts:
    """The meeting as this person knows it."""
    return replace(facts.facts, meeting=facts.meeting)


def _what_changed(facts: InvitationFacts, words: Words) -> str:
    if facts.changes is None:
        return ""
    sentences = what_changed(facts.changes, words, lambda typed: " ".join(typed.split()))
    return fitted(" ".join(sentences), LONGEST_CHANGES)


def _earlier(facts: InvitationFacts, words: Words) -> Iterator[str]:
    """The time as this person was told it; where that is not known, the one before the last move."""
    changes, zone = facts.changes, facts.facts.committee.zone
    when = ""
    if changes and changes.new_time:
        when = words.when(changes.before.start, changes.before.end, zone)
    elif changes is None and facts.change == Change.MOVED:
        when = earlier_time(facts.facts, words)
    if when:
        yield words.t("Earlier time: {when}", when=f"~{when}~")
    if changes and changes.new_place and changes.before.place:
        place = f"~{short(changes.before.place, LONGEST_PLACE)}~"
        yield words.t("Earlier place: {place}", place=place)


def _answering(facts: InvitationFacts, words: Words, stands_in: str) -> Iterator[Block]:
    """The own answer, and the buttons that give one as long as they can be used."""
    meeting, answer = facts.facts.meeting, facts.invitation.answer
    if not meeting.is_announced:
        yield context(state_of(facts.facts, words))
        return
    asked_again = facts.change == Change.MOVED and answer == Answer.NONE and not facts.taken_back
    if facts.taken_back is not None:
        yield section(_taken_back(facts, facts.taken_back, words))
    if asked_again:
        yield section(words.t("Please answer again: answers to the earlier time no longer count."))
    elif facts.asked_anew:
        yield section(words.t("Please answer again: the answer that you gave earlier no longer counts."))
    else:
        yield own_answer_block(facts.invitation, words, stands_in)
    day = words.day(meeting.start.astimezone(facts.facts.committee.zone).date())
    buttons = answer_buttons(meeting, day, words, stands_in=stands_in, own=answer)
    if facts.facts.role is not None:  # a guest proposes through their host
        buttons.append(propose_button(facts.facts.committee.id, words))
    if stands_in != REMINDER:
        buttons.append(file_button(meeting, words))
        if has_papers_button(facts.facts):
            buttons.append(papers_button(facts.facts, words))
    yield actions(*buttons)
    if facts.secretary is not None and facts.secretary.id != facts.person.id:
        yield context(words.t("Questions? Ask {secretary}.", secretary=short(facts.secretary.name, 80)))


def _taken_back(facts: InvitationFacts, given: GivenAnswer, words: Words) -> str:
    """Nobody's answer goes away unseen."""
    return words.t(
        "{name} has taken back your answer *{answer}* ({source}). Answer again if it was right.",
        name=short(facts.taken_back_by.name, 80)
        if facts.taken_back_by
        else one_line(facts.facts.committee.short_name),
        answer=answer_name(given.answer, words),
        source=source_of(given.source, given.given_at, words),
    )


def _superseded(facts: InvitationFacts, words: Words) -> Message:
    said = words.t(
        "{committee}: this invitation has been replaced by a newer one.",
        committee=one_line(facts.facts.committee.name),
    )
    return Message(said, (context(said),))


def _spoken(facts: InvitationFacts, title: str, words: Words) -> str:
    about = _known(facts)
    return f"{title} {one_line(about.committee.name)}: {spoken_time_and_place(about, words)}"
