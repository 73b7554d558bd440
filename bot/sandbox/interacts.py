"""What people do with buttons, menus and modals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox import payloads, strict
from bot.sandbox.acts import ActFailedError, channel_of_payload
from bot.sandbox.app import App
from bot.sandbox.ids import interactive_elements
from bot.sandbox.inputs import STATEFUL
from bot.sandbox.link import Ack
from bot.sandbox.model import Message, View
from bot.sandbox.refusal import SlackRefusal

Values = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did to one element: `chosen` holds the keys Slack adds for it, such as selected_option."""

    block_id: str
    action_id: str
    chosen: Mapping[str, Any]


def acts_on_message(app: App, who: str, message: Message, act: Act) -> None:
    element = element_of(message.blocks or [], act)
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    facts = {
        "container": container,
        "channel": channel_of_payload(app.workspace, message.channel),
        "response_url": app.response_url(message.channel, who, message.ts),
        "state": {"values": _state_of_message(act, element)},
    }
    if message.ephemeral_to is None:
        facts["message"] = payloads.message_payload(message, app.workspace)
    _send_act(app, who, act, element, facts, app.triggers.give(who))


def _state_of_message(act: Act, element: Mapping[str, Any]) -> dict[str, Any]:
    if element["type"] not in STATEFUL:
        return {}
    return {act.block_id: {act.action_id: {"type": element["type"], **act.chosen}}}


def acts_on_view(app: App, who: str, view: View, act: Act, values: Values | None = None) -> None:
    """`values` is what the person has filled in so far in the rest of the view."""
    element = element_of(view.blocks, act)
    if values:
        view = app.workspace.views.fill(view, values)
    if element["type"] in STATEFUL:
        state = {"type": element["type"], **act.chosen}
        view = app.workspace.views.fill(view, {act.block_id: {act.action_id: state}})
    facts = {
        "container": {"type": "view", "view_id": view.id},
        "view": payloads.view_payload(view),
    }
    _send_act(app, who, act, element, facts, app.triggers.give(who, view.id))


def element_of(blocks: list[dict[str, Any]], act: Act) -> dict[str, Any]:
    for block in blocks:
        if block["block_id"] == act.block_id:
            for element in interactive_elements(block):
                if element["action_id"] == act.action_id:
                    return element
    raise ActFailedError("not_found", f"no element {act.action_id} in block {act.block_id}")


def _send_act(
    app: App, who: str, act: Act, element: Mapping[str, Any], facts: Mapping[str, Any], trigger_id: str
) -> None:
    action = {
        "type": element["type"],
        "block_id": act.block_id,
        "action_id": act.action_id,
        "action_ts": app.workspace.messages.new_ts(),
        **_echoed(element),
        **act.chosen,
    }
    account = app.workspace.account(who)
    payload = payloads.interaction("block_actions", account, trigger_id=trigger_id, actions=[action], **facts)
    ack = app.ask("interactive", payload, f"action {act.action_id}")
    if ack.error:
        raise ActFailedError(ack.error, ack.detail)


def _echoed(element: Mapping[str, Any]) -> dict[str, Any]:
    """A button hands back its text and value; a menu its first choice."""
    keys = ("text", "value", "style") if element["type"] == "button" else ()
    return {key: element[key] for key in keys if key in element}


def submits(app: App, who: str, view: View, values: Values) -> dict[str, str]:
    """Sends the modal in; what comes back is the bot's complaints by block_id, empty when it was taken."""
    views = app.workspace.views
    view = views.fill(view, values)
    view = views.mark(view, is_loading=True)
    account = app.workspace.account(who)
    payload = payloads.interaction(
        "view_submission",
        account,
        trigger_id=app.triggers.give(who, view.id),
        view=payloads.view_payload(view),
        response_urls=[],
    )
    ack = app.ask("interactive", payload, f"submission of {view.content.get('callback_id', '')}")
    if ack.error:
        views.mark(view, errors={"": "We had some trouble connecting. Try again?"})
        raise ActFailedError(ack.error, ack.detail)
    try:
        return _follow(app, who, view, ack)
    except SlackRefusal as refusal:
        app.refuse("ack of a submission", refusal.error, str(refusal.facts))
        views.mark(view, errors={"": "We had some trouble connecting. Try again?"})
        raise ActFailedError(refusal.error, str(refusal.facts)) from refusal


def _follow(app: App, who: str, view: View, ack: Ack) -> dict[str, str]:
    """Does what the ack of a submission says."""
    views = app.workspace.views
    action = ack.body.get("response_action")
    if action == "errors":
        return _show_errors(app, view, ack.body.get("errors") or {})
    if action in ("update", "push"):
        content = ack.body.get("view") or {}
        strict.check_view(content, home=False)
        if strict.asks_for_files(content) and "files:read" not in app.manifest.scopes:
            raise SlackRefusal("missing_scope", {"needed": "files:read"})
        view = views.mark(view)
        _ = views.update(view, content, None) if action == "update" else views.push(who, content)
    elif action == "clear":
        views.clear(who)
    elif action is None:
        _close(app, view)
    else:
        raise SlackRefusal("invalid_arguments", {"detail": f"unknown response_action {action}"})
    return {}


def _close(app: App, view: View) -> None:
    """Closes the submitted view; the bot may have put another one in front meanwhile."""
    stack = app.workspace.views.stack(view.user)
    if stack and stack[-1].id == view.id:
        app.workspace.views.pop(view.user)


def _show_errors(app: App, view: View, errors: Mapping[str, str]) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not errors or not set(errors) <= inputs:
        detail = f"errors must name input blocks of the view: {sorted(set(errors) - inputs)}"
        raise SlackRefusal("invalid_arguments", {"detail": detail})
    app.workspace.views.mark(view, errors=errors)
    return dict(errors)


def closes(app: App, who: str, view: View, *, everything: bool = False) -> None:
    """Closes the view in front, or the whole stack; the bot hears of it if the view asked for that."""
    stack = app.workspace.views.stack(who)
    app.workspace.views.clear(who) if everything else app.workspace.views.pop(who)
    for closed in reversed(stack) if everything else [view]:
        if closed.content.get("notify_on_close"):
            _tell_closed(app, who, closed, is_cleared=everything)


def _tell_closed(app: App, who: str, view: View, *, is_cleared: bool) -> None:
    payload = payloads.interaction(
        "view_closed",
        app.workspace.account(who),
        view=payloads.view_payload(view),
        is_cleared=is_cleared,
    )
    app.ask("interactive", payload, f"closing of {view.content.get('callback_id', '')}")


def options(
    app: App, who: str, place: Message | View, block_id: str, action_id: str, typed: str
) -> list[dict[str, Any]]:
    """What the bot offers in an external select for what the person has typed."""
    payload = payloads.interaction(
        "block_suggestion",
        app.workspace.account(who),
        **_place_of_options(app, place),
        block_id=block_id,
        action_id=action_id,
        value=typed,
    )
    ack = app.ask("interactive", payload, f"options of {action_id}")
    return list(ack.body.get("options", ()))


def _place_of_options(app: App, place: Message | View) -> dict[str, Any]:
    if isinstance(place, View):
        return {"container": {"type": "view", "view_id": place.id}, "view": payloads.view_payload(place)}
    return {
        "container": {"type": "message", "message_ts": place.ts, "channel_id": place.channel},
        "channel": channel_of_payload(app.workspace, place.channel),
        "message": payloads.message_payload(place, app.workspace),
    }
