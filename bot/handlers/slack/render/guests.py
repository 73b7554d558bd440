"""What became of inviting a guest, or of taking that back."""

from bot.domain.ids import PersonId
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import Block, Message, actions, button, context, section
from bot.handlers.slack.render.meeting_forms import guest_lines
from bot.handlers.slack.render.meeting_words import short, when_of
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

MOST_GUESTS = 8


def invited_message(facts: MeetingFacts, address: str, words: Words) -> Message:
    """The guests of the meeting are listed, so that a mistake can be taken back at once."""
    wanted = address.strip().casefold()
    guests = (facts.people[guest.person_id] for guest in facts.guests)
    guest = next((one for one in guests if (one.email or "").casefold() == wanted), None)
    said = words.t(
        "{name} is a guest at the meeting {when}.",
        name=f"*{short(guest.name if guest else address, 100)}*",
        when=when_of(facts, words),
    )
    note = (
        words.t("The invitation goes by e-mail now.")
        if facts.meeting.is_announced
        else words.t("The invitation goes by e-mail when the meeting is confirmed.")
    )
    return Message(
        f"{said} {note}",
        (
            section(said),
            context(note),
            *guest_lines(facts, words, MOST_GUESTS, guest.id if guest else None),
            actions(*_next(facts, words)),
        ),
    )


def uninvited_message(before: MeetingFacts, person_id: PersonId, words: Words) -> Message:
    """`before` is the meeting while they still were its guest."""
    person = before.people.get(person_id)
    name = short(person.name, 100) if person else words.t("Somebody")
    told = (
        words.t("A cancellation goes to them by e-mail.")
        if before.meeting.is_announced
        else words.t("They had not been told yet.")
    )
    said = words.t(
        "{name} is no longer invited to the meeting {when}.",
        name=f"*{name}*",
        when=when_of(before, words),
    )
    return Message(f"{said} {told}", (section(said), context(told)))


def _next(facts: MeetingFacts, words: Words) -> tuple[Block, ...]:
    carried = value(facts.meeting.id)
    return (
        button(words.t("Invite another guest"), Press.INVITE_GUEST, carried),
        button(words.t("Who got what"), Press.DISTRIBUTION, carried),
    )
