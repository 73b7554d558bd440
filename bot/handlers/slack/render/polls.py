"""A poll as it stands before the members: the question to each, and the channel's card."""

from collections.abc import Iterator

from bot.domain.poll import Alternative, Tally, Vote
from bot.handlers.poll_needs import who_must_come
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    header,
    one_line,
    section,
)
from bot.handlers.slack.render.poll_words import (
    answered_line,
    briefly,
    counts,
    deadline_of,
    names_of,
    outcome,
    vote_name,
    warned,
    when_of,
    where_of,
    why,
)
from bot.handlers.slack.render.proposal_words import in_sections
from bot.language.words import Words
from bot.usecases.poll_facts import PollFacts

STYLES = {Vote.YES: "primary", Vote.NO: "danger"}
MOST_WITH_NAMES = 6


def poll_message(facts: PollFacts, words: Words) -> Message:
    """To one person, and kept up to date: their own votes, then what came of it."""
    anew = words.t("Another deadline – which of these times suit you?")
    return _asking(
        facts, words, anew if _is_new_deadline(facts) else words.t("Which of these times suit you?")
    )


def poll_reminder_message(facts: PollFacts, words: Words) -> Message:
    """Only to those who have neither voted nor shown that they have seen it."""
    return _asking(facts, words, words.t("Nothing heard from you yet:"))


def poll_card(facts: PollFacts, words: Words) -> Message:
    """The channel's card: the same for all who read it."""
    title = words.t("Which time suits?")
    blocks: list[Block] = [header(f"{title} {facts.committee.name}")]
    if said := outcome(facts, words):
        blocks += [section(said), *why_picked(facts, words)]
    else:
        blocks += in_sections(_ranked(facts, words), words)
        blocks.append(context(*_standing(facts, words)))
        if facts.takes_votes:
            blocks.append(
                actions(button(words.t("Answer"), Press.POLL_ANSWER, value(facts.poll.id), style="primary"))
            )
    return Message(_spoken(facts, words, title), tuple(blocks))


def asked_message(facts: PollFacts, words: Words) -> Message:
    """Said back to whoever asked: who is asked, until when, and what happens then."""
    said = words.n(
        "{count} member is asked, by Slack or by e-mail, and can answer until {deadline}.",
        "{count} members are asked, by Slack or by e-mail, and can answer until {deadline}.",
        len(facts.counted),
        deadline=deadline_of(facts, words),
    )
    then = words.t(
        "When all have answered, at the latest then, you get the times as they rank, and pick one."
    )
    show = button(words.t("Show how it stands"), Press.POLL_SHOW, value(facts.poll.id))
    buttons = actions(show, *officer_buttons(facts, words))
    return Message(f"{said} {then}", (section(f"{said} {then}"), buttons))


def ranked_line(tally: Tally, facts: PollFacts, words: Words) -> str:
    one = tally.alternative
    said = why(tally, facts, words) if facts.answered else counts(tally, words)
    return f"• *{when_of(one, facts, words)}*{where_of(one, facts)}\n      {said}{warned(one, facts, words)}"


def officer_buttons(facts: PollFacts, words: Words) -> list[Block]:
    sure = confirmation(
        words.t("Withdraw the poll?"),
        words.t("Nobody is asked any more, and nothing comes of these times."),
        words.t("Withdraw"),
        words.t("Let it stand"),
    )
    carried = value(facts.poll.id)
    return [
        button(words.t("Keep it open until …"), Press.POLL_KEEP_OPEN, carried),
        button(words.t("Withdraw the poll"), Press.POLL_WITHDRAW, carried, style="danger", confirm=sure),
    ]


def why_picked(facts: PollFacts, words: Words) -> Iterator[Block]:
    if facts.picked and facts.shows_answers and facts.answered:
        yield context(why(facts.picked, facts, words))


def _asking(facts: PollFacts, words: Words, title: str) -> Message:
    blocks: list[Block] = [header(f"{title} {facts.committee.name}")]
    if said := outcome(facts, words):
        blocks.append(section(said))
    elif facts.takes_votes and facts.own is not None:
        votes = facts.own_votes
        for number, one in enumerate(facts.alternatives):
            blocks += _question(number, one, votes.get(one.id), facts, words)
        blocks += _rest(facts, words)
    else:
        blocks += in_sections((f"• *{when_of(one, facts, words)}*" for one in facts.alternatives), words)
    blocks.append(context(*_standing(facts, words)))
    return Message(_spoken(facts, words, title), tuple(blocks))


def _is_new_deadline(facts: PollFacts) -> bool:
    """And they have not answered yet: whoever has reads until when it can be changed."""
    return facts.asked_anew and facts.takes_votes and facts.own is not None and not facts.own.answered_at


def _question(number: int, one: Alternative, own: Vote | None, facts: PollFacts, words: Words) -> list[Block]:
    return [
        section(f"*{when_of(one, facts, words)}*{where_of(one, facts)}"),
        actions(*(_vote_button(number, one, vote, own, facts, words) for vote in Vote)),
    ]


def _vote_button(
    number: int, one: Alternative, vote: Vote, own: Vote | None, facts: PollFacts, words: Words
) -> Block:
    """The reader's own vote is ticked, and filled in where Slack has a colour for it."""
    label = vote_name(vote, words)
    return button(
        f"✓ {label}" if vote == own else label,
        f"{Press.POLL_VOTE}.{number}_{vote}",
        value(facts.poll.id, str(one.position), vote),
        style=STYLES.get(vote) if vote == own else None,
        says=f"{label}: {briefly(one, facts, words)}",
    )


def _rest(facts: PollFacts, words: Words) -> Iterator[Block]:
    left = len(facts.alternatives) - len(facts.own_votes)
    if left == 0:
        yield section(
            words.t(
                "You have answered. You can change it until {deadline}.", deadline=deadline_of(facts, words)
            )
        )
    elif left > 1:
        carried = facts.poll.id
        yield actions(
            button(words.t("Yes to the rest"), f"{Press.POLL_REST}.yes", value(carried, Vote.YES)),
            button(words.t("No to the rest"), f"{Press.POLL_REST}.no", value(carried, Vote.NO)),
        )


def _ranked(facts: PollFacts, words: Words) -> Iterator[str]:
    """As they rank, with who says what of the best; by date alone where answers are hidden."""
    if not facts.shows_answers:
        for one in facts.alternatives:
            yield f"• *{when_of(one, facts, words)}*{where_of(one, facts)}{warned(one, facts, words)}"
        return
    for number, tally in enumerate(facts.ranking):
        names = names_of(tally, facts, words) if number < MOST_WITH_NAMES else ""
        yield ranked_line(tally, facts, words) + (f"\n      {names}" if names else "")


def _standing(facts: PollFacts, words: Words) -> list[str]:
    if not facts.poll.is_open:
        return [answered_line(facts, words)]
    has_answered = (
        facts.own is not None and facts.own.answered_at is not None
    )  # and has read until when it counts
    until = "" if has_answered else words.t("Answer by {deadline}.", deadline=deadline_of(facts, words))
    closed = words.t("The time to answer is over; chair or secretary picks.")
    hidden = (
        words.t("Only chair, vice chair and secretary see who answers what.")
        if facts.poll.hides_votes
        else ""
    )
    lines = [
        until if facts.takes_votes else closed,
        answered_line(facts, words),
        who_must_come(facts.poll.needs, words),
        hidden,
    ]
    return [" ".join(line for line in lines if line)]


def _spoken(facts: PollFacts, words: Words, title: str) -> str:
    """In a line, for notifications and screen readers."""
    count = words.n("{count} time to choose from", "{count} times to choose from", len(facts.alternatives))
    said = outcome(facts, words).replace("*", "") or count
    return f"{title} {one_line(facts.committee.name)}: {said}"
