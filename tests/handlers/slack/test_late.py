"""Messages that stand there while what they are about goes on: a press on one is answered with what stands now, and the old
buttons go. Also when Slack takes no more answers where the message is.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from slack_bolt import Respond

from bot.domain.ids import DateProposalId
from bot.domain.poll import Vote
from bot.handlers.slack.clients import listener_client
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.surfaces import BelowCommand, in_conversation
from bot.sandbox.response_urls import USES
from bot.sandbox.workspace import BOT_USER_ID
from bot.usecases.confirming_plans import confirm_plan
from bot.usecases.plans import plans_of, throw_away
from bot.usecases.polls import PollText, pick_time, poll_plan
from bot.usecases.proposals import withdraw_proposal
from bot.usecases.putting import put_meeting, put_to_members
from bot.usecases.settling import drop_date
from tests import town as names
from tests.at_work import CHANNEL, CHANNEL_ID, Town
from tests.handlers.slack.meetings import CHAIR
from tests.handlers.slack.test_papers import goes_away
from tests.handlers.slack.test_polls import TIMES, WEDNESDAY, ask, says
from tests.handlers.slack.test_proposals import deadline_passes, put

HERE = f"#{CHANNEL}"
PUT = "Lägg fram för ledamöterna …"


def plan_of(town: Town) -> DateProposalId:
    draft = plans_of(town.storage, town.committee.id, CHAIR, town.now).draft
    assert draft is not None
    return draft.proposal.id


def shown(town: Town, text: str) -> DateProposalId:
    """Henrik has the plan before him, in a message that only he sees."""
    town.henrik.command(f"/meeting plan {text}", HERE)
    town.henrik.sees("Se igenom och ändra")
    return plan_of(town)


def test_plan_that_the_chair_has_put_meanwhile_shows_where_it_stands(town: Town) -> None:
    put_to_members(town.storage, shown(town, "1 mars kl 10-12; 5 april kl 10-12"), CHAIR, town.now)
    town.henrik.clicks(PUT)
    town.henrik.sees("De här tiderna är redan framlagda för ledamöterna.")
    town.henrik.sees("• Torsdag 1 mars 2018 kl. 10.00–12.00")
    town.henrik.sees("[Dra tillbaka tiderna]")
    town.henrik.closes()
    town.henrik.sees("De här tiderna är redan framlagda för ledamöterna.")
    town.henrik.does_not_see(f"[{PUT}]")


def test_plan_that_has_become_a_poll_shows_the_poll(town: Town) -> None:
    poll_plan(town.storage, shown(town, TIMES), CHAIR, PollText(), town.now)
    town.henrik.clicks("Fråga vilken som passar …")
    town.henrik.sees("Omröstning: välj en tid")
    town.henrik.sees(WEDNESDAY)
    town.henrik.closes()
    town.henrik.does_not_see("[Fråga vilken som passar …]")


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (confirm_plan, "Planen är bekräftad"),
        (throw_away, "Planen har blivit en omröstning eller har kastats."),
    ],
    ids=["confirmed", "thrown away"],
)
def test_page_of_a_plan_that_is_over_says_so(town: Town, ends: Callable[..., object], said: str) -> None:
    plan = shown(town, "1 mars kl 10-12")
    town.henrik.clicks("Se igenom och ändra")
    town.henrik.sees("[Bekräfta genast]")
    ends(town.storage, plan, CHAIR, town.now)
    town.henrik.clicks("Stryk")
    town.henrik.sees(said)
    town.henrik.sees("[Visa vad som gäller]")
    goes_away(town.henrik, "[Bekräfta genast]")


@pytest.mark.parametrize("ends", ["put", "confirm", "poll", "throw away"])
def test_message_below_the_page_of_a_plan_goes_with_it(town: Town, ends: str) -> None:
    shown(town, "1 mars kl 10-12; 5 april kl 10-12")
    town.henrik.clicks("Se igenom och ändra")
    town.henrik.clicks("Stryk")
    town.henrik.clicks(
        "Återställ"
    )  # the page remembers what it was opened from, however often it is drawn anew
    presses = {
        "put": PUT,
        "confirm": "Bekräfta genast",
        "poll": "Fråga vilken som passar …",
        "throw away": "Kasta",
    }
    town.henrik.clicks(presses[ends])
    if ends in {"put", "poll"}:
        town.henrik.submits({})
    said = {"confirm": "2 möten i", "throw away": "är kastad."}.get(ends, "6 ledamöter tillfrågas")
    town.henrik.sees(said)
    town.henrik.closes(everything=True)
    town.henrik.does_not_see("[Se igenom och ändra]")
    town.henrik.sees(said)


def test_form_that_is_sent_after_the_plan_was_put_shows_where_it_stands(town: Town) -> None:
    plan = shown(town, "1 mars kl 10-12")
    town.henrik.clicks(PUT)
    town.henrik.sees("Den som inte säger något senast onsdag 18 oktober 2017 kl. 18.00,")
    withdraw_proposal(
        town.storage, put_to_members(town.storage, plan, CHAIR, town.now).proposal.id, CHAIR, town.now
    )
    town.henrik.submits({})
    town.henrik.sees("De här tiderna har dragits tillbaka.")
    town.henrik.closes()
    town.henrik.does_not_see(f"[{PUT}]")


def test_planned_meeting_that_was_put_meanwhile_shows_where_it_stands(town: Town) -> None:
    town.henrik.command("/meeting new 2017-12-15 10:00-12:00", HERE)
    town.henrik.sees(f"[{PUT}]")
    put_meeting(town.storage, town.here, CHAIR, town.now)
    town.henrik.clicks(PUT)
    town.henrik.sees("Mötets tid är redan framlagd för ledamöterna.")
    town.henrik.sees("• Fredag 15 december 2017 kl. 10.00–12.00")


def test_date_that_was_settled_meanwhile_shows_what_still_waits(town: Town) -> None:
    facts = put(town, "1 mars kl 10-12")
    town.ali.clicks("Jag invänder …", within="Passar tiden?")
    town.ali.submits({"reason": "Övning"})
    town.ali.sees("Du invänder mot")
    deadline_passes(town)
    town.henrik.clicks("Föreslå annan tid …")
    town.henrik.sees("Ny tid, i ord")
    drop_date(town.storage, facts.dates[0].id, CHAIR, town.now)
    town.henrik.submits({"when": "2 mars"})
    town.henrik.sees("Den tiden är inte längre föreslagen. Förslag på tider")


def test_dates_that_were_withdrawn_meanwhile_answer_a_member_with_the_question_as_it_stands(
    town: Town,
) -> None:
    facts = put(town, "1 mars kl 10-12")
    town.lena.clicks("Jag invänder …", within="Passar tiden?")
    town.lena.sees("Varför?")
    withdraw_proposal(town.storage, facts.proposal.id, CHAIR, town.now)
    town.lena.submits({"reason": "Övning"})
    town.lena.sees("De här tiderna har dragits tillbaka. Förslag på tider: Brottsförebyggande rådet")


def test_poll_that_was_decided_meanwhile_says_what_was_picked(town: Town) -> None:
    facts = ask(town, PollText())
    town.lena.clicks("Svara", within="Svara senast")
    town.lena.sees("[Nej till resten]")
    town.henrik.command("/meeting poll", HERE)
    town.henrik.sees("[Återkalla omröstningen]")
    pick_time(town.storage, facts.poll.id, facts.alternatives[1].id, CHAIR, town.now)
    town.henrik.clicks("Håll öppen till …", within="Omröstning: välj en tid")
    town.henrik.sees("En tid är redan vald.")
    town.henrik.closes()
    town.henrik.sees(f"{WEDNESDAY}* blir det, valt av Karin Ahlgren.")
    town.henrik.does_not_see("[Återkalla omröstningen]")
    says(town.lena, 0, Vote.YES)
    town.lena.sees(
        f"En tid är redan vald. Vilka av de här tiderna passar dig? {names.COUNCIL.name} *{WEDNESDAY}* blir det"
    )


def test_form_that_is_sent_after_slack_takes_no_more_answers_is_answered_anew(town: Town) -> None:
    shown(town, "1 mars kl 10-12")
    town.henrik.clicks(PUT)
    town.henrik.sees("Den som inte säger något senast onsdag 18 oktober 2017 kl. 18.00,")
    town.move_clock_to(town.now + timedelta(minutes=31))
    town.henrik.submits({})
    town.henrik.sees("6 ledamöter tillfrågas")
    town.henrik.closes()
    town.henrik.sees("6 ledamöter tillfrågas")
    assert [one.error for one in town.sandbox.refusals] == ["expired_url"]


@pytest.mark.parametrize("channel", [CHANNEL_ID, "direct"])
def test_sixth_answer_to_one_press_is_said_beside(town: Town, channel: str) -> None:
    user = town.henrik.id
    if channel == "direct":
        channel = town.sandbox.workspace.direct_messages(user, BOT_USER_ID).id
    client = listener_client(town.sandbox.app.bot_token, town.sandbox.api_url)
    respond = Respond(response_url=town.sandbox.app.response_url(channel, user))
    surface = BelowCommand(respond, in_conversation(client, channel, user), can_redraw=True)
    for number in range(USES + 1):
        surface.say(Message(f"Svar {number}", (section(f"Svar {number}"),)))
        town.henrik.sees(f"Svar {number}")
    assert [one.error for one in town.sandbox.refusals] == ["used_url"]
