"""However many dates there are and whatever people type, Slack takes the drawing, and nobody is pinged."""

from datetime import timedelta

import pytest

from bot.domain.asking import Asked
from bot.domain.committee import Role
from bot.domain.delivery import Route
from bot.domain.ids import AskedId, DateProposalId, MeetingId, ObjectionId, PersonId, ProposedDateId
from bot.domain.invitation import Source
from bot.domain.person import Person
from bot.domain.proposal import MOST_DATES, DateProposal, DateState, Objection, ProposalState, ProposedDate
from bot.domain.warning import Warn, Warning  # noqa: A004  as there
from bot.handlers.slack.ids import Form
from bot.handlers.slack.render.blocks import MESSAGE_WEIGHT, Message, modal, weight
from bot.handlers.slack.render.plan import plan_message, plan_page
from bot.handlers.slack.render.plan_forms import change_date_form, objection_form, put_plan_form, rewrite_form
from bot.handlers.slack.render.plan_outcomes import plans_page, proposal_stands_message, put_message
from bot.handlers.slack.render.proposal_waits import waits_message
from bot.handlers.slack.render.proposals import (
    outcome_message,
    proposal_card,
    proposal_reminder_message,
    question_message,
)
from bot.language.plan_lines import Reader
from bot.language.words import Words
from bot.usecases.proposal_facts import Plan, Plans, ProposalFacts
from tests.handlers.slack.drawn import COUNCIL, DECEMBER, ENGLISH, KARIN, LENA, NOW, STOCKHOLM, SWEDISH, read
from tests.handlers.slack.test_render_hostile import TEXTS

DEADLINE = NOW + timedelta(days=7)
MANY_PEOPLE = 6


def dates(text: str, state: DateState) -> tuple[ProposedDate, ...]:
    return tuple(
        ProposedDate(
            ProposedDateId(f"d{number}"),
            DateProposalId("plan"),
            state,
            DEADLINE + timedelta(days=7 * number + 1),
            DEADLINE + timedelta(days=7 * number + 1, hours=2),
            text[:200],
            "",
            MeetingId("december"),
        )
        for number in range(MOST_DATES)
    )


def facts(text: str, state: ProposalState, date_state: DateState, *, officer: bool = False) -> ProposalFacts:
    """Everybody objects to everything, at length; some were never reached."""
    people = {
        PersonId(f"p{number}"): Person(PersonId(f"p{number}"), text or "-") for number in range(MANY_PEOPLE)
    }
    people |= {KARIN.id: KARIN}
    proposed = dates(text, date_state)
    return ProposalFacts(
        committee=COUNCIL,
        proposal=DateProposal(
            DateProposalId("plan"),
            COUNCIL.id,
            state,
            KARIN.id,
            NOW,
            put_by=KARIN.id,
            put_at=NOW,
            deadline=DEADLINE,
        ),
        dates=proposed,
        objections=tuple(
            Objection(ObjectionId(f"{date.id}{one}"), date.id, one, text, text[:240], Source.SLACK, NOW)
            for date in proposed
            for one in people
        ),
        asked=tuple(
            Asked(
                AskedId(one), "plan", one, NOW, reached_by=Route.SLACK if number % 2 else None, reached_at=NOW
            )
            for number, one in enumerate(people)
        ),
        meetings={DECEMBER.id: DECEMBER},
        people=people,
        failed=frozenset(),
        now=NOW,
        asker=KARIN,
        role=Role.CHAIR if officer else Role.MEMBER,
    )


def plan(text: str) -> Plan:
    proposed = dates(text, DateState.OPEN)
    busy = Warning(Warn.ELSEWHERE, meeting=DECEMBER, people=(text or "-",) * 5, committee=COUNCIL)
    off = Warning(Warn.COMMITTEE_OFF, name=text)
    unread = tuple(f"{text} {number}"[:240].replace("\n", " ") for number in range(20))
    return Plan(
        committee=COUNCIL,
        proposal=DateProposal(DateProposalId("plan"), COUNCIL.id, ProposalState.DRAFT, KARIN.id, NOW),
        dates=proposed,
        warnings={date.id: (off, busy) for date in proposed},
        lines=tuple(Reader(NOW, STOCKHOLM).line(line) for line in unread),
        members=(KARIN, LENA, Person(PersonId("p"), text or "-")),
        deadline=DEADLINE,
    )


def seen(drawn: Message) -> str:
    text = "\n".join(read(drawn))
    assert weight(list(drawn.blocks)) <= MESSAGE_WEIGHT
    assert "<!channel>" not in str(drawn.blocks)
    assert "<@U0LENA>" not in str(drawn.blocks)
    return text


@pytest.mark.parametrize("words", [ENGLISH, SWEDISH], ids=["english", "swedish"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_slack_takes_every_message_about_proposed_dates(text: str, words: Words) -> None:
    asking = facts(text, ProposalState.OPEN, DateState.OPEN, officer=True)
    closed = facts(text, ProposalState.CLOSED, DateState.OBJECTED)
    gone = facts(text, ProposalState.WITHDRAWN, DateState.WITHDRAWN)
    waiting = facts(text, ProposalState.WAITING, DateState.OPEN, officer=True)
    drawn = [
        draw(one, words)
        for one in (asking, closed, gone, waiting)
        for draw in (
            question_message,
            proposal_reminder_message,
            proposal_card,
            outcome_message,
            waits_message,
        )
    ]
    drawn.append(plan_message(plan(text), words))
    assert seen(put_message(asking, words))
    assert all(seen(proposal_stands_message(one, words)) for one in (asking, closed, gone, waiting))
    assert [message for message in drawn if COUNCIL.name not in seen(message)] == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_slack_takes_every_page_and_form_about_proposed_dates(text: str) -> None:
    asking = facts(text, ProposalState.OPEN, DateState.OPEN, officer=True)
    adopted = facts(text, ProposalState.CLOSED, DateState.ADOPTED)
    drawn = plan(text)
    plans = Plans(COUNCIL, Role.CHAIR, drawn, (asking,) * 5, (adopted,) * 10)
    for page in (plan_page(drawn, SWEDISH, NOW), plans_page(plans, SWEDISH)):
        read(modal(Form.DONE, "Kallelse", page.blocks, close="Stäng"))
        assert len(page.blocks) <= 100
    read(put_plan_form(drawn, SWEDISH))
    read(objection_form(asking, SWEDISH))
    read(rewrite_form("plan", (text.strip() or "-")[:240], SWEDISH))
    read(change_date_form(asking, asking.dates[0], DEADLINE, SWEDISH, typed="12 april"))
