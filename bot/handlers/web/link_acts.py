"""What the link of each purpose shows and does."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.handlers.web.invitation import InvitationAct
from bot.handlers.web.pages import LinkAct
from bot.handlers.web.poll import PollAct
from bot.handlers.web.proposal import ProposalAct
from bot.storage import Storage
from bot.usecases.links import Purpose


def link_acts(storage: Storage, clock: Clock) -> Mapping[Purpose, LinkAct]:
    return {
        Purpose.INVITATION: InvitationAct(storage, clock),
        Purpose.POLL: PollAct(storage, clock),
        Purpose.PROPOSAL: ProposalAct(storage, clock),
    }
