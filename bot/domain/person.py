"""People: an account in a workspace, an e-mail address, or both."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.domain.ids import PersonId


class Account(NamedTuple):
    """Where somebody can be reached by chat: `workspace` is "" until we have heard from them there."""

    platform: str
    workspace: str
    user: str


@dataclass(frozen=True, slots=True)
class Person:
    """`language` and `zone` (an IANA name) are the person's own settings in chat, None while unknown."""

    id: PersonId
    name: str
    email: str | None = None
    platform: str | None = None
    workspace: str | None = None
    user: str | None = None
    language: str | None = None
    zone: str | None = None

    @property
    def account(self) -> Account | None:
        if self.platform is None or self.user is None:
            return None
        return Account(self.platform, self.workspace or "", self.user)

    def with_account(self, account: Account) -> "Person":
        return replace(self, platform=account.platform, workspace=account.workspace, user=account.user)

    def known_as(self, *, name: str, email: str | None, language: str | None, zone: str | None) -> "Person":
        """What the chat says of them today; an address we already have is kept."""
        return replace(
            self,
            name=name or self.name,
            email=self.email or email,
            language=language or self.language,
            zone=zone or self.zone,
        )
