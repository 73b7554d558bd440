"""The forms a topic is written in, and declined with."""

from collections.abc import Sequence

from bot.domain.committee import Committee
from bot.domain.topic import TopicKind, TopicText
from bot.handlers.slack.ids import Form
from bot.handlers.slack.render.blocks import (
    Block,
    checkbox,
    clip,
    field,
    modal,
    number_input,
    option,
    section,
    select,
    strong,
    text_input,
)
from bot.handlers.slack.render.topics import PRESENTER_MOST, TITLE_MOST, kind_name, title_of
from bot.language.words import Words
from bot.usecases.facts import TopicFacts

DETAILS_MOST = 3000
REASON_MOST = 1000
MINUTES_MOST = 1440


def topic_form(
    form: Form,
    words: Words,
    about: str,
    text: TopicText,
    *,
    committees: Sequence[Committee] = (),
    lead: str = "",
    submit: str = "",
) -> Block:
    """`committees` are those to choose from, if there are several."""
    blocks = [section(lead)] if lead else []
    if len(committees) > 1:
        offered = [option(committee.name, committee.id) for committee in committees]
        blocks.append(field("committee", words.t("Committee"), select(offered, offered[0]["value"])))
    blocks += [
        field("title", words.t("Title"), text_input(text.title, most=TITLE_MOST)),
        field(
            "details",
            words.t("Details"),
            text_input(text.details, most=DETAILS_MOST, multiline=True),
            optional=True,
        ),
        field("kind", words.t("What is it for?"), _kinds(text.kind, words)),
        field(
            "presenter",
            words.t("Presenter"),
            text_input(text.presenter, most=PRESENTER_MOST),
            optional=True,
        ),
        field(
            "minutes",
            words.t("Minutes wanted"),
            number_input(text.minutes, least=1, most=MINUTES_MOST),
            optional=True,
        ),
        field(
            "tentative",
            words.t("Not certain yet"),
            checkbox(words.t("It is not certain yet that this comes up"), "yes", checked=text.tentative),
            optional=True,
        ),
    ]
    title = words.t("Change a topic") if form == Form.EDIT_TOPIC else words.t("Propose a topic")
    default = words.t("Save") if form == Form.EDIT_TOPIC else words.t("Propose")
    return modal(form, title, blocks, submit=submit or default, close=words.t("Cancel"), about=about)


def decline_form(facts: TopicFacts, words: Words, about: str) -> Block:
    reason = field(
        "reason",
        words.t("Reason"),
        text_input(most=1000, multiline=True),
        hint=words.t("{name} is told.", name=clip(facts.proposer.name, PRESENTER_MOST)),
    )
    blocks = [section(strong(title_of(facts.topic, words))), reason]
    return modal(
        Form.DECLINE_TOPIC,
        words.t("Decline a topic"),
        blocks,
        submit=words.t("Decline the topic"),
        close=words.t("Cancel"),
        about=about,
    )


def _kinds(chosen: TopicKind, words: Words) -> Block:
    return select([option(kind_name(kind, words), kind) for kind in TopicKind], chosen)
