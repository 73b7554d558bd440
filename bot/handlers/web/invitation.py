"""Answering an invitation by the link in its mail. The page shows nothing that the mail did not: no agenda, no video link,
nobody else's name or answer, and not what was said as a comment; whoever holds the link may not be whom it was sent to.
Who is no longer invited sees no time or place, since those may be new.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.domain.ids import MeetingId
from bot.domain.invitation import Answer, Invitation, Source
from bot.domain.meeting import MeetingState, WrongState
from bot.handlers.web.pages import Choice, Filled, Option, Page, Row, TextField
from bot.handlers.web.reader import for_whom, sentence, words_for
from bot.language.changes import where_changed
from bot.language.words import Words
from bot.storage import Storage
from bot.usecases.answers import NotInvited, Outdated, Spoken, answer_as
from bot.usecases.facts import MeetingFacts
from bot.usecases.invited import Invited, meeting_of_invited
from bot.usecases.links import Link

LONGEST_COMMENT = 500
LONGEST_NUMBER = 9
GIVEN = frozenset(Answer) - {Answer.NONE}


@dataclass(frozen=True, slots=True)
class InvitationAct:
    storage: Storage
    clock: Clock

    def show(self, link: Link) -> Page:
        found = self._found(link)
        return self._page(found, _words(found, link))

    def act(self, link: Link, filled: Filled) -> Page:
        """An answer to a time that no longer holds is not taken: the page says what changed, and asks anew."""
        given, shown = filled.get("answer", ""), filled.get("shown", "")
        before = self._found(link)
        words = _words(before, link)
        page = self._page(before, words)
        if not page.submit:
            return page
        if given not in GIVEN:
            return replace(page.filled_in(filled), wrong=words.t("Choose one of the three answers first."))
        edition = int(shown) if shown.isdecimal() and len(shown) < LONGEST_NUMBER else None
        comment = " ".join(filled.get("comment", "").split())[:LONGEST_COMMENT]
        said = Spoken(Answer(given), Source.LINK, comment, edition=edition)
        try:
            answer_as(self.storage, before.facts.meeting.id, link.person_id, said, self.clock())
        except (NotInvited, WrongState, Outdated):
            return self._asked_anew(link, filled)
        return replace(page, said=_thanks(Answer(given), words))

    def _asked_anew(self, link: Link, filled: Filled) -> Page:
        """What was written is kept; what was chosen is not, it was meant for another time or place."""
        found = self._found(link)
        words = _words(found, link)
        page = self._page(found, words)
        if not page.submit:
            return page
        changed = words.t(
            "Your answer was not saved: the meeting has changed since you opened this page. This is what stands now."
        )
        where = where_changed(found.changes, words) if found.changes else ()
        kept = page.filled_in({"comment": filled.get("comment", "")})
        return replace(kept, wrong=changed, lead=" ".join(filter(None, (*where, page.lead))))

    def _found(self, link: Link) -> Invited:
        return meeting_of_invited(self.storage, MeetingId(link.subject), link.person_id, self.clock())

    def _page(self, found: Invited, words: Words) -> Page:
        facts, own = found.facts, found.facts.own
        page = Page(
            language=words.language,
            label=words.t("Invitation"),
            title=facts.committee.name,
            rows=tuple(_rows(found, own, words)) if own else (),
        )
        over = _why_over(facts, words, self.clock)
        if over or own is None:
            return replace(page, lead=over, over=True)
        answered = own.answer != Answer.NONE
        return replace(
            page,
            lead=_lead(found, own, words),
            fields=(_question(own, words), _comment(own, words)),
            submit=words.t("Change the answer") if answered else words.t("Send the answer"),
            settled=answered,
            shown=str(facts.meeting.edition),
            footer=for_whom(facts.asker, words),
        )


def _why_over(facts: MeetingFacts, words: Words, clock: Clock) -> str:
    """Why nothing can be answered any more; "" while it can. The link expires with the meeting."""
    meeting = facts.meeting
    if facts.own is None:
        return words.t("You are no longer invited to this meeting.")
    if meeting.state == MeetingState.CANCELLED:
        return words.t("The meeting is cancelled.")
    if not meeting.is_announced or meeting.end <= clock():
        return words.t("The meeting is over, and this link with it.")
    return ""


def _words(found: Invited, link: Link) -> Words:
    return words_for(found.facts.asker, found.facts.committee, link)


def _lead(found: Invited, own: Invitation, words: Words) -> str:
    if found.earlier_time and own.answer == Answer.NONE:
        return words.t(
            "The meeting has been given a new time. Please answer again, also if you have answered before."
        )
    if found.asked_anew:
        return words.t("Please answer again: the answer that you gave earlier no longer counts.")
    return ""


def _rows(found: Invited, own: Invitation, words: Words) -> Iterator[Row]:
    """What stands now, and what did before it, which is for those who are invited now."""
    meeting, zone = found.facts.meeting, found.facts.committee.zone
    off = meeting.state == MeetingState.CANCELLED
    if off and meeting.cancel_reason:
        yield Row(words.t("Reason"), meeting.cancel_reason)
    when = words.when(meeting.start, meeting.end, zone)
    zone_name = words.zone_name(zone, meeting.start)
    note = "" if zone_name in when else zone_name
    yield Row(words.t("Time"), sentence(when), note, main=not off, gone=off)
    if found.earlier_time and not off:
        yield Row(words.t("Earlier time"), words.when(*found.earlier_time, zone), gone=True)
    if meeting.place:
        yield Row(words.t("Place"), meeting.place, gone=off)
    if found.earlier_place and not off:
        yield Row(words.t("Earlier place"), found.earlier_place, gone=True)
    if own.answer != Answer.NONE and not off:
        yield _answered(own, words)


def _answered(own: Invitation, words: Words) -> Row:
    when = words.moment(own.answered_at) if own.answered_at else ""
    note = {
        Source.EMAIL: words.t("by e-mail, {when}", when=when),
        Source.LINK: words.t("by this link, {when}", when=when),
        Source.SLACK: words.t("in Slack, {when}", when=when),
    }[own.source or Source.LINK]
    if own.comment:
        note = words.t("{source}, with a comment", source=note)
    return Row(words.t("Your answer"), _labels(words)[own.answer], note)


def _question(own: Invitation, words: Words) -> Choice:
    """What stands is ticked: sending the form in again changes nothing."""
    label = (
        words.t("Will you come?")
        if own.answer == Answer.NONE
        else words.t("Do you want to change your answer?")
    )
    options = (Option(answer, text, chosen=own.answer == answer) for answer, text in _labels(words).items())
    return Choice("answer", label, tuple(options))


def _comment(own: Invitation, words: Words) -> TextField:
    hint = words.t("Only the chair, the vice chair and the secretary read it.")
    if own.comment:
        hint = words.t(
            "Only the chair, the vice chair and the secretary read it. A new comment replaces the one you have given."
        )
    return TextField("comment", words.t("Comment (optional)"), "", hint, lines=2, most=LONGEST_COMMENT)


def _labels(words: Words) -> dict[Answer, str]:
    return {
        Answer.ACCEPTED: words.t("Yes, I will come"),
        Answer.TENTATIVE: words.t("Maybe"),
        Answer.DECLINED: words.t("No, I cannot come"),
    }


def _thanks(given: Answer, words: Words) -> str:
    return {
        Answer.ACCEPTED: words.t("Thank you: you are coming."),
        Answer.TENTATIVE: words.t("Thank you: you may be coming."),
        Answer.DECLINED: words.t("Thank you for letting us know that you cannot come."),
    }[given]
