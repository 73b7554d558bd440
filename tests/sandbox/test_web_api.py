"""The Web API answers what Slack's answers, and refuses what Slack's refuses."""

from dataclasses import replace
from typing import Any
from urllib.request import Request, urlopen

import pytest

from bot.sandbox import triggers
from bot.sandbox.model import Account, Channel
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import BOT_USER_ID
from tests.sandbox.calling import api

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
MODAL: dict[str, Any] = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Title"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "b",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "a"},
        }
    ],
}
HOME: dict[str, Any] = {"type": "home", "blocks": [SECTION]}


def without_scope(sandbox: Sandbox, scope: str) -> None:
    manifest = sandbox.app.manifest
    sandbox.app.manifest = replace(manifest, scopes=manifest.scopes - {scope})


def post(sandbox: Sandbox, channel: str = "C0ALL", **arguments: Any) -> str:
    posted = api(sandbox, "chat.postMessage", channel=channel, **{"text": "Hello", **arguments})
    assert posted["ok"], posted
    return str(posted["ts"])


REFUSALS: dict[str, tuple[str, dict[str, Any], str]] = {
    "posting in a channel it is not in": (
        "chat.postMessage",
        {"channel": "C0FIKA", "text": "x"},
        "not_in_channel",
    ),
    "posting nowhere": ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
    "posting nothing": ("chat.postMessage", {"channel": "C0ALL"}, "no_text"),
    "answering in a thread that is not there": (
        "chat.postMessage",
        {"channel": "C0ALL", "text": "x", "thread_ts": "1.000001"},
        "thread_not_found",
    ),
    "51 blocks": (
        "chat.postMessage",
        {"channel": "C0ALL", "blocks": [{"type": "divider"}] * 51},
        "invalid_blocks",
    ),
    "metadata without a payload": (
        "chat.postMessage",
        {"channel": "C0ALL", "text": "x", "metadata": {"event_type": "x"}},
        "invalid_metadata_format",
    ),
    "changing a message that is not there": (
        "chat.update",
        {"channel": "C0ALL", "ts": "1.000001", "text": "x"},
        "message_not_found",
    ),
    "whispering to somebody who is not in the channel": (
        "chat.postEphemeral",
        {"channel": "C0ALL", "user": "U0ANNA", "text": "x"},
        "user_not_in_channel",
    ),
    "asking about nobody": ("users.info", {"user": "U0NONE"}, "user_not_found"),
    "opening a modal without a trigger": ("views.open", {"view": MODAL}, "invalid_arguments"),
    "opening a modal with an invented trigger": (
        "views.open",
        {"view": MODAL, "trigger_id": "1.2.3"},
        "invalid_trigger_id",
    ),
    "changing a modal that is not there": ("views.update", {"view": MODAL, "view_id": "V0NONE"}, "not_found"),
    "marking a message that is not there": (
        "reactions.add",
        {"channel": "C0ALL", "timestamp": "1.000001", "name": "eyes"},
        "message_not_found",
    ),
    "marking with an impossible name": (
        "reactions.add",
        {"channel": "C0ALL", "timestamp": "1.000001", "name": "Not a name"},
        "invalid_name",
    ),
    "looking into somebody else's conversation": (
        "conversations.info",
        {"channel": "D0THEIRS"},
        "channel_not_found",
    ),
    "an unknown method": ("chat.shout", {}, "unknown_method"),
}


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSALS.values(), ids=REFUSALS.keys())
def test_refusal(empty_sandbox: Sandbox, method: str, arguments: dict[str, Any], error: str) -> None:
    manifest = empty_sandbox.app.manifest
    empty_sandbox.app.manifest = replace(manifest, scopes=manifest.scopes | {"users:read.email", "im:read"})
    empty_sandbox.workspace.add_accounts([Account("U0ANNA", "anna", "Anna Ek")])
    empty_sandbox.workspace.add_channel(Channel("D0THEIRS", "directmessage", ("U0EVA", "U0TOM"), is_im=True))
    answer = api(empty_sandbox, method, **arguments)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert [(refused.what, refused.error) for refused in empty_sandbox.refusals] == [(method, error)]


def test_looking_for_an_unknown_address_is_answered_and_no_mistake(empty_sandbox: Sandbox) -> None:
    manifest = empty_sandbox.app.manifest
    empty_sandbox.app.manifest = replace(manifest, scopes=manifest.scopes | {"users:read.email"})
    assert api(empty_sandbox, "users.lookupByEmail", email="x@example.org")["error"] == "users_not_found"
    assert empty_sandbox.refusals == []


def test_bad_token_is_refused(empty_sandbox: Sandbox) -> None:
    assert api(empty_sandbox, "auth.test", token="xoxb-wrong")["error"] == "invalid_auth"


def test_token_of_the_other_kind_is_refused(empty_sandbox: Sandbox) -> None:
    app_token = empty_sandbox.app.app_token
    assert api(empty_sandbox, "auth.test", token=app_token)["error"] == "not_allowed_token_type"
    assert api(empty_sandbox, "apps.connections.open")["error"] == "not_allowed_token_type"


def test_call_without_token_is_refused(empty_sandbox: Sandbox) -> None:
    with urlopen(Request(empty_sandbox.api_url + "auth.test", b""), timeout=5) as answer:  # noqa: S310
        assert b"not_authed" in answer.read()


SCOPES: dict[str, tuple[str, dict[str, Any]]] = {
    "chat:write": ("chat.postMessage", {"channel": "C0ALL", "text": "x"}),
    "im:write": ("conversations.open", {"users": "U0EVA"}),
    "channels:read": ("conversations.info", {"channel": "C0ALL"}),
    "channels:history": ("conversations.history", {"channel": "C0ALL"}),
    "users:read": ("users.info", {"user": "U0EVA"}),
    "reactions:write": ("reactions.add", {"channel": "C0ALL", "timestamp": "1", "name": "eyes"}),
}


@pytest.mark.parametrize(("scope", "call"), SCOPES.items(), ids=SCOPES.keys())
def test_missing_scope_is_named(empty_sandbox: Sandbox, scope: str, call: tuple[str, dict[str, Any]]) -> None:
    without_scope(empty_sandbox, scope)
    method, arguments = call
    answer = api(empty_sandbox, method, **arguments)
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
    assert scope not in answer["provided"].split(",")


def test_email_is_told_only_with_its_scope(empty_sandbox: Sandbox) -> None:
    assert "email" not in api(empty_sandbox, "users.info", user="U0EVA")["user"]["profile"]
    manifest = empty_sandbox.app.manifest
    empty_sandbox.app.manifest = replace(manifest, scopes=manifest.scopes | {"users:read.email"})
    assert api(empty_sandbox, "users.info", user="U0EVA")["user"]["profile"]["email"] == "eva@example.org"


def test_locale_is_told_only_when_asked_for(empty_sandbox: Sandbox) -> None:
    assert "locale" not in api(empty_sandbox, "users.info", user="U0TOM")["user"]
    assert api(empty_sandbox, "users.info", user="U0TOM", include_locale=True)["user"]["locale"] == "en-GB"


def test_granted_scopes_stand_in_the_header(empty_sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {empty_sandbox.app.bot_token}"}
    with urlopen(Request(empty_sandbox.api_url + "auth.test", b"", headers), timeout=5) as answer:  # noqa: S310
        assert set(answer.headers["x-oauth-scopes"].split(",")) == empty_sandbox.app.manifest.scopes


def test_history_is_newest_first_without_replies_and_with_metadata_when_asked(empty_sandbox: Sandbox) -> None:
    metadata = {"event_type": "card", "event_payload": {"meeting": 7}}
    first = post(empty_sandbox, text="One", metadata=metadata)
    second = post(empty_sandbox, text="Two")
    post(empty_sandbox, text="Reply", thread_ts=first)
    plain = api(empty_sandbox, "conversations.history", channel="C0ALL")["messages"]
    assert [(m["text"], m["ts"], m.get("reply_count"), m.get("metadata")) for m in plain] == [
        ("Two", second, None, None),
        ("One", first, 1, None),
    ]
    told = api(empty_sandbox, "conversations.history", channel="C0ALL", include_all_metadata=True)["messages"]
    assert told[1]["metadata"] == metadata


def test_history_since_a_moment_leaves_that_moment_out_unless_inclusive(empty_sandbox: Sandbox) -> None:
    first, second = post(empty_sandbox), post(empty_sandbox)
    since = api(empty_sandbox, "conversations.history", channel="C0ALL", oldest=first)["messages"]
    assert [m["ts"] for m in since] == [second]
    with_it = api(empty_sandbox, "conversations.history", channel="C0ALL", oldest=first, inclusive=True)[
        "messages"
    ]
    assert [m["ts"] for m in with_it] == [second, first]


def test_replies_are_the_parent_and_its_thread(empty_sandbox: Sandbox) -> None:
    parent = post(empty_sandbox)
    reply = post(empty_sandbox, thread_ts=parent)
    deeper = post(empty_sandbox, thread_ts=reply)
    thread = api(empty_sandbox, "conversations.replies", channel="C0ALL", ts=parent)["messages"]
    assert [m["ts"] for m in thread] == [parent, reply, deeper]


def test_long_lists_come_in_pages(empty_sandbox: Sandbox) -> None:
    sent = [post(empty_sandbox) for _ in range(3)]
    page = api(empty_sandbox, "conversations.history", channel="C0ALL", limit=2)
    assert ([m["ts"] for m in page["messages"]], page["has_more"]) == ([sent[2], sent[1]], True)
    cursor = page["response_metadata"]["next_cursor"]
    rest = api(empty_sandbox, "conversations.history", channel="C0ALL", limit=2, cursor=cursor)
    assert ([m["ts"] for m in rest["messages"]], rest["has_more"]) == ([sent[0]], False)


def test_message_to_a_person_goes_to_their_direct_messages(empty_sandbox: Sandbox) -> None:
    opened = api(empty_sandbox, "conversations.open", users="U0EVA")["channel"]["id"]
    assert api(empty_sandbox, "chat.postMessage", channel="U0EVA", text="x")["channel"] == opened
    empty_sandbox.person("Tom").does_not_see("x")


def test_updating_with_text_alone_takes_the_blocks_away(empty_sandbox: Sandbox) -> None:
    ts = post(empty_sandbox, blocks=[SECTION])
    assert "blocks" not in api(empty_sandbox, "chat.update", channel="C0ALL", ts=ts, text="Bare")["message"]


def test_message_of_a_person_cannot_be_changed_or_deleted_by_the_bot(empty_sandbox: Sandbox) -> None:
    ts = empty_sandbox.person("Eva").types("Mine", "#all").ts
    assert (
        api(empty_sandbox, "chat.update", channel="C0ALL", ts=ts, text="x")["error"] == "cant_update_message"
    )
    assert api(empty_sandbox, "chat.delete", channel="C0ALL", ts=ts)["error"] == "cant_delete_message"


def test_reaction_counts_once(empty_sandbox: Sandbox) -> None:
    ts = post(empty_sandbox)
    mark = {"channel": "C0ALL", "timestamp": ts, "name": "eyes"}
    assert api(empty_sandbox, "reactions.add", **mark)["ok"]
    assert api(empty_sandbox, "reactions.add", **mark)["error"] == "already_reacted"
    told = api(empty_sandbox, "reactions.get", channel="C0ALL", timestamp=ts)["message"]["reactions"]
    assert told == [{"name": "eyes", "users": [BOT_USER_ID], "count": 1}]
    assert api(empty_sandbox, "reactions.remove", **mark)["ok"]
    assert api(empty_sandbox, "reactions.remove", **mark)["error"] == "no_reaction"


def test_trigger_opens_one_modal(empty_sandbox: Sandbox) -> None:
    trigger = empty_sandbox.app.triggers.give("U0EVA")
    assert api(empty_sandbox, "views.open", trigger_id=trigger, view=MODAL)["ok"]
    assert api(empty_sandbox, "views.open", trigger_id=trigger, view=MODAL)["error"] == "exchanged_trigger_id"


def test_trigger_lasts_three_seconds(empty_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert triggers.LASTS_SECONDS == 3
    trigger = empty_sandbox.app.triggers.give("U0EVA")
    monkeypatch.setattr(triggers, "LASTS_SECONDS", 0)
    assert api(empty_sandbox, "views.open", trigger_id=trigger, view=MODAL)["error"] == "expired_trigger_id"


def opened(sandbox: Sandbox) -> dict[str, Any]:
    trigger = sandbox.app.triggers.give("U0EVA")
    view: dict[str, Any] = api(sandbox, "views.open", trigger_id=trigger, view=MODAL)["view"]
    return view


def pushed(sandbox: Sandbox, view_id: str) -> dict[str, Any]:
    trigger = sandbox.app.triggers.give("U0EVA", view_id)
    return api(sandbox, "views.push", trigger_id=trigger, view=MODAL)


def test_stack_holds_three_modals(empty_sandbox: Sandbox) -> None:
    first = opened(empty_sandbox)
    second = pushed(empty_sandbox, first["id"])["view"]
    third = pushed(empty_sandbox, second["id"])["view"]
    assert (second["previous_view_id"], third["root_view_id"]) == (first["id"], first["id"])
    assert pushed(empty_sandbox, third["id"])["error"] == "push_limit_reached"


def test_update_with_an_old_hash_conflicts(empty_sandbox: Sandbox) -> None:
    view = opened(empty_sandbox)
    update = {"view_id": view["id"], "view": MODAL, "hash": view["hash"]}
    assert api(empty_sandbox, "views.update", **update)["ok"]
    assert api(empty_sandbox, "views.update", **update)["error"] == "hash_conflict"


def test_home_with_an_old_hash_conflicts(empty_sandbox: Sandbox) -> None:
    first = api(empty_sandbox, "views.publish", user_id="U0EVA", view=HOME)["view"]
    assert api(empty_sandbox, "views.publish", user_id="U0EVA", view=HOME, hash=first["hash"])["ok"]
    again = api(empty_sandbox, "views.publish", user_id="U0EVA", view=HOME, hash=first["hash"])
    assert again["error"] == "hash_conflict"


def test_update_keeps_what_the_person_has_typed(empty_sandbox: Sandbox) -> None:
    view = opened(empty_sandbox)
    typed = {"b": {"a": {"type": "plain_text_input", "value": "so far"}}}
    empty_sandbox.workspace.views.fill(empty_sandbox.workspace.views.get(view["id"]), typed)
    updated = api(empty_sandbox, "views.update", view_id=view["id"], view=MODAL)["view"]
    assert updated["state"]["values"] == typed


def test_external_id_names_one_view(empty_sandbox: Sandbox) -> None:
    named = {**MODAL, "external_id": "one"}
    trigger = empty_sandbox.app.triggers.give("U0EVA")
    assert api(empty_sandbox, "views.open", trigger_id=trigger, view=named)["ok"]
    assert api(empty_sandbox, "views.update", external_id="one", view=named)["ok"]
    trigger = empty_sandbox.app.triggers.give("U0TOM")
    second = api(empty_sandbox, "views.open", trigger_id=trigger, view=named)
    assert second["error"] == "duplicate_external_id"


def test_view_larger_than_250_kb_is_refused(empty_sandbox: Sandbox) -> None:
    large = {
        "type": "home",
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2600}}] * 96,
    }
    answer = api(empty_sandbox, "views.publish", user_id="U0EVA", view=large)
    assert answer["error"] == "view_too_large"
