"""The people and channels of the workspace, and everything said and shown in it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.sandbox.clock import Clock
from bot.sandbox.ids import new_id
from bot.sandbox.messages import Messages
from bot.sandbox.model import Account, Channel
from bot.sandbox.news import News
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.views import Views

TEAM_ID = "T0SANDBOX"
TEAM_DOMAIN = "sandbox"
APP_ID = "A0KALLELSE"
BOT_ID = "B0KALLELSE"
BOT_USER_ID = "U0KALLELSE"
SLACKBOT = "USLACKBOT"


class Workspace:
    """Thread-safe: every method holds `news.changed` while it reads or changes."""

    def __init__(self, clock: Clock, team_name: str = "Sandbox") -> None:
        self.clock = clock
        self.team_name = team_name
        self.news = News()
        self.accounts: dict[str, Account] = {}
        self.channels: dict[str, Channel] = {}
        self.messages = Messages(clock, self.news)
        self.views = Views(self.news)

    def add_accounts(self, accounts: Iterable[Account]) -> None:
        with self.news.changed:
            self.accounts.update({account.id: account for account in accounts})
            self.news.tell("workspace")

    def add_channel(self, channel: Channel) -> None:
        with self.news.changed:
            created = channel.created or int(self.clock.seconds())
            self.channels[channel.id] = replace(channel, created=created)
            self.news.tell("workspace")

    def account(self, account_id: str) -> Account:
        with self.news.changed:
            if account_id not in self.accounts:
                raise SlackRefusal("user_not_found")
            return self.accounts[account_id]

    def account_with_email(self, email: str) -> Account:
        with self.news.changed:
            for account in self.accounts.values():
                if account.email and account.email.lower() == email.lower() and not account.is_deleted:
                    return account
        raise SlackRefusal("users_not_found")

    def channel(self, channel_id: str) -> Channel:
        with self.news.changed:
            if channel_id not in self.channels:
                raise SlackRefusal("channel_not_found")
            return self.channels[channel_id]

    def channels_of(self, account: str) -> list[Channel]:
        """Channels and direct messages this person is in."""
        with self.news.changed:
            return [channel for channel in self.channels.values() if account in channel.members]

    def direct_messages(self, one: str, other: str) -> Channel:
        """The conversation of two, opened now if it was not."""
        with self.news.changed:
            self.account(one)
            self.account(other)
            for channel in self.channels.values():
                if channel.is_im and set(channel.members) == {one, other}:
                    return channel
            channel = Channel(new_id("D"), "directmessage", (one, other), is_im=True)
            self.add_channel(channel)
            return self.channels[channel.id]

    def join(self, channel_id: str, account: str) -> bool:
        """Whether the person was not a member before."""
        with self.news.changed:
            channel = self.channel(channel_id)
            if account in channel.members:
                return False
            self.channels[channel_id] = replace(channel, members=(*channel.members, account))
            self.news.tell("workspace")
            return True

    def leave(self, channel_id: str, account: str) -> None:
        with self.news.changed:
            channel = self.channel(channel_id)
            members = tuple(member for member in channel.members if member != account)
            self.channels[channel_id] = replace(channel, members=members)
            self.news.tell("workspace")

    def change_account(self, account: Account) -> None:
        self.add_accounts([account])

    def slackbot_tells(self, account: str, channel_id: str, text: str) -> None:
        """A note only this person sees, as Slack writes when an app fails."""
        self.messages.post(channel_id, SLACKBOT, text, ephemeral_to=account)
        self.news.tell("notice", to=frozenset({account}), text=text)
