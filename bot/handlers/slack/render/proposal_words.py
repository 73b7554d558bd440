"""What is said of proposed dates wherever they are drawn: each date and how it stands, until when, who says what."""

from collections.abc import Iterable, Iterator

from bot.domain.asking import Asked
from bot.domain.committee import Committee
from bot.domain.delivery import Route
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.proposal import DateProposal, DateState, Objection, ProposalState, ProposedDate
from bot.handlers.slack.render.answers import shortened
from bot.handlers.slack.render.blocks import Block, fitted_line, section
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.language import adoption
from bot.language.words import Words
from bot.usecases.picked_times import PickedTime
from bot.usecases.proposal_facts import ProposalFacts

MOST_LETTERS, MOST_LETTERS_OF_SECTION, MOST_LETTERS_OF_REASONS = 7000, 2600, 1200
REASON_MOST, SUGGESTION_MOST, NAME_MOST = 300, 150, 80


def when_of(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    return sentence(within(date, facts, words))


def within(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    """The same in the middle of a sentence."""
    return words.when(date.start, date.end, facts.committee.zone)


def date_lines(
    facts: ProposalFacts, words: Words, dates: Iterable[ProposedDate] | None = None
) -> Iterator[str]:
    """Each date with its mark: what stands, what waits, what is no longer asked about and why."""
    for date in facts.dates if dates is None else dates:
        when = when_of(date, facts, words)
        place = "" if date.place == facts.committee.place else short(date.place, NAME_MOST)
        if date.state == DateState.WITHDRAWN:
            yield f"~{when}~ – {_why_gone(date, facts, words)}"
        elif date.state == DateState.ADOPTED:
            yield f"✓ *{when}*{_decided(date, facts, words)}"
        elif date.state == DateState.OBJECTED:
            yield f"✗ *{when}* – {words.t('objected to; chair and secretary decide')}"
        else:
            yield f"• *{when}*{f' · {place}' if place else ''}{_objected(date, facts, words)}"


def in_sections(lines: Iterable[str], words: Words) -> list[Block]:
    """As many lines as a message holds, in as many sections as they need; then how many more there are."""
    told = list(lines)
    blocks: list[Block] = []
    shown, room, part = 0, MOST_LETTERS, ""
    for line in told:
        room -= len(line) + 1
        if room < 0:
            break
        if part and len(part) + len(line) + 1 > MOST_LETTERS_OF_SECTION:
            blocks.append(section(part))
            part = ""
        part = f"{part}\n{line}" if part else line
        shown += 1
    if left := len(told) - shown:
        part += "\n" + words.n("… and {count} more", "… and {count} more", left)
    return [*blocks, section(part)] if part else blocks


def deadline_of(facts: ProposalFacts, words: Words) -> str:
    return _deadline(facts.proposal, facts.committee, words)


def _deadline(proposal: DateProposal, committee: Committee, words: Words) -> str:
    return words.instant(proposal.deadline, committee.zone) if proposal.deadline else ""


def stands_unless(proposal: DateProposal, committee: Committee, words: Words) -> str:
    """What silence means, said whole."""
    if proposal.state == ProposalState.WAITING:
        return words.t(
            "The time to object is over, but not everybody was reached, so nothing is adopted yet: chair and secretary decide."
        )
    return words.t(
        "*Adopted unless somebody objects by {deadline}.* Who says nothing consents. An objection stops that date alone.",
        deadline=_deadline(proposal, committee, words),
    )


def how_adopted(facts: ProposalFacts, words: Words) -> str:
    return adoption.how_adopted(
        facts.proposal,
        facts.dates,
        words,
        by=short(facts.name(facts.proposal.settled_by), NAME_MOST),
        deadline=deadline_of(facts, words),
        objected=bool(facts.objections),
    )


def picked_lines(one: PickedTime, committee: Committee, words: Words) -> Iterator[str]:
    """A time that came of a poll, and how, as dates that were adopted are shown."""
    when = words.when(one.meeting.start, one.meeting.end, committee.zone)
    yield f"✓ *{sentence(when)}*"
    yield f"_{adoption.how_picked(words, by=short(one.picked_by, NAME_MOST))}_"


def counts(facts: ProposalFacts, words: Words) -> str:
    """As in "3 fine · 1 objects · 2 have not answered"."""
    objecting = len(facts.objectors)
    parts = [
        words.n("{count} fine", "{count} fine", len(facts.fine)) if facts.fine else "",
        words.n("{count} objects", "{count} object", objecting) if objecting else "",
        words.n("{count} has not answered", "{count} have not answered", len(facts.silent))
        if facts.silent
        else "",
    ]
    return " · ".join(part for part in parts if part)


def objection_lines(date: ProposedDate, facts: ProposalFacts, words: Words) -> list[str]:
    """Who objects to the date and why, for those who may know: as many as there is room for."""
    objections = facts.objections_to(date.id)
    shown: list[str] = []
    room = MOST_LETTERS_OF_REASONS
    for one in objections:
        line = _objection(one, facts, words)
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    left = len(objections) - len(shown)
    return [*shown, words.n("… and {count} more", "… and {count} more", left)] if left else shown


def _objection(one: Objection, facts: ProposalFacts, words: Words) -> str:
    name, reason = short(facts.name(one.person_id), NAME_MOST), fitted_line(one.reason, REASON_MOST)
    if one.suggestion:
        return words.t(
            "{name}: {reason} (suggests: {suggestion})",
            name=f"*{name}*",
            reason=reason,
            suggestion=fitted_line(one.suggestion, SUGGESTION_MOST),
        )
    return words.t("{name}: {reason}", name=f"*{name}*", reason=reason)


def who_was_asked(facts: ProposalFacts, words: Words) -> list[str]:
    """When, who, and how it reached them; whom it did not reach."""
    put_at = facts.proposal.put_at
    if put_at is None:
        return []
    lines = [words.t("Asked on {day}.", day=words.day(put_at.astimezone(facts.committee.zone).date()))]
    reached = [one for one in facts.counted if one not in facts.unreached]
    for route, label in ((Route.SLACK, words.t("By Slack")), (Route.EMAIL, words.t("By e-mail"))):
        if names := _names((one for one in reached if one.reached_by == route), facts, words):
            lines.append(words.t("{how}: {names}.", how=label, names=names))
    if names := _names((one for one in reached if one.reached_by is None), facts, words):
        lines.append(words.t("{how}: {names}.", how=words.t("Answered"), names=names))
    if names := _names(facts.unreached, facts, words):
        lines.append(words.t("Not reached: {names}.", names=names))
    return lines


def unreached_names(facts: ProposalFacts, words: Words) -> str:
    return _names(facts.unreached, facts, words)


def _names(asked: Iterable[Asked], facts: ProposalFacts, words: Words) -> str:
    return shortened(sorted(facts.name(one.person_id) for one in asked), words)


def _objected(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    count = len(facts.objections_to(date.id))
    return f" – {words.n('{count} objects', '{count} object', count)}" if count else ""


def _decided(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    if not adoption.was_kept(facts.proposal, date):
        return ""
    name = short(facts.name(date.settled_by), NAME_MOST)
    return f" – {words.t('kept all the same by {name}', name=name)}"


def _why_gone(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    meeting = facts.meetings.get(date.meeting_id) if date.meeting_id else None
    if date.settled_by is None and meeting is not None:
        return _overtaken(meeting, facts, words)
    if meeting is not None and meeting.is_coming and meeting.start != date.start:
        return words.t("another date is proposed: {when}", when=_when(meeting, facts, words))
    return words.t("dropped") if facts.proposal.state == ProposalState.CLOSED else words.t("withdrawn")


def _overtaken(meeting: Meeting, facts: ProposalFacts, words: Words) -> str:
    if meeting.state == MeetingState.CANCELLED:
        if meeting.cancel_reason:
            reason = fitted_line(meeting.cancel_reason, REASON_MOST)
            return words.t("cancelled meanwhile: {reason}", reason=reason)
        return words.t("cancelled meanwhile")
    if meeting.state == MeetingState.PLANNED:
        return words.t("moved meanwhile to {when}", when=_when(meeting, facts, words))
    return words.t("confirmed meanwhile")


def _when(meeting: Meeting, facts: ProposalFacts, words: Words) -> str:
    return words.when(meeting.start, meeting.end, facts.committee.zone)
