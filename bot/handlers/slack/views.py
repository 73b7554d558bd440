"""Forms that were sent in. What is plainly wrong is said at once, at its field; the rest is done after the
acknowledgement, and its outcome takes the form's place.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.handlers.slack.desk import Desk, quietly, team_of
from bot.handlers.slack.forms import APP_NAME, act_on, waiting
from bot.handlers.slack.home import publish_home
from bot.handlers.slack.ids import Form
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.request import HOME, VIEW, Filled, Request, Surface
from bot.handlers.slack.surfaces import BelowCommand, OnHome, OnModal
from bot.language.words import Words


def register(app: App, desk: Desk, acts: Sequence[Acts]) -> None:
    submissions: dict[Form, Submission] = {}
    for module in acts:
        submissions |= module.submissions
    for form, submission in submissions.items():
        app.view(str(form))(_listener(desk, submission))


def _listener(desk: Desk, submission: Submission) -> Any:
    def listener(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        view = body["view"]
        filled = Filled(view)
        with quietly():
            request = _request(desk, body, client, filled.behind)
            wrong = submission.check(request, filled)
            if wrong is not None:
                ack(response_action="errors", errors=wrong.errors)
            else:
                ack(response_action="update", view=waiting(request.words) | {"external_id": request.id})
                act_on(request, submission, filled, view)

    return listener


def _request(desk: Desk, body: dict[str, Any], client: WebClient, behind: str) -> Request:
    view, user = body["view"], body["user"]["id"]
    title = (view.get("title") or {}).get("text") or APP_NAME
    request_id = f"form:{view['id']}:{view.get('hash', '')}"

    def standing_behind(words: Words) -> Surface | None:
        if behind == HOME:
            return OnHome(partial(publish_home, desk, client, team_of(body), user))
        if behind.startswith(VIEW):
            return OnModal(client, behind.removeprefix(VIEW).strip(), words, APP_NAME)
        address = Respond(response_url=behind, proxy=client.proxy, ssl=client.ssl)
        return BelowCommand(address, can_redraw=True) if behind else None

    return desk.request(
        client,
        lambda words: OnModal(client, view["id"], words, title, standing_behind(words), request_id),
        workspace=team_of(body),
        user=user,
        channel=None,
        request_id=request_id,
        trigger=body.get("trigger_id"),
    )
