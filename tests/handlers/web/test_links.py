"""The pages that people answer by: GET looks, POST acts, and a link does one thing for one person."""

import logging
from dataclasses import replace
from datetime import datetime
from io import StringIO

import pytest

from bot.domain.invitation import Answer, Source
from bot.domain.topic import TopicText
from bot.handlers.web.links import HEADERS, VISITS_FROM_AN_ADDRESS, VISITS_OF_A_LINK
from bot.handlers.web.pages import policy
from bot.logs import set_up_logs
from bot.storage import Storage
from bot.usecases.answers import Spoken, answer_as
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.invitations import invite_guest, uninvite_guest
from bot.usecases.meetings import Wish
from bot.usecases.topics import propose_topic
from tests.handlers.web.visiting import Visit, later, person_id, told, words
from tests.town import CHAIR, DECEMBER, FEBRUARY, HERE, NOW, POLICE, SECRETARY

DAY = "Fredag 15 december 2017 kl. 10.00–12.00"
OPEN_PAGE = [
    "Inbjudan",
    "Brottsförebyggande rådet",
    "Tid",
    DAY,
    "centraleuropeisk normaltid",
    "Plats",
    "Eksalen, kommunhuset",
    "Kommer du?",
    "Ja, jag kommer",
    "Kanske",
    "Nej, jag kan inte komma",
    "Kommentar (frivilligt)",
    "Den läses bara av ordförande, vice ordförande och sekreterare.",
    "Skicka svaret",
    "Sidan svarar för Greta Nyqvist. Den ger inte tillgång till något annat.",
    "English",
]


def test_page_shows_the_meeting_and_asks(visiting: Visit) -> None:
    answer = visiting.gets()
    assert (answer.status_code, words(answer)) == (200, OPEN_PAGE)
    assert visiting.history() == []


def test_page_shows_nothing_that_the_mail_did_not(visiting: Visit) -> None:
    propose_topic(visiting.storage, HERE, SECRETARY, TopicText("Hemligt ärende"), NOW)
    moved = Wish(DECEMBER.start, place="Eksalen, kommunhuset", link="https://video.example/hemlig")
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, moved, NOW)
    answer_as(
        visiting.storage,
        visiting.meeting.id,
        visiting.greta,
        Spoken(Answer.DECLINED, Source.EMAIL, "Hos tandläkaren"),
        later(minutes=5),
    )
    page = visiting.gets().text
    told = ["Hemligt", "video.example", "tandläkaren", "Karin", "Lena", "greta.nyqvist@"]
    assert [secret for secret in told if secret in page] == []
    assert "Nej, jag kan inte komma" in page


def test_answer_is_told_on_the_page_that_is_fetched_next(visiting: Visit) -> None:
    sent = visiting.posts(answer="accepted", comment=" Kommer\n 10 minuter sent ", shown="0")
    page = words(visiting.follows(sent))
    assert page[:3] == ["Inbjudan", "Brottsförebyggande rådet", "Tack! Då kommer du."]
    assert page[page.index("Ditt svar") :][:3] == [
        "Ditt svar",
        "Ja, jag kommer",
        "via den här länken, ons 11 okt. 2017 09.00, med en kommentar",
    ]
    given = [(one.answer, one.source, one.comment) for one in visiting.history()]
    assert given == [(Answer.ACCEPTED, Source.LINK, "Kommer 10 minuter sent")]


def test_loading_again_and_sending_again_do_nothing_twice(visiting: Visit) -> None:
    sent = visiting.posts(answer="accepted", comment="Sen", shown="0")
    visiting.follows(sent)
    visiting.follows(sent)
    visiting.follows(visiting.posts(answer="accepted", comment="Sen", shown="0"))
    visiting.follows(visiting.posts(answer="accepted", shown="0"))
    assert [(one.answer, one.comment) for one in visiting.history()] == [(Answer.ACCEPTED, "Sen")]


def test_thanks_are_not_said_again_a_day_later(visiting: Visit) -> None:
    sent = visiting.posts(answer="accepted", shown="0")
    visiting.clock.moment = later(days=1)
    assert "Tack! Då kommer du." not in words(visiting.follows(sent))


def test_nobody_else_can_put_words_on_the_page(visiting: Visit) -> None:
    other = visiting.links.note("another link", "Mötet är inställt", NOW)
    for note in (other, "Mötet är inställt", "x.y"):
        assert words(visiting.gets(f"{visiting.path()}?done={note}")) == OPEN_PAGE


def test_looking_answers_nothing_however_the_address_ends(visiting: Visit) -> None:
    """A mail's button may tick an answer; it is given when the form is sent."""
    page = visiting.gets(f"{visiting.path()}?answer=declined").text
    assert 'value="declined" checked' in page
    assert 'value="accepted" checked' not in page
    for method in ("HEAD", "OPTIONS"):
        assert visiting.browser.open(f"{visiting.path()}?answer=declined", method=method).status_code == 200
    for method in ("PUT", "DELETE", "PATCH"):
        assert visiting.browser.open(visiting.path(), method=method).status_code == 405
    assert visiting.history() == []


@pytest.mark.parametrize("given", ["", "needs-action", "yes", "accepted\x00", "<script>"])
def test_form_without_an_answer_keeps_what_was_written(visiting: Visit, given: str) -> None:
    page = visiting.posts(answer=given, comment="Jag <b>undrar</b>", shown="0")
    assert page.status_code == 422
    assert "Välj först ett av de tre svaren." in words(page)
    assert "Jag &lt;b&gt;undrar&lt;/b&gt;</textarea>" in page.text
    assert visiting.history() == []


def test_meeting_that_moved_while_the_page_was_open_is_asked_about_anew(visiting: Visit) -> None:
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, FEBRUARY, NOW)
    page = visiting.posts(answer="accepted", comment="Gärna", shown="0")
    told = "Svaret sparades inte: mötet har ändrats sedan du öppnade sidan. Så här gäller det nu."
    assert page.status_code == 422
    assert words(page)[2:9] == [
        told,
        "Mötet har fått en ny tid. Svara gärna på nytt, även om du har svarat tidigare.",
        "Tid",
        "Fredag 16 februari 2018 kl. 10.00–12.00",
        "centraleuropeisk normaltid",
        "Tidigare tid",
        "fredag 15 december 2017 kl. 10.00–12.00",
    ]
    assert "Gärna</textarea>" in page.text
    assert " checked" not in page.text
    assert visiting.history() == []
    visiting.follows(visiting.posts(answer="accepted", shown="1"))
    assert [one.answer for one in visiting.history()] == [Answer.ACCEPTED]


def test_form_that_is_out_of_date_ticks_no_answer_and_names_what_has_changed(visiting: Visit) -> None:
    """Roland had said yes, and says no when the place changes: sending once more must not say yes again."""
    told(visiting.storage, NOW)
    visiting.posts(answer="accepted", shown="0")
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW)
    for minutes in (0, 5):  # before and after the mail about it has arrived
        told(visiting.storage, later(minutes=minutes))
        page = visiting.posts(answer="declined", comment="Är sjuk", shown="0")
        assert page.status_code == 422
        assert words(page)[2:10] == [
            "Svaret sparades inte: mötet har ändrats sedan du öppnade sidan. Så här gäller det nu.",
            "Platsen är ändrad.",
            "Tid",
            DAY,
            "centraleuropeisk normaltid",
            "Plats",
            "Alsalen",
            "Tidigare plats",
        ]
        assert words(page)[10] == "Eksalen, kommunhuset"
        assert "Är sjuk</textarea>" in page.text
        assert " checked" not in page.text
    unsaid = visiting.posts(comment="Är sjuk", shown="1")
    assert ("Välj först ett av de tre svaren." in words(unsaid), " checked" in unsaid.text) == (True, False)
    visiting.clock.moment = later(minutes=5)
    visiting.posts(answer="declined", comment="Är sjuk", shown="1")
    assert visiting.invitation().answer == Answer.DECLINED


def test_form_that_is_out_of_date_by_the_video_link_alone_says_so(visiting: Visit) -> None:
    told(visiting.storage, NOW)
    online = replace(DECEMBER, link="https://video.example/hemlig")
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, online, NOW)
    page = visiting.posts(answer="accepted", shown="0")
    assert words(page)[3] == "Nu finns en videolänk."
    assert "video.example" not in page.text


def test_earlier_time_has_both_ends_when_only_the_end_moved(visiting: Visit) -> None:
    told(visiting.storage, NOW)
    longer = replace(DECEMBER, end=datetime(2017, 12, 15, 13))  # noqa: DTZ001  wall-clock time
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, longer, NOW)
    page = words(visiting.gets())
    assert page[page.index("Tid") + 1] == "Fredag 15 december 2017 kl. 10.00–13.00"
    assert page[page.index("Tidigare tid") + 1] == "fredag 15 december 2017 kl. 10.00–12.00"


def test_earlier_answer_that_no_longer_counts_is_said_not_to_until_the_next(visiting: Visit) -> None:
    told(visiting.storage, NOW)
    visiting.posts(answer="accepted", shown="0")
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, FEBRUARY, later(minutes=1))
    told(visiting.storage, later(minutes=2))
    move_meeting(
        visiting.storage, visiting.meeting.id, CHAIR, replace(FEBRUARY, place="Alsalen"), later(minutes=3)
    )
    told(visiting.storage, later(minutes=4))
    again = "Svara igen: svaret som du gav tidigare gäller inte längre."
    assert words(visiting.gets())[2] == again
    visiting.clock.moment = later(minutes=5)
    visiting.posts(answer="declined", shown="2")
    assert again not in words(visiting.gets())


def test_who_is_invited_after_a_move_reads_of_no_earlier_time(visiting: Visit) -> None:
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, FEBRUARY, NOW)
    invite_guest(visiting.storage, visiting.meeting.id, SECRETARY, "anna@lst.example", "Anna Berg", "", NOW)
    told(visiting.storage, NOW)
    page = words(visiting.gets(visiting.path(person_id(visiting.storage, "anna@lst.example"))))
    assert "Fredag 16 februari 2018 kl. 10.00–12.00" in page
    assert "Tidigare tid" not in page


def test_link_ends_with_the_meeting(visiting: Visit) -> None:
    visiting.clock.moment = visiting.meeting.end
    page = visiting.gets()
    assert (page.status_code, words(page)[2]) == (
        410,
        "Mötet är över, och därmed går länken inte längre att svara med.",
    )
    assert "<form" not in page.text
    late = visiting.posts(answer="accepted", shown="0")
    assert visiting.gets(f"/answer/{late.headers['Location']}").status_code == 410
    assert visiting.history() == []


def test_cancelled_meeting_is_said_to_be(visiting: Visit) -> None:
    cancel_meeting(visiting.storage, visiting.meeting.id, CHAIR, "Ordföranden är sjuk", NOW)
    page = visiting.gets()
    assert page.status_code == 410
    assert words(page) == [
        "Inbjudan",
        "Brottsförebyggande rådet",
        "Mötet är inställt.",
        "Skäl",
        "Ordföranden är sjuk",
        "Tid",
        DAY,
        "centraleuropeisk normaltid",
        "Plats",
        "Eksalen, kommunhuset",
        "English",
    ]


def test_who_is_no_longer_invited_is_told_so_and_cannot_answer(visiting: Visit) -> None:
    invite_guest(
        visiting.storage, visiting.meeting.id, SECRETARY, "anna@lansstyrelsen.example", "Anna Berg", "", NOW
    )
    anna = person_id(visiting.storage, "anna@lansstyrelsen.example")
    uninvite_guest(visiting.storage, visiting.meeting.id, SECRETARY, anna, NOW)
    move_meeting(visiting.storage, visiting.meeting.id, SECRETARY, replace(FEBRUARY, place="Alsalen"), NOW)
    page = visiting.gets(visiting.path(anna))
    assert (page.status_code, words(page)) == (
        410,
        ["Inbjudan", "Brottsförebyggande rådet", "Du är inte längre inbjuden till det här mötet.", "English"],
    )
    assert visiting.posts(visiting.path(anna), answer="accepted", shown="0").status_code == 303
    with visiting.storage.reading() as transaction:
        withdrawn = transaction.invitations.of(visiting.meeting.id, anna)
    assert withdrawn is not None
    assert withdrawn.answer == Answer.NONE


def test_meeting_that_is_not_there_has_no_page(visiting: Visit) -> None:
    assert visiting.gets(visiting.path(meeting_id="nothing")).status_code == 410


@pytest.mark.parametrize("token", ["", "x", "a/b/c", "..%2f..%2fetc", "å" * 50, "x" * 5_000])
def test_address_that_is_not_ours_leads_nowhere(visiting: Visit, token: str) -> None:
    page = visiting.gets(f"/answer/{token}", **{"Accept-Language": "sv"})
    assert (page.status_code, words(page)[1]) == (404, "Länken leder ingenstans")


def test_browsers_language_counts_only_for_somebody_unknown(visiting: Visit) -> None:
    assert (
        words(visiting.gets("/answer/x", **{"Accept-Language": "en, sv;q=0.5"}))[1]
        == "This link leads nowhere"
    )
    assert words(visiting.gets(**{"Accept-Language": "en"})) == OPEN_PAGE


def test_reader_can_ask_for_another_language_and_keeps_it(visiting: Visit) -> None:
    page = visiting.gets(f"{visiting.path()}?language=en")
    assert words(page)[2:7] == [
        "Time",
        "Friday 15 December 2017, 10:00–12:00",
        "Central European Standard Time",
        "Place",
        "Eksalen, kommunhuset",
    ]
    answered = visiting.follows(
        visiting.posts(f"{visiting.path()}?language=en", answer="tentative", shown="0")
    )
    assert words(answered)[2] == "Thank you: you may be coming."
    assert words(visiting.gets(f"{visiting.path()}?language=xx")) == words(visiting.gets())


def test_pages_are_closed_to_all_others(visiting: Visit) -> None:
    wanted = {**HEADERS, "Content-Security-Policy": policy()}
    for answer in (
        visiting.gets(),
        visiting.gets("/answer/x"),
        visiting.posts(answer="accepted", shown="0"),
        visiting.posts(),
    ):
        assert {name: answer.headers.get(name) for name in wanted} == wanted
        assert "Set-Cookie" not in answer.headers
        assert "<script" not in answer.text


def test_long_form_is_refused_in_words(visiting: Visit) -> None:
    page = visiting.posts(answer="accepted", comment="x" * 40_000, shown="0")
    assert page.status_code == 413
    assert words(page)[1] == "That was too much text"
    assert visiting.history() == []


def test_comment_is_cut_to_what_the_field_takes(visiting: Visit) -> None:
    visiting.posts(answer="accepted", comment="x" * 900, shown="0")
    assert [len(one.comment) for one in visiting.history()] == [500]


def test_one_link_opened_too_often_waits_until_the_next_minute(visiting: Visit) -> None:
    visiting.clock.moment = later(seconds=20)
    for _ in range(VISITS_OF_A_LINK):
        assert visiting.gets().status_code == 200
    page = visiting.posts(answer="accepted", shown="0")
    assert (page.status_code, page.headers["Retry-After"]) == (429, "40")
    assert words(page)[1] == "Please wait a moment"
    assert visiting.gets("/answer/x").status_code == 404
    visiting.clock.moment = later(minutes=1)
    assert visiting.gets().status_code == 200


def test_one_address_that_tries_many_links_waits(visiting: Visit) -> None:
    for number in range(VISITS_FROM_AN_ADDRESS):
        assert visiting.gets(f"/answer/x{number}").status_code == 404
    assert visiting.gets().status_code == 429
    visiting.address = "192.0.2.8"
    assert visiting.gets().status_code == 200


def test_one_ipv6_network_is_one_address(visiting: Visit) -> None:
    for number in range(VISITS_FROM_AN_ADDRESS):
        visiting.address = f"2001:db8:0:1::{number + 1:x}"
        assert visiting.gets(f"/answer/x{number}").status_code == 404
    assert visiting.gets().status_code == 429


def test_reverse_proxy_on_our_own_machine_is_nobodys_address(visiting: Visit) -> None:
    visiting.address = "127.0.0.1"
    for number in range(VISITS_FROM_AN_ADDRESS + 1):
        assert visiting.gets(f"/answer/x{number}").status_code == 404


@pytest.mark.parametrize(("proxies", "status"), [(0, 404), (1, 429)])
def test_visitors_address_is_taken_from_a_proxy_only_when_one_is_said_to_be_there(
    visiting: Visit, proxies: int, status: int
) -> None:
    """Anybody can write an X-Forwarded-For; the last address in it is the one that our proxy saw."""
    behind = Visit(visiting.storage, visiting.meeting, visiting.clock, "127.0.0.1", proxies=proxies)
    for number in range(VISITS_FROM_AN_ADDRESS):
        forged = f"198.51.100.{number % 250}, 192.0.2.7"
        assert behind.gets(f"/answer/x{number}", **{"X-Forwarded-For": forged}).status_code == 404
    assert behind.gets("/answer/x", **{"X-Forwarded-For": "203.0.113.1, 192.0.2.7"}).status_code == status
    assert behind.gets("/answer/x", **{"X-Forwarded-For": "192.0.2.8"}).status_code == 404


def test_page_that_breaks_says_so_and_logs_no_link(visiting: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_storage: Storage) -> None:
        raise OSError(f"no disk for {visiting.path()}")

    lines = StringIO()
    set_up_logs("json", stream=lines)
    monkeypatch.setattr(Storage, "reading", away)
    page = visiting.gets(**{"Accept-Language": "sv"})
    assert (page.status_code, words(page)[1]) == (500, "Något gick fel hos oss")
    logging.getLogger("waitress").error("Exception while serving %s", visiting.path())
    written = lines.getvalue()
    assert "a page of a link failed" in written
    assert "Exception while serving /answer/…" in written
    assert visiting.path().removeprefix("/answer/") not in written


def test_members_link_answers_for_the_member(visiting: Visit) -> None:
    lena = person_id(visiting.storage, POLICE.email or "")
    visiting.posts(visiting.path(lena), answer="declined", shown="0")
    with visiting.storage.reading() as transaction:
        answers = {
            one.person_id: one.answer for one in transaction.invitations.of_meeting(visiting.meeting.id)
        }
    assert answers[lena] == Answer.DECLINED
    assert {answer for person, answer in answers.items() if person != lena} == {Answer.NONE}
