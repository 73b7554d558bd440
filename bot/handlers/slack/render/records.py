"""One decision, one action: recorded, changed, given to somebody, done."""

from collections.abc import Sequence

from bot.domain.record import Action, ActionState, Decision
from bot.domain.topic import Topic
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
    unfolded,
)
from bot.handlers.slack.render.topics import TITLE_MOST, day_of
from bot.language.words import Words
from bot.usecases.facts import ActionFacts, DecisionFacts

TEXT_MOST = 3000
NAME_MOST = 200
TEXT_SHOWN = 2900
TEXT_NOTED = 300


def decision_message(facts: DecisionFacts, words: Words, *, lead: str = "") -> Message:
    """A decision as it stands, with what can be done about it; `lead` when there is more to say than that."""
    decision = facts.decision
    day = day_of(facts.meeting, facts.committee, words)
    if decision.withdrawn_at is not None:
        lead = lead or words.t(
            "Decision {label} is withdrawn. Its number is not used again.", label=decision.label
        )
    else:
        lead = lead or words.t(
            "Decision {label}, recorded for the meeting on {day}.", label=decision.label, day=day
        )
    blocks = [section(lead), unfolded(_text(decision.text))]
    more = about_decision(decision, facts.topic, words)
    if facts.standing_item is not None:
        more.append(words.t("comes on every agenda from now on"))
    if more:
        blocks.append(context(" · ".join(more)))
    blocks.append(actions(*_decision_buttons(facts, words)))
    return Message(f"{lead} {fitted_line(decision.text, TEXT_NOTED)}", tuple(blocks))


def about_decision(decision: Decision, topic: Topic | None, words: Words) -> list[str]:
    """Topic, who proposed it, how long it is valid, and the message it comes from; only what there is."""
    parts = []
    if topic is not None:
        parts.append(words.t("under “{topic}”", topic=fitted_line(topic.title, TITLE_MOST)))
    if decision.proposed_by:
        parts.append(words.t("proposed by {name}", name=fitted_line(decision.proposed_by, NAME_MOST)))
    if decision.valid_to:
        parts.append(words.t("valid until {day}", day=words.day(decision.valid_to)))
    if decision.permalink:
        parts.append(link(decision.permalink, words.t("the message it comes from")))
    return parts


def action_message(facts: ActionFacts, words: Words, *, lead: str = "") -> Message:
    """An action as it stands, with what can be done about it."""
    day = day_of(facts.meeting, facts.committee, words)
    lead = lead or {
        ActionState.DONE: words.t("This action is done."),
        ActionState.DROPPED: words.t("This action is dropped."),
    }.get(facts.action.state, words.t("Action, recorded for the meeting on {day}.", day=day))
    return _action(facts, words, lead, owner=True)


def action_given_message(facts: ActionFacts, words: Words) -> Message:
    """To whoever an action was given to."""
    lead = words.t(
        "{name} has given you an action, from {committee}'s meeting on {day}.",
        name=fitted_line(facts.recorder.name, NAME_MOST),
        committee=fitted_line(facts.committee.name, NAME_MOST),
        day=day_of(facts.meeting, facts.committee, words),
    )
    return _action(facts, words, lead, owner=False)


def action_note(action: Action, words: Words) -> str:
    """What became of an action, for a list or a page that shows others too."""
    text = fitted_line(action.text, TEXT_NOTED)
    return {
        ActionState.DONE: words.t("Done: {text}", text=text),
        ActionState.DROPPED: words.t("Dropped: {text}", text=text),
    }.get(action.state, words.t("To be done: {text}", text=text))


def owner_name(name: str | None, words: Words) -> str:
    return fitted_line(name, NAME_MOST) if name else words.t("nobody yet")


def _action(facts: ActionFacts, words: Words, lead: str, *, owner: bool) -> Message:
    """`owner`: say whose it is, too."""
    action = facts.action
    more = [strong(owner_name(facts.owner.name if facts.owner else None, words))] if owner else []
    if action.due:
        more.append(words.t("by {day}", day=words.day(action.due)))
    if facts.topic is not None:
        more.append(words.t("under “{topic}”", topic=fitted_line(facts.topic.title, TITLE_MOST)))
    if action.permalink:
        more.append(link(action.permalink, words.t("the message it comes from")))
    blocks = [section(lead), unfolded(_text(action.text))]
    blocks += [context(" · ".join(more))] if more else []
    blocks.append(actions(*_action_buttons(facts, words)))
    return Message(f"{lead} {fitted_line(action.text, TEXT_NOTED)}", tuple(blocks))


def _decision_buttons(facts: DecisionFacts, words: Words) -> Sequence[Block]:
    decision = facts.decision
    carried = value(decision.id)
    if decision.withdrawn_at is not None:
        return [button(words.t("Undo: it stands"), Press.RESTORE_DECISION, carried)]
    change = words.t("Change …") if decision.topic_id else words.t("Choose topic …")
    buttons = [button(change, Press.EDIT_DECISION, carried)]
    if facts.standing_item is None:
        buttons.append(button(words.t("Make standing item"), Press.STAND_DECISION, carried))
    buttons.append(button(words.t("Record an action …"), Press.RECORD_ACTION, value(facts.meeting.id)))
    buttons.append(
        button(
            words.t("Withdraw"),
            Press.WITHDRAW_DECISION,
            carried,
            confirm=_withdrawal_question(decision, words),
        )
    )
    return buttons


def _withdrawal_question(decision: Decision, words: Words) -> Block:
    return confirmation(
        words.t("Withdraw decision {label}?", label=decision.label),
        clip(" ".join(decision.text.split()), 300) or "…",
        words.t("Withdraw it"),
        words.t("Let it stand"),
    )


def _action_buttons(facts: ActionFacts, words: Words) -> Sequence[Block]:
    carried = value(facts.action.id)
    change = button(words.t("Change …"), Press.EDIT_ACTION, carried)
    if not facts.action.is_open:
        return [button(words.t("Open again"), Press.ACTION_OPEN, carried), change]
    return [
        button(words.t("Mark as done"), Press.ACTION_DONE, carried, style="primary"),
        change,
        button(words.t("Drop"), Press.ACTION_DROPPED, carried),
    ]


def _text(text: str) -> str:
    return fitted(text.strip(), TEXT_SHOWN) or "…"
