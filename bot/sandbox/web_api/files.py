"""files.*: uploading in three steps, as files_upload_v2 does."""

import mimetypes
from typing import Any

from bot.sandbox import events
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.web_api.call import Answer, Call
from bot.sandbox.workspace import BOT_USER_ID


def get_upload_url(call: Call) -> Answer:
    call.needs("files:write")
    length = call.number("length", 0)
    if length <= 0:
        raise SlackRefusal.with_problems(
            "invalid_arguments", ["must be greater than 0 [json-pointer:/length]"]
        )
    upload = call.app.uploads.begin(call.text("filename"), length)
    return {"upload_url": f"{call.app.url}/upload/{upload.id}", "file_id": upload.id}


def complete_upload(call: Call) -> Answer:
    call.needs("files:write")
    wanted = call.structure("files", "invalid_arguments")
    if not wanted:
        raise SlackRefusal.with_problems("invalid_arguments", ["missing required field: files"])
    files = [_file(call, item) for item in wanted]
    if channel_id := call.args.get("channel_id"):
        _share(call, str(channel_id), files)
    return {"files": files}


def _file(call: Call, item: dict[str, Any]) -> dict[str, Any]:
    upload = call.app.uploads.finished(item.get("id", ""))
    url = f"{call.app.url}/files/{upload.id}/{upload.name}"
    return {
        "id": upload.id,
        "name": upload.name,
        "title": item.get("title") or upload.name,
        "mimetype": mimetypes.guess_type(upload.name)[0] or "application/octet-stream",
        "size": len(upload.content),
        "user": BOT_USER_ID,
        "url_private": url,
        "url_private_download": url,
        "permalink": url,
    }


def _share(call: Call, channel_id: str, files: list[dict[str, Any]]) -> None:
    channel = call.workspace.channel(channel_id)
    if BOT_USER_ID not in channel.members:
        raise SlackRefusal("not_in_channel" if channel.kind == "channel" else "channel_not_found")
    thread_ts = call.args.get("thread_ts")
    text = call.text("initial_comment", "")
    message = call.workspace.messages.post(
        channel.id, BOT_USER_ID, text, files=tuple(files), subtype="file_share", thread_ts=thread_ts
    )
    events.message_said(call.app, channel, message)


METHODS = {"files.completeUploadExternal": complete_upload, "files.getUploadURLExternal": get_upload_url}
