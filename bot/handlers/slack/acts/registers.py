"""Looking through decisions and actions, page by page."""

from collections.abc import Sequence

from bot.domain.ids import CommitteeId
from bot.handlers.slack.ids import Press
from bot.handlers.slack.listening import Acts
from bot.handlers.slack.render.blocks import Block, Message
from bot.handlers.slack.render.records import action_note
from bot.handlers.slack.render.registers import (
    FINISHED,
    WORDS_MOST,
    actions_message,
    decisions_message,
    reopening_note,
)
from bot.handlers.slack.request import Answer, Redraw, Request
from bot.handlers.text import Command, Verb
from bot.usecases.access import Where
from bot.usecases.facts import ActionFacts
from bot.usecases.records import PAGE_SIZE, search_actions, search_decisions


def decisions(request: Request, command: Command) -> Answer:
    at = request.where._replace(called=command.called)
    return _decisions(request, at, _searched(command.rest), 0)


def turn_decisions(request: Request, parts: list[str]) -> Answer:
    committee, *page = parts
    return Redraw(decisions_page(request, committee, page))


def decisions_page(request: Request, committee: str, page: Sequence[str]) -> Message:
    """`page`: where it starts, and the words searched for."""
    start, words = page
    return _decisions(request, CommitteeId(committee), words, int(start))


def actions(request: Request, command: Command) -> Answer:
    at = request.where._replace(called=command.called)
    return _actions(request, at, _searched(command.rest), 0, finished=False)


def turn_actions(request: Request, parts: list[str]) -> Answer:
    committee, *page = parts
    return Redraw(actions_page(request, committee, page))


def actions_page(
    request: Request, committee: str, page: Sequence[str], changed: ActionFacts | None = None
) -> Message:
    """`page`: where it starts, whether finished ones are in it, and the words searched for."""
    start, flag, words = page
    at = CommitteeId(committee)
    return _actions(request, at, words, int(start), finished=flag == FINISHED, changed=changed)


def _decisions(request: Request, at: Where | CommitteeId, words: str, start: int) -> Message:
    found = search_decisions(request.storage, at, request.who, words, request.now, start=start)
    return decisions_message(found, request.words)


def _actions(
    request: Request,
    at: Where | CommitteeId,
    words: str,
    start: int,
    *,
    finished: bool,
    changed: ActionFacts | None = None,
) -> Message:
    """`changed` is the action that something was just done with."""
    found = search_actions(
        request.storage, at, request.who, words, request.now, start=start, finished=finished
    )
    if not found.page.items and start > 0:  # what stood last on this page is gone
        return _actions(request, at, words, max(0, start - PAGE_SIZE), finished=finished, changed=changed)
    note: list[Block] = []
    if changed is not None:
        said = action_note(changed.action, request.words)
        note = reopening_note(changed.action, said, found, request.words, finished=finished)
    today = found.asker.committee.today(request.now)
    return actions_message(found, request.words, today, finished=finished, note=note)


def _searched(words: str) -> str:
    return " ".join(words.split())[:WORDS_MOST]


ACTS = Acts(
    commands={Verb.DECISIONS: decisions, Verb.ACTIONS: actions},
    presses={
        Press.DECISIONS_PAGE: turn_decisions,
        Press.ACTIONS_PAGE: turn_actions,
    },
)
