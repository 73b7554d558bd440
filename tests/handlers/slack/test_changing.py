"""Moving and cancelling: what it would do is shown first, and nothing happens before somebody says that it is meant."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.topic import TopicState, TopicText
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import confirm_meeting, move_meeting
from bot.usecases.committees import set_up_committee
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.owing_invitations import EDITING
from bot.usecases.topics import accept_topic, propose_topic
from tests import town as names
from tests.at_work import CHANNEL, TEAM_ID, Town
from tests.at_work import who as known
from tests.handlers.slack.meetings import CHAIR, SECRETARY, december
from tests.handlers.slack.pressing import clicks_twice

HERE = f"#{CHANNEL}"
FRIDAY = "Fredag 15 december 2017 kl. 10.00–12.00"
MONDAY = "Måndag 18 december 2017 kl. 10.00–12.00"


def confirmed(town: Town) -> Meeting:
    """Friday 15 December 2017, 10-12, everybody invited and the invitations delivered."""
    meeting = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
    town.settle()
    return meeting


def february(town: Town) -> Meeting:
    return plan_meeting(town.storage, town.here, SECRETARY, names.FEBRUARY, town.now).meeting


def now_of(town: Town, meeting: Meeting) -> Meeting:
    with town.storage.reading() as transaction:
        return transaction.meetings.get(meeting.id)


def start_of(town: Town, meeting: Meeting) -> str:
    return f"{now_of(town, meeting).start:%Y-%m-%d %H:%M}"


def answers(town: Town, meeting: Meeting) -> list[str]:
    with town.storage.reading() as transaction:
        return sorted(one.answer for one in transaction.invitations.of_meeting(meeting.id))


def answer(town: Town, meeting: Meeting, **given: Answer) -> None:
    people = {"lena": names.POLICE, "ali": names.RESCUE, "ulf": names.SCHOOLS}
    for name, said in given.items():
        answer_invitation(town.storage, meeting.id, known(people[name]), said, town.now)


# Moving in words


def test_moving_shows_what_would_happen_and_changes_nothing(town: Town) -> None:
    meeting = confirmed(town)
    answer(town, meeting, lena=Answer.ACCEPTED, ali=Answer.ACCEPTED, ulf=Answer.TENTATIVE)
    before = now_of(town, meeting)
    town.karin.command("/meeting move måndag 18 december", HERE)
    asked = town.karin.sees("Flytta mötet i Brottsförebyggande rådet?")
    shown = "\n".join(block["text"]["text"] for block in asked.blocks if block["type"] == "section")
    assert shown == (
        "*Flytta mötet i Brottsförebyggande rådet?*\n"
        f"Från: {FRIDAY.lower()}\n"
        f"Till: *{MONDAY.lower()}*\n"
        "•  6 personer får besked: 5 i Slack, 6 med e-post (en del får båda).\n"
        "•  2 har tackat ja och 1 har svarat kanske. Alla tillfrågas på nytt."
    )
    town.karin.sees("Inget är ändrat ännu.")
    assert now_of(town, meeting) == before
    town.settle()
    assert len(town.postbox.letters) == 6


def test_moving_that_is_meant_tells_everybody_and_asks_again(town: Town) -> None:
    meeting = confirmed(town)
    town.lena.clicks("Tacka ja", within="Inbjudan: Brottsförebyggande rådet")
    town.karin.command("/meeting move måndag 18 december", HERE)
    town.karin.clicks("Flytta det")
    town.karin.sees(MONDAY)
    town.karin.sees("Alla inbjudna får den nya tiden och tillfrågas på nytt.")
    town.settle()
    town.lena.sees("Ny tid: Brottsförebyggande rådet")
    town.lena.sees("Tidigare tid: fredag 15 december 2017 kl. 10.00–12.00")
    town.lena.sees("Svara igen")
    town.lena.sees("den här inbjudan har ersatts av en nyare")
    town.settle(EDITING)
    assert len(town.postbox.letters) == 12
    assert answers(town, meeting) == ["needs-action"] * 6
    assert town.channel_messages() == [
        "Brottsförebyggande rådet har möte måndag 18 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset"
    ]


def test_moving_can_be_left(town: Town) -> None:
    meeting = confirmed(town)
    before = now_of(town, meeting)
    town.karin.command("/meeting move måndag 18 december", HERE)
    town.karin.clicks("Låt det vara")
    town.karin.sees(f"Inget ändrades. Det här gäller för Brottsförebyggande rådet: {FRIDAY}")
    town.karin.does_not_see("[Flytta det]")
    assert now_of(town, meeting) == before


def test_what_nobody_has_been_told_of_moves_at_once(town: Town) -> None:
    meeting = december(town)
    town.karin.command("/meeting move måndag 18 december", HERE)
    town.karin.sees(f"Planerat för Brottsförebyggande rådet: {MONDAY}")
    town.karin.sees("Ingen har fått veta något ännu.")
    assert start_of(town, meeting) == "2017-12-18 09:00"


def test_another_place_lets_answers_stand(town: Town) -> None:
    meeting = confirmed(town)
    answer(town, meeting, lena=Answer.ACCEPTED)
    town.karin.command("/meeting move i Lilla salen", HERE)
    town.karin.sees(f"Tid: {FRIDAY.lower()}, som förut Plats: Eksalen, kommunhuset → Lilla salen")
    town.karin.sees("Tiden är densamma, så de svar som har getts gäller fortfarande.")
    town.karin.clicks("Ändra det")
    town.karin.sees("Alla inbjudna får veta det. Deras svar gäller fortfarande.")
    town.settle()
    town.lena.sees("Ny plats: Brottsförebyggande rådet")
    town.lena.sees("Tidigare plats: Eksalen, kommunhuset")
    town.lena.sees("Du har tackat ja.")
    town.lena.clicks("Tacka ja", within="Ny plats: Brottsförebyggande rådet")
    town.settle()
    town.lena.sees("Tidigare plats: Eksalen, kommunhuset")
    assert (now_of(town, meeting).place, answers(town, meeting)) == (
        "Lilla salen",
        ["accepted", *["needs-action"] * 5],
    )


def test_another_place_before_anybody_has_answered_promises_no_new_time(town: Town) -> None:
    confirmed(town)
    town.karin.command("/meeting move i Lilla salen", HERE)
    town.karin.clicks("Ändra det")
    town.karin.sees("Alla inbjudna får veta det.")
    town.karin.does_not_see("Alla inbjudna får den nya tiden")


def test_another_end_asks_again_and_says_so(town: Town) -> None:
    meeting = confirmed(town)
    answer(town, meeting, lena=Answer.ACCEPTED)
    town.karin.command("/meeting move kl 10-13", HERE)
    town.karin.sees("1 har tackat ja. Alla tillfrågas på nytt.")
    town.karin.clicks("Flytta det")
    town.karin.sees("Alla inbjudna får den nya tiden och tillfrågas på nytt.")
    town.settle()
    town.lena.sees("Ny tid: Brottsförebyggande rådet")
    town.lena.sees("Tidigare tid: fredag 15 december 2017 kl. 10.00–12.00")
    town.lena.sees("Svara igen")
    assert answers(town, meeting) == ["needs-action"] * 6


def test_moving_to_where_it_stands_says_that_nothing_changed(town: Town) -> None:
    confirmed(town)
    town.karin.command("/meeting move fredag 15 december kl 10-12", HERE)
    town.karin.sees("Inget ändrades.")
    town.karin.does_not_see("[Flytta det]")


def test_a_day_off_and_those_who_are_busy_elsewhere_are_warned_of(town: Town) -> None:
    confirmed(town)
    other = replace(names.COUNCIL, name="Trygg i Ekeby", short_name="Trygg")
    set_up_committee(town.storage, TEAM_ID, "C0FIKA", SECRETARY, other, town.now)
    elsewhere = town.here._replace(channel="C0FIKA")
    planned = plan_meeting(town.storage, elsewhere, SECRETARY, Wish(wall("2017-12-26 11:00")), town.now)
    confirm_meeting(town.storage, planned.meeting.id, SECRETARY, town.now)
    town.karin.command("/meeting move 26/12 kl 10", HERE)
    town.karin.sees("⚠️ Ledig dag: Annandag jul")
    town.karin.sees("⚠️ Krockar med ett annat möte för Henrik Boman")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_meaning_that_was_asked_about_is_shown_before_it_is_done(town: Town) -> None:
    meeting = confirmed(town)
    town.karin.command("/meeting move torsdag 22 december 2017", HERE)
    town.karin.clicks("Fredag 22 december 2017 kl. 10.00")
    town.karin.sees("Till: fredag 22 december 2017 kl. 10.00–12.00")
    assert start_of(town, meeting) == "2017-12-15 09:00"
    town.karin.clicks("Flytta det")
    town.karin.sees("Det här gäller nu")
    assert start_of(town, meeting) == "2017-12-22 09:00"


def test_moving_pressed_twice_moves_once(town: Town) -> None:
    meeting = confirmed(town)
    town.karin.command("/meeting move måndag 18 december", HERE)
    town.karin.sees("Flytta mötet")
    clicks_twice(town.karin, "Flytta det")
    town.karin.sees("Det här gäller nu")
    town.settle(EDITING)
    assert (now_of(town, meeting).sequence, len(town.postbox.letters)) == (1, 12)


def test_a_question_from_before_somebody_else_moved_it_is_put_anew(town: Town) -> None:
    meeting = confirmed(town)
    town.karin.command("/meeting move måndag 18 december", HERE)
    town.karin.sees("Flytta mötet")
    move_meeting(town.storage, meeting.id, SECRETARY, Wish(wall("2017-12-20 10:00")), town.now)
    town.karin.clicks("Flytta det")
    town.karin.sees("Någon har ändrat mötet sedan du blev tillfrågad, så inget gjordes.")
    town.karin.sees("Från: onsdag 20 december 2017 kl. 10.00–12.00")
    assert start_of(town, meeting) == "2017-12-20 09:00"
    town.karin.clicks("Flytta det")
    town.karin.sees("Det här gäller nu")
    assert start_of(town, meeting) == "2017-12-18 09:00"


def test_a_question_pressed_after_the_meeting_was_cancelled_says_so(town: Town) -> None:
    meeting = confirmed(town)
    town.karin.command("/meeting move måndag 18 december", HERE)
    town.karin.sees("Flytta mötet")
    town.henrik.command("/meeting cancel", HERE)
    town.henrik.submits({})
    town.henrik.sees("Inställt för")
    town.karin.clicks("Flytta det")
    town.karin.sees("är inställt")
    assert now_of(town, meeting).state == MeetingState.CANCELLED


def test_moving_what_is_under_way_is_refused(town: Town) -> None:
    confirmed(town)
    town.move_clock_to(datetime(2017, 12, 15, 9, 5, tzinfo=UTC))
    town.karin.command("/meeting start", HERE)
    town.karin.sees("började kl.")
    town.karin.command("/meeting move kl 13", HERE)
    town.karin.sees("pågår.")


# Which meeting


@pytest.mark.parametrize(
    "typed",
    ["15/12 till 18/12 kl 10", "from 15/12 to 18/12", "från fredag 15 december till måndag 18 december"],
)
def test_the_meeting_to_move_is_named_by_its_day(town: Town, typed: str) -> None:
    first, second = december(town), february(town)
    town.karin.command(f"/meeting move {typed}", HERE)
    town.karin.sees(MONDAY)
    assert (start_of(town, first), start_of(town, second)) == ("2017-12-18 09:00", "2018-02-16 09:00")


def test_the_meeting_that_gets_another_place_is_named_by_its_day(town: Town) -> None:
    first, second = december(town), february(town)
    town.karin.command("/meeting move 15/12 i Stora salen", HERE)
    town.karin.sees("Stora salen")
    assert [now_of(town, one).place for one in (first, second)] == ["Stora salen", second.place]


def test_which_meeting_to_move_is_asked_and_what_was_typed_is_kept(town: Town) -> None:
    first, second = december(town), february(town)
    town.karin.command("/meeting move måndag 18 december kl 10", HERE)
    town.karin.sees("Det finns mer än ett kommande möte. Vilket menas?")
    town.karin.clicks("fre 15 dec. 2017 10.00")
    town.karin.sees(MONDAY)
    assert (start_of(town, first), start_of(town, second)) == ("2017-12-18 09:00", "2018-02-16 09:00")


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("/meeting cancel", "/meeting cancel 2017-12-11"),
        ("/meeting move kl 9", "/meeting move 2017-12-11 -> 2017-12-18"),
    ],
)
def test_meetings_there_is_no_button_for_are_counted_and_named_by_their_day(
    town: Town, command: str, example: str
) -> None:
    for day in range(1, 13):
        wish = Wish(datetime.fromisoformat(f"2017-12-{day:02} 10:00"))
        plan_meeting(town.storage, town.here, SECRETARY, wish, town.now)
    town.karin.command(command, HERE)
    town.karin.sees(f"… och 2 till. Skriv dagen för det som menas, till exempel: `{example}`")
    town.karin.command("/meeting move 2017-12-11 -> 2017-12-18", HERE)
    town.karin.sees(MONDAY)


@pytest.mark.parametrize("typed", ["from 14/12 to 18/12", "14/12 till 18/12"])
def test_a_day_without_a_meeting_is_not_taken_for_the_only_one(town: Town, typed: str) -> None:
    meeting = december(town)
    town.karin.command(f"/meeting move {typed}", HERE)
    town.karin.sees("Det finns inget möte att ändra torsdag 14 december 2017. Vilket är det som menas?")
    assert start_of(town, meeting) == "2017-12-15 09:00"
    town.karin.clicks("fre 15 dec. 2017 10.00")
    town.karin.sees(MONDAY)


def test_what_is_no_new_time_is_said_of_the_meeting_that_its_day_names(town: Town) -> None:
    meeting = december(town)
    february(town)
    town.karin.command("/meeting move 15/12 en vecka", HERE)
    town.karin.sees("Jag hittade inget datum och ingen tid i ”en vecka”.")
    assert start_of(town, meeting) == "2017-12-15 09:00"


def test_the_meeting_to_cancel_is_named_by_its_day_before_the_reason(town: Town) -> None:
    first, second = december(town), february(town)
    town.karin.command("/meeting cancel 15/12 för få anmälda", HERE)
    town.karin.sees("{för få anmälda}")
    town.karin.submits({})
    town.karin.sees("Skäl: för få anmälda")
    assert [now_of(town, one).state for one in (first, second)] == ["cancelled", "planned"]


def test_which_meeting_named_first_is_asked_and_the_reason_kept(town: Town) -> None:
    first, second = december(town), february(town)
    town.karin.command("/meeting cancel för få anmälda", HERE)
    town.karin.clicks("fre 16 feb. 2018 10.00")
    town.karin.sees("{för få anmälda}")
    town.karin.submits({})
    town.karin.sees("Inställt för")
    assert [now_of(town, one).state for one in (first, second)] == ["planned", "cancelled"]


# Moving by form


def test_form_to_move_opens_with_what_stands_and_can_empty_the_place(town: Town) -> None:
    meeting = december(town)
    town.karin.command("/meeting move", HERE)
    town.karin.sees(FRIDAY)
    town.karin.submits({"Från": "13:00", "Till": None, "Plats": "", "Videolänk": "https://video.example/x"})
    town.karin.sees("Fredag 15 december 2017 kl. 13.00–15.00")
    moved = now_of(town, meeting)
    assert (start_of(town, meeting), moved.place, moved.link) == (
        "2017-12-15 12:00",
        "",
        "https://video.example/x",
    )


def test_form_to_move_shows_what_would_happen_as_its_second_step(town: Town) -> None:
    meeting = confirmed(town)
    answer(town, meeting, lena=Answer.ACCEPTED)
    town.karin.command("/meeting move", HERE)
    town.karin.submits({"När": "måndag 18 december"})
    town.karin.sees("1 har tackat ja. Alla tillfrågas på nytt.")
    assert start_of(town, meeting) == "2017-12-15 09:00"
    town.karin.submits({})
    town.karin.sees("Det här gäller nu för Brottsförebyggande rådet:")
    assert (start_of(town, meeting), now_of(town, meeting).place) == (
        "2017-12-18 09:00",
        "Eksalen, kommunhuset",
    )


def test_form_to_move_that_is_left_in_its_second_step_changes_nothing(town: Town) -> None:
    meeting = confirmed(town)
    before = now_of(town, meeting)
    town.karin.command("/meeting move", HERE)
    town.karin.submits({"När": "måndag 18 december"})
    town.karin.sees("Flytta mötet i Brottsförebyggande rådet?")
    town.karin.closes()
    assert now_of(town, meeting) == before


def test_form_to_move_is_shown_anew_when_somebody_else_was_quicker(town: Town) -> None:
    meeting = confirmed(town)
    town.karin.command("/meeting move", HERE)
    town.karin.submits({"När": "måndag 18 december"})
    town.karin.sees("Flytta mötet i Brottsförebyggande rådet?")
    move_meeting(town.storage, meeting.id, SECRETARY, Wish(wall("2017-12-20 10:00")), town.now)
    town.karin.submits({})
    town.karin.sees("Någon har ändrat mötet sedan du blev tillfrågad, så inget gjordes.")
    assert start_of(town, meeting) == "2017-12-20 09:00"
    town.karin.submits({})
    town.karin.sees("Det här gäller nu")
    assert start_of(town, meeting) == "2017-12-18 09:00"


# Cancelling, and what becomes of the topics


def topic_states(town: Town) -> dict[str, tuple[str, bool]]:
    """Each topic by title: its state, and whether it has a meeting."""
    with town.storage.reading() as transaction:
        return {
            one.title: (one.state.value, one.meeting_id is not None) for one in transaction.topics._where()
        }


def with_topics(town: Town) -> None:
    for who, title in ((names.POLICE, "Lägesbild"), (names.RESCUE, "Bränder")):
        facts = propose_topic(town.storage, town.here, known(who), TopicText(title), town.now)
    accept_topic(town.storage, facts.topic.id, SECRETARY, town.now)


def test_cancelling_shows_who_is_told_and_who_had_accepted(town: Town) -> None:
    meeting = confirmed(town)
    answer(town, meeting, lena=Answer.ACCEPTED, ali=Answer.DECLINED)
    town.karin.command("/meeting cancel", HERE)
    town.karin.sees("6 inbjudna får veta det genast: 5 i Slack, 6 med e-post (en del får båda).")
    town.karin.sees("1 har tackat ja och 1 har tackat nej.")
    assert now_of(town, meeting).state == MeetingState.CONFIRMED


def test_topics_of_a_cancelled_meeting_move_on_unless_said_otherwise(town: Town) -> None:
    december(town)
    with_topics(town)
    following = february(town)
    town.karin.command("/meeting cancel 15/12", HERE)
    town.karin.sees("2 ärenden står på dagordningen eller väntar på den")
    town.karin.sees("Flytta dem till nästa möte, fre 16 feb. 2018")
    town.karin.submits({})
    town.karin.sees("Dess 2 ärenden väntar till nästa möte.")
    with town.storage.reading() as transaction:
        titles = [one.title for one in transaction.topics.of_meeting(following.id)]
    assert sorted(titles) == ["Bränder", "Lägesbild"]


def test_topics_of_a_cancelled_meeting_wait_when_none_follows(town: Town) -> None:
    december(town)
    with_topics(town)
    town.karin.command("/meeting cancel", HERE)
    town.karin.sees("Spara dem till nästa möte, när ett har planerats")
    town.karin.submits({})
    town.karin.sees("Inställt för")
    assert topic_states(town) == {"Lägesbild": ("proposed", False), "Bränder": ("accepted", False)}


def test_topics_of_a_cancelled_meeting_can_be_dropped(town: Town) -> None:
    december(town)
    with_topics(town)
    town.karin.command("/meeting cancel", HERE)
    town.karin.submits({"topics": "Stryk dem; de som har föreslagit dem får veta det"})
    town.karin.sees("Dess 2 ärenden stryks; de som har föreslagit dem får veta det.")
    town.settle()
    town.lena.sees("mötet ställdes in")
    assert topic_states(town) == {
        "Lägesbild": (TopicState.DECLINED, True),
        "Bränder": (TopicState.DECLINED, True),
    }


def test_cancelling_what_was_confirmed_meanwhile_is_shown_anew(town: Town) -> None:
    meeting = december(town)
    town.karin.command("/meeting cancel Sjukdom", HERE)
    town.karin.sees("Ingen har bjudits in ännu, så ingen får något besked.")
    confirm_meeting(town.storage, meeting.id, SECRETARY, town.now)
    town.karin.submits({})
    town.karin.sees("Någon har ändrat mötet sedan du blev tillfrågad, så inget gjordes.")
    town.karin.sees("6 inbjudna får veta det genast")
    assert now_of(town, meeting).state == MeetingState.CONFIRMED
    town.karin.submits({})
    town.karin.sees("Skäl: Sjukdom")
    assert now_of(town, meeting).state == MeetingState.CANCELLED


def test_what_was_taken_for_granted_stands_in_the_question_whether_to_move(town: Town) -> None:
    confirmed(town)
    town.karin.command("/meeting move 18/12 kl 3", HERE)
    town.karin.sees("Till: måndag 18 december 2017 kl. 15.00–17.00 Antaget: på eftermiddagen")
