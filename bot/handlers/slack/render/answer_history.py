"""Answers one by one, for chair and secretary: what came by e-mail and link, everybody's, and all of one person's."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.invitation import Answer, Standing
from bot.handlers.slack.ids import Place, Press, value
from bot.handlers.slack.render.answers import answer_name, source_of
from bot.handlers.slack.render.blocks import (
    MESSAGE_WEIGHT,
    SECTION_LENGTH,
    Block,
    Message,
    actions,
    button,
    context,
    fitted_line,
    header,
    option,
    section,
    select,
    weight,
)
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.language.words import Words
from bot.usecases.facts import AnswerLine, AnswersFacts

NEWEST = 8
"""How many answers the message shows that chair and secretary get by themselves."""
PAGE = 10
"""At most so many stand on a page: fewer where their comments are long, since there each is shown whole."""
COMMENT_SHOWN, COMMENT_WHOLE = 250, 2900
AROUND = 1200
"""What a page weighs without its answers and the menu of who gave them."""
TURNED = "turned"
"""What a button carries that stands on a page: the next page takes its place."""


def answers_message(facts: AnswersFacts, words: Words) -> Message:
    """What came by e-mail and link, the newest first: the message that lives on."""
    title = words.t("Answers by e-mail and link: {committee}", committee=facts.committee.name)
    shown, left = facts.lines[:NEWEST], len(facts.lines) - NEWEST
    drawn = _drawn(facts, shown, [], words, COMMENT_SHOWN)
    blocks = [header(title), context(_when(facts, words)), *drawn]
    if not facts.lines:
        blocks.append(section(words.t("No answer has come this way.")))
    if left > 0:
        blocks.append(context(words.n("… and {count} more", "… and {count} more", left)))
    look = button(words.t("All answers"), Press.ALL_ANSWERS, value(facts.meeting.id, "0"))
    return Message(
        _spoken(facts, title, words), (*blocks, actions(*_history_menu(facts, shown, words), look))
    )


def answers_page(facts: AnswersFacts, start: int, words: Words) -> Message:
    """Everybody's newest answer, with buttons to the pages beside this one."""
    title = words.t("Answers: {committee}", committee=facts.committee.name)
    pages = _pages(facts, [Place.LIST, str(start)], words)
    turned = sum(first <= start for first in pages[1:])
    start, last = [*pages, len(facts.lines)][turned : turned + 2]
    shown = facts.lines[start:last]
    place = [Place.LIST, str(start)]
    blocks = [header(title), context(_when(facts, words)), *_drawn(facts, shown, place, words)]
    if not shown:
        blocks.append(section(words.t("Nobody has answered yet.")))
    else:
        counted = words.t("{first}–{last} of {all}", first=start + 1, last=last, all=len(facts.lines))
        blocks.append(context(counted))
    turning = [*_history_menu(facts, shown, words), *_turning(facts, pages, turned, words)]
    return Message(_spoken(facts, title, words), (*blocks, *([actions(*turning)] if turning else [])))


def history_message(facts: AnswersFacts, words: Words) -> Message:
    """All that one person has answered."""
    name = facts.of.name if facts.of else ""
    title = words.t("All answers of {name}", name=name)
    place = [Place.PERSON, facts.of.id if facts.of else ""]
    last = [*_pages(facts, place, words), len(facts.lines)][1]
    shown, left = facts.lines[:last], len(facts.lines) - last
    blocks = [header(title), context(_when(facts, words)), *_drawn(facts, shown, place, words)]
    if not facts.lines:
        blocks.append(section(words.t("Nothing has been answered.")))
    if left > 0:
        blocks.append(context(words.n("… and {count} older", "… and {count} older", left)))
    return Message(_spoken(facts, title, words), tuple(blocks))


def _when(facts: AnswersFacts, words: Words) -> str:
    meeting = facts.meeting
    return sentence(words.when(meeting.start, meeting.end, facts.committee.zone))


def _spoken(facts: AnswersFacts, title: str, words: Words) -> str:
    """The newest, in a line for notifications and screen readers."""
    if not facts.lines:
        return fitted_line(title, 150)
    newest = facts.lines[0]
    said = answer_name(newest.given.answer, words)
    return f"{fitted_line(title, 150)} · {short(newest.person.name, 80)}: {said}"


def _pages(facts: AnswersFacts, place: Sequence[str], words: Words) -> list[int]:
    """Where each page begins: as many answers on each as Slack takes; there is always one."""
    pages, room = [0], MESSAGE_WEIGHT - AROUND
    for at, line in enumerate(facts.lines):
        weighs = weight([*_drawn(facts, [line], place, words), *_history_menu(facts, [line], words)])
        if at - pages[-1] == PAGE or (weighs > room and at > pages[-1]):
            pages.append(at)
            room = MESSAGE_WEIGHT - AROUND
        room -= weighs
    return pages


def _drawn(
    facts: AnswersFacts,
    lines: Iterable[AnswerLine],
    place: Sequence[str],
    words: Words,
    comment_shown: int = COMMENT_WHOLE,
) -> Iterator[Block]:
    """Each with a button that takes it back or restores it, while that changes anything."""
    for line in lines:
        press = _press(line, place, words) if facts.meeting.is_announced else None
        who, source = _who(line, words), source_of(line.given.source, line.given.given_at, words)
        said = fitted_line(line.given.comment, comment_shown)
        comment = words.t("“{text}”", text=said) if said else ""
        whole = "\n".join(filter(None, (who, comment, source)))
        if len(whole) <= SECTION_LENGTH:
            yield section(whole, press)
        else:
            yield section(f"{who}\n{source}", press)
            yield section(comment)


def _press(line: AnswerLine, place: Sequence[str], words: Words) -> Block | None:
    carried, name = value(line.given.id, *place), line.person.name
    if line.standing == Standing.COUNTS:
        says = words.t("Undo the answer of {name}", name=name)
        return button(words.t("Undo"), Press.UNDO_ANSWER, carried, says=says)
    if line.standing == Standing.UNDONE:
        says = words.t("Restore the answer of {name}", name=name)
        return button(words.t("Restore"), Press.RESTORE_ANSWER, carried, says=says)
    return None


def _who(line: AnswerLine, words: Words) -> str:
    organisation = short(line.organisation, 80)
    name = short(line.person.name, 80)
    who = f"*{name}* ({organisation})" if organisation else f"*{name}*"
    said = answer_name(line.given.answer, words)
    counts = line.standing == Standing.COUNTS
    return f"{who}: {said}" if counts else f"{who}: ~{said}~ {_what_became(line, words)}"


def _what_became(line: AnswerLine, words: Words) -> str:
    if line.standing == Standing.OUTDATED:
        return words.t("(to an earlier time)")
    now = _counting(line, words)
    if line.standing == Standing.REPLACED:
        return words.t("(answered again; now: {answer})", answer=now)
    name = short(line.undone_by.name, 80) if line.undone_by else ""
    return words.t("(taken back by {name}; now: {answer})", name=name, answer=now)


def _counting(line: AnswerLine, words: Words) -> str:
    """What counts now of that person."""
    one = line.invitation
    said = answer_name(one.answer, words)
    if one.answer == Answer.NONE or one.source is None or one.answered_at is None:
        return said
    return f"{said}, {source_of(one.source, one.answered_at, words)}"


def _history_menu(facts: AnswersFacts, shown: Iterable[AnswerLine], words: Words) -> Iterator[Block]:
    """A menu of those shown: all that each has answered."""
    named = {line.person.id: line.person.name for line in shown}
    options = [option(name, value(facts.meeting.id, person_id)) for person_id, name in named.items()]
    if options:
        menu = select(options, placeholder=words.t("All answers of …"))
        yield {**menu, "action_id": Press.ANSWERS_OF}


def _turning(facts: AnswersFacts, pages: Sequence[int], turned: int, words: Words) -> Iterator[Block]:
    def turn(label: str, to: int, ending: str) -> Block:
        return button(label, f"{Press.ALL_ANSWERS}.{ending}", value(facts.meeting.id, str(to), TURNED))

    if turned > 0:
        yield turn(words.t("Newer"), pages[turned - 1], "newer")
    if turned + 1 < len(pages):
        yield turn(words.t("Older"), pages[turned + 1], "older")
