"""Papers of a meeting: chair and secretary attach and remove them, whoever is invited gets them."""

from bot.domain.ids import MeetingId, PaperId
from bot.domain.paper import BadPaper, Offered, check_size, check_together, kind_of, safe_name
from bot.domain.permission import Act
from bot.handlers.naming import meeting_named_first
from bot.handlers.slack.acts.meetings import the_one
from bot.handlers.slack.fetching import SlackFile, fetch
from bot.handlers.slack.files import give_file
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.papers import (
    FIELD,
    paper_given_message,
    paper_said,
    papers_changed_message,
    papers_form,
    papers_message,
    what_is_wrong,
)
from bot.handlers.slack.request import Answer, AskOn, FieldErrors, Filled, Request, View
from bot.handlers.text import Command, Verb
from bot.language.words import Words
from bot.usecases.changing import meeting_to_change
from bot.usecases.papers import add_papers, paper_for, papers_seen_by, remove_paper


def papers_in_words(request: Request, command: Command) -> View:
    """A day names the meeting."""
    meeting, _ = the_one(request, command, Act.CHANGE_PAPERS, meeting_named_first)
    return _form(request, meeting.id)


def press_papers(request: Request, parts: list[str]) -> View:
    return _form(request, MeetingId(parts[0]))


def check_files(words: Words, filled: Filled) -> FieldErrors | None:
    """What Slack tells of the files is enough to refuse most of what cannot be attached."""
    try:
        _check([], _files(filled))
    except BadPaper as error:
        return FieldErrors({FIELD: what_is_wrong(error, words)})
    return None


def submit_papers(request: Request, filled: Filled) -> Answer:
    """Whether there is room is looked at before anything is fetched, and again when it is stored."""
    meeting_id, files = MeetingId(parts_of(filled.about)[0]), _files(filled)
    before = meeting_to_change(request.storage, meeting_id, request.who, Act.CHANGE_PAPERS, request.now)
    _check([paper.size for paper in before.papers], files)
    offered = [Offered(file.name, fetch(request.client, file)) for file in files]
    facts = add_papers(request.storage, meeting_id, request.who, offered, request.now, request=request.id)
    return papers_changed_message(facts, request.words)


def press_remove(request: Request, parts: list[str]) -> Answer:
    """The form stays open, without it."""
    meeting_id, paper_id = MeetingId(parts[0]), PaperId(parts[1])
    remove_paper(request.storage, meeting_id, paper_id, request.who, request.now)
    return AskOn(_form(request, meeting_id))


def press_show(request: Request, parts: list[str]) -> Answer:
    facts = papers_seen_by(request.storage, MeetingId(parts[0]), request.who, request.now)
    return papers_message(facts, request.words)


def press_give(request: Request, parts: list[str]) -> Answer:
    """The file comes where only this person sees it; elsewhere they are told so."""
    given = paper_for(request.storage, MeetingId(parts[0]), PaperId(parts[1]), request.who, request.now)
    there = give_file(
        request.client,
        request.who.account.user,
        given.paper.name,
        given.content,
        paper_said(given.facts, given.paper, request.words),
    )
    return None if there == request.channel else paper_given_message(given.paper, request.words)


def _form(request: Request, meeting_id: MeetingId) -> View:
    facts = meeting_to_change(request.storage, meeting_id, request.who, Act.CHANGE_PAPERS, request.now)
    return papers_form(facts, request.words)


def _files(filled: Filled) -> list[SlackFile]:
    return [SlackFile.told(known) for known in filled.files(FIELD)]


def _check(there: list[int], files: list[SlackFile]) -> None:
    """Raises BadPaper."""
    for file in files:
        kind_of(safe_name(file.name))
        check_size(file.name, file.size)
    check_together(there, [(file.name, file.size) for file in files])


ACTS = Acts(
    forms={Verb.PAPERS: papers_in_words},
    presses={
        Press.REMOVE_PAPER: press_remove,
        Press.SHOW_PAPERS: press_show,
        Press.GIVE_PAPER: press_give,
    },
    press_forms={Press.PAPERS: press_papers},
    submissions={Form.PAPERS: Submission(submit_papers, check_files)},
)
