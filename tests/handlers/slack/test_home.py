"""The home page, and what is done on it."""

from datetime import date, datetime

from bot.domain.ids import PersonId
from bot.domain.topic import TopicText
from bot.usecases.actions import ActionText, record_action
from bot.usecases.changing import confirm_meeting
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.polls import PollText
from bot.usecases.records import recording
from bot.usecases.topics import propose_topic
from tests.at_work import CHANNEL, Town, who
from tests.handlers.slack.meetings import CHAIR, SECRETARY, december, under_way
from tests.handlers.slack.test_polls import ask
from tests.handlers.slack.test_proposals import put
from tests.town import POLICE

QUESTIONS = "Väntar på ditt svar"


def person_id(town: Town, name: str) -> PersonId:
    people = recording(town.storage, town.here, SECRETARY, town.now).people
    return next(key for key, known in people if known == name)


def test_home_of_somebody_without_a_committee_says_how_to_begin(bare_town: Town) -> None:
    bare_town.tove.opens_home()
    bare_town.tove.sees("Välkommen")
    bare_town.tove.sees("/meeting setup")


def test_home_of_a_member_with_nothing_says_so_in_each_list(town: Town) -> None:
    town.ali.opens_home()
    for empty in (
        "Inget möte väntar.",
        "Du har inget kvar att göra.",
        "Du har inte föreslagit något ärende.",
        "Inget möte är planerat.",
    ):
        town.ali.sees(empty)
    town.ali.does_not_see("Väntar på dig")
    town.ulf.opens_home()
    town.ulf.sees("You have nothing left to do.")


def test_meeting_is_answered_on_the_page(town: Town) -> None:
    confirm_meeting(town.storage, december(town).id, CHAIR, town.now)
    town.settle()
    town.lena.opens_home()
    town.lena.sees("Fredag 15 december 2017 kl. 10.00–12.00")
    town.lena.sees("Du har inte svarat ännu.")
    town.lena.clicks("Tacka ja")
    town.lena.sees("Du har *tackat ja*.")


def test_meetings_beyond_the_nearest_stand_in_a_line_each_and_the_rest_is_counted(town: Town) -> None:
    for day in range(1, 19):
        wish = Wish(datetime.fromisoformat(f"2017-12-{day:02} 10:00"))
        meeting = plan_meeting(town.storage, town.here, SECRETARY, wish, town.now).meeting
        confirm_meeting(town.storage, meeting.id, CHAIR, town.now)
    town.lena.opens_home()
    town.lena.sees("Senare • Torsdag 7 december 2017 kl. 10.00–12.00 · Brottsförebyggande rådet")
    town.lena.sees(
        "• Lördag 16 december 2017 kl. 10.00–12.00 · Brottsförebyggande rådet … och 2 till, i din kalender:"
    )


def test_proposed_dates_are_answered_on_the_page(town: Town) -> None:
    put(town)
    town.lena.opens_home()
    town.lena.sees("Antas om ingen invänder senast")
    town.lena.clicks("Passar mig", within=QUESTIONS)
    town.lena.sees("Du har svarat: passar mig.")
    town.lena.does_not_see(QUESTIONS)


def test_times_to_choose_from_are_answered_on_the_page(town: Town) -> None:
    ask(town, PollText())
    town.lena.opens_home()
    town.lena.sees("Vilka av de här tiderna passar dig? Svara senast onsdag 18 oktober 2017 kl. 18.00.")
    town.lena.clicks("Svara", within=QUESTIONS)
    for number in range(3):
        town.lena.clicks(f"poll_vote.{number}_yes", within="Mina åtgärder")
    town.lena.sees("Du har svarat. Du kan ändra dig till")
    town.lena.opens_home()
    town.lena.does_not_see(QUESTIONS)


def test_action_is_ticked_off_on_the_page(town: Town) -> None:
    meeting = under_way(town)
    given = ActionText("Bjuda in gruppen", person_id(town, "Lena Ström"), date(2017, 10, 1))
    record_action(town.storage, meeting.id, SECRETARY, given, town.now)
    town.lena.opens_home()
    town.lena.sees("försenad")
    town.lena.clicks("Markera som klar", within="Mina åtgärder")
    town.lena.sees("Klart: Bjuda in gruppen")
    town.lena.sees("Du har inget kvar att göra.")


def test_proposal_is_changed_and_withdrawn_on_the_page(town: Town) -> None:
    december(town)
    propose_topic(town.storage, town.here, who(POLICE), TopicText("Gatubelysningen"), town.now)
    town.lena.opens_home()
    town.lena.sees("Gatubelysningen")
    town.lena.clicks("Ändra …", within="Mina förslag")
    town.lena.submits({"Rubrik": "Gatubelysningen vid skolan"})
    town.lena.sees("Föreslaget till fredag 15 december 2017")
    town.lena.closes()
    town.lena.sees("Gatubelysningen vid skolan")
    town.lena.clicks("Dra tillbaka", within="Mina förslag")
    town.lena.sees("Tillbakadraget.")
    town.lena.sees("Du har inte föreslagit något ärende.")


def test_officer_settles_what_waits_on_the_page(town: Town) -> None:
    december(town)
    for title in ("Gatubelysningen", "Skolvägarna"):
        propose_topic(town.storage, town.here, who(POLICE), TopicText(title), town.now)
    town.karin.opens_home()
    town.karin.sees("är planerat men inte bekräftat")
    town.karin.clicks("Ta upp på dagordningen", within="Väntar på dig")
    town.karin.sees("På dagordningen för fredag 15 december 2017, som punkt 1.")
    town.karin.clicks("Avslå …", within="Väntar på dig")
    town.karin.submits({"Skäl": "Inte nu."})
    town.karin.sees("Avslaget: Inte nu.")
    town.karin.closes()
    town.karin.clicks("Bekräfta mötet", within="Väntar på dig")
    town.karin.sees("Inget väntar på dig.")


def test_agenda_opens_on_a_page_of_its_own_and_redraws_itself_there(town: Town) -> None:
    december(town)
    propose_topic(town.storage, town.here, who(POLICE), TopicText("Gatubelysningen"), town.now)
    town.henrik.opens_home()
    town.henrik.clicks("Dagordning", within="Mina råd")
    town.henrik.clicks("Ta upp på dagordningen", within="Dagordning: Brottsförebyggande rådet")
    town.henrik.sees("1 ärende på dagordningen")
    town.henrik.clicks("Ta bort från dagordningen …")
    town.henrik.submits({"Skäl": "Hör hemma i nämnden."})
    town.henrik.sees("Avslaget: Hör hemma i nämnden.")
    town.henrik.closes()
    town.henrik.sees("0 ärenden på dagordningen")


def test_topic_is_proposed_from_the_page(town: Town) -> None:
    december(town)
    town.lena.opens_home()
    town.lena.clicks("Föreslå ett ärende", within="Mina råd")
    town.lena.submits({"Rubrik": "Gatubelysningen"})
    town.lena.sees("Föreslaget till fredag 15 december 2017")
    town.lena.closes()
    town.lena.sees("väntar på ordförande eller sekreterare")
    town.lena.command("/agenda", CHANNEL)
    town.lena.sees("Gatubelysningen")
