"""The committee's meetings in a real CalDAV server, through the ledger."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.caldav.address import SharedCalendar
from bot.caldav.notifier import CHANGED_BY_OTHERS, CalDavNotifier, read_receipt
from bot.caldav.shelf import Lying, Shelf
from bot.calendar.check import check
from bot.calendar.kinds import Kind
from bot.delivery import DeliveryError, deliver_due
from bot.domain.committee import Committee
from bot.domain.delivery import Delivery, DeliveryState, Route
from bot.domain.meeting import Meeting
from bot.domain.permission import NotAllowed
from bot.storage import Storage
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.committee_file_reader import parsed
from bot.usecases.committee_import import export_committee, import_committee
from bot.usecases.committees import change_committee, text_of
from bot.usecases.deliveries import LEASE
from bot.usecases.invitations import distribution
from bot.usecases.sharing import share_calendar, write_over
from tests.caldav.radicale import Radicale
from tests.town import CHAIR, DECEMBER, FEBRUARY, NOW, POLICE, SECRETARY, confirmed, held, ledger, planned

OURS = "kallelse@alvnas.example"
MOVED = replace(DECEMBER, start=datetime(2017, 12, 18, 13, 0), place="Biblioteket")  # noqa: DTZ001  wall-clock time


def deliver(town: Storage, calendar: SharedCalendar, now: datetime = NOW) -> int:
    return deliver_due(town, Route.CALDAV, CalDavNotifier(Shelf(calendar), OURS), "worker", lambda: now)


def entry_of(town: Storage, meeting: Meeting) -> Delivery:
    found = distribution(town, meeting.id, SECRETARY, NOW).shared
    assert found is not None
    return found


def seen(server: Radicale) -> list[tuple[str, str, str, str]]:
    """What the calendar shows: title, state, start on the wall, place."""
    return [
        (str(one["SUMMARY"]), str(one["STATUS"]), f"{one.start:%d.%m %H:%M}", str(one["LOCATION"]))
        for one in server.events()
    ]


COUNCIL = "Brottsförebyggande rådet"
STANDS = (COUNCIL, "CONFIRMED", "15.12 10:00", "Eksalen, kommunhuset")


@pytest.mark.usefixtures("sharing")
def test_meeting_is_written_moved_and_cancelled(town: Storage, server_of_calendars: Radicale) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    assert deliver(town, server.calendar) == 1
    assert seen(server) == [STANDS]
    [name] = server.names()
    assert check(server.asks("GET", name).content, Kind.STORED) == []
    move_meeting(town, meeting.id, CHAIR, MOVED, NOW)
    deliver(town, server.calendar)
    assert seen(server) == [(COUNCIL, "CONFIRMED", "18.12 13:00", "Biblioteket")]
    cancel_meeting(town, meeting.id, CHAIR, "Karin är sjuk", NOW)
    deliver(town, server.calendar)
    assert seen(server) == [(f"Inställt: {COUNCIL}", "CANCELLED", "18.12 13:00", "Biblioteket")]
    [event] = server.events()
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == (f"mailto:{OURS}", COUNCIL)
    assert event["ORGANIZER"].params["SCHEDULE-AGENT"] == "CLIENT"
    assert (event["UID"], event["SEQUENCE"], server.names()) == (meeting.uid, 2, [name])
    text = server.asks("GET", name).text
    assert [word for word in ("METHOD", "ATTENDEE", "sjuk", "@ekeby") if word in text] == []


def test_committee_that_does_not_share_owes_nothing(town: Storage, server_of_calendars: Radicale) -> None:
    confirmed(town)
    assert deliver(town, server_of_calendars.calendar) == 0
    assert [row for row in ledger(town, None) if row[1] == "caldav"] == []


@pytest.mark.usefixtures("sharing")
def test_meeting_that_nobody_was_told_of_is_not_written(town: Storage, server_of_calendars: Radicale) -> None:
    planned(town)
    off = confirmed(town, FEBRUARY)
    cancel_meeting(town, off.id, CHAIR, "", NOW)
    assert deliver(town, server_of_calendars.calendar) == 0
    assert (seen(server_of_calendars), entry_of(town, off).state) == ([], DeliveryState.VOID)


def test_only_chair_and_secretary_decide_about_it(town: Storage, committee: Committee) -> None:
    with pytest.raises(NotAllowed):
        share_calendar(town, committee.id, POLICE, NOW, shares=True)


def test_sharing_begins_with_what_is_to_come_and_ends_by_taking_it_away(
    town: Storage, committee: Committee, server_of_calendars: Radicale
) -> None:
    server, over, coming = server_of_calendars, held(town), confirmed(town, FEBRUARY)
    before, after, later = (over.end + timedelta(days=days) for days in (-1, 1, 2))
    share_calendar(town, committee.id, CHAIR, before, shares=True)
    deliver(town, server.calendar, before)
    assert [event["UID"] for event in server.events()] == [over.uid, coming.uid]
    share_calendar(town, committee.id, CHAIR, after, shares=False)
    deliver(town, server.calendar, after)
    assert [event["UID"] for event in server.events()] == [over.uid]
    share_calendar(town, committee.id, CHAIR, later, shares=True)
    deliver(town, server.calendar, later)
    assert [event["UID"] for event in server.events()] == [over.uid, coming.uid]


def test_new_name_of_the_committee_is_the_new_title(
    town: Storage, sharing: Committee, server_of_calendars: Radicale
) -> None:
    confirmed(town)
    deliver(town, server_of_calendars.calendar)
    change_committee(town, sharing.id, CHAIR, replace(text_of(sharing), name="Trygghetsrådet"), NOW)
    deliver(town, server_of_calendars.calendar)
    assert seen(server_of_calendars) == [("Trygghetsrådet", *STANDS[1:])]


def test_settings_and_committee_files_decide_about_it_too(
    town: Storage, committee: Committee, server_of_calendars: Radicale
) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    told = [row for row in ledger(town, None) if row[1] != "caldav"]
    exported = parsed(export_committee(town, "BRÅ", NOW))
    assert exported.text.shares_calendar is False
    shared = replace(exported, text=replace(exported.text, shares_calendar=True))

    def there() -> list[str]:
        deliver(town, server.calendar)
        return [str(event["UID"]) for event in server.events()]

    report = import_committee(town, shared, NOW)
    assert (report.rows[0].fields, there()) == (("shares_calendar",), [meeting.uid])
    silent = replace(shared, text=replace(shared.text, shares_calendar=None))
    assert import_committee(town, silent, NOW).rows[0].fields == ()
    assert parsed(export_committee(town, "BRÅ", NOW)) == shared
    change_committee(town, committee.id, CHAIR, exported.text, NOW)
    assert there() == []
    assert [row for row in ledger(town, None) if row[1] != "caldav"] == told


class LosesAnswers(Shelf):
    """The connection breaks after the server has heard."""

    def lay(self, name: str, octets: bytes, condition: dict[str, str]) -> str | None:
        super().lay(name, octets, condition)
        raise DeliveryError(permanent=False, in_doubt=True, reason="no answer")


@pytest.mark.usefixtures("sharing")
def test_answer_lost_on_the_way_is_found_out_the_next_time(
    town: Storage, server_of_calendars: Radicale
) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    for act in (lambda: None, lambda: move_meeting(town, meeting.id, CHAIR, MOVED, NOW)):
        act()
        losing = CalDavNotifier(LosesAnswers(server.calendar))
        deliver_due(town, Route.CALDAV, losing, "worker", lambda: NOW)
        lost = entry_of(town, meeting)
        assert (lost.state, lost.error) == (DeliveryState.OWED, "no answer")
        [name] = server.names()
        tag = server.asks("GET", name).headers["ETag"]
        assert deliver(town, server.calendar, NOW + timedelta(minutes=1)) == 1
        found = entry_of(town, meeting)
        assert (found.state, read_receipt(found.receipt).etag) == (DeliveryState.SENT, tag)  # type: ignore[union-attr]
    assert seen(server) == [(COUNCIL, "CONFIRMED", "18.12 13:00", "Biblioteket")]


@pytest.mark.usefixtures("sharing")
def test_entry_that_somebody_else_changed_is_left_until_the_secretary_says_so(
    town: Storage, server_of_calendars: Radicale
) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    deliver(town, server.calendar)
    [name] = server.names()
    theirs = server.asks("GET", name).content.replace(b"Eksalen", b"Aulan")
    assert server.asks("PUT", name, theirs, Content_Type="text/calendar").ok
    move_meeting(town, meeting.id, CHAIR, MOVED, NOW)
    deliver(town, server.calendar)
    failed = entry_of(town, meeting)
    assert (failed.state, failed.error) == (DeliveryState.FAILED, CHANGED_BY_OTHERS)
    assert seen(server) == [(COUNCIL, "CONFIRMED", "15.12 10:00", "Aulan, kommunhuset")]
    with pytest.raises(NotAllowed):
        write_over(town, meeting.id, POLICE, NOW)
    write_over(town, meeting.id, SECRETARY, NOW)
    deliver(town, server.calendar)
    assert seen(server) == [(COUNCIL, "CONFIRMED", "18.12 13:00", "Biblioteket")]
    assert entry_of(town, meeting).state == DeliveryState.SENT


@pytest.mark.usefixtures("sharing")
def test_entry_that_was_only_laid_out_anew_is_still_ours(
    town: Storage, server_of_calendars: Radicale
) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    deliver(town, server.calendar)
    [name] = server.names()
    same = server.asks("GET", name).content.replace(b"END:VEVENT", b"X-SEEN:1\r\nEND:VEVENT")
    assert server.asks("PUT", name, same, Content_Type="text/calendar").ok
    move_meeting(town, meeting.id, CHAIR, MOVED, NOW)
    deliver(town, server.calendar)
    assert seen(server) == [(COUNCIL, "CONFIRMED", "18.12 13:00", "Biblioteket")]


@pytest.mark.usefixtures("sharing")
def test_entry_that_somebody_took_away_is_written_with_the_next_change(
    town: Storage, server_of_calendars: Radicale
) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    deliver(town, server.calendar)
    [name] = server.names()
    server.asks("DELETE", name)
    move_meeting(town, meeting.id, CHAIR, MOVED, NOW)
    deliver(town, server.calendar)
    assert seen(server) == [(COUNCIL, "CONFIRMED", "18.12 13:00", "Biblioteket")]


@pytest.mark.usefixtures("sharing")
def test_wrong_password_waits_for_the_operator_and_is_told(
    town: Storage, server_of_calendars: Radicale
) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    deliver(town, replace(server.calendar, password="fel"))
    waiting = entry_of(town, meeting)
    assert (waiting.state, waiting.error) == (DeliveryState.OWED, "caldav 401")
    deliver(town, server.calendar, NOW + timedelta(minutes=1))
    assert seen(server) == [STANDS]


@pytest.mark.usefixtures("sharing")
@pytest.mark.parametrize(
    ("path", "error"),
    [pytest.param("nowhere/", "caldav 403", id="no-such-calendar"), pytest.param("", "", id="right")],
)
def test_calendar_that_is_not_there_waits_too(
    town: Storage, server_of_calendars: Radicale, path: str, error: str
) -> None:
    calendar, meeting = server_of_calendars.calendar, confirmed(town)
    deliver(town, replace(calendar, url=calendar.url + path))
    found = entry_of(town, meeting)
    assert (found.state == DeliveryState.SENT, found.error) == (not error, error)


@pytest.mark.usefixtures("sharing")
def test_server_that_is_away_is_tried_again(town: Storage, server_of_calendars: Radicale) -> None:
    calendar, meeting = server_of_calendars.calendar, confirmed(town)
    deliver(town, replace(calendar, url="http://127.0.0.1:9/kallelse/moten/"))
    away = entry_of(town, meeting)
    assert (away.state, away.error) == (
        DeliveryState.OWED,
        "no answer from the calendar server (ConnectionError)",
    )
    deliver(town, calendar, NOW + timedelta(minutes=1))
    assert seen(server_of_calendars) == [STANDS]


@pytest.mark.usefixtures("sharing")
def test_two_workers_write_each_meeting_once(town: Storage, server_of_calendars: Radicale) -> None:
    server = server_of_calendars
    for week in range(8):
        confirmed(town, replace(DECEMBER, start=DECEMBER.start + timedelta(weeks=week)))
    laid: list[str] = []

    class Counts(Shelf):
        def lay(self, name: str, octets: bytes, condition: dict[str, str]) -> str | None:
            laid.append(name)
            return super().lay(name, octets, condition)

    def work(name: str) -> None:
        deliver_due(town, Route.CALDAV, CalDavNotifier(Counts(server.calendar)), name, lambda: NOW)

    workers = [threading.Thread(target=work, args=(name,)) for name in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert (sorted(laid), len(server.events())) == (server.names(), 8)


class Dies(Shelf):
    """The worker is killed after the server has taken it, before anything is noted."""

    def lay(self, name: str, octets: bytes, condition: dict[str, str]) -> str | None:
        super().lay(name, octets, condition)
        raise SystemExit


@pytest.mark.usefixtures("sharing")
def test_another_worker_takes_over_from_one_that_died(town: Storage, server_of_calendars: Radicale) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    with pytest.raises(SystemExit):
        deliver_due(town, Route.CALDAV, CalDavNotifier(Dies(server.calendar)), "first", lambda: NOW)
    assert deliver(town, server.calendar) == 0
    assert deliver(town, server.calendar, NOW + LEASE) == 1
    assert (seen(server), entry_of(town, meeting).state) == ([STANDS], DeliveryState.SENT)


class TellsNoTag(Shelf):
    """A server that keeps entries in words of its own and tells no strong ETag."""

    def lay(self, name: str, octets: bytes, condition: dict[str, str]) -> str | None:
        return None if super().lay(name, octets, condition) is None else ""

    def fetch(self, name: str) -> Lying | None:
        lying = super().fetch(name)
        return None if lying is None else replace(lying, etag="")


@pytest.mark.usefixtures("sharing")
def test_server_without_strong_tags_is_looked_at_before_each_change(
    town: Storage, server_of_calendars: Radicale
) -> None:
    server, meeting = server_of_calendars, confirmed(town)
    notifier = CalDavNotifier(TellsNoTag(server.calendar))
    deliver_due(town, Route.CALDAV, notifier, "worker", lambda: NOW)
    move_meeting(town, meeting.id, CHAIR, MOVED, NOW)
    deliver_due(town, Route.CALDAV, notifier, "worker", lambda: NOW)
    assert seen(server) == [(COUNCIL, "CONFIRMED", "18.12 13:00", "Biblioteket")]


def test_looking_says_whether_we_are_let_in(server_of_calendars: Radicale) -> None:
    Shelf(server_of_calendars.calendar).look()
    with pytest.raises(DeliveryError) as refused:
        Shelf(replace(server_of_calendars.calendar, password="fel")).look()
    assert refused.value.reason == "caldav 401"
