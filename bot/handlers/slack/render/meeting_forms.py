"""The forms about a meeting: a new one, another time, a guest."""

from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.ids import PersonId
from bot.handlers.slack.ids import Form, Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    button,
    clip,
    confirmation,
    context,
    divider,
    field,
    modal,
    option,
    section,
    select,
    text_input,
)
from bot.handlers.slack.render.meeting_words import sentence, short, time_and_place, when_of
from bot.handlers.slack.render.time_fields import (
    clock_value,
    committee_choice,
    picked_fields,
    when_field,
)
from bot.handlers.times import WhichTime
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

LONGEST_PLACE, LONGEST_LINK = 200, 500
MOST_GUESTS = 30


def new_meeting_form(
    committees: list[Committee], words: Words, now: datetime, known: WhichTime | None = None
) -> Block:
    """With several committees to choose from, place and length are left to the one that is chosen. `known` is what was
    written about the meeting before its time was asked for.
    """
    first, several = committees[0], len(committees) > 1
    length = words.n("{count} minute", "{count} minutes", first.duration_minutes)
    length_hint = (
        words.t("Left empty: as long as usual.")
        if several
        else words.t("Left empty: {length}, as usual.", length=length)
    )
    blocks = [
        when_field(words, now),
        *picked_fields(words, day=known.day.isoformat() if known else "", length_hint=length_hint),
        *_place_fields(
            words,
            (known and known.place) or ("" if several else first.place),
            (known and known.link) or "",
            hint=words.t("Left empty: the usual place.") if several else "",
        ),
    ]
    if several:
        choices = [option(clip(one.name, 75), committee_choice(one)) for one in committees]
        blocks.insert(0, field("committee", words.t("Committee"), select(choices, committee_choice(first))))
    else:
        blocks.append(context(words.t("Times are the committee's own: {zone}.", zone=first.timezone)))
    return modal(
        Form.NEW_MEETING,
        words.t("New meeting"),
        blocks,
        submit=words.t("Plan"),
        close=words.t("Close"),
        about=value(first.id, *clock_value(first)),
    )


def move_meeting_form(facts: MeetingFacts, words: Words, now: datetime) -> Block:
    """Of what people have been told, what comes of the change is shown before it is made."""
    meeting, committee = facts.meeting, facts.committee
    here, there = meeting.start.astimezone(committee.zone), meeting.end.astimezone(committee.zone)
    told = (
        words.t("Next you see who is told and asked again. Nothing is changed before that.")
        if meeting.is_announced
        else words.t("Nobody has been told yet.")
    )
    return modal(
        Form.MOVE_MEETING,
        words.t("Change the meeting"),
        [
            section(f"{short(committee.name, 150)}\n{time_and_place(facts, words)}"),
            when_field(words, now),
            *picked_fields(
                words,
                day=f"{here:%Y-%m-%d}",
                start=f"{here:%H:%M}",
                end=f"{there:%H:%M}",
                length_hint=words.t("Left empty: as long as before."),
            ),
            *_place_fields(words, meeting.place, meeting.link),
            context(told),
        ],
        submit=words.t("Go on") if meeting.is_announced else words.t("Save"),
        close=words.t("Close"),
        about=value(meeting.id, *clock_value(committee, here.replace(tzinfo=None))),
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
    """The guests of the meeting by name, with their addresses, each with a button that takes the invitation back; `first` stands on top."""
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
        told = (person.name, guest.organisation, person.email or "")
        about = ", ".join(short(part, 80) for part in told if part)
        lines.append(section(about, take_back))
    left = len(facts.guests) - len(lines)
    if left:
        lines.append(section(words.n("… and {count} more", "… and {count} more", left)))
    return [divider(), section(f"*{words.t('Guests')}*"), *lines] if lines else []


def _place_fields(words: Words, place: str, link: str = "", *, hint: str = "") -> list[Block]:
    return [
        field("place", words.t("Place"), text_input(place, most=LONGEST_PLACE), hint=hint, optional=True),
        field(
            "link",
            words.t("Video link"),
            text_input(link, most=LONGEST_LINK, placeholder="https://"),
            optional=True,
        ),
    ]
