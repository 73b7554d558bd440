"""To a chair or secretary who is reached by mail alone: whether a meeting is still going on, and that it ended by itself."""

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.language.words import Words
from bot.mail.invitation import MailKind
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter, time_row
from bot.usecases.facts import StillGoing
from bot.usecases.links import Links
from bot.usecases.summary_facts import SummaryFacts


def still_going_letter(found: StillGoing, words: Words, _person: Person, _links: Links | None) -> Letter:
    facts = found.facts
    lead = words.t(
        "Nobody has ended this meeting. If it is over, end it with /meeting end in the committee's channel, or ask somebody "
        "there to. It ends by itself {ends_at}.",
        ends_at=words.moment(facts.meeting.ends_by_itself_at),
    )
    return _letter(facts.committee, facts.meeting, words.t("Not ended yet"), lead, words)


def ended_by_itself_letter(
    facts: SummaryFacts, words: Words, _person: Person, _links: Links | None
) -> Letter:
    lead = words.t(
        "The meeting ended by itself, because nobody had ended it. Decisions and actions can still be recorded in the "
        "committee's channel; /meeting end there shows the summary to be posted.",
    )
    return _letter(facts.committee, facts.meeting, words.t("Ended by itself"), lead, words)


def _letter(committee: Committee, meeting: Meeting, label: str, lead: str, words: Words) -> Letter:
    rows = [time_row(meeting, committee, words)]
    return plain_letter(
        committee, words, label=label, lead=lead, rows=rows, kind=MailKind.CHANGED, meeting=meeting
    )
