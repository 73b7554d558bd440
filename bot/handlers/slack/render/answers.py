"""Answers to an invitation: what they are called, how many there are, and the buttons that give them."""

from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import Block, button, clip, escape
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts

PRESSES = {
    Answer.ACCEPTED: Press.ACCEPT,
    Answer.TENTATIVE: Press.TENTATIVE,
    Answer.DECLINED: Press.DECLINE,
}
MOST_LETTERS_OF_NAMES = 500


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
    labels = {
        Answer.ACCEPTED: words.t("Accepted"),
        Answer.TENTATIVE: words.t("Tentative"),
        Answer.DECLINED: words.t("Declined"),
        Answer.NONE: words.t("Not answered"),
    }
    return "\n".join(
        f"*{label} ({facts.count(answer)}):* {shortened(facts.names(answer), words)}"
        for answer, label in labels.items()
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
