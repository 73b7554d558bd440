"""The forms decisions and actions are written in."""

from collections.abc import Sequence

from bot.domain.ids import TopicId
from bot.domain.person import Person
from bot.domain.topic import Topic
from bot.handlers.slack.ids import Form
from bot.handlers.slack.render.blocks import (
    Block,
    checkbox,
    context,
    field,
    modal,
    option,
    select,
    text_input,
)
from bot.handlers.slack.render.records import NAME_MOST, TEXT_MOST
from bot.handlers.slack.render.time_fields import day_field
from bot.handlers.slack.render.topics import day_of
from bot.language.words import Words
from bot.usecases.actions import ActionText
from bot.usecases.decisions import DecisionText
from bot.usecases.facts import ActionFacts
from bot.usecases.records import RecordingFacts

NONE = "none"
CHOICES_MOST = 99


def decision_form(
    form: Form,
    facts: RecordingFacts,
    words: Words,
    about: str,
    text: DecisionText,
    topic: Topic | None = None,
) -> Block:
    """`topic` is the one it stands under now, which may have left the agenda since."""
    blocks = [
        _for_meeting(facts, words),
        field("text", words.t("Decision"), text_input(text.text, most=TEXT_MOST, multiline=True)),
        *_topics(facts, words, text.topic_id, topic),
        field(
            "proposed_by",
            words.t("Proposed by"),
            text_input(text.proposed_by, most=NAME_MOST),
            hint=words.t("A person or an organisation, as it should stand in the summary."),
            optional=True,
        ),
        day_field(
            "valid_to",
            words.t("Valid until"),
            words,
            text.valid_to,
            words.t("The last day, for example: 30 June, in six months"),
        ),
        field(
            "standing",
            words.t("Standing item"),
            checkbox(words.t("Comes on every agenda from now on"), "yes", checked=text.standing),
            optional=True,
        ),
    ]
    title = words.t("Change a decision") if form == Form.EDIT_DECISION else words.t("Record a decision")
    return _modal(form, title, blocks, words, about)


def action_form(
    form: Form,
    facts: RecordingFacts,
    words: Words,
    about: str,
    text: ActionText,
    now: ActionFacts | None = None,
) -> Block:
    """`now` is the action as it stands: its topic may have left the agenda since, its owner the committee."""
    blocks = [
        _for_meeting(facts, words),
        field("text", words.t("What is to be done?"), text_input(text.text, most=TEXT_MOST, multiline=True)),
        field("owner", words.t("Who does it?"), _people(facts, words, now.owner if now else None)),
        day_field(
            "due",
            words.t("Due date"),
            words,
            text.due,
            words.t("For example: by Friday, 3 November, in two weeks"),
        ),
        *_topics(facts, words, text.topic_id, now.topic if now else None),
    ]
    title = words.t("Change an action") if form == Form.EDIT_ACTION else words.t("Record an action")
    return _modal(form, title, blocks, words, about)


def committee_form(form: Form, short_names: Sequence[str], words: Words, about: str, text: str) -> Block:
    """Where several committees can be meant, the first question; the text is kept for the form that follows."""
    title = words.t("Record a decision") if form == Form.DECISION_WHERE else words.t("Record an action")
    label = words.t("Decision") if form == Form.DECISION_WHERE else words.t("What is to be done?")
    offered = [option(name, name) for name in short_names]
    blocks = [
        field("committee", words.t("Committee"), select(offered, short_names[0])),
        field("text", label, text_input(text, most=TEXT_MOST, multiline=True), optional=True),
    ]
    return modal(form, title, blocks, submit=words.t("Go on"), close=words.t("Cancel"), about=about)


def _modal(form: Form, title: str, blocks: list[Block], words: Words, about: str) -> Block:
    return modal(form, title, blocks, submit=words.t("Save"), close=words.t("Cancel"), about=about)


def _for_meeting(facts: RecordingFacts, words: Words) -> Block:
    day = day_of(facts.summary.meeting, facts.asker.committee, words)
    return context(words.t("For the meeting on {day}.", day=day))


def _topics(facts: RecordingFacts, words: Words, chosen: TopicId | None, topic: Topic | None) -> list[Block]:
    """The agenda to choose from, numbered; no field at all where there is nothing to choose."""
    offered = [
        option(f"{number}. {' '.join(one.title.split())}", one.id)
        for number, one in enumerate(facts.topics[:CHOICES_MOST], start=1)
    ]
    if topic is not None and topic.id not in {one["value"] for one in offered}:
        offered.insert(0, option(" ".join(topic.title.split()), topic.id))
    if not offered:
        return []
    nothing = option(words.t("No topic"), NONE)
    return [field("topic", words.t("Topic"), select([nothing, *offered], chosen or NONE))]


def _people(facts: RecordingFacts, words: Words, owner: Person | None) -> Block:
    people = {owner.id: owner.name} if owner else {}
    people |= dict(facts.people)
    offered = [option(" ".join(name.split()) or "…", person) for person, name in people.items()]
    return select([option(words.t("Nobody yet"), NONE), *offered[:CHOICES_MOST]], owner.id if owner else NONE)
