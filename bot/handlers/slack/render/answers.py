"""Answers to an invitation: what they are called, how many there are, and the buttons that give them."""

from datetime import datetime

from bot.domain.invitation import Answer, Invitation, Source
from bot.domain.meeting import Meeting
from bot.handlers.slack.ids import Form, Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    button,
    clip,
    escape,
    field,
    fitted,
    fitted_line,
    modal,
    section,
    text_input,
)
from bot.handlers.slack.render.meeting_words import sentence, when_of
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

PRESSES = {
    Answer.ACCEPTED: Press.ACCEPT,
    Answer.TENTATIVE: Press.TENTATIVE,
    Answer.DECLINED: Press.DECLINE,
}
MOST_LETTERS_OF_NAMES = 500
LONGEST_COMMENT = 500
MOST_COMMENTS, COMMENT_SHOWN = 8, 200


def answer_buttons(
    meeting: Meeting, day: str, words: Words, *, stands_in: str = "", own: Answer = Answer.NONE
) -> list[Block]:
    """`stands_in` is what is drawn again when one is pressed; the reader's own answer is filled in."""
    labels = {
        Answer.ACCEPTED: words.t("Accept"),
        Answer.TENTATIVE: words.t("Tentative"),
        Answer.DECLINED: words.t("Decline"),
    }
    carried = value(meeting.id, stands_in) if stands_in else value(meeting.id)
    return [
        button(
            label,
            PRESSES[answer],
            carried,
            style="primary" if answer == own else None,
            says=f"{label}: {day}",
        )
        for answer, label in labels.items()
    ]


def own_answer(answer: Answer, words: Words) -> str:
    return {
        Answer.NONE: words.t("You have not answered yet."),
        Answer.ACCEPTED: words.t("You have *accepted*."),
        Answer.TENTATIVE: words.t("You have answered *tentatively*."),
        Answer.DECLINED: words.t("You have *declined*."),
    }[answer]


def own_answer_block(invitation: Invitation, words: Words, stands_in: str, *, about: str = "") -> Block:
    """The reader's own answer, beside it the button to say something with it; where it `stands_in` nothing, that is over.
    `about` is said below.
    """
    can_comment = stands_in and invitation.answer != Answer.NONE
    press = _comment_button(invitation, stands_in, words) if can_comment else None
    return section("\n".join(filter(None, (own_answer_in_full(invitation, words), about))), press)


def own_answer_in_full(invitation: Invitation, words: Words) -> str:
    """With where it came from, unless it was given here, and the comment that went with it."""
    lines = [own_answer(invitation.answer, words)]
    if invitation.source in {Source.EMAIL, Source.LINK} and invitation.answered_at:
        lines.append(sentence(source_of(invitation.source, invitation.answered_at, words)))
    if invitation.comment:
        comment = fitted_line(invitation.comment, LONGEST_COMMENT)
        lines.append(words.t("Your comment: {comment}", comment=comment))
    return "\n".join(lines)


def answer_name(answer: Answer, words: Words) -> str:
    return {
        Answer.ACCEPTED: words.t("Accepted"),
        Answer.TENTATIVE: words.t("Tentative"),
        Answer.DECLINED: words.t("Declined"),
        Answer.NONE: words.t("Not answered"),
    }[answer]


def source_of(source: Source, at: datetime, words: Words) -> str:
    """How an answer came, and when: "by e-mail, Thu 14 Feb 2019 09.12"."""
    when = words.moment(at)
    return {
        Source.EMAIL: words.t("by e-mail, {when}", when=when),
        Source.LINK: words.t("by link, {when}", when=when),
        Source.SLACK: words.t("in Slack, {when}", when=when),
    }[source]


def _comment_button(invitation: Invitation, stands_in: str, words: Words) -> Block:
    label = words.t("Change the comment …") if invitation.comment else words.t("Add a comment …")
    return button(label, Press.COMMENT_ANSWER, value(invitation.meeting_id, stands_in))


def comment_form(facts: MeetingFacts, comment: str, stands_in: str, words: Words) -> Block:
    when = sentence(when_of(facts, words))
    written = text_input(comment, most=LONGEST_COMMENT, multiline=True)
    hint = words.t("Chair and secretary read it, nobody else.")
    return modal(
        Form.COMMENT,
        words.t("Comment"),
        [
            section(f"*{when}*\n{own_answer(facts.own.answer if facts.own else Answer.NONE, words)}"),
            field("comment", words.t("Comment"), written, hint=hint, optional=True),
        ],
        submit=words.t("Save"),
        close=words.t("Close"),
        about=value(facts.meeting.id, stands_in),
    )


def answer_comments(facts: MeetingFacts, words: Words) -> str:
    """What was said with the answers, for chair and secretary; "" when nothing was."""
    said = [
        f"{fitted_line(facts.people[one.person_id].name, 60)}: {fitted(' '.join(one.comment.split()), COMMENT_SHOWN)}"
        for one in facts.invitations
        if one.comment
    ]
    if not said:
        return ""
    left = len(said) - MOST_COMMENTS
    more = [words.n("… and {count} more", "… and {count} more", left)] if left > 0 else []
    return "\n".join([f"*{words.t('Comments')}*", *sorted(said)[:MOST_COMMENTS], *more])


def answer_counts(facts: MeetingFacts, words: Words) -> str:
    """As in "3 accepted · 1 declined · 2 have not answered"; empty when nobody is invited yet."""
    said = {
        Answer.ACCEPTED: words.n("{count} accepted", "{count} accepted", facts.count(Answer.ACCEPTED)),
        Answer.TENTATIVE: words.n("{count} tentative", "{count} tentative", facts.count(Answer.TENTATIVE)),
        Answer.DECLINED: words.n("{count} declined", "{count} declined", facts.count(Answer.DECLINED)),
        Answer.NONE: words.n(
            "{count} has not answered", "{count} have not answered", facts.count(Answer.NONE)
        ),
    }
    return " · ".join(text for answer, text in said.items() if facts.count(answer))


def answer_names(facts: MeetingFacts, words: Words) -> str:
    """One line for each answer with the names of those who gave it, for chair and secretary."""
    ordered = (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED, Answer.NONE)
    return "\n".join(
        f"*{answer_name(answer, words)} ({facts.count(answer)}):* {shortened(facts.names(answer), words)}"
        for answer in ordered
        if facts.count(answer)
    )


def shortened(names: list[str], words: Words, most: int = MOST_LETTERS_OF_NAMES) -> str:
    """Names in a row, escaped, as many as fit; then how many more there are."""
    shown: list[str] = []
    room = most
    for name in names:
        short = escape(clip(" ".join(name.split()), 60))
        room -= len(short) + 2
        if room < 0:
            break
        shown.append(short)
    left = len(names) - len(shown)
    if left:
        return words.n("{names} and {count} more", "{names} and {count} more", left, names=", ".join(shown))
    return ", ".join(shown)
