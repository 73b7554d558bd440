"""A meeting that nobody ended, as chair and secretary see it."""

from datetime import timedelta

from bot.domain.meeting import Meeting, MeetingState
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.meetings import under_way

HERE = f"#{CHANNEL}"
HOUR = timedelta(hours=1)
QUESTION = (
    "Pågår mötet i *Brottsförebyggande rådet* fortfarande? Det skulle ha slutat ons 11 okt. 2017 12.00, och ingen har "
    "avslutat det. Det avslutas av sig självt ons 11 okt. 2017 16.00."
)


def asked_about(town: Town) -> Meeting:
    """Under way, its hours over since two hours; chair and secretary have the question."""
    meeting = under_way(town)
    town.move_clock_to(meeting.end + 2 * HOUR)
    for officer in (town.karin, town.henrik):
        officer.sees(QUESTION)
    return meeting


def stored(town: Town, meeting: Meeting) -> Meeting:
    with town.storage.reading() as transaction:
        return transaction.meetings.get(meeting.id)


def test_ending_it_from_the_question_shows_the_summary_and_tells_the_other(town: Town) -> None:
    meeting = asked_about(town)
    town.karin.clicks("Avsluta mötet", within=QUESTION)
    town.karin.sees("Så här blir sammanfattningen.")
    for officer in (town.karin, town.henrik):
        officer.sees("Mötet i *Brottsförebyggande rådet* avslutades ons 11 okt. 2017 14.0")
        officer.does_not_see("[Det pågår fortfarande]")
    assert stored(town, meeting).ended_by_itself is False


def test_saying_that_it_goes_on_puts_it_off(town: Town) -> None:
    meeting = asked_about(town)
    town.karin.clicks("Det pågår fortfarande")
    for officer in (town.karin, town.henrik):
        officer.sees("Mötet i *Brottsförebyggande rådet* fortsätter.")
        officer.does_not_see("[Det pågår fortfarande]")
    town.move_clock_to(meeting.end + 5 * HOUR)
    town.henrik.sees("Pågår mötet i *Brottsförebyggande rådet* fortfarande?")
    assert stored(town, meeting).state == MeetingState.IN_PROGRESS


def test_it_ends_by_itself_and_the_secretary_is_offered_the_summary(town: Town) -> None:
    meeting = asked_about(town)
    town.move_clock_to(meeting.end + 4 * HOUR)
    town.henrik.sees(
        "Mötet i *Brottsförebyggande rådet* onsdag 11 oktober 2017 avslutades av sig självt: ingen hade avslutat det."
    )
    town.henrik.sees("Så här blir sammanfattningen.")
    town.karin.sees("Mötet i *Brottsförebyggande rådet* avslutades av sig självt ons 11 okt. 2017 16.0")
    town.karin.does_not_see("Så här blir sammanfattningen.")
    town.settle()
    town.lena.sees("Hållet. Det avslutades av sig självt: ingen hade avslutat det")
    town.lena.command("/decide Överenskommelsen förlängs.", HERE)
    town.lena.sees("Beslut 2017:1, antecknat för mötet onsdag 11 oktober 2017.")
    assert stored(town, meeting).ended_by_itself is True


def test_a_question_that_was_left_is_answered_by_how_it_went(town: Town) -> None:
    meeting = asked_about(town)
    town.karin.command("/meeting end", HERE)
    town.karin.sees("Så här blir sammanfattningen.")
    town.henrik.sees("avslutades ons 11 okt. 2017 14.0")
    town.henrik.does_not_see("[Det pågår fortfarande]")
    assert stored(town, meeting).state == MeetingState.HELD
