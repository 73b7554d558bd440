"""Mail that waits or came back, as facts to be drawn."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.bounce import Bounce
from bot.domain.held_mail import Doubt, HeldKind, HeldMail, Outcome
from bot.domain.ids import BounceId, DeliveryId, HeldMailId
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, Slot
from bot.domain.person import Person
from bot.usecases.incoming_facts import BounceFacts, HeldMailFacts
from tests.handlers.slack.drawn import ALI, COUNCIL, DECEMBER, GRETA, KARIN, LENA, NOW

MAIL = HeldMail(
    id=HeldMailId("mail"),
    committee_id=COUNCIL.id,
    kind=HeldKind.ANSWER,
    heard_at=NOW,
    writer_name="Greta",
    writer_address="greta@hemma.example",
    vouched=True,
    subject="Accepterat: BRÅ",
    beginning="",
    doubts=(Doubt.OTHER_SENDER,),
    meeting_id=DECEMBER.id,
    person_id=GRETA.id,
    attendee_address="greta@ekebybostader.example",
    answer=Answer.ACCEPTED,
    comment="Jag blir sen.",
    given_at=NOW,
)
LATER = Slot(
    DECEMBER.start + timedelta(hours=1), DECEMBER.end + timedelta(hours=1), DECEMBER.place, DECEMBER.link
)
COUNTER = replace(
    MAIL, kind=HeldKind.COUNTER, doubts=(), start=LATER.start, end=LATER.end, answer=Answer.TENTATIVE
)
DELEGATION = replace(
    MAIL,
    kind=HeldKind.DELEGATION,
    doubts=(),
    answer=Answer.NONE,
    delegate_name="Siv Dahl",
    delegate_address="siv.dahl@ekeby.example",
)
BY_HAND = replace(
    MAIL, kind=HeldKind.WORDS, doubts=(), answer=None, comment="", beginning="Jag kan inte komma.\nTyvärr."
)


def waiting(
    mail: HeldMail = MAIL,
    *,
    meeting: Meeting | None = DECEMBER,
    person: Person | None = GRETA,
    proposed: Slot | None = None,
    clash: Meeting | None = None,
    colleague: Person | None = None,
) -> HeldMailFacts:
    slot = proposed or (LATER if mail.kind is HeldKind.COUNTER and mail.start else None)
    settled_by = KARIN if mail.settled_by else None
    return HeldMailFacts(COUNCIL, mail, meeting, person, colleague, slot, clash, settled_by, NOW)


def settled(mail: HeldMail, outcome: Outcome) -> HeldMail:
    return mail.settled(outcome, KARIN.id, NOW)


def came_back(*, again_by: Person | None = None, address: str = "greta@ekebybostader.example") -> BounceFacts:
    bounce = Bounce(
        id=BounceId("bounce"),
        committee_id=COUNCIL.id,
        meeting_id=DECEMBER.id,
        person_id=GRETA.id,
        delivery_id=DeliveryId("delivery"),
        address=address,
        status="5.1.1",
        heard_at=NOW,
    )
    return BounceFacts(COUNCIL, DECEMBER, bounce, GRETA, again_by)


PEOPLE = (ALI, GRETA, KARIN, LENA)


def hostile(text: str, kind: HeldKind) -> HeldMailFacts:
    """Everything that somebody outside could have written is `text`."""
    mail = replace(
        MAIL,
        kind=kind,
        writer_name=text,
        writer_address=text,
        subject=text,
        beginning=text,
        comment=text,
        attendee_name=text,
        attendee_address=text,
        stands_for=text,
        delegate_name=text,
        delegate_address=text,
        person_id=None,
        doubts=tuple(Doubt),
    )
    return waiting(mail, person=None, colleague=replace(ALI, name=text), proposed=LATER)
