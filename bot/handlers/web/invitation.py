"""Answering an invitation by the link in its mail."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.ids import MeetingId
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import WrongState
from bot.handlers.web.pages import Choice, Filled, Option, Page, Row, TextField
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.storage import Storage
from bot.usecases.access import Gone
from bot.usecases.answers import NotInvited, Spoken, answer_as, meeting_of_invited
from bot.usecases.facts import MeetingFacts
from bot.usecases.links import Link

LONGEST_COMMENT = 500


@dataclass(frozen=True, slots=True)
class InvitationAct:
    storage: Storage
    clock: Clock

    def show(self, link: Link) -> Page:
        facts = meeting_of_invited(self.storage, MeetingId(link.subject), link.person_id, self.clock())
        return _page(facts)

    def act(self, link: Link, filled: Filled) -> Page:
        given = filled.get("answer", "")
        if given not in set(Answer) - {Answer.NONE}:
            return self.show(link)
        comment = " ".join(filled.get("comment", "").split())[:LONGEST_COMMENT]
        spoken_now = Spoken(Answer(given), Source.LINK, comment)
        try:
            facts = answer_as(self.storage, MeetingId(link.subject), link.person_id, spoken_now, self.clock())
        except (NotInvited, WrongState):
            return self.show(link)
        return _page(facts, said=_words(facts).t("Thank you: your answer is noted."))


def _words(facts: MeetingFacts) -> Words:
    person, committee = facts.asker, facts.committee
    if person is None:
        raise Gone
    return Words(spoken(person.language or committee.language), zone_named(person.zone) or committee.zone)


def _page(facts: MeetingFacts, said: str = "") -> Page:
    words, meeting, own = _words(facts), facts.meeting, facts.own
    open_to_answer = meeting.is_announced and own is not None
    return Page(
        language=words.language,
        label=words.t("Invitation"),
        title=facts.committee.name,
        said=said,
        lead="" if open_to_answer else words.t("This invitation can no longer be answered."),
        rows=(
            Row(words.t("Time"), words.when(meeting.start, meeting.end, facts.committee.zone)),
            Row(words.t("Place"), meeting.place),
        ),
        fields=(
            Choice(
                "answer",
                words.t("Will you come?"),
                tuple(
                    Option(answer, label, chosen=own is not None and own.answer == answer)
                    for answer, label in (
                        (Answer.ACCEPTED, words.t("Accept")),
                        (Answer.TENTATIVE, words.t("Maybe")),
                        (Answer.DECLINED, words.t("Decline")),
                    )
                ),
            ),
            TextField("comment", words.t("Comment"), own.comment if own else "", most=LONGEST_COMMENT),
        ),
        submit=words.t("Send the answer") if open_to_answer else "",
    )
