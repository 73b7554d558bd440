import re
from dataclasses import replace
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from bot.domain.invitation import Answer
from bot.mail.invitation import AgendaLine, InvitationMail, MailKind
from bot.mail.letter import calendar_text, letter
from bot.mail.render import html, plain
from tests.mail.examples import CANCELLED, INVITATION, MOVED

INVITATION_IN_SWEDISH = """\
INBJUDAN
Möte med Trygghetsrådet

Trygghetsrådet i Älvnäs bjuder in dig till möte.

Tid: fredag 15 december 2017 kl. 10.00–12.00 (centraleuropeisk normaltid)
Plats: Ekrummet, kommunhuset
Videolänk: https://video.example/rum/42
Frågor till: Eva Lind, eva.lind@alvnas.example

Dagordning
1. Mötet öppnas
2. Lägesbild från polisen, 20 min
3. Överenskommelsen om samverkan, 30 min
4. Ev. Besök av länsstyrelsen, 15 min
5. Övriga frågor

Svara med knapparna i ditt mejlprogram eller i din kalender.

--\x20
Det här är ett automatiskt utskick från Trygghetsrådet i Älvnäs.
"""
INVITATION_OF_A_GUEST_ABROAD = """\
INVITATION
Möte med Trygghetsrådet

Nils Ek has invited you as a guest of Trygghetsrådet i Älvnäs.

Time: Friday 15 December 2017, 10:00–12:00 Central European Standard Time (04:00–06:00 where you are)
Place: Ekrummet, kommunhuset
Video link: https://video.example/rum/42
Questions to: Eva Lind, eva.lind@alvnas.example

Coffee from 9:30.

Bring the report.

Agenda
1. Mötet öppnas
2. Lägesbild från polisen, 20 min
3. Överenskommelsen om samverkan, 30 min
4. Besök av länsstyrelsen (tentative), 15 min
5. Övriga frågor

Please answer with the buttons in your mail program or calendar. If you see none, answer here.
Answer the invitation: https://kallelse.example/svar/abc

--\x20
This is an automatic message from Trygghetsrådet i Älvnäs.
"""
MOVED_IN_ENGLISH = """\
NEW TIME
Möte med Trygghetsrådet

The meeting has been given a new time.

Time: Friday 15 December 2017, 10:00–12:00 (Central European Standard Time)
Earlier time: Friday 8 December 2017, 10:00
Place: Ekrummet, kommunhuset
Video link: https://video.example/rum/42
Questions to: Eva Lind, eva.lind@alvnas.example
"""
CANCELLED_IN_SWEDISH = """\
INSTÄLLT
Möte med Trygghetsrådet

Mötet är inställt.

Skäl: Ordföranden är sjuk. Nytt datum kommer i januari.
Tid: fredag 15 december 2017 kl. 10.00–12.00 (centraleuropeisk normaltid)
Plats: Ekrummet, kommunhuset
Frågor till: Eva Lind, eva.lind@alvnas.example

--\x20
Det här är ett automatiskt utskick från Trygghetsrådet i Älvnäs.
"""
GUEST_ABROAD = replace(
    INVITATION,
    language="en",
    zone=ZoneInfo("America/New_York"),
    host="Nils Ek",
    entry=replace(INVITATION.entry, description="Coffee from 9:30.\n\nBring the report."),
    answer_link="https://kallelse.example/svar/abc",
)
HOSTILE = "<script>alert(1)</script> \"x\" 'y' & {{ 7*7 }} {committee}"


class Page(HTMLParser):
    """What a reader of the HTML sees, and where its links lead."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._unseen = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._unseen += tag in {"style", "title"}
        self.links += [str(value) for name, value in attrs if name in {"href", "src"}]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._unseen and data.strip():
            self.text.append(data.replace("\u2060", "").strip())


def words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (INVITATION, INVITATION_IN_SWEDISH),
        (GUEST_ABROAD, INVITATION_OF_A_GUEST_ABROAD),
        (CANCELLED, CANCELLED_IN_SWEDISH),
    ],
    ids=["invitation", "guest abroad", "cancelled"],
)
def test_letter_reads_as_people_write(mail: InvitationMail, text: str) -> None:
    assert plain(letter(mail)) == text


def test_moved_meeting_shows_the_earlier_time() -> None:
    assert plain(letter(replace(MOVED, language="en"))).startswith(MOVED_IN_ENGLISH)


@pytest.mark.parametrize(
    ("link", "how"),
    [
        (None, "Use the buttons in your mail program or calendar."),
        (
            "https://kallelse.example/svar/abc",
            "Use the buttons in your mail program or calendar. If you see none, answer here.",
        ),
    ],
    ids=["no link", "link"],
)
def test_moved_meeting_asks_for_another_answer(link: str | None, how: str) -> None:
    told = plain(letter(replace(MOVED, language="en", answer_link=link)))
    assert f"\n\nPlease answer again: answers to the earlier time no longer count. {how}\n" in told


def test_moved_meeting_that_has_been_answered_asks_no_more() -> None:
    told = plain(letter(replace(MOVED, language="en", given=Answer.ACCEPTED)))
    assert ("You have accepted, and that still stands." in told, "Please answer again" in told) == (
        True,
        False,
    )


@pytest.mark.parametrize("kind", [MailKind.CHANGED, MailKind.INVITATION])
def test_who_has_answered_an_earlier_time_is_told_that_it_no_longer_counts(kind: MailKind) -> None:
    """Also by a later mail, about another place."""
    again = "Svara igen: svaret som du gav tidigare gäller inte längre."
    told = plain(letter(replace(INVITATION, kind=kind, asked_anew=True)))
    assert f"\n\n{again} Använd knapparna i ditt mejlprogram eller i din kalender.\n" in told
    assert again not in plain(letter(replace(INVITATION, kind=kind)))


def test_meeting_with_another_end_shows_the_earlier_hours_whole() -> None:
    longer = replace(MOVED, language="en", previous_start=MOVED.entry.start, previous_end=MOVED.entry.end)
    assert "Earlier time: Friday 15 December 2017, 10:00–12:00" in plain(letter(longer))


@pytest.mark.parametrize(
    ("kind", "language", "subject"),
    [
        (MailKind.INVITATION, "sv", "Inbjudan: Möte med Trygghetsrådet, fredag 15 december 2017"),
        (MailKind.INVITATION, "en", "Invitation: Möte med Trygghetsrådet, Friday 15 December 2017"),
        (MailKind.MOVED, "sv", "Ny tid: Möte med Trygghetsrådet, fredag 15 december 2017"),
        (MailKind.MOVED, "en", "New time: Möte med Trygghetsrådet, Friday 15 December 2017"),
        (MailKind.CHANGED, "sv", "Ändrat: Möte med Trygghetsrådet, fredag 15 december 2017"),
        (MailKind.CHANGED, "en", "Changed: Möte med Trygghetsrådet, Friday 15 December 2017"),
        (MailKind.CANCELLED, "sv", "Inställt: Möte med Trygghetsrådet, fredag 15 december 2017"),
        (MailKind.CANCELLED, "en", "Cancelled: Möte med Trygghetsrådet, Friday 15 December 2017"),
        (MailKind.WITHDRAWN, "sv", "Återtagen inbjudan: Möte med Trygghetsrådet, fredag 15 december 2017"),
        (MailKind.WITHDRAWN, "en", "Invitation withdrawn: Möte med Trygghetsrådet, Friday 15 December 2017"),
        (MailKind.INVITATION, "fi-FI", "Invitation: Möte med Trygghetsrådet, Friday 15 December 2017"),
        (MailKind.INVITATION, "sv-SE", "Inbjudan: Möte med Trygghetsrådet, fredag 15 december 2017"),
    ],
)
def test_subject_names_the_weekday_in_the_readers_language(
    kind: MailKind, language: str, subject: str
) -> None:
    assert letter(replace(INVITATION, kind=kind, language=language)).subject == subject


def test_long_title_is_cut_in_the_subject_alone() -> None:
    written = letter(replace(INVITATION, meeting_title="Möte " * 40))
    assert written.subject == f"Inbjudan: {('Möte ' * 40)[:119].rstrip()}…, fredag 15 december 2017"
    assert written.title == ("Möte " * 40).strip()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer.NONE, "Svara med knapparna i ditt mejlprogram eller i din kalender."),
        (Answer.ACCEPTED, "Du har tackat ja, och det gäller fortfarande."),
        (Answer.TENTATIVE, "Du har svarat kanske, och det gäller fortfarande."),
        (Answer.DECLINED, "Du har tackat nej, och det gäller fortfarande."),
    ],
)
def test_change_says_that_an_answer_stands(answer: Answer, sentence: str) -> None:
    assert letter(replace(INVITATION, kind=MailKind.CHANGED, given=answer)).answer == sentence


@pytest.mark.parametrize("kind", [MailKind.CANCELLED, MailKind.WITHDRAWN, MailKind.READDRESSED])
def test_nobody_is_asked_to_answer_what_is_over(kind: MailKind) -> None:
    written = letter(replace(GUEST_ABROAD, kind=kind))
    assert (written.answer, written.answer_link, written.agenda) == ("", None, ())
    assert "https://video.example" not in plain(written)


@pytest.mark.parametrize("mail", [INVITATION, GUEST_ABROAD, MOVED, CANCELLED])
def test_html_and_text_say_the_same(mail: InvitationMail) -> None:
    written = letter(mail)
    page = Page(html(written))
    seen, typed = words_in(" ".join(page.text)), words_in(plain(written))
    links = words_in(" ".join(page.links))
    assert set(typed) - set(seen) - set(links) == set()
    assert set(seen) - set(typed) == set()


@pytest.mark.parametrize(("language", "lang"), [("sv", "sv"), ("en", "en"), ("de", "en")])
def test_html_names_its_language(language: str, lang: str) -> None:
    assert ("html", {"lang": lang, "dir": "ltr"}) in Page(
        html(letter(replace(INVITATION, language=language)))
    ).tags


def test_html_shows_hostile_text_as_typed() -> None:
    agenda = (AgendaLine(HOSTILE, HOSTILE, tentative=True, minutes=15),)
    mail = replace(
        GUEST_ABROAD,
        meeting_title=HOSTILE,
        committee_name=HOSTILE,
        host=HOSTILE,
        reason=HOSTILE,
        agenda=agenda,
        entry=replace(INVITATION.entry, place=HOSTILE, link=HOSTILE, description=HOSTILE),
    )
    page = Page(html(letter(mail)))
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in Page(html(letter(GUEST_ABROAD))).tags}
    assert " ".join(page.text).count(HOSTILE) >= 9
    assert page.links == ["mailto:eva.lind@alvnas.example", "https://kallelse.example/svar/abc"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", 'https://x.example/" onclick="x', "rum 42"]
)
def test_only_web_addresses_become_links(link: str) -> None:
    mail = replace(INVITATION, entry=replace(INVITATION.entry, link=link), answer_link=link)
    assert Page(html(letter(mail))).links == ["mailto:eva.lind@alvnas.example"]
    assert letter(mail).answer == "Svara med knapparna i ditt mejlprogram eller i din kalender."


def test_html_fetches_nothing() -> None:
    source = html(letter(GUEST_ABROAD))
    assert not re.search(r"url\(|@import|<img|<link|<script|src=", source)


def test_nothing_typed_starts_a_line_of_its_own() -> None:
    breaking = "Rummet\r\n\r\nTid: en annan\u2028dag\x1b[2J"
    mail = replace(CANCELLED, reason=breaking, meeting_title=breaking, committee_name=breaking)
    assert "\nTid: en annan" not in plain(letter(mail))
    assert "\x1b" not in plain(letter(mail)) + html(letter(mail))


def test_long_agenda_is_kept_short_in_the_calendar() -> None:
    agenda = tuple(AgendaLine(str(number), f"Ärende {number}") for number in range(1, 24))
    lines = calendar_text(replace(INVITATION, agenda=agenda)).split("\n")
    assert lines[2:4] == ["Dagordning", "1. Ärende 1"]
    assert lines[22:24] == ["20. Ärende 20", "… och 3 ärenden till"]
    assert len(letter(replace(INVITATION, agenda=agenda)).agenda) == 23


def test_mail_with_the_least_facts_is_whole() -> None:
    bare = replace(
        INVITATION,
        agenda=(),
        ask=None,
        entry=replace(INVITATION.entry, place=None, link=None, description=""),
    )
    assert plain(letter(bare)) == (
        "INBJUDAN\nMöte med Trygghetsrådet\n\n"
        "Trygghetsrådet i Älvnäs bjuder in dig till möte.\n\n"
        "Tid: fredag 15 december 2017 kl. 10.00–12.00 (centraleuropeisk normaltid)\n\n"
        "Svara med knapparna i ditt mejlprogram eller i din kalender.\n\n"
        "-- \nDet här är ett automatiskt utskick från Trygghetsrådet i Älvnäs.\n"
    )
    assert calendar_text(bare) == ""
