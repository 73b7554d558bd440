"""views.*: modals and App Home."""

from typing import Any

from bot.sandbox import strict
from bot.sandbox.model import View
from bot.sandbox.payloads import view_payload
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.web_api.call import Answer, Call


def open_(call: Call) -> Answer:
    content = _content(call, home=False)
    trigger = call.app.triggers.spend(call.text("trigger_id"))
    return _answer(call.workspace.views.open(trigger.user, content))


def push(call: Call) -> Answer:
    content = _content(call, home=False)
    trigger = call.app.triggers.spend(call.text("trigger_id"))
    if trigger.view_id is None or call.workspace.views.top(trigger.user) is None:
        raise SlackRefusal("not_found")
    return _answer(call.workspace.views.push(trigger.user, content))


def update(call: Call) -> Answer:
    views = call.workspace.views
    if call.args.get("view_id"):
        view = views.get(call.text("view_id"))
    else:
        view = views.with_external_id(call.text("external_id"))
    content = _content(call, home=view.type == "home")
    return _answer(views.update(view, content, call.args.get("hash")))


def publish(call: Call) -> Answer:
    if not call.app.manifest.home_tab:
        raise SlackRefusal("not_enabled")
    account = call.workspace.account(call.text("user_id"))
    content = _content(call, home=True)
    return _answer(call.workspace.views.publish(account.id, content, call.args.get("hash")))


def _content(call: Call, *, home: bool) -> Any:
    content = call.structure("view", "invalid_arguments")
    if not isinstance(content, dict):
        raise SlackRefusal.with_problems("invalid_arguments", ["missing required field: view"])
    strict.check_view(content, home=home)
    if strict.asks_for_files(content):
        call.needs("files:read")
    return content


def _answer(view: View) -> Answer:
    return {"view": view_payload(view)}


METHODS = {"views.open": open_, "views.publish": publish, "views.push": push, "views.update": update}
