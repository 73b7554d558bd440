"""Files go into the workspace from the bot and from people, and out of it only to those who may have them."""

from dataclasses import replace
from urllib.request import Request, urlopen

import pytest

from bot.sandbox.forms import FormError
from bot.sandbox.server import Sandbox
from tests.sandbox.calling import api


def test_file_is_shared_in_three_steps(empty_sandbox: Sandbox) -> None:
    allow(empty_sandbox, "files:write", "files:read")
    given = api(empty_sandbox, "files.getUploadURLExternal", filename="minutes.pdf", length=3)
    with urlopen(Request(given["upload_url"], b"pdf"), timeout=5):  # noqa: S310
        pass
    files = [{"id": given["file_id"], "title": "Minutes"}]
    done = api(empty_sandbox, "files.completeUploadExternal", files=files, channel_id="C0ALL")
    empty_sandbox.person("Eva").sees("Minutes")
    assert fetched(done["files"][0]["url_private_download"], empty_sandbox.app.bot_token) == b"pdf"


def allow(sandbox: Sandbox, *scopes: str) -> None:
    manifest = sandbox.app.manifest
    sandbox.app.manifest = replace(manifest, scopes=manifest.scopes | set(scopes))


def fetched(url: str, token: str | None = None) -> bytes:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urlopen(Request(url, headers=headers), timeout=5) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content


def test_file_that_a_person_shares_is_told_of_and_can_be_asked_about(empty_sandbox: Sandbox) -> None:
    allow(empty_sandbox, "files:read")
    message = empty_sandbox.person("Eva").shares({"Avtal å.pdf": b"%PDF"}, "Läs det här", "#all")
    (file,) = message.files
    assert (message.subtype, message.text) == ("file_share", "Läs det här")
    assert api(empty_sandbox, "files.info", file=file["id"])["file"] == file
    assert (file["name"], file["user"], file["size"], file["filetype"], file["mimetype"]) == (
        "Avtal å.pdf",
        "U0EVA",
        4,
        "pdf",
        "application/pdf",
    )
    assert fetched(file["url_private_download"], empty_sandbox.app.bot_token) == b"%PDF"
    assert api(empty_sandbox, "files.info", file="F0NONE")["error"] == "file_not_found"


def test_file_cannot_be_asked_about_without_the_scope(empty_sandbox: Sandbox) -> None:
    (file,) = empty_sandbox.person("Eva").shares({"a.txt": b"a"}, in_channel="#all").files
    assert api(empty_sandbox, "files.info", file=file["id"])["error"] == "missing_scope"


@pytest.mark.parametrize("token", [None, "xoxb-somebody-elses"])
def test_download_without_the_bots_token_is_a_page_to_sign_in_on(
    empty_sandbox: Sandbox, token: str | None
) -> None:
    allow(empty_sandbox, "files:read")
    (file,) = empty_sandbox.person("Eva").shares({"a.txt": b"a"}, in_channel="#all").files
    assert fetched(file["url_private_download"], token).startswith(b"<!DOCTYPE html>")
    assert [refused.what for refused in empty_sandbox.refusals] == ["file download"]


FILE_MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Papers"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "papers",
            "label": {"type": "plain_text", "text": "Papers"},
            "element": {"type": "file_input", "action_id": "papers", "filetypes": ["pdf"], "max_files": 2},
        }
    ],
}


def test_file_whose_name_is_not_ascii_is_fetched(empty_sandbox: Sandbox) -> None:
    allow(empty_sandbox, "files:read")
    (file,) = empty_sandbox.person("Eva").shares({"a–b.pdf": b"a"}, in_channel="#all").files
    assert fetched(file["url_private_download"], empty_sandbox.app.bot_token) == b"a"


def test_modal_that_asks_for_files_needs_the_scope_to_read_them(empty_sandbox: Sandbox) -> None:
    trigger = empty_sandbox.app.triggers.give("U0EVA")
    refused = api(empty_sandbox, "views.open", trigger_id=trigger, view=FILE_MODAL)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "files:read")


def test_files_filled_into_a_modal_are_whole_file_objects_in_its_state(empty_sandbox: Sandbox) -> None:
    allow(empty_sandbox, "files:read")
    eva = empty_sandbox.person("Eva")
    api(empty_sandbox, "views.open", trigger_id=empty_sandbox.app.triggers.give("U0EVA"), view=FILE_MODAL)
    view = eva.fills({"Papers": {"avtal.pdf": b"%PDF", "bilaga.PDF": b"%PDF-1"}})
    state = view.values["papers"]["papers"]
    files = [api(empty_sandbox, "files.info", file=one["id"])["file"] for one in state["files"]]
    assert state == {"type": "file_input", "files": files}
    assert [(one["name"], one["size"]) for one in files] == [("avtal.pdf", 4), ("bilaga.PDF", 6)]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"a.docx": b"a"}, "Papers: a.docx is none of pdf"),
        ({"a.pdf": b"a", "b.pdf": b"b", "c.pdf": b"c"}, "Papers: at most 2 files, not 3"),
    ],
)
def test_files_that_slacks_app_would_not_take_are_not_taken(
    empty_sandbox: Sandbox, files: dict[str, bytes], problem: str
) -> None:
    allow(empty_sandbox, "files:read")
    api(empty_sandbox, "views.open", trigger_id=empty_sandbox.app.triggers.give("U0EVA"), view=FILE_MODAL)
    with pytest.raises(FormError, match=problem):
        empty_sandbox.person("Eva").fills({"Papers": files})
