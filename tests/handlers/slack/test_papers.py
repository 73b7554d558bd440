"""Papers attached in a form, listed wherever the meeting is drawn, and given to whoever may have them."""

import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bot.domain.delivery import DeliveryKind
from bot.domain.meeting import Meeting
from bot.domain.paper import MOST_BYTES, BadPaper
from bot.handlers.slack.clients import listener_client
from bot.handlers.slack.fetching import NotFetched, SlackFile, fetch
from bot.handlers.slack.refusals import explain
from bot.sandbox.driver import Person
from bot.usecases.changing import confirm_meeting
from bot.usecases.facts import InvitationFacts
from bot.usecases.meetings import plan_meeting
from bot.usecases.owing_invitations import EDITING
from bot.usecases.papers import papers_seen_by
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.drawn import ENGLISH
from tests.handlers.slack.meetings import CHAIR, december
from tests.town import FEBRUARY

HERE = f"#{CHANNEL}"
INVITATION = "Inbjudan: Brottsförebyggande rådet"
PDF = b"%PDF-1.7 avtal"


@pytest.fixture
def meeting(town: Town) -> Meeting:
    """Friday 15 December 2017, 10-12, everybody invited and the invitations delivered."""
    confirmed = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
    town.settle()
    return confirmed


def attach(town: Town, files: dict[str, bytes], who: Person | None = None) -> dict[str, str]:
    """What is said at the field; nothing when the form was taken."""
    who = who or town.karin
    who.command("/meeting papers", HERE)
    return who.submits({"Nya handlingar": files})


def attached(town: Town, meeting: Meeting) -> list[str]:
    return [one.name for one in papers_seen_by(town.storage, meeting.id, CHAIR, town.now).papers]


def file_of(person: Person) -> tuple[str, bytes, str]:
    """The newest file the person was given: its name, its content, and what the bot said with it."""
    message = next(one for one in reversed(person.messages()) if one.files)
    (file,) = message.files
    return file["name"], person._app.uploads.files[file["id"]].content, message.text


def goes_away(person: Person, words: str, patience: float = 30.0) -> None:
    until = time.monotonic() + patience
    while any(words in shown.words for shown in person.screen()):
        assert time.monotonic() < until, f"{words} stays"
        time.sleep(0.05)


def test_papers_of_a_form_are_attached_and_told_of(town: Town, meeting: Meeting) -> None:
    assert attach(town, {"Avtal å.pdf": PDF, "karta.png": b"\x89PNG\r\n\x1a\n"}) == {}
    town.karin.sees("Mötet har nu de här handlingarna: Avtal å.pdf och karta.png.")
    town.settle(EDITING * 2)
    assert attached(town, meeting) == ["Avtal å.pdf", "karta.png"]
    told = [one.facts for one in town.postbox.letters if one.delivery.kind == DeliveryKind.INVITATION][6:]
    papers = {
        tuple(paper.name for paper in one.facts.papers) for one in told if isinstance(one, InvitationFacts)
    }
    assert (len(told), papers) == (6, {("Avtal å.pdf", "karta.png")})


@pytest.mark.usefixtures("meeting")
def test_card_next_meeting_and_invitation_name_the_papers(town: Town) -> None:
    attach(town, {"Avtal å.pdf": PDF})
    town.karin.sees("Mötet har nu de här handlingarna")
    town.settle(EDITING * 2)
    assert "*Handlingar*\nAvtal å.pdf" in str(town.lena.sees("Bekräftat").blocks).replace("\\n", "\n")
    assert "Avtal å.pdf" in str(town.lena.sees(INVITATION).blocks)
    town.ulf.command("/nextmeeting", HERE)
    assert "*Papers*\nAvtal å.pdf" in str(town.ulf.sees("in 65 days").blocks).replace("\\n", "\n")


def test_card_leads_to_papers_and_guests_of_a_confirmed_meeting(town: Town, meeting: Meeting) -> None:
    town.henrik.clicks("papers", within="Bekräftat")
    town.henrik.submits({"Nya handlingar": {"Avtal.pdf": PDF}})
    town.henrik.sees("Avtal.pdf")
    assert attached(town, meeting) == ["Avtal.pdf"]
    town.henrik.closes()
    town.henrik.clicks("Gäster och vem som har fått vad", within="Bekräftat")
    town.henrik.clicks("Bjud in en gäst")
    town.henrik.sees("E-postadress")
    town.lena.clicks("papers", within="Bekräftat")
    town.lena.sees("Karin Ahlgren")


@pytest.mark.parametrize("within", ["Bekräftat", INVITATION], ids=["card", "invitation"])
@pytest.mark.usefixtures("meeting")
def test_member_gets_a_paper_in_direct_messages(town: Town, within: str) -> None:
    attach(town, {"Avtal å.pdf": PDF})
    town.karin.sees("Mötet har nu de här handlingarna")
    town.settle(EDITING * 2)
    town.lena.clicks("Handlingar", within=within)
    town.lena.sees("Avtal å.pdf · 1 kB")
    town.lena.does_not_see("Bifoga eller ta bort")
    town.lena.clicks("Hämta", within="Avtal å.pdf · 1 kB")
    town.lena.sees("Avtal å.pdf: till Brottsförebyggande rådet, fredag 15 december 2017 kl. 10.00–12.00")
    assert file_of(town.lena)[:2] == ("Avtal å.pdf", PDF)


@pytest.mark.usefixtures("meeting")
def test_somebody_without_a_seat_gets_no_paper(town: Town) -> None:
    attach(town, {"Avtal å.pdf": PDF})
    town.karin.sees("Mötet har nu de här handlingarna")
    town.settle(EDITING * 2)
    town.tove.clicks("Handlingar", within="Bekräftat")
    town.tove.sees("Det här är för dem som har en plats i BRÅ.")
    town.tove.does_not_see("Hämta")


def test_paper_is_removed_in_the_form_which_stays_open(town: Town, meeting: Meeting) -> None:
    attach(town, {"Avtal å.pdf": PDF, "karta.png": b"\x89PNG\r\n\x1a\n"})
    town.karin.sees("Mötet har nu de här handlingarna")
    town.karin.closes()
    town.henrik.command("/meeting handlingar", HERE)
    town.henrik.clicks("Ta bort", within="Avtal å.pdf · 1 kB")
    goes_away(town.henrik, "Avtal å.pdf · 1 kB")
    town.henrik.sees("karta.png · 1 kB")
    assert attached(town, meeting) == ["karta.png"]


@pytest.mark.usefixtures("meeting")
def test_officers_come_to_the_form_from_the_next_meeting(town: Town) -> None:
    town.karin.command("/nextmeeting", HERE)
    town.karin.clicks("Handlingar", within="om 65 dagar")
    town.karin.sees("Det finns inga handlingar till det här mötet.")
    town.karin.clicks("Bifoga eller ta bort")
    town.karin.sees("Alla som är inbjudna får e-post")


@pytest.mark.usefixtures("meeting")
def test_papers_typed_to_the_bot_open_the_form_by_a_button(town: Town) -> None:
    town.karin.types("handlingar")
    town.karin.clicks("Öppna formuläret")
    assert town.karin.submits({"Nya handlingar": {"a.pdf": PDF}}) == {}
    town.karin.sees("Mötet har nu de här handlingarna: a.pdf.")


def test_several_meetings_are_asked_about(town: Town, meeting: Meeting) -> None:
    other = plan_meeting(town.storage, town.here, CHAIR, FEBRUARY, town.now).meeting
    town.karin.command("/meeting papers", HERE)
    town.karin.clicks("fre 16 feb. 2018 10.00")
    assert town.karin.submits({"Nya handlingar": {"a.pdf": PDF}}) == {}
    town.karin.sees("De går ut med kallelsen när mötet är bekräftat.")
    assert (attached(town, meeting), attached(town, other)) == ([], ["a.pdf"])


def test_a_day_names_the_meeting(town: Town, meeting: Meeting) -> None:
    other = plan_meeting(town.storage, town.here, CHAIR, FEBRUARY, town.now).meeting
    town.karin.command("/meeting papers 16/2", HERE)
    assert town.karin.submits({"Nya handlingar": {"a.pdf": PDF}}) == {}
    town.karin.sees("De går ut med kallelsen när mötet är bekräftat.")
    assert (attached(town, meeting), attached(town, other)) == ([], ["a.pdf"])


@pytest.mark.usefixtures("meeting")
def test_member_is_told_who_attaches_papers(town: Town) -> None:
    town.lena.command("/meeting papers", HERE)
    town.lena.sees("Det här är för ordförande och sekreterare i BRÅ")


def test_too_large_file_is_refused_at_its_field(town: Town, meeting: Meeting) -> None:
    said = attach(town, {"stor.pdf": PDF.ljust(MOST_BYTES + 1)})
    assert said == {"papers": "stor.pdf är större än 5 MB. Gör bilderna i den mindre, eller dela upp den."}
    assert attached(town, meeting) == []


def test_file_that_is_not_what_it_says_is_refused_and_nothing_attached(town: Town, meeting: Meeting) -> None:
    assert attach(town, {"karta.png": b"\x89PNG\r\n\x1a\n", "avtal.pdf": b"MZ\x90\0"}) == {}
    town.karin.sees("avtal.pdf innehåller inte det som namnet säger.")
    town.karin.sees("Ingenting har bifogats.")
    assert attached(town, meeting) == []


# Fetching


@pytest.fixture
def file(town: Town) -> SlackFile:
    """A PDF that Karin has put into the workspace."""
    (known,) = town.karin.shares({"avtal.pdf": PDF}, in_channel=HERE).files
    return SlackFile.told(known)


def client(town: Town, token: str | None = None) -> Any:
    return listener_client(token or town.sandbox.app.bot_token, f"{town.sandbox.app.url}/api/")


def test_file_is_fetched_from_slack(town: Town, file: SlackFile) -> None:
    assert fetch(client(town), file) == PDF


ELSEWHERE = {
    "another host": "https://files.slack.com.evil.example/a.pdf",
    "another user": "https://files.slack.com@evil.example/a.pdf",
    "no encryption": "http://files.slack.com/a.pdf",
    "this machine": "http://127.0.0.1:1/a.pdf",
    "a disk": "file:///etc/passwd",
    "no address": "",
    "not an address": "https://[",
}


@pytest.mark.parametrize("address", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_file_is_fetched_from_nowhere_else(town: Town, file: SlackFile, address: str) -> None:
    with pytest.raises(NotFetched):
        fetch(client(town), replace(file, address=address))


def test_file_in_another_service_has_no_address_to_fetch_from() -> None:
    known = {
        "name": "avtal.pdf",
        "size": 4,
        "is_external": True,
        "url_private_download": "https://files.slack.com/a",
    }
    assert SlackFile.told(known).address == ""


@pytest.mark.parametrize("size", [len(PDF) - 1, len(PDF) + 1])
def test_file_of_another_size_than_was_told_is_not_taken(town: Town, file: SlackFile, size: int) -> None:
    with pytest.raises(NotFetched):
        fetch(client(town), replace(file, size=size))


def test_page_to_sign_in_on_is_not_taken_for_the_file(town: Town, file: SlackFile) -> None:
    with pytest.raises(NotFetched) as refused:
        fetch(client(town, "xoxb-somebody-elses"), file)
    assert "Slack did not give me avtal.pdf" in explain(refused.value, ENGLISH).text
    assert [refusal.what for refusal in town.sandbox.refusals] == ["file download"]
    town.sandbox.app.refused.clear()  # that was no fault of the bot's


def test_file_that_is_said_to_be_too_large_is_not_asked_for(town: Town, file: SlackFile) -> None:
    with pytest.raises(BadPaper):
        fetch(client(town), replace(file, size=MOST_BYTES + 1))


class Redirecting(BaseHTTPRequestHandler):
    """Answers everything by sending the asker to /elsewhere, and notes who came there with what."""

    def do_GET(self) -> None:
        self.server.came.append((self.path, self.headers["Authorization"]))  # type: ignore[attr-defined]  # ours
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


def test_token_does_not_follow_a_redirect() -> None:
    came: list[tuple[str, str]] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Redirecting) as server:
        server.came = came  # type: ignore[attr-defined]  # ours
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(NotFetched):
            fetch(listener_client("xoxb-1", f"{address}/api/"), SlackFile("a.pdf", 4, f"{address}/a.pdf"))
        server.shutdown()
    assert came == [("/a.pdf", "Bearer xoxb-1")]
