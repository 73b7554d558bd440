"""Buttons and menus, in messages, modals and on the home page."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.handlers.slack.commands import Commands
from bot.handlers.slack.desk import Desk, boundary, give, quietly, team_of
from bot.handlers.slack.forms import Room, open_form
from bot.handlers.slack.home import publish_home
from bot.handlers.slack.ids import Press
from bot.handlers.slack.listening import Acts, PressAnswer, PressForm, press_of
from bot.handlers.slack.request import Request, Surface, opened_from
from bot.handlers.slack.surfaces import APP_NAME, BelowCommand, Memory, OnHome, OnModal, in_conversation
from bot.language.words import Words
from bot.usecases.access import Gone


def register(app: App, desk: Desk, acts: Sequence[Acts]) -> None:
    answers: dict[str, PressAnswer] = {}
    forms: dict[str, PressForm] = {}
    for module in acts:
        answers |= {str(press): answer for press, answer in module.presses.items()}
        forms |= {str(press): form for press, form in module.press_forms.items()}
    commands = Commands(acts)

    def listener(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        with quietly():
            request = _request(desk, body, client, respond)
            with boundary(request):
                press, parts = press_of(body["actions"][0])
                if press == Press.OPEN_FORM and parts:
                    commands.open(request, "|".join(parts))  # what was typed may hold a "|"
                elif press in forms and parts:
                    open_form(request, lambda asked: forms[press](asked, parts), room=_room(body))
                elif press in answers and parts:
                    give(request, answers[press](request, parts))
                elif press != Press.LINK:
                    raise Gone

    known = "|".join(re.escape(press) for press in Press)
    app.action(re.compile(rf"^({known})(\.\w+)?$"))(listener)


def _room(body: dict[str, Any]) -> Room:
    """A press on a modal puts another one upon it, three at the most
    (https://docs.slack.dev/surfaces/modals#modal-stacks).
    """
    view = body.get("view") or {}
    if body.get("container", {}).get("type") != "view" or view.get("type") != "modal":
        return Room.NEW
    below = view.get("previous_view_id")
    return Room.FULL if below and below != view.get("root_view_id") else Room.ON_TOP


def _request(desk: Desk, body: dict[str, Any], client: WebClient, respond: Respond) -> Request:
    user = body["user"]["id"]

    def surface(words: Words) -> Surface:
        container = body.get("container", {})
        if container.get("type") != "view":
            channel = str(container.get("channel_id", ""))
            beside = in_conversation(client, channel, user, container.get("thread_ts"))
            alone = bool(container.get("is_ephemeral")) or channel.startswith("D")
            return BelowCommand(respond, beside, can_redraw=alone)
        home = OnHome(partial(publish_home, desk, client, team_of(body), user))
        if body["view"]["type"] == "home":
            return home
        _, behind = opened_from(body["view"])
        below = Memory(client, user, words, home).surface(behind)
        return OnModal(client, body["view"]["id"], words, APP_NAME, below)

    return desk.request(
        client,
        surface,
        workspace=team_of(body),
        user=user,
        channel=(body.get("channel") or {}).get("id"),
        request_id=f"press:{body.get('trigger_id', '')}",
        trigger=body.get("trigger_id"),
    )
