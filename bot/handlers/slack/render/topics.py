"""One topic: proposed, waiting for chair and secretary, settled; and the forms it is written in."""

from collections.abc import Sequence

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting
from bot.domain.topic import Topic, TopicKind, TopicState
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    confirmation,
    context,
    fitted,
    fitted_line,
    link,
    section,
    strong,
)
from bot.language.words import Words
from bot.usecases.facts import TopicFacts

TITLE_MOST = 300
DETAILS_MOST = 3000
PRESENTER_MOST = 200
MINUTES_MOST = 1440
DETAILS_SHOWN = 1500
VALUE_MOST = 1800


def kind_name(kind: TopicKind, words: Words) -> str:
    return {
        TopicKind.INFORMATION: words.t("Information"),
        TopicKind.DISCUSSION: words.t("Discussion"),
        TopicKind.DECISION: words.t("Decision"),
    }[kind]


def title_of(topic: Topic, words: Words) -> str:
    """Escaped, marked when it is tentative."""
    title = fitted_line(topic.title, TITLE_MOST) or "…"
    return words.t("{topic} (tentative)", topic=title) if topic.tentative else title


def about_topic(topic: Topic, words: Words, proposer: str = "") -> str:
    """Kind, minutes, presenter, and who proposed it if that is somebody else, in one line."""
    parts = [kind_name(topic.kind, words)]
    if topic.minutes:
        parts.append(words.t("{count} min", count=topic.minutes))
    if topic.presenter:
        parts.append(words.t("presented by {name}", name=fitted_line(topic.presenter, PRESENTER_MOST)))
    if topic.standing_item_id:
        parts.append(words.t("standing item"))
    elif proposer and proposer.casefold() != topic.presenter.casefold():
        parts.append(words.t("proposed by {name}", name=fitted_line(proposer, PRESENTER_MOST)))
    return " · ".join(parts)


def day_of(meeting: Meeting, committee: Committee, words: Words) -> str:
    """The meeting's whole date where it is held."""
    return words.date(meeting.start.astimezone(committee.zone).date())


def standing_of(facts: TopicFacts, words: Words) -> str:
    """Where the topic stands, in a sentence."""
    topic, meeting = facts.topic, facts.meeting
    day = day_of(meeting, facts.committee, words) if meeting else ""
    if topic.state == TopicState.PROPOSED:
        if meeting is None:
            return words.t(
                "Proposed for the next meeting, once one is planned: waits for chair or secretary."
            )
        return words.t("Proposed for {day}: waits for chair or secretary.", day=day)
    if topic.state == TopicState.DECLINED:
        reason = fitted(topic.decline_reason, DETAILS_SHOWN)
        return words.t("Declined: {reason}", reason=reason) if reason else words.t("Declined.")
    if topic.state == TopicState.WITHDRAWN:
        return words.t("Withdrawn.")
    if meeting is None:
        return words.t("Accepted: it goes onto the agenda of the next meeting, once one is planned.")
    return words.t("On the agenda for {day}, as number {number}.", day=day, number=facts.number or "–")


def note_of(facts: TopicFacts, words: Words) -> str:
    """What became of a topic, for a list or a page that shows others too."""
    return f"{strong(title_of(facts.topic, words))}\n{standing_of(facts, words)}"


def own_topic_message(facts: TopicFacts, words: Words, *place: str) -> Message:
    """To whoever proposed it: where it went, with what they can still do. Chair and secretary can settle it at once."""
    standing = standing_of(facts, words)
    buttons = []
    if facts.topic.state == TopicState.PROPOSED and facts.for_officer:
        buttons.append(_accept_button(facts, words, place))
    if facts.topic.is_open:
        buttons += own_buttons(facts, words, *place)
    return _about(facts, words, standing, buttons)


def topic_waiting_message(facts: TopicFacts, words: Words) -> Message:
    """To chair and secretary: a topic waits for them; afterwards, what became of it, and no buttons."""
    proposer = fitted_line(facts.proposer.name, PRESENTER_MOST)
    committee = fitted_line(facts.committee.name, PRESENTER_MOST)
    if facts.meeting:
        day = day_of(facts.meeting, facts.committee, words)
        lead = words.t(
            "{name} proposes a topic to {committee} for {day}.", name=proposer, committee=committee, day=day
        )
    else:
        lead = words.t("{name} proposes a topic to {committee}.", name=proposer, committee=committee)
    if facts.topic.state == TopicState.PROPOSED:
        return _about(facts, words, lead, settle_buttons(facts, words))
    return _about(facts, words, lead, [], outcome=standing_of(facts, words))


def topic_settled_message(facts: TopicFacts, words: Words) -> Message:
    """To the proposer: accepted as number n for which meeting, or declined with the reason."""
    committee = fitted_line(facts.committee.name, PRESENTER_MOST)
    lead = words.t("Your topic for {committee}:", committee=committee)
    buttons = own_buttons(facts, words) if facts.topic.on_agenda else []
    return _about(facts, words, f"{lead} {standing_of(facts, words)}", buttons)


def same_topic_message(facts: TopicFacts, again: str, words: Words) -> Message:
    """The topic is there already. `again` is the value of the button that proposes it all the same."""
    lead = same_topic_note(facts, words)
    text = f"{lead}\n{words.t('Is it the same, or another one?')}"
    return Message(
        lead,
        (
            section(text),
            context(about_topic(facts.topic, words, facts.proposer.name)),
            actions(
                button(words.t("Leave it"), Press.LEAVE_TOPIC, value(facts.topic.id), style="primary"),
                button(words.t("Propose anyway"), Press.PROPOSE_AGAIN, again),
            ),
        ),
    )


def same_topic_note(facts: TopicFacts, words: Words) -> str:
    title = fitted_line(facts.topic.title, TITLE_MOST)
    return f"{words.t('There is such a topic already: “{title}”.', title=title)} {standing_of(facts, words)}"


def topic_message(facts: TopicFacts, words: Words) -> Message:
    """A topic whole, to look at."""
    return _about(facts, words, standing_of(facts, words), [], proposer=facts.proposer.name)


def left_message(facts: TopicFacts, words: Words) -> Message:
    text = words.t("Nothing was proposed twice.")
    return Message(text, (section(f"{text}\n{note_of(facts, words)}"),))


def own_buttons(facts: TopicFacts, words: Words, *place: str) -> list[Block]:
    """What proposers can do with their own."""
    carried = value(facts.topic.id, *place)
    return [
        button(words.t("Change …"), Press.EDIT_TOPIC, carried),
        button(
            words.t("Withdraw"),
            Press.WITHDRAW_TOPIC,
            carried,
            confirm=withdrawal_question(facts.topic, words),
        ),
    ]


def settle_buttons(facts: TopicFacts, words: Words, *place: str) -> list[Block]:
    """What chair and secretary can do with a topic that waits."""
    carried = value(facts.topic.id, *place)
    return [
        _accept_button(facts, words, place),
        button(words.t("Decline …"), Press.DECLINE_TOPIC, carried),
        button(words.t("Change …"), Press.EDIT_TOPIC, carried),
    ]


def withdrawal_question(topic: Topic, words: Words) -> Block:
    return confirmation(
        words.t("Withdraw this topic?"),
        clip(" ".join(topic.title.split()), 200) or "…",
        words.t("Withdraw it"),
        words.t("Let it stand"),
    )


def _accept_button(facts: TopicFacts, words: Words, place: Sequence[str]) -> Block:
    carried = value(facts.topic.id, *place)
    return button(words.t("Put on the agenda"), Press.ACCEPT_TOPIC, carried, style="primary")


def _about(
    facts: TopicFacts,
    words: Words,
    lead: str,
    buttons: Sequence[Block],
    *,
    outcome: str = "",
    proposer: str = "",
) -> Message:
    """A message about one topic: what happened, the topic whole, and what can be done."""
    topic = facts.topic
    title = title_of(topic, words)
    blocks = [section(lead), section(strong(title))]
    if topic.details:
        blocks.append(section(fitted(topic.details, DETAILS_SHOWN)))
    line = about_topic(topic, words, proposer)
    if topic.permalink:
        line = f"{line} · {link(topic.permalink, words.t('the message it comes from'))}"
    blocks.append(context(line))
    if outcome:
        blocks.append(section(outcome))
    if buttons:
        blocks.append(actions(*buttons))
    return Message(f"{title}: {outcome or lead}", tuple(blocks))
