"""What was decided and what is to be done, searched and turned page by page."""

from collections.abc import Sequence
from datetime import date

from bot.domain.record import Action, ActionState, Decision
from bot.handlers.slack.ids import Place, Press, room_for, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    fitted,
    fitted_line,
    header,
    menu,
    option,
    section,
    strong,
)
from bot.handlers.slack.render.records import about_decision, owner_name
from bot.handlers.slack.render.topics import day_of
from bot.language.words import Words
from bot.usecases.records import PAGE_SIZE, Found

TEXT_SHOWN = 250
WORDS_MOST = 200
ROOM_IN_MENU = 60
"""Of the 150 characters that an option carries, what is left for the words that were searched for."""
FINISHED = "finished"


def decisions_message(found: Found, words: Words) -> Message:
    """Newest first, with buttons to the pages beside this one."""
    committee = found.asker.committee
    title = words.t("Decisions of {committee}", committee=committee.name)
    rows = [_decision(found, one, words) for one in found.page.items if isinstance(one, Decision)]
    if not rows:
        rows = [section(_no_decisions(found, words))]
    turning = _turning(found, words, Press.DECISIONS_PAGE, [])
    blocks = [header(title), context(_range(found, words)), *rows, *_actions(turning)]
    return Message(f"{fitted_line(title, WORDS_MOST)} · {_range(found, words)}", tuple(blocks))


def actions_message(
    found: Found, words: Words, today: date, *, finished: bool, note: Sequence[Block] = ()
) -> Message:
    """Open ones, or with `finished` all of them; `note` says what was just done."""
    committee = found.asker.committee
    title = words.t("Actions of {committee}", committee=committee.name)
    rows = [
        _action(found, one, words, today, finished=finished)
        for one in found.page.items
        if isinstance(one, Action)
    ]
    if not rows:
        rows = [section(_no_actions(found, words, finished=finished))]
    flag = FINISHED if finished else ""
    buttons = _turning(found, words, Press.ACTIONS_PAGE, [flag])
    buttons.append(_other_actions(found, words, finished=finished))
    if found.asker.role is not None:
        at = value("", committee.channel, committee.short_name, *_place(found, [flag]))
        buttons.append(button(words.t("Record an action …"), Press.RECORD_ACTION, at))
    above = [*note, divider()] if note else []
    blocks = [header(title), context(_range(found, words)), *above, *rows, actions(*buttons)]
    return Message(f"{fitted_line(title, WORDS_MOST)} · {_range(found, words)}", tuple(blocks))


def reopening_note(action: Action, note: str, found: Found, words: Words, *, finished: bool) -> list[Block]:
    """What was just done with an action, and the way back."""
    if action.is_open:
        return [section(note)]
    carried = value(action.id, *_place(found, [FINISHED if finished else ""]))
    return [section(note, accessory=button(words.t("Open again"), Press.ACTION_OPEN, carried))]


def _decision(found: Found, decision: Decision, words: Words) -> Block:
    day = day_of(found.meetings[decision.meeting_id], found.asker.committee, words)
    about = " · ".join([day, *about_decision(decision, None, words)])
    text = f"{strong(decision.label)} {fitted(decision.text.strip(), TEXT_SHOWN)}\n{about}"
    if found.asker.role is None:
        return section(text)
    options = [
        option(words.t("Open"), f"{Press.SHOW_DECISION} {value(decision.id)}"),
        option(words.t("Change …"), f"{Press.EDIT_DECISION} {value(decision.id, *_place(found, []))}"),
    ]
    return section(text, accessory=menu(Press.DECISION_MENU, options))


def _action(found: Found, action: Action, words: Words, today: date, *, finished: bool) -> Block:
    owner = found.owners.get(action.owner_id) if action.owner_id else None
    parts = [strong(owner_name(owner, words))]
    if action.due:
        due = words.t("by {day}", day=words.day(action.due))
        parts.append(f":warning: {due} · {words.t('overdue')}" if action.is_overdue(today) else due)
    if action.state == ActionState.DONE:
        parts.append(words.t("done"))
    if action.state == ActionState.DROPPED:
        parts.append(words.t("dropped"))
    day = day_of(found.meetings[action.meeting_id], found.asker.committee, words)
    parts.append(words.t("the meeting on {day}", day=day))
    text = f"{fitted(action.text.strip(), TEXT_SHOWN)}\n{' · '.join(parts)}"
    if found.asker.role is None:
        return section(text)
    carried = value(action.id, *_place(found, [FINISHED if finished else ""]))
    options = [option(label, f"{press} {carried}") for label, press in _choices(action, words)]
    return section(text, accessory=menu(Press.ACTION_MENU, options))


def _choices(action: Action, words: Words) -> list[tuple[str, Press]]:
    change = (words.t("Change …"), Press.EDIT_ACTION)
    if not action.is_open:
        return [(words.t("Open again"), Press.ACTION_OPEN), change]
    return [
        (words.t("Mark as done"), Press.ACTION_DONE),
        (words.t("Drop"), Press.ACTION_DROPPED),
        change,
    ]


def _place(found: Found, more: list[str]) -> list[str]:
    """This page, to be drawn again after a press on it."""
    return [Place.LIST, str(found.page.start), *more, room_for(found.words, ROOM_IN_MENU)]


def _range(found: Found, words: Words) -> str:
    """As in "11–20 of 43 · with “survey”"."""
    page = found.page
    if page.items:
        last = page.start + len(page.items)
        text = words.t("{first}–{last} of {all}", first=page.start + 1, last=last, all=page.total)
    else:
        text = words.t("None")
    if not found.words:
        return text
    return f"{text} · {words.t('with “{words}”', words=fitted_line(found.words, WORDS_MOST))}"


def _turning(found: Found, words: Words, press: Press, more: list[str]) -> list[Block]:
    page, committee = found.page, found.asker.committee.id
    carried_words = room_for(found.words, WORDS_MOST)
    buttons = []
    if page.start > 0:
        newer = value(committee, str(max(0, page.start - PAGE_SIZE)), *more, carried_words)
        buttons.append(button(words.t("Newer"), f"{press}.newer", newer))
    if page.start + len(page.items) < page.total:
        older = value(committee, str(page.start + PAGE_SIZE), *more, carried_words)
        buttons.append(button(words.t("Older"), f"{press}.older", older))
    return buttons


def _other_actions(found: Found, words: Words, *, finished: bool) -> Block:
    """Finished ones too, or not."""
    flag = "" if finished else FINISHED
    carried = value(found.asker.committee.id, "0", flag, room_for(found.words, WORDS_MOST))
    label = words.t("Only open ones") if finished else words.t("Finished ones too")
    return button(label, f"{Press.ACTIONS_PAGE}.finished", carried)


def _actions(buttons: list[Block]) -> list[Block]:
    return [actions(*buttons)] if buttons else []


def _no_decisions(found: Found, words: Words) -> str:
    if found.words:
        return words.t(
            "No decision has all of these words: “{words}”. Try fewer, or parts of them.",
            words=fitted_line(found.words, WORDS_MOST),
        )
    return words.t("No decisions are recorded yet. /decide records one.")


def _no_actions(found: Found, words: Words, *, finished: bool) -> str:
    if found.words:
        return words.t(
            "No action has all of these words: “{words}”. Try fewer, or parts of them.",
            words=fitted_line(found.words, WORDS_MOST),
        )
    return words.t("No actions are recorded yet.") if finished else words.t("Nothing is left to be done.")
