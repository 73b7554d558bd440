"""The summary of decisions: looked through, edited, posted once, kept true."""

from datetime import date, timedelta

from bot.domain.meeting import Meeting
from bot.domain.topic import TopicText
from bot.sandbox.driver import Person
from bot.sandbox.model import Message
from bot.usecases.actions import ActionText, record_action
from bot.usecases.decisions import DecisionText, change_decision, record_decision, withdraw_decision
from bot.usecases.facts import DecisionFacts
from bot.usecases.records import recording
from bot.usecases.topics import accept_topic, propose_topic
from tests.at_work import CHANNEL, CHANNEL_ID, Town
from tests.handlers.slack.meetings import SECRETARY, begun, december, planned_today
from tests.handlers.slack.pressing import clicks_twice

EXTENSION = "Överenskommelsen förlängs första halvåret 2018."
POSTED = "Beslut i Brottsförebyggande rådet, onsdag 11 oktober 2017"


def with_records(town: Town) -> tuple[Meeting, DecisionFacts]:
    """11 October under way, with a decision under its topic, one without, an action, and the next meeting planned."""
    meeting = planned_today(town)
    topic = propose_topic(town.storage, town.here, SECRETARY, TopicText("Överenskommelsen"), town.now).topic
    accept_topic(town.storage, topic.id, SECRETARY, town.now)
    december(town)
    meeting = begun(town, meeting)
    extended = DecisionText(EXTENSION, topic.id, "Lena Ström", date(2018, 6, 30))
    decision = record_decision(town.storage, meeting.id, SECRETARY, extended, town.now)
    record_decision(town.storage, meeting.id, SECRETARY, DecisionText("Rapporten blir stående."), town.now)
    people = dict(recording(town.storage, meeting.id, SECRETARY, town.now).people)
    ali = next(key for key, name in people.items() if name == "Ali Rahimi")
    invite = ActionText("Bjuda in hatbrottsgruppen", ali, date(2017, 12, 1))
    record_action(town.storage, meeting.id, SECRETARY, invite, town.now)
    return meeting, decision


def look_through(person: Person) -> None:
    person.command("/meeting end", CHANNEL)
    person.sees("Så här blir sammanfattningen. Bara du ser den tills den publiceras.")


def posted(town: Town) -> list[Message]:
    said = town.sandbox.workspace.messages.in_channel(CHANNEL_ID)
    return [one for one in said if POSTED in str(one.blocks) and not one.ephemeral_to]


def test_ending_the_meeting_leads_to_a_preview_and_one_summary(town: Town) -> None:
    with_records(town)
    look_through(town.henrik)
    town.henrik.sees("1. Överenskommelsen")
    assert posted(town) == []
    clicks_twice(town.henrik, "Publicera i kanalen")
    town.henrik.sees("i #brå.")
    town.settle()
    assert len(posted(town)) == 1
    for line in (
        POSTED,
        f"2017:1 {EXTENSION} (på förslag av Lena Ström, gäller till och med lör 30 juni 2018)",
        "Övriga beslut",
        "2017:2 Rapporten blir stående.",
        "Bjuda in hatbrottsgruppen – Ali Rahimi, senast fre 1 dec. 2017",
        "Fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset",
    ):
        town.lena.sees(line)


def test_posting_again_says_that_it_is_posted(town: Town) -> None:
    meeting, _ = with_records(town)
    look_through(town.henrik)
    town.karin.command("/meeting end", CHANNEL)
    town.karin.sees("[Publicera i kanalen]")
    town.henrik.clicks("Publicera i kanalen")
    town.henrik.sees("Sammanfattningen är publicerad i #brå.")
    town.sandbox.clock.advance(120)
    town.karin.clicks("Publicera i kanalen")
    town.karin.sees("Sammanfattningen publicerades redan")
    town.karin.does_not_see("[Publicera i kanalen]")
    town.settle()
    assert len(posted(town)) == 1
    assert meeting.id


def test_editing_changes_the_records_themselves(town: Town) -> None:
    with_records(town)
    look_through(town.henrik)
    town.henrik.clicks("Redigera …")
    town.henrik.submits(
        {
            "Anteckning": "Tack till <!channel> & *alla* som kom.",
            "Beslut 2017:2": "Rapporten blir en stående punkt.",
            "Åtgärd 1": "Bjuda in hatbrottsgruppen till nästa möte",
        }
    )
    town.henrik.sees("Sammanfattningen är ändrad.")
    town.henrik.closes()
    town.henrik.sees("Tack till <!channel> & *alla* som kom.")
    town.henrik.sees("2017:2 Rapporten blir en stående punkt.")
    town.henrik.sees("Bjuda in hatbrottsgruppen till nästa möte – Ali Rahimi")
    town.lena.command("/decisions stående punkt", CHANNEL)
    town.lena.sees("Rapporten blir en stående punkt.")


def test_editing_keeps_what_somebody_else_changed_meanwhile(town: Town) -> None:
    _, decision = with_records(town)
    look_through(town.henrik)
    town.henrik.clicks("Redigera …")
    town.henrik.fills({"Anteckning": "Tack."})
    changed = DecisionText("Överenskommelsen förlängs hela 2018.", decision.decision.topic_id)
    change_decision(town.storage, decision.decision.id, SECRETARY, changed, town.now)
    town.henrik.submits()
    town.henrik.sees("Sammanfattningen är ändrad.")
    town.henrik.closes()
    town.henrik.sees("Överenskommelsen förlängs hela 2018.")


def test_editing_a_text_away_is_refused_and_nothing_typed_is_lost(town: Town) -> None:
    with_records(town)
    look_through(town.henrik)
    town.henrik.clicks("Redigera …")
    town.henrik.submits({"Beslut 2017:1": "Överenskommelsen förlängs.", "Beslut 2017:2": "   "})
    town.henrik.sees("måste ha en text")
    town.henrik.submits({"Beslut 2017:2": "Rapporten blir kvar."})
    town.henrik.sees("Sammanfattningen är ändrad.")
    town.henrik.closes()
    town.henrik.sees("2017:1 Överenskommelsen förlängs. (på")
    town.henrik.sees("2017:2 Rapporten blir kvar.")


def test_recording_from_the_preview_draws_it_again(town: Town) -> None:
    with_records(town)
    look_through(town.henrik)
    town.henrik.clicks("Anteckna ett beslut …")
    town.henrik.submits({"Beslut": "Belysningen ses över."})
    town.henrik.sees("Beslut 2017:3")
    town.henrik.closes()
    town.henrik.sees("2017:3 Belysningen ses över.")
    town.henrik.clicks("Anteckna en åtgärd …", within="Så här blir")
    town.henrik.submits({"Vad ska göras?": "Räkna lamporna"})
    town.henrik.sees("Åtgärd, antecknad")
    town.henrik.closes()
    town.henrik.sees("Räkna lamporna – ingen ännu")
    town.henrik.sees("1 åtgärd har ingen som gör den.")


def test_change_after_posting_updates_the_summary_and_says_so_in_its_thread(town: Town) -> None:
    meeting, decision = with_records(town)
    look_through(town.henrik)
    town.henrik.clicks("Publicera i kanalen")
    town.henrik.sees("i #brå.")
    town.settle()
    town.sandbox.clock.advance(timedelta(hours=1).total_seconds())
    changed = DecisionText("Överenskommelsen förlängs hela 2018.", decision.decision.topic_id)
    change_decision(town.storage, decision.decision.id, SECRETARY, changed, town.now)
    record_decision(town.storage, meeting.id, SECRETARY, DecisionText("Belysningen ses över."), town.now)
    town.settle()
    (summary,) = posted(town)
    assert "Överenskommelsen förlängs hela 2018." in str(summary.blocks)
    assert "efter publiceringen" in str(summary.blocks)
    below = [one for one in town.lena.messages() if one.thread_ts == summary.ts and one.is_reply]
    assert sorted(one.text for one in below) == [
        "Lyder nu: *2017:1*  Överenskommelsen förlängs hela 2018.",
        "Tillagt: *2017:3*  Belysningen ses över.",
    ]
    withdraw_decision(town.storage, decision.decision.id, SECRETARY, town.now)
    town.settle()
    town.lena.sees("Tillbakadraget: 2017:1 Överenskommelsen förlängs hela 2018.")
    (summary,) = posted(town)
    assert "Överenskommelsen förlängs" not in str(summary.blocks)


def test_summary_of_nothing_says_so(town: Town) -> None:
    begun(town, planned_today(town))
    look_through(town.henrik)
    town.henrik.sees("Inga beslut antecknades.")
    town.henrik.sees("Tiden är inte bestämd än.")


def test_member_does_not_get_the_preview(town: Town) -> None:
    with_records(town)
    look_through(town.henrik)
    town.lena.command("/meeting end", CHANNEL)
    town.lena.sees("Karin Ahlgren")
    town.lena.does_not_see("Så här blir sammanfattningen")
