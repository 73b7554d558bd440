"""What can be asked for."""

from bot.handlers.slack.listening import Acts
from bot.handlers.slack.render.help import help_message
from bot.handlers.slack.request import Answer, Request
from bot.handlers.text import Command, Verb
from bot.usecases.access import short_names_at


def help_(request: Request, _command: Command) -> Answer:
    known = short_names_at(request.storage, request.where, request.who, request.now)
    in_channel = request.where.channel is not None
    return help_message(request.words, request.now, has_committee=bool(known), in_channel=in_channel)


ACTS = Acts(commands={Verb.HELP: help_})
