"""What is said of a meeting wherever it is drawn: when, where, how it stands, what is on its agenda."""

import re
from datetime import datetime
from urllib.parse import quote

from bot.domain.meeting import Meeting, MeetingState
from bot.domain.topic import Topic
from bot.handlers.slack.render.blocks import clip, escape
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

WEB_ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
WEB_ADDRESS_MARKS = ":/?#[]@!$&'()*+,;=%~"
LONGEST_TITLE, LONGEST_PLACE, LONGEST_ADDRESS = 150, 250, 500
MOST_LETTERS_OF_AGENDA = 2400


def sentence(text: str) -> str:
    """With a capital first: Swedish weekdays have none of their own."""
    return text[:1].upper() + text[1:]


def short(text: str, most: int) -> str:
    """What somebody typed, escaped, on one line and no longer than that."""
    return escape(clip(" ".join(text.split()), most))


def when_of(facts: MeetingFacts, words: Words) -> str:
    return words.when(facts.meeting.start, facts.meeting.end, facts.committee.zone)


def earlier_time(facts: MeetingFacts, words: Words) -> str:
    """When a moved meeting was to be held; "" when it has not moved."""
    before = facts.meeting.previous_start
    return words.when(before, facts.meeting.previous_end, facts.committee.zone) if before else ""


def place_of(meeting: Meeting, words: Words) -> str:
    """Place and video link on one line, "" when there is neither."""
    place = short(meeting.place, LONGEST_PLACE)
    link = linked(meeting.link, words.t("Video link"))
    return " · ".join(part for part in (place, link) if part)


def spoken_time_and_place(facts: MeetingFacts, words: Words) -> str:
    """On one line without markup, for notifications and screen readers."""
    place = short(facts.meeting.place, LONGEST_PLACE)
    return ", ".join(part for part in (when_of(facts, words), place) if part)


def linked(address: str, label: str) -> str:
    """A web address behind a label; anything else that was given for one as it was typed."""
    if not WEB_ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        return short(address, LONGEST_PLACE)
    target = quote(address, safe=WEB_ADDRESS_MARKS).replace("&", "&amp;")
    return f"<{target}|{label}>"


def time_and_place(facts: MeetingFacts, words: Words, *, until: str = "") -> str:
    """The lines everybody looks for first; a time that no longer holds is struck out."""
    when = sentence(when_of(facts, words))
    mark = "~" if facts.meeting.state == MeetingState.CANCELLED else "*"
    first = " · ".join(part for part in (f"{mark}{when}{mark}", until) if part)
    return "\n".join(line for line in (first, place_of(facts.meeting, words)) if line)


def until_of(meeting: Meeting, words: Words, now: datetime) -> str:
    """How long until it begins; "" once it has."""
    waits = meeting.state in {MeetingState.PLANNED, MeetingState.CONFIRMED} and meeting.start > now
    return words.until(meeting.start, now) if waits else ""


def state_of(facts: MeetingFacts, words: Words) -> str:
    meeting = facts.meeting
    if meeting.state == MeetingState.IN_PROGRESS and meeting.started_at is not None:
        began = meeting.started_at.astimezone(facts.committee.zone)
        return words.t("Under way since {time}", time=words.time(began))
    if meeting.state == MeetingState.CANCELLED and meeting.cancel_reason:
        return words.t("*Cancelled.* Reason: {reason}", reason=short(meeting.cancel_reason, 500))
    if meeting.state == MeetingState.CONFIRMED and meeting.previous_start is not None:
        return words.t("Confirmed. Moved from {when}", when=earlier_time(facts, words))
    if meeting.ended_by_itself:
        return words.t("Held. It ended by itself: nobody had ended it")
    return {
        MeetingState.PLANNED: words.t("Planned, not confirmed yet"),
        MeetingState.CONFIRMED: words.t("Confirmed"),
        MeetingState.IN_PROGRESS: words.t("Under way"),
        MeetingState.HELD: words.t("Held"),
        MeetingState.CLOSED: words.t("Closed"),
        MeetingState.CANCELLED: words.t("*Cancelled.*"),
    }[meeting.state]


def agenda_text(facts: MeetingFacts, words: Words) -> str:
    """The numbered agenda under its heading, as far as a message holds it."""
    heading = f"*{words.t('Agenda')}*"
    if not facts.agenda:
        return f"{heading}\n{words.t('No topics yet.')}"
    lines, room = [], MOST_LETTERS_OF_AGENDA
    for number, topic in enumerate(facts.agenda, start=1):
        line = f"{number}. {topic_line(topic, words)}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    left = len(facts.agenda) - len(lines)
    if left:
        lines.append(words.n("… and {count} more topic", "… and {count} more topics", left))
    return "\n".join([heading, *lines])


def topic_line(topic: Topic, words: Words) -> str:
    """As in "Ev. Trygghetsmätningen (Lena Ström)"."""
    title = short(topic.title, LONGEST_TITLE)
    if topic.tentative:
        title = words.t("Tentative: {topic}", topic=title)
    return f"{title} ({short(topic.presenter, 60)})" if topic.presenter else title


def waiting_text(facts: MeetingFacts, words: Words) -> str:
    """How many proposals have not been settled yet; "" when none wait, or the meeting is past."""
    count = len(facts.waiting)
    if not (count and facts.meeting.is_coming):
        return ""
    return words.n("{count} proposal waits for the chair", "{count} proposals wait for the chair", count)
