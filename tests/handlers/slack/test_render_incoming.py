"""Mail that waits: what it seems to say, what is missing, and only what can be done about it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.held_mail import Doubt, HeldKind, Outcome
from bot.domain.meeting import MeetingState
from bot.domain.received import Fault
from bot.handlers.slack.render.bounce import bounce_message
from bot.handlers.slack.render.distribution import distribution_message
from bot.handlers.slack.render.held_mail import held_mail_message, whose_mail_form
from bot.usecases.incoming_facts import HeldMailFacts
from tests.handlers.slack.drawn import (
    DECEMBER,
    ENGLISH,
    GRETA,
    KARIN,
    NOW,
    SWEDISH,
    delivery,
    distribution,
    in_state,
    read,
    sent_to,
)
from tests.handlers.slack.letters import (
    BY_HAND,
    COUNTER,
    DELEGATION,
    LATER,
    MAIL,
    PEOPLE,
    came_back,
    settled,
    waiting,
)

WHEN = "fredag 15 december 2017 kl. 10.00–12.00"
FROM = "Från Greta (greta@hemma.example) · ”Accepterat: BRÅ”"


def buttons(facts: HeldMailFacts) -> list[str]:
    return [line[1:-1] for line in read(held_mail_message(facts, ENGLISH)) if line.startswith("[")]


def test_answer_that_is_not_believed_says_what_is_missing() -> None:
    assert read(held_mail_message(waiting(), SWEDISH)) == [
        f"Ett mejl säger att *Greta Nyqvist* kommer till mötet {WHEN}.",
        "> Jag blir sen.",
        FROM,
        "*Det här saknas:*",
        "• Det kommer från en annan adress än den som är inbjuden.",
        "[Räkna det]",
        "[Räkna det och kom ihåg greta@hemma.example]",
        "[Lägg åt sidan]",
    ]


def test_settled_mail_says_by_whom_and_has_no_buttons() -> None:
    assert read(held_mail_message(waiting(settled(MAIL, Outcome.COUNTED)), SWEDISH)) == [
        f"Ett mejl säger att *Greta Nyqvist* kommer till mötet {WHEN}.",
        "> Jag blir sen.",
        FROM,
        "Räknat av Karin Ahlgren.",
    ]


OFF = in_state(MeetingState.CANCELLED)


def test_answer_to_a_cancelled_meeting_says_that_it_is_off() -> None:
    assert read(
        held_mail_message(waiting(replace(MAIL, doubts=(Doubt.NOT_OPEN,)), meeting=OFF), SWEDISH)
    ) == [
        f"Ett mejl säger att *Greta Nyqvist* kommer till mötet {WHEN} (inställt).",
        "> Jag blir sen.",
        FROM,
        "*Det här saknas:*",
        "• Mötet är inställt.",
        "[Lägg åt sidan]",
    ]


def test_time_of_a_meeting_that_is_off_by_now_is_not_there_to_be_kept() -> None:
    assert read(held_mail_message(waiting(COUNTER, meeting=OFF), SWEDISH))[0] == (
        f"*Greta Nyqvist* föreslår en annan tid för mötet {WHEN} (inställt)."
    )
    assert buttons(waiting(COUNTER, meeting=OFF)) == ["Set aside"]


MOVED = replace(DECEMBER, start=DECEMBER.start + timedelta(days=7), end=DECEMBER.end + timedelta(days=7))
ABOUT_DECEMBER = {"about_start": DECEMBER.start, "about_end": DECEMBER.end}


def test_answer_to_a_time_that_the_meeting_no_longer_has_says_so() -> None:
    mail = replace(MAIL, **ABOUT_DECEMBER)
    assert read(held_mail_message(waiting(mail, meeting=MOVED), SWEDISH)) == [
        f"Ett mejl säger att *Greta Nyqvist* kommer till mötet {WHEN}.",
        "> Jag blir sen.",
        FROM,
        (
            "Mötet har flyttats sedan dess, till fredag 22 december 2017 kl. 10.00–12.00. Ett svar i mejlet avser den tidigare "
            "tiden och räknas inte för den nya."
        ),
        "*Det här saknas:*",
        "• Det kommer från en annan adress än den som är inbjuden.",
        "[Spara som svar på den tidigare tiden]",
        "[Spara det och kom ihåg greta@hemma.example]",
        "[Lägg åt sidan]",
    ]


def test_answer_kept_for_an_earlier_time_says_that_it_does_not_count() -> None:
    mail = settled(replace(MAIL, **ABOUT_DECEMBER), Outcome.COUNTED_EARLIER)
    assert read(held_mail_message(waiting(mail, meeting=MOVED), SWEDISH)) == [
        f"Ett mejl säger att *Greta Nyqvist* kommer till mötet {WHEN}.",
        "> Jag blir sen.",
        FROM,
        "Sparat av Karin Ahlgren som svar på den tidigare tiden. Det räknas inte för den nya.",
    ]


def test_answer_to_a_meeting_that_is_not_known_says_so() -> None:
    mail = replace(MAIL, meeting_id=None, doubts=(Doubt.UNKNOWN_MEETING,))
    assert read(held_mail_message(waiting(mail, meeting=None), SWEDISH))[0] == (
        "Ett mejl säger att *Greta Nyqvist* kommer till mötet (jag vet inte vilket)."
    )


def test_counter_proposal_is_a_question_with_the_time_and_whether_it_is_free() -> None:
    assert read(held_mail_message(waiting(COUNTER), SWEDISH)) == [
        f"*Greta Nyqvist* föreslår en annan tid för mötet {WHEN}.",
        "*Fredag 15 december 2017 kl. 11.00–13.00*",
        "Då finns inget annat möte.",
        "> Jag blir sen.",
        FROM,
        "[Flytta till den tiden …]",
        "[Behåll tiden]",
    ]


def test_delegation_offers_to_invite_who_is_sent() -> None:
    assert read(held_mail_message(waiting(DELEGATION), ENGLISH))[0] == (
        "*Greta Nyqvist* does not come to the meeting Friday 15 December 2017, 10:00–12:00 and sends *Siv Dahl* instead."
    )
    assert buttons(waiting(DELEGATION)) == ["Invite Siv Dahl as a guest", "Set aside"]


def test_mail_by_hand_is_shown_as_it_begins() -> None:
    assert read(held_mail_message(waiting(BY_HAND), SWEDISH)) == [
        f"*Greta Nyqvist* har skrivit ett mejl om mötet {WHEN}.",
        "> Jag kan inte komma.",
        "> Tyvärr.",
        FROM,
        "[Personen kommer]",
        "[Personen kommer inte]",
        "[Lägg åt sidan]",
    ]


CHRISTMAS = replace(DECEMBER, start=LATER.start)
UNKNOWN = replace(MAIL, person_id=None, doubts=(Doubt.NOT_INVITED,), attendee_address="siv@ekeby.example")
CAN_BE_DONE = {
    "another address": (waiting(), ["Count it", "Count it, and remember greta@hemma.example", "Set aside"]),
    "an address of a colleague's": (waiting(colleague=KARIN), ["Count it", "Set aside"]),
    "not vouched for": (
        waiting(replace(MAIL, doubts=(Doubt.NOT_CHECKED,), vouched=False)),
        ["Count it", "Set aside"],
    ),
    "a service for everybody": (
        waiting(replace(MAIL, writer_address="noreply@moln.example")),
        ["Count it", "Set aside"],
    ),
    "somebody unknown": (
        waiting(UNKNOWN, person=None),
        ["It is somebody invited …", "Invite Greta as a guest", "Set aside"],
    ),
    "a meeting unknown": (
        waiting(replace(MAIL, meeting_id=None, doubts=(Doubt.UNKNOWN_MEETING,)), meeting=None),
        ["Set aside"],
    ),
    "a proposal to a meeting that was moved since": (
        waiting(replace(COUNTER, **ABOUT_DECEMBER), meeting=MOVED),
        ["Move to that time …", "Set aside"],
    ),
    "a meeting that is off": (waiting(meeting=in_state(MeetingState.CANCELLED)), ["Set aside"]),
    "a time that is not free": (waiting(COUNTER, clash=CHRISTMAS), ["Keep the time"]),
    "a time that has passed": (
        waiting(COUNTER, proposed=replace(LATER, start=NOW - timedelta(hours=2))),
        ["Keep the time"],
    ),
    "a time that could not be read": (waiting(replace(COUNTER, start=None)), ["Keep the time"]),
    "a proposal that is not believed": (
        waiting(replace(COUNTER, doubts=(Doubt.NOT_CHECKED,))),
        ["Move to that time …", "Set aside"],
    ),
    "unreadable": (
        waiting(replace(MAIL, kind=HeldKind.UNREADABLE, doubts=(), answer=None, fault=Fault.TNEF)),
        ["Set aside"],
    ),
    "a request for the invitation": (
        waiting(replace(MAIL, kind=HeldKind.REFRESH, doubts=(Doubt.NOT_CHECKED,), vouched=False)),
        ["Count it", "Set aside"],
    ),
}


@pytest.mark.parametrize(("facts", "offered"), CAN_BE_DONE.values(), ids=CAN_BE_DONE)
def test_only_what_can_be_done_is_offered(facts: HeldMailFacts, offered: list[str]) -> None:
    assert buttons(facts) == offered


def test_form_asks_whose_answer_it_is() -> None:
    drawn = read(whose_mail_form(waiting(UNKNOWN, person=None), PEOPLE, ENGLISH))
    assert "Whose answer is it?" in drawn
    assert "Count what comes from the address as theirs" in " ".join(drawn)
    assert "The address is greta@hemma.example." in " ".join(drawn)


def test_remembering_an_address_of_any_length_is_a_whole_sentence() -> None:
    unknown = replace(UNKNOWN, writer_address=f"{'roland.' * 20}@hemma.example")
    form = whose_mail_form(waiting(unknown, person=None), PEOPLE, SWEDISH)
    assert "Räkna det som kommer från adressen som personens eget" in " ".join(read(form))


def test_mail_that_came_back_says_why_and_can_be_sent_again() -> None:
    assert read(bounce_message(came_back(), SWEDISH)) == [
        "Ett mejl till *Greta Nyqvist* kom tillbaka: greta@ekebybostader.example går inte att nå.",
        "E-postservern känner inte till adressen (5.1.1).",
        f"Det gällde mötet {WHEN}.",
        "Om adressen är fel kan du rätta den med /meeting members: det personen är inbjuden till skickas då dit av sig självt.",
        "[Skicka igen]",
        "[Vem har fått vad]",
    ]


def test_bounce_of_a_guest_points_to_where_guests_are() -> None:
    assert read(bounce_message(replace(came_back(), is_guest=True), SWEDISH))[3:] == [
        "Om adressen är fel tar du tillbaka inbjudan och bjuder in gästen på rätt adress: båda görs under Gäster.",
        "[Skicka igen]",
        "[Gäster]",
        "[Vem har fått vad]",
    ]


def test_mail_that_was_sent_again_says_by_whom() -> None:
    assert read(bounce_message(came_back(again_by=KARIN), ENGLISH))[-1] == "Sent again, by Karin Ahlgren."


def test_who_got_what_says_whose_mail_comes_back() -> None:
    lost = replace(sent_to(GRETA, delivery()), bounce=came_back().bounce)
    assert (
        "✓ Greta Nyqvist – Slack – ⚠️ mail to greta@ekebybostader.example comes back since Wed 11 Oct 2017"
        in " ".join(read(distribution_message(distribution(lost), ENGLISH)))
    )
