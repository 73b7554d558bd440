"""What is due by itself: a fault with one thing holds up none of the others."""

from datetime import datetime

import pytest
from structlog.testing import capture_logs

from bot.domain.committee import Committee
from bot.domain.proposal import DateProposal
from bot.storage import Storage, Transaction
from bot.usecases import adopting, keeping_time
from bot.usecases.keeping_time import keep_time
from tests.usecases.silences import DEADLINE, delivered, put, states

BROKEN = ("something due by itself broke", "RuntimeError")


def break_down(*_given: object) -> None:
    raise RuntimeError


def test_duty_that_breaks_holds_up_none_of_the_others(town: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = put(town)
    delivered(town)
    monkeypatch.setattr(keeping_time, "DUTIES", (break_down, *keeping_time.DUTIES))
    with capture_logs() as logs:
        keep_time(town, DEADLINE)
    assert states(town, facts) == ["adopted"] * 3
    assert [(one["event"], one["error"]) for one in logs] == [BROKEN]


def test_proposal_that_breaks_holds_up_none_of_the_others(
    town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = put(town), put(town, "7 juni 2018 kl 10")
    delivered(town)
    adopt = adopting.adopt

    def adopt_the_other(
        transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime
    ) -> DateProposal:
        if proposal.id == first.proposal.id:
            break_down()
        return adopt(transaction, committee, proposal, now)

    monkeypatch.setattr(adopting, "adopt", adopt_the_other)
    with capture_logs() as logs:
        keep_time(town, DEADLINE)
    assert (states(town, first), states(town, second)) == (["open"] * 3, ["adopted"])
    assert [(one["event"], one["error"]) for one in logs] == [BROKEN]
    monkeypatch.undo()
    keep_time(town, DEADLINE)
    assert states(town, first) == ["adopted"] * 3
