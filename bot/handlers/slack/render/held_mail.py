"""A mail that waits for chair or secretary: what it seems to say, what is missing, and what can be done about it."""

from collections.abc import Iterable, Iterator

from bot.domain.held_mail import Doubt, HeldKind, HeldMail
from bot.domain.invitation import Answer
from bot.domain.person import Person
from bot.handlers.slack.ids import Form, Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    checkbox,
    clip,
    context,
    field,
    fitted,
    fitted_line,
    modal,
    option,
    section,
    select,
)
from bot.handlers.slack.render.consequences import move_blocks, move_title
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.language.held_mail import about_when, missing, outcome_of, unreadable
from bot.language.words import Words
from bot.usecases.consequences import MoveConsequences
from bot.usecases.incoming_facts import HeldMailFacts

LONGEST_NAME, LONGEST_QUOTE, LONGEST_SUBJECT = 100, 2400, 200
MOST_PEOPLE = 100
NOT_TO_COUNT = frozenset({HeldKind.DELEGATION, HeldKind.COUNTER, HeldKind.REPORT, HeldKind.UNREADABLE})


def held_mail_message(facts: HeldMailFacts, words: Words) -> Message:
    mail = facts.mail
    lead = _lead(facts, words)
    blocks = [section(lead), *_proposal(facts, words), *_quoted(mail), context(_from(facts, words))]
    if not mail.waits:
        name = short(facts.settled_by.name, LONGEST_NAME) if facts.settled_by else ""
        blocks.append(section(outcome_of(mail, name, words)))
        return Message(f"{lead} {outcome_of(mail, name, words)}", tuple(blocks))
    blocks += [*_moved(facts, words), *_missing(facts, words)]
    blocks.append(actions(*_buttons(facts, words)))
    return Message(lead, tuple(blocks))


def whose_mail_form(facts: HeldMailFacts, people: Iterable[Person], words: Words) -> Block:
    """Asks which of those invited has written it."""
    offered = [option(one.name, one.id) for one in people][:MOST_PEOPLE]
    fields = [
        section(_lead(facts, words)),
        *_moved(facts, words),
        field("person", words.t("Whose answer is it?"), select(offered)),
    ]
    if facts.mail.address_to_remember:
        address = words.t("The address is {address}.", address=clip(facts.mail.writer_address, 100))
        remember = checkbox(words.t("Count what comes from the address as theirs"), "yes")
        fields.append(field("remember", words.t("Remember"), remember, hint=address, optional=True))
    return modal(
        Form.WHOSE_MAIL,
        words.t("An answer by e-mail"),
        fields,
        submit=words.t("Count it"),
        close=words.t("Cancel"),
        about=value(facts.mail.id),
    )


def move_as_proposed_form(facts: HeldMailFacts, found: MoveConsequences, words: Words) -> Block:
    """What moving the meeting to the proposed time would do, and whether it is meant."""
    return modal(
        Form.MOVE_AS_PROPOSED,
        words.t("Change the meeting"),
        [section(f"*{move_title(found, words)}*"), *move_blocks(found, words)],
        submit=words.t("Move it"),
        close=words.t("Leave it"),
        about=value(facts.mail.id, found.facts.meeting.version),
    )


def _lead(facts: HeldMailFacts, words: Words) -> str:
    mail, name = facts.mail, f"*{_name(facts, words)}*"
    if mail.kind is HeldKind.UNREADABLE:
        why = unreadable(mail.fault, words)
        return f"{words.t('A mail from {name} could not be read.', name=name)} {why}"
    other = f"*{short(mail.delegate_name or mail.delegate_address, LONGEST_NAME)}*"
    about = words.t("{name} has written a mail about the meeting {when}.")
    said = {
        HeldKind.COUNTER: words.t("{name} proposes another time for the meeting {when}."),
        HeldKind.DELEGATION: words.t("{name} does not come to the meeting {when} and sends {other} instead."),
        HeldKind.REFRESH: words.t("A mail asks for {name}'s invitation to the meeting {when} once more."),
        HeldKind.REPORT: words.t(
            "A mail says that {name} cannot be reached, but names no mail that I have sent. Anybody may have written it."
        ),
        HeldKind.WORDS: about if facts.meeting else words.t("{name} has written a mail."),
    }.get(mail.kind, _answer_lead(mail.answer or Answer.NONE, words))
    return said.format(name=name, when=_when(facts, words), other=other)


def _answer_lead(answer: Answer, words: Words) -> str:
    return {
        Answer.ACCEPTED: words.t("A mail says that {name} comes to the meeting {when}."),
        Answer.TENTATIVE: words.t("A mail says that {name} may come to the meeting {when}."),
        Answer.DECLINED: words.t("A mail says that {name} does not come to the meeting {when}."),
        Answer.NONE: words.t("A mail in the name of {name} is about the meeting {when}."),
    }[answer]


def _name(facts: HeldMailFacts, words: Words) -> str:
    mail = facts.mail
    known = facts.person.name if facts.person else ""
    given = mail.attendee_name or mail.attendee_address or mail.writer_name or mail.writer_address
    return short(known or given, LONGEST_NAME) or words.t("somebody")


def _when(facts: HeldMailFacts, words: Words) -> str:
    if facts.meeting is None:
        return words.t("(I do not know which)")
    when = words.when(*facts.mail.time_of(facts.meeting), facts.committee.zone)
    return about_when(when, words, is_off=facts.is_off)


def _moved(facts: HeldMailFacts, words: Words) -> Iterator[Block]:
    """What the mail was about is not what stands, so that an answer in it is to something else."""
    if facts.meeting is None or not facts.moved_since:
        return
    zone = facts.committee.zone
    now = words.when(facts.meeting.start, facts.meeting.end, zone)
    said = [words.t("The meeting has been moved since, to {when}.", when=now)]
    if any(_counting_buttons(facts, words)) and facts.mail.kind is not HeldKind.REFRESH:
        said.append(
            words.t("An answer in this mail is to the earlier time and does not count for the new one.")
        )
    yield section(" ".join(said))


def _proposal(facts: HeldMailFacts, words: Words) -> Iterator[Block]:
    """The time that is proposed, and whether it is free."""
    if facts.mail.kind is not HeldKind.COUNTER:
        return
    if facts.proposed is None:
        yield section(words.t("The time they propose could not be read: look into the mail, or ask them."))
        return
    zone = facts.committee.zone
    when = sentence(words.when(facts.proposed.start, facts.proposed.end, zone))
    if not facts.mail.waits:
        free = ""
    elif facts.is_as_proposed:
        free = words.t("That is when the meeting is now.")
    elif facts.clash:
        other = words.when(facts.clash.start, facts.clash.end, zone)
        free = words.t("The committee has another meeting then: {when}.", when=other)
    elif facts.proposed.start <= facts.now:
        free = words.t("That time has passed.")
    else:
        free = words.t("The committee has nothing else then.")
    yield section("\n".join(filter(None, (f"*{when}*", free))))


def _quoted(mail: HeldMail) -> Iterator[Block]:
    """Their own words."""
    said = mail.comment or (mail.beginning if mail.kind is HeldKind.WORDS else "")
    if said:
        lines = fitted(said, LONGEST_QUOTE).split("\n")
        yield section("\n".join(f"> {line}" for line in lines))


def _from(facts: HeldMailFacts, words: Words) -> str:
    mail = facts.mail
    name, address = (
        fitted_line(mail.writer_name, LONGEST_NAME),
        fitted_line(mail.writer_address, LONGEST_NAME),
    )
    writer = f"{name} ({address})" if name and address else name or address or words.t("an unreadable sender")
    said = [words.t("From {writer}", writer=writer)]
    if facts.colleague:
        said.append(words.t("the address belongs to {name}", name=short(facts.colleague.name, LONGEST_NAME)))
    if mail.stands_for:
        said.append(words.t("sent by {address}", address=fitted_line(mail.stands_for, LONGEST_NAME)))
    if mail.subject:
        said.append(words.t("“{subject}”", subject=fitted_line(mail.subject, LONGEST_SUBJECT)))
    return " · ".join(said)


def _missing(facts: HeldMailFacts, words: Words) -> Iterator[Block]:
    if doubts := facts.mail.doubts:
        lines = "\n".join(f"• {missing(doubt, words, is_off=facts.is_off)}" for doubt in doubts)
        yield section(f"*{words.t('What is missing:')}*\n{lines}")


def _buttons(facts: HeldMailFacts, words: Words) -> Iterator[Block]:
    mail, carried = facts.mail, value(facts.mail.id)
    if mail.kind is HeldKind.COUNTER:
        yield from _time_buttons(facts, words)
    yield from _counting_buttons(facts, words)
    if mail.newcomer[1] and facts.meeting and facts.meeting.is_coming:
        name = mail.newcomer[0] or mail.newcomer[1]
        yield button(words.t("Invite {name} as a guest", name=name), Press.INVITE_FROM_MAIL, carried)
    if mail.kind is not HeldKind.COUNTER or mail.doubts or facts.moved_since or facts.is_off:
        yield button(words.t("Set aside"), Press.SET_MAIL_ASIDE, carried)


def _time_buttons(facts: HeldMailFacts, words: Words) -> Iterator[Block]:
    carried = value(facts.mail.id)
    if facts.can_move:
        yield button(words.t("Move to that time …"), Press.MOVE_AS_PROPOSED, carried)
    if not (facts.mail.doubts or facts.moved_since or facts.is_off):
        yield button(words.t("Keep the time"), Press.KEEP_TIME, carried, style="primary")


def _counting_buttons(facts: HeldMailFacts, words: Words) -> Iterator[Block]:
    mail = facts.mail
    open_to_answers = facts.meeting is not None and facts.meeting.is_announced
    if not open_to_answers or mail.kind in NOT_TO_COUNT:
        return
    if mail.kind is HeldKind.WORDS:
        yield from _words_buttons(facts, words)
    elif Doubt.NOT_INVITED in mail.doubts:
        yield button(words.t("It is somebody invited …"), Press.WHOSE_MAIL, value(mail.id))
    else:
        yield _count_button(facts, words)
        if Doubt.OTHER_SENDER in mail.doubts and mail.address_to_remember and not facts.colleague:
            count = words.t("Count it, and remember {address}", address=mail.writer_address)
            keep = words.t("Keep it, and remember {address}", address=mail.writer_address)
            remember = keep if facts.moved_since else count
            yield button(remember, Press.REMEMBER_SENDER, value(mail.id))


def _count_button(facts: HeldMailFacts, words: Words) -> Block:
    if facts.moved_since and facts.mail.kind is not HeldKind.REFRESH:
        return button(
            words.t("Keep as an answer to the earlier time"), Press.COUNT_MAIL, value(facts.mail.id)
        )
    return button(words.t("Count it"), Press.COUNT_MAIL, value(facts.mail.id), style="primary")


def _words_buttons(facts: HeldMailFacts, words: Words) -> Iterator[Block]:
    if facts.person:
        for label, answer in (
            (words.t("They come"), Answer.ACCEPTED),
            (words.t("They do not come"), Answer.DECLINED),
        ):
            yield button(label, f"{Press.COUNT_MAIL}.{answer.value}", value(facts.mail.id, answer))
