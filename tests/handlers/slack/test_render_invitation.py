"""An invitation in somebody's direct messages, from the first word to the last."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import AnswerId, InvitationId, PersonId
from bot.domain.invitation import Answer, GivenAnswer, Invitation, Source
from bot.domain.meeting import MeetingState
from bot.domain.person import Person
from bot.domain.told import Changes, Told
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.invitation import invitation_message, reminder_message, seen_by_asker
from bot.language.words import Words
from bot.usecases.facts import Change
from tests.handlers.slack.drawn import (
    ALI,
    COUNCIL,
    DECEMBER,
    ENGLISH,
    KARIN,
    LENA,
    LONDON,
    NOW,
    SWEDISH,
    facts,
    in_state,
    invitation,
    moved,
    read,
)

BUTTONS = ["[Accept]", "[Tentative]", "[Decline]", "[Propose a topic]"]


def test_invitation_tells_when_and_where_and_asks() -> None:
    drawn = invitation_message(invitation(), SWEDISH)
    assert drawn.text == (
        "Inbjudan Brottsförebyggande rådet: fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset"
    )
    assert read(drawn) == [
        "Inbjudan: Brottsförebyggande rådet",
        "*Fredag 15 december 2017 kl. 10.00–12.00*",
        "Eksalen, kommunhuset · Videolänk",
        "*Dagordning*",
        "1. Lägesbild (Lena Ström)",
        "2. Ev. Trygghetsmätningen",
        "Du har inte svarat ännu.",
        "[Tacka ja]",
        "[Kanske]",
        "[Tacka nej]",
        "[Föreslå ett ärende]",
        "[Kalenderfil]",
        "Frågor? Hör av dig till Lena Ström.",
    ]


def test_invitation_in_london_gives_both_clocks() -> None:
    assert read(invitation_message(invitation(), Words("en", LONDON)))[1] == (
        "*Friday 15 December 2017, 10:00–12:00 Central European Standard Time (09:00–11:00 where you are)*"
    )


def test_guest_reads_who_asked_them() -> None:
    lines = read(invitation_message(invitation(host=KARIN), SWEDISH))
    assert lines[1] == "Karin Ahlgren har bjudit in dig som gäst hos Brottsförebyggande rådet."


def test_guest_has_no_seat_to_propose_from() -> None:
    guest = Person(PersonId("maria"), "Maria Ek", user="U0MARIA")
    lines = read(invitation_message(invitation(guest, host=KARIN), ENGLISH))
    assert lines[-5:] == [*BUTTONS[:3], "[Calendar file]", "Questions? Ask Lena Ström."]


def test_new_time_stands_above_the_earlier_one_and_asks_again() -> None:
    lines = read(invitation_message(invitation(change=Change.MOVED, about=facts(moved())), SWEDISH))
    assert lines[:5] == [
        "Ny tid: Brottsförebyggande rådet",
        "Mötet har fått en ny tid.",
        "*Fredag 15 december 2017 kl. 10.00–12.00*",
        "Eksalen, kommunhuset · Videolänk",
        "Tidigare tid: ~fredag 8 december 2017 kl. 10.00~",
    ]
    assert "Svara igen: svaren på den tidigare tiden gäller inte längre." in lines


BEFORE = Told(
    as_of=NOW,
    start=DECEMBER.start,
    end=DECEMBER.end,
    place="Eksalen & <!channel>",
    link="https://video.example/1",
    title=COUNCIL.name,
    alarm=None,
    hidden=False,
    agenda="",
)


def test_update_says_what_has_changed_as_the_mail_does() -> None:
    now = replace(BEFORE, place="Lilla salen", link="", papers=("1 Avtal.pdf",))
    about = facts(replace(DECEMBER, place=now.place, link=now.link))
    told = replace(
        invitation(change=Change.CHANGED, about=about), changes=Changes(BEFORE, now, ("Sara Wik",))
    )
    assert read(invitation_message(told, ENGLISH))[:5] == [
        "Changed: Brottsförebyggande rådet",
        "The place has changed. There is no video link any more. New papers: Avtal.pdf. Sara Wik no longer takes part.",
        "*Friday 15 December 2017, 10:00–12:00*",
        "Lilla salen",
        "Earlier place: ~Eksalen & <!channel>~",
    ]


def test_update_of_the_place_alone_is_called_that() -> None:
    now = replace(BEFORE, place="Lilla salen")
    told = replace(invitation(change=Change.CHANGED), changes=Changes(BEFORE, now))
    assert read(invitation_message(told, SWEDISH))[:2] == [
        "Ny plats: Brottsförebyggande rådet",
        "Platsen är ändrad.",
    ]


def test_earlier_time_is_the_one_that_this_person_was_told() -> None:
    """The meeting may have been moved twice meanwhile."""
    told_before = replace(
        BEFORE, start=BEFORE.start - timedelta(days=1), end=BEFORE.end - timedelta(days=1), place="Eksalen"
    )
    moved_to = replace(told_before, start=BEFORE.start, end=BEFORE.end)
    told = replace(
        invitation(change=Change.MOVED, about=facts(moved())), changes=Changes(told_before, moved_to)
    )
    lines = read(invitation_message(told, SWEDISH))
    assert lines[4] == "Tidigare tid: ~torsdag 14 december 2017 kl. 10.00–12.00~"


@pytest.mark.parametrize(
    ("asked_again", "said"),
    [
        (True, "The time was changed and changed back, so please answer once more."),
        (False, "The details of the meeting have changed. This is what stands now."),
    ],
)
def test_what_is_as_before_is_told_as_changed_back_when_it_asks_again(
    *, asked_again: bool, said: str
) -> None:
    same = Changes(BEFORE, replace(BEFORE, as_of=NOW + timedelta(hours=1)), asked_again=asked_again)
    told = replace(invitation(change=Change.CHANGED), changes=same)
    assert read(invitation_message(told, ENGLISH))[1] == said


def test_many_changes_fit_into_a_message() -> None:
    now = replace(BEFORE, title="&" * 200)
    told = replace(
        invitation(change=Change.CHANGED),
        changes=Changes(BEFORE, now, tuple("<Sara Wik>" for _ in range(300))),
    )
    assert all(
        len(block["text"]["text"]) <= 3000
        for block in invitation_message(told, ENGLISH).blocks
        if block["type"] == "section"
    )


def test_answer_to_the_new_time_is_shown() -> None:
    told = invitation(change=Change.MOVED, about=facts(moved()), answer=Answer.TENTATIVE)
    assert "Du har svarat *kanske*." in read(invitation_message(told, SWEDISH))


def test_change_of_place_keeps_the_answer() -> None:
    told = invitation(change=Change.CHANGED, answer=Answer.ACCEPTED)
    lines = read(invitation_message(told, ENGLISH))
    assert lines[1] == "The details of the meeting have changed. This is what stands now."
    assert lines[-8:] == [
        "You have *accepted*.",
        "[Add a comment …]",
        *BUTTONS,
        "[Calendar file]",
        "Questions? Ask Lena Ström.",
    ]


def test_answer_from_elsewhere_says_how_it_came_and_what_was_said_with_it() -> None:
    own = Invitation(
        InvitationId("ali"),
        DECEMBER.id,
        ALI.id,
        Answer.DECLINED,
        NOW,
        Source.LINK,
        "På kurs\n<!channel> *hela* veckan",
    )
    lines = read(invitation_message(replace(invitation(), invitation=own), SWEDISH))
    assert lines[lines.index("Du har *tackat nej*.") :][:4] == [
        "Du har *tackat nej*.",
        "Via länk, ons 11 okt. 2017 13.00",
        "Din kommentar: På kurs <!channel> \u2060*\u2060hela\u2060*\u2060 veckan",
        "[Ändra kommentaren …]",
    ]


def test_answer_that_was_taken_back_says_by_whom() -> None:
    given = GivenAnswer(
        AnswerId("first"), InvitationId("ali"), Answer.DECLINED, "", Source.EMAIL, NOW, NOW, NOW, KARIN.id
    )
    told = replace(invitation(), taken_back=given, taken_back_by=KARIN)
    lines = read(invitation_message(told, ENGLISH))
    at = lines.index("You have not answered yet.")
    assert lines[at - 1] == (
        "Karin Ahlgren has taken back your answer *Declined* (by e-mail, Wed 11 Oct 2017 13:00). "
        "Answer again if it was right."
    )


def test_cancellation_gives_the_reason_and_no_buttons() -> None:
    off = replace(in_state(MeetingState.CANCELLED), cancel_reason="Strömavbrott & <!channel>")
    assert read(invitation_message(invitation(change=Change.CANCELLED, about=facts(off)), SWEDISH)) == [
        "Inställt: Brottsförebyggande rådet",
        "*Inställt.* Skäl: Strömavbrott & <!channel>",
        "~Fredag 15 december 2017 kl. 10.00–12.00~",
        "Eksalen, kommunhuset · Videolänk",
    ]


def test_who_has_answered_an_earlier_time_is_asked_again() -> None:
    for drawn in (
        invitation_message(replace(invitation(change=Change.CHANGED), asked_anew=True), SWEDISH),
        reminder_message(replace(invitation(), asked_anew=True), SWEDISH),
    ):
        lines = read(drawn)
        assert "Svara igen: svaret som du gav tidigare gäller inte längre." in lines
        assert "Du har inte svarat ännu." not in lines


def test_withdrawn_invitation_says_so_and_no_more() -> None:
    assert read(invitation_message(invitation(change=Change.WITHDRAWN), ENGLISH)) == [
        "Invitation withdrawn: Brottsförebyggande rådet",
        "You are no longer invited to this meeting.",
        "~Friday 15 December 2017, 10:00–12:00~",
    ]


@pytest.mark.parametrize(
    ("change", "title"),
    [(Change.CANCELLED, "Cancelled"), (Change.WITHDRAWN, "Invitation withdrawn")],
    ids=lambda given: given if isinstance(given, Change) else "",
)
def test_meeting_that_is_taken_away_is_named_as_its_reader_knew_it(change: Change, title: str) -> None:
    """It was moved just before, and nobody has heard of that."""
    known = replace(BEFORE, start=BEFORE.start - timedelta(days=1), end=BEFORE.end - timedelta(days=1))
    about = facts(in_state(MeetingState.CANCELLED) if change == Change.CANCELLED else DECEMBER)
    drawn = invitation_message(replace(invitation(change=change, about=about), taken=known), ENGLISH)
    when = "Thursday 14 December 2017, 10:00–12:00"
    assert f"~{when}~" in read(drawn)
    assert drawn.text.startswith(f"{title} Brottsförebyggande rådet: {when}, Eksalen &amp; ")
    assert "Friday" not in "\n".join([drawn.text, *read(drawn)])


def test_replaced_invitation_points_to_the_newer_one() -> None:
    assert read(invitation_message(invitation(change=Change.SUPERSEDED), ENGLISH)) == [
        "Brottsförebyggande rådet: this invitation has been replaced by a newer one.",
    ]


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.HELD, MeetingState.CLOSED])
def test_buttons_stand_only_while_they_can_be_used(state: MeetingState) -> None:
    drawn = invitation_message(invitation(about=facts(in_state(state))), ENGLISH)
    assert [block["type"] for block in drawn.blocks] == ["header", "section", "section", "context"]


def test_secretary_is_not_told_to_ask_themself() -> None:
    assert read(invitation_message(invitation(LENA), ENGLISH))[-1] == "[Calendar file]"


def test_reminder_asks_until_it_is_answered() -> None:
    assert read(reminder_message(invitation(), ENGLISH)) == [
        "Will you come? Brottsförebyggande rådet",
        "*Friday 15 December 2017, 10:00–12:00*",
        "Eksalen, kommunhuset · Video link",
        "You have not answered yet.",
        *BUTTONS,
        "Questions? Ask Lena Ström.",
    ]
    assert "You have *declined*." in read(reminder_message(invitation(answer=Answer.DECLINED), ENGLISH))


@pytest.mark.parametrize(
    ("drawn", "stands_in"),
    [
        (invitation_message(invitation(), ENGLISH), "invited"),
        (invitation_message(invitation(change=Change.MOVED), ENGLISH), "moved"),
        (invitation_message(invitation(change=Change.CHANGED), ENGLISH), "changed"),
        (reminder_message(invitation(), ENGLISH), "reminder"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_buttons_carry_what_they_stand_in(drawn: Message, stands_in: str) -> None:
    (row,) = [block for block in drawn.blocks if block["type"] == "actions"]
    assert {one["value"] for one in row["elements"][:3]} == {f"1|december|{stands_in}"}


def test_own_invitation_is_found_among_the_meetings_facts() -> None:
    about = facts(asker=ALI)
    assert seen_by_asker(about, Change.MOVED) == replace(
        invitation(change=Change.MOVED, about=about, answer=Answer.DECLINED)
    )
    assert seen_by_asker(facts(), Change.MOVED) is None
