"""Forms that were sent in. What is plainly wrong is said at once, at its field; the rest is done after the
acknowledgement, and its outcome takes the form's place.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.handlers.slack.desk import Desk, answering, quietly, team_of
from bot.handlers.slack.forms import act_on, waiting, with_errors
from bot.handlers.slack.home import publish_home
from bot.handlers.slack.ids import Form
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.request import FieldErrors, Filled, Request, Surface, View
from bot.handlers.slack.surfaces import APP_NAME, Memory, OnHome, OnModal
from bot.language.words import Words


def register(app: App, desk: Desk, acts: Sequence[Acts]) -> None:
    submissions: dict[Form, Submission] = {}
    for module in acts:
        submissions |= module.submissions
    for form, submission in submissions.items():
        app.view(str(form))(_listener(desk, submission))


def _listener(desk: Desk, submission: Submission) -> Any:
    def listener(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Slack waits three seconds: what stands before `ack` asks nobody."""
        view = body["view"]
        filled = Filled(view, desk.clock())
        words = desk.words_at_once(team_of(body), body["user"]["id"])
        wrong: FieldErrors | View | None = None
        with quietly():  # should the check fail, what is done checks all of it again
            wrong = submission.check(words, filled)
        if isinstance(wrong, FieldErrors):
            anew = with_errors(view, wrong)
            if anew is None:
                ack(response_action="errors", errors=wrong.errors)
                return
            wrong = anew
        if wrong is not None:
            ack(response_action="update", view=wrong)
            return
        ack(response_action="update", view=waiting(words) | {"external_id": _id(view)})
        with answering(OnModal(client, view["id"], words, _title(view), awaited=_id(view)), words):
            act_on(_request(desk, body, client, filled.behind), submission, filled, view)

    return listener


def _id(view: View) -> str:
    return f"form:{view['id']}:{view.get('hash', '')}"


def _title(view: View) -> str:
    return (view.get("title") or {}).get("text") or APP_NAME


def _request(desk: Desk, body: dict[str, Any], client: WebClient, behind: str) -> Request:
    view, user = body["view"], body["user"]["id"]
    title, request_id = _title(view), _id(view)

    def standing_behind(words: Words) -> Surface | None:
        home = OnHome(partial(publish_home, desk, client, team_of(body), user))
        return Memory(client, user, words, home).surface(behind)

    return desk.request(
        client,
        lambda words: OnModal(client, view["id"], words, title, standing_behind(words), request_id),
        workspace=team_of(body),
        user=user,
        channel=None,
        request_id=request_id,
        trigger=body.get("trigger_id"),
    )
