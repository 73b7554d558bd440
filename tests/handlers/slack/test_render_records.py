"""Decisions, actions, the summary and the home page, as each reader sees them."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.committee import Role
from bot.domain.meeting import MeetingState
from bot.domain.proposal import DateState, ProposalState
from bot.domain.record import ActionState, Summary
from bot.domain.topic import TopicState
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.home import home_view
from bot.handlers.slack.render.records import action_given_message, decision_message
from bot.handlers.slack.render.registers import actions_message, decisions_message
from bot.handlers.slack.render.summary import summary_change_message, summary_message
from bot.handlers.slack.render.summary_preview import preview_message
from bot.usecases.summary_facts import SummaryChange
from tests.handlers.slack.drawn import DECEMBER, ENGLISH, KARIN, NOW, SWEDISH, in_state, read, topic
from tests.handlers.slack.recorded import (
    OCTOBER,
    SURVEY,
    about_action,
    about_decision,
    action,
    decision,
    found,
    home,
    summary,
)
from tests.handlers.slack.test_render_proposals import facts

EXTENDED = replace(
    decision("The agreement is extended."), proposed_by="Lena Ström", valid_to=date(2018, 6, 30)
)
AGREEMENT = topic("Överenskommelsen")


def test_decision_with_all_there_is() -> None:
    facts = replace(about_decision(replace(EXTENDED, topic_id=AGREEMENT.id)), topic=AGREEMENT)
    assert read(decision_message(facts, ENGLISH)) == [
        "Decision 2017:1, recorded for the meeting on Wednesday 11 October 2017.",
        "The agreement is extended.",
        "under “Överenskommelsen” · proposed by Lena Ström · valid until Sat 30 Jun 2018",
        "[Change …]",
        "[Make standing item]",
        "[Record an action …]",
        "[Withdraw]",
    ]


def test_withdrawn_decision_can_only_be_put_back() -> None:
    withdrawn = about_decision(EXTENDED.withdrawn(NOW))
    lines = read(decision_message(withdrawn, ENGLISH))
    assert lines[0] == "Decision 2017:1 is withdrawn. Its number is not used again."
    assert [line for line in lines if line.startswith("[")] == ["[Undo: it stands]"]


def test_action_given_says_by_whom_what_and_when() -> None:
    assert read(action_given_message(about_action(), SWEDISH)) == [
        "Lena Ström har gett dig en åtgärd, från Brottsförebyggande rådets möte onsdag 11 oktober 2017.",
        "Bjuda in hatbrottsgruppen",
        "senast fre 1 dec. 2017",
        "[Markera som klar]",
        "[Ändra …]",
        "[Stryk]",
    ]


def test_decisions_in_the_middle_of_many_can_be_turned_both_ways() -> None:
    lines = read(decisions_message(found([EXTENDED], "agree", start=10, total=12), ENGLISH))
    assert lines == [
        "Decisions of Brottsförebyggande rådet",
        "11–11 of 12 · with “agree”",
        "*2017:1* The agreement is extended.",
        "Wednesday 11 October 2017 · proposed by Lena Ström · valid until Sat 30 Jun 2018",
        "[… Open / Change …]",
        "[Newer]",
        "[Older]",
    ]


def test_actions_say_whose_they_are_and_which_are_late() -> None:
    late = replace(action("Book the room"), due=date(2017, 10, 10), owner_id=None)
    done = replace(action("Write"), due=None, state=ActionState.DONE)
    lines = read(actions_message(found([late, done]), ENGLISH, NOW.date(), finished=True))
    assert lines[2:] == [
        "Book the room",
        "*nobody yet* · :warning: by Tue 10 Oct 2017 · overdue · the meeting on Wednesday 11 October 2017",
        "[… Mark as done / Drop / Change …]",
        "Write",
        "*Ali Rahimi* · done · the meeting on Wednesday 11 October 2017",
        "[… Open again / Change …]",
        "[Only open ones]",
        "[Record an action …]",
    ]


def test_summary_of_a_whole_meeting() -> None:
    survey = replace(SURVEY, state=TopicState.ACCEPTED, position=2)
    decided = [
        decision("Mätningen görs om.", 3, survey),
        replace(EXTENDED, text="Överenskommelsen förlängs.", topic_id=AGREEMENT.id),
        decision("Rapporten blir stående.", 2),
    ]
    known = Summary(OCTOBER.id, "Tack till alla.", NOW, NOW + timedelta(hours=1))
    facts = summary(decided, [action()], [survey, AGREEMENT], known=known)
    assert read(summary_message(facts, SWEDISH)) == [
        "Beslut i Brottsförebyggande rådet, onsdag 11 oktober 2017",
        "*1. Överenskommelsen*",
        "*2017:1*  Överenskommelsen förlängs. (på förslag av Lena Ström, gäller till och med lör 30 juni 2018)",
        "",
        "*2. Trygghetsmätningen*",
        "*2017:3*  Mätningen görs om.",
        "",
        "*Övriga beslut*",
        "*2017:2*  Rapporten blir stående.",
        "*Åtgärder*",
        "•  Bjuda in hatbrottsgruppen – *Ali Rahimi*, senast fre 1 dec. 2017",
        "Tack till alla.",
        "*Nästa möte*",
        "Fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset",
        "Ändrad ons 11 okt. 2017 14.00, efter publiceringen.",
    ]


def test_summary_of_nothing() -> None:
    assert read(summary_message(summary(following=None), ENGLISH)) == [
        "Decisions of Brottsförebyggande rådet, Wednesday 11 October 2017",
        "No decisions were recorded.",
        "*Next meeting*",
        "No date is set yet.",
    ]


def test_summary_with_more_than_fits_says_so_and_keeps_the_next_meeting() -> None:
    many = [decision("word " * 100, number) for number in range(1, 120)]
    lines = read(summary_message(summary(many), ENGLISH))
    assert "*2017:1*  word word" in lines[1]
    assert lines[-3:] == [
        "*Next meeting*",
        "Friday 15 December 2017, 10:00–12:00, Eksalen, kommunhuset",
        "There is more than fits here: /decisions and /actions show all of it.",
    ]


def test_preview_has_its_buttons_and_what_is_missing() -> None:
    lines = read(preview_message(summary([], [replace(action(), owner_id=None)]), ENGLISH))
    assert lines[:2] == [
        "This is how the summary will look. Only you see it until it is posted.",
        ":warning: 1 action has nobody to do it.",
    ]
    assert lines[-4:] == [
        "[Post in the channel]",
        "[Edit …]",
        "[Record a decision …]",
        "[Record an action …]",
    ]


def test_preview_of_a_posted_summary_cannot_be_posted_again() -> None:
    posted = summary(known=Summary(OCTOBER.id, posted_at=NOW))
    lines = read(preview_message(posted, ENGLISH))
    assert lines[0] == "The summary was posted Wed 11 Oct 2017 13:00. What you change here changes there."
    assert "[Post in the channel]" not in lines


def test_changes_say_what_reads_how_now() -> None:
    posted = summary(known=Summary(OCTOBER.id, posted_at=NOW))
    later = NOW + timedelta(hours=1)
    said = [
        read(summary_change_message(change, ENGLISH))
        for change in (
            SummaryChange(posted, decision("A"), None),
            SummaryChange(posted, replace(decision("A"), recorded_at=later), None),
            SummaryChange(posted, decision("A").withdrawn(later), None),
            SummaryChange(posted, None, action("B")),
            SummaryChange(posted, None, replace(action("B"), recorded_at=later)),
            SummaryChange(posted, None, None),
        )
    ]
    assert said == [
        ["Now reads: *2017:1*  A"],
        ["Added: *2017:1*  A"],
        ["Withdrawn: *2017:1*  A"],
        ["Action now reads: B – *Ali Rahimi*, by Fri 1 Dec 2017"],
        ["Action added: B – *Ali Rahimi*, by Fri 1 Dec 2017"],
        ["Something in the summary was changed."],
    ]


def test_summary_quotes_the_times_that_were_adopted() -> None:
    proposed = facts("-", ProposalState.CLOSED, DateState.ADOPTED)
    adopted = replace(proposed, objections=(), dates=proposed.dates[:2])
    lines = read(summary_message(replace(summary(), adopted=(adopted,)), SWEDISH))
    assert lines[-6:] == [
        "*Tider för kommande möten*",
        "✓ *Torsdag 19 oktober 2017 kl. 13.00–15.00*",
        "✓ *Torsdag 26 oktober 2017 kl. 13.00–15.00*",
        "_Antaget, ingen har invänt senast onsdag 18 oktober 2017 kl. 13.00._",
        "*Nästa möte*",
        "Fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset",
    ]


def test_summary_says_who_kept_a_date_and_who_decided_though_not_all_were_reached() -> None:
    proposed = facts("-", ProposalState.CLOSED, DateState.ADOPTED)
    kept = replace(proposed, dates=(replace(proposed.dates[0], settled_by=KARIN.id),))
    went_ahead = replace(
        proposed,
        proposal=replace(proposed.proposal, settled_by=KARIN.id),
        dates=proposed.dates[1:2],
        objections=(),
    )
    lines = read(summary_message(replace(summary(), adopted=(kept, went_ahead)), SWEDISH))
    assert lines[-7:-2] == [
        "*Tider för kommande möten*",
        "✓ *Torsdag 19 oktober 2017 kl. 13.00–15.00* – Karin Ahlgren behöll den ändå",
        "_Någon har invänt senast onsdag 18 oktober 2017 kl. 13.00._",
        "✓ *Torsdag 26 oktober 2017 kl. 13.00–15.00*",
        "_Antaget av Karin Ahlgren fast alla inte hade nåtts senast onsdag 18 oktober 2017 kl. 13.00._",
    ]


def test_home_of_an_officer_with_everything() -> None:
    page = home(
        meetings=[DECEMBER, in_state(MeetingState.IN_PROGRESS)],
        actions=[replace(action(), due=date(2017, 10, 1))],
        proposals=[SURVEY, replace(SURVEY, state=TopicState.DECLINED, decline_reason="Inte nu.")],
        waiting=[SURVEY],
        unconfirmed=1,
        role=Role.SECRETARY,
    )
    notice = Message("Done", (section("Done"),))
    assert read(home_view(page, ENGLISH, notice)) == [
        "Done",
        "Waits for you",
        "*Brottsförebyggande rådet*",
        "Friday 15 December 2017, 10:00–12:00 is planned, but not confirmed: nobody is invited yet.",
        "[Confirm the meeting]",
        "*Trygghetsmätningen*",
        "Brottsförebyggande rådet · Decision · 20 min · presented by Ulf Östberg · proposed by Lena Ström",
        "[Put on the agenda]",
        "[Decline …]",
        "[Change …]",
        "My meetings",
        "*Friday 15 December 2017, 10:00–12:00*",
        "Brottsförebyggande rådet · Eksalen, kommunhuset",
        "You have *declined*.",
        "[Show]",
        "[Accept]",
        "[Tentative]",
        "[Decline]",
        "*Friday 15 December 2017, 10:00–12:00*",
        "Brottsförebyggande rådet · Eksalen, kommunhuset",
        "[Show]",
        "They can be in Outlook, Google or Apple Calendar too.",
        "[Calendar]",
        "My actions",
        "Bjuda in hatbrottsgruppen",
        "Brottsförebyggande rådet · :warning: by Sun 1 Oct 2017 · overdue",
        "[Mark as done]",
        "My proposals",
        "*Trygghetsmätningen*",
        "Brottsförebyggande rådet · waits for chair or secretary",
        "[… Change … / Withdraw]",
        "*Trygghetsmätningen*",
        "Brottsförebyggande rådet · declined: Inte nu.",
        "My committees",
        "*Brottsförebyggande rådet* · secretary",
        "Next meeting: Friday 15 December 2017, 10:00–12:00",
        "[Agenda]",
        "[Propose a topic]",
    ]


def test_home_of_nobody_yet_says_how_to_begin() -> None:
    assert read(home_view(home(committees=0), SWEDISH, None)) == [
        "Välkommen",
        (
            "Jag sköter ett råds möten: tider, kallelser, dagordning, beslut och åtgärder. "
            "Du har ingen plats i något råd än."
        ),
        (
            "*För att lägga upp ett:* gå till dess kanal, bjud in mig dit (`/invite @kallelse`) och skriv "
            "`/meeting setup`."
        ),
        "*För att komma med i ett:* be dess sekreterare om en plats.",
    ]
