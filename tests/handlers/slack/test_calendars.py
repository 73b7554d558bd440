"""Meetings in people's own calendars: secret addresses made and turned off in chat, and one meeting as a file."""

import re
from dataclasses import replace
from urllib.request import Request, urlopen

import pytest
from icalendar import Calendar

from bot.caldav.notifier import CHANGED_BY_OTHERS
from bot.calendar.check import check
from bot.calendar.kinds import Kind
from bot.delivery import DeliveryError, deliver_due
from bot.domain.delivery import DeliveryState, Route
from bot.domain.meeting import Meeting
from bot.handlers.slack.clients import listener_client
from bot.handlers.slack.files import MayNotUpload, give_file
from bot.handlers.slack.manifest import manifest
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.request import NOTHING_SET_UP
from bot.sandbox.driver import Person
from bot.sandbox.server import Sandbox
from bot.storage import Storage
from bot.usecases.access import Gone
from bot.usecases.changing import cancel_meeting, confirm_meeting
from bot.usecases.due import Due
from bot.usecases.feeds import feed_with_secret
from bot.usecases.invitations import distribution
from bot.usecases.sharing import share_calendar
from tests.at_work import CHANNEL, SITE, Town, accounts, at_work
from tests.handlers.slack.drawn import ENGLISH
from tests.handlers.slack.meetings import CHAIR, SECRETARY, december

HERE = f"#{CHANNEL}"
ADDRESS = re.compile(r"https://kallelse\.ekeby\.example/calendar/([\w-]{43})\.ics")
INVITATION = "Inbjudan: Brottsförebyggande rådet"


@pytest.fixture
def meeting(town: Town) -> Meeting:
    """Friday 15 December 2017, 10-12, everybody invited and the invitations delivered."""
    confirmed = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
    town.settle()
    return confirmed


def secrets_seen(person: Person, by: str) -> list[str]:
    """In the newest message with these words, in its order."""
    shown = person.sees(by)
    return ADDRESS.findall(str(shown.blocks))


def leads_to(town: Town, secret: str) -> list[str]:
    return [one.uid for one in feed_with_secret(town.storage, secret, town.now).meetings]


def file_of(person: Person) -> tuple[str, bytes, str]:
    """The newest file the person was given: its name, its content, and what the bot said with it."""
    message = next(one for one in reversed(person.messages()) if one.files)
    [file] = message.files
    clicked = Request(file["url_private"], headers={"Sec-Fetch-Site": "same-origin"})  # noqa: S310  as a browser does
    with urlopen(clicked, timeout=5) as answer:  # noqa: S310
        return file["name"], answer.read(), message.text


def test_own_address_is_made_shown_again_and_turned_off(town: Town, meeting: Meeting) -> None:
    town.lena.types("kalender")
    town.lena.sees("*Din egen*: de möten du är inbjuden till")
    town.lena.clicks("Skapa en hemlig adress")
    [secret] = secrets_seen(town.lena, "Lägg till i kalendern")
    assert leads_to(town, secret) == [meeting.uid]
    town.lena.types("möte kalender")
    assert secrets_seen(town.lena, "Lägg till i kalendern") == [secret]
    town.lena.clicks("Stäng av")
    town.lena.sees("Skapa en hemlig adress")
    with pytest.raises(Gone):
        feed_with_secret(town.storage, secret, town.now)


def test_new_address_stops_the_old_one(town: Town, meeting: Meeting) -> None:
    town.ulf.command("/meeting calendar")
    town.ulf.clicks("Make a secret address")
    [old] = secrets_seen(town.ulf, "Add to calendar")
    asks = [
        element["confirm"]["text"]["text"]
        for block in town.ulf.sees("Add to calendar").blocks
        for element in block.get("elements", ())
        if element.get("confirm")
    ]
    assert asks == [
        "Calendars that subscribe to the old address get no more meetings from it, at once.",
        "Calendars that subscribe to this address get no more meetings from it, at once.",
    ]
    town.ulf.clicks("New secret address")
    assert town.sandbox.workspace.news.wait(lambda: secrets_seen(town.ulf, "Add to calendar") != [old], 10)
    [new] = secrets_seen(town.ulf, "Add to calendar")
    assert leads_to(town, new) == [meeting.uid]
    with pytest.raises(Gone):
        feed_with_secret(town.storage, old, town.now)


def test_committees_address_is_made_by_the_chair_and_seen_by_members(town: Town) -> None:
    town.lena.command("/meeting calendar", HERE)
    town.lena.sees("Någon adress finns inte ännu; ordföranden eller sekreteraren kan skapa en här.")
    town.karin.command("/meeting calendar", HERE)
    town.karin.clicks(f"feed_make.{town.committee.id}")
    town.karin.sees("Stäng av")
    [made] = secrets_seen(town.karin, "adressen är densamma för alla ledamöter")
    town.ulf.command("/meeting calendar", HERE)
    assert secrets_seen(town.ulf, "the address is the same for all members") == [made]
    assert "Turn off" not in str(town.ulf.sees("the address is the same for all members").blocks)
    assert leads_to(town, made) == []
    assert [text for text in town.channel_messages() if made in text] == []


def test_somebody_without_a_seat_is_told_who_can_give_one(town: Town) -> None:
    town.tove.command("/meeting calendar", HERE)
    town.tove.sees("Det här är för dem som har en plats i BRÅ.")
    town.tove.command("/meeting calendar")
    town.tove.sees("Du har ingen plats i något råd som jag känner till.")


def test_button_adds_to_the_calendar_and_nothing_is_said_about_it(town: Town) -> None:
    town.lena.types("kalender")
    town.lena.clicks("Skapa en hemlig adress")
    [secret] = secrets_seen(town.lena, "Lägg till i kalendern")
    shown = town.lena.sees("Lägg till i kalendern")
    assert f"https://kallelse.ekeby.example/calendar/{secret}/subscribe" in str(shown.blocks)
    before = len(town.lena.messages())
    town.lena.clicks("Lägg till i kalendern")
    assert town.sandbox.wait_until_quiet()
    assert len(town.lena.messages()) == before


def test_home_leads_to_the_own_calendar(town: Town) -> None:
    town.ali.opens_home()
    town.ali.clicks("Kalender")
    town.ali.clicks("Skapa en hemlig adress")
    assert len(secrets_seen(town.ali, "Lägg till i kalendern")) == 1


def test_without_a_public_address_it_says_what_is_to_be_done(sqlite_storage: Storage) -> None:
    with at_work(sqlite_storage, site=NOTHING_SET_UP) as town:
        town.ulf.types("calendar")
        town.ulf.sees("KALLELSE_PUBLIC_URL")
        town.karin.command("/meeting calendar", HERE)
        town.karin.sees("Kalendrar når mig inte ännu.")


def test_chair_decides_whether_meetings_go_to_the_shared_calendar(sqlite_storage: Storage) -> None:
    with at_work(sqlite_storage, site=replace(SITE, shared_calendar="moln.ekeby.example")) as town:
        town.lena.command("/meeting calendar", HERE)
        town.lena.sees("adressen är densamma för alla ledamöter")
        town.lena.does_not_see("Gemensam kalender")
        town.karin.command("/meeting calendar", HERE)
        town.karin.sees(
            "*Gemensam kalender* på moln.ekeby.example: mötena i Brottsförebyggande rådet skrivs inte"
        )
        town.karin.clicks("Skriv in mötena där")
        town.karin.sees("mötena i Brottsförebyggande rådet skrivs in där.")
        assert shares(town)
        town.karin.clicks("Sluta skriva in där")
        town.karin.sees("mötena i Brottsförebyggande rådet skrivs inte in där.")
        assert not shares(town)


def shares(town: Town) -> bool:
    with town.storage.reading() as transaction:
        return transaction.committees.get(town.committee.id).shares_calendar


def test_secretary_writes_over_what_somebody_else_changed(sqlite_storage: Storage) -> None:
    with at_work(sqlite_storage) as town:
        share_calendar(town.storage, town.committee.id, CHAIR, town.now, shares=True)
        meeting = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
        deliver_due(town.storage, Route.CALDAV, Refuses(), "worker", lambda: town.now)
        town.henrik.command("/meeting invite", HERE)
        town.henrik.clicks("Skriv över med vårt", within="någon annan har ändrat den där")
        town.henrik.sees("… på väg")
        owed = distribution(town.storage, meeting.id, SECRETARY, town.now).shared
        assert (owed.state, owed.receipt) == (DeliveryState.OWED, "")  # type: ignore[union-attr]


class Refuses:
    def send(self, due: Due) -> str:
        assert due.facts
        raise DeliveryError(permanent=True, reason=CHANGED_BY_OTHERS)


def test_card_gives_the_meeting_as_a_file_in_direct_messages(town: Town, meeting: Meeting) -> None:
    town.ulf.clicks("Kalenderfil", within="Bekräftat")
    town.ulf.sees("The calendar file is in your direct messages with me.")
    name, content, said = file_of(town.ulf)
    [event] = Calendar.from_ical(content).events
    assert (name, check(content, Kind.STORED)) == ("kallelse-2017-12-15.ics", [])
    assert (event["UID"], event.start, event["SUMMARY"].params["LANGUAGE"]) == (
        meeting.uid,
        meeting.start,
        "en",
    )
    assert said.startswith("Brottsförebyggande rådet, Friday 15 December 2017, 10:00–12:00")


@pytest.mark.usefixtures("meeting")
def test_file_asked_for_in_the_invitation_comes_below_it(town: Town) -> None:
    town.lena.clicks("Kalenderfil", within=INVITATION)
    town.lena.sees(
        "rådet, fredag 15 december 2017 kl. 10.00–12.00: öppna filen så läggs mötet in i din kalender"
    )
    assert [one.text for one in town.lena.messages() if one.ephemeral_to] == []


@pytest.mark.usefixtures("meeting")
def test_next_meeting_offers_the_file(town: Town) -> None:
    town.ulf.command("/nextmeeting", HERE)
    town.ulf.clicks("Calendar file", within="in 65 days")
    town.ulf.sees("open the file to put the meeting into your calendar")


def test_file_of_a_meeting_cancelled_meanwhile_is_not_given(town: Town, meeting: Meeting) -> None:
    town.lena.command("/nextmeeting", HERE)
    town.lena.sees("om 65 dagar")
    cancel_meeting(town.storage, meeting.id, CHAIR, "", town.now)
    town.lena.clicks("Kalenderfil", within="om 65 dagar")
    town.lena.sees("är inställt")
    assert [one for one in town.lena.messages() if one.files] == []


def test_app_that_may_not_send_files_says_so() -> None:
    held = manifest()
    held["oauth_config"]["scopes"]["bot"].remove("files:write")
    with Sandbox(held, people=accounts()) as sandbox:
        client = listener_client(sandbox.app.bot_token, sandbox.api_url)
        with pytest.raises(MayNotUpload) as refused:
            give_file(client, "U0ULF", "kallelse.ics", b"BEGIN:VCALENDAR", "")
    assert explain(refused.value, ENGLISH).text.startswith("I may not send files here yet.")
