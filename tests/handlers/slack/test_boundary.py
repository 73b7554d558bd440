"""What happens when something goes wrong that nobody foresaw, or Slack is slow to say who somebody is."""

import pytest

from bot.handlers.slack import directory
from bot.handlers.slack.acts import planning
from bot.handlers.slack.clients import listener_client
from bot.handlers.slack.render.blocks import Message
from bot.sandbox.faults import Fault
from tests.at_work import CHANNEL, TEAM_ID, Town

HERE = f"#{CHANNEL}"
FRIDAY = {"Datum": "2017-12-15", "Från": "10:00"}


def planned(town: Town) -> int:
    with town.storage.reading() as transaction:
        return len(transaction.meetings.coming_of(town.committee.id, town.now))


def slack_does_not_say(town: Town) -> None:
    town.sandbox.app.faults.plan(Fault("server_error", "users.info", times=100))


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack is asked each time who somebody is."""
    monkeypatch.setattr(directory, "REMEMBERED_SECONDS", -1)


def test_answer_that_fails_after_the_deed_does_not_say_that_nothing_was_done(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Message:
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "planned_message", fails)
    town.henrik.command("/meeting new 2017-12-15 10:00", HERE)
    town.henrik.sees("Det du bad om kan ändå ha blivit gjort: titta efter innan du försöker igen.")
    assert planned(town) == 1


@pytest.mark.usefixtures("forgetful")
def test_form_is_acknowledged_before_slack_is_asked_who_sent_it(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.sees("Lämnas fältet tomt")
    slack_does_not_say(town)
    assert town.henrik.submits({**FRIDAY, "Videolänk": "Teams"}) == {"link": "En länk börjar med https://"}
    town.henrik.submits({**FRIDAY, "Videolänk": ""})
    town.henrik.sees("Något gick fel hos oss.")
    assert planned(town) == 0


def test_person_is_remembered_longer_than_they_are_believed(
    bare_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "REMEMBERED_SECONDS", -1)
    known = directory.Directory()
    client = listener_client(bare_town.sandbox.app.bot_token, bare_town.sandbox.api_url)
    assert known.remembered(TEAM_ID, "U0ULF") is None
    asked = known.who(client, TEAM_ID, "U0ULF")
    slack_does_not_say(bare_town)
    assert known.remembered(TEAM_ID, "U0ULF") == asked


# A direct message has no channel to set a committee up in


def test_setting_up_in_a_direct_message_says_where_to_write_it(town: Town) -> None:
    town.henrik.command("/meeting setup")
    town.henrik.sees("Ett råd hör till en kanal: skriv /meeting setup i den kanal där rådet håller till.")
    town.henrik.does_not_see("[Lägg upp ett råd]")
