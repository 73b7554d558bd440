"""Everything that people type stands in the text and the HTML of the mail as they typed it, and changes nothing else."""

import re
from dataclasses import asdict, dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from bot.calendar.entry import Mailbox
from bot.calendar.text import one_line, paragraphs
from bot.mail.invitation import AgendaLine, InvitationMail, MailKind
from bot.mail.letter import letter
from bot.mail.render import html, plain
from tests.calendar.examples import HOSTILE
from tests.mail.examples import INVITATION, composed

LONGEST_TITLE = 120  # it is cut in the subject beyond
TEXT = (st.text(st.characters(), max_size=150) | st.sampled_from(HOSTILE)).filter(one_line)
PLACES = re.compile(r"\[(title|committee|place|link|about|reason|host|secretary|topic)\]")
TITLE = TEXT.filter(lambda text: len(one_line(text)) <= LONGEST_TITLE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What people type that stands in a mail."""

    title: str = "[title]"
    committee: str = "[committee]"
    place: str = "[place]"
    link: str = "[link]"
    about: str = "[about]"
    reason: str = "[reason]"
    host: str = "[host]"
    secretary: str = "[secretary]"
    topic: str = "[topic]"

    @property
    def cleaned(self) -> dict[str, str]:
        """As it should stand there, by the name of the field in brackets."""
        texts = {name: one_line(text) for name, text in asdict(self).items()}
        return {f"[{name}]": text for name, text in {**texts, "about": paragraphs(self.about)}.items()}


ANYTHING = st.builds(
    Typed,
    title=TITLE,
    committee=TEXT,
    place=TEXT,
    link=TEXT,
    about=TEXT,
    reason=TEXT,
    host=TEXT,
    secretary=TEXT,
    topic=TEXT,
)


def with_words(typed: Typed, kind: MailKind, language: str) -> InvitationMail:
    return replace(
        INVITATION,
        kind=kind,
        language=language,
        meeting_title=typed.title,
        committee_name=typed.committee,
        reason=typed.reason,
        host=typed.host,
        ask=Mailbox(typed.secretary, "eva.lind@alvnas.example"),
        agenda=(AgendaLine("1", typed.topic, tentative=True), AgendaLine("2", typed.topic, minutes=5)),
        entry=replace(
            INVITATION.entry, title=typed.title, place=typed.place, link=typed.link, description=typed.about
        ),
    )


def filled(text: str, words: dict[str, str]) -> str:
    """The text with the words in place of the brackets. One after the other would fill what was filled in."""
    return PLACES.sub(lambda place: words[place[0]], text)


def parts(mail: InvitationMail) -> list[str]:
    """Text and HTML as a mail program gets them."""
    received = message_from_bytes(composed(mail).content, policy=policy.default)
    assert isinstance(received, EmailMessage)
    bodies = [received.get_body((kind,)) for kind in ("plain", "html")]
    return [body.get_content().replace("\r\n", "\n") for body in bodies if body]


@settings(deadline=None, max_examples=60)
@given(typed=ANYTHING, kind=st.sampled_from(MailKind), language=st.sampled_from(["sv", "en"]))
def test_words_stand_in_text_and_html_as_typed_and_change_nothing_else(
    typed: Typed, kind: MailKind, language: str
) -> None:
    blank, words = letter(with_words(Typed(), kind, language)), typed.cleaned
    escaped = {place: str(escape(text)) for place, text in words.items()}
    assert parts(with_words(typed, kind, language)) == [
        filled(plain(blank), words),
        filled(html(blank), escaped),
    ]
