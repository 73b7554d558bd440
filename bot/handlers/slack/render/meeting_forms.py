"""The forms about a meeting: a new one, another time, calling it off, a guest."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.committee import Committee
from bot.domain.ids import PersonId
from bot.handlers.slack.ids import Form, Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    button,
    clip,
    confirmation,
    context,
    date_input,
    divider,
    field,
    modal,
    option,
    section,
    select,
    text_input,
    time_input,
)
from bot.handlers.slack.render.meeting_words import sentence, short, time_and_place, when_of
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

LONGEST_PLACE, LONGEST_LINK, LONGEST_REASON = 200, 500, 500
MOST_GUESTS = 30


@dataclass(frozen=True, slots=True)
class TimeFields:
    """What the fields of a time form hold when it opens: ISO date, HH:MM."""

    day: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    link: str = ""


def fields_at(start: datetime, end: datetime, zone: ZoneInfo, place: str, link: str) -> TimeFields:
    """As the clock in that zone shows it."""
    here, there = start.astimezone(zone), end.astimezone(zone)
    return TimeFields(f"{here:%Y-%m-%d}", f"{here:%H:%M}", f"{there:%H:%M}", place, link)


def new_meeting_form(committees: list[Committee], words: Words, day: date | None = None) -> Block:
    """With several committees to choose from, place and length are left to the one that is chosen."""
    first, several = committees[0], len(committees) > 1
    opened = TimeFields(day=day.isoformat() if day else "", place="" if several else first.place)
    length = words.n("{count} minute", "{count} minutes", first.duration_minutes)
    blocks = _time_fields(
        opened,
        words,
        words.t("Left empty: as long as usual.")
        if several
        else words.t("Left empty: {length}, as usual.", length=length),
        words.t("Left empty: the usual place.") if several else "",
    )
    if several:
        choices = [option(clip(one.name, 75), one.id) for one in committees]
        blocks.insert(0, field("committee", words.t("Committee"), select(choices, first.id)))
    else:
        blocks.append(context(words.t("Times are the committee's own: {zone}.", zone=first.timezone)))
    return modal(
        Form.NEW_MEETING,
        words.t("New meeting"),
        blocks,
        submit=words.t("Plan"),
        close=words.t("Close"),
        about=value(first.id),
    )


def move_meeting_form(facts: MeetingFacts, words: Words) -> Block:
    meeting, committee = facts.meeting, facts.committee
    opened = fields_at(meeting.start, meeting.end, committee.zone, meeting.place, meeting.link)
    told = (
        words.t("Everybody invited gets the change. With a new time they are asked again.")
        if meeting.is_announced
        else words.t("Nobody has been told yet.")
    )
    return modal(
        Form.MOVE_MEETING,
        words.t("Change the meeting"),
        [
            section(f"{short(committee.name, 150)}\n{time_and_place(facts, words)}"),
            *_time_fields(opened, words, words.t("Left empty: as long as before.")),
            context(told),
        ],
        submit=words.t("Save"),
        close=words.t("Close"),
        about=value(meeting.id),
    )


def cancel_meeting_form(facts: MeetingFacts, words: Words, reason: str = "") -> Block:
    count = len(facts.invitations)
    told = (
        words.n("{count} person invited is told at once.", "{count} people invited are told at once.", count)
        if count
        else words.t("Nobody has been invited yet, so nobody is told.")
    )
    return modal(
        Form.CANCEL_MEETING,
        words.t("Cancel the meeting"),
        [
            section(f"{short(facts.committee.name, 150)}\n*{sentence(when_of(facts, words))}*\n{told}"),
            field(
                "reason",
                words.t("Reason"),
                text_input(reason, most=LONGEST_REASON, multiline=True),
                hint=words.t("Stands in the message that everybody gets."),
                optional=True,
            ),
        ],
        submit=words.t("Cancel the meeting"),
        close=words.t("Keep the meeting"),
        about=value(facts.meeting.id),
    )


def guest_form(facts: MeetingFacts, words: Words) -> Block:
    """To invite somebody to this meeting alone, and to take such invitations back."""
    return modal(
        Form.INVITE_GUEST,
        words.t("Invite a guest"),
        [
            section(f"{short(facts.committee.name, 150)}\n*{sentence(when_of(facts, words))}*"),
            field("email", words.t("E-mail address"), {"type": "email_text_input"}),
            field("guest", words.t("Name"), text_input(most=100)),
            field("organisation", words.t("Organisation"), text_input(most=100), optional=True),
            *guest_lines(facts, words),
        ],
        submit=words.t("Invite"),
        close=words.t("Close"),
        about=value(facts.meeting.id),
    )


def guest_lines(
    facts: MeetingFacts, words: Words, most: int = MOST_GUESTS, first: PersonId | None = None
) -> list[Block]:
    """The guests of the meeting by name, each with a button that takes the invitation back; `first` stands on top."""
    guests = sorted(
        facts.guests,
        key=lambda one: (one.person_id != first, facts.people[one.person_id].name.casefold()),
    )
    lines: list[Block] = []
    for guest in guests[:most]:
        person = facts.people[guest.person_id]
        asked = confirmation(
            words.t("Take the invitation back?"),
            words.t("{name} gets a cancellation by e-mail.", name=clip(person.name, 100)),
            words.t("Take it back"),
            words.t("Keep the invitation"),
        )
        carried = value(facts.meeting.id, guest.person_id)
        take_back = button(
            words.t("Take back"),
            Press.UNINVITE_GUEST,
            carried,
            confirm=asked,
            says=words.t("Take back the invitation of {name}", name=person.name),
        )
        about = ", ".join(part for part in (short(person.name, 80), short(guest.organisation, 80)) if part)
        lines.append(section(about, take_back))
    left = len(facts.guests) - len(lines)
    if left:
        lines.append(section(words.n("… and {count} more", "… and {count} more", left)))
    return [divider(), section(f"*{words.t('Guests')}*"), *lines] if lines else []


def _time_fields(opened: TimeFields, words: Words, length_hint: str, place_hint: str = "") -> list[Block]:
    return [
        field("day", words.t("Date"), date_input(opened.day)),
        field("start", words.t("From"), time_input(opened.start)),
        field("end", words.t("To"), time_input(opened.end), hint=length_hint, optional=True),
        field(
            "place",
            words.t("Place"),
            text_input(opened.place, most=LONGEST_PLACE),
            hint=place_hint,
            optional=True,
        ),
        field(
            "link",
            words.t("Video link"),
            text_input(opened.link, most=LONGEST_LINK, placeholder="https://"),
            optional=True,
        ),
    ]
