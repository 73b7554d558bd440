"""Decisions and actions, as people record, find and finish them."""

from datetime import date, timedelta

import pytest

from bot.domain.record import Action, ActionState, Decision
from bot.domain.topic import TopicText
from bot.sandbox.driver import Person
from bot.sandbox.faults import Fault
from bot.sandbox.model import Message
from bot.usecases.actions import ActionText, record_action
from bot.usecases.changing import confirm_meeting
from bot.usecases.decisions import DecisionText, record_decision
from bot.usecases.topics import accept_topic, propose_topic
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.meetings import SECRETARY, begun, december, held, planned_today, under_way
from tests.handlers.slack.pressing import clicks_twice

EXTENSION = "Överenskommelsen förlängs första halvåret 2018."


def decisions(town: Town) -> list[Decision]:
    with town.storage.reading() as transaction:
        return sorted(transaction.decisions._where(), key=lambda one: (one.year, one.number))


def actions(town: Town) -> list[Action]:
    with town.storage.reading() as transaction:
        return sorted(transaction.actions._where(), key=lambda one: one.recorded_at)


def decide(town: Town, person: Person, text: str = EXTENSION) -> Decision:
    person.command(f"/decide {text}", CHANNEL)
    person.sees(text)
    return decisions(town)[-1]


def on_agenda(town: Town, title: str) -> None:
    facts = propose_topic(town.storage, town.here, SECRETARY, TopicText(title), town.now)
    accept_topic(town.storage, facts.topic.id, SECRETARY, town.now)


# Decisions


def test_decide_records_a_numbered_decision_for_the_meeting_under_way(town: Town) -> None:
    under_way(town)
    town.lena.command(f"/decide {EXTENSION}", CHANNEL)
    town.lena.sees("Beslut 2017:1, antecknat för mötet onsdag 11 oktober 2017.")
    town.lena.sees(EXTENSION)
    town.lena.sees("[Välj ärende …]")
    town.lena.sees("[Gör till stående punkt]")
    town.lena.sees("[Dra tillbaka]")
    assert [(one.label, one.text) for one in decisions(town)] == [("2017:1", EXTENSION)]


def test_message_from_which_something_is_recorded_stays_with_its_buttons(town: Town) -> None:
    meeting = planned_today(town)
    confirm_meeting(town.storage, meeting.id, SECRETARY, town.now)
    town.move_clock_to(meeting.start)
    town.karin.command("/meeting start", CHANNEL)
    for press, text in (("Anteckna en åtgärd", "bjuder in gruppen"), ("Anteckna ett beslut", EXTENSION)):
        town.karin.clicks(press, within="Mötet i Brottsförebyggande rådet började")
        town.karin.submits({"text": text})
        town.karin.sees(text)
        town.karin.closes()
    town.karin.sees("[Anteckna ett beslut] [Anteckna en åtgärd] [Avsluta mötet]")
    assert (len(actions(town)), len(decisions(town))) == (1, 1)


def test_decide_in_a_thread_and_in_a_direct_message(town: Town) -> None:
    held(town)
    parent = town.ali.types("Vad sa vi om överenskommelsen?", CHANNEL)
    town.lena.types(f"@kallelse beslut {EXTENSION}", CHANNEL, thread=parent)
    answer = town.lena.sees("Beslut 2017:1")
    assert isinstance(answer, Message)
    assert answer.thread_ts == parent.ts
    town.ulf.types("decide A report becomes a standing item.")
    town.ulf.sees("Decision 2017:2, recorded for the meeting on Wednesday 11 October 2017.")


def test_decide_without_a_meeting_says_what_is_missing(town: Town) -> None:
    december(town)
    town.lena.command(f"/decide {EXTENSION}", CHANNEL)
    town.lena.sees("Brottsförebyggande rådet")
    assert decisions(town) == []


def test_decide_too_much_is_refused_whole(town: Town) -> None:
    under_way(town)
    town.lena.command(f"/decide {'a' * 3001}", CHANNEL)
    town.lena.sees("Ett beslut har högst 3000 tecken; det här har 3001, och inget antecknades.")
    assert decisions(town) == []


def test_decide_the_same_again_is_noticed(town: Town) -> None:
    under_way(town)
    decide(town, town.lena)
    town.henrik.command(f"/decide {EXTENSION}", CHANNEL)
    town.henrik.sees("Det är redan beslut 2017:1; inget antecknades två gånger.")
    assert len(decisions(town)) == 1


def test_decide_heard_twice_is_recorded_once(town: Town) -> None:
    under_way(town)
    town.sandbox.app.faults.plan(Fault("repeat_event", times=2))
    town.lena.types(f"beslut {EXTENSION}")
    town.lena.sees("Beslut 2017:1")
    assert town.sandbox.wait_until_still()
    assert len(decisions(town)) == 1


def test_decide_alone_opens_a_form_with_everything(town: Town) -> None:
    under_way_with_topic(town)
    town.henrik.command("/decide", CHANNEL)
    town.henrik.submits(
        {
            "Beslut": EXTENSION,
            "Ärende": "1. Överenskommelsen",
            "På förslag av": "Lena Ström",
            "Gäller till och med": "2018-06-30",
            "Stående punkt": "Kommer på varje dagordning från och med nu",
        }
    )
    town.henrik.sees("under ”Överenskommelsen”")
    town.henrik.sees("på förslag av Lena Ström")
    town.henrik.sees("gäller till och med lör 30 juni 2018")
    town.henrik.sees("kommer på varje dagordning från och med nu")
    (decision,) = decisions(town)
    assert (decision.text, decision.proposed_by, decision.valid_to) == (
        EXTENSION,
        "Lena Ström",
        date(2018, 6, 30),
    )


def under_way_with_topic(town: Town) -> None:
    """The meeting of 11 October with one topic on its agenda."""
    meeting = planned_today(town)
    on_agenda(town, "Överenskommelsen")
    begun(town, meeting)


def test_topic_is_chosen_afterwards(town: Town) -> None:
    under_way_with_topic(town)
    decide(town, town.lena)
    town.lena.clicks("Välj ärende …")
    town.lena.submits({"Ärende": "1. Överenskommelsen"})
    town.lena.sees("under ”Överenskommelsen”")
    assert decisions(town)[0].topic_id is not None


def test_standing_item_is_made_with_a_press_and_taken_back_in_the_form(town: Town) -> None:
    under_way(town)
    decide(town, town.lena, "En rapport ges på varje möte.")
    clicks_twice(town.lena, "Gör till stående punkt")
    town.lena.sees("kommer på varje dagordning från och med nu")
    assert standing_items(town) == ["En rapport ges på varje möte."]
    town.lena.clicks("Välj ärende …")
    town.lena.submits({"Stående punkt": []})
    town.lena.sees("[Gör till stående punkt]")
    assert standing_items(town) == []


def standing_items(town: Town) -> list[str]:
    with town.storage.reading() as transaction:
        return [one.title for one in transaction.standing_items.of_committee(town.committee.id)]


def test_withdrawn_decision_can_be_put_back(town: Town) -> None:
    under_way(town)
    decide(town, town.lena)
    town.lena.clicks("Dra tillbaka")
    town.lena.sees("Beslut 2017:1 är tillbakadraget. Numret används inte igen.")
    assert decisions(town)[0].withdrawn_at is not None
    town.lena.clicks("Ångra: det gäller")
    town.lena.sees("Beslut 2017:1, antecknat för mötet")
    assert decisions(town)[0].withdrawn_at is None


def test_shortcut_records_the_message_as_a_decision(town: Town) -> None:
    under_way(town)
    said = town.ali.types("Vi enades om att <förlänga> & följa upp.", CHANNEL)
    town.henrik.shortcut("Record as decision", said)
    town.henrik.submits()
    town.henrik.sees("Beslut 2017:1")
    town.henrik.sees("meddelandet det kommer från")
    (decision,) = decisions(town)
    assert decision.text == "Vi enades om att <förlänga> & följa upp."
    assert said.ts.replace(".", "") in decision.permalink


def test_somebody_without_a_seat_records_nothing(town: Town) -> None:
    under_way(town)
    town.tove.command(f"/decide {EXTENSION}", CHANNEL)
    town.tove.sees("Karin Ahlgren")
    assert decisions(town) == []


def recorded(town: Town, count: int) -> None:
    """So many decisions, a second apart."""
    meeting = under_way(town)
    for number in range(1, count + 1):
        record_decision(
            town.storage, meeting.id, SECRETARY, DecisionText(f"Beslut om sak {number}."), town.now
        )
        town.sandbox.clock.advance(1)


def test_decisions_are_shown_newest_first_and_turned_in_place(town: Town) -> None:
    recorded(town, 23)
    town.lena.command("/decisions", CHANNEL)
    shown = town.lena.sees("1–10 av 23")
    town.lena.sees("2017:23 Beslut om sak 23.")
    town.lena.does_not_see("sak 13.")
    town.lena.clicks("Äldre")
    town.lena.sees("11–20 av 23")
    town.lena.clicks("Äldre")
    town.lena.sees("21–23 av 23")
    town.lena.sees("2017:1 Beslut om sak 1.")
    town.lena.does_not_see("[Äldre]")
    town.lena.clicks("Nyare")
    town.lena.sees("11–20 av 23")
    assert isinstance(shown, Message)
    assert [one.ts for one in town.lena.messages() if one.ephemeral_to] == [shown.ts]


def test_decisions_are_searched_by_their_words(town: Town) -> None:
    under_way(town)
    decide(town, town.lena)
    decide(town, town.lena, "Belysningen ses över i ÅKERBY.")
    town.ali.command("/decisions åkerby belys", CHANNEL)
    town.ali.sees("1–1 av 1 · med ”åkerby belys”")
    town.ali.sees("Belysningen ses över")
    town.ali.does_not_see("Överenskommelsen")
    town.ali.command("/decisions xyz <!channel> | %", CHANNEL)
    town.ali.sees("Inget beslut innehåller alla de orden: ”xyz <!channel> | %”.")


def test_decisions_of_none_says_how_to_record_one(town: Town) -> None:
    town.lena.command("/decisions", CHANNEL)
    town.lena.sees("Inga beslut är antecknade än. /decide antecknar ett.")


def test_decision_changed_from_the_list_redraws_the_list(town: Town) -> None:
    recorded(town, 2)
    town.henrik.command("/decisions", CHANNEL)
    town.henrik.sees("1–2 av 2")
    town.henrik.clicks("Ändra …")
    town.henrik.submits({"Beslut": "Beslut om något helt annat."})
    town.henrik.sees("Beslut om något helt annat.")
    town.henrik.closes()
    town.henrik.sees("2017:2 Beslut om något helt annat.")
    town.henrik.clicks("Öppna")
    town.henrik.sees("Beslut 2017:2, antecknat för mötet")


# Actions


def test_action_is_given_to_somebody_who_hears_of_it_and_does_it(town: Town) -> None:
    under_way(town)
    town.henrik.command("/actions", CHANNEL)
    town.henrik.sees("Inget återstår att göra.")
    town.henrik.clicks("Anteckna en åtgärd …")
    town.henrik.submits(
        {
            "Vad ska göras?": "Bjuda in hatbrottsgruppen till nästa möte",
            "Vem gör det?": "Lena Ström",
            "Klart senast": "2017-12-01",
        }
    )
    town.henrik.sees("Åtgärd, antecknad för mötet onsdag 11 oktober 2017.")
    town.henrik.closes()
    town.henrik.sees("senast fre 1 dec. 2017")
    town.settle()
    town.lena.sees(
        "Henrik Boman har gett dig en åtgärd, från Brottsförebyggande rådets möte onsdag 11 oktober 2017."
    )
    town.lena.clicks("Markera som klar")
    town.lena.sees("Åtgärden är klar.")
    assert [(one.text, one.state) for one in actions(town)] == [
        ("Bjuda in hatbrottsgruppen till nästa möte", ActionState.DONE)
    ]


def test_action_goes_to_people_without_an_account_and_to_nobody_yet(town: Town) -> None:
    under_way(town)
    for owner in ("Greta Nyqvist", "Ingen ännu"):
        town.henrik.command("/actions", CHANNEL)
        town.henrik.clicks("Anteckna en åtgärd …")
        town.henrik.submits({"Vad ska göras?": f"Sak för {owner}", "Vem gör det?": owner})
        town.henrik.sees("Åtgärd, antecknad")
        town.henrik.closes()
    town.henrik.sees("Sak för Greta Nyqvist")
    town.henrik.sees("Greta Nyqvist · mötet onsdag 11 oktober 2017")
    town.henrik.sees("ingen ännu · mötet onsdag 11 oktober 2017")


def test_actions_are_ticked_off_in_the_list_and_opened_again(town: Town) -> None:
    meeting = under_way(town)
    for text in ("Skriva rapporten", "Boka lokal"):
        record_action(town.storage, meeting.id, SECRETARY, ActionText(text), town.now)
        town.sandbox.clock.advance(1)
    town.lena.command("/actions", CHANNEL)
    shown = town.lena.sees("1–2 av 2")
    clicks_twice(town.lena, "Markera som klar")
    town.lena.sees("Klart: Boka lokal")
    town.lena.sees("1–1 av 1")
    town.lena.clicks("Öppna igen")
    town.lena.sees("1–2 av 2")
    town.lena.clicks("Stryk")
    town.lena.sees("Struket: Boka lokal")
    town.lena.clicks("Även avslutade")
    town.lena.sees("struken")
    town.lena.sees("1–2 av 2")
    town.lena.clicks("Bara öppna")
    town.lena.sees("1–1 av 1")
    assert isinstance(shown, Message)
    assert {one.ts for one in town.lena.messages() if one.ephemeral_to} == {shown.ts}


def test_overdue_action_is_marked(town: Town) -> None:
    meeting = under_way(town)
    text = ActionText("Skriva rapporten", due=date(2017, 10, 10))
    record_action(town.storage, meeting.id, SECRETARY, text, town.now)
    town.lena.command("/actions rapport", CHANNEL)
    town.lena.sees("försenad")
    town.lena.sees("senast tis 10 okt. 2017")


def test_action_changed_in_the_list_keeps_what_was_not_touched(town: Town) -> None:
    meeting = under_way(town)
    text = ActionText("Skriva rapporten", due=date(2017, 12, 1))
    record_action(town.storage, meeting.id, SECRETARY, text, town.now)
    town.henrik.command("/actions", CHANNEL)
    town.henrik.clicks("Ändra …")
    town.henrik.submits({"Vem gör det?": "Ali Rahimi"})
    town.henrik.sees("Åtgärd, antecknad")
    town.henrik.closes()
    town.henrik.sees("Ali Rahimi · senast fre 1 dec. 2017")
    town.settle()
    town.ali.sees("Skriva rapporten")


def test_shortcut_records_the_message_as_an_action(town: Town) -> None:
    under_way(town)
    said = town.karin.types("Ali ringer räddningstjänsten", CHANNEL)
    town.henrik.shortcut("Record as action", said)
    town.henrik.submits({"Vem gör det?": "Ali Rahimi"})
    town.henrik.sees("Åtgärd, antecknad")
    town.settle()
    town.ali.sees("Ali ringer räddningstjänsten")
    assert actions(town)[0].permalink


def test_same_action_twice_is_noticed(town: Town) -> None:
    meeting = under_way(town)
    record_action(town.storage, meeting.id, SECRETARY, ActionText("Skriva rapporten"), town.now)
    town.lena.command("/actions", CHANNEL)
    town.lena.clicks("Anteckna en åtgärd …")
    town.lena.submits({"Vad ska göras?": "skriva rapporten."})
    town.lena.sees("Den åtgärden är redan antecknad; inget antecknades två gånger.")
    assert len(actions(town)) == 1


# Days in words


def fill_in_an_action(town: Town, due: str) -> dict[str, str]:
    """Lena's form for a new action, sent in; what is said at its fields."""
    message = town.ali.types("Någon bör bjuda in hatbrottsgruppen", CHANNEL)
    town.lena.shortcut("Record as action", message)
    return town.lena.submits({"Klart senast": due})


def test_due_date_is_written_in_words(town: Town) -> None:
    under_way(town)
    assert fill_in_an_action(town, "senast fredag") == {}
    town.lena.sees("fre 13 okt. 2017")
    assert [one.due for one in actions(town)] == [date(2017, 10, 13)]


def test_due_date_that_may_mean_two_days_is_asked_about_in_the_form(town: Town) -> None:
    under_way(town)
    fill_in_an_action(town, "före fredag")
    town.lena.sees("Torsdag 12 oktober 2017")
    assert actions(town) == []
    town.lena.submits({"which.due": "Torsdag 12 oktober 2017"})
    town.lena.sees("tors 12 okt. 2017")
    assert [one.due for one in actions(town)] == [date(2017, 10, 12)]


UNREADABLE_DAYS = {
    "blaha": "Jag hittade inget datum och ingen tid i ”blaha”. Rätt är till exempel: torsdag 9 november 2017",
    "varje tisdag": "Det är flera tider. Vilken av dem? Rätt är till exempel: torsdag 9 november 2017",
}


@pytest.mark.parametrize("typed", UNREADABLE_DAYS)
def test_due_date_that_is_none_is_refused_at_its_field(town: Town, typed: str) -> None:
    under_way(town)
    assert fill_in_an_action(town, typed) == {"due": UNREADABLE_DAYS[typed]}
    assert actions(town) == []


def test_due_date_in_the_past_is_not_taken(town: Town) -> None:
    under_way(town)
    fill_in_an_action(town, "2017-10-01")
    town.lena.sees("Den tiden har passerat. Vilken menar du?")
    assert actions(town) == []


def test_due_date_that_has_passed_stays_when_something_else_is_changed(town: Town) -> None:
    meeting = under_way(town)
    text = ActionText("Bjud in hatbrottsgruppen", due=date(2017, 10, 12))
    record_action(town.storage, meeting.id, SECRETARY, text, town.now)
    town.move_clock_to(meeting.start + timedelta(days=7))
    town.henrik.command("/actions", CHANNEL)
    town.henrik.clicks("Ändra …")
    town.henrik.submits({"Vad ska göras?": "Bjud in hela hatbrottsgruppen"})
    town.henrik.sees("Bjud in hela hatbrottsgruppen")
    assert [(one.text, one.due) for one in actions(town)] == [
        ("Bjud in hela hatbrottsgruppen", date(2017, 10, 12))
    ]


def test_decision_is_valid_until_a_day_in_words(town: Town) -> None:
    under_way(town)
    town.henrik.command("/decide", CHANNEL)
    town.henrik.submits({"Beslut": EXTENSION, "Gäller till och med": "t.o.m. 30 juni 2018"})
    town.henrik.sees("gäller till och med lör 30 juni 2018")
    assert [one.valid_to for one in decisions(town)] == [date(2018, 6, 30)]
