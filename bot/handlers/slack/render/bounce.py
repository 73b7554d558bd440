"""A mail that came back: who cannot be reached, why, and sending it once more."""

from collections.abc import Iterator

from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import Block, Message, actions, button, context, section
from bot.handlers.slack.render.failure_words import reason_in_words
from bot.handlers.slack.render.meeting_words import short
from bot.language.words import Words
from bot.usecases.incoming_facts import BounceFacts


def bounce_message(facts: BounceFacts, words: Words) -> Message:
    name, address = short(facts.person.name, 100), short(facts.bounce.address, 100)
    lead = words.t(
        "A mail to {name} came back: {address} cannot be reached.", name=f"*{name}*", address=address
    )
    why = reason_in_words(facts.bounce.reason, words)
    blocks = [section(f"{lead}\n{why[:1].upper()}{why[1:]}.")]
    if facts.meeting:
        when = words.when(facts.meeting.start, facts.meeting.end, facts.committee.zone)
        blocks.append(context(words.t("It was about the meeting {when}.", when=when)))
    if facts.again_by:
        again = words.t("Sent again, by {name}.", name=short(facts.again_by.name, 100))
        return Message(f"{lead} {again}", (*blocks, section(again)))
    return Message(lead, (*blocks, context(_hint(facts, words)), actions(*_buttons(facts, words))))


def _hint(facts: BounceFacts, words: Words) -> str:
    if facts.is_guest:
        return words.t(
            "If the address is wrong, take the invitation back and invite them at the right one: Guests lets you do both."
        )
    return words.t(
        "If the address is wrong, correct it with /meeting members: what they are invited to then goes there by itself."
    )


def _buttons(facts: BounceFacts, words: Words) -> Iterator[Block]:
    yield button(words.t("Send again"), Press.BOUNCE_AGAIN, value(facts.bounce.id))
    if facts.meeting and facts.is_guest:
        yield button(words.t("Guests"), Press.INVITE_GUEST, value(facts.meeting.id))
    if facts.meeting:
        yield button(words.t("Who got what"), Press.DISTRIBUTION, value(facts.meeting.id))
