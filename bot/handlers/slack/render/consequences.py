"""What moving or cancelling a meeting would do, and the question whether it is meant."""

from collections.abc import Iterator

from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.handlers.slack.ids import Form, Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    field,
    modal,
    one_line,
    option,
    radio,
    section,
    text_input,
)
from bot.handlers.slack.render.meeting_words import linked, sentence, short, when_of
from bot.handlers.slack.render.time_warnings import warning_lines
from bot.handlers.times import written
from bot.language.when.words import assumed_text
from bot.language.words import Words
from bot.usecases.consequences import CancelConsequences, MoveConsequences, Reach
from bot.usecases.facts import MeetingFacts

LONGEST_REASON = 500
LONGEST_PLACE = 250
PASS_ON, DROP = "pass_on", "drop"
"""What happens to the topics of a meeting that is called off."""


def move_question(found: MoveConsequences, words: Words, lead: str = "") -> Message:
    """From when to when, who hears of it, whose answers no longer count; and two buttons."""
    title = move_title(found, words)
    carried = moved_value(found)
    buttons = actions(
        button(_do_it(found, words), Press.MOVE_SURE, carried, style="primary"),
        button(words.t("Leave it"), Press.LEAVE_MEETING, value(found.facts.meeting.id)),
        button(words.t("Fill in a form"), Press.MOVE_MEETING, value(found.facts.meeting.id)),
    )
    blocks = [*([section(lead)] if lead else []), section(f"*{title}*"), *move_blocks(found, words), buttons]
    spoken = " ".join(part for part in (lead, title, *_times(found, words), *_told(found, words)) if part)
    return Message(spoken.replace("*", ""), tuple(blocks))


def move_sure_form(found: MoveConsequences, words: Words, lead: str = "") -> Block:
    """The same as the second step of the form."""
    return modal(
        Form.MOVE_SURE,
        words.t("Change the meeting"),
        [
            *([section(lead)] if lead else []),
            section(f"*{move_title(found, words)}*"),
            *move_blocks(found, words),
        ],
        submit=_do_it(found, words),
        close=words.t("Leave it"),
        about=moved_value(found),
    )


def moved_value(found: MoveConsequences) -> str:
    """What is agreed to: the meeting as it was seen, and where it goes."""
    meeting, slot, zone = found.facts.meeting, found.slot, found.facts.committee.zone
    walls = (
        written(moment.astimezone(zone).replace(tzinfo=None, second=0)) for moment in (slot.start, slot.end)
    )
    return value(meeting.id, meeting.version, *walls, slot.place, slot.link)


def unchanged_message(facts: MeetingFacts, words: Words) -> Message:
    """Somebody thought better of it, or asked for what stands already."""
    said = words.t("Nothing was changed. This is what stands for {committee}:", committee=_name(facts))
    when = when_of(facts, words)
    return Message(f"{said} {when}", (section(f"{said}\n*{sentence(when)}*"),))


def move_title(found: MoveConsequences, words: Words) -> str:
    if found.asks_again:
        return words.t("Move the meeting of {committee}?", committee=_name(found.facts))
    return words.t("Change the meeting of {committee}?", committee=_name(found.facts))


def move_blocks(found: MoveConsequences, words: Words) -> list[Block]:
    told = [f"•  {line}" for line in _told(found, words)]
    warned = warning_lines(found.warnings, found.slot.start, found.facts.committee.zone, words)
    return [
        section("\n".join([*_times(found, words), *warned])),
        section("\n".join(told)),
        context(words.t("Nothing has been changed yet.")),
    ]


def cancel_form(
    found: CancelConsequences, words: Words, *, reason: str = "", topics: str = PASS_ON, lead: str = ""
) -> Block:
    """Who is told, what becomes of the topics, and why the meeting is called off."""
    facts = found.facts
    told = "\n".join(f"•  {line}" for line in _told_of_cancelling(found, words))
    return modal(
        Form.CANCEL_MEETING,
        words.t("Cancel the meeting"),
        [
            *([section(lead)] if lead else []),
            section(f"{_name(facts)}\n*{sentence(when_of(facts, words))}*\n{told}"),
            field(
                "reason",
                words.t("Reason"),
                text_input(reason, most=LONGEST_REASON, multiline=True),
                hint=_who_reads_reason(found, words),
                optional=True,
            ),
            *_topics(found, words, topics),
            context(words.t("Nothing has been changed yet.")),
        ],
        submit=words.t("Cancel the meeting"),
        close=words.t("Keep the meeting"),
        about=value(facts.meeting.id, facts.meeting.version),
    )


def _name(facts: MeetingFacts) -> str:
    return one_line(clip(facts.committee.name, 150))


def _do_it(found: MoveConsequences, words: Words) -> str:
    return words.t("Move it") if found.asks_again else words.t("Change it")


def _times(found: MoveConsequences, words: Words) -> Iterator[str]:
    """From when to when, whole; and what else changes."""
    facts, slot = found.facts, found.slot
    before = when_of(facts, words)
    if found.asks_again:
        yield words.t("From: {when}", when=before)
        after = words.when(slot.start, slot.end, facts.committee.zone)
        yield words.t("To: {when}", when=f"*{after}*")
        if assumed := assumed_text(found.assumed, words):
            yield assumed
    else:
        yield words.t("Time: {when}, as before", when=before)
    if slot.place != facts.meeting.place:
        places = (short(place, LONGEST_PLACE) or "–" for place in (facts.meeting.place, slot.place))
        yield words.t("Place: {before} → {after}", before=next(places), after=next(places))
    if slot.link != facts.meeting.link:
        label = words.t("Video link")
        links = (linked(link, label) if link else "–" for link in (facts.meeting.link, slot.link))
        yield words.t("Video link: {before} → {after}", before=next(links), after=next(links))


def _told(found: MoveConsequences, words: Words) -> Iterator[str]:
    if found.ends_question:
        yield words.t("The members are asked about the date it has now. That question falls away.")
        return
    yield words.n(
        "{count} person gets an update: {ways}.",
        "{count} people get an update: {ways}.",
        found.reach.people,
        ways=_ways(found.reach, words),
    )
    answers = _answers(found.facts, words)
    if not found.asks_again:
        yield words.t("The time stays, so answers that have been given still count.")
    elif answers:
        yield words.t("{answers}. Everybody is asked again.", answers=answers)
    else:
        yield words.t("Nobody has answered yet. Everybody is asked again.")


def _who_reads_reason(found: CancelConsequences, words: Words) -> str:
    if found.asked:
        return words.t("Stands in the question that the members have got.")
    if found.reach.people:
        return words.t("Stands in the message that everybody gets.")
    return words.t("Kept with the meeting; nobody is told.")


def _told_of_cancelling(found: CancelConsequences, words: Words) -> Iterator[str]:
    if found.asked:
        yield words.n(
            "{count} member is asked about this date. The question says that the meeting is cancelled, and why.",
            "{count} members are asked about this date. The question says that the meeting is cancelled, and why.",
            found.asked,
        )
        return
    if not found.reach.people:
        yield words.t("Nobody has been invited yet, so nobody is told.")
        return
    yield words.n(
        "{count} person invited is told at once: {ways}.",
        "{count} people invited are told at once: {ways}.",
        found.reach.people,
        ways=_ways(found.reach, words),
    )
    answers = _answers(found.facts, words)
    yield words.t("{answers}.", answers=answers) if answers else words.t("Nobody has answered yet.")


def _ways(reach: Reach, words: Words) -> str:
    """The ways do not add up to the people where some are reached in both: then that is said."""
    counted = (
        words.n("{count} in Slack", "{count} in Slack", reach.slack) if reach.slack else "",
        words.n("{count} by e-mail", "{count} by e-mail", reach.email) if reach.email else "",
    )
    ways = ", ".join(one for one in counted if one) or words.t("no way to reach them")
    return words.t("{ways} (some get both)", ways=ways) if reach.slack + reach.email > reach.people else ways


def _answers(facts: MeetingFacts, words: Words) -> str:
    """As in "3 have accepted and 1 has answered maybe"; empty when nobody has answered."""
    accepted, maybe, declined = (
        facts.count(one) for one in (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED)
    )
    counted = (
        words.n("{count} has accepted", "{count} have accepted", accepted) if accepted else "",
        words.n("{count} has answered maybe", "{count} have answered maybe", maybe) if maybe else "",
        words.n("{count} has declined", "{count} have declined", declined) if declined else "",
    )
    return words.listed([one for one in counted if one])


def _topics(found: CancelConsequences, words: Words, chosen: str) -> list[Block]:
    topics = found.facts.own_topics
    if not topics:
        return []
    label = words.n(
        "{count} topic is on its agenda or waits for it",
        "{count} topics are on its agenda or wait for it",
        len(topics),
    )
    offered = [
        option(_passed_on(found.following, found.facts, words), PASS_ON),
        option(words.t("Drop them; those who proposed them are told"), DROP),
    ]
    titles = words.listed(
        [words.t("“{title}”", title=clip(" ".join(one.title.split()), 60)) for one in topics[:5]]
    )
    hint = words.t("{titles}. Standing items come by themselves.", titles=titles)
    return [field("topics", label, radio(offered, chosen), hint=clip(hint, 2000))]


def _passed_on(following: Meeting | None, facts: MeetingFacts, words: Words) -> str:
    if following is None:
        return words.t("Keep them for the next meeting, when one is planned")
    day = words.day(following.start.astimezone(facts.committee.zone).date())
    return words.t("Move them to the next meeting, {day}", day=day)
