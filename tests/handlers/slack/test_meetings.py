"""The next meeting, and what chair and secretary do to one: as people do it in their Slack app."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.meeting import Meeting, MeetingState
from bot.usecases.changing import confirm_meeting
from bot.usecases.committees import set_up_committee
from bot.usecases.meetings import plan_meeting
from tests import town as names
from tests.at_work import CHANNEL, CHANNEL_ID, TEAM_ID, Town, who
from tests.handlers.slack.meetings import CHAIR, SECRETARY, december, under_way

FRIDAY = "Fredag 15 december 2017 kl. 10.00–12.00"
HERE = f"#{CHANNEL}"


def confirmed(town: Town) -> Meeting:
    """Friday 15 December 2017, 10-12, everybody invited and the invitations delivered."""
    meeting = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
    town.settle()
    return meeting


def stored(town: Town, meeting: Meeting) -> Meeting:
    with town.storage.reading() as transaction:
        return transaction.meetings.get(meeting.id)


def below(town: Town) -> list[str]:
    """What Henrik alone has been told in the council's channel."""
    told = [one for one in town.henrik.messages() if one.channel == CHANNEL_ID]
    return [one.text for one in told if one.ephemeral_to]


# The next meeting


def test_next_meeting_is_told_in_the_askers_language_and_clock(town: Town) -> None:
    december(town)
    town.lena.command("/nextmeeting", HERE)
    town.ulf.command("/nextmeeting", HERE)
    town.lena.sees(f"{FRIDAY} · om 65 dagar")
    town.ulf.sees(
        "Friday 15 December 2017, 10:00–12:00 Central European Standard Time (09:00–11:00 where you are)"
    )
    town.ulf.sees("in 65 days")


def test_next_meeting_says_when_there_is_none_and_what_can_be_done(town: Town) -> None:
    town.henrik.command("/nextmeeting", HERE)
    town.henrik.sees("Brottsförebyggande rådet har inget möte planerat.")
    town.henrik.sees("[Planera ett möte]")
    town.lena.command("/nextmeeting", HERE)
    town.lena.sees("Du kan föreslå ärenden redan nu")
    town.lena.does_not_see("[Planera ett möte]")


def test_next_meeting_in_a_direct_message_is_the_persons_own(town: Town) -> None:
    december(town)
    town.lena.types("nästa möte?".removesuffix("?"))
    town.lena.sees(FRIDAY)
    town.tove.command("/nextmeeting")
    town.tove.sees("Du har ingen plats i något råd som jag känner till.")


def test_next_meeting_of_each_committee_in_a_direct_message(town: Town) -> None:
    december(town)
    other = replace(names.COUNCIL, name="Trygg i Ekeby", short_name="Trygg")
    set_up_committee(town.storage, TEAM_ID, CHANNEL_ID, who(names.SECRETARY), other, town.now)
    town.henrik.command("/nextmeeting")
    found = town.henrik.sees("Trygg i Ekeby har inget möte planerat.")
    town.henrik.sees(FRIDAY)
    assert found.text == (  # type: ignore[union-attr]  # it is a message
        "Brottsförebyggande rådet har möte fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset "
        "(om 65 dagar)\n*Trygg i Ekeby* har inget möte planerat. Ärenden går att föreslå redan nu; "
        "de kommer med på nästa möte."
    )
    town.henrik.command("/nextmeeting trygg", HERE)
    town.sandbox.workspace.news.wait(lambda: bool(below(town)), 5)
    assert below(town) == [
        "*Trygg i Ekeby* har inget möte planerat. Ärenden går att föreslå redan nu; de kommer med på nästa möte."
    ]


def test_next_meeting_in_a_channel_without_a_committee_says_what_to_do(bare_town: Town) -> None:
    bare_town.lena.command("/nextmeeting", "#fika")
    bare_town.lena.sees("Inget råd håller till i den här kanalen ännu.")
    bare_town.lena.sees("[")


# Confirming


def test_confirming_invites_everybody_and_posts_one_card(town: Town) -> None:
    meeting = december(town)
    town.karin.command("/meeting confirm", HERE)
    town.karin.sees("Inbjudningar är på väg till 6 personer")
    town.settle()
    assert town.channel_messages() == [
        "Brottsförebyggande rådet har möte fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset"
    ]
    assert sorted(town.postbox.told()) == [
        (name, "invitation")
        for name in (
            "Ali Rahimi",
            "Greta Nyqvist",
            "Henrik Boman",
            "Karin Ahlgren",
            "Lena Ström",
            "Ulf Östberg",
        )
    ]
    town.ulf.sees("Invitation: Brottsförebyggande rådet")
    town.lena.sees("Inbjudan: Brottsförebyggande rådet")
    assert stored(town, meeting).state == MeetingState.CONFIRMED


def test_the_meeting_to_confirm_is_named_by_its_day(town: Town) -> None:
    first = december(town)
    second = plan_meeting(town.storage, town.here, SECRETARY, names.FEBRUARY, town.now).meeting
    town.karin.command("/meeting confirm 16 februari", HERE)
    town.karin.sees("Bekräftat för Brottsförebyggande rådet: Fredag 16 februari 2018")
    assert [stored(town, one).state for one in (first, second)] == ["planned", "confirmed"]


def test_a_day_without_a_meeting_confirms_none(town: Town) -> None:
    meeting = december(town)
    town.karin.command("/meeting confirm 14/12", HERE)
    town.karin.sees("Det finns inget möte att ändra torsdag 14 december 2017. Vilket är det som menas?")
    assert stored(town, meeting).state == "planned"


def test_confirming_twice_is_refused_and_sends_nothing_more(town: Town) -> None:
    december(town)
    town.karin.command("/meeting confirm", HERE)
    town.settle()
    town.henrik.command("/meeting confirm", HERE)
    town.henrik.sees("Mötet fredag 15 december 2017 kl. 10.00–12.00 är redan bekräftat.")
    town.settle()
    assert len(town.postbox.letters) == 6
    assert len(town.channel_messages()) == 1


def test_two_who_press_confirm_at_once_have_one_effect(town: Town) -> None:
    december(town)
    for officer in (town.karin, town.henrik):
        officer.command("/nextmeeting", HERE)
        officer.sees("Bekräfta och skicka inbjudningar")
    town.karin.clicks("Bekräfta och skicka inbjudningar")
    town.henrik.clicks("Bekräfta och skicka inbjudningar")
    town.karin.sees("Bekräftat för Brottsförebyggande rådet:")
    town.henrik.sees("är redan bekräftat")
    town.settle()
    assert len(town.postbox.letters) == 6


@pytest.mark.parametrize("command", ["confirm", "cancel", "move kl 13", "new 2018-01-12 10:00", "start"])
def test_a_member_is_told_who_may(town: Town, command: str) -> None:
    meeting = december(town)
    town.lena.command(f"/meeting {command}", HERE)
    town.lena.sees("Det här är för ordförande och sekreterare i BRÅ: fråga Henrik Boman och Karin Ahlgren.")
    assert stored(town, meeting) == meeting


# Cancelling


def test_cancelling_asks_first_with_the_reason_that_was_typed(town: Town) -> None:
    meeting = confirmed(town)
    town.karin.command("/meeting cancel Strömavbrott i kommunhuset", HERE)
    town.karin.sees("6 inbjudna får veta det genast: 5 i Slack, 6 med e-post (en del får båda).")
    assert stored(town, meeting).state == MeetingState.CONFIRMED
    town.karin.submits({})
    town.karin.sees("Inställt för Brottsförebyggande rådet:")
    town.karin.closes()
    town.settle()
    town.lena.sees("Inställt: Brottsförebyggande rådet")
    town.lena.sees("Inställt. Skäl: Strömavbrott i kommunhuset")
    assert town.channel_messages() == [
        "Inställt: Brottsförebyggande rådet, fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset"
    ]
    assert len(town.postbox.letters) == 12


def test_cancelling_can_be_thought_better_of(town: Town) -> None:
    meeting = december(town)
    town.karin.command("/meeting cancel", HERE)
    town.karin.sees("Behåll mötet")
    town.karin.closes()
    assert stored(town, meeting) == meeting


def test_cancelling_what_nobody_knew_of_tells_nobody(town: Town) -> None:
    december(town)
    town.karin.command("/meeting cancel", HERE)
    town.karin.submits({"reason": "<!channel> *dubbelbokat*"})
    town.karin.sees("Ingen var inbjuden, så ingen får något besked.")
    town.settle()
    assert (town.postbox.letters, town.channel_messages()) == ([], [])


def test_a_second_person_who_cancels_is_told_that_it_is_off(town: Town) -> None:
    december(town)
    town.karin.command("/meeting cancel", HERE)
    town.henrik.command("/meeting cancel", HERE)
    town.karin.submits({})
    town.karin.sees("Inställt för")
    town.henrik.submits({"reason": "Jag också"})
    town.henrik.sees("är inställt")
    town.henrik.sees("Jag också")


def test_mentioning_the_bot_offers_a_button_for_the_form(town: Town) -> None:
    meeting = december(town)
    town.karin.types("@kallelse ställ in strömavbrott", HERE)
    town.karin.clicks("Öppna formuläret")
    town.karin.submits({})
    town.karin.sees("Skäl: strömavbrott")
    assert stored(town, meeting).state == MeetingState.CANCELLED


# Start and end


def test_a_meeting_is_started_and_ended_and_the_card_follows(town: Town) -> None:
    meeting = confirmed(town)
    town.move_clock_to(meeting.start + timedelta(minutes=3))
    town.karin.command("/meeting start", HERE)
    town.karin.sees("Mötet i Brottsförebyggande rådet började kl. 10.03.")
    town.settle()
    town.lena.sees("Pågår sedan kl. 10.03")
    town.karin.command("/meeting end", HERE)
    town.karin.sees("Så här blir sammanfattningen.")
    town.settle()
    assert stored(town, meeting).state == MeetingState.HELD
    assert town.channel_messages() == [
        "Brottsförebyggande rådet har haft möte: fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset"
    ]


def test_starting_long_before_is_refused(town: Town) -> None:
    meeting = confirmed(town)
    town.karin.command("/meeting start", HERE)
    town.karin.sees("det går att starta från 12 timmar innan")
    assert stored(town, meeting).state == MeetingState.CONFIRMED


def test_starting_what_is_not_confirmed_says_what_to_do(town: Town) -> None:
    planned = plan_meeting(
        town.storage, town.here, SECRETARY, names.Wish(town.now.replace(hour=20, tzinfo=None)), town.now
    ).meeting
    town.karin.command("/meeting start", HERE)
    town.karin.sees("Ordförande eller sekreterare bekräftar det med /meeting confirm.")
    assert stored(town, planned).state == MeetingState.PLANNED


def test_ending_what_has_not_begun_is_refused(town: Town) -> None:
    confirmed(town)
    town.karin.command("/meeting end", HERE)
    town.karin.sees("har inget möte som pågår")


def test_ending_twice_shows_the_summary_again(town: Town) -> None:
    under_way(town)
    town.karin.command("/meeting end", HERE)
    town.henrik.command("/meeting end", HERE)
    for officer in (town.karin, town.henrik):
        officer.sees("Så här blir sammanfattningen.")


# The card's menu


def test_the_cards_menu_is_there_for_everybody_and_says_who_may(town: Town) -> None:
    meeting = confirmed(town)
    town.lena.clicks("Ställ in mötet", within="Bekräftat")
    town.lena.sees("Det här är för ordförande och sekreterare i BRÅ")
    town.lena.clicks("Gäster och vem som har fått vad", within="Bekräftat")
    town.lena.sees("Det här är för ordförande och sekreterare i BRÅ")
    assert stored(town, meeting).state == MeetingState.CONFIRMED


def test_answers_within_seconds_are_one_update_of_the_card(town: Town) -> None:
    confirmed(town)
    card = town.lena.sees("6 har inte svarat")
    for person, answer in ((town.lena, "Tacka ja"), (town.ali, "Tacka nej"), (town.ulf, "Tacka ja")):
        person.clicks(answer, within="6 har inte svarat")
    town.lena.sees("Du har tackat ja. Fredag 15")
    town.ali.sees("Du har tackat nej. Fredag 15")
    town.ulf.sees("You have accepted. Friday 15")
    town.settle()
    town.henrik.sees("2 kommer · 1 kommer inte · 3 har inte svarat")
    assert len(town.channel_messages()) == 1
    assert town.sandbox.workspace.messages.get(card.channel, card.ts).edited  # type: ignore[union-attr]  # a message
