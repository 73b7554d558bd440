"""Commands: typed after a slash, after a mention of the bot, or in a direct message to it. One dispatch for all."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.handlers.slack.desk import Desk, boundary, give, quietly, team_of
from bot.handlers.slack.forms import open_form
from bot.handlers.slack.ids import Press, room_for, value
from bot.handlers.slack.listening import Acts, CommandAnswer, CommandForm
from bot.handlers.slack.render.blocks import Message, actions, button, one_line, section
from bot.handlers.slack.request import Request
from bot.handlers.slack.surfaces import BelowCommand, in_conversation
from bot.handlers.text import Command, NotUnderstood, Verb, understand, with_name
from bot.language.words import Words
from bot.usecases.access import short_names_at

SLASH: dict[str, Verb | None] = {
    "/nextmeeting": Verb.NEXT_MEETING,
    "/propose": Verb.PROPOSE,
    "/agenda": Verb.AGENDA,
    "/decide": Verb.DECIDE,
    "/decisions": Verb.DECISIONS,
    "/actions": Verb.ACTIONS,
    "/meeting": None,  # what is meant stands in the words
}


class Commands:
    """Which act answers which verb."""

    def __init__(self, acts: Sequence[Acts]) -> None:
        self._answers: dict[Verb, CommandAnswer] = {}
        self._forms: dict[Verb, tuple[CommandForm, Callable[[Command], bool]]] = {}
        for module in acts:
            self._answers |= module.commands
            self._forms |= {verb: (form, module.opens) for verb, form in module.forms.items()}

    def run(self, request: Request, verb: Verb | None, text: str) -> None:
        with boundary(request):
            command = self._understood(request, verb, text)
            if isinstance(command, NotUnderstood):
                give(request, _not_understood(request, command))
            elif self._opens_form(command):
                self._open(request, command)
            else:
                give(request, self._answers[command.verb](request, command))

    def open(self, request: Request, text: str) -> None:
        """A button that stands for a command whose form could not be opened where it was typed."""
        command = self._understood(request, None, text)
        if isinstance(command, Command) and command.verb in self._forms:
            open_form(request, lambda asked: self._forms[command.verb][0](asked, command))

    def _understood(self, request: Request, verb: Verb | None, text: str) -> Command | NotUnderstood:
        names = short_names_at(request.storage, request.where, request.who, request.now) if text else []
        return understand(text, names) if verb is None else with_name(verb, text, names)

    def _opens_form(self, command: Command) -> bool:
        if command.verb not in self._forms:
            return False
        return self._forms[command.verb][1](command)

    def _open(self, request: Request, command: Command) -> None:
        if request.trigger:
            open_form(request, lambda asked: self._forms[command.verb][0](asked, command))
            return
        words = request.words
        text = " ".join((words.t("Open the form to go on."), *_in_words(command, words)))
        press = button(
            words.t("Open the form"),
            Press.OPEN_FORM,
            value(room_for(f"{command.verb} {command.called} {command.rest}".strip(), 1900)),
            style="primary",
        )
        give(request, Message(text, (section(text), actions(press))))


def _in_words(command: Command, words: Words) -> Iterator[str]:
    """How to do without the form."""
    if command.verb is Verb.DECIDE:
        example = words.t("#decision The agreement is extended through the first half of the year")
        yield words.t("Or write the decision after the word, for example: `{example}`", example=example)


def register(app: App, desk: Desk, acts: Sequence[Acts]) -> None:
    commands = Commands(acts)

    def listener(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        with quietly():
            request = desk.request(
                client,
                lambda _words: BelowCommand(
                    respond, in_conversation(client, body["channel_id"], body["user_id"])
                ),
                workspace=team_of(body),
                user=body["user_id"],
                channel=body["channel_id"],
                request_id=f"command:{body['trigger_id']}",
                trigger=body["trigger_id"],
            )
            commands.run(request, SLASH[body["command"]], body.get("text") or "")

    for name in SLASH:
        app.command(name)(listener)


def _not_understood(request: Request, meant: NotUnderstood) -> Message:
    words = request.words
    text = words.t("I do not know “{text}”.", text=one_line(meant.text[:100]))
    if meant.nearest is not None:
        text = f"{text} {words.t('Do you mean “{command}”?', command=meant.nearest)}"
    text = f"{text} {words.t('/meeting help shows all that can be asked for.')}"
    return Message(text, (section(text),))
