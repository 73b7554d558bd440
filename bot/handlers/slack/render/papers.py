"""The papers of a meeting: their names wherever the meeting is drawn, all of them to fetch, and the form to change them."""

from babel.numbers import format_decimal

from bot.domain.meeting import MeetingState
from bot.domain.paper import KINDS, MOST_BYTES, MOST_BYTES_TOGETHER, MOST_PAPERS, BadPaper, Flaw, Paper
from bot.handlers.slack.ids import Form, Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    confirmation,
    context,
    divider,
    field,
    fitted_line,
    header,
    modal,
    section,
)
from bot.handlers.slack.render.meeting_words import sentence, short, when_of
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

KILO, MEGA = 1000, 1_000_000
FIELD = "papers"
LONGEST_SHOWN = 200
"""Characters; ten names fit into a section however they are escaped."""


def papers_line(facts: MeetingFacts, words: Words) -> list[Block]:
    """Nothing where there are none, and of a meeting that is off."""
    if not facts.papers or facts.meeting.state == MeetingState.CANCELLED:
        return []
    names = words.listed([_name(paper) for paper in facts.papers])
    return [section(f"*{words.t('Papers')}*\n{names}")]


def papers_button(facts: MeetingFacts, words: Words) -> Block:
    return button(words.t("Papers"), Press.SHOW_PAPERS, value(facts.meeting.id))


def has_papers_button(facts: MeetingFacts, *, for_officer: bool = False) -> bool:
    """For everybody once there are papers; for chair and secretary as soon as there can be some."""
    return bool(facts.papers) or (for_officer and facts.meeting.is_coming)


def papers_message(facts: MeetingFacts, words: Words) -> Message:
    """Each with a button that gives it."""
    title = words.t("Papers")
    blocks = [header(title), section(_meeting(facts, words))]
    blocks += [section(_named(paper, words), _give(paper, words)) for paper in facts.papers]
    if not facts.papers:
        blocks.append(section(words.t("There are no papers for this meeting.")))
    if facts.for_officer and facts.meeting.is_coming:
        change = button(words.t("Attach or remove"), Press.PAPERS, value(facts.meeting.id))
        blocks.append(actions(change))
    said = words.t("Papers: {names}", names=words.listed([_name(one) for one in facts.papers]))
    return Message(said if facts.papers else words.t("There are no papers for this meeting."), tuple(blocks))


def papers_form(facts: MeetingFacts, words: Words) -> Block:
    """What there is, each with a button that takes it away, and room for more."""
    left = MOST_PAPERS - len(facts.papers)
    listed = [section(_named(paper, words), _remove(paper, facts, words)) for paper in facts.papers]
    blocks = [section(_meeting(facts, words)), *listed, *([divider()] if listed else [])]
    if left > 0:
        blocks.append(_new_papers(left, words))
    else:
        blocks.append(
            section(
                words.t("There is room for no more: a meeting has at most {count} papers.", count=MOST_PAPERS)
            )
        )
    blocks.append(context(_who_is_told(facts, words)))
    return modal(
        Form.PAPERS,
        words.t("Papers"),
        blocks,
        submit=words.t("Attach") if left > 0 else "",
        close=words.t("Close"),
        about=value(facts.meeting.id),
    )


def papers_changed_message(facts: MeetingFacts, words: Words) -> Message:
    """Once files have been attached."""
    names = words.listed([_name(paper) for paper in facts.papers])
    said = words.t("The meeting now has these papers: {names}.", names=names)
    text = f"{said} {_who_is_told(facts, words)}"
    return Message(text, (section(text),))


def paper_said(facts: MeetingFacts, paper: Paper, words: Words) -> str:
    """What the bot says with the file."""
    return words.t(
        "{name}: for {committee}, {when}",
        name=_name(paper),
        committee=short(facts.committee.name, 150),
        when=when_of(facts, words),
    )


def paper_given_message(paper: Paper, words: Words) -> Message:
    said = words.t("{name} is in your direct messages with me.", name=_name(paper))
    return Message(said, (section(said),))


def size_of(size: int, words: Words) -> str:
    if size < MEGA:
        return words.t("{count} kB", count=-(-size // KILO))
    return words.t("{count} MB", count=format_decimal(round(size / MEGA, 1), locale=words.locale))


def what_is_wrong(error: BadPaper, words: Words) -> str:
    """Which file, why, and what to do."""
    return {
        Flaw.KIND: words.t(
            "{name} cannot be attached: papers are {kinds}. Save it as PDF and choose that.",
            name=fitted_line(error.name, LONGEST_SHOWN),
            kinds=words.listed(list(KINDS)),
        ),
        Flaw.CONTENT: words.t(
            "{name} does not hold what its name says. Open it, save it as PDF and choose that.",
            name=fitted_line(error.name, LONGEST_SHOWN),
        ),
        Flaw.EMPTY: words.t(
            "{name} is empty. Look at it and choose it again.", name=fitted_line(error.name, LONGEST_SHOWN)
        ),
        Flaw.TOO_LARGE: words.t(
            "{name} is larger than {most}. Make its pictures smaller, or split it.",
            name=fitted_line(error.name, LONGEST_SHOWN),
            most=size_of(MOST_BYTES, words),
        ),
        Flaw.TOO_MANY: words.t(
            "{name} would be one too many: a meeting has at most {count} papers. Remove one, or put several into one file.",
            name=fitted_line(error.name, LONGEST_SHOWN),
            count=MOST_PAPERS,
        ),
        Flaw.TOO_MUCH: words.t(
            "With {name} the papers would be more than {most} together, which mail servers do not take. Make it smaller, or "
            "remove another.",
            name=fitted_line(error.name, LONGEST_SHOWN),
            most=size_of(MOST_BYTES_TOGETHER, words),
        ),
    }[error.flaw]


def _new_papers(left: int, words: Words) -> Block:
    return field(
        FIELD,
        words.t("New papers"),
        {"type": "file_input", "filetypes": list(KINDS), "max_files": left},
        hint=words.t(
            "At most {each} each and {together} together; PDF is read everywhere.",
            each=size_of(MOST_BYTES, words),
            together=size_of(MOST_BYTES_TOGETHER, words),
        ),
    )


def _who_is_told(facts: MeetingFacts, words: Words) -> str:
    if facts.meeting.is_announced:
        return words.t(
            "Everybody invited gets a mail about what is attached or removed, a minute after the first change."
        )
    return words.t("They go out with the invitation, once the meeting is confirmed.")


def _meeting(facts: MeetingFacts, words: Words) -> str:
    return f"{short(facts.committee.name, 150)}\n*{sentence(when_of(facts, words))}*"


def _named(paper: Paper, words: Words) -> str:
    return f"{_name(paper)} · {size_of(paper.size, words)}"


def _name(paper: Paper) -> str:
    return fitted_line(paper.name, LONGEST_SHOWN)


def _give(paper: Paper, words: Words) -> Block:
    return button(
        words.t("Get it"),
        Press.GIVE_PAPER,
        value(paper.meeting_id, paper.id),
        says=words.t("Get {name}", name=clip(paper.name, 60)),
    )


def _remove(paper: Paper, facts: MeetingFacts, words: Words) -> Block:
    told = (
        words.t("Mails that have gone out keep it; everybody is told that it is taken back.")
        if facts.meeting.is_announced
        else words.t("Nobody has got it yet.")
    )
    return button(
        words.t("Remove"),
        Press.REMOVE_PAPER,
        value(paper.meeting_id, paper.id),
        says=words.t("Remove {name}", name=clip(paper.name, 60)),
        confirm=confirmation(
            words.t("Remove {name}?", name=clip(paper.name, 60)), told, words.t("Remove"), words.t("Keep it")
        ),
    )
