"""A person at their mail program, in the words of tests and of the browser client: reads, answers, goes away."""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from bot.sandbox.habits import Gone, Habits
from bot.sandbox.mail_answers import Answer, Answering
from bot.sandbox.mail_writing import Sending, addresses_in, read, reply
from bot.sandbox.mailbox import Mail, Mailbox
from bot.sandbox.onlooker import PATIENCE_SECONDS, wait_for_mails
from bot.sandbox.refusal import SlackRefusal

FORGER = "somebody@elsewhere.example"
HOLIDAY = {
    "sv": "Jag är inte på plats. Jag läser min post på måndag.",
    "en": "I am away, and read my mail on Monday.",
}


class Honesty(StrEnum):
    """Whether a mail is from whom it says it is, and whether the receiver looks."""

    GENUINE = "genuine"  # dmarc=pass
    FORGED = "forged"  # somebody else sent it in this person's name: dmarc=fail
    UNCHECKED = "unchecked"  # the receiving server says nothing about it


class Correspondent:
    """`language` is the mail program's, "sv" or "en"."""

    def __init__(self, mailbox: Mailbox, address: str, language: str = "sv") -> None:
        self._mailbox = mailbox
        self.address = address
        self.language = language

    def __repr__(self) -> str:
        return f"<{self.address}>"

    def mails(
        self, about: str = "", count: int = 1, timeout: float = PATIENCE_SECONDS
    ) -> list[dict[str, Any]]:
        """Waits for this many mails with these words in the subject, and returns all such, newest first."""
        return wait_for_mails(self._mailbox, self.address, about, count, timeout)

    def answers(
        self,
        mail: Mapping[str, Any],
        answer: str,
        comment: str = "",
        honesty: Honesty = Honesty.GENUINE,
    ) -> None:
        """Presses "accepted", "maybe" or "declined" on an invitation."""
        chosen = Answer[answer.upper()]
        self._send(self._answering(mail).reply(chosen, comment), honesty)
        self._mailbox.remember_answer(self._mail(mail), chosen.value)

    def proposes(
        self,
        mail: Mapping[str, Any],
        start: datetime,
        comment: str = "",
        honesty: Honesty = Honesty.GENUINE,
    ) -> None:
        """Proposes that the meeting begins at another time."""
        self._send(self._answering(mail).counter(start, comment), honesty)
        self._mailbox.remember_answer(self._mail(mail), "COUNTER")

    def delegates(self, mail: Mapping[str, Any], to: str, comment: str = "") -> None:
        """Says that somebody else, with the address `to`, comes instead."""
        self._send(self._answering(mail).delegation(to, comment), Honesty.GENUINE)

    def asks_again(self, mail: Mapping[str, Any], honesty: Honesty = Honesty.GENUINE) -> None:
        """Asks for the invitation as it is now, as mail programs do that have lost it."""
        self._send(self._answering(mail).refresh(), honesty)

    def replies(self, mail: Mapping[str, Any], text: str, honesty: Honesty = Honesty.GENUINE) -> None:
        """In words, as to any mail."""
        found = self._mail(mail)
        self._send(reply(self._mailbox.writer(found, self.language), read(found.raw), text), honesty)

    def removes(self, mail: Mapping[str, Any]) -> None:
        """Takes a cancelled meeting out of the calendar, of which nobody is told."""
        self._mailbox.remember_answer(self._mail(mail), "REMOVED")

    def bounces(self, how: Gone = Gone.BOUNCED) -> None:
        """From now on the address does not exist any more."""
        self._mailbox.change_habits(self.address, Habits(gone=how))

    def is_away(self, text: str = "") -> None:
        """From now on every mail is answered automatically."""
        away = text or HOLIDAY[self.language]
        self._mailbox.change_habits(self.address, Habits(away=away, language=self.language))

    def is_back(self) -> None:
        """The address exists, and nothing is answered automatically."""
        self._mailbox.change_habits(self.address, Habits())

    def _mail(self, facts: Mapping[str, Any]) -> Mail:
        found = self._mailbox.get(str(facts["id"]))
        if found is None or found.to.lower() != self.address.lower():
            raise SlackRefusal("mail_not_found")
        return found

    def _answering(self, facts: Mapping[str, Any]) -> Answering:
        mail = self._mail(facts)
        return Answering.to(read(mail.raw), self._mailbox.writer(mail, self.language))

    def _send(self, message: EmailMessage, honesty: Honesty) -> None:
        sending = Sending(
            sender=FORGER if honesty is Honesty.FORGED else self.address,
            raw=message.as_bytes(),
            is_signed=honesty is Honesty.GENUINE,
            is_checked=honesty is not Honesty.UNCHECKED,
        )
        self._mailbox.deliver(sending, addresses_in(str(message["To"])))
